"""Pages set in two or three columns, as in gazettes: split into stretches that are read one after the other.

A gutter is a strip near the middle of the pages, or near their thirds, that many rows leave open, while words end close to it on the left and
begin close to it on the right. Rows that cross it (titles, page numbers) separate one stretch from the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from .characters import Character
from .page import Page

_CENTRE = (0.4, 0.6)
_THIRDS = ((0.27, 0.4), (0.6, 0.73))
"""The parts of the page's width in which a gutter is looked for: of two columns, and of three."""
_STEP = 2.0
_OPEN = 0.3  # of a character's height, on both sides of the gutter's middle
_REACHES = 2.5  # characters before the gutter: a full line may end there
_BEGINS = 4.0  # characters after it: an indented line may begin there
_FEWEST_ROWS = 6
_FEWEST_SHORT = 3
"""Of a short document at least so many rows have words in both columns."""
_FEWEST_PAIRS = 2
_FEWEST_LEFT = 3
"""At least so many rows with words only on the left are the column in which a document ends."""

Row = Sequence[Character]


@dataclass(frozen=True, slots=True)
class Gutter:
    """A gutter: the x of its middle, and the usual height of a character beside it."""

    at: float
    size: float

    def is_open_in(self, row: Row) -> bool:
        """True if no character of a row lies in it."""
        reach = _OPEN * self.size
        return all(char.x1 < self.at - reach or char.x0 > self.at + reach for char in row)

    def end(self, row: Row) -> float | None:
        """The x at which the words on the left end."""
        return max((char.x1 for char in row if char.x1 < self.at), default=None)

    def begin(self, row: Row) -> float | None:
        """The x at which the words on the right begin."""
        return min((char.x0 for char in row if char.x0 > self.at), default=None)

    def has_pair(self, row: Row) -> bool:
        """True if a row has words on both sides, and those on the right begin at the gutter."""
        begin = self.begin(row)
        return self.end(row) is not None and begin is not None and begin < self.at + _BEGINS * self.size


def find_gutters(pages: Sequence[tuple[Page, Sequence[Row]]]) -> tuple[Gutter, ...]:
    """Find the gutters of pages of one size, from the left; none when they have one column.

    Args:
        pages: n pages, each with its rows without blanks.
    """
    centre = _find_gutter(pages, _CENTRE)
    if centre is not None:
        return (centre,)
    thirds = [gutter for shares in _THIRDS if (gutter := _find_gutter(pages, shares)) is not None]
    return tuple(thirds) if len(thirds) == len(_THIRDS) else ()


def _find_gutter(pages: Sequence[tuple[Page, Sequence[Row]]], shares: tuple[float, float]) -> Gutter | None:
    rows = [row for _, own in pages for row in own]
    if len(rows) < _FEWEST_ROWS:
        return None
    sizes = sorted(char.size for row in rows for char in row)
    size, page = sizes[len(sizes) // 2], pages[0][0]
    low, high = (page.left + share * (page.right - page.left) for share in shares)
    closed: Counter[int] = Counter()
    for row in rows:
        closed.update(
            {
                step
                for char in row
                if char.x1 > low - size and char.x0 < high + size
                for step in range(
                    int((char.x0 - _OPEN * size - low) / _STEP), int((char.x1 + _OPEN * size - low) / _STEP) + 1
                )
            }
        )
    steps = range(int((high - low) / _STEP) + 1)
    least = min(closed[step] for step in steps)
    best = [step for step in steps if closed[step] == least]
    gutter = Gutter(low + best[len(best) // 2] * _STEP, size)
    opened = [row for row in rows if gutter.is_open_in(row)]
    ends = [end for row in opened if (end := gutter.end(row)) is not None]
    full = sum(end > gutter.at - _REACHES * size for end in ends)
    pairs = sum(map(gutter.has_pair, opened))
    if 3 * full <= len(ends) or not (min(2 * full, pairs) >= _FEWEST_ROWS or _is_short(gutter, opened, full)):
        return None
    return gutter


def _is_short(gutter: Gutter, rows: Sequence[Row], full: int) -> bool:
    """Tell whether few rows are the columns of a short document: several left lines are full, right ones begin at one edge."""
    begins = [gutter.begin(row) for row in rows if gutter.has_pair(row)]
    edge = min((begin for begin in begins if begin is not None), default=0.0)
    places = {round((begin - edge) / gutter.size) for begin in begins if begin is not None}
    return len(begins) >= _FEWEST_SHORT and 2 * full > max(len(begins), 2 * _FEWEST_SHORT) and places <= {0, 2}


def split_columns(page: Page, rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[tuple[Page, list[Character]]]:
    """Split a page into stretches in reading order, each as a page of its own.

    The characters of later columns are moved onto the first one, so that all have the same edges.
    """
    stretches: list[tuple[Page, list[Character]]] = []
    for is_open, group in groupby(rows, key=lambda row: all(gutter.is_open_in(row) for gutter in gutters)):
        stretch = list(group)
        if is_open and any(_is_in_columns(stretch, gutter) for gutter in gutters):
            stretches += _columns(page, stretch, gutters)
        elif stretches and stretches[-1][0] is page:
            stretches[-1][1].extend(char for row in stretch for char in row)
        else:
            stretches.append((page, [char for row in stretch for char in row]))
    return stretches


def _is_in_columns(rows: Sequence[Row], gutter: Gutter) -> bool:
    if all(gutter.begin(row) is None for row in rows):
        return len(rows) >= _FEWEST_LEFT
    pairs = sum(map(gutter.has_pair, rows))
    return pairs >= _FEWEST_PAIRS or (pairs > 0 and len(rows) >= _FEWEST_LEFT)


def _columns(page: Page, rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[tuple[Page, list[Character]]]:
    bounds = [float("-inf"), *(gutter.at for gutter in gutters), float("inf")]
    parts = [[char for row in rows for char in row if low < char.x0 < high] for low, high in pairwise(bounds)]
    first = gutters[0]
    edge = min((char.x0 for char in parts[0]), default=page.left)
    second = min((char.x0 for char in parts[1]), default=first.at + first.size)
    column = replace(page, left=edge - (second - first.at), right=first.at)
    shifted = [parts[0]]
    for part, gutter in zip(parts[1:], gutters, strict=True):
        moved = min((char.x0 for char in part), default=gutter.at + gutter.size) - edge
        shifted.append([replace(char, x0=char.x0 - moved, x1=char.x1 - moved) for char in part])
    return [(column, characters) for characters in shifted if characters]
