"""Task tables whose cells a PDF left as lines of their own.

Such a text names the columns, one per line (序号 / 任务 / 牵头部门 / 责任单位), again on every page, and then the cells row by
row, a wrapped cell over several lines. Rows are found by their numbers, cells by what their column may hold: a cell of
owners is a list of names, and a complete name after a complete name begins the next column.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from ..iri import numeral_value
from ..text.lexicon.bodies import body_ending
from ..text.lexicon.dates import YEAR
from ..text.lexicon.owner_labels import short_nouns
from ..text.table_headers import Column, read_header, table_words

_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 8
MAX_HEADER = 12
"""Code points of a line that may be a header, at most."""
_MAX_CELL_LINES = 60
_MOST_SKIPPED = 20
"""Numbers that a table may skip between two rows."""
# '市商务局、市税': a line of names, the last of which may break off
_NAMES = re.compile(
    r"[\u4e00-\u9fffA-Za-z“”()（）〔〕*·]{2,40}(?:[、，,；;][\u4e00-\u9fffA-Za-z“”()（）〔〕*·]{1,40})*[、，,]?"
)
# '市…', '各…', '人民银行…': the beginning of a name
_STARTS_NAME = re.compile(r"[省市县区州盟旗各国中全]|人民银行|人行|税务|海关|相关|有关")
# '市教育局、市': a line that breaks off right after the first letter of a name
_CUT_NAME = re.compile("[、，,；;][省市县区州]$")
_DONE = "。；;！!"
_GOES_ON = "、，,（(〔"
# '2024年底前', '6月', '长期坚持', '2024': a line of a column of deadlines
_DATE = re.compile(rf"(?:{YEAR}|\d{{1,2}})\s?[年月./-]|年底|年内|持续|长期|全年|季度|{YEAR}")


@functools.cache
def _name_end() -> re.Pattern[str]:
    """The end of a body's name, with its bracket and 等: '市商务局', '各县区（含高新区）', '市商务局等'."""
    return re.compile(rf"{body_ending('cells')}(?:[(（〔][^()（）〔〕]*[)）〕])?(?:等)?$")


# '3', '3.', '三', '（三）': the number of a row
_NUMBER = re.compile(r"[（(]?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.．、]?")


def _row_number(words: str) -> int | None:
    """The value of a line that is the number of a row; None for any other line."""
    found = _NUMBER.fullmatch(words) if len(words) <= _LONGEST_NUMBER else None
    return None if found is None else numeral_value(found["n"])


_LONGEST_NUMBER = 6


def _ends_name(words: str) -> bool:
    """Tell whether words end as the name of a body does."""
    return _name_end().search(words) is not None


@functools.cache
def _second_lines() -> frozenset[str]:
    """The words that a header of two lines ends in: 单位 below 牵头."""
    return frozenset({*short_nouns(), "时限", "时间"})


class _TextLine(Protocol):
    """A line of a text: its position and its words, without the white space around them."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CellLines:
    """A table as lines: half-open ranges of line numbers. A cell is (first, last + 1); an empty one repeats a number."""

    span: tuple[int, int]
    header: tuple[tuple[int, int], ...]
    rows: tuple[tuple[tuple[int, int], ...], ...]
    repeated: frozenset[int]  # lines of later headers

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell, the header's first."""
        yield from self.header
        for row in self.rows:
            yield from row


def find_cell_lines(lines: Sequence[_TextLine], skip: frozenset[int] = frozenset()) -> list[CellLines]:
    """The tables among some lines, from the top, in time linear in their number.

    Args:
        lines: the text's lines, none empty.
        skip: numbers of lines that belong to the page, not to the text.
    """
    found: list[CellLines] = []
    at, last = 0, len(lines) - _FEWEST_COLUMNS
    short = [len(line.words) <= MAX_HEADER for line in lines]
    while at <= last:
        if not (short[at + 2] and short[at + 1] and short[at]):  # three lines are the fewest of a header
            at += 1
            continue
        header = _header(lines, at)
        if header is None:
            at += 1
            continue
        cells, columns = header
        reader = _CellTableReader(lines, skip, cells, columns)
        table = reader.read()
        if table is not None:
            found.append(table)
        at = max(at + 1, table.span[1] if table is not None else reader.first)
    return found


def _header(lines: Sequence[_TextLine], at: int) -> tuple[list[tuple[int, int]], list[Column]] | None:
    """The header cells that begin with a line, and their columns; None when no header begins there."""
    cells: list[tuple[int, int]] = []
    columns: list[Column] = []
    while at < len(lines) and len(cells) < _MOST_COLUMNS and len(lines[at].words) <= MAX_HEADER:
        column = read_header(lines[at].words)
        size = 1
        if at + 1 < len(lines) and lines[at + 1].words in _second_lines():
            joined = read_header(lines[at].words + lines[at + 1].words)
            if joined is not None:  # 牵头 above 单位
                column, size = joined, 2
        if column is None:
            break
        cells.append((at, at + size))
        columns.append(column)
        at += size
    kinds = [column.kind for column in columns]
    if len(cells) < _FEWEST_COLUMNS or "owners" not in kinds or not {"task", "content"} & set(kinds):
        return None
    known = all(kind in {"number", "area", "task", "content", "owners", "deadline"} for kind in kinds) or (
        kinds[-1] in {"note", "person"} and kinds[0] == "number" and kinds[-2] in {"owners", "deadline"}
    )
    return (cells, columns) if known and kinds.index("owners") > 0 else None


class _CellTableReader:
    """Reads the rows below a header, line by line; `at` is the next line, `repeated` the lines it skipped.

    `first` is the line after the header and all that repeat it: where it has no table, they have none either.
    """

    def __init__(
        self,
        lines: Sequence[_TextLine],
        skip: frozenset[int],
        header: list[tuple[int, int]],
        columns: list[Column],
    ) -> None:
        self.lines, self.columns, self.header = lines, columns, header
        self.words = [line.words for line in lines[header[0][0] : header[-1][1]]]
        self.repeated: set[int] = set()
        self.skip = skip
        self.numbered = columns[0].kind == "number"
        self.at = header[-1][1]
        self._skip_page_lines()
        self.first = self.at

    def read(self) -> CellLines | None:
        """The table, or None when no row below the header names an owner."""
        rows: list[tuple[tuple[int, int], ...]] = []
        end = self.at
        number = 0
        while True:
            begun = self.at
            number = self._number_after(number)
            row = self._row(number)
            if row is None or (number > len(rows) + 1 and not self._names_owners(row)):
                self.at = begun
                break
            rows.append(row)
            end = max(end, *(cell[1] for cell in row))
        if not any(map(self._names_owners, rows)):
            return None
        inside = frozenset(number for number in self.repeated if number < end)
        return CellLines((self.header[0][0], end), tuple(self.header), tuple(rows), inside)

    def _number_after(self, number: int) -> int:
        """The number of the next row; a table may skip some ('1', '2', '5')."""
        value = _row_number(self._next() or "") if self.numbered else None
        return value if value is not None and number < value <= number + _MOST_SKIPPED else number + 1

    def _names_owners(self, row: tuple[tuple[int, int], ...]) -> bool:
        owners = [index for index, column in enumerate(self.columns) if column.kind == "owners"]
        return any(row[index][0] < row[index][1] for index in owners)

    def _skip_page_lines(self) -> None:
        """Skip page lines and headers that are printed again."""
        while self.at < len(self.lines):
            if self.at in self.skip:
                self.repeated.add(self.at)
                self.at += 1
            elif self.lines[self.at].words == self.words[0] and self._is_header_again():
                self.repeated.update(range(self.at, self.at + len(self.words)))
                self.at += len(self.words)
            else:
                return

    def _is_header_again(self) -> bool:
        return [line.words for line in self.lines[self.at : self.at + len(self.words)]] == self.words

    def _next(self) -> str | None:
        self._skip_page_lines()
        return self.lines[self.at].words if self.at < len(self.lines) else None

    def _row(self, number: int) -> tuple[tuple[int, int], ...] | None:
        """One row, or None where the table ends."""
        cells: list[tuple[int, int]] = []
        begun = self.at
        if self.numbered:
            if _row_number(self._next() or "") != number:
                return None
            cells.append((self.at, self.at + 1))
            self.at += 1
        elif self._next() is None or self._is_owners(self.at):
            return None
        words = [index for index in range(len(cells), len(self.columns)) if self.columns[index].kind != "owners"]
        before = [index for index in words if index < self._first_owners()]
        cells += self._task_cells(len(before), number)
        owned = False
        for column in self.columns[len(cells) :]:
            cell = (
                self._deadline()
                if column.kind == "deadline"
                else self._owners()
                if column.kind == "owners"
                else self._note(number)
            )
            owned = owned or (column.kind == "owners" and cell[0] < cell[1])
            cells.append(cell)
        if not owned and not self.numbered:
            self.at = begun
            return None
        return tuple(cells)

    def _first_owners(self) -> int:
        return next(index for index, column in enumerate(self.columns) if column.kind == "owners")

    def _task_cells(self, count: int, number: int) -> list[tuple[int, int]]:
        """The cells before the first owners: the last takes all lines but one for each cell before it."""
        self._skip_page_lines()
        first = self.at
        while (words := self._next()) is not None and self.at - first < _MAX_CELL_LINES:
            if self.at > first and (self._is_owners(self.at) or table_words().none.fullmatch(words)):
                break
            if self.numbered and self.at > first and _row_number(words) == number + 1:
                break
            self.at += 1
        cells = [(first + index, first + index + 1) for index in range(count - 1) if first + index < self.at]
        taken = cells[-1][1] if cells else first
        cells += [(taken, taken)] * (count - 1 - len(cells))
        return [*cells, (taken, max(taken, self.at))]

    def _is_owners(self, at: int) -> bool:
        """Tell whether a line reads as the beginning of a cell of owners."""
        words = "".join(self.lines[at].words.split())
        if words[-1] in _DONE or _NAMES.fullmatch(words) is None:
            return False
        pieces = [piece for piece in re.split("[、，,；;]", words) if piece]
        whole = pieces if _ends_name(pieces[-1]) else pieces[:-1]
        if not whole and not (_STARTS_NAME.match(words) and self._completes(at)):
            return False
        if not all(_ends_name(piece) for piece in whole):
            return False
        ended = at > 0 and self.lines[at - 1].words[-1] in _DONE
        return ended or _STARTS_NAME.match(words) is not None

    def _completes(self, at: int) -> bool:
        """Tell whether the next line ends the name that breaks off in this one."""
        following = self.lines[at + 1].words if at + 1 < len(self.lines) else ""
        return len(following) <= MAX_HEADER and _ends_name(following)

    def _owners(self) -> tuple[int, int]:
        """A cell of owners; empty when the next line names none."""
        words = self._next()
        first = self.at
        if words is None:
            return first, first
        if table_words().none.fullmatch(words):
            self.at += 1
            return first, self.at
        if not self._is_owners(first) and not (_ends_name(words) and _NAMES.fullmatch(words)):
            return first, first
        self.at += 1
        while (following := self._next()) is not None and self.at - first < _MAX_CELL_LINES:
            last = self.lines[self._line_before()].words
            if last[-1] in _GOES_ON or following[0] in "、，," or not _ends_name(last) or _CUT_NAME.search(last):
                self.at += 1
            else:
                break
        return first, self.at if self.at not in self.repeated else self._line_before() + 1

    def _line_before(self) -> int:
        """The number of the line before the next one, not counting headers and page lines."""
        at = self.at - 1
        while at in self.repeated:
            at -= 1
        return at

    def _note(self, number: int) -> tuple[int, int]:
        """A note at the end of a numbered row, of one line; empty where the next row follows."""
        words = self._next()
        first = self.at
        if words is not None and _row_number(words) != number + 1:
            self.at += 1
        return first, self.at

    def _deadline(self) -> tuple[int, int]:
        words = self._next()
        first = self.at
        if words is not None and (_DATE.search(words) or table_words().none.fullmatch(words)):
            self.at += 1
        return first, self.at


def joints(lines: Sequence[_TextLine], table: CellLines) -> Iterator[tuple[int, int]]:
    """The intervals of the text between the lines of one cell, later headers included."""
    for first, after in table.cells():
        inside = [number for number in range(first, after) if number not in table.repeated]
        for one, other in pairwise(inside):
            yield lines[one].end, lines[other].start
