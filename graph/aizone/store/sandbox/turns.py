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

    A free place goes to the session that runs the fewest queries, and among those to the one that waits longest. No session has all
    places. A query that turns out to be long leaves its place to another one and goes on beside the places, as long as there are
    no more of such than places: so a short query does not wait for the end of long ones, whichever session asked them.

    Args:
        places: how many run at once.
    """

    def __init__(self, places: int) -> None:
        self._free = self._free_beside = places
        self._most = max(1, places - 1)
        self._runs: Counter[str] = Counter()
        self._has: Counter[str] = Counter()
        """Places that each session has, of what it runs; what runs beside the places has none."""
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

    def lengthen(self, session: str) -> bool:
        """Leave a place and go on beside the places; returns False where too many are there, and the place is kept.

        Args:
            session: who took it.
        """
        with self._lock:
            if not self._free_beside:
                return False
            self._free_beside -= 1
            self._leave_place(session)
            self._grant()
            return True

    def give_back(self, session: str, *, beside: bool = False) -> None:
        """Give a place back.

        Args:
            session: who took it.
            beside: it was left for one beside the places.
        """
        with self._lock:
            if beside:
                self._free_beside += 1
            else:
                self._leave_place(session)
            self._runs[session] -= 1
            if not self._runs[session]:
                del self._runs[session]
            self._grant()

    def _leave_place(self, session: str) -> None:
        self._free += 1
        self._has[session] -= 1
        if not self._has[session]:
            del self._has[session]

    def _grant(self) -> None:
        while self._free:
            eligible = [one for one in self._waiting if self._has[one.session] < self._most]
            if not eligible:
                return
            chosen = min(eligible, key=lambda one: self._runs[one.session])  # the first of several: it waits longest
            self._waiting.remove(chosen)
            self._free -= 1
            self._has[chosen.session] += 1
            self._runs[chosen.session] += 1
            chosen.granted.set()
