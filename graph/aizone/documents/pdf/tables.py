"""Ruled tables of a page: the grid that crossing lines make, neighbouring fields without a line between them merged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..content import Location, TableCell
from .characters import Character
from .page import Page, RuledLine, TextLine, set_lines

MAX_COLUMNS = 40
MAX_ROWS = 300
_FEWEST_EDGES = 3
"""Positions of column lines of a table whose rows may be told by their numbers."""
# '12': a running number in the first column
_NUMBER = re.compile(r"\d{1,3}")
_NEAR = 3.0
_PADDING = 8.0
_SAME_EDGE = 6.0


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table found on a page: r rows of c cells, and the characters in it."""

    top: float
    edges: tuple[float, ...]  # c + 1 positions of its column lines
    rows: tuple[tuple[TableCell, ...], ...]
    characters: frozenset[int]  # indices into `Page.characters`
    is_ruled: bool = True


def find_tables(page: Page, before: Sequence[PageTable] = ()) -> list[PageTable]:
    """The ruled tables of a page with at least two rows and columns, from top to foot.

    A table at the top that goes on with the last of those on the page `before` may have one row.
    """
    level = _joined([rule for rule in page.rules if rule.level])
    upright = _joined([rule for rule in page.rules if not rule.level])
    tables = []
    for rows, columns in _connected(level, upright):
        table = _table(page, rows, columns, before[-1].edges if before else ())
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: -table.top)


def _joined(rules: Sequence[RuledLine]) -> list[RuledLine]:
    """Merge rules that lie on one line and touch."""
    joined: list[RuledLine] = []
    at = None
    snapped: list[RuledLine] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        at = rule.at if at is None or rule.at - at > _NEAR else at
        snapped.append(RuledLine(rule.level, at, rule.start, rule.end))
    for rule in sorted(snapped, key=lambda rule: (rule.at, rule.start)):
        last = joined[-1] if joined else None
        if last is not None and last.at == rule.at and rule.start <= last.end + _NEAR:
            joined[-1] = RuledLine(rule.level, rule.at, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _crosses(level: RuledLine, upright: RuledLine) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _connected(
    level: Sequence[RuledLine], upright: Sequence[RuledLine]
) -> list[tuple[list[RuledLine], list[RuledLine]]]:
    """Groups of rules that cross each other."""
    groups: list[tuple[list[RuledLine], list[RuledLine]]] = []
    left_level, left_upright = list(level), list(upright)
    while left_upright:
        rows: list[RuledLine] = []
        columns = [left_upright.pop(0)]
        grown = True
        while grown:
            new_rows = [rule for rule in left_level if any(_crosses(rule, column) for column in columns)]
            left_level = [rule for rule in left_level if rule not in new_rows]
            rows.extend(new_rows)
            new_columns = [rule for rule in left_upright if any(_crosses(row, rule) for row in rows)]
            left_upright = [rule for rule in left_upright if rule not in new_columns]
            columns.extend(new_columns)
            grown = bool(new_rows or new_columns)
        if len(rows) <= MAX_ROWS + 1 and len(columns) <= MAX_ROWS:
            groups.append((rows, columns))
    return groups


def _positions(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _table(
    page: Page, level: Sequence[RuledLine], upright: Sequence[RuledLine], before: Sequence[float]
) -> PageTable | None:
    if not level:
        return None
    ends = [min(rule.start for rule in level), max(rule.end for rule in level)]  # tables open at the sides
    xs, ys = _positions([rule.at for rule in upright] + ends), _positions([rule.at for rule in level])
    ys = _with_open_rows(page, xs, ys, upright)
    numbered = list(_between_numbers(page, xs, ys)) if len(xs) > _FEWEST_EDGES else []
    if numbered:
        ys = sorted([*ys, *numbered])
        level = [*level, *(RuledLine(True, at, xs[0], xs[-1]) for at in numbered)]
    goes_on = same_edges(xs, before)
    if not 3 <= len(xs) <= MAX_COLUMNS + 1 or not (2 if goes_on else 3) <= len(ys) <= MAX_ROWS + 1:
        return None
    fields = _fields(xs, ys, level, upright)
    if not goes_on and (len(set(map(tuple, fields))) < 2 or len({field for row in fields for field in row}) < 4):
        return None
    held: dict[int, list[Character]] = {}
    taken: set[int] = set()
    for index, char in enumerate(page.characters):
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            column = min(bisect_right(xs, x), len(xs) - 1) - 1
            row = min(bisect_right(ys, y), len(ys) - 1) - 1
            held.setdefault(fields[row][column], []).append(char)
            taken.add(index)
    if not taken:
        return None
    place = Location(page=page.number)
    cells: dict[int, TableCell] = {}
    for field in {field for row in fields for field in row}:
        reach = [i for row in fields for i, own in enumerate(row) if own == field]
        text = cell_text(set_lines(held.get(field, [])), xs[min(reach)], xs[max(reach) + 1])
        cells[field] = TableCell([(text, place)] if text else [])
    rows = tuple(tuple(cells[field] for field in row) for row in reversed(fields))
    return PageTable(ys[-1], tuple(xs), rows, frozenset(taken))


def same_edges(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether the column lines of two tables are in the same places, as on two pages of one table."""
    return len(edges) == len(others) and all(
        abs(one - other) <= _SAME_EDGE for one, other in zip(edges, others, strict=True)
    )


def _with_open_rows(page: Page, xs: Sequence[float], ys: Sequence[float], upright: Sequence[RuledLine]) -> list[float]:
    """The row lines, with those that a page break leaves out: column lines run past the last of them, with words between."""
    top, foot = max(rule.end for rule in upright), min(rule.start for rule in upright)

    def has_words(low: float, high: float) -> bool:
        return any(
            low < (char.top + char.bottom) / 2 < high and xs[0] <= char.x0 <= xs[-1] and not char.text.isspace()
            for char in page.characters
        )

    above = [top] if top > ys[-1] + _NEAR and has_words(ys[-1], top) else []
    below = [foot] if foot < ys[0] - _NEAR and has_words(foot, ys[0]) else []
    return [*below, *ys, *above]


def _between_numbers(page: Page, xs: Sequence[float], ys: Sequence[float]) -> Iterator[float]:
    """Lines that are not drawn between the rows of a table with column lines only: its first column counts 1, 2, 3 in one field."""
    inside = [
        char
        for char in page.characters
        if not char.text.isspace() and xs[0] <= char.x0 <= xs[-1] and ys[0] <= char.bottom and char.top <= ys[-1]
    ]
    first = [char for char in inside if char.x1 <= xs[1]]
    for low, high in pairwise(ys):
        lines = set_lines([char for char in first if low <= char.bottom and char.top <= high])
        numbers = [int(line.text) if _NUMBER.fullmatch(line.text) else 0 for line in lines]
        if len(lines) < 2 or numbers != list(range(numbers[0], numbers[0] + len(lines))) or not numbers[0]:
            continue
        for above, below in pairwise(lines):
            top, foot = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
            between = {
                (char.bottom, char.top)
                for char in inside
                if foot - _NEAR <= (char.top + char.bottom) / 2 <= top + _NEAR
            }
            gaps = [
                (upper[0] - lower[1], (upper[0] + lower[1]) / 2)
                for upper, lower in pairwise(sorted(between, reverse=True))
            ]
            widest = max(gaps, default=(0.0, 0.0))
            if widest[0] > 0:
                yield widest[1]


def _fields(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[RuledLine], upright: Sequence[RuledLine]
) -> list[list[int]]:
    """Number the fields of the grid, from the foot up; fields without a line between them share a number."""
    width = len(xs) - 1
    owner = list(range(width * (len(ys) - 1)))

    def root(field: int) -> int:
        while owner[field] != field:
            owner[field] = owner[owner[field]]
            field = owner[field]
        return field

    for row in range(len(ys) - 1):
        y = (ys[row] + ys[row + 1]) / 2
        for column in range(width):
            x = (xs[column] + xs[column + 1]) / 2
            if column + 1 < width and not _has(upright, xs[column + 1], y):
                owner[root(row * width + column + 1)] = root(row * width + column)
            if row + 2 < len(ys) and not _has(level, ys[row + 1], x):
                owner[root((row + 1) * width + column)] = root(row * width + column)
    return [[root(row * width + column) for column in range(width)] for row in range(len(ys) - 1)]


def _has(rules: Sequence[RuledLine], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= across <= rule.end + _NEAR for rule in rules)


def cell_text(lines: Sequence[TextLine], left: float, right: float, *, padded: bool = True) -> str:
    """The lines of a cell as text; a line that reaches the cell's edge, or its padding, continues in the next."""
    if not lines:
        return ""
    padding = min(max(min(line.x0 for line in lines) - left, 0.0), _PADDING) if padded else 0.0
    words = lines[0].text
    for before, line in pairwise(lines):
        words = join(words, line.text) if before.x1 > right - padding - 1.3 * before.size else f"{words}\n{line.text}"
    return words


def join(first: str, second: str) -> str:
    """Join two parts of a broken line; with a space only between letters, because a number may have been cut."""
    letters = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha()
    return f"{first} {second}" if letters else first + second


def _carry_merged(first: Sequence[list[TableCell]], rows: Sequence[list[TableCell]]) -> None:
    """Let merged cells of the last row go on over the page break, where the cell below them is merged and has no words."""
    if not first or not rows:
        return
    for column, below in enumerate(rows[0]):
        above = first[-1][column]
        merged = [row for row in rows if row[column] is below]
        if above.text and not below.text and len(merged) > 1 and len(first) > 1 and first[-2][column] is above:
            for row in merged:
                row[:] = [above if cell is below else cell for cell in row]


def continued(first: list[list[TableCell]], table: PageTable) -> list[list[TableCell]]:
    """Append the rows of the same table on the next page: repeated headers are dropped, a cut row is joined again.

    A row was cut by the page break when its first cell is empty, that of the last row is not, and some cell continues.
    """
    rows = [list(row) for row in table.rows]
    headers = [[cell.text for cell in row] for row in first[:3]]
    while rows and headers and [cell.text for cell in rows[0]] == headers[0]:
        rows.pop(0)
        headers.pop(0)
    _carry_merged(first, rows)
    if rows and first and not rows[0][0].text and first[-1][0].text:
        for above, below in zip(first[-1], rows[0], strict=True):
            if below.parts and above.parts:
                above.parts[:] = [(join(above.text, below.text), above.parts[0][1])]
            elif below.parts:
                above.parts.extend(below.parts)
        rows.pop(0)
    return [*first, *rows]
