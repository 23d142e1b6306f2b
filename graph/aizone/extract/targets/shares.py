"""Shares: several numbers that '分别' hands out, each to its own object or year.

甲率和乙率分别达到30%、35%           two numbers, two objects
2024年、2025年分别达到30、40家       one unit after the last number, years as objects
2024年、2025年甲率分别增长3%、4%      years first, one object
到2024年、2025年，甲率分别达到3%、4%  years before the clause
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Span, TextSpan
from ...text.lexicon.dates import FIVE_YEARS_END, YEAR
from .context import year_of
from .metrics import shared_objects
from .quantities import Quantity

_WORD = "分别"
# '30%、35%和40%': what is between two numbers that 分别 hands out
_SEPARATOR = re.compile(r"\s?(?:以及|[、和与及])\s?")
# '30', '3.5': a number without its unit
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
# '30、35、' in '30、35、40家': numbers whose unit follows the last one
_BARE_SERIES = re.compile(r"(?:\d{1,9}(?:\.\d{1,6})?\s?[、和与及]\s?)+")
# '2024', '“十四五”末'
_EACH_YEAR = re.compile(rf"{YEAR}|{FIVE_YEARS_END}")
# '2024年', '甲率2024年', '甲率在“十四五”末': a year as one of the objects
_YEAR = re.compile(rf"(?P<metric>\D{{0,40}}?)[到至在]?(?P<year>{_EACH_YEAR.pattern})\s?年?底?")
# '2024年、2025年甲率', '“十四五”末、“十五五”末甲率': years first, then their one object
_YEARS_FIRST = re.compile(
    rf"(?P<years>(?:(?:{_EACH_YEAR.pattern})\s?年?底?\s?[、和与及]\s?)+(?:{YEAR}\s?年底?|{FIVE_YEARS_END}))(?P<rest>\D{{2,40}})$"
)
_REACH = 80
_MAX_SHARES = 20


class Share(Struct, frozen=True, gc=False):
    """A quantity as it is meant, with the object or the year that '分别' gives it; None where it gives none.

    `shared_at` is where the '分别' is, None for a quantity without one; `first` the number right after it, whose verb
    is said for all ('分别提高到70%和45%').
    """

    quantity: Quantity
    metric: str | None = None
    deadline: str | None = None
    shared_at: int | None = None
    first: Quantity | None = None


def share_out(clause: TextSpan, quantities: Sequence[Quantity], years: Sequence[re.Match[str]] = ()) -> list[Share]:
    """The quantities of a clause, those after '分别' with what they count; numbers without a unit take the last one's.

    Args:
        clause: the part of the sentence between commas.
        quantities: its numbers.
        years: the years said in it and right before it; as many before it as there are numbers are theirs.
    """
    text = clause.text
    at = text.find(_WORD, clause.start, clause.end)
    if at < 0:
        return [Share(quantity) for quantity in quantities]
    before = [quantity for quantity in quantities if quantity.number.start < at]
    series, rest = _series(clause.part(at + len(_WORD), clause.end), quantities[len(before) :])
    if len(series) < 2:
        return [Share(quantity) for quantity in quantities]
    front = clause.part(clause.start, at)
    objects = shared_objects(front)
    runs = front.search(_YEARS_FIRST)
    run = list(map(year_of, _EACH_YEAR.findall(runs["years"]))) if runs else []
    named = [year for item in objects if (year := _YEAR.fullmatch(item))]
    before_clause = [year_of(year["year"]) for year in years if year.start() < clause.start]
    last = series[-1]
    said = last if last.followed else series[0]
    shares = []
    for number, quantity in enumerate(series):
        meant = quantity
        if not quantity.followed and quantity.high is None:
            bound = said.bound if said is quantity or said.bound is None else "bound-shared"
            meant = replace(quantity, comparator=said.comparator, bound=bound)
        if len(named) == len(objects) == len(series):
            shares.append(Share(meant, named[0]["metric"] or None, year_of(named[number]["year"]), at, series[0]))
        elif runs is not None and len(run) == len(series):
            subject = shared_objects(front.group(runs, "rest"))
            shares.append(Share(meant, subject[0] if subject else None, run[number], at, series[0]))
        elif len(before_clause) == len(series):
            shares.append(Share(meant, None, before_clause[number], at, series[0]))
        else:
            metric = objects[number] if len(objects) == len(series) else None
            shares.append(Share(meant, metric, None, at, series[0]))
    return [*map(Share, before), *shares, *map(Share, rest)]


def _series(rest: TextSpan, quantities: Sequence[Quantity]) -> tuple[list[Quantity], Sequence[Quantity]]:
    """The numbers that follow one another after '分别', and the quantities after them.

    Args:
        rest: the words after '分别'.
        quantities: the numbers in them.
    """
    series: list[Quantity] = []
    for number, quantity in enumerate(quantities):
        if quantity.kind == "none" and number + 1 < len(quantities):
            continue  # '30、35、40家': read together with the number that has the unit
        if not series:
            series.extend(_bare(rest, quantity))
        elif not _SEPARATOR.fullmatch(rest.text, series[-1].span.end, quantity.span.start):
            return series, quantities[number:]
        series.append(quantity)
        if len(series) >= _MAX_SHARES:
            return series, quantities[number + 1 :]
    return series, []


def _bare(rest: TextSpan, last: Quantity) -> Iterator[Quantity]:
    """The numbers before one that has the unit of all of them."""
    text = rest.text
    front = text[max(rest.start, last.number.start - _REACH) : last.number.start]
    run = next((found for found in _BARE_SERIES.finditer(front) if found.end() == len(front)), None)
    digits = _NUMBER.match(text, last.number.start, last.number.end)
    if run is None or digits is None or not float(digits.group()):
        return
    scale = last.low / float(digits.group())
    first = last.number.start - len(run.group())
    for found in _NUMBER.finditer(run.group()):
        here = Span(first + found.start(), first + found.end())
        yield replace(
            last, span=here, number=here, low=round(float(found.group()) * scale, 6), announced="", followed=""
        )
