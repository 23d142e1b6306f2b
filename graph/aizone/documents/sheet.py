"""Spreadsheets of both kinds (xlsx and delimited text): cells by row and column number, written as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..errors import N_, DocumentError
from ..text.table_marks import is_body_name
from .content import ContentBuilder, TableCell

MAX_CELLS = 100_000
"""A sheet with more filled cells is not a plan: the largest task tables we met have a few thousand."""

MAX_COLUMNS = 500

# 'Sheet1', '工作表 2', '表3': names that the program gave
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.IGNORECASE)

Grid = Mapping[int, Mapping[int, TableCell]]
"""Filled cells by row and column number, both from 1; a merged cell appears at each of its places."""


def cell_name(row: int, column: int, sheet: str | None = None) -> str:
    """The name of a cell in a spreadsheet.

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
    """True if a person gave a sheet its name."""
    return _DEFAULT_NAME.fullmatch(sheet.strip()) is None


def too_many_cells(name: str) -> DocumentError:
    """The error for a file with more than `MAX_CELLS` filled cells."""
    return DocumentError(
        name,
        N_("has more than {most} filled cells; a plan has far fewer."),
        N_("Give only the sheet with the tasks."),
        most=MAX_CELLS,
    )


def write_sheet(builder: ContentBuilder, grid: Grid, titles: Sequence[str] = ()) -> None:
    """Write a sheet: `titles` as lines of their own when its first row is not a title, the name of a unit always, then the table."""
    rows = sorted(number for number, row in grid.items() if row)
    columns = sorted({column for row in grid.values() for column in row})[:MAX_COLUMNS]
    if not rows:
        return
    has_title = _is_title(grid[rows[0]])
    for title in titles:
        if not has_title or is_body_name(title):
            builder.paragraph(title)
    builder.table([[grid[row].get(column) for column in columns] for row in rows])


def _is_title(row: Mapping[int, TableCell]) -> bool:
    """True if a row holds one text, in one cell or merged across."""
    return len({id(cell) for cell in row.values()}) == 1
