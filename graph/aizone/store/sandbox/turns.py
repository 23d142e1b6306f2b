"""Turns: who may run a query now, so that one session does not keep the others from running theirs."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field


class NoTurnError(Exception):
    """No place became free in the time that a query waits for its turn."""


@dataclass(eq=False, slots=True)
class _Waiting:
    session: str
    granted: threading.Event = field(default_factory=threading.Event)


class Turns:
    """A number of places; safe to share between threads.

    A free place goes to the session that has the fewest, and among those to the one that waits longest. No session has all of
    them, so that a short query never waits for the end of somebody else's four long ones.

    Args:
        places: how many run at once.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._most = max(1, places - 1)
        self._has: Counter[str] = Counter()
        self._waiting: list[_Waiting] = []
        self._lock = threading.Lock()

    def take(self, session: str, wait_s: float) -> None:
        """Wait for a place.

        Args:
            session: who asks.
            wait_s: seconds.

        Raises:
            NoTurnError: there was none in this time.
        """
        one = _Waiting(session)
        with self._lock:
            self._waiting.append(one)
            self._grant()
        if one.granted.wait(wait_s):
            return
        with self._lock:
            if not one.granted.is_set():
                self._waiting.remove(one)
                raise NoTurnError

    def give_back(self, session: str) -> None:
        """Give a place back.

        Args:
            session: who took it.
        """
        with self._lock:
            self._free += 1
            self._has[session] -= 1
            if not self._has[session]:
                del self._has[session]
            self._grant()

    def _grant(self) -> None:
        while self._free:
            eligible = [one for one in self._waiting if self._has[one.session] < self._most]
            if not eligible:
                return
            chosen = min(eligible, key=lambda one: self._has[one.session])  # the first of several: it waits longest
            self._waiting.remove(chosen)
            self._free -= 1
            self._has[chosen.session] += 1
            chosen.granted.set()
