"""Tables of indicators outside any section, as goals of their own: a workbook or annex that holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..model import Document, Issue, Numeral, Outline, Section, Span, Table, TableOwners, TableRow, TextSpan
from ..outline.indicator_owners import OwnedIndicators, owned_indicators
from ..outline.placing import ROW_STYLE
from ..outline.tables import as_task_tables
from ..text.excerpts import shortened
from .targets.indicator_columns import read_indicator_table
from .targets.indicators import extract_indicators

STYLE = "indicator_table"
"""The style of sections that are a table of indicators."""
_NAME = "指标"
"""What such a section is called in paths; a further one is '指标2'."""
_LONGEST_CAPTION = 60


def with_indicator_tables(outline: Outline) -> Outline:
    """The outline with a section for each table of indicators before its first section, or of a document that has none."""
    found = [lines for lines in _outside_sections(outline) if _states_indicators(outline, lines)]
    if not found:
        return outline
    sections = [_section(outline, lines, place) for place, lines in enumerate(found, start=1)]
    taken = {line.start for lines in found for line in lines}
    return replace(
        outline,
        preamble=tuple(line for line in outline.preamble if line.start not in taken),
        sections=tuple(sorted([*sections, *outline.sections], key=lambda section: section.mark.start)),
    )


def with_indicator_owners(outline: Outline) -> Outline:
    """The outline with a section for each indicator that a table names owners of: whose work it is to reach it.

    The indicators themselves stay where they are read as goals.
    """
    text = outline.document.text
    added: list[Section] = []
    for table in outline.document.tables:
        columns = owned_indicators(text, table)
        if columns is None or as_task_tables(text, table):
            continue
        holder = next((one for one in reversed(list(outline.walk())) if one.mark.start <= table.span.start), None)
        if holder is None:
            base: Numeral = (_NAME,)
        else:
            base = holder.path if holder.style == STYLE else (*holder.path, _NAME)
        added += _owned_rows(text, table, columns, base)
    if not added:
        return outline
    return replace(outline, sections=tuple(sorted([*outline.sections, *added], key=lambda one: one.mark.start)))


def _owned_rows(text: str, table: Table, columns: OwnedIndicators, base: Numeral) -> Iterator[Section]:
    """The rows of a table that name owners, as sections counted from 1; an owner merged over several rows is of each."""
    begun: set[int] = set()
    for row in table.rows[columns.header + 1 :]:
        name = row[columns.name]
        owners = {
            row[at]: TableOwners(row[at], role, header=table.rows[columns.header][at])
            for at, role in columns.owners
            if row[at] and row[at] != name
        }
        if name and owners and name.start not in begun:
            begun.add(name.start)
            path = (*base, str(len(begun)))
            mark = Span(name.start, name.start)
            yield Section(path, ROW_STYLE, mark, name, (), rows=(TableRow(name, tuple(owners.values())),))


def unread_indicators(document: Document) -> Iterator[Issue]:
    """The cells of tables of indicators in which a number should be and none was read."""
    for table in document.tables:
        read = read_indicator_table([TextSpan.at(document.text, table.span)])
        for cell in read.unread if read is not None else ():
            words = shortened(cell.words)
            yield Issue(
                "value-not-read",
                {
                    "zh": f"指标表中的“{words}”未能读作数值。",
                    "en": f"'{words}' in a table of indicators could not be read as a number.",
                },
                cell.span,
            )


def _outside_sections(outline: Outline) -> Iterator[Sequence[Span]]:
    """The lines of each table before the first section; those after the title where a document has neither sections nor tables."""
    tables = [table for table in outline.document.tables if not as_task_tables(outline.document.text, table)]
    if not tables and not outline.sections and not outline.document.tables:
        yield outline.preamble[1:]
    for table in tables:
        lines = [line for line in outline.preamble if table.span.start <= line.start < table.span.end]
        rows = next((at for at, line in enumerate(lines) if "\t" in line.of(outline.document.text)), len(lines))
        if lines[rows:]:
            yield lines[rows:]  # the lines above are titles


def _states_indicators(outline: Outline, lines: Sequence[Span]) -> bool:
    passages = [TextSpan.at(outline.document.text, line) for line in lines]
    return bool(extract_indicators(passages, first_year=None, end_year=None))


def _section(outline: Outline, lines: Sequence[Span], place: int) -> Section:
    """The section of a table, headed by its caption, the line above it, or by its first cell."""
    text = outline.document.text
    above = [line for line in outline.preamble if line.end <= lines[0].start]
    captions = [line for line in above[-1:] if "\t" not in line.of(text) and len(line) <= _LONGEST_CAPTION]
    heading = captions[0] if captions else Span(lines[0].start, lines[0].start + len(lines[0].of(text).split("\t")[0]))
    return Section(
        (_NAME if place == 1 else f"{_NAME}{place}",),
        STYLE,
        Span(lines[0].start, lines[0].start),
        heading,
        tuple(lines),
    )
