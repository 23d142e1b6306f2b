"""Numbering styles: what a numbered line looks like. The styles are data, in `numbering.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_CHINESE_NUMERAL = "[一二三四五六七八九十百〇零]{1,4}"
_DOTS = "[.．﹒·。、]"


@dataclass(frozen=True, slots=True)
class NumberingStyle:
    """One way to number a heading; `rank` is how deep it usually stands, smaller is higher."""

    name: str
    pattern: re.Pattern[str]
    rank: int
    printed: str
    example: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number read at the start of a line, as it stands in a path: `end` is the position behind the mark."""

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
            pattern=re.compile(entry["pattern"].format(cn=_CHINESE_NUMERAL, dot=_DOTS)),
            rank=entry["rank"],
            printed=entry.get("printed", "{n}"),
            example=tuple(entry["example"]),
        )
        for entry in table["style"]
    )


BOX = "box"
"""The style whose sections have a count of their own."""

_FIRST = re.compile(r"[第(（一二三四五六七八九十\d①-⑳专任重主工]")


def read_number(text: str, start: int, end: int) -> Numbered | None:
    """Read the number that the line `text[start:end]` begins with; None when it begins with none."""
    if start >= end or not _FIRST.match(text, start, end):
        return None
    for style in styles():
        found = style.pattern.match(text, start, end)
        if found:
            return Numbered(style, style.printed.format(n=found["n"]), found.end())
    return None
