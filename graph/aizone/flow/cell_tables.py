"""Documents whose task tables are lines of their text, and become tables of the document.

A line may be a cell, as a PDF leaves them (`cell_lines` finds such tables), or a row whose cells are parted by tabs, upright
lines or wide gaps, as they are pasted into a text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import Document, Span, Table
from ..text.indicator_headers import is_indicator_header
from ..text.lexicon.owner_labels import deadline_label, nouns, qualifiers, verbs
from ..text.table_headers import read_header
from ..text.word_lists import alternatives
from .barred_cells import barred_tables, has_barred_cells
from .cell_lines import MAX_HEADER, CellLines, find_cell_lines

# '序号\t任务\t责任单位', '│序号│任务│责任单位│', '序号  任务  责任单位': what parts the cells of a row
_TAB, _BAR, _GAP = (re.compile(pattern) for pattern in (r"\t", "[|│┃¦]", r"(?<=\S) {2,}(?=\S)"))
# '├──┼──┤', '|---|---|': a line drawn between two rows
_DRAWN = re.compile(r"[─━│┃┌┐└┘├┤┬┴┼╋=+|:\s-]+")
_FEWEST_CELLS = 3
_SIGNS = ("\t", "|", "│", "┃", "¦", "  ")
# 'words  ': a line without the white space around it
_LINE = re.compile(r"[^\s][^\n]*(?<!\s)")


@functools.cache
def _owner_header() -> re.Pattern[str]:
    """A short line that may be the header of a column of owners: '责任单位'. A cheap look: most texts have none."""
    label = f"{alternatives(qualifiers())}?{alternatives(verbs())}"
    return re.compile(rf"\n[^\S\n]*(?:{label}|{alternatives(nouns())})[^\n]{{0,{MAX_HEADER}}}\n")


@functools.cache
def _header_in_row() -> re.Pattern[str]:
    r"""The same as a cell among others of a line: '\t责任单位\t', '│责任单位│', '  完成时限  '."""
    label = f"{alternatives(qualifiers())}?{alternatives(verbs())}"
    return re.compile(
        rf"(?:[\t|│┃¦]\s?|  )(?:{label}|{alternatives(nouns())}|{deadline_label()}|Lead|Responsible|Owner|Support)[^\n\t|│┃¦]{{0,{MAX_HEADER}}}(?:[\t|│┃¦\n ]|$)"
    )


def with_cell_tables(document: Document) -> Document:
    """The document with the tables that its text holds as lines; a document that has tables already is returned as it is."""
    text = document.text
    if document.tables:
        return document
    if has_barred_cells(text) and (barred := tuple(barred_tables(text, _is_header))):
        return replace(document, tables=barred)
    in_lines = _owner_header().search(text) is not None
    in_rows = any(sign in text for sign in _SIGNS) and _header_in_row().search(text) is not None
    if not in_lines and not in_rows:
        return document
    lines = [_StrippedLine(found.start(), found.end(), found.group()) for found in _LINE.finditer(text)]
    tables = [_as_table(lines, table) for table in find_cell_lines(lines)] if in_lines else []
    tables = tables or (list(_parted_tables(text, lines)) if in_rows else [])
    return replace(document, tables=tuple(tables)) if tables else document


class _StrippedLine(Struct, frozen=True, gc=False):
    """A line without the white space around it."""

    start: int
    end: int
    words: str


def _parted_tables(text: str, lines: Sequence[_StrippedLine]) -> Iterator[Table]:
    """The tables whose rows are lines: a header that names owners, and below it lines with as many cells."""
    at = 0
    while at < len(lines):
        separator, header = next(
            ((one, cells) for one in (_TAB, _BAR, _GAP) if _is_header(text, cells := _cells(text, lines[at], one))),
            (None, []),
        )
        first, at = at, at + 1
        if separator is None:
            continue
        rows, last = [tuple(header)], first
        while at < len(lines):
            cells = _cells(text, lines[at], separator)
            if separator is _TAB and 1 < len(cells) < len(header):  # without the tabs of its last cells
                cells += [Span(cells[-1].end, cells[-1].end)] * (len(header) - len(cells))
            if len(cells) == len(header):
                rows.append(tuple(cells))
                last = at
            elif not _DRAWN.fullmatch(lines[at].words):
                break
            at += 1
        if len(rows) > 1:
            yield Table(Span(lines[first].start, lines[last].end), tuple(rows))


def _cells(text: str, line: _StrippedLine, separator: re.Pattern[str]) -> list[Span]:
    """The cells of a line; those that a frame leaves empty at both ends are none."""
    if _DRAWN.fullmatch(line.words):
        return []
    begun, whole = line.start, line.words
    if separator is _TAB:  # cells at both ends may be empty
        begun, stop = text.rfind("\n", 0, line.start) + 1, text.find("\n", line.end)
        whole = text[begun : stop if stop >= 0 else len(text)]
    found, start = [], 0
    for mark in (*separator.finditer(whole), None):
        end = mark.start() if mark is not None else len(whole)
        words = whole[start:end]
        inner = start + len(words) - len(words.lstrip()) if words.strip() else start
        found.append(Span(begun + inner, begun + inner + len(words.strip())))
        start = mark.end() if mark is not None else end
    framed = line.words[0] in "|│┃¦" and separator is _BAR
    return found[1:-1] if framed and len(found) > _FEWEST_CELLS else found


def _is_header(text: str, cells: Sequence[Span]) -> bool:
    """Tell whether cells are the header of a table of tasks: a known one each, but for one, owners and tasks among them."""
    if len(cells) < _FEWEST_CELLS or any(len(cell) > MAX_HEADER for cell in cells):
        return False
    kinds = [column.kind for cell in cells if (column := read_header(cell.of(text))) is not None]
    if "owners" in kinds and is_indicator_header(["".join(cell.of(text).split()) for cell in cells]):
        return True
    if {"number", "deadline"} <= set(kinds) and len(kinds) == len(cells):  # owners may be in brackets after the tasks
        return bool({"task", "content"} & set(kinds))
    return len(kinds) >= len(cells) - 1 and "owners" in kinds and bool({"task", "content"} & set(kinds))


def _as_table(lines: Sequence[_StrippedLine], table: CellLines) -> Table:
    def span(cell: tuple[int, int]) -> Span:
        first, after = cell
        if first == after:
            return Span(lines[first - 1].end, lines[first - 1].end)
        return Span(lines[first].start, lines[after - 1].end)

    rows = tuple(tuple(span(cell) for cell in row) for row in (table.header, *table.rows))
    return Table(Span(rows[0][0].start, lines[table.span[1] - 1].end), rows)
