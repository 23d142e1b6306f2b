"""Characters that stand in the way of reading: invisible ones, odd line ends, traditional forms."""

from __future__ import annotations

import functools
import importlib.resources
import re
import unicodedata

INVISIBLE = (
    "".join(map(chr, [*range(0x00, 0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]))
    + "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
)
"""Controls, soft hyphens, zero-width characters and direction marks: nobody sees them, names break on them."""

LINE_ENDS = "\x0b\x1c\x1d\x1e\x85\u2028\u2029"
"""Line ends other than the line feed. A form feed is one too, and stays: it marks a page."""

_ANY_INVISIBLE = re.compile(f"[{re.escape(INVISIBLE)}]+")
_AMBIGUOUS = frozenset("乾徵甯捱摺榘薹醣麴吒")
"""Characters of simplified text that OpenCC's table would change: 乾县 is a place, 宫商角徵羽 are notes."""

_VARIANTS = {"馀": "余"}
"""Half-converted forms that OpenCC leaves alone."""


@functools.cache
def to_simplified() -> dict[str, str]:
    """Traditional characters and their simplified form, one code point each, from OpenCC's character table."""
    table = importlib.resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    known = {traditional: simplified.split(" ")[0] for traditional, simplified in pairs}
    return {
        traditional: simplified
        for traditional, simplified in {**known, **_VARIANTS}.items()
        if len(traditional) == len(simplified) == 1 and traditional != simplified and traditional not in _AMBIGUOUS
    }


@functools.cache
def _telling() -> re.Pattern[str]:
    """Any character that the functions below change or leave out."""
    traditional = "".join(sorted(char for char in to_simplified() if char <= "\uffff"))
    return re.compile(f"[{re.escape(INVISIBLE + LINE_ENDS + traditional)}\U00010000-\U0010ffff]")


def characters_of(text: str) -> set[str]:
    """The characters of a text as far as they matter to the functions below, and the spaces.

    One search tells that a clean text has none of them, in a quarter of the time its set takes.

    Examples:
        >>> sorted(characters_of("市商务局 负责")), "頭" in characters_of("牽頭")
        ([' '], True)
    """
    if _telling().search(text):
        return set(text)
    return {space for space in " \u3000" if space in text}


def simplified(text: str, used: set[str]) -> str:
    """The text with traditional characters written simply, of the same length.

    Args:
        text: any text.
        used: its characters; the text itself is returned when none of them is traditional.

    Examples:
        >>> simplified("牽頭單位：乾县", set("牽頭單位：乾县"))
        '牵头单位：乾县'
    """
    table = to_simplified()
    found = used & table.keys()
    return text.translate({ord(char): table[char] for char in found}) if found else text


def with_line_feeds(text: str, used: set[str]) -> str:
    """The text with every odd line end as a line feed, of the same length."""
    found = used & set(LINE_ENDS)
    return text.translate(dict.fromkeys(map(ord, found), "\n")) if found else text


def invisible(text: str, used: set[str]) -> list[tuple[int, int]]:
    """Where the characters stand that nobody sees."""
    if not used & set(INVISIBLE):
        return []
    return [found.span() for found in _ANY_INVISIBLE.finditer(text)]


def columns(text: str) -> int:
    """How wide a text is printed: two columns a Chinese character, one a Latin letter; combining marks none.

    Examples:
        >>> columns("2023 年底"), columns("责任：")
        (9, 6)
    """
    try:
        return len(text.encode("gbk"))
    except UnicodeEncodeError:
        return sum(
            1 + (unicodedata.east_asian_width(char) in "WFA") for char in text if not unicodedata.combining(char)
        )
