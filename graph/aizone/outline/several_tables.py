"""Several lists of tasks in one table, each with a header of its own: below each other, or side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Span, Table
from ..text.numbering import read_number
from ..text.table_headers import Column, read_header

LONGEST_HEADER = 20
HEADER_ROWS = 15
"""Rows at most above a header: titles, units of measurement, dates."""


def cut_at_second_header(text: str, table: Table) -> tuple[Table, Table | None]:
    """A table cut before the header of another one, or before the numbered line above that: two lists of tasks on one sheet.

    None when there is none.
    """
    first: tuple[Column | None, ...] | None = None
    begun = 0
    for index, row in enumerate(table.rows):
        columns = header_columns(text, row) if first is None or _may_be_header(text, row) else ()
        if not assigns(columns) or sum(column is not None for column in columns) < sum(map(bool, row)):
            continue
        if first is None:
            first = columns
            begun = index
        elif index > 1 and columns != first:
            return _cut(table, index)
        elif (
            index > 2
            and _is_numbered(text, table.rows[index - 1])
            and begun
            and _is_numbered(text, table.rows[begun - 1])
        ):
            return _cut(table, index - 1)
    return table, None


def _cut(table: Table, index: int) -> tuple[Table, Table]:
    start = min(cell.start for cell in table.rows[index] if cell)
    above, below = table.rows[:index], table.rows[index:]
    return Table(Span(table.span.start, start), above), Table(Span(start, table.span.end), below)


def _is_numbered(text: str, row: Sequence[Span]) -> bool:
    """Tell whether a row is one numbered line, as above each of several tables of a sheet: '二、社会保障领域'."""
    filled = {cell for cell in row if cell}
    return len(filled) == 1 and all(read_number(text, cell.start, cell.end) is not None for cell in filled)


def _may_be_header(text: str, row: Sequence[Span]) -> bool:
    """A cheap first look: the cells of a header are short."""
    return all(len(cell) <= LONGEST_HEADER for cell in row)


def cut_side_by_side(text: str, table: Table) -> Iterator[list[Table]]:
    """The ways to cut a table before each column of numbers, or of tasks, of a header that has several."""
    for row in table.rows[:HEADER_ROWS]:
        columns = header_columns(text, row)
        for kind in ("number", "task"):
            starts = [
                index
                for index, column in enumerate(columns)
                if column is not None and column.kind == kind and (index == 0 or row[index] != row[index - 1])
            ]
            owners = [index for index, column in enumerate(columns) if column is not None and column.kind == "owners"]
            ends = [*starts[1:], len(row)]
            if len(starts) > 1 and all(
                any(start < at < end for at in owners) for start, end in zip(starts, ends, strict=True)
            ):
                yield [
                    Table(table.span, tuple(one[start:end] for one in table.rows))
                    for start, end in zip([0, *starts[1:]], ends, strict=True)
                ]
                return


def header_columns(text: str, row: Sequence[Span]) -> tuple[Column | None, ...]:
    """The purposes of columns by the words of a row."""
    return tuple(read_header(cell.of(text)) if cell else None for cell in row)


def assigns(columns: Sequence[Column | None]) -> bool:
    """Tell whether columns are those of tasks and their owners."""
    kinds = {column.kind for column in columns if column}
    return "owners" in kinds and bool(kinds & {"task", "content"})
