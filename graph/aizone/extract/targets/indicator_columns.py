"""Tables of indicators whose rows are lines with tabs: a header says which column is the name, the unit, a baseline, a target.

指标 | 单位 | 现状值 | 目标值        指标 | 2024年 | 2026年 | 单位
产业规模 | 亿元 | 100 | 150          产业规模 | 120 | 150 | 亿元
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...model import Comparator, Span, TextSpan
from ...text.indicator_headers import INDICATOR_BASE, INDICATOR_NAME, INDICATOR_UNIT, INDICATOR_VALUE
from ...text.word_lists import alternatives
from .quantities import read_table

# '核心产业规模（亿元）': a name with its unit
_NAME_WITH_UNIT = re.compile(r"(?P<name>.{2,40}?)\s?[（(](?:单位[：:])?(?P<unit>[^（）()]{1,12})[）)]")
# '12.', '（3）': a row's number, which is not a name
_NUMBERING = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]?")
# '—', '/': a cell that says that there is no value
_NONE = re.compile(r"[-—–－/／\\*]*|无|暂无")
_LONGEST_NAME = 60
_HEADER_ROWS = 40
"""Lines at most above a header."""
_SIGNS: dict[str, Comparator] = {
    "≥": "ge", "＞": "gt", ">": "gt", "＞=": "ge", ">=": "ge", "不低于": "ge", "不少于": "ge", "超过": "gt", "大于": "gt", "以上": "ge",
    "≤": "le", "＜": "lt", "<": "lt", "<=": "le", "不高于": "le", "不超过": "le", "低于": "lt", "小于": "lt", "以下": "le", "以内": "le",
    "左右": "approx", "约": "approx",
}  # fmt: skip


class Cell(Struct, frozen=True, gc=False):
    """A cell with its words; `column` counts the columns of its row from 0."""

    span: Span
    words: str
    column: int


class ValueColumn(Struct, frozen=True, gc=False):
    """A column of values: the header that says so, its year, and whether the values are where the targets start from."""

    header: Cell
    year: str | None
    is_base: bool


class Number(Struct, frozen=True, gc=False):
    """A number in a cell, with the unit it has there, if any; `high` is set for a range."""

    value: float
    high: float | None
    comparator: Comparator
    unit: str | None


class Indicator(Struct, frozen=True, gc=False):
    """A row: its name, its unit, and its numbers by column, each with the cell it is in."""

    name: Cell
    label: str
    unit: str
    unit_cell: Cell
    values: tuple[tuple[ValueColumn, Cell, Number], ...]


class IndicatorTable(Struct, frozen=True, gc=False):
    """The rows of a table of indicators, and the cells of its columns of values that hold no number."""

    rows: list[Indicator]
    unread: list[Cell]


@functools.cache
def _number() -> re.Pattern[str]:
    """A cell that holds a number: '≥95%', '1,200', '150亿元左右', '〔500〕', '10～15'."""
    before = alternatives([sign for sign in _SIGNS if sign not in {"以上", "以下", "以内", "左右"}])
    one = r"(?:\d{1,3}(?:[,，]\d{3}){1,4}|\d{1,12}(?:\.\d{1,6})?)"
    unit = re.sub(r"[?]P<[a-z]+>", "?:", _unit().pattern)
    return re.compile(
        rf"(?:达到|达|为|累计)?(?P<before>{before})?[〔\[［【]?(?P<low>{one})(?P<first>{unit})?(?:[-—–~～至](?P<high>{one}))?[〕\]］】]?"
        rf"(?P<own>{unit})?(?P<after>以上|以下|以内|左右)?"
    )


@functools.cache
def _unit() -> re.Pattern[str]:
    """A unit: '亿元', '万人次', '个', '吨标准煤/万元'."""
    units = read_table()["units"]
    names = alternatives([*units["counters"], *units["measures"], *units["times"], *units["guarded"]])
    return re.compile(rf"(?P<scale>{alternatives(units['scales'])})?(?P<unit>{names}(?:[/／][一-鿿]{{1,6}})?)")


def read_indicator_table(passages: Sequence[TextSpan]) -> IndicatorTable | None:
    """The indicators of the first table of them among some lines; None when no line is the header of one.

    Args:
        passages: in document order; the cells of a row are parted by tabs.
    """
    lines = [line for passage in passages for line in _lines(passage)]
    for at, line in enumerate(lines[:_HEADER_ROWS]):
        if len(line) < 2 or not any(INDICATOR_NAME.fullmatch(cell.words) for cell in line):
            continue
        columns, depth = _columns(line, lines[at + 1] if at + 1 < len(lines) else [])
        if any(not one.is_base for one in columns):
            return _read_rows(line, columns, lines[at + depth :])
    return None


def _lines(passage: TextSpan) -> Iterator[list[Cell]]:
    """The rows of cells of a passage, without the empty ones; nothing for lines without a tab."""
    text, start = passage.text, passage.start
    while start and text[start - 1] == "\t":  # a line is given without the blanks before its first word
        start -= 1
    while start < passage.end:
        end = text.find("\n", start, passage.end)
        end = passage.end if end < 0 else end
        if text.find("\t", start, end) >= 0:
            cells, at = [], start
            for column, piece in enumerate(text[start:end].split("\t")):
                words = piece.strip()
                if words:
                    first = at + len(piece) - len(piece.lstrip())
                    cells.append(Cell(Span(first, first + len(words)), "".join(words.split()), column))
                at += len(piece) + 1
            yield cells
        start = end + 1


def _columns(header: Sequence[Cell], below: Sequence[Cell]) -> tuple[list[ValueColumn], int]:
    """The columns of values of a header, and how many lines it has: '2025年' may be under '目标值'."""
    found = {cell.column: column for cell in header if (column := _value_column(cell)) is not None}
    lower = [_value_column(cell) for cell in below]
    if below and all(one is not None for one in lower):
        for one in filter(None, lower):
            above = next((found[at] for at in range(one.header.column, -1, -1) if at in found), None)
            found[one.header.column] = ValueColumn(one.header, one.year, one.is_base or bool(above and above.is_base))
        return [found[at] for at in sorted(found)], 2
    return [found[at] for at in sorted(found)], 1


def _value_column(cell: Cell) -> ValueColumn | None:
    found = INDICATOR_VALUE.fullmatch(cell.words)
    if found is None:
        return None
    return ValueColumn(cell, found["year"] or found["later"], INDICATOR_BASE.search(cell.words) is not None)


def _read_rows(
    header: Sequence[Cell], columns: Sequence[ValueColumn], lines: Sequence[Sequence[Cell]]
) -> IndicatorTable:
    names = [cell.column for cell in header if INDICATOR_NAME.fullmatch(cell.words)]
    unit_at = next((cell.column for cell in header if INDICATOR_UNIT.fullmatch(cell.words)), None)
    rows: list[Indicator] = []
    unread: list[Cell] = []
    for line in lines:
        cells = {cell.column: cell for cell in line}
        name = next((cells[at] for at in reversed(names) if at in cells and _is_name(cells[at].words)), None)
        if name is None or any(INDICATOR_NAME.fullmatch(cell.words) for cell in line):  # the header, printed again
            continue
        row, left = _row(name, cells.get(unit_at) if unit_at is not None else None, columns, cells)
        unread += left
        if row is not None:
            rows.append(row)
    return IndicatorTable(rows, unread)


def _is_name(words: str) -> bool:
    return 2 <= len(words) <= _LONGEST_NAME and not _NUMBERING.fullmatch(words)


def _row(
    name: Cell, unit: Cell | None, columns: Sequence[ValueColumn], cells: dict[int, Cell]
) -> tuple[Indicator | None, list[Cell]]:
    """A row, and its cells of values that hold no number."""
    label, written, unit_cell = name.words, unit.words if unit is not None else "", unit or name
    named = _NAME_WITH_UNIT.fullmatch(name.words)
    if not written and named is not None and _unit().fullmatch(named["unit"]):
        label, written = named["name"], named["unit"]
    values: list[tuple[ValueColumn, Cell, Number]] = []
    unread: list[Cell] = []
    for column in columns:
        cell = cells.get(column.header.column)
        if cell is None or _NONE.fullmatch(cell.words):
            continue
        number = _read_number(cell.words)
        if number is None:
            unread.append(cell)
        else:
            values.append((column, cell, number))
    if not any(not column.is_base for column, _, _ in values):
        return None, unread
    written = written.strip("（()）") or next((one.unit for _, _, one in reversed(values) if one.unit), "")
    return Indicator(name, label, written, unit_cell, tuple(values)), unread


def _read_number(words: str) -> Number | None:
    found = _number().fullmatch(words)
    if found is None:
        return None
    low, high = (float(re.sub("[,，]", "", one)) if one else None for one in (found["low"], found["high"]))
    if low is None:
        return None
    comparator = _SIGNS.get(found["before"] or found["after"] or "", "range" if high is not None else "eq")
    return Number(low, high, comparator, found["own"] or found["first"])


def unit_and_scale(unit: str) -> tuple[str, float]:
    """A unit without the scale that is multiplied out, and that scale: '万家' counts 10,000 '家', '亿元' stays."""
    found = _unit().fullmatch(unit)
    if found is None:
        return unit, 1
    units = read_table()["units"]
    name = found["unit"].replace("％", "%")
    if found["unit"] in units["measures"] or not found["scale"]:
        return (found["scale"] or "") + name, 1
    return name, units["scales"][found["scale"]]


def ladders(row: Indicator, first_year: int | None) -> Iterator[Sequence[tuple[ValueColumn, Cell, Number]]]:
    """The values of a row as targets, each after its baseline: a column for each year is a ladder of targets.

    Columns of baselines, and of years before the plan's first, are baselines.
    """
    past = [one for one in row.values if one[0].is_base or _is_before(one[0], first_year)]
    for value in row.values:
        if value not in past:
            before = [one for one in past if one[1].column < value[1].column] or past
            yield [*before[-1:], value]


def _is_before(column: ValueColumn, first_year: int | None) -> bool:
    return column.year is not None and first_year is not None and int(column.year) < first_year
