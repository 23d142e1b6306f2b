"""The outline of a document with its task tables: each is placed, row by row, under the section it is in.

The running-text parser never sees the words of a task table: `read_outline` blanks them before it parses, then adds the
rows as sections of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..model import Document, Numeral, Outline, Section, Span
from ..text.numbering import read_number
from ..text.paragraphs import paragraphs, stripped
from .annexes import ANNEX
from .parse import parse_outline
from .table_rows import CHINESE, NUMBER_EDGE, TableArea, TableTask, heading_of, read_areas
from .tables import TaskTable, as_task_tables

ROW_STYLE, AREA_STYLE = "table_row", "table_area"
"""The styles of sections that come from task tables."""

_OWN_STYLES = frozenset({ROW_STYLE, AREA_STYLE})
# '附件2', '附表', '表1': the mark above a table that is attached to the plan
_ATTACHED = re.compile(r"附\s?[件表录]|表\s?\d")


def read_outline(document: Document) -> Outline:
    """The structure of a document, with the tasks of its task tables among its sections."""
    tables = [found for table in document.tables for found in as_task_tables(document.text, table)]
    if not tables:
        return parse_outline(document)
    pieces, position = [], 0
    for table in tables:
        if table.span.start < position:
            continue  # beside the one before
        pieces += [document.text[position : table.span.start], "\n" * len(table.span)]
        position = table.span.end
    blanked = replace(document, text="".join([*pieces, document.text[position:]]))
    outline = replace(parse_outline(blanked), document=document)
    for table in tables:
        outline = _placed(outline, table)
    return outline


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
    beside = holder.children if holder is not None else outline.sections
    counted = sum(section.style == ROW_STYLE for section in beside) if table.is_cards else 0
    areas = read_areas(text, table.columns, table.headers, table.rows, table.owner, counted=counted)
    added = _sections(text, areas, holder.path if holder else ())
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
