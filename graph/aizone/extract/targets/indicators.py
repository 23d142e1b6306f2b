"""Tables of indicators that were flattened to lines or columns: name, unit and one value a year.

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

from ...model import Baseline, Comparator, Span, TargetFact
from ...text.lexicon.dates import YEAR
from ...text.word_lists import alternatives
from .quantities import read_table

_CELL_MARK = re.compile(r"[\t|｜\n]")
_CELL = re.compile(r"[^\t|｜\n]+")
_YEAR = re.compile(
    rf"(?:到|至)?\s?({YEAR})\s?年?(?:\s?(?:目标值?|年?底|现状|基期))?(?:[（(](?:目标|现状|基期|基准)值?[）)])?"
)
_NUMBERING = re.compile(r"\d{1,3}[.．、]?")
_PUNCTUATION = re.compile(r"[，。；：？！,;]")
_MAX_NAME = 40
_MAX_UNIT = 12
_FEWEST_CELLS = 6
_MAX_YEARS = 8


_SIGNS: dict[str, Comparator] = {
    "≥": "ge", "＞": "gt", ">": "gt", "以上": "ge", "≤": "le", "＜": "lt", "<": "lt", "以下": "le", "以内": "le", "左右": "approx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class _Value:
    cell: Span
    written: str
    number: float
    comparator: Comparator
    when: str | None  # the year of its column


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


def extract_indicators(
    text: str, spans: Sequence[Span], *, first_year: int | None, end_year: int | None
) -> list[TargetFact]:
    """The targets of a flattened table of indicators.

    Args:
        text: the document's text.
        spans: passages, in document order; their lines and columns are the cells.
        first_year: a row whose last column is an earlier year states no target.
        end_year: the deadline of a value whose column names no year.

    Returns:
        the last value of each row as a target, the first as its baseline, in document order; nothing when there are fewer
        than two rows, so that a stray line is not taken for a table.
    """
    if len(spans) == 1 and _CELL_MARK.search(text, spans[0].start, spans[0].end) is None:
        return []
    marks = sum([text.count(mark, span.start, span.end) for span in spans for mark in "\n\t|｜"])
    if marks + len(spans) < _FEWEST_CELLS:
        return []
    cells = list(_cells(text, spans))
    rows: list[TargetFact] = []
    years: list[str] = []
    at = 1
    while at < len(cells):
        year = _YEAR.fullmatch(cells[at].words)
        if year is not None:
            years = [*(years if _YEAR.fullmatch(cells[at - 1].words) else []), year[1]][-_MAX_YEARS:]
        unit = _unit_between(cells, at)
        values = _values(cells, at + 1, unit, years) if unit is not None else []
        if unit is not None and values and _is_ahead(values[-1], first_year):
            rows.append(_fact(cells[at - 1], unit, values, end_year))
        at += 1 + len(values)
    return rows if len(rows) > 1 else []


def _cells(text: str, spans: Sequence[Span]) -> Iterator[_Cell]:
    for span in spans:
        for found in _CELL.finditer(text, span.start, span.end):
            words = found.group().strip()
            if words:
                start = found.start() + len(found.group()) - len(found.group().lstrip())
                yield _Cell(Span(start, start + len(words)), words)


def _unit_between(cells: Sequence[_Cell], at: int) -> re.Match[str] | None:
    """The unit that cell `at` holds alone, when the cell in front of it can be a name."""
    if len(cells[at].words) > _MAX_UNIT:
        return None
    name = cells[at - 1].words
    is_name = 2 <= len(name) <= _MAX_NAME and not _PUNCTUATION.search(name) and not _NUMBERING.fullmatch(name)
    return _patterns()[0].fullmatch(cells[at].words) if is_name else None


def _values(cells: Sequence[_Cell], start: int, unit: re.Match[str], years: Sequence[str]) -> list[_Value]:
    """The numbers behind a unit, one a year of the header; the header's last years count when cells are missing."""
    _, pattern, scales = _patterns()
    scale = 1 if unit["unit"] in _measures() else scales.get(unit["scale"] or "", 1)
    found: list[_Value] = []
    for cell in cells[start : start + max(1, len(years))]:
        value = pattern.fullmatch(cell.words) if len(cell.words) <= _MAX_NAME else None
        if value is None:
            break
        comparator = _SIGNS.get(value["before"] or value["after"] or "", "eq")
        found.append(_Value(cell.span, cell.words, round(float(value["number"]) * scale, 6), comparator, None))
    if not found or len(years) < len(found):
        return found
    return [replace(value, when=year) for value, year in zip(found, years[-len(found) :], strict=True)]


def _is_ahead(value: _Value, first_year: int | None) -> bool:
    return value.when is None or first_year is None or int(value.when) >= first_year


def _fact(name: _Cell, unit: re.Match[str], values: Sequence[_Value], end_year: int | None) -> TargetFact:
    first, last = values[0], values[-1]
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
    )
