"""Numbers at the start of lines: 一、, （一）, 1., 第二章. The styles are declared in `numbering.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .lexicon.dates import YEAR_OF_ISSUE

# '一', '十二', '二十': numerals of headings
_CHINESE_NUMERAL = "[一二三四五六七八九十百〇零]{1,4}"
# '1.', '1．', '1、': the dots after a number
_DOTS = "[.．﹒·。、]"


@dataclass(frozen=True, slots=True)
class NumberingStyle:
    """One way to number a heading; `rank` is how deep it usually is, smaller is higher."""

    name: str
    pattern: re.Pattern[str]
    rank: int
    printed: str
    example: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number read at the start of a line, as paths write it; `end` is the position after its mark."""

    style: NumberingStyle
    number: str
    end: int


@functools.cache
def styles() -> tuple[NumberingStyle, ...]:
    """The styles in the order they are tried."""
    table = tomllib.loads(Path(__file__).with_name("numbering.toml").read_text("utf-8"))
    return tuple(
        NumberingStyle(
            name=entry["name"],
            pattern=re.compile(entry["pattern"].format(cn=_CHINESE_NUMERAL, dot=_DOTS, year=YEAR_OF_ISSUE)),
            rank=entry["rank"],
            printed=entry.get("printed", "{n}"),
            example=tuple(entry["example"]),
        )
        for entry in table["style"]
    )


_HALF_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)}

BOX = "box"
"""The style of inset boxes, whose sections have a count of their own."""


@functools.cache
def _any_style() -> re.Pattern[str]:
    """All styles as one pattern, so that a line is looked at once: the group that matched has the name of its style."""
    return re.compile("|".join(style.pattern.pattern.replace("<n>", f"<{style.name}>") for style in styles()))


@functools.cache
def _by_name() -> dict[str | None, NumberingStyle]:
    return {style.name: style for style in styles()}


def read_number(text: str, start: int, end: int) -> Numbered | None:
    """The number that the line `text[start:end]` begins with; None when there is none."""
    found = _any_style().match(text, start, end)
    if found is None or start >= end:
        return None
    style = _by_name()[found.lastgroup]
    number = found[style.name].translate(_HALF_WIDTH)  # ２．… is found as item 2
    return Numbered(style, style.printed.format(n=number), found.end())
