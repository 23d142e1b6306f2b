"""Tables of indicators that were flattened to lines or columns: name, unit and one value per year.

    指标名称 | 单位 | 2023年 | 2026年            公共充电桩
    公共充电桩 | 个 | 800 | 2000        or       个
                                               800
                                               2000

A row is known by its unit standing alone between a name and a number. Header cells may be repeated (a table that runs over
pages); cells that say what kind of indicator it is (约束性, 预期性) end a row.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...model import Baseline, Comparator, Reason, Span, TargetFact, TextSpan
from ...text.lexicon.dates import YEAR
from ...text.word_lists import alternatives
from .indicator_columns import Indicator, ladders, read_indicator_table, unit_and_scale
from .quantities import read_table

# '公共充电桩': a cell
_CELL = re.compile(r"[^\t|｜\n]+")
# '目标值', '基数': the kind of value that a column holds
_KIND = "(?:目标|现状|基期|基准|基础|规划|预期|预计|实际|完成|实现)值?|基数|实绩"
# '2026年', '到2026年目标值', '2023年基数': the header of a column of values
_YEAR = re.compile(rf"(?:到|至)?\s?({YEAR})\s?年?(?:\s?(?:{_KIND}|年?底))?(?:[（(](?:{_KIND})[）)])?")
# '核心产业规模（亿元）': a name with its unit
_NAME_WITH_UNIT = re.compile(r"(?P<name>[^（）()]{2,40})[（(](?P<unit>[^（）()]{1,12})[）)]")
# '12.': a row's number, which is not a name
_NUMBERING = re.compile(r"\d{1,3}[.．、]?")
# '。', '；': running text, which is not a name
_PUNCTUATION = re.compile(r"[，。；：？！,;]")
_MAX_NAME = 40
_MAX_UNIT = 12
_FEWEST_CELLS = 6
_MAX_YEARS = 8


_SIGNS: dict[str, Comparator] = {
    "≥": "ge", "＞": "gt", ">": "gt", "以上": "ge", "≤": "le", "＜": "lt", "<": "lt", "以下": "le", "以内": "le", "左右": "approx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """A cell with its words."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorYear:
    """The header of a column of values."""

    year: str
    span: Span


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A number in a cell of its own; `when` is the year of its column."""

    cell: Span
    written: str
    number: float
    comparator: Comparator
    when: str | None
    column: Span | None  # the header of its column


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    """A unit alone in its cell, a value alone in its cell, and the scales."""
    units = read_table()["units"]
    names = alternatives([*units["counters"], *units["measures"], *units["times"], *units["guarded"]])
    unit = rf"[（(]?(?P<scale>{alternatives(units['scales'])})?(?P<unit>{names}(?:[/／][一-鿿]{{1,4}})?)[）)]?"
    value = r"(?P<before>[≥≤＞＜><])?\s?(?P<number>\d{1,12}(?:\.\d{1,6})?)\s?(?P<after>以上|以下|以内|左右)?"
    return re.compile(unit), re.compile(value), units["scales"]


@functools.cache
def _measures() -> frozenset[str]:
    """Units whose scale belongs to them (亿元, 万吨)."""
    return frozenset(read_table()["units"]["measures"])


def _has_cells(passage: TextSpan) -> bool:
    """Tell whether a passage has a sign that parts cells."""
    words = passage.words  # one copy and four looks at it cost less than four searches from a position
    return "\n" in words or "\t" in words or "|" in words or "｜" in words


def extract_indicators(
    passages: Sequence[TextSpan], *, first_year: int | None, end_year: int | None, explain: bool = False
) -> list[TargetFact]:
    """The targets of a flattened table of indicators.

    Args:
        passages: in document order; their lines and columns are the cells.
        first_year: a row whose last column is an earlier year states no target.
        end_year: the deadline of a value whose column names no year.
        explain: whether each target says why.

    Returns:
        the values of each row from the plan's first year on as targets, the one before as their baseline, in document order;
        nothing when there are fewer than two rows, so that a stray line is not taken for a table.
    """
    if len(passages) == 1 and not _has_cells(passages[0]):
        return []
    if any(one.text.find("\t", one.start, one.end) >= 0 for one in passages):
        table = read_indicator_table(passages)
        if table is not None and table.rows:
            return _from_columns(table.rows, first_year, end_year, explain=explain)
    marks = sum([one.text.count(mark, one.start, one.end) for one in passages for mark in "\n\t|｜"])
    if marks + len(passages) < _FEWEST_CELLS:
        return []
    cells = list(_cells(passages))
    rows: list[TargetFact] = []
    years: list[IndicatorYear] = []
    at, read = 1, 0
    while at < len(cells):
        year = _YEAR.fullmatch(cells[at].words)
        if year is not None:
            header = IndicatorYear(year[1], cells[at].span)
            years = [*(years if _YEAR.fullmatch(cells[at - 1].words) else []), header][-_MAX_YEARS:]
        name, unit = cells[at - 1], _unit_between(cells, at)
        if unit is None and years and (named := _NAME_WITH_UNIT.fullmatch(cells[at].words)):
            unit, name = _patterns()[0].fullmatch(named["unit"]), replace(cells[at], words=named["name"].strip())
        values = _values(cells, at + 1, unit, years) if unit is not None else []
        if unit is not None and values and _is_ahead(values[-1], first_year):
            read += 1
            for ladder in _steps(values, first_year):
                rows.append(_fact(name, cells[at], unit, ladder, end_year, explain=explain))
        at += 1 + len(values)
    return rows if read > 1 else []


def _from_columns(
    rows: Sequence[Indicator], first_year: int | None, end_year: int | None, *, explain: bool
) -> list[TargetFact]:
    """The targets of a table whose header says what its columns are."""
    facts: list[TargetFact] = []
    for row in rows:
        unit, scale = unit_and_scale(row.unit)
        for ladder in ladders(row, first_year):
            (first, base, start), (column, cell, number) = ladder[0], ladder[-1]
            why: tuple[Reason, ...] = ()
            if explain:
                when = Reason("indicator-column", column.header.span) if column.year else Reason("target-year-of-plan")
                beginning = [Reason("indicator-baseline", base.span)] if len(ladder) > 1 else []
                why = (Reason("indicator-row", row.name.span), when, *beginning)
            low, high = number.value * scale, (number.high or number.value) * scale
            facts.append(
                TargetFact(
                    metric=row.label,
                    minimum=None if number.comparator in {"le", "lt"} else round(low, 6),
                    maximum=None if number.comparator in {"ge", "gt"} else round(high, 6),
                    unit_text=unit,
                    period="total",
                    deadline=column.year or (None if end_year is None else str(end_year)),
                    scope=None,
                    written=cell.words,
                    quantity=cell.span,
                    span=Span(min(row.name.span.start, cell.span.start), max(row.name.span.end, cell.span.end)),
                    comparator=number.comparator,
                    baseline=Baseline(round(start.value * scale, 6), first.year, base.span)
                    if len(ladder) > 1
                    else None,
                    why=why,
                )
            )
    return sorted(facts, key=lambda fact: fact.quantity)


def _steps(values: Sequence[IndicatorValue], first_year: int | None) -> Iterator[Sequence[IndicatorValue]]:
    """The values of a row as targets, each after its baseline: a column a year is a ladder of targets, earlier years are baselines."""
    if first_year is None or any(value.when is None for value in values):
        yield [values[0], values[-1]] if len(values) > 1 else values
        return
    past = [value for value in values if int(value.when or 0) < first_year]
    for value in values[len(past) :]:
        yield [*past[-1:], value]


def _cells(passages: Sequence[TextSpan]) -> Iterator[IndicatorCell]:
    for passage in passages:
        for found in passage.finditer(_CELL):
            words = found.group().strip()
            if words:
                start = found.start() + len(found.group()) - len(found.group().lstrip())
                yield IndicatorCell(Span(start, start + len(words)), words)


def _unit_between(cells: Sequence[IndicatorCell], at: int) -> re.Match[str] | None:
    """The unit that cell `at` holds alone, when the cell before it can be a name."""
    if len(cells[at].words) > _MAX_UNIT:
        return None
    name = cells[at - 1].words
    is_name = 2 <= len(name) <= _MAX_NAME and not _PUNCTUATION.search(name) and not _NUMBERING.fullmatch(name)
    return _patterns()[0].fullmatch(cells[at].words) if is_name else None


def _values(
    cells: Sequence[IndicatorCell], start: int, unit: re.Match[str], years: Sequence[IndicatorYear]
) -> list[IndicatorValue]:
    """The numbers after a unit, one per year of the header; the header's last years count when cells are missing."""
    _, pattern, scales = _patterns()
    scale = 1 if unit["unit"] in _measures() else scales.get(unit["scale"] or "", 1)
    found: list[IndicatorValue] = []
    for cell in cells[start : start + max(1, len(years))]:
        value = pattern.fullmatch(cell.words) if len(cell.words) <= _MAX_NAME else None
        if value is None:
            break
        comparator = _SIGNS.get(value["before"] or value["after"] or "", "eq")
        found.append(
            IndicatorValue(cell.span, cell.words, round(float(value["number"]) * scale, 6), comparator, None, None)
        )
    if not found or len(years) < len(found):
        return found
    columns = zip(found, years[-len(found) :], strict=True)
    return [replace(value, when=column.year, column=column.span) for value, column in columns]


def _is_ahead(value: IndicatorValue, first_year: int | None) -> bool:
    return value.when is None or first_year is None or int(value.when) >= first_year


def _fact(
    name: IndicatorCell,
    unit_cell: IndicatorCell,
    unit: re.Match[str],
    values: Sequence[IndicatorValue],
    end_year: int | None,
    *,
    explain: bool,
) -> TargetFact:
    first, last = values[0], values[-1]
    why: tuple[Reason, ...] = ()
    if explain:
        row = Reason("indicator-row", Span(name.span.start, unit_cell.span.end))
        when = Reason("indicator-column", last.column) if last.when else Reason("target-year-of-plan")
        why = (row, when, *([Reason("indicator-baseline", first.cell)] if len(values) > 1 else []))
    return TargetFact(
        metric=name.words,
        minimum=None if last.comparator in {"le", "lt"} else last.number,
        maximum=None if last.comparator in {"ge", "gt"} else last.number,
        unit_text=(unit["scale"] or "" if unit["unit"] in _measures() else "") + unit["unit"].replace("％", "%"),
        period="total",
        deadline=last.when or (None if end_year is None else str(end_year)),
        scope=None,
        written=last.written,
        quantity=last.cell,
        span=Span(name.span.start, last.cell.end),
        comparator=last.comparator,
        baseline=Baseline(first.number, first.when, first.cell) if len(values) > 1 else None,
        why=why,
    )
