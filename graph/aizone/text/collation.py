"""Sorting as each language expects: Chinese names by pinyin with tones, English ones ignoring case and accents.

Numbers inside a name sort by value ('2.' before '10.'). In Chinese order, Han characters come before Latin letters (CLDR,
`zh` collation, `[reorder Hani]`); in English order after them. Digits come first in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from ..i18n import Lang

Item = TypeVar("Item")
SortKey = tuple[tuple[int, int, str, str], ...]

# Han characters, '〇' included
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# '2.1版 市A局': runs of digits, of Han characters and of other letters
_RUNS = re.compile(rf"\d+|[{_HAN}]+|[^\W\d_{_HAN}]+")
_DIGITS, _FIRST, _SECOND = 0, 1, 2


def pinyin_syllables(text: str) -> list[str]:
    """The syllable of each Han character with its tone, read in the context of its word: '行政' gives 'xing2', 'zheng4'."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=list)  # type: ignore[arg-type] # its manual allows a function that returns a list


@lru_cache(maxsize=65_536)
def sort_key(text: str, lang: Lang) -> SortKey:
    """A key for sorting names in a language; keys of different languages do not compare.

    Examples:
        >>> sorted(["市科技局", "AI 办", "市财政局", "12 组", "2 组"], key=lambda name: sort_key(name, "zh"))
        ['2 组', '12 组', '市财政局', '市科技局', 'AI 办']
        >>> sorted(["Ürümqi", "Zhuhai", "anqing"], key=lambda name: sort_key(name, "en"))
        ['anqing', 'Ürümqi', 'Zhuhai']
    """
    han, latin = (_FIRST, _SECOND) if lang == "zh" else (_SECOND, _FIRST)
    if text.isascii():  # as addresses are: nothing is composed, nothing has a pronunciation
        return tuple(
            (_DIGITS, int(run), "", "") if run.isdigit() else (latin, 0, run.casefold(), run)
            for run in _RUNS.findall(text)
        )
    key: list[tuple[int, int, str, str]] = []
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text)):
        if run.isdigit():
            key.append((_DIGITS, int(run), "", ""))
        elif _is_han(run[0]):
            key += [(han, 0, syllable, char) for char, syllable in zip(run, pinyin_syllables(run), strict=True)]
        else:
            bare = "".join(char for char in unicodedata.normalize("NFKD", run) if not unicodedata.combining(char))
            key.append((latin, 0, bare.casefold(), run))
    return tuple(key)


def collate(items: Iterable[Item], name: Callable[[Item], str], lang: Lang) -> list[Item]:
    """Items in the order of their names; equal names keep their order."""
    return sorted(items, key=lambda item: sort_key(name(item), lang))


def _is_han(char: str) -> bool:
    return char == "\u3007" or unicodedata.name(char, "").startswith("CJK")
