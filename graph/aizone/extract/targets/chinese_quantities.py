"""Quantities that are not written in digits: 两百家, 三万亿元, 百分之九十五, 七成, 三分之一, 过半, 翻一番, 全覆盖, 零增长.

A small number of things in Chinese ('一个平台', '三大工程') is mostly a way to speak; it counts only with a word that bounds it,
as a range, or with a unit of measurement.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from ...model import Comparator, Span, TextSpan
from ...text.covered import Covered
from ...text.numerals import CHINESE_DIGITS, numeral
from ...text.word_lists import alternatives, starting
from .endings import Ending
from .lookalikes import COUNT_OF
from .quantities import Quantity, QuantityKind, read_table, words_around

_NEAR = 40
"""The code points before a number that are looked at."""
# '培育上百家企业', but not '三家以上百货店'
_OVER = re.compile("(?<![以之])上$")
_SMALLEST_COUNT = 10
"""A smaller number of things counts only with a word that says how it is meant."""
# '百', '千', '万' alone, as in '千家万户', '万亩良田'
_BARE_SCALES = re.compile("[百千万亿]+")
# '五六', '三四十': two digits that follow one another, a range
_ABOUT = re.compile("(?P<one>[一二两三四五六七八])(?P<other>[二三四五六七八九])(?P<scale>[十百千万]?)")
# '三万亿' as 3 and 万亿, '百亿' as 100 and 亿: the scale that belongs to a unit of account
_ACCOUNT = re.compile(r"(?P<number>.+?)(?P<scale>[万亿]+)")
_ZERO_NOUNS = {"零增长": "%", "零事故": "起", "零死亡": "人", "零伤亡": "人", "零火灾": "起"} | dict.fromkeys(
    [
        "零排放",
        "零直排",
        "零填埋",
        "零减少",
        "零新增",
        "零污染",
        "零差错",
        "零返贫",
        "零积压",
        "零欠薪",
        "零投诉",
        "零违法",
    ],
    "",
)
"""Ways to say none of something that name what it is, with its unit; '零距离' and '零门槛' are not numbers."""
_IN_ORDER = "零一二三四五六七八九"
_TENTH = 10
_THOUSAND = 1000
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class _ChineseForms:
    """Patterns of the forms, each with its group, and the kinds of units.

    `begins` finds the characters at which a numeral may begin, before one of `follows`; `number` is matched there; `words` are forms without a numeral.
    `before` are the last characters of words before a number that bound it or make what it counts.
    """

    begins: re.Pattern[str]
    follows: str
    number: re.Pattern[str]
    words: re.Pattern[str]
    after: re.Pattern[str]
    before: frozenset[str]
    kinds: dict[str, QuantityKind]


@functools.cache
def _forms() -> _ChineseForms:
    table = read_table()
    units = table["units"]
    kinds: dict[str, QuantityKind] = dict.fromkeys(units["measures"], "measure")
    kinds |= dict.fromkeys(units["counters"], "counter")
    kinds |= dict.fromkeys(units["times"], "time")
    after = alternatives([*(word for words in table["after"].values() for word in words), *table["after_time"]["le"]])
    bounding = [word for words in table["before"].values() for word in words]
    digit = f"[{CHINESE_DIGITS}]"
    edge = rf"(?=\s?(?:{after}|[，,。；;、：:）)\n]|的|$))"
    unit = rf"(?!{alternatives(units['not_before'])}){alternatives(kinds)}(?![/个])"
    sizes = rf"(?={alternatives(units['sizes'])}|[，,。；;、）)\n]|$)"  # '总量超过五千亿规模'
    begins = rf"(?<![第每几数整\d{CHINESE_DIGITS}“])"
    follows = "".join(sorted({word[0] for word in kinds} | set(CHINESE_DIGITS) | set("余多至到—-分点成 ")))
    return _ChineseForms(
        re.compile(rf"{digit}(?=[{re.escape(follows)}])"),
        follows,
        re.compile(
            rf"百分之(?P<percent>{digit}{{1,6}}(?:点{digit}{{1,3}})?)(?:[至到—-](?:百分之)?(?P<percenthigh>{digit}{{1,6}}))?"
            rf"|(?P<below>{digit}{{1,3}})分之(?P<above>{digit}{{1,3}})"
            rf"|{begins}(?P<tenths>[一二两三四五六七八九])成(?P<more>[半一二三四五六七八九])?{edge}"
            rf"|{begins}(?P<low>{digit}{{1,12}})(?:[至到—-](?P<high>{digit}{{1,12}}))?(?P<inside>余|多)?\s?"
            rf"(?:(?P<unit>{unit})|(?<=亿){sizes})\s?(?P<after>{after})?"
        ),
        re.compile(
            starting([*_ZERO_NOUNS, *"过超一半翻增实倍减下降压缩全零清归"])
            + rf"(?:(?P<most>过半(?![导径年月岛天])|超(?:过)?(?:一半|半数)|(?:一半|半数)以上)"
            rf"|翻(?P<doublings>[一两二三1-3]?)番|(?P<doubled>翻(?:一)?倍|(?:增长|增加)[一1]倍|实现倍增|倍增){edge}"
            rf"|(?P<halved>减半|(?:下降|减少|降低|压减|压缩|缩短)一半)(?P<half>以上)?{edge}"
            rf"|(?P<full>全覆盖){edge}"
            rf"|(?<!趋)(?P<zero>{alternatives(_ZERO_NOUNS)}|零发生|清零|归零|(?<=[为至])零){edge})"
        ),
        re.compile(rf"\s?({after})"),
        frozenset(word[-1] for word in (*bounding, *table["between"]["words"], *table["verbs"]["making"]))
        | {"了", "上"},
        kinds,
    )


def find_chinese_quantities(passage: TextSpan, *, first: int | None = None) -> Iterator[Quantity]:
    """The quantities of a passage that are not written in digits, numerals before words; no numeral is before `first`."""
    forms, text, done = _forms(), passage.text, passage.start
    words: list[re.Match[str]] = []
    if _may_hold_words(text, passage.start, passage.end):
        words = list(forms.words.finditer(text, passage.start, passage.end))
    of_words = Covered([one.span() for one in words]) if words else None
    for begun in forms.begins.finditer(text, passage.start if first is None else first, passage.end):
        if begun.start() < done or (of_words is not None and of_words.touches(begun.start(), begun.start() + 1)):
            continue  # the 一 of '增长一倍'
        found = forms.number.match(text, begun.start(), passage.end)
        if found is not None:
            done = found.end()
            if (quantity := _number(passage, found)) is not None:
                yield quantity
    yield from map(_word, words)


def _may_hold_words(text: str, start: int, end: int) -> bool:
    """Tell whether a text has a character without which it has none of the forms that are words."""
    words = text[start:end]  # one copy and five looks at it cost less than five searches from a position
    return "零" in words or "半" in words or "倍" in words or "番" in words or "全覆盖" in words


def may_begin() -> str:
    """A pattern for places without which a passage has none of the forms: the letters of a numeral, or those of the words."""
    return rf"(?<=[零半倍番])|(?<=[{CHINESE_DIGITS}])(?=[{re.escape(_forms().follows)}])|(?<=全)(?=覆盖)"


MAY_BEGIN = CHINESE_DIGITS + "零半倍番全"
"""The letters that `may_begin` looks behind for."""


def _number(passage: TextSpan, found: re.Match[str]) -> Quantity | None:
    if found["low"] is not None:
        return _counted(passage, found)
    if found["percent"] is not None:
        low, high = numeral(found["percent"]), numeral(found["percenthigh"] or "")
        return _share(passage, found, low, high)
    if found["below"] is not None:
        above, below = numeral(found["above"]), numeral(found["below"])
        if not above or not below:
            return None
        return (
            _share(passage, found, above, unit="‰")
            if below == _THOUSAND
            else _share(passage, found, above / below, unit="")
        )
    tenths = numeral(found["tenths"])
    more = _TENTH / 2 if found["more"] == "半" else numeral(found["more"] or "") or 0  # '九成五'
    return _share(passage, found, tenths and tenths * _TENTH + more)


def _word(found: re.Match[str]) -> Quantity:
    if found["most"] is not None:
        comparator: Comparator = "ge" if found["most"].endswith("以上") else "gt"
        return _stated(found, _WHOLE / 2, "%", comparator)
    if found["halved"] is not None:
        half: Comparator = "ge" if found["half"] else "eq"
        is_a_rule = found["halved"] == "减半"  # '减半征收'
        return replace(_stated(found, _WHOLE / 2, "%", half, change=True), needs_year=is_a_rule)
    if found["full"] is not None:
        return replace(_stated(found, _WHOLE, "%"), noun="覆盖率", needs_year=True)
    if found["zero"] is not None:
        noun = found["zero"].removeprefix("零") if found["zero"] in _ZERO_NOUNS else ""
        return replace(_stated(found, 0, _ZERO_NOUNS.get(found["zero"], "")), noun=noun, needs_year=True)
    is_alone = found["doubled"] == "倍增"  # '产值倍增'
    times = 2 ** int(numeral(found["doublings"] or "一") or found["doublings"] or 1)
    return replace(_stated(found, _WHOLE * (times - 1), "%", change=True), needs_year=is_alone)


def _stated(
    found: re.Match[str], low: float, unit: str, comparator: Comparator = "eq", *, change: bool = False
) -> Quantity:
    """A quantity whose words themselves say that it is to be reached."""
    span = Span(*found.span())
    return Quantity(
        span=span,
        number=span,
        low=low,
        high=None,
        unit=unit,
        kind="measure",
        comparator=comparator,
        announced=found.group(),
        followed="",
        bound=None if comparator == "eq" else "bound-before",
        change=change,
    )


def _share(
    passage: TextSpan, found: re.Match[str], low: float | None, high: float | None = None, unit: str = "%"
) -> Quantity | None:
    """A share of a whole, with the words before and after it that bound it."""
    if low is None:
        return None
    after = _forms().after.match(passage.text, found.end(), passage.end)
    end = after.end() if after is not None else found.end()
    around = words_around(passage, found.start(), end, after[1] if after else "", is_range=high is not None)
    return around.quantity(low=round(low, 6), high=high, unit=unit, kind="measure")


def _counted(passage: TextSpan, found: re.Match[str]) -> Quantity | None:
    """A number with its unit: '两百家', '三万亿元', '三至五家'."""
    unit = found["unit"] or ""
    kind = _forms().kinds.get(unit, "none")
    words, high_words = found["low"], found["high"]
    alone = len(words) == 1 and kind != "measure" and not (high_words or found["after"] or found["inside"])
    does = COUNT_OF.match(passage.text, found.end(), passage.end) is not None  # '三家企业上市'
    if alone and not does and passage.text[found.start() - 1 : found.start()] not in _forms().before:
        return None  # '一个平台': nothing before it bounds it or makes it
    if kind == "measure" and high_words is None and (account := _ACCOUNT.fullmatch(words)):
        words, unit = account["number"], account["scale"] + unit
    low, high = numeral(words), numeral(high_words) if high_words else None
    if high_words is None and (about := _ABOUT.fullmatch(words)) is not None:  # '五六家'
        scale = numeral(f"一{about['scale']}") if about["scale"] else 1
        one, other = _IN_ORDER.find(about["one"].replace("两", "二")), _IN_ORDER.find(about["other"])
        if scale is None or other != one + 1:
            return None
        low, high, high_words = one * scale, other * scale, words
    if low is None or (high_words and (high is None or high <= low)):
        return None
    around = words_around(
        passage,
        found.start(),
        found.end(),
        followed=found["after"] or "",
        inside=bool(found["inside"]),
        is_range=high is not None,
    )
    is_bare = _BARE_SCALES.fullmatch(found["low"]) is not None
    if is_bare and around.comparator == "eq" and _OVER.search(_near(passage, found)):
        around = words_around(passage, found.start() - 1, found.end(), found["after"] or "", inside=True)
    is_bounded = around.bound not in {None, "bound-ahead"} or bool(around.announced)
    if kind == "none" and not around.announced:
        return None
    if is_bare and not is_bounded:
        return None
    if (
        low < _SMALLEST_COUNT
        and kind != "measure"
        and not is_bounded
        and not ((does and low > 1) or _is_done(passage, found, low))
    ):
        return None
    return around.quantity(low=low, high=high, unit=unit, kind=kind)


def _near(passage: TextSpan, found: re.Match[str]) -> str:
    """The words right before a number, as many as may bind it; all words before each number would cost the square of their length."""
    return passage.text[max(passage.start, found.start() - _NEAR) : found.start()]


def _is_done(passage: TextSpan, found: re.Match[str], low: float) -> bool:
    """Tell whether a small number of things is right after the verb that makes them: '建成两个平台', but not '一个平台'."""
    return low > 1 and _verbs().search(_near(passage, found)) is not None


@functools.cache
def _verbs() -> Ending:
    return Ending.of(read_table()["verbs"]["making"], then="了")
