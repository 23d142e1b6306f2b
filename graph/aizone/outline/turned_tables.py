"""Tables that say along a row what others say down a column: cards of one task each, and tables that are turned.

A card has the words of a header before each value ('任务名称 | 建设算力中心', '牵头单位 | 市数据局 | 完成时限 | 2025年'); a turned
table has its headers in its first column and a task in each of the others. Both become rows below a header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Span, Table
from ..text.table_headers import Column, read_header
from ..text.table_marks import is_body_name, is_mark

# '工作背景': a header, known or not
_SHORT_KEY = re.compile(r"[\u4e00-\u9fff（）()/、]{2,10}")
_FEWEST_KEYS = 2
_FEWEST_ROWS = 2
_LABELLED = 3
"""Columns of a table with a task, a label and what it labels."""
_HEADER_ROWS = 15


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a table: the words before their values as a header, and a row for each card."""

    headers: tuple[Span, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[Span, ...], ...]


def read_cards(text: str, table: Table) -> Cards | None:
    """The cards that a table consists of; None when it is anything else.

    A key that was met begins the next card; a row of one cell before the first key of a card is its title.
    """
    if len(table.rows) < _FEWEST_ROWS:
        return None
    keys: list[str] = []  # as they are first met
    headers: list[Span] = []
    cards: list[dict[str, Span]] = []
    open_card: dict[str, Span] = {}
    headers_of_card: set[Span] = set()
    last = ""
    for row in table.rows:
        cells = _once(row)
        if not any(cells) or (not cards and len(cells) == 2 and all(_is_header(text, cell) for cell in cells)):
            continue  # '项目 | 内容' above the keys and values
        if sum(map(bool, cells)) == 1 and not _key(text, cells[0]):
            open_card, last = {}, ""  # a title
            continue
        if not cells[0] and last and sum(map(bool, cells)) == 1:
            return None
        if len(cells) % 2:
            cells = [*cells, Span(table.span.end, table.span.end)]
        for key, value in zip(cells[::2], cells[1::2], strict=True):
            if not key and not value:
                continue
            words = _key(text, key) or _short(text, key)
            if not words or _is_header(text, value):
                return None
            if words in open_card and key in headers_of_card:  # merged over several rows
                open_card[words] = Span(open_card[words].start, max(open_card[words].end, value.end))
                continue
            if words in open_card:
                open_card = {}
            if not open_card:
                cards.append(open_card)
                headers_of_card.clear()
            headers_of_card.add(key)
            if words not in keys:
                keys.append(words)
                headers.append(key)
            open_card[words] = value
            last = words
    columns = tuple(read_header(words) for words in keys)
    kinds = {column.kind for column in columns if column}
    unknown = columns.count(None)
    if len(keys) < _FEWEST_KEYS or unknown * 2 > len(keys) or "owners" not in kinds or not kinds & {"task", "content"}:
        return None
    rows = tuple(tuple(card.get(key, Span(table.span.end, table.span.end)) for key in keys) for card in cards)
    return Cards(tuple(headers), columns, rows)


def read_labelled_rows(text: str, table: Table) -> Cards | None:
    """The tasks of a table whose rows are a task, a label and what it labels: '建设平台 | 牵头单位 | 市商务局'; None for others."""
    rows = [row for row in table.rows if len(set(filter(None, row))) > 1]
    if len(rows) < _FEWEST_ROWS or any(len(row) != _LABELLED for row in rows) or not rows[0][0]:
        return None
    keys: dict[str, Span] = {}
    cards: list[dict[str, Span]] = []
    for title, label, value in rows:
        words = _key(text, label)
        if not words or _is_header(text, title) or _is_header(text, value):
            return None
        if title and (not cards or title != cards[-1][""]):
            cards.append({"": title})
        keys.setdefault(words, label)
        if words in cards[-1]:
            return None
        cards[-1][words] = value
    columns = (Column("task"), *(read_header(words) for words in keys))
    if not any(column is not None and column.kind == "owners" for column in columns):
        return None
    start, end = rows[0][0].start, Span(table.span.end, table.span.end)
    filled = tuple((card[""], *(card.get(key, end) for key in keys)) for card in cards)
    return Cards((Span(start, start), *keys.values()), columns, filled)


def turned(text: str, table: Table) -> Table | None:
    """The table with its columns as rows, when its first column holds the headers; None when it does not."""
    if len(table.rows) < _FEWEST_ROWS:
        return None
    rows = [row for row in table.rows if len(set(filter(None, row))) > 1]
    first = [row[0] for row in rows]
    columns = [read_header(cell.of(text)) if cell else None for cell in first]
    known = [column.kind for column in columns if column]
    bodies = _of_bodies(text, rows[0]) if rows and columns and columns[0] is None else False
    if len(known) + bodies < len(first) - len(first) // 4 or not {"task", "content"} & set(known):
        return None
    if ("owners" not in known and not bodies) or any(_is_header(text, cell) for row in rows for cell in row[1:]):
        return None
    return Table(table.span, tuple(zip(*rows, strict=True)))


def of_unit_rows(text: str, table: Table) -> Table | None:
    """The table with its columns as rows, when units are its rows, tasks its columns and marks its cells; None when not."""
    for at, header in enumerate(table.rows[:_HEADER_ROWS]):
        rows = [row for row in table.rows[at + 1 :] if len(set(filter(None, row))) > 1]
        first = read_header(header[0].of(text)) if header and header[0] else None
        if first is None or first.kind != "owners" or len(header) < 2 or not all(header) or len(rows) < _FEWEST_ROWS:
            continue
        marks = [cell.of(text) for row in rows for cell in row[1:] if cell]
        named = all(row[0] and is_body_name(row[0].of(text)) for row in rows)
        if named and marks and all(map(is_mark, marks)) and not any(_is_header(text, cell) for cell in header[1:]):
            return Table(table.span, tuple(zip(header, *rows, strict=True)))
    return None


def _of_bodies(text: str, row: Sequence[Span]) -> bool:
    """Tell whether all cells of a row after its first are names of bodies."""
    return len(row) > 1 and all(cell and is_body_name(cell.of(text)) for cell in row[1:])


def _key(text: str, cell: Span) -> str:
    """The words of a header, without white space and colon; '' for other words."""
    if not _is_header(text, cell):
        return ""
    return "".join(cell.of(text).split()).rstrip(":：")


def _short(text: str, cell: Span) -> str:
    """The words of a cell that may be a header that is not known: '工作背景'; '' for longer ones and numbers."""
    words = "".join(cell.of(text).split()).rstrip(":：")
    return words if _SHORT_KEY.fullmatch(words) else ""


def _is_header(text: str, cell: Span) -> bool:
    return bool(cell) and read_header(cell.of(text)) is not None


def _once(row: Sequence[Span]) -> list[Span]:
    """The cells of a row, a merged one once, without the empty ones at its end."""
    cells = [cell for at, cell in enumerate(row) if at == 0 or not cell or cell != row[at - 1]]
    while cells and not cells[-1]:
        cells.pop()
    return cells
