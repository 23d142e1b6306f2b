"""Numbers at the start of lines: 一、, （一）, 1., 第二章. The styles are declared in `numbering.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from .lexicon.dates import YEAR_OF_ISSUE

# '一', '十二', '二十': numerals of headings
_CHINESE_NUMERAL = "[一二三四五六七八九十百〇零]{1,4}"
# '1.', '1．', '1、': the dots after a number
_DOTS = "[.．﹒·。、]"


_BEGINNINGS = frozenset(
    [
        *"第壹贰叁参肆伍陆柒捌玖拾一二三四五六七八九十百〇零(（〔【abcdefghABCDEFGHivxIVX专重主工任行举措领板模",
        *(
            chr(code)
            for first, last in ("㈠㈩", "⒈⒛", "⑴⒇", "①⑳", "❶❿", "⓵⓾", "ⅠⅫ", "ⅰⅻ")
            for code in range(ord(first), ord(last) + 1)
        ),
    ]
)
"""Letters besides digits that numbers begin with; most lines begin with another one, and need no look at the styles."""


@dataclass(frozen=True, slots=True)
class NumberingStyle:
    """One way to number a heading; `rank` is how deep it usually is, smaller is higher.

    `needs_count` is set for numbers that also begin lines without a number of their own, so that only those that go on with a
    count are believed; `like` names the style they are counted with.
    """

    name: str
    pattern: str
    rank: int
    printed: str
    example: tuple[str, str]
    needs_count: bool = False
    like: str | None = None


class Numbered(Struct, frozen=True, gc=False):
    """A number read at the start of a line, as paths write it; `end` is the position after its mark.

    `needs_count` is set when it must go on with a count to be believed.
    """

    style: NumberingStyle
    number: str
    end: int
    needs_count: bool = False


@functools.cache
def styles() -> tuple[NumberingStyle, ...]:
    """The styles in the order they are tried."""
    table = tomllib.loads(Path(__file__).with_name("numbering.toml").read_text("utf-8"))
    return tuple(
        NumberingStyle(
            name=entry["name"],
            pattern=entry["pattern"].format(cn=_CHINESE_NUMERAL, dot=_DOTS, year=YEAR_OF_ISSUE),
            rank=entry["rank"],
            printed=entry.get("printed", "{n}"),
            example=tuple(entry["example"]),
            needs_count=entry.get("needs_count", False),
            like=entry.get("like"),
        )
        for entry in table["style"]
    )


_AS_PRINTED = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},  # ２．
        **{chr(0x2488 + number): str(number + 1) for number in range(20)},  # ⒉
        **{chr(0x2474 + number): str(number + 1) for number in range(20)},  # ⑵
        **{chr(0x3220 + number): "一二三四五六七八九十"[number] for number in range(10)},  # ㈡
    }
)

BOX = "box"
"""The style of inset boxes, whose sections have a count of their own."""


@functools.cache
def _counted_styles() -> re.Pattern[str]:
    """All styles as one pattern, so that a line is looked at once: the last group that matched has the name of its style."""
    return re.compile("|".join(map(_named, styles())))


@functools.cache
def _other_styles() -> re.Pattern[str]:
    """The same for the styles that need no count."""
    return re.compile("|".join(_named(style) for style in styles() if not style.needs_count))


def _named(style: NumberingStyle) -> str:
    """The pattern of a style, its numbers in groups with its name: '⒈' has another group than '1.'."""
    first, *others = style.pattern.split("(?P<n>")
    pieces = [f"(?P<{style.name}{_ALIKE * at}>{rest}" for at, rest in enumerate(others)]
    return first + "".join(pieces)


_ALIKE = "_"


@functools.cache
def _by_name() -> dict[str, NumberingStyle]:
    return {style.name: style for style in styles()}


def read_number(text: str, start: int, end: int, *, counted: bool = False) -> Numbered | None:
    """The number that the line `text[start:end]` begins with; None when there is none.

    Args:
        text: the text.
        start: where the line begins.
        end: where it ends.
        counted: whether the caller looks at the count, so that styles that need one may be read.
    """
    if start >= end or not (text[start] in _BEGINNINGS or text[start].isdecimal()):
        return None
    found = (_counted_styles() if counted else _other_styles()).match(text, start, end)
    if found is None or found.lastgroup is None:
        return None
    style, number, needs_count = _as_read(found.lastgroup, found[found.lastgroup])
    return Numbered(style, number, found.end(), needs_count)


@functools.lru_cache(maxsize=4096)
def _as_read(group: str, number: str) -> tuple[NumberingStyle, str, bool]:
    """The style of a number by the name of its group, the number as paths write it, and whether it needs a count."""
    style = _by_name()[group.rstrip(_ALIKE)]
    printed = style.printed.format(n=number.translate(_AS_PRINTED))
    return _by_name()[style.like] if style.like else style, printed, style.needs_count
