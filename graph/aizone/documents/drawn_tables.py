"""Tables drawn with lines in plain text (┌─┬─┐, +---+---+): written as tables, so that a cell of several lines is one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..text.table_marks import is_body_name
from .content import NOWHERE, ContentBuilder, TableCell

# '├────┼────┤', '+----+----+': a line drawn between rows
_RULE = re.compile(r"\s*[┌┏╔├┣╠└┗╚+╭╰][─━═=┄┈╌+┬┼┴╦╬╩┳╋┻┯┿┷┠┨-]{2,}[┐┓╗┤┫╣┘┛╝+╮╯]\s*")
# '│ 1 │ 建设甲 │': a row between two of them
_ROW = re.compile(r"\s*[│┃║|].*[│┃║|]\s*")
# '│': what parts the cells of a row
_BAR = re.compile("[│┃║|]")
# '├────┼', '+----+': a corner, without which no text has a drawn table
_CORNER = re.compile(r"[┌┏╔╭]|\+[-=]{2}")
_FEWEST_COLUMNS = 2
_WIDTH_OF_LETTER = 2
_NAME_BEGINS = frozenset("省市县区州各")
_WIDE = frozenset("WFA")


def has_drawn_tables(text: str) -> bool:
    """A cheap first look."""
    return _CORNER.search(text) is not None


def write_drawn(text: str, builder: ContentBuilder) -> bool:
    """Write a text with its drawn tables as tables and all other lines as they are; tell whether there was one."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    found = False
    at = 0
    while at < len(lines):
        end, rows = drawn_table(lines, at)
        if rows:
            builder.table(rows)
            at, found = end, True
        else:
            if lines[at].strip():
                builder.paragraph(lines[at])
            else:
                builder.blank()
            at += 1
    return found


def drawn_table(lines: Sequence[str], at: int) -> tuple[int, list[list[TableCell | None]]]:
    """The line after a table that is drawn from `at`, and its rows; `at` itself and no rows where none is."""
    end = _end_of_table(lines, at)
    rows = list(_rows(lines[at:end])) if end > at else []
    return (end, rows) if rows else (at, [])


def _end_of_table(lines: Sequence[str], at: int) -> int:
    """The line after a table that begins with a rule at `at`; `at` itself where none begins."""
    if not _RULE.fullmatch(lines[at]):
        return at
    end = last = at + 1
    while end < len(lines) and (_RULE.fullmatch(lines[end]) or _ROW.fullmatch(lines[end]) or not lines[end].strip()):
        end += 1
        if lines[end - 1].strip():
            last = end
    return last


def _rows(lines: Sequence[str]) -> Iterator[list[TableCell | None]]:
    """The rows of a table: the lines between two rules; nothing when its lines do not have the cells of a table."""
    groups = [
        [_cells(line) for line in group if line.strip()]
        for is_rule, group in groupby(lines, key=lambda line: _RULE.fullmatch(line) is not None)
        if not is_rule
    ]
    groups = [group for group in groups if group]
    width = max((len(line) for group in groups for line in group), default=0)
    if width < _FEWEST_COLUMNS or any(len(line) not in {1, width} for group in groups for line in group):
        return
    if len(groups) == 2:
        groups = [groups[0], *_without_rules(groups[1])]
    for group in groups:
        if len(group[0]) == 1:
            title = _joined([line[0] for line in group])
            yield [title] * width
            continue
        yield [_joined([line[column] for line in group if len(line) == width]) for column in range(width)]


def _without_rules(lines: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """The rows of a table that has no rules between them: a line whose first cell is empty goes on with the one above."""
    row: list[list[str]] = []
    for line in lines:
        if row and line[0].strip():
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _cells(line: str) -> list[str]:
    return _BAR.split(line.strip())[1:-1]


def _joined(pieces: Sequence[str]) -> TableCell | None:
    """A cell of several lines: one that fills its cell goes on in the next, as wrapped words do, unless both are names."""
    words = ""
    full = False
    for piece in pieces:
        bare = piece.strip()
        if not bare:
            continue
        names = bare[0] in _NAME_BEGINS and is_body_name(words.rpartition("\n")[2])
        words += bare if not words or (full and not names) else "\n" + bare
        full = _width(piece) - _width(piece.rstrip()) < _WIDTH_OF_LETTER + piece.startswith(" ")
    if not words:
        return None
    return TableCell([(line, NOWHERE) for line in words.split("\n")])


def _width(words: str) -> int:
    """The columns that words take on a screen."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in words)
