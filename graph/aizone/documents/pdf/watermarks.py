"""Watermarks that are set level, in tiles over the text of a page: the same words again and again, printed over others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .characters import Character

_FEWEST = 3  # copies on a page
_SHORTEST = 4  # characters of a copy
_LEVEL = 1.0  # points by which the characters of one run may differ in height
_WIDE = 3.0  # heights of a character between two of one run


def without_tiles(characters: Sequence[Character]) -> Sequence[Character]:
    """Drop the words that a page repeats three times or more and prints over other words.

    A table may repeat a name as often, but in cells of its own; only what lies over other text is a watermark.

    Args:
        characters: of a page, in the order of the file.

    Returns:
        the same sequence where there is no such watermark.
    """
    runs: dict[str, list[Sequence[Character]]] = defaultdict(list)
    for run in _runs(characters):
        runs["".join(char.text for char in run)].append(run)
    repeated = {
        words: copies for words, copies in runs.items() if len(copies) >= _FEWEST and len(words.strip()) >= _SHORTEST
    }
    tiles: set[int] = set()
    for words, copies in repeated.items():
        own = {id(char) for copy in (*copies, *_cut(words, copies[0][0], runs)) for char in copy}
        others = [char for char in characters if id(char) not in own and char.text.strip()]
        if _lie_over((char for copy in copies for char in copy), others):
            tiles |= own
    return [char for char in characters if id(char) not in tiles] if tiles else characters


def _cut(
    words: str, like: Character, runs: Mapping[str, Sequence[Sequence[Character]]]
) -> Iterator[Sequence[Character]]:
    """The copies of some words that an edge of the page cuts: their beginning or end, as large as they are."""
    for part, copies in runs.items():
        if len(part) < len(words) and (words.startswith(part) or words.endswith(part)):
            yield from (copy for copy in copies if abs(copy[0].size - like.size) < _LEVEL / 2)


def _runs(characters: Sequence[Character]) -> Iterator[Sequence[Character]]:
    """Characters that follow one another in the file and on one line."""
    start = 0
    for index in range(1, len(characters) + 1):
        if index == len(characters) or not _follows(characters[index - 1], characters[index]):
            yield characters[start:index]
            start = index


def _follows(one: Character, other: Character) -> bool:
    gap = other.x0 - one.x1
    height = one.top - one.bottom
    return abs(other.bottom - one.bottom) <= _LEVEL and -height / 2 <= gap <= _WIDE * height


def _lie_over(over: Iterable[Character], under: Sequence[Character]) -> bool:
    """Tell whether the middle of a character lies inside the box of another."""
    rows: dict[int, list[Character]] = defaultdict(list)
    for char in under:
        for row in range(int(char.bottom // 10), int(char.top // 10) + 1):
            rows[row].append(char)
    return any(
        other.x0 < (char.x0 + char.x1) / 2 < other.x1 and other.bottom < (char.bottom + char.top) / 2 < other.top
        for char in over
        if char.text.strip()
        for other in rows[int((char.bottom + char.top) / 2 // 10)]
    )
