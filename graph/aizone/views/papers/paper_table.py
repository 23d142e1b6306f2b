"""A table of a paper: columns, rows in groups, and cells that go on over several rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: its head, its share of the width (any unit), and whether its words are centred."""

    head: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row: a text per column; lines are parted by line breaks.

    `goes_on`: the columns that `PaperTable.joined` names have the cell of the row above.
    """

    cells: tuple[str, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Rows under a heading of their own, which is a row over the full width; '' for none."""

    heading: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with its title in two rows, the lines below them, and the notes beside the table.

    `joined` counts the first columns whose cells may go on over several rows.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    columns: tuple[PaperColumn, ...]
    groups: tuple[PaperGroup, ...]
    notes: tuple[str, ...] = ()
    joined: int = 0
