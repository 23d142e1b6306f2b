"""Room on a page: how many printed lines a text takes, and which lines of a paper fit.

Widths are those of a font for Chinese: a Chinese character is as wide as it is high, a Latin letter half as wide. What a program
breaks elsewhere is allowed for by a line that counts two characters less than fit.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SPARE = 2.0  # characters


@dataclass(frozen=True, slots=True)
class PagePart:
    """Lines under a heading; `rank` is the order in which parts get room (0 first), `least` how many lines none goes below."""

    heading: str
    lines: tuple[str, ...]
    rank: int
    least: int


def printed_lines(text: str, *, points: float, width: float) -> int:
    """The lines that a text takes.

    Args:
        text: one paragraph.
        points: size of its letters.
        width: of a line, in points.

    Examples:
        >>> printed_lines("职责" * 20, points=10, width=220), printed_lines("duty" * 10, points=10, width=220)
        (2, 1)
    """
    taken = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
    return max(1, math.ceil(taken / (width / points - _SPARE)))


def choose(
    parts: Sequence[PagePart], room: float, heights: Sequence[Sequence[float]], *, over: float, rest: float
) -> list[int]:
    """The number of lines of each part that fit on a page.

    Every part first gets its least, then those of the lowest rank what they ask for, as far as there is room.

    Args:
        parts: as they follow one another.
        room: height of the page that is left.
        heights: that of each line of each part.
        over: that of a heading.
        rest: that of the line with which a part that is cut says so.

    Returns:
        for each part, how many of its lines are printed.
    """
    chosen = [min(part.least, len(part.lines)) for part in parts]

    def taken() -> float:
        return sum(
            over + sum(heights[place][:count]) + rest * (count < len(part.lines))
            for place, (part, count) in enumerate(zip(parts, chosen, strict=True))
        )

    for place in sorted(range(len(parts)), key=lambda place: parts[place].rank):
        while chosen[place] < len(parts[place].lines):
            chosen[place] += 1
            if taken() > room:
                chosen[place] -= 1
                break
    for place in sorted(range(len(parts)), key=lambda place: -parts[place].rank):
        while chosen[place] > 1 and taken() > room:
            chosen[place] -= 1
    return chosen
