"""Traditional characters written simply: the one table that reading, names and search share.

The table is OpenCC's, character by character, so that a converted text keeps its length and every position in it. Eleven
characters of OpenCC's table are also characters of simplified text; what each of them becomes is declared here.
"""

from __future__ import annotations

import functools
import re

_STAYS = frozenset("甯榘麴薹吒")
"""Simplified text has these too: 甯, 榘 and 麴 in people's names, 薹 in 蒜薹, 吒 in 哪吒."""

_ADDED = {"馀": "余"}
"""A half-converted form that OpenCC leaves alone ('其馀部分'), on its own and as a family name."""

_DEPENDS = {"乾": "干", "徵": "征"}
"""Converted only in the words below: 乾县, 乾元镇 and the note 角徵羽 keep them in simplified text."""

# '餅乾', '烘乾', '乾燥設備': 乾 in the sense of dry is 干; '乾县', '乾隆', '乾坤' keep it. The characters around it are
# converted before the pattern looks.
_DRY = re.compile("(?<=[饼烘晒吹晾擦风豆果肉萄])乾|乾(?=[净燥旱货果洗涸枯粮瘪杯湿冰衣])")

# '徵求意見', '象徵': 徵 is 征 everywhere but in names of notes ('角徵', '變徵', '徵羽', '徵弦').
_LEVIED = re.compile("(?<![角变流])徵(?![羽弦声音])")


@functools.cache
def to_simplified() -> dict[str, str]:
    """Traditional characters and their simplified form, one code point each.

    The other six of the eleven are plain entries: 捱 is 挨, 摺 is 折, 醣 is 糖 and 馀 is 余 wherever they appear; 乾 and 徵
    are left to `simplified`, because they depend on the word.
    """
    import importlib.resources

    table = importlib.resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    known = {traditional: simple.split(" ")[0] for traditional, simple in pairs} | _ADDED
    return {
        traditional: simple
        for traditional, simple in known.items()
        if len(traditional) == len(simple) == 1
        and traditional != simple
        and traditional not in _STAYS
        and traditional not in _DEPENDS
    }


@functools.cache
def _by_code_point() -> dict[int, str]:
    return {ord(traditional): simple for traditional, simple in to_simplified().items()}


def traditional_characters() -> str:
    """All characters that `simplified` may convert, in order of their code points."""
    return "".join(sorted(to_simplified().keys() | _DEPENDS.keys()))


def simplified(text: str, used: set[str] | None = None) -> str:
    """A text with traditional characters written simply, of the same length; other text comes back as it is.

    Args:
        text: any text.
        used: its characters, or as many of them as `traditional_characters` lists; saves a look at each character of a
            long text that has none of them.

    Examples:
        >>> simplified("牽頭單位：乾县"), simplified("徵求意見")
        ('牵头单位：乾县', '征求意见')
    """
    if text.isascii():
        return text
    table = _by_code_point()
    if used is not None:
        table = {ord(char): simple for char, simple in ((one, table.get(ord(one))) for one in used) if simple}
    simple = text.translate(table) if table else text
    if "乾" in simple:
        simple = _DRY.sub(_DEPENDS["乾"], simple)
    if "徵" in simple:
        simple = _LEVIED.sub(_DEPENDS["徵"], simple)
    return simple
