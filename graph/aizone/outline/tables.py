"""Task tables: known by their header, read to rows, placed in the outline below the section they stand in.

The running-text parser never sees the words of a task table: `read_outline` blanks them before it parses, then adds the
rows as sections of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from ..model import Document, Numeral, Outline, Section, Span, Table
from ..text.numbering import read_number
from ..text.paragraphs import paragraphs
from ..text.table_headers import Column, ColumnKind, read_header
from .parse import parse_outline
from .table_rows import CHINESE, NUMBER_EDGE, Group, Item, heading_of, read_groups

ROW_STYLE, AREA_STYLE = "table_row", "table_area"
"""The styles of sections that come from task tables."""

_OWN_STYLES = frozenset({ROW_STYLE, AREA_STYLE})
_HEADER_ROWS = 15  # rows above a header: titles, units of measurement, dates
_ATTACHED = re.compile(r"附\s?[件表录]|表\s?\d")


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table that assigns tasks: the header's columns and the rows below it, `span` reaching over both."""

    span: Span
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[Span, ...], ...]


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
        offset = holder.mark.end
        between = (Span(line.start + offset, line.end + offset) for line in paragraphs(text[offset : table.span.start]))
        attached = next((line for line in between if _ATTACHED.match(text, line.start, line.end)), None)
        if attached is not None:
            outline = _cut(outline, holder, Span(attached.start, table.span.start))
            holder = None
    added = _sections(text, read_groups(text, table.columns, table.rows), holder.path if holder else ())
    if holder is None:
        roots = sorted([*outline.sections, *added], key=lambda section: section.mark.start)
        return replace(outline, sections=tuple(roots))

    def grown(section: Section) -> Section:
        if section is holder:
            inside = sorted([*section.children, *added], key=lambda child: child.mark.start)
            return replace(section, children=tuple(inside))
        return replace(section, children=tuple(grown(child) for child in section.children))

    return replace(outline, sections=tuple(grown(section) for section in outline.sections))


def _cut(outline: Outline, holder: Section, span: Span) -> Outline:
    """The outline without a span in the body of a section: the mark and title of what is attached behind it."""

    def left(section: Section) -> Section:
        if section is holder:
            kept = (one for one in section.body if not span.start <= one.start < span.end)
            return replace(section, body=tuple(kept))
        return replace(section, children=tuple(left(child) for child in section.children))

    return replace(outline, sections=tuple(left(section) for section in outline.sections))


def _sections(text: str, groups: Sequence[Group], base: Numeral) -> list[Section]:
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
    number = NUMBER_EDGE.sub("", lead)
    if tab and CHINESE.fullmatch(number):
        return number, Span(name.start, name.start + len(lead) + 1)
    return re.sub(r"\s+", "", words).replace("/", "\u2215"), None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _task_section(text: str, item: Item, above: Numeral) -> Section:
    heading = heading_of(text, item.title)
    bodies = dict.fromkeys(row.words for row in item.rows)
    return Section(
        path=(*above, item.path_end),
        style=ROW_STYLE,
        mark=item.mark,
        heading=heading,
        body=tuple(words for words in bodies if words != heading),
        rows=tuple(item.rows),
    )
