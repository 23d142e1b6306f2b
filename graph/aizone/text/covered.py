"""Places of a text that are taken, to be asked about many times: a line may hold thousands of lists or numbers."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable


class Covered:
    """The places `start:end` of a text that are taken.

    Examples:
        >>> taken = Covered([(8, 9), (2, 5)])
        >>> taken.touches(4, 6), taken.touches(5, 8), taken.touches(0, 20)
        (True, False, True)
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _end in ordered]
        self._ends = list(itertools.accumulate([end for _start, end in ordered], max))

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a character of `start:end` is taken."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start
