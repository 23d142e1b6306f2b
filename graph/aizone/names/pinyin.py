"""Names as they are read aloud: their syllables in pinyin without tones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_WORDS = {
    "重庆": "chong qing", "银行": "yin hang", "行业": "hang ye", "长春": "chang chun", "长治": "chang zhi",
    "长沙": "chang sha", "长江": "chang jiang", "长丰": "chang feng", "厦门": "xia men", "会计": "kuai ji", "六安": "lu an",
    "朝阳": "chao yang", "成都": "cheng du", "首都": "shou du", "乐山": "le shan", "台州": "tai zhou", "漯河": "luo he",
    "百色": "bai se", "重点": "zhong dian", "重大": "zhong da", "调查": "diao cha", "调度": "diao du", "音乐": "yin yue",
    "参与": "can yu", "传感": "chuan gan", "单县": "shan xian", "番禺": "pan yu", "铅山": "yan shan", "供销": "gong xiao",
}  # fmt: skip
"""Words whose characters have another reading than their most common one."""

# 重庆市财政局: 重 is read chong here, although alone it is read zhong
_IN_WORDS = re.compile("|".join(_WORDS))


def reader(characters: str) -> Callable[[str], list[str]]:
    """A function from a name to its syllables; any character that is not Chinese is a syllable of its own.

    Args:
        characters: all characters of the names to be read; each is looked up once.
    """
    from pypinyin import lazy_pinyin  # 0.1 s, and only a query in Latin letters needs it

    distinct = sorted({char for char in characters if char >= "\u3400"})
    readings = dict(zip(distinct, lazy_pinyin(distinct), strict=True)) if distinct else {}

    def syllables(name: str) -> list[str]:
        parts: list[str] = []
        end = 0
        for found in _IN_WORDS.finditer(name):
            parts += [readings.get(char, char) for char in name[end : found.start()]]
            parts += _WORDS[found.group()].split()
            end = found.end()
        return parts + [readings.get(char, char) for char in name[end:]]

    return syllables


def starts(syllables: Sequence[str]) -> frozenset[int]:
    """The offsets at which syllables begin when they are written together."""
    found, offset = [], 0
    for syllable in syllables:
        found.append(offset)
        offset += len(syllable)
    return frozenset(found)
