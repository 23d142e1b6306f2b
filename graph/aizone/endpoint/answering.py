"""The address `/sparql`: a query is answered piece by piece while its worker finds it."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from ..errors import N_, AizoneError, QueryError, QueryLimitError
from ..queries.mistakes import said_in_words
from ..store.sandbox import Cancellation, Limit, QueryLimits, QueryRequest, RunningQuery
from .configuration import EndpointSettings
from .current import CurrentWorkspace, Opened
from .description import describe_service
from .hints import hints
from .negotiation import GRAPHS, ROWS, best, content_type, tags
from .problems import ProtocolError, problem
from .protocol import Asked, read_asked
from .representation import none_is_taken, taken

_MOST_THREADS = 256
_WHOLE = 2**18
"""Bytes of an answer that is sent as a whole, with its length, when its worker is done soon."""
_SOON_S = 0.05
_LOOK_S = 0.5
_DELIVERY_S = 600.0
"""Seconds after which a download is broken off, however slowly its client takes it: it holds a worker."""
_STALLED_S = 30.0
"""The same when the client takes nothing more at all, so that it keeps neither a worker nor a server that is told to stop."""
# 'NOW()', 'uuid ()': functions that give another answer each time
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(|\bBNODE\b|\bSERVICE\b", re.IGNORECASE)


class CutOffError(Exception):
    """An answer that reached a limit when its beginning had been sent: the connection is broken off, so that it is not taken for whole."""


class SparqlService:
    """Answers requests of the SPARQL 1.1 Protocol.

    Args:
        current: the workspace.
        settings: how much a client may ask.
    """

    def __init__(self, current: CurrentWorkspace, settings: EndpointSettings) -> None:
        self._current = current
        self._settings = settings
        self._asking: Counter[str] = Counter()
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        try:
            asked = await read_asked(request)
            request.state.asked = asked.query
            if self._limiter is None:
                self._limiter = CapacityLimiter(_MOST_THREADS)
            opened = self._current.recent
            if opened is None:
                opened = await to_thread.run_sync(self._current.get, limiter=self._limiter)
            if asked.query is None:
                return await to_thread.run_sync(
                    describe_service, request, opened, asked.form, self._limits(opened), limiter=self._limiter
                )
            return await self._answer(request, asked, asked.query, opened)
        except AizoneError as error:
            return problem(request, error)

    def _limits(self, opened: Opened) -> QueryLimits:
        return replace(opened.pool.limits, rows=self._settings.max_rows, bytes=self._settings.max_bytes)

    async def _answer(self, request: Request, asked: Asked, query: str, opened: Opened) -> Response:
        rows, graph = _forms(request, asked.form)
        tag = f'"{opened.revision}-{zlib.crc32(f"{rows} {graph}".encode()):08x}"'
        is_cacheable = request.method != "POST" and not _CHANGING.search(query)
        # "*" asks whether there is an answer at all, which only the query itself can tell
        if is_cacheable and tag in tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=_headers(tag))
        client = request.state.client
        if self._asking[client] >= self._settings.client_queries:
            raise ProtocolError(
                429,
                "client",
                N_("has {count} queries at once; it may not have more."),
                N_("Wait for their answers."),
                {"Retry-After": "5"},
                count=self._asking[client],
            )
        asking = QueryRequest(
            query,
            self._limits(opened).at_most(seconds=asked.seconds),
            ROWS.get(rows or "", "rows"),
            GRAPHS.get(graph or "", "rows"),
            asked.dataset,
        )
        delivery = _Delivery(self, client, self._limiter)
        self._asking[client] += 1
        try:
            begun, is_whole = await delivery.begin(request, opened, asking)
        except BaseException:
            delivery.release()
            raise
        running = delivery.running
        assert running is not None
        form = graph if running.kind == "graph" else rows
        if form is None or running.limit is not Limit.NONE:
            await delivery.close()
        if form is None:
            raise none_is_taken([*(GRAPHS if running.kind == "graph" else ROWS)])
        if running.limit is not Limit.NONE:
            raise _cut(running.limit, asking.limits)
        headers = _headers(tag if is_cacheable else None) | {"Content-Type": content_type(form)}
        request.state.rows = running.rows
        if is_whole and running.found_nothing:
            headers |= await to_thread.run_sync(hints, request, asked, opened, limiter=self._limiter)
        if is_whole or request.method == "HEAD":
            await delivery.close()
            if request.method == "HEAD" and not is_whole:
                return StreamingResponse(_nothing(), headers=headers)
            return Response(b"".join(begun), headers=headers)
        return _Download(delivery.pieces(begun), headers=headers)

    def done(self, client: str) -> None:
        """A query of a client has ended."""
        self._asking[client] -= 1
        if not self._asking[client]:
            del self._asking[client]


class _Download(StreamingResponse):
    """A streamed answer that is broken off when its client takes it too slowly, or stops taking it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""

        async def send_soon(message: Message) -> None:
            with anyio.move_on_after(_STALLED_S) as taken_up:
                await send(message)
            if taken_up.cancelled_caught:
                raise CutOffError

        with anyio.move_on_after(_DELIVERY_S) as delivery:
            await super().__call__(scope, receive, send_soon)
        if delivery.cancelled_caught:
            raise CutOffError


class _Delivery:
    """One answer on its way to its client; its worker is stopped when the client goes away."""

    def __init__(self, service: SparqlService, client: str, limiter: CapacityLimiter | None) -> None:
        self._service = service
        self._client = client
        self._limiter = limiter
        self._is_released = False
        self.running: RunningQuery | None = None

    async def begin(self, request: Request, opened: Opened, asking: QueryRequest) -> tuple[list[bytes], bool]:
        """The first pieces, and whether they are all; a client that goes away meanwhile stops its query."""
        cancellation = Cancellation()

        def start() -> tuple[list[bytes], bool]:
            found: list[bytes] = []
            with said_in_words(asking.query):
                self.running = opened.pool.start(asking, session=self._client, cancellation=cancellation)
                while sum(map(len, found)) < _WHOLE and (not found or self.running.is_ready(_SOON_S)):
                    piece = next(self.running, None)
                    if piece is None:
                        return found, True
                    found.append(piece)
            return found, False

        result: list[tuple[list[bytes], bool]] = []
        failed: list[AizoneError] = []
        async with anyio.create_task_group() as tasks:

            async def watch() -> None:
                await anyio.sleep(_LOOK_S)
                while not await request.is_disconnected():
                    await anyio.sleep(_LOOK_S)
                cancellation.cancel()

            tasks.start_soon(watch)
            try:
                result.append(await to_thread.run_sync(start, limiter=self._limiter))
            except AizoneError as error:
                failed.append(error)
            tasks.cancel_scope.cancel()
        if failed:
            raise failed[0]
        return result[0]

    async def pieces(self, begun: list[bytes]) -> AsyncIterator[bytes]:
        """The pieces of the answer.

        Raises:
            CutOffError: it ended at a limit.
        """
        assert self.running is not None
        running = self.running
        try:
            for piece in begun:
                yield piece
            while (piece_or_end := await to_thread.run_sync(next, running, None, limiter=self._limiter)) is not None:
                yield piece_or_end
            if running.limit is not Limit.NONE:
                raise CutOffError
        except QueryError as error:  # the engine failed in the middle
            raise CutOffError from error
        finally:
            with anyio.CancelScope(shield=True):
                await self.close()

    async def close(self) -> None:
        """Have done with it."""
        if self.running is not None and self.running.is_open:  # killing a worker waits for its end
            await to_thread.run_sync(self.running.close, limiter=self._limiter)
        self.release()

    def release(self) -> None:
        """Note that the client has one query fewer."""
        if not self._is_released:
            self._is_released = True
            self._service.done(self._client)


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


def _forms(request: Request, wanted: str) -> tuple[str | None, str | None]:
    """The media types for rows and for triples that a client takes.

    Raises:
        ProtocolError: it takes neither, or names a format that does not exist.
    """
    accept = taken(request, wanted)
    if wanted.lower() in ("json", "xml"):  # both kinds of answers have one of that name
        accept += f", application/{wanted.lower()}"
    rows, graph = best(accept, list(ROWS)), best(accept, list(GRAPHS))
    if rows is None and graph is None:
        raise none_is_taken([*ROWS, *GRAPHS])
    return rows, graph


def _headers(tag: str | None) -> dict[str, str]:
    if tag is None:
        return {"Cache-Control": "no-store", "Vary": "Accept"}
    return {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept, Authorization"}


def _cut(limit: Limit, limits: QueryLimits) -> QueryLimitError:
    """The error for an answer that reached a limit before anything of it was sent."""
    words = {
        Limit.SECONDS: N_("took more than {seconds} seconds and was stopped."),
        Limit.ROWS: N_("has an answer of more than {rows} rows."),
        Limit.BYTES: N_("has an answer of more than {bytes} bytes."),
        Limit.MEMORY: N_("was stopped: it needs more memory than it may use, or nests too deeply."),
    }
    return QueryLimitError(
        "query",
        words[limit],
        N_("Start from something bound, or add LIMIT."),
        seconds=f"{limits.seconds:g}",
        rows=limits.rows,
        bytes=limits.bytes,
    )
