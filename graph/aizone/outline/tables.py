"""Task tables: recognised by their header, read row by row, placed in the outline under the section they are in.

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
from ..text.paragraphs import paragraphs, stripped
from ..text.table_headers import Column, ColumnKind, read_header
from .annexes import ANNEX
from .parse import parse_outline
from .table_rows import CHINESE, NUMBER_EDGE, TableArea, TableTask, heading_of, read_areas

ROW_STYLE, AREA_STYLE = "table_row", "table_area"
"""The styles of sections that come from task tables."""

_OWN_STYLES = frozenset({ROW_STYLE, AREA_STYLE})
_HEADER_ROWS = 15
"""Rows at most above a header: titles, units of measurement, dates."""
# '附件2', '附表', '表1': the mark above a table that is attached to the plan
_ATTACHED = re.compile(r"附\s?[件表录]|表\s?\d")


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table that assigns tasks: the c columns of its header, with their words, and the rows below; `span` covers all."""

    span: Span
    columns: tuple[Column | None, ...]
    headers: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]


def read_outline(document: Document) -> Outline:
    """The structure of a document, with the tasks of its task tables among its sections."""
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
    """A table as a task table; None when none of its first rows is the header of one."""
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        columns = _header(text, row)
        if not _assigns(columns):
            continue
        below, headers = index + 1, row
        if below < len(table.rows):  # '责任单位' above '牵头单位' and '配合单位'
            second = _header(text, table.rows[below])
            if _assigns(second) and all(
                one or not cell or cell == above
                for one, cell, above in zip(second, table.rows[below], row, strict=True)
            ):
                headers = tuple(b if c else a for a, b, c in zip(row, table.rows[below], second, strict=True))
                columns, below = tuple(b or a for a, b in zip(columns, second, strict=True)), below + 1
        columns = _with_area(columns, table.rows[below:])
        rows = [one for one in table.rows[below:] if any(one) and not _repeats(text, one, columns)]
        if not rows:
            return None
        start = min(cell.start for cell in row)
        return TaskTable(Span(start, table.span.end), columns, headers, tuple(rows))
    return None


def names_owners(text: str, table: Table) -> bool:
    """Tell whether one of a table's first rows has a header that can only mean owners ('责任单位', but not '单位')."""
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


def _with_area(columns: tuple[Column | None, ...], rows: Sequence[Sequence[Span]]) -> tuple[Column | None, ...]:
    """The columns; of two of tasks the first is the area, when it has merged cells over several rows of the second."""
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
    """Tell whether a row is the header, printed again on a further page."""
    again = _header(text, row)
    return _assigns(again) and all(one == two or two is None for one, two in zip(columns, again, strict=True))


def _placed(outline: Outline, table: TaskTable) -> Outline:
    """The outline with the tasks of a table under the section it is in."""
    text = outline.document.text
    before = [
        section
        for section in outline.walk()
        if section.mark.start < table.span.start and section.style not in _OWN_STYLES
    ]
    holder = before[-1] if before else None
    if holder is not None and holder.style == ANNEX and not holder.children:
        outline = replace(outline, sections=tuple(one for one in outline.sections if one is not holder))
        holder = None
    if holder is not None:
        offset = holder.mark.end
        between = (Span(line.start + offset, line.end + offset) for line in paragraphs(text[offset : table.span.start]))
        attached = next((line for line in between if _ATTACHED.match(text, line.start, line.end)), None)
        if attached is not None:
            outline = _cut(outline, holder, Span(attached.start, table.span.start))
            holder = None
    added = _sections(text, read_areas(text, table.columns, table.headers, table.rows), holder.path if holder else ())
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
    """The outline without a span in the body of a section: the mark and title of what is attached after it."""

    def left(section: Section) -> Section:
        if section is holder:
            kept = (one for one in section.body if not span.start <= one.start < span.end)
            return replace(section, body=tuple(kept))
        return replace(section, children=tuple(left(child) for child in section.children))

    return replace(outline, sections=tuple(left(section) for section in outline.sections))


def _sections(text: str, areas: Sequence[TableArea], base: Numeral) -> list[Section]:
    """The tasks as sections; those of an area are under it, and have its name or number in their path only if they need it."""
    numbers = [task.path_end for area in areas for task in area.tasks]
    unique = len(set(numbers)) == len(numbers)
    sections: list[Section] = []
    for area in areas:
        if area.name is None:
            sections.extend(_task_section(text, task, base) for task in area.tasks)
            continue
        numbered = read_number(text, area.name.start, area.name.end)
        heading = Span(numbered.end, area.name.end) if numbered and numbered.end < area.name.end else area.name
        number, mark = _area_number(text, area.name, numbered.number if numbered else None)
        if numbered is None and mark is not None:
            heading = Span(mark.end, area.name.end)
        heading = stripped(text, heading)
        path = _common_place(area.tasks) or (*base, number)
        children = tuple(_task_section(text, task, base if unique else path) for task in area.tasks)
        at = Span(area.name.start, heading.start)
        sections.append(Section(path, AREA_STYLE, at, heading, (), children))
    return sections


def _common_place(tasks: Sequence[TableTask]) -> Numeral:
    """The path that the tasks of an area say they are under; () where they do not, or do not agree."""
    above = {task.place[:-1] for task in tasks}
    return above.pop() if len(above) == 1 else ()


def _area_number(text: str, name: Span, read: str | None) -> tuple[str, Span | None]:
    """The number of an area in paths, or its name when it has none; and the span of a number that is not one of a heading."""
    if read is not None:
        return read, None
    words = name.of(text)
    lead, tab, _ = words.partition("\t")
    number = NUMBER_EDGE.sub("", lead)
    if tab and CHINESE.fullmatch(number):
        return number, Span(name.start, name.start + len(lead) + 1)
    return re.sub(r"\s+", "", words).replace("/", "\u2215"), None


def _task_section(text: str, task: TableTask, above: Numeral) -> Section:
    heading = heading_of(text, task.title)
    bodies = dict.fromkeys(row.words for row in task.rows)
    return Section(
        path=task.place or (*above, task.path_end),
        style=ROW_STYLE,
        mark=task.mark,
        heading=heading,
        body=tuple(words for words in bodies if words != heading),
        rows=tuple(task.rows),
    )
