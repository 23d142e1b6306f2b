"""Counts: whether a number at the start of a line goes on with one, or begins one."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from ..iri import numeral_value
from ..text.numbering import Numbered
from .lost_breaks import Break

MAX_LEVEL = 8
_ZERO = "0零〇"
"""Digits of what looks like a number at the start of a wrapped line ('零，', '000，'): nothing is counted from zero."""
_BLANKS_AFTER = 5
"""Code points after a number of which one is not a blank: '( 三 )  研发'."""

_ITEMS = frozenset({"arabic_dot", "arabic_space", "arabic_bracket", "arabic_half_bracket"})
"""Styles of items, whose points are in their words where a copy has lost the line breaks."""

Open = Sequence[tuple[str, str]]
"""The style and number of each section that is open, the outermost first."""

# '1.2.3', '行动二': the last number of a path's level
_LAST_NUMBER = re.compile(r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})$")


_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")


_ROMAN = {
    roman: value
    for value, roman in enumerate(
        [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "viii",
            "ix",
            "x",
            "xi",
            "xii",
            "xiii",
            "xiv",
            "xv",
            "xvi",
            "xvii",
            "xviii",
            "xix",
            "xx",
        ],
        start=1,
    )
}


@functools.lru_cache(maxsize=4096)
def value_of(number: str) -> int | None:
    """The value of a printed number: of '1.2.3' the last one, of '行动二' the one in it, of 'b' its place in the alphabet."""
    bare = number.strip("()").lower()
    if len(bare) == 1 and "a" <= bare <= "h":
        return ord(bare) - ord("a") + 1
    if bare in _ROMAN:
        return _ROMAN[bare]
    if (
        len(number) == 1
        and not number.isdecimal()
        and (read := int(unicodedata.numeric(number, 0)))
        and number > "\u2000"
    ):
        return read
    value = numeral_value(number.translate(_FORMAL))
    if value is None and (last := _LAST_NUMBER.search(number)) is not None:
        return numeral_value(last.group())
    return value


def has_words(numbered: Numbered, text: str) -> bool:
    """Tell whether words follow a number on its line."""
    following = text[numbered.end : numbered.end + 1]
    if following and not following.isspace():
        return True
    return bool(text[numbered.end : numbered.end + _BLANKS_AFTER].partition("\n")[0].strip())


def is_zero(numbered: Numbered) -> bool:
    """Tell whether a number is nothing but zeros."""
    return not numbered.number.strip(_ZERO)


def is_plausible(numbered: Numbered, stack: Open, counts: Mapping[str, int], text: str, soft: Break | None) -> bool:
    """Tell whether a number after a soft break, or one of a style that needs it, numbers something.

    It must continue a count, which may run on from chapter to chapter, or begin one where the break is as wide as that of a
    lost line.
    """
    value = value_of(numbered.number)
    if value is None or soft == "label":
        return False
    style = numbered.style.name
    open_one = next((number for known, number in reversed(stack) if known == style), None)
    if style == "circled" and any(known in _ITEMS for known, _ in stack):
        return False  # '1.建设甲。①立项。②开工。（市交通局负责）': points of an item
    if numbered.needs_count:
        return _counts(numbered, value, stack, counts, text, soft)
    if soft == "title":
        return value == 1 and not stack
    last = counts.get(style)
    if any(known == style and value == (value_of(number) or 0) + 1 for known, number in stack[:-1]):
        return True  # also that of an item that an inset box interrupts
    if soft == "chapter":
        return value == (1 if last is None else last + 1)
    if soft == "part":
        return value == 1 or (last is not None and value > last)
    if open_one is not None:
        last = value_of(open_one)
        return last is not None and (value == last + 1 or (value == 1 and soft == "wide" and last > 1))
    return (value == 1 and soft in {"wide", "flat", "announced"}) or (last is not None and value == last + 1)


def _counts(
    numbered: Numbered, value: int, stack: Open, counts: Mapping[str, int], text: str, soft: Break | None
) -> bool:
    """Tell whether a number that also begins ordinary lines goes on with a count, or begins one that goes on."""
    style, number = numbered.style.name, numbered.number
    above, dot, _ = number.rpartition(".")
    if dot:  # '1.2' is under '1', or after '1.1'
        known = {one for _, one in stack}
        known |= {str(value_of(one)) for one in known if one.startswith("第")}  # '第1章' above '1.1'
        if soft is not None:
            return above in known if value == 1 else f"{above}.{value - 1}" in known
        return above in known or any(one.rpartition(".")[0] == above for one in known if "." in one)
    if value == 1 and (style not in counts or not any(one == style for one, _ in stack)):
        if style not in _SECOND or (style in {"letter", "letter_bracket", "cn_ordinal"} and style in counts):
            return True
        return _last_second(style, text) >= numbered.end
    return value == counts.get(style, 0) + 1


# '2 建设平台', '1.1 夯实底座', '2建设平台', '1-2 建设平台', 'b.', 'ii.', '(ii)', '(b)', '行动二 ', '第二，', 'A2 ' at the start of a line: what must come after '1 重点任务'
_SECOND = {
    "arabic_space": re.compile(r"\n[ \t\u3000]*(?:0?2[ \u3000]+|1\.1\s*)[一-鿿“《]"),
    "arabic_glued": re.compile(
        r"\n[ \t\u3000]*2[一-鿿](?<![万亿个家倍元米吨公平亩年月日天周岁名项条款座所户人件种类处位次批套台级期分时点小号只千百余多至到届辆支对份大])"
    ),
    "arabic_dash": re.compile(r"\n[ \t\u3000]*\d{1,2}[-－]2[ \u3000、.．]"),
    "letter": re.compile(r"\n[ \t\u3000]*[bB][.．、)）]"),
    "letter_bracket": re.compile(r"\n[ \t\u3000]*[(（]\s?[bB]\s?[)）]"),
    "cn_ordinal": re.compile(r"\n[ \t\u3000]*第二[，,、：:]"),
    "letter_number": re.compile(r"\n[ \t\u3000]*[A-H]0?2[.．、：: \u3000]"),
    "roman_capitals": re.compile(r"\n[ \t\u3000]*II\s?[、．.]"),
    "roman_small": re.compile(r"\n[ \t\u3000]*(?:ii|ⅱ)\s?[、．.)）]"),
    "roman_bracket": re.compile(r"\n[ \t\u3000]*[(（]\s?(?:ii|II|ⅱ|Ⅱ)\s?[)）]"),
    "named": re.compile(r"\n[ \t\u3000]*\S{2,6}[二2][:：.．、 \u3000]"),
}
# '。2 建设平台', '）第二，': the same where the line breaks are lost
_SECOND_IN_LINE = {
    "arabic_space": re.compile(
        r"(?:\n|[。；;！？)）〕\]］】])[ \t\u3000]*(?:0?2[ \u3000]+|1\.1\s*)[一-鿿“《]|(?:[ \u3000]|(?<=[一-鿿]))1\.1[ \u3000]"
    ),
    "roman_small": re.compile(r"(?:\n|[。；;！？)）〕\]］】])[ \t\u3000]*(?:ii|ⅱ)\s?[、．.)）]"),
    "cn_ordinal": re.compile(r"(?:\n|[。；;！？)）〕\]］】])[ \t\u3000]*第二[，,、：:]"),
}


@functools.lru_cache(maxsize=8)
def _last_second(style: str, text: str) -> int:
    """The position of the last number of a text that may be the second of a style; -1 without one.

    Looking for it from each first one would take time that grows with the square of a text of nothing but first ones.
    """
    patterns = (_SECOND[style], _SECOND_IN_LINE.get(style))
    return max((found.start() for one in patterns if one for found in one.finditer(text)), default=-1)
