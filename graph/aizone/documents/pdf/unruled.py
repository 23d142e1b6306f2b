"""Task tables of a page that no column lines show: three rules, rules between rows, grey rows, or none at all.

They are known by their header, whose words name the columns. A column ends where no row below has words; a row is what is
around its running number, or between two wider gaps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..content import Location, TableCell
from .characters import Character
from .page import Page, rows_of, set_lines
from .tables import PageTable, cell_text
from .unruled_rows import find_headers, header_words, rows_around_numbers

_HEADER_LINES = 3
_HANGING = "、，。；"
_WIDER = 1.2  # times the pitch of lines within a cell: the pitch between two rows
_ZONE = 0.1  # of the page's height, at its top and foot: where its number is
_CENTRED = 0.08  # of the page's width: a number in a column is farther from its middle
# '— 3 —', '第3页'
_NUMBER = re.compile(r"[-—–－_~·•]{0,8}第?\d{1,4}页?(?:[/／]?共?\d{1,4}页?)?[-—–－_~·•]{0,8}")
_ALIKE = 0.1  # of a character's height: gaps that differ by less are the same
_MOST_OF_WIDTH = 0.6  # of the table's width: a rule between rows is longer
_OPEN = 0.25  # of a character's height: a column ends in a strip so wide, at least

Row = Sequence[Character]


def find_unruled(page: Page, before: Sequence[PageTable] = ()) -> list[PageTable]:
    """The task table of a page that is known by its header only; an empty list when there is none.

    A page without a header goes on with such a table at the end of the page `before` when its first number does.
    """
    characters = [char for char in page.characters if not char.text.isspace()]
    rows = [sorted(row, key=lambda char: char.x0) for row in rows_of(characters)]
    rows = [row for row in rows if not _is_page_number(row, page)]
    for index in range(len(rows)):
        headers, count = find_headers(rows[index : index + _HEADER_LINES])
        if headers:
            header = [char for row in rows[index : index + count] for char in row]
            table = _table(page, headers, header, rows[index + count :])
            return [table] if table is not None else []
    further = _further(page, before[-1], rows) if before and not before[-1].is_ruled else None
    return [further] if further is not None else []


def _is_page_number(row: Row, page: Page) -> bool:
    """Tell whether a row at the top or foot of a page is its number."""
    edge = _ZONE * (page.top - page.bottom)
    at_edge = row[0].top < page.bottom + edge or row[0].bottom > page.top - edge
    middle = (row[0].x0 + row[-1].x1) / 2
    centred = abs(middle - (page.left + page.right) / 2) < _CENTRED * (page.right - page.left)
    return (
        at_edge
        and (centred or not row[0].text.isdigit())
        and _NUMBER.fullmatch("".join(c.text for c in row)) is not None
    )


def _further(page: Page, table: PageTable, rows: Sequence[Row]) -> PageTable | None:
    """The rows of a table that go on at the top of the next page, in the same columns and with the next number."""
    edges, last = table.edges, table.rows[-1][0].text
    start = next((index for index, row in enumerate(rows) if row[0].text.isdigit() and row[0].x1 <= edges[1]), None)
    if start is None or not last.isdigit() or _first_number(rows[start], edges) != int(last) + 1:
        return None
    first = start
    while (
        first and _fits(rows[first - 1], edges) and rows[first - 1][0].bottom - rows[first][0].top < rows[first][0].size
    ):
        first -= 1
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    body: list[Row] = []
    own_edges: Sequence[float] = edges
    for row in rows[first:]:
        grown = _edges(middles, [*body, row]) if _fits(row, edges) else []
        if not grown or any(char.x0 < edges[1] and not char.text.isdigit() for char in row):
            break
        body.append(row)
        own_edges = [min(edges[0], grown[0]), *grown[1:-1], max(edges[-1], grown[-1])]
    if not body:
        return None
    found = _rows_of_cells(page, own_edges, [], body)
    own = {id(char) for row in body for char in row}
    taken = frozenset(index for index, char in enumerate(page.characters) if id(char) in own)
    return PageTable(max(char.top for char in body[0]), edges, tuple(found), taken, is_ruled=False)


def _first_number(row: Row, edges: Sequence[float]) -> int | None:
    words = "".join(char.text for char in row if char.x1 <= edges[1])
    return int(words) if words.isdigit() else None


def _fits(row: Row, edges: Sequence[float]) -> bool:
    """Tell whether the words of a row are between the first and the last column line; centred words may be wider than those before."""
    right = edges[-1] + (edges[-1] - edges[-2]) / 2
    return all(edges[0] - row[0].size <= char.x0 and char.x1 <= right for char in row)


def _table(page: Page, headers: Sequence[Row], header: Row, below: Sequence[Row]) -> PageTable | None:
    edges: list[float] = []
    middles = [_middle(one) for one in headers]
    body: list[Row] = []
    for row in below:  # as long as the columns stay apart
        grown = _edges(middles, [header, *body, row])
        if not grown:
            break
        edges, body = grown, [*body, row]
    if not body:
        return None
    place = Location(page=page.number)
    rows = [tuple(TableCell([(header_words(piece), place)]) for piece in headers)]
    rows += _rows_of_cells(page, edges, [header], body)
    own = {id(char) for row in [header, *body] for char in row}
    taken = frozenset(index for index, char in enumerate(page.characters) if id(char) in own)
    return PageTable(max(char.top for char in header), tuple(edges), tuple(rows), taken, is_ruled=False)


def _rows_of_cells(
    page: Page, edges: Sequence[float], header: Sequence[Row], body: Sequence[Row]
) -> list[tuple[TableCell, ...]]:
    """The rows of a table, each of the lines around its number; `header` are lines that say how wide the columns are."""
    cuts = _cuts_at_rules(page, body, edges)
    groups: list[list[Row]] = [[*body[start:end]] for start, end in pairwise(cuts)]
    if not groups:
        groups = rows_around_numbers([char for row in body for char in row], edges)
    if not groups:
        groups = [[*body[start:end]] for start, end in pairwise(_row_cuts(body, edges))]
    place = Location(page=page.number)
    rows: list[tuple[TableCell, ...]] = []
    rights = [
        max((char.x1 for row in [*header, *body] for char in row if char.x0 < edge), default=edge) for edge in edges[1:]
    ]
    for group in groups:
        cells = []
        for left, edge, right in zip(edges, edges[1:], rights, strict=False):
            held = [char for row in group for char in row if left <= (char.x0 + char.x1) / 2 < edge]
            words = cell_text(set_lines(held), left, right, padded=False)
            cells.append(TableCell([(words, place)] if words else []))
        rows.append(tuple(cells))
    return rows


def _cuts_at_rules(page: Page, body: Sequence[Row], edges: Sequence[float]) -> list[int]:
    """The lines that rows begin with, and the end, where a rule is drawn between any two numbers; empty where it is not."""
    numbered = [index for index, row in enumerate(body) if row[0].x1 <= edges[1]]
    if len(numbered) < 2 or any(_first_number(body[index], edges) is None for index in numbered):
        return []
    width = _MOST_OF_WIDTH * (edges[-1] - edges[0])
    levels = [rule.at for rule in page.rules if rule.level and rule.end - rule.start >= width]
    cuts = [
        index
        for index in range(1, len(body))
        if any(
            max(char.top for char in body[index]) - 1 <= level <= min(char.bottom for char in body[index - 1]) + 1
            for level in levels
        )
    ]
    if any(sum(first < cut <= after for cut in cuts) != 1 for first, after in pairwise(numbered)):
        return []
    return [0, *cuts, len(body)]


def _row_cuts(body: Sequence[Row], edges: Sequence[float]) -> list[int]:
    """The lines that rows begin with, and the end: around the numbers of the first column, else at the wider gaps."""
    numbered = [index for index, row in enumerate(body) if row[0].x1 <= edges[1]]
    if numbered and all(_first_number(body[index], edges) is not None for index in numbered):
        at_top = numbered[0] == 0
        return [0, *(_cut(body, first, after, at_top=at_top) for first, after in pairwise(numbered)), len(body)]
    pitches = [one[0].bottom - other[0].bottom for one, other in pairwise(body)]
    if not pitches or max(pitches) < _WIDER * min(pitches):
        return list(range(len(body) + 1))
    wide = (max(pitches) + min(pitches)) / 2
    return [0, *(index for index, pitch in enumerate(pitches, start=1) if pitch > wide), len(body)]


def _edges(middles: Sequence[float], rows: Sequence[Row]) -> list[float]:
    """The column lines: the middle of the widest strip without words between the middles of two columns; empty when there is none."""
    size = rows[0][0].size
    edges = [min(char.x0 for row in rows for char in row) - 1]
    for low, high in pairwise(middles):
        covered = sorted((char.x0, _inked_to(char)) for row in rows for char in row if char.x1 > low and char.x0 < high)
        best, reached = (0.0, low), low
        for start, end in [*covered, (high, high)]:
            best = max(best, (start - reached, reached))
            reached = max(reached, end)
        if best[0] < _OPEN * size:
            return []
        edges.append(best[1] + best[0] / 2)
    return [*edges, max(char.x1 for row in rows for char in row) + 1]


def _inked_to(char: Character) -> float:
    """The right end of a letter's ink: a comma at a line's end may hang over the column's edge with the empty half of its box."""
    return (char.x0 + char.x1) / 2 if char.text in _HANGING else char.x1


def _middle(header: Row) -> float:
    return (min(char.x0 for char in header) + max(char.x1 for char in header)) / 2


def _cut(body: Sequence[Row], first: int, after: int, *, at_top: bool) -> int:
    """The line that begins the row of the second of two numbers: the one after the widest gap between them.

    Where all gaps are alike, numbers are at the top of their rows when the first of all is.
    """
    gaps = [
        (min(char.bottom for char in body[index - 1]) - max(char.top for char in body[index]), -index)
        for index in range(first + 1, after + 1)
    ]
    alike = max(gaps)[0] - min(gaps)[0] < _ALIKE * body[first][0].size
    return after if at_top and alike else -max(gaps)[1]
