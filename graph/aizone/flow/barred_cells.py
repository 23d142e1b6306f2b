"""Tables whose cells a copied web page left on lines of their own, each ended by a bar: '序号 |', '任务 |', '责任单位 |'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..model import Span, Table
from .cell_lines import MAX_HEADER

_FEWEST_CELLS, _MOST_CELLS = 3, 12
_FEWEST_BARS = 2 * _FEWEST_CELLS
_LONGEST_CELL = 2_000
"""Code points; more words before a bar are not a cell of a table."""


def has_barred_cells(text: str) -> bool:
    """A cheap first look: enough lines that end in a bar."""
    return text.count("|\n") + text.endswith("|") >= _FEWEST_BARS


def barred_tables(text: str, is_header: Callable[[str, Sequence[Span]], bool]) -> Iterator[Table]:
    """The tables of such cells, in time linear in the length of the text.

    Args:
        text: the document's text.
        is_header: whether some cells are the header of a table of tasks.
    """
    for run in _runs(text):
        yield from _table(text, run, is_header)


def _runs(text: str) -> Iterator[list[Span]]:
    """Cells that follow one another: one of several lines has the bar after its last, a line with another bar is a row."""
    run: list[Span] = []
    begun: int | None = None
    position = 0
    for line in text.split("\n"):
        words, start = line.strip(), position + len(line) - len(line.lstrip())
        position += len(line) + 1
        if words and "|" not in words:
            begun = start if begun is None else begun
            continue
        first = start if begun is None else begun
        is_cell = words.endswith("|") and words.count("|") == 1
        end = start + len(words[:-1].rstrip())
        if (not is_cell and (words or begun is not None)) or end - first > _LONGEST_CELL:
            yield run
            run = []
        elif is_cell:
            run.append(Span(first, max(first, end)))
        begun = None
    yield run


def _table(text: str, cells: Sequence[Span], is_header: Callable[[str, Sequence[Span]], bool]) -> Iterator[Table]:
    """The table of cells that follow one another: what the first few are the header of, when the rest fills whole rows."""
    for first in range(len(cells)):
        if len(cells[first]) > MAX_HEADER and "\n" not in cells[first].of(text):
            return  # the words of a row
        header = _header(text, cells, first, is_header)
        if header is None:
            continue
        columns = len(header)
        rows = [header]
        for at in range(first + columns, len(cells) - columns + 1, columns):
            rows.append(tuple(cells[at : at + columns]))
        if len(rows) > 1:
            yield Table(Span(header[0].start, max(cell.end for cell in rows[-1])), tuple(rows))
        return


def _header(
    text: str, cells: Sequence[Span], first: int, is_header: Callable[[str, Sequence[Span]], bool]
) -> tuple[Span, ...] | None:
    """The header that begins with a cell: the longest one whose rows the cells fill."""
    for columns in range(min(_MOST_CELLS, len(cells) - first), _FEWEST_CELLS - 1, -1):
        if (len(cells) - first) % columns == 0 and is_header(
            text, begun := _bare(text, cells[first : first + columns])
        ):
            return begun
    return None


def _bare(text: str, cells: Sequence[Span]) -> tuple[Span, ...]:
    """Header cells, the first without the title that the same cell seems to begin with: '…分解表', '序号 |'."""
    opened = cells[0]
    start = text.rfind("\n", opened.start, opened.end) + 1
    return (Span(max(start, opened.start), opened.end), *cells[1:])
