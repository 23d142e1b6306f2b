"""Rows of a task table to tasks: numbers, areas, owners, and what a blank cell or 同上 takes from the row above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from ..model import Span, TableOwners, TableRow
from ..text.numbering import read_number
from ..text.table_headers import Column, ColumnKind, table_words
from .parse import MAX_HEADING

_MAX_AREA = 60
_HEADING_END = re.compile(r"[。；;\n]|[：:](?=.)")
NUMBER_EDGE = re.compile(r"^[\s（(［\[第]+|[\s）)］\].．、。，,项条]+$")
CHINESE = re.compile(r"[一二三四五六七八九十百]{1,4}")


@dataclass(slots=True)
class Item:
    """A task being read: its number, words, and rows."""

    number: Span | None
    title: Span
    mark: Span  # the number, or a place of its own when the row has none
    path_end: str
    rows: list[TableRow] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Tasks below one area; `name` is None for those above the first."""

    name: Span | None
    items: list[Item] = field(default_factory=list)


def read_groups(text: str, columns: Sequence[Column | None], rows: Sequence[tuple[Span, ...]]) -> list[Group]:
    """The tasks of a table, by area.

    Args:
        text: the document's text.
        columns: what its c columns are for.
        rows: its rows below the header, c cells each.
    """
    reader = _RowReader(text, columns)
    for row in rows:
        reader.read(row)
    return [group for group in reader.groups if group.items]


class _RowReader:
    """Reads a table's rows from the top; blank cells and 同上 look back at the row above."""

    def __init__(self, text: str, columns: Sequence[Column | None]) -> None:
        self.text = text
        self.columns = columns
        self.groups = [Group(None)]
        self.above: dict[int, Span] = {}
        self.last: tuple[Span, ...] = ()
        self.owners: tuple[TableOwners, ...] = ()
        self.count = 0
        self.begun: set[int] = set()

    def read(self, row: tuple[Span, ...]) -> None:
        """Read one row."""
        filled = {cell for cell in row if cell}
        area = self._area_row(row, filled)
        if area is not None:
            self.groups.append(Group(area))
            self.begun.add(area.start)
            self.last, self.owners = (), ()
            return
        cells = {index: self._cell(index, cell) for index, cell in enumerate(row)}
        area = next((cells[i] for i in self._at("area") if cells[i]), None)
        if area is not None and not self._same_words(area, self.groups[-1].name):
            self.groups.append(Group(area))
            self.begun.add(area.start)
            self.last, self.owners = (), ()
        self._item(row, cells)
        self.last = row

    def _at(self, kind: ColumnKind) -> list[int]:
        return [index for index, column in enumerate(self.columns) if column and column.kind == kind]

    def _same_words(self, one: Span, other: Span | None) -> bool:
        return other is not None and one.of(self.text).split() == other.of(self.text).split()

    def _area_row(self, row: tuple[Span, ...], filled: set[Span]) -> Span | None:
        """A row that only names the area of those below: one text, perhaps behind a Chinese number."""
        if not filled or any(row[index] for index in self._at("deadline") if row[index] not in {row[0]}):
            return None
        texts = sorted(filled)
        if len(texts) == 2 and CHINESE.fullmatch(NUMBER_EDGE.sub("", texts[0].of(self.text))):
            area = Span(texts[0].start, texts[1].end)
        elif len(texts) == 1:
            area = texts[0]
        else:
            return None
        at = [index for index, cell in enumerate(row) if cell == texts[-1]]
        owned = any(index in at for index in self._at("owners"))
        is_wide = len(at) > 1 and owned
        told = not owned and (len(texts) == 2 or read_number(self.text, area.start, area.end) is not None)
        return area if len(area) <= _MAX_AREA and (is_wide or told) else None

    def _cell(self, index: int, cell: Span) -> Span:
        """A cell's words; those above it when it says so; an empty span when it says there is none."""
        words = "".join(cell.of(self.text).split())
        if table_words().same.fullmatch(words):
            return self.above.get(index, Span(cell.start, cell.start))
        if table_words().none.fullmatch(words):
            cell = Span(cell.start, cell.start)
        self.above[index] = cell
        return cell

    def _item(self, row: tuple[Span, ...], cells: dict[int, Span]) -> None:
        titles = [cells[i] for i in self._at("task") if cells[i]]
        contents = [cells[i] for i in self._at("content") if cells[i]]
        items = self.groups[-1].items
        owners = self._owners(row, cells)
        deadline = next((cells[i] for i in self._at("deadline") if cells[i]), None)
        if not titles and not contents:
            if (
                items and owners and not all(one.from_above for one in owners)
            ):  # owners that go on in a row of their own
                items[-1].rows[-1] = replace(items[-1].rows[-1], owners=(*items[-1].rows[-1].owners, *owners))
            return
        number = next((cells[i] for i in self._at("number") if cells[i]), None)
        title = titles[0] if titles else None
        known = items[-1] if items else None
        goes_on = (
            known is not None
            and (number is None or number == known.number)
            and (
                (title is None and bool(self._at("task")))
                or (title is not None and title == known.title and (bool(contents) or number is None))
            )
        )
        if known is None or not goes_on:
            self.count += 1
            printed = NUMBER_EDGE.sub("", number.of(self.text)) if number is not None else ""
            end = re.sub(r"\s+", "", printed).replace("/", "\u2215") or str(self.count)
            if known is not None and number == known.number:
                number = None  # one number merged over several tasks
            known = Item(number, title or contents[0], self._mark(number, title or contents[0], row), end)
            items.append(known)
        words = self._with_targets(contents[0] if contents else known.title, cells)
        if not contents or (not titles and not self._at("task")):
            words = _rest(self.text, words)
        self.owners = owners
        known.rows.append(TableRow(words, owners, deadline))

    def _mark(self, number: Span | None, title: Span, row: tuple[Span, ...]) -> Span:
        """Where a task begins; no two begin at one place, even if they share a merged cell."""
        places = [cell for cell in (number, title, *row) if cell is not None and cell.start not in self.begun]
        place = places[0] if places else title
        self.begun.add(place.start)
        return place if place == number else Span(place.start, place.start)

    def _with_targets(self, words: Span, cells: dict[int, Span]) -> Span:
        """The words and the targets in the column behind them."""
        at = next((index for index, cell in cells.items() if cell == words), None)
        while at is not None and at + 1 in cells and at + 1 in self._at("target") and cells[at + 1].start > words.start:
            words, at = Span(words.start, max(words.end, cells[at + 1].end)), at + 1
        return words

    def _owners(self, row: tuple[Span, ...], cells: dict[int, Span]) -> tuple[TableOwners, ...]:
        columns = [(index, column.role) for index, column in enumerate(self.columns) if column and column.role]
        found: dict[Span, TableOwners] = {}
        for index, role in columns:
            if cells[index] and role is not None:
                found.setdefault(cells[index], TableOwners(cells[index], role))
        if not found and self.owners and not any(row[index] for index, _ in columns):
            return tuple(replace(one, from_above=True) for one in self.owners)
        return tuple(found.values())


def _rest(text: str, words: Span) -> Span:
    """What is behind the heading of a cell, or the whole of it."""
    heading = heading_of(text, words)
    stop = _HEADING_END.match(text, heading.end, words.end)
    if stop is None or stop[0] not in "。\n":
        return words
    start = stop.end()
    while start < words.end and text[start].isspace():
        start += 1
    return Span(start, words.end) if start < words.end else heading


def heading_of(text: str, words: Span) -> Span:
    """The heading of a task told in one cell: up to its first stop, at most as long as a heading may be."""
    stop = _HEADING_END.search(text, words.start, words.end)
    end = stop.start() if stop is not None and stop.start() > words.start else words.end
    return Span(words.start, min(end, words.start + MAX_HEADING))
