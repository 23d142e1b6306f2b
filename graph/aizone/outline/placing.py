"""The outline of a document with its task tables: each is placed, row by row, under the section it is in.

The running-text parser never sees the words of a task table: `read_outline` blanks them before it parses, then adds the
rows as sections of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import Document, Numeral, Outline, Section, Span
from ..text.numbering import read_number
from ..text.paragraphs import stripped
from .annexes import ANNEX
from .parse import parse_outline
from .table_rows import CHINESE, NUMBER_EDGE, TableArea, TableTask, heading_of, read_areas
from .tables import TaskTable, as_task_tables

ROW_STYLE, AREA_STYLE = "table_row", "table_area"
"""The styles of sections that come from task tables."""

# '附件2', '附表', '表1': a line that is the mark above a table that is attached to the plan
_ATTACHED = re.compile(
    r"(?:^|\n)(?:[^\S\n]|\ufeff)*(?=(?P<number>(?:附[^\S\n]?[件表录]|表)[^\S\n]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}))?)"
    r"(?P<mark>附[^\S\n]?[件表录]|表[^\S\n]?\d)"
)


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
    placing = _Placing(outline)
    for table in tables:
        placing.add(table)
    return placing.outline()


class Attachment(Struct, frozen=True, gc=False):
    """The sections of a table that is attached to the plan, the mark of its annex, and the position of the annex's section."""

    sections: list[Section]
    mark: str | None
    annex: int | None


class _Placing:
    """Puts the tasks of tables under the sections they are in, the tables in text order; the outline is built again once.

    `added` and `cut` are by the position of a section in text order: the sections that it gets, and the part of its body that is
    attached after it. `attachments` are the tables that are attached to the plan, each with the mark of its annex and the position
    of the annex's section; `done` is where the last table ends.
    """

    def __init__(self, outline: Outline) -> None:
        self.read = outline
        self.text = outline.document.text
        self.sections = outline.walk()
        self.starts = [section.mark.start for section in self.sections]
        self.roots = list(outline.sections)
        self.added: dict[int, list[Section]] = {}
        self.cut: dict[int, list[Span]] = {}
        self.attachments: list[Attachment] = []
        self.annex: int | None = None
        self.done = 0
        self.attached: dict[int, tuple[int, int | None]] = {}

    def add(self, table: TaskTable) -> None:
        """Put the tasks of a table under the section it is in, or beside the first ones where it is attached to the plan."""
        at = self._holder(table)
        counted = self._rows_beside(at) if table.is_cards else 0
        areas = read_areas(self.text, table.columns, table.headers, table.rows, table.owner, counted=counted)
        added = _sections(self.text, areas, () if at is None else self.sections[at].path)
        if at is None:
            self.attachments.append(Attachment(added, self._annex_of(table), self.annex))
        else:
            self.added.setdefault(at, []).extend(added)
        self.done = table.span.end

    def _rows_beside(self, at: int | None) -> int:
        """How many rows of tables are in a section, or beside the first ones."""
        if at is None:
            beside = [*self.roots, *(section for one in self.attachments for section in one.sections)]
        else:
            beside = [*self.sections[at].children, *self.added.get(at, ())]
        return sum(section.style == ROW_STYLE for section in beside)

    def _annex_of(self, table: TaskTable) -> str | None:
        """The mark of the annex that a table is: '附件2' on the last such line after the table before."""
        if self.annex is not None:
            return self.sections[self.annex].path[-1]
        marks = list(_ATTACHED.finditer(self.text[self.done : table.span.start]))
        number = marks[-1]["number"] if marks else None
        return "".join(number.split()) if number else None

    def _holder(self, table: TaskTable) -> int | None:
        """The position of the section that a table is in; None where it is in none of them."""
        self.annex = None
        at = bisect_left(self.starts, table.span.start) - 1
        if at < 0:
            return None
        holder = self.sections[at]
        if holder.style == ANNEX and not holder.children:
            if any(one is holder for one in self.read.sections):
                self.annex = at
            return None
        attached = self._attached_after(holder.mark.end, table.span.start)
        if attached is not None:
            self.cut.setdefault(at, []).append(Span(attached, table.span.start))
            return None
        return at

    def _attached_after(self, position: int, until: int) -> int | None:
        """The first line after a number that begins as what is attached does; lines that were looked at before are not again."""
        done, found = self.attached.get(position, (position, None))
        if found is None and done < until:
            mark = _ATTACHED.search(self.text[done:until])
            found = done + mark.start("mark") if mark is not None else None
            self.attached[position] = max(position, self.text.rfind("\n", position, until) + 1), found
        return found if found is not None and found < until else None

    def outline(self) -> Outline:
        """The outline with all that was added.

        The tasks of an annex take its place, unless those of another one have the same numbers: then each is a part of its own.
        """
        paths = Counter(section.path for one in self.attachments for section in one.sections)
        paths.update(section.path for section in self.read.sections)
        left_out: set[int] = set()
        for one in self.attachments:
            is_part = one.mark is not None and any(paths[section.path] > 1 for section in one.sections)
            sections = [_under(one.mark, section) for section in one.sections] if is_part else one.sections
            if one.annex is not None and is_part:
                self.added.setdefault(one.annex, []).extend(sections)
                continue
            self.roots += sections
            if one.annex is not None:
                left_out.add(id(self.sections[one.annex]))
        positions = {id(section): at for at, section in enumerate(self.sections)}

        def grown(section: Section) -> Section:
            at = positions.get(id(section))
            if at is None:
                return section  # of a table
            children = sorted([*map(grown, section.children), *self.added.get(at, ())], key=_start_of)
            body = section.body
            for cut in self.cut.get(at, ()):
                body = tuple(one for one in body if not cut.start <= one.start < cut.end)
            return replace(section, children=tuple(children), body=body)

        roots = [grown(section) for section in self.roots if id(section) not in left_out]
        return replace(self.read, sections=tuple(sorted(roots, key=_start_of)))


def _under(mark: str | None, section: Section) -> Section:
    """A section and those below it, as parts of an annex."""
    above = () if mark is None else (mark,)
    children = tuple(_under(mark, child) for child in section.children)
    return replace(section, path=(*above, *section.path), children=children)


def _start_of(section: Section) -> int:
    return section.mark.start


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
    if tab and (CHINESE.fullmatch(number) or number.isdecimal()):
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
