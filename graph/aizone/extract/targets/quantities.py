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
from ...text.numerals import numeral
from ...text.word_lists import alternatives
from ..fired import Fired

QuantityKind = Literal["counter", "measure", "time", "none"]

# '1,200', '3.5': the second number of a range
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,6})?"
# ',', ' ' in '1,200' and '1 200': what parts groups of three digits
_GROUPS = re.compile("[,， \u00a0\u2009]")
# '1 200' right after a word, so that the 1 is not the number of a list
_SPACED = "(?:" + "|".join(rf"(?<=[一-鿿]\d{{{count}}})" for count in (1, 2, 3)) + r")(?:[ \u00a0\u2009]\d{3})+(?!\d)"
# '13万2千', '3万8000亿': two scales in one number
_MIXED = r"\d{0,3}(?:(?:\.\d{1,2})?[万亿]\d{1,4}[千百万]|万\d{4}(?![\d.千百万年]))"
# '万元/亩', '吨标准煤/万元': what a unit may be per
_PER = (
    "亩·年", "亩", "公顷", "平方公里", "平方千米", "平方米", "㎡", "m²", "立方米", "立方", "m³", "升", "毫升", "L", "mL",
    "万元", "亿元", "元", "万人", "千人", "百人", "人次", "人·年", "人", "户次", "户", "家", "项", "个", "件", "座", "台", "套", "次", "车",
    "小时", "分钟", "秒", "s", "日", "天", "月", "季度", "学时", "吨公里", "吨·公里", "吨", "万吨", "公斤", "千克", "kg", "斤",
    "公里", "千米", "km", "千瓦时", "千瓦", "兆瓦", "kWh", "kW", "MW", "度", "万辆", "辆", "头",
)  # fmt: skip
# '41ug/ m³': a unit with a blank at its stroke
_BLANK_STROKE = r"\s?/\s?"
# '受教育年限提高到11年', '服务年限不少于5年': what a number of years counts
_TERM = re.compile("(?:年限|年数|寿命|工龄)[\u4e00-\u9fff]{0,8}$")
# '5-8个', '5至8个': what joins the numbers of a range
_DASH = r"[-—–~～－]{1,2}|至"
# '2025年', '12月': the digits of a date after the first, which count nothing
_NO_DATE = r"(?!\d?\s?月|(?<=2)0\d\d\s?年)"
# '签约10亿元', '就近5公里': the end of a word, which does not say 'about'
_ENDS_A_WORD = "(?<=[签条节公集合履违])约|(?<=[就附邻临靠最])近"
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
    change: bool = False  # the words themselves say that it is the size of a change (翻一番)
    noun: str = ""  # what the words themselves say is counted (全覆盖: the 覆盖率)
    needs_year: bool = False  # the words are a way to speak where no year is said (全覆盖)

    @property
    def minimum(self) -> float | None:
        """The lower bound; None when the text gives none."""
        return None if self.comparator in {"le", "lt"} else self.low

    @property
    def maximum(self) -> float | None:
        """The upper bound; None when the text gives none."""
        return None if self.comparator in {"ge", "gt"} else self.high if self.high is not None else self.low


@functools.cache
def read_table() -> dict[str, Any]:
    """The quantity file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Compiled word lists of `quantities.toml` that numbers are read by."""

    quantity: re.Pattern[str]
    before: re.Pattern[str]
    before_ends: frozenset[str]  # the last letters of what `before` finds, but for white space
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
    edge = rf"(?=\s?(?:{words_after}|{alternatives(units['sizes'])}|[，,。；;、：:）)\n]|$))"
    unit = rf"(?!{alternatives(units['not_before'])})(?:{alternatives(units['counters'] + units['measures'])}|{alternatives(units['guarded'])}{edge})".replace(
        "/", _BLANK_STROKE
    )
    scale = alternatives(units["scales"])
    all_units = [*units["counters"], *units["measures"], *units["guarded"], *units["times"]]
    longest = max(map(len, units["scales"])) + max(map(len, all_units)) + 1
    dash_near = rf"(?=(?s:.){{0,{longest}}}?(?:{_DASH}))"  # most numbers begin no range: units are not looked for twice
    inside = alternatives(table["inside"]["ge"])
    before = {word: name for name, words in table["before"].items() for word in words}
    ahead = {word: name for name, words in table["ahead"].items() for word in words}
    return QuantityWords(
        quantity=re.compile(
            rf"(?P<low>[0-9０-９](?<![\d.A-Za-z].){_NO_DATE}(?:{_MIXED}|\d{{0,2}}(?:[,，]\d{{3}}(?!\d))+|\d{{0,2}}{_SPACED}|\d{{0,8}}+)(?:\.\d{{1,6}}+)?)(?!\.?\d)(?:/(?P<below>[1-9]\d{{0,2}})(?![\d/]))?\s?"
            rf"(?:±\s?(?P<tolerance>{_NUMBER})\s?)?"
            rf"(?:{dash_near}(?P<lowscale>{scale})?(?:{unit}|{alternatives(units['times'])})?\s?(?:{_DASH})\s?(?P<high>{_NUMBER})(?!\.?\d)\s?)?"
            rf"(?P<inside>{inside})?(?P<scale>{scale})?(?P<inside2>{inside})?\s?"
            rf"(?:(?P<time>{alternatives(units['times'])})\s?(?P<timeafter>{alternatives({**after, **after_time})})?"
            rf"|(?P<unit>{unit})(?P<per>/{alternatives(_PER)})?(?:\s?±\s?(?P<tolerance2>{_NUMBER})\s?(?:{unit})?)?\s?(?P<after>{words_after})?"
            rf"|(?P<years>年)(?P<yearsafter>{words_after})?{edge}"
            rf"|(?P<people>(?<=[万亿])(?=[\u4e00-\u9fff]{{0,5}}?{alternatives(units['uncounted'])}))"
            rf"|(?P<ratio>[∶:：]1)?(?![∶:：]\s?\d){edge}(?P<bareafter>{words_after})?)"
        ),
        before=re.compile(
            rf"(?!{_ENDS_A_WORD})({alternatives(before)})\s?({alternatives(table['between']['words'])})?\s?±?\s?$"
        ),
        before_ends=frozenset([word[-1] for word in (*before, *table["between"]["words"])]) | {"±"},
        ahead=re.compile(rf"({alternatives(ahead)})[一-鿿]{{0,8}}$"),
        comparators=before,
        ahead_comparators=ahead,
        after_comparators={**after, **after_time},
        scales=units["scales"],
        kinds=kinds,
    )


def find_quantities(passage: TextSpan, *, first: int | None = None) -> Iterator[Quantity]:
    """The quantities of a passage that are written in digits, in text order, whatever they count; no digit is before `first`."""
    for found in _words().quantity.finditer(passage.text, passage.start if first is None else first, passage.end):
        quantity = _quantity(passage, found)
        if quantity is not None:
            yield quantity


def _quantity(passage: TextSpan, found: re.Match[str]) -> Quantity | None:
    words = _words()
    time, counted, ratio, years = found.group("time", "unit", "ratio", "years")
    if years and not _TERM.search(passage.text[max(passage.start, found.start() - _WINDOW) : found.start()]):
        return None  # '2025年'
    unit: str = time or (counted or "").replace(" ", "") or years or (ratio or "").replace("∶", ":").replace("：", ":")
    unit = unit.replace("％", "%")
    kind: QuantityKind = "measure" if years else words.kinds.get(unit, "none")
    if found["per"]:  # 35万元/亩
        unit, kind = unit + found["per"], "measure"
    time_bound, after, bare_bound, years_bound, one, other = found.group(
        "timeafter", "after", "bareafter", "yearsafter", "tolerance", "tolerance2"
    )
    scaled, low_scaled, lowest, highest, *inside = found.group("scale", "lowscale", "low", "high", "inside", "inside2")
    tolerance: str = one or other or ""
    around = words_around(
        passage,
        found.start(),
        found.end(),
        time_bound or after or bare_bound or years_bound or "",
        inside=any(inside),
        is_range=bool(highest or tolerance),
    )
    if found["below"]:  # 1/3
        part = _value(lowest) / int(found["below"])
        if unit or not (around.announced or around.followed) or part >= 1:
            return None
        return around.quantity(low=round(part, 6), high=None, unit="", kind="measure")
    is_count = scaled and (found["people"] is not None or around.followed)  # '10万失业人员', '就业人数24万以上'
    if kind == "none" and is_count:
        kind = "counter"
    if kind == "none" and not (around.announced or scaled):
        return None  # a bare number: a date, a telephone, a list's number
    scale: float = words.scales[scaled] if scaled else 1
    lower: float = words.scales[low_scaled] if low_scaled else scale
    if kind == "measure" and scaled:  # 亿元 and 万吨 are units of account, 万户 is a count
        unit, lower, scale = scaled + unit, lower / scale, 1
    low = _value(lowest) * lower
    high = _value(highest) * scale if highest else None
    if tolerance:  # 95%±1%
        low, high = low - _value(tolerance) * scale, low + _value(tolerance) * scale
    if high is not None and high < low:
        return None
    return around.quantity(low=low, high=high, unit=unit, kind=kind)


def _value(digits: str) -> float:
    if digits.isdigit() and digits.isascii():
        return float(digits)
    plain = _GROUPS.sub("", digits)
    value = numeral(plain)
    return float(plain) if value is None else value


class WordsAround(Struct, frozen=True, gc=False):
    """The words that announce and bound a number at `start:end`: '' for none; `first` is where they begin."""

    first: int
    start: int
    end: int
    announced: str
    followed: str
    comparator: Comparator
    bound: str | None

    def quantity(self, *, low: float, high: float | None, unit: str, kind: QuantityKind) -> Quantity:
        """The quantity that they are about."""
        return Quantity(
            span=Span(self.first, self.end),
            number=Span(self.start, self.end),
            low=round(low, 6),
            high=None if high is None else round(high, 6),
            unit=unit,
            kind=kind,
            comparator=self.comparator,
            announced=self.announced,
            followed=self.followed,
            bound=self.bound,
        )


def words_around(
    passage: TextSpan, start: int, end: int, followed: str = "", *, inside: bool = False, is_range: bool = False
) -> WordsAround:
    """The words around a number that say how it is meant.

    Args:
        passage: the words it is in.
        start: where it begins.
        end: where it ends, the word after its unit included.
        followed: that word, '' when there is none.
        inside: whether it has 余 or 多 between number and unit.
        is_range: whether it is one.
    """
    words = _words()
    window = passage.text[max(passage.start, start - _WINDOW) : start]
    last = window[-1:]
    before = words.before.search(window) if last in words.before_ends or last.isspace() else None
    announced = before[1] if before else ""
    first = start - (len(window) - before.start()) if before else start
    comparator: Comparator = "eq"
    bound: str | None = None
    if is_range:
        comparator, bound = "range", "bound-range"
    elif followed:
        comparator, bound = words.after_comparators[followed], "bound-after"
    elif inside:
        comparator, bound = "ge", "bound-inside"
    elif before:
        comparator = "approx" if before[2] in {"约", "近"} else words.comparators[before[1]]
        bound = "bound-before"
    elif ahead := words.ahead.search(window):
        comparator, bound = words.ahead_comparators[ahead[1]], "bound-ahead"
    return WordsAround(first, start, end, announced, followed, comparator, bound)


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
