"""Task tables: known by their header, read to rows, placed in the outline below the section they stand in.

The running-text parser never sees the words of a task table: `read_outline` blanks them before it parses, then adds the
rows as sections of their own.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from ..model import Document, Numeral, Outline, Role, Section, Span, Table, TableOwners, TableRow
from .numbering import read_number
from .parse import MAX_HEADING, paragraphs, parse_outline

ColumnKind = Literal["number", "area", "task", "content", "owners", "deadline", "target", "other"]

ROW_STYLE, AREA_STYLE = "table_row", "table_area"
"""The styles of sections that come from task tables."""

_OWN_STYLES = frozenset({ROW_STYLE, AREA_STYLE})
_HEADER_ROWS = 15  # rows above a header: titles, units of measurement, dates
_MAX_HEADER = 20
_MAX_AREA = 60
_BRACKETS = re.compile(r"[（(［\[【][^（()）]{0,40}[）)］\]】]$")
_HEADING_END = re.compile(r"[。；;\n]|[：:](?=.)")
_NUMBER_EDGE = re.compile(r"^[\s（(［\[第]+|[\s）)］\].．、。，,项条]+$")
_ATTACHED = re.compile(r"附\s?[件表录]|表\s?\d")
_CHINESE = re.compile(r"[一二三四五六七八九十百]{1,4}")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is for; `role` when it names owners."""

    kind: ColumnKind
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table that assigns tasks: the header's columns and the rows below it, `span` reaching over both."""

    span: Span
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class _Words:
    columns: tuple[tuple[Column, re.Pattern[str]], ...]
    none: re.Pattern[str]
    same: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The header file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("table_headers.toml").read_text("utf-8"))


@functools.cache
def _words() -> _Words:
    table = read_table()
    return _Words(
        columns=tuple((Column(one["kind"], one.get("role")), re.compile(one["pattern"])) for one in table["column"]),
        none=re.compile(table["none"]["pattern"]),
        same=re.compile(table["same"]["pattern"]),
    )


def read_header(words: str) -> Column | None:
    """What a column is for by its header; None when the header is not known.

    Examples:
        >>> read_header("牵头 单位"), read_header("数量")
        (Column(kind='owners', role='lead'), None)
    """
    words = "".join(words.split()).rstrip(":：")
    words = _BRACKETS.sub("", words) or words
    if not words or len(words) > _MAX_HEADER:
        return None
    return next((column for column, pattern in _words().columns if pattern.fullmatch(words)), None)


def is_none(words: str) -> bool:
    """Whether a cell says that there is nothing."""
    return _words().none.fullmatch("".join(words.split())) is not None


def read_outline(document: Document) -> Outline:
    """The structure of a document, the tasks of its task tables among its sections."""
    tables = [found for table in document.tables if (found := as_task_table(document.text, table)) is not None]
    if not tables:
        return parse_outline(document)
    pieces, position = [], 0
    for table in tables:
        pieces += [document.text[position : table.span.start], "\n" * len(table.span)]
        position = table.span.end
    blanked = replace(document, text="".join([*pieces, document.text[position:]]))
    outline = replace(parse_outline(blanked), document=document)
    for table in tables:
        outline = _placed(outline, table)
    return outline


def as_task_table(text: str, table: Table) -> TaskTable | None:
    """A table as a task table, when one of its first rows is the header of one."""
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        columns = _header(text, row)
        if not _assigns(columns):
            continue
        below = index + 1
        if below < len(table.rows):  # '责任单位' over '牵头单位' and '配合单位'
            second = _header(text, table.rows[below])
            if _assigns(second) and all(
                one or not cell or cell == above
                for one, cell, above in zip(second, table.rows[below], row, strict=True)
            ):
                columns, below = tuple(b or a for a, b in zip(columns, second, strict=True)), below + 1
        columns = _told_apart(columns, table.rows[below:])
        rows = [one for one in table.rows[below:] if any(one) and not _repeats(text, one, columns)]
        if not rows:
            return None
        start = min(cell.start for cell in row)
        return TaskTable(Span(start, table.span.end), columns, tuple(rows))
    return None


def names_owners(text: str, table: Table) -> bool:
    """Whether one of a table's first rows has a header that can only mean owners ('责任单位', but not '单位')."""
    return any(
        len(cell) > 2 and (column := read_header(cell.of(text))) is not None and column.kind == "owners"
        for row in table.rows[:_HEADER_ROWS]
        for cell in row
    )


def _header(text: str, row: Sequence[Span]) -> tuple[Column | None, ...]:
    return tuple(read_header(cell.of(text)) if cell else None for cell in row)


def _assigns(columns: Sequence[Column | None]) -> bool:
    kinds = {column.kind for column in columns if column}
    return "owners" in kinds and bool(kinds & {"task", "content"})


def _told_apart(columns: tuple[Column | None, ...], rows: Sequence[Sequence[Span]]) -> tuple[Column | None, ...]:
    """Of two columns of tasks the first, when it is merged over rows that the second tells apart, is the area."""
    at = [index for index, column in enumerate(columns) if column and column.kind == "task"]
    contents = any(column and column.kind == "content" for column in columns)
    if len(at) > 1 and not any(column and column.kind == "area" for column in columns):
        merged = any(above[at[0]] == below[at[0]] for above, below in pairwise(rows) if below[at[0]])
        kind: ColumnKind = "area" if merged else "task"
        later: ColumnKind = "task" if merged and not contents else "content"
        return tuple(
            Column(kind) if index == at[0] else Column(later) if index in at else column
            for index, column in enumerate(columns)
        )
    return columns


def _repeats(text: str, row: Sequence[Span], columns: Sequence[Column | None]) -> bool:
    """A header printed again on a further page."""
    again = _header(text, row)
    return _assigns(again) and all(one == two or two is None for one, two in zip(columns, again, strict=True))


@dataclass(slots=True)
class _Item:
    """A task being read: its number, words, and rows."""

    number: Span | None
    title: Span
    path_end: str
    rows: list[TableRow] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Tasks below one area; `name` is None for those above the first."""

    name: Span | None
    items: list[_Item] = field(default_factory=list)


def _placed(outline: Outline, table: TaskTable) -> Outline:
    """The outline with the tasks of a table below the section it stands in."""
    text = outline.document.text
    before = [
        section
        for section in outline.walk()
        if section.mark.start < table.span.start and section.style not in _OWN_STYLES
    ]
    holder = before[-1] if before else None
    if holder is not None:
        between = (line for line in paragraphs(text[holder.mark.end : table.span.start]))
        offset = holder.mark.end
        if any(_ATTACHED.match(text, line.start + offset, line.end + offset) for line in between):
            holder = None
    added = _sections(text, _groups(text, table), holder.path if holder else ())
    if holder is None:
        roots = sorted([*outline.sections, *added], key=lambda section: section.mark.start)
        return replace(outline, sections=tuple(roots))

    def grown(section: Section) -> Section:
        if section is holder:
            inside = sorted([*section.children, *added], key=lambda child: child.mark.start)
            return replace(section, children=tuple(inside))
        return replace(section, children=tuple(grown(child) for child in section.children))

    return replace(outline, sections=tuple(grown(section) for section in outline.sections))


def _groups(text: str, table: TaskTable) -> list[_Group]:
    reader = _RowReader(text, table.columns)
    for row in table.rows:
        reader.read(row)
    return [group for group in reader.groups if group.items]


class _RowReader:
    """Reads a table's rows from the top; blank cells and 同上 look back at the row above."""

    def __init__(self, text: str, columns: Sequence[Column | None]) -> None:
        self.text = text
        self.columns = columns
        self.groups = [_Group(None)]
        self.above: dict[int, Span] = {}
        self.last: tuple[Span, ...] = ()
        self.owners: tuple[TableOwners, ...] = ()
        self.count = 0

    def read(self, row: tuple[Span, ...]) -> None:
        """Read one row."""
        filled = {cell for cell in row if cell}
        area = self._area_row(row, filled)
        if area is not None:
            self.groups.append(_Group(area))
            self.above, self.last, self.owners = {}, (), ()
            return
        cells = {index: self._cell(index, cell) for index, cell in enumerate(row)}
        area = next((cells[i] for i in self._at("area") if cells[i]), None)
        if area is not None and not self._same_words(area, self.groups[-1].name):
            self.groups.append(_Group(area))
            self.above, self.last, self.owners = {}, (), ()
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
        if len(texts) == 2 and _CHINESE.fullmatch(_NUMBER_EDGE.sub("", texts[0].of(self.text))):
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
        if _words().same.fullmatch(words):
            return self.above.get(index, Span(cell.start, cell.start))
        if _words().none.fullmatch(words):
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
                or (title is not None and title == known.title and bool(contents))
            )
        )
        if known is None or not goes_on:
            self.count += 1
            printed = _NUMBER_EDGE.sub("", number.of(self.text)) if number is not None else ""
            end = re.sub(r"\s+", "", printed).replace("/", "\u2215") or str(self.count)
            if known is not None and number == known.number:
                number = None  # one number merged over several tasks
            known = _Item(number, title or contents[0], end)
            items.append(known)
        words = self._with_targets(contents[0] if contents else known.title, cells)
        if not contents or (not titles and not self._at("task")):
            words = _rest(self.text, words)
        self.owners = owners
        known.rows.append(TableRow(words, owners, deadline))

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
    heading = _heading(text, words)
    stop = _HEADING_END.match(text, heading.end, words.end)
    if stop is None or stop[0] not in "。\n":
        return words
    start = stop.end()
    while start < words.end and text[start].isspace():
        start += 1
    return Span(start, words.end) if start < words.end else heading


def _heading(text: str, words: Span) -> Span:
    """The heading of a task told in one cell: up to its first stop, at most as long as a heading may be."""
    stop = _HEADING_END.search(text, words.start, words.end)
    end = stop.start() if stop is not None and stop.start() > words.start else words.end
    return Span(words.start, min(end, words.start + MAX_HEADING))


def _sections(text: str, groups: Sequence[_Group], base: Numeral) -> list[Section]:
    """The tasks as sections; those of an area below it, its name or number in their path only when they need it."""
    numbers = [item.path_end for group in groups for item in group.items]
    unique = len(set(numbers)) == len(numbers)
    sections: list[Section] = []
    for group in groups:
        if group.name is None:
            sections.extend(_task_section(text, item, base) for item in group.items)
            continue
        numbered = read_number(text, group.name.start, group.name.end)
        heading = Span(numbered.end, group.name.end) if numbered and numbered.end < group.name.end else group.name
        number, mark = _area_number(text, group.name, numbered.number if numbered else None)
        if numbered is None and mark is not None:
            heading = Span(mark.end, group.name.end)
        heading = _trimmed(text, heading)
        path = (*base, number)
        children = tuple(_task_section(text, item, base if unique else path) for item in group.items)
        at = Span(group.name.start, heading.start)
        sections.append(Section(path, AREA_STYLE, at, heading, (), children))
    return sections


def _area_number(text: str, name: Span, read: str | None) -> tuple[str, Span | None]:
    """How an area is called in paths: by its number, else by its name."""
    if read is not None:
        return read, None
    words = name.of(text)
    lead, tab, _ = words.partition("\t")
    number = _NUMBER_EDGE.sub("", lead)
    if tab and _CHINESE.fullmatch(number):
        return number, Span(name.start, name.start + len(lead) + 1)
    return re.sub(r"\s+", "", words).replace("/", "\u2215"), None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _task_section(text: str, item: _Item, above: Numeral) -> Section:
    heading = _heading(text, item.title)
    bodies = dict.fromkeys(row.words for row in item.rows)
    number = item.number if item.number is not None and item.number.start < item.title.start else None
    return Section(
        path=(*above, item.path_end),
        style=ROW_STYLE,
        mark=number if number is not None else Span(item.title.start, item.title.start),
        heading=heading,
        body=tuple(words for words in bodies if words != heading),
        rows=tuple(item.rows),
    )
