"""What spreadsheets of both kinds share: cells by row and column number, written as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .content import Cell, ContentBuilder

MAX_CELLS = 200_000
"""More filled cells are no plan: the largest task tables met have a few thousand."""

MAX_COLUMNS = 500

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.IGNORECASE)

Grid = Mapping[int, Mapping[int, Cell]]
"""Filled cells by row and column number, both from 1; a merged cell stands at each of its places."""


def cell_name(row: int, column: int, sheet: str | None = None) -> str:
    """What a spreadsheet calls a cell.

    Examples:
        >>> cell_name(3, 2), cell_name(1, 28, "重点 任务")
        ('B3', "'重点 任务'!AB1")
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    if sheet is None:
        return f"{letters}{row}"
    quoted = sheet if re.fullmatch(r"[^\W\d]\w*", sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{letters}{row}"


def is_named(sheet: str) -> bool:
    """Whether somebody gave a sheet its name."""
    return _DEFAULT_NAME.fullmatch(sheet.strip()) is None


def write_sheet(builder: ContentBuilder, grid: Grid, titles: Sequence[str] = ()) -> None:
    """Write a sheet: `titles` as lines of their own when its first row is not a title, then the table."""
    rows = sorted(number for number, row in grid.items() if row)
    columns = sorted({column for row in grid.values() for column in row})[:MAX_COLUMNS]
    if not rows:
        return
    if not _is_title(grid[rows[0]]):
        for title in titles:
            builder.paragraph(title)
    builder.table([[grid[row].get(column) for column in columns] for row in rows])


def _is_title(row: Mapping[int, Cell]) -> bool:
    """A row with one text in it, in one cell or merged across."""
    return len({id(cell) for cell in row.values()}) == 1
