"""The worker's side: run the query of a request, and send its answer piece by piece.

Each message to the parent is one letter and its content: `h` the head, `d` a piece of the answer, `e` the end, `x` an error.
"""

from __future__ import annotations

import io
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Protocol, cast

import pyoxigraph as ox

from ...errors import N_, AizoneError, QueryError, RemoteStoreError
from ...processes import bound_cpu, bound_memory, messages, resident_memory
from ...vocab import PREFIXES
from ..base import Dataset
from .answers import Limit, says_nothing
from .formats import GRAPH_FORMATS, ROW_FORMATS
from .requests import ROWS, QueryRequest

HEAD, DATA, END, ERROR = b"h", b"d", b"e", b"x"
_PIECE = 2**16
_MOST_GROWN = 32 * 2**20
_SOON_S = 0.05


class Answering(Protocol):
    """A store that gives an answer as it is computed."""

    service_hosts: tuple[str, ...]

    def answer(
        self, query: str, *, dataset: Dataset | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
        """The answer of a query of any kind."""
        ...


def work_on(open_store: Callable[[], Answering], memory: int) -> Callable[[socket.socket], None]:
    """The work of a query worker.

    Args:
        open_store: gives the store; called once in each worker, before its memory is bounded.
        memory: bytes that a worker may take beyond it.
    """

    def work(connection: socket.socket) -> None:
        store = open_store()
        bound_memory(memory)
        at_first = resident_memory()
        with connection.makefile("rwb", buffering=2 * _PIECE) as stream, suppress(BrokenPipeError, ConnectionError):
            to_parent = cast("IO[bytes]", stream)
            while (message := messages.receive(to_parent)) is not None:
                request = QueryRequest.from_json(message)
                bound_cpu(request.limits.seconds)
                reply(store, request, to_parent, has_grown=lambda: resident_memory() > at_first + _MOST_GROWN)

    return work


def reply(
    store: Answering, request: QueryRequest, stream: IO[bytes], *, has_grown: Callable[[], bool] = lambda: False
) -> None:
    """Answer one request.

    Args:
        store: the graph.
        request: what is asked.
        stream: to the parent.
        has_grown: tells at the end whether this process keeps much memory; it is then not used again.
    """
    try:
        found = store.answer(request.query, dataset=request.dataset)
        sender = _Sender(stream, request, has_grown)
        if isinstance(found, ox.QueryBoolean):
            sender.send_truth(bool(found))
        elif isinstance(found, ox.QuerySolutions):
            sender.send_rows(found)
        else:
            sender.send_triples(cast("Iterator[ox.Triple]", found))
    except AizoneError as error:
        _send_error(stream, error)
    except (RuntimeError, OSError, ValueError, SyntaxError) as error:  # the engine's own, in the middle of an answer
        if isinstance(error, (BrokenPipeError, ConnectionError)):
            raise
        _send_error(stream, QueryError("query", "{detail}.", "", detail=error))
    except RecursionError:
        _send_error(stream, QueryError("query", N_("nests too deeply."), N_("Write it in a simpler form.")))


def _send_error(stream: IO[bytes], error: AizoneError) -> None:
    values = {name: str(value) for name, value in error.values.items()}
    is_of_server = isinstance(error, RemoteStoreError)
    told = [error.where, error.what, error.next_step, values, is_of_server]
    messages.send(stream, ERROR + json.dumps(told).encode())


class _EnoughError(Exception):
    """The answer has passed its limit of bytes."""


class _Sender(io.RawIOBase):
    """An answer on its way; the first pieces are small, so that what was found before a worker is killed has been sent."""

    def __init__(self, stream: IO[bytes], request: QueryRequest, has_grown: Callable[[], bool]) -> None:
        self._has_grown = has_grown
        self._stream = stream
        self._request = request
        self._waiting: list[bytes] = []
        self._size = self._sent = self._rows = 0
        self._found_nothing = True
        self._last = time.monotonic()

    def send_truth(self, truth: bool) -> None:
        """Send the answer of an ASK."""
        self._head("ask", ["answer"])
        self._found_nothing = not truth
        self.write(ROW_FORMATS[self._request.select_form].truth(truth).encode())
        self._end(Limit.NONE)

    def send_rows(self, found: ox.QuerySolutions) -> None:
        """Send the answer of a SELECT."""
        form = ROW_FORMATS[self._request.select_form]
        columns = [variable.value for variable in found.variables]
        self._head("select", columns)
        try:
            self.write(form.head(columns).encode())
            for solution in found:
                if self._rows == self._request.limits.rows:
                    return self._end(Limit.ROWS)
                row = [solution[name] for name in columns]
                text = form.row(columns, row)
                self._rows += 1
                if self._found_nothing:
                    self._found_nothing = self._rows == 1 and says_nothing(
                        None if one is None else str(one) for one in row
                    )
                self.write((form.between + text if self._rows > 1 else text).encode("utf-8", "surrogatepass"))
                self._send_soon()
            self.write(form.tail.encode())
        except _EnoughError:
            return self._end(Limit.BYTES)
        return self._end(Limit.NONE)

    def send_triples(self, found: Iterator[ox.Triple]) -> None:
        """Send the answer of a CONSTRUCT or DESCRIBE."""
        self._head("graph", ["subject", "predicate", "object"])
        taken = _Counted(found, self._request.limits.rows)
        try:
            if self._request.graph_form == ROWS:
                for triple in taken:
                    self.write(f"{triple.subject}\t{triple.predicate}\t{triple.object}\n".encode())
                    self._rows += 1
                    self._send_soon()
            else:
                form = GRAPH_FORMATS[self._request.graph_form]
                ox.serialize(taken, cast("IO[bytes]", self), form, prefixes=dict(PREFIXES))
                self._rows = taken.count
            self._found_nothing = not self._rows
        except _EnoughError:
            return self._end(Limit.BYTES)
        return self._end(Limit.ROWS if taken.cut else Limit.NONE)

    def writable(self) -> bool:
        """True: the engine's serialiser writes to it."""
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Take a piece of the answer; an empty one would be taken for the end."""
        if not piece:
            return 0
        self._size += len(piece)
        if self._size > self._request.limits.bytes:
            raise _EnoughError
        self._waiting.append(bytes(piece))
        if self._size - self._sent >= _PIECE:
            self._send()
        return len(piece)

    def _send_soon(self) -> None:
        """Send what waits when it is as much as was sent before, or has waited for long."""
        if self._size >= 2 * self._sent or time.monotonic() - self._last > _SOON_S:
            self._send()

    def _send(self) -> None:
        if self._waiting:
            messages.send(self._stream, DATA + b"".join(self._waiting))
            self._waiting.clear()
            self._sent = self._size
        self._last = time.monotonic()

    def _head(self, kind: str, columns: list[str]) -> None:
        messages.send(self._stream, HEAD + json.dumps([kind, columns]).encode())

    def _end(self, limit: Limit) -> None:
        self._send()
        messages.send(
            self._stream, END + json.dumps([self._rows, limit.value, self._has_grown(), self._found_nothing]).encode()
        )


class _Counted:
    """The first triples of a stream; `cut` when there were more."""

    def __init__(self, found: Iterator[ox.Triple], most: int | None) -> None:
        self._found = found
        self._most = most
        self.count = 0
        self.cut = False

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self._found:
            if self.count == self._most:
                self.cut = True
                return
            self.count += 1
            yield triple
