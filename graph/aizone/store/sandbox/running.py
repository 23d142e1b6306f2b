"""A query that a worker is answering: its pieces as they come, and its end at a limit."""

from __future__ import annotations

import json
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Self

from ...errors import N_, AizoneError, QueryError, QueryLimitError, RemoteStoreError
from ...processes import ChildEndedError, Worker
from .answers import Answer, Limit
from .replying import DATA, END, ERROR, HEAD
from .requests import QueryRequest

_LENGTH = struct.Struct(">Q")
_CHUNK = 2**18
_LONG_S = 1.0
"""A worker that is at work for so long without a word gives way to those that answer short queries, and to pages."""


class CancelledError(AizoneError):
    """A query that its asker has stopped."""

    def __init__(self) -> None:
        super().__init__("query", N_("was cancelled."), "")


class Cancellation:
    """A way to stop a query that another thread waits for, before its answer begins or in the middle of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: RunningQuery | None = None
        self.is_cancelled = False

    def cancel(self) -> None:
        """Stop the query at once; the thread that waits for it gets a `CancelledError`."""
        with self._lock:
            self.is_cancelled = True
            if self._running is not None:
                self._running.cancel()

    def watch(self, running: RunningQuery) -> None:
        """Have `cancel` stop this query."""
        with self._lock:
            self._running = running
            if self.is_cancelled:
                running.cancel()


class RunningQuery:
    """A query at work; iterate over the pieces of its answer, as bytes, in one thread. `cancel` may come from another one.

    `begin` waits for the first piece; then `kind` and `columns` are there. `limit` says at the end where the answer was cut off, and `rows` how
    many there were, where the worker still said so; `found_nothing` is then that of an `Answer`. Close it, or use it in a `with`.

    Args:
        worker: a free one.
        request: what it is asked.
        done: is called once, with True when the worker may be used again.
        long: is called when it has been at work for a second without a word.
    """

    kind: str
    columns: tuple[str, ...]

    def __init__(
        self, worker: Worker, request: QueryRequest, done: Callable[[bool], None], long: Callable[[], None]
    ) -> None:
        self.limit = Limit.NONE
        self.rows: int | None = None
        self.found_nothing = False
        self.seconds = 0.0
        self._worker = worker
        self._request = request
        self._limits = request.limits
        self._done = done
        self._long = long
        self._buffer = bytearray()
        self._is_open = True
        self._is_cancelled = False
        self._is_long = False
        self._last: bytes | None = None

    def begin(self) -> Self:
        """Ask the worker, and wait until the first piece of the answer is there, or the whole of an empty one.

        Raises:
            QueryError: the query does not parse or is not allowed.
            QueryLimitError: it reached a limit before anything of its answer was there.
            CancelledError: it was cancelled.
        """
        try:
            message = self._request.to_json()
            self._worker.connection.settimeout(self._limits.seconds)
            self._worker.connection.sendall(_LENGTH.pack(len(message)) + message)
        except OSError:
            raise self._stopped(Limit.MEMORY) from None
        try:
            self.kind, columns = json.loads(self._next(HEAD))
            self.columns = tuple(columns)
            self._last = self._next(DATA, END)
        except BaseException:
            self.close()
            raise
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        """The pieces of the answer that are still to come."""
        return self

    def __next__(self) -> bytes:
        """The next piece; at a limit there are no more, and `limit` is set.

        Raises:
            QueryError: the engine failed in the middle.
            CancelledError: it was cancelled.
        """
        if self._last is None and self._is_open:
            try:
                self._last = self._next(DATA, END)
            except QueryLimitError:
                raise StopIteration from None  # `limit` says it; what came is kept
        piece, self._last = self._last, None
        if not piece:
            raise StopIteration
        return piece

    @property
    def is_open(self) -> bool:
        """True while its worker may be at work."""
        return self._is_open

    def is_ready(self, seconds: float) -> bool:
        """True if the next piece, or the end, comes within so many seconds."""
        if self._last is not None or not self._is_open or self._buffer:
            return True
        begun = time.monotonic()
        try:
            self._worker.connection.settimeout(seconds)
            self._worker.connection.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return False
        except OSError:  # it has ended, which reading says in words
            return True
        finally:
            self.seconds += time.monotonic() - begun
        return True

    def cancel(self) -> None:
        """Stop it at once; the thread that waits for its answer gets a `CancelledError`."""
        self._is_cancelled = True
        with suppress(OSError):  # it has ended meanwhile
            if self._is_open:
                self._worker.connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Have done with it: a worker that is still at work is killed. May be called again."""
        if self._is_open:
            self._finish(is_usable=False)

    def whole(self) -> Answer:
        """The rest of the answer as rows, for a request of the form 'rows'; closes it.

        Raises:
            QueryError: the engine failed in the middle.
            CancelledError: it was cancelled.
        """
        rows = [row for batch in self.batches() for row in batch.rows]
        return Answer(self.kind, self.columns, rows, self.limit, self.seconds)

    def batches(self) -> Iterator[Answer]:
        """The rest of the answer as it comes, some rows at a time, for a request of the form 'rows'; closes it.

        At the end, `limit` says where the answer was cut off.

        Raises:
            QueryError: the engine failed in the middle.
            CancelledError: it was cancelled.
        """
        rest = b""
        with self:
            for piece in self:
                whole, newline, rest = (rest + piece).rpartition(b"\n")
                if newline:
                    lines = whole.decode("utf-8", "surrogatepass").split("\n")
                    rows = [tuple(cell or None for cell in line.split("\t")) if self.columns else () for line in lines]
                    yield Answer(self.kind, self.columns, rows)
        # what is left is a row that was being sent when its worker was killed

    def _next(self, *expected: bytes) -> bytes:
        """The content of the next message; empty for the end.

        Raises:
            QueryError: the worker sent an error.
            RemoteStoreError: the server that it asks failed.
            QueryLimitError: it was killed at a limit; `limit` says which.
        """
        length = _LENGTH.unpack(self._read(_LENGTH.size))[0]
        message = self._read(length)
        kind, content = message[:1], message[1:]
        if kind == ERROR:
            self._finish(is_usable=True)
            where, what, next_step, values, is_of_server = json.loads(content)
            raise (RemoteStoreError if is_of_server else QueryError)(where, what, next_step, **values)
        assert kind in expected, kind
        if kind == END:
            held: list[Any] = json.loads(content)
            self.rows, self.limit, has_grown, self.found_nothing = held[0], Limit(held[1]), held[2], held[3]
            # one that was cut off is in the middle of a stream, and one that has grown would keep its memory
            self._finish(is_usable=self.limit is Limit.NONE and not has_grown and not self._is_long)
            return b""
        return content

    def _read(self, size: int) -> bytes:
        """So many bytes of what the worker sends; waiting for them is the time it is at work."""
        while len(self._buffer) < size:
            left = self._limits.seconds - self.seconds
            begun = time.monotonic()
            try:
                if left <= 0:
                    raise TimeoutError
                self._worker.connection.settimeout(left if self._is_long else min(left, _LONG_S))
                piece = self._worker.connection.recv(_CHUNK)
            except TimeoutError:
                if left > _LONG_S and not self._is_long:
                    self._is_long = True
                    self._worker.slow_down()
                    self._long()
                    continue
                raise self._stopped(Limit.SECONDS) from None
            except OSError:
                piece = b""
            finally:
                self.seconds += time.monotonic() - begun
            if not piece:
                raise self._stopped(Limit.MEMORY)
            self._buffer += piece
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        return found

    def _stopped(self, limit: Limit) -> AizoneError:
        """The error for a worker that is killed, or has ended by itself."""
        if not self._is_open or self._is_cancelled:
            self.close()
            return CancelledError()
        exit_code = self._finish(is_usable=False)
        is_out_of_time = limit is Limit.SECONDS or exit_code == -getattr(signal, "SIGXCPU", 0)
        self.limit = Limit.SECONDS if is_out_of_time else Limit.MEMORY
        if is_out_of_time:
            return QueryLimitError(
                "query",
                N_("took more than {seconds} seconds and was stopped."),
                N_("Start from something bound, or add LIMIT."),
                seconds=f"{self._limits.seconds:g}",
            )
        return QueryLimitError(
            "query",
            N_("was stopped: it needs more memory than it may use, or nests too deeply."),
            N_("Narrow it down."),
        )

    def _finish(self, *, is_usable: bool) -> int:
        self._is_open = False
        exit_code = 0
        try:
            if not is_usable:
                exit_code = self._worker.kill()
        except ChildEndedError:  # its nursery is gone, and it with it
            pass
        finally:
            self._done(is_usable)
        return exit_code
