"""A bounded child that is a fork of this process: it has at once what this process has loaded."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Callable

from .bounds import bound_memory
from .child import ChildEndedError, ChildTimeoutError, Exchange, Limits
from .nursery import end, fork
from .serving import answer_all


class ForkedChild:
    """A fork of this process that answers messages, as `ChildProcess` does; only where `can_fork` says so.

    Args:
        answer: turns a message into its answer, in the fork.
        limits: what it may take; the memory is counted from what this process has now.
    """

    def __init__(self, answer: Callable[[bytes], bytes], limits: Limits) -> None:
        def work(connection: socket.socket) -> None:
            bound_memory(limits.memory_bytes)
            with connection.makefile("rb") as incoming, connection.makefile("wb") as outgoing:
                answer_all(answer, incoming, outgoing, answer_s=limits.answer_s, cpu_s=limits.cpu_s)

        self._limits = limits
        self._exit_code: int | None = None
        ours, theirs = socket.socketpair()
        with theirs:
            sys.stdout.flush()  # or what waits to be written is written twice
            sys.stderr.flush()
            self.pid = fork(work, theirs, [ours])
        with ours:
            self._incoming, self._outgoing = ours.makefile("rb"), ours.makefile("wb")

    @property
    def is_alive(self) -> bool:
        """True if it can be asked."""
        if self._exit_code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self._exit_code = os.waitstatus_to_exitcode(status)
        return self._exit_code is None

    def ask(self, message: bytes, *, timeout_s: float | None = None) -> bytes:
        """Send a message and wait for the answer.

        Args:
            message: what is to be answered.
            timeout_s: seconds for this answer; those of the limits when None.

        Raises:
            ChildTimeoutError: the answer took too long; the child is gone.
            ChildEndedError: the child ended by itself, or its answer was longer than it may be; it is gone.
        """
        exchange = Exchange(self._outgoing, self._incoming, message, self._limits)
        is_done = exchange.is_done(self._limits.answer_s if timeout_s is None else timeout_s)
        if exchange.answer is not None:
            return exchange.answer
        if self._exit_code is None:
            self._exit_code = end(self.pid)
        exchange.join()
        self.close()
        if not is_done:
            raise ChildTimeoutError
        raise ChildEndedError(self._exit_code, "")

    def close(self) -> None:
        """Kill it if it is alive, and free what it held; may be called again."""
        if self._exit_code is None:
            self._exit_code = end(self.pid)
        for stream in (self._incoming, self._outgoing):
            with contextlib.suppress(OSError):  # what was not sent is of no use any more
                stream.close()


def can_fork() -> bool:
    """True if this process may be forked: the system can do that, and no other thread would be cut off in the middle."""
    return (
        hasattr(os, "fork") and threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
    )
