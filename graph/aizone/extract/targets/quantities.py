"""Quantities as written: a number or range, its unit and the words beside it that say how it is meant.

All words are declared in `quantities.toml`. `stated` decides whether a quantity is a target.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from ...model import Comparator, Span, TextSpan
from ...text.word_lists import alternatives
from ..fired import Fired

QuantityKind = Literal["counter", "measure", "time", "none"]

# '1,200', '3.5': the second number of a range
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,6})?"
# '5-8个', '5至8个': what joins the numbers of a range
_DASH = r"[-—–~～－]{1,2}|至"
_WINDOW = 16
"""The code points before a number that are searched for the word that announces it."""


class Quantity(Struct, frozen=True, gc=False):
    """A number with its unit, in base units (万 and 亿 multiplied out)."""

    span: Span  # from the announcing word to the word after the unit
    number: Span  # from the first digit to the word after the unit
    low: float
    high: float | None  # set for a range
    unit: str
    kind: QuantityKind
    comparator: Comparator
    announced: str  # the word before ('达到'), '' when there is none
    followed: str  # the word after ('以上'), '' when there is none
    bound: str | None  # the rule that gives the comparator, None for a number without such words

    @property
    def minimum(self) -> float | None:
        """The lower bound; None when the text gives none."""
        return None if self.comparator in {"le", "lt"} else self.low

    @property
    def maximum(self) -> float | None:
        """The upper bound; None when the text gives none."""
        return None if self.comparator in {"ge", "gt"} else self.high if self.high is not None else self.low


def read_table() -> dict[str, Any]:
    """The quantity file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Compiled word lists of `quantities.toml` that numbers are read by."""

    quantity: re.Pattern[str]
    before: re.Pattern[str]
    ahead: re.Pattern[str]
    comparators: dict[str, Comparator]
    ahead_comparators: dict[str, Comparator]
    after_comparators: dict[str, Comparator]
    scales: dict[str, int]
    kinds: dict[str, QuantityKind]


@functools.cache
def _words() -> QuantityWords:
    table = read_table()
    units = table["units"]
    kinds: dict[str, QuantityKind] = {unit: "measure" for unit in units["measures"] + units["guarded"]}
    kinds |= dict.fromkeys(units["counters"], "counter")
    kinds |= dict.fromkeys(units["times"], "time")
    after = {word: name for name, words in table["after"].items() for word in words}
    after_time = {word: name for name, words in table["after_time"].items() for word in words}
    words_after = alternatives(after)
    edge = rf"(?=\s?(?:{words_after}|[，,。；;、：:）)\n]|$))"
    unit = rf"(?!{alternatives(units['not_before'])})(?:{alternatives(units['counters'] + units['measures'])}|{alternatives(units['guarded'])}{edge})"
    scale = alternatives(units["scales"])
    all_units = [*units["counters"], *units["measures"], *units["guarded"], *units["times"]]
    longest = max(map(len, units["scales"])) + max(map(len, all_units)) + 1
    dash_near = rf"(?=(?s:.){{0,{longest}}}?(?:{_DASH}))"  # most numbers begin no range: units are not looked for twice
    inside = alternatives(table["inside"]["ge"])
    before = {word: name for name, words in table["before"].items() for word in words}
    ahead = {word: name for name, words in table["ahead"].items() for word in words}
    return QuantityWords(
        quantity=re.compile(
            rf"(?P<low>[0-9０-９](?<![\d.A-Za-z].)(?:\d{{0,2}}(?:,\d{{3}})+|\d{{0,8}})(?:\.\d{{1,6}})?)(?!\.?\d)\s?"
            rf"(?:{dash_near}(?P<lowscale>{scale})?(?:{unit}|{alternatives(units['times'])})?\s?(?:{_DASH})\s?(?P<high>{_NUMBER})(?!\.?\d)\s?)?"
            rf"(?P<inside>{inside})?(?P<scale>{scale})?(?P<inside2>{inside})?\s?"
            rf"(?:(?P<time>{alternatives(units['times'])})\s?(?P<timeafter>{alternatives({**after, **after_time})})?"
            rf"|(?P<unit>{unit})\s?(?P<after>{words_after})?"
            rf"|(?P<ratio>[∶:：]1)?(?![∶:：]\s?\d){edge}(?P<bareafter>{words_after})?)"
        ),
        before=re.compile(rf"({alternatives(before)})\s?({alternatives(table['between']['words'])})?\s?$"),
        ahead=re.compile(rf"({alternatives(ahead)})[一-鿿]{{0,8}}$"),
        comparators=before,
        ahead_comparators=ahead,
        after_comparators={**after, **after_time},
        scales=units["scales"],
        kinds=kinds,
    )


def find_quantities(passage: TextSpan) -> Iterator[Quantity]:
    """The quantities of a passage, in text order, whatever they count."""
    for found in passage.finditer(_words().quantity):
        quantity = _quantity(passage, found)
        if quantity is not None:
            yield quantity


def _quantity(passage: TextSpan, found: re.Match[str]) -> Quantity | None:
    words, text = _words(), passage.text
    first, end = found.span()
    time, counted, ratio = found.group("time", "unit", "ratio")
    unit: str = time or counted or (ratio or "").replace("∶", ":").replace("：", ":")
    unit = unit.replace("％", "%")
    kind: QuantityKind = words.kinds.get(unit, "none")
    window = text[max(passage.start, first - _WINDOW) : first]
    before = words.before.search(window)
    if kind == "none" and before is None:
        return None  # a bare number: a date, a telephone, a list's number
    announced = before[1] if before else ""
    scaled, low_scaled, lowest, highest = found.group("scale", "lowscale", "low", "high")
    scale: float = words.scales[scaled] if scaled else 1
    lower: float = words.scales[low_scaled] if low_scaled else scale
    if kind == "measure" and scaled:  # 亿元 and 万吨 are units of account, 万户 is a count
        unit, lower, scale = scaled + unit, lower / scale, 1
    low = _value(lowest) * lower
    high = _value(highest) * scale if highest else None
    if high is not None and high < low:
        return None
    start = first - (len(window) - before.start()) if before else first
    time_bound, after, bare_bound = found.group("timeafter", "after", "bareafter")
    followed: str = time_bound or after or bare_bound or ""
    comparator, bound = _comparator(window, before, found, high, followed)
    return Quantity(
        span=Span(start, end),
        number=Span(first, end),
        low=round(low, 6),
        high=None if high is None else round(high, 6),
        unit=unit,
        kind=kind,
        comparator=comparator,
        announced=announced,
        followed=followed,
        bound=bound,
    )


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def _comparator(
    window: str, before: re.Match[str] | None, found: re.Match[str], high: float | None, followed: str
) -> tuple[Comparator, str | None]:
    """The comparator of a number, and the rule that gives it."""
    words = _words()
    if high is not None:
        return "range", "bound-range"
    if followed:
        return words.after_comparators[followed], "bound-after"
    if found["inside"] or found["inside2"]:
        return "ge", "bound-inside"
    if before:
        return "approx" if before[2] in {"约", "近"} else words.comparators[before[1]], "bound-before"
    ahead = words.ahead.search(window)
    return (words.ahead_comparators[ahead[1]], "bound-ahead") if ahead else ("eq", None)


def bound_by(passage: TextSpan, quantity: Quantity) -> Fired | None:
    """The rule that says how a number is meant, with its words; None for a number without such words."""
    start, end = quantity.span.start, quantity.number.end
    if quantity.bound is None:
        return None
    if quantity.bound == "bound-before":
        return Fired(quantity.bound, start, start + len(quantity.announced))
    if quantity.bound == "bound-after":
        return Fired(quantity.bound, end - len(quantity.followed), end)
    if quantity.bound == "bound-ahead":
        first = max(passage.start, quantity.number.start - _WINDOW)
        ahead = _words().ahead.search(passage.text[first : quantity.number.start])
        if ahead is not None:
            return Fired(quantity.bound, first + ahead.start(1), first + ahead.end(1))
    return Fired(quantity.bound, quantity.number.start, end)
