"""Bounded children that stay for the next message, so that starting one is paid once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from .child import Child

_Known = TypeVar("_Known")
_LARGE = 4 * 2**20
_SUFFICIENT = 200
"""Messages after which a child has done enough, whatever it keeps."""


@dataclass(slots=True, eq=False)
class Started(Generic[_Known]):
    """A child, what it knows beside its messages, and how many of these it has answered."""

    child: Child
    known: _Known | None = None
    done: int = 0


class KeptChildren(Generic[_Known]):
    """Children: idle ones wait here, and no more than a number of them are at work at once; further callers wait.

    One that was sent or answered something large is not used again, because it keeps the memory.

    Args:
        most: how many work at once.
    """

    def __init__(self, most: int) -> None:
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._idle: list[Started[_Known]] = []
        self._free = threading.BoundedSemaphore(most)

    def ask(
        self, wanted: _Known, start: Callable[[], Started[_Known]], message: Callable[[_Known | None], bytes]
    ) -> bytes:
        """Have a child answer a message.

        Args:
            wanted: what the child knows when it has answered; one that knows it already is taken first.
            start: starts a child when none is idle.
            message: the message for a child that knows what is given, which may be nothing.

        Raises:
            ChildTimeoutError: the answer took too long.
            ChildEndedError: the child ended before it answered.
        """
        with self._free:
            one = self._taken(wanted) or start()
            is_kept = False
            try:
                sent = message(one.known)
                reply = one.child.ask(sent)
                one.known = wanted
                one.done += 1
                is_kept = len(sent) < _LARGE and len(reply) < _LARGE and one.done < _SUFFICIENT
            finally:
                if is_kept:
                    with self._lock:
                        self._idle.append(one)
                else:
                    one.child.close()
        return reply

    def close(self) -> None:
        """End those that are idle; the next message starts one."""
        with self._lock:
            idle, self._idle = self._idle, []
        for one in idle:
            one.child.close()

    def _taken(self, wanted: _Known) -> Started[_Known] | None:
        with self._lock:
            if self._process != os.getpid():  # this is a fork: the children are its parent's
                self._process, self._idle = os.getpid(), []
            self._idle.sort(key=lambda one: one.known == wanted)
            while self._idle:
                one = self._idle.pop()
                if one.child.is_alive:
                    return one
                one.child.close()
        return None
