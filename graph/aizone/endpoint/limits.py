"""Limits of one person, or of one address where there is no login: queries at once, and bytes of files in an hour."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..errors import N_, QueryLimitError

_HOUR_S = 3600


class QueriesAtOnce:
    """Counts the queries of each person; safe to share between threads.

    Args:
        most: that one may have, running or waiting.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._running: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def one_more(self, person: str) -> Iterator[None]:
        """Count a query while the block runs.

        Raises:
            QueryLimitError: the person has too many.
        """
        with self._lock:
            if self._running[person] >= self._most:
                raise QueryLimitError(
                    "query",
                    N_("you have {count} queries at once; more are not taken."),
                    N_("Wait for their answers, or cancel one."),
                    count=self._most,
                )
            self._running[person] += 1
        try:
            yield
        finally:
            with self._lock:
                self._running[person] -= 1
                if not self._running[person]:
                    del self._running[person]


class BytesAnHour:
    """Counts what each person uploads in the hour of the clock.

    Args:
        most: bytes that one may upload in it.
        clock: seconds that pass.
    """

    def __init__(self, most: int, *, clock: Callable[[], float] = time.time) -> None:
        self._most, self._clock = most, clock
        self._hour = 0
        self._given: Counter[str] = Counter()

    def takes(self, person: str, size: int) -> bool:
        """Count bytes, and find out whether they may be taken."""
        hour = int(self._clock() // _HOUR_S)
        if hour != self._hour:
            self._hour, self._given = hour, Counter()
        self._given[person] += size
        return self._given[person] <= self._most
