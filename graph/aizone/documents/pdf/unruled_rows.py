"""Headers and rows of a table that no lines show, where a cell's lines are not level with those of its neighbours.

A header cell may be set in two lines ('完成时', '限') beside others in one, and rows may be centred on their number or begin
level with it: the lines of a cell are closer to each other than to those of the next row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from ...text.indicator_headers import is_indicator_header
from ...text.table_headers import ColumnKind, read_header
from .characters import Character
from .page import rows_of

_FEWEST_COLUMNS = 3
_GAP = 0.6  # of a character's height: wider between two headers than between the letters of one
_APART = 0.8  # of a character's height: lines of one header are not farther from each other
_WIDER = 1.2  # times the pitch of lines within a cell: the pitch between two rows
_OFF = 0.35  # of the pitch of lines: a cell is not farther from the place that its number gives it

Row = Sequence[Character]


def find_headers(rows: Sequence[Row]) -> tuple[list[list[Character]], int]:
    """The header cells that the first lines of `rows` make, and how many lines they are; none when a cell is no header.

    All must be headers of a task table, or those of a table of indicators.
    """
    for count in range(len(rows), 0, -1):
        lines = rows[:count]
        near = all(
            min(char.bottom for char in above) - max(char.top for char in below) < _APART * above[0].size
            for above, below in pairwise(lines)
        )
        cells = _cells(lines) if near else []
        if len(cells) >= _FEWEST_COLUMNS and _are_headers([header_words(cell) for cell in cells]):
            return cells, count
    return [], 0


def _are_headers(words: Sequence[str]) -> bool:
    if is_indicator_header(words):
        return True
    columns = [read_header(one) for one in words]
    kinds: list[ColumnKind] = [column.kind for column in columns if column is not None]
    return len(kinds) == len(words) and "owners" in kinds and bool({"task", "content"} & set(kinds))


def header_words(cell: Row) -> str:
    """The words of a header, its lines joined."""
    return "".join(char.text for line in rows_of(cell) for char in sorted(line, key=lambda char: char.x0))


def _cells(lines: Sequence[Row]) -> list[list[Character]]:
    """The pieces of lines that a gap parts, those above each other together, from left to right."""
    pieces: list[list[Character]] = []
    for line in lines:
        begun = len(pieces)
        for char in line:
            if len(pieces) > begun and char.x0 - pieces[-1][-1].x1 <= _GAP * char.size:
                pieces[-1].append(char)
            else:
                pieces.append([char])
    cells: list[list[Character]] = []
    reached = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece[0].x0):
        if cells and piece[0].x0 < reached:
            cells[-1] += piece
        else:
            cells.append(piece)
        reached = max(reached, piece[-1].x1)
    return cells


def rows_around_numbers(characters: Row, edges: Sequence[float]) -> list[list[Row]]:
    """The lines of each row of a table that counts its rows in its first column; none where they cannot be told.

    Args:
        characters: those below the header.
        edges: the c + 1 column lines.
    """
    columns = [
        rows_of([char for char in characters if left <= (char.x0 + char.x1) / 2 < right])
        for left, right in pairwise(edges)
    ]
    numbers = columns[0]
    if not numbers or not all("".join(char.text for char in number).isdigit() for number in numbers):
        return []
    pitches = [_top(above) - _top(below) for lines in columns for above, below in pairwise(lines)]
    rows_apart = min((_top(above) - _top(below) for above, below in pairwise(numbers)), default=float("inf"))
    pitch = min(pitches, default=0.0)
    if 0 < pitch < rows_apart <= _WIDER * pitch:
        return []
    wide = 0.0 if pitch >= rows_apart else _WIDER * pitch
    blocks = [block for lines in columns[1:] for block in _blocks(lines, wide)]
    for place in (_centre, _block_top):
        placed = _placed(blocks, numbers, place, _OFF * (pitch or numbers[0][0].size))
        if placed:
            return placed
    return []


def _blocks(lines: Sequence[Row], wide: float) -> list[list[Row]]:
    """Lines of a column in cells: a new one after a wider gap."""
    blocks: list[list[Row]] = []
    for line in lines:
        if blocks and _top(blocks[-1][-1]) - _top(line) <= wide:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _placed(
    blocks: Sequence[list[Row]], numbers: Sequence[Row], place: Callable[[Sequence[Row]], float], off: float
) -> list[list[Row]]:
    """The lines of each number with the cells whose place is the number's; none when a cell is between two numbers."""
    at = [-place([number]) for number in numbers]  # growing, to be searched
    rows: list[list[Row]] = [[number] for number in numbers]
    for block in blocks:
        here = -place(block)
        after = bisect_left(at, here)
        nearest = min(range(max(0, after - 1), min(len(at), after + 1)), key=lambda index: abs(at[index] - here))
        if abs(at[nearest] - here) > off:
            return []
        rows[nearest] += block
    return rows


def _top(line: Row) -> float:
    return max(char.top for char in line)


def _block_top(lines: Sequence[Row]) -> float:
    return _top(lines[0])


def _centre(lines: Sequence[Row]) -> float:
    return (_top(lines[0]) + min(char.bottom for char in lines[-1])) / 2
