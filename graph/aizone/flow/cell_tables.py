"""Documents whose task tables are lines of their text: `cell_lines` finds them, and they become tables of the document."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import Document, Span, Table
from ..text.lexicon.owner_labels import nouns, qualifiers, verbs
from ..text.word_lists import alternatives
from .cell_lines import MAX_HEADER, CellLines, find_cell_lines

# 'words  ': a line without the white space around it
_LINE = re.compile(r"[^\s][^\n]*(?<!\s)")


@functools.cache
def _owner_header() -> re.Pattern[str]:
    """A short line that may be the header of a column of owners: '责任单位'. A cheap look: most texts have none."""
    label = f"{alternatives(qualifiers())}?{alternatives(verbs())}"
    return re.compile(rf"\n[^\S\n]*(?:{label}|{alternatives(nouns())})[^\n]{{0,{MAX_HEADER}}}\n")


def with_cell_tables(document: Document) -> Document:
    """The document with the tables that its text holds as lines; a document that has tables already is returned as it is."""
    text = document.text
    if document.tables or _owner_header().search(text) is None:
        return document
    lines = [_StrippedLine(found.start(), found.end(), found.group()) for found in _LINE.finditer(text)]
    tables = [_as_table(lines, table) for table in find_cell_lines(lines)]
    return replace(document, tables=tuple(tables)) if tables else document


class _StrippedLine(Struct, frozen=True, gc=False):
    """A line without the white space around it."""

    start: int
    end: int
    words: str


def _as_table(lines: Sequence[_StrippedLine], table: CellLines) -> Table:
    def span(cell: tuple[int, int]) -> Span:
        first, after = cell
        if first == after:
            return Span(lines[first - 1].end, lines[first - 1].end)
        return Span(lines[first].start, lines[after - 1].end)

    rows = tuple(tuple(span(cell) for cell in row) for row in (table.header, *table.rows))
    return Table(Span(rows[0][0].start, lines[table.span[1] - 1].end), rows)
