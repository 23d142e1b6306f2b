"""The forms under which a name is found: as written (simplified, folded), by pinyin, by pinyin initials.

Short names are read in the context of their words ('重庆' is chongqing); long ones, headings of tasks, character by character
with the most common reading, because a large workspace has very many of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from ..lookup import fold

_LONG = 14  # characters
_UMLAUTS = str.maketrans(dict.fromkeys("üǖǘǚǜ", "v"))


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Sound:
    """How a name sounds: syllables without tones; characters without a sound stand for themselves."""

    syllables: tuple[str, ...]

    @property
    def full(self) -> str:
        """All syllables, joined."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """The first letter of each syllable."""
        return "".join(syllable[:1] for syllable in self.syllables)

    def starts_syllable(self, offset: int) -> bool:
        """Whether a syllable begins at a character of `full`."""
        at = 0
        for syllable in self.syllables:
            if at >= offset:
                break
            at += len(syllable)
        return at == offset


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """A text in simplified characters."""
    return text if text.isascii() else _simplifier().convert(text)


def folded(text: str) -> str:
    """A text as names are compared: simplified, NFKC, no white space, lower case.

    Examples:
        >>> folded("合肥市 科學技術局 ＡＩ")
        '合肥市科学技术局ai'
    """
    return fold(simplified(text))


def all_folded(texts: Iterable[str]) -> dict[str, str]:
    """`folded` of many texts at once; one long text is converted much faster than many short ones."""
    known = list(texts)
    lines = simplified("\n".join(text.replace("\n", " ") for text in known)).split("\n")
    return dict(zip(known, map(fold, lines), strict=True))


def toneless(text: str) -> str:
    """Latin letters without tone marks, as somebody types pinyin: 'Shì kējì jú' is 'shikejiju', 'lǜ' is 'lv'."""
    bare = unicodedata.normalize("NFD", fold(text).translate(_UMLAUTS))
    return "".join(char for char in bare if char.isalnum() and not unicodedata.combining(char))


@lru_cache(maxsize=16_384)
def _reading(char: str) -> str:
    from pypinyin import lazy_pinyin

    found = lazy_pinyin(char, v_to_u=False)
    return str(found[0]).lower() if found else char


@lru_cache(maxsize=65_536)
def sound(name: str) -> Sound:
    """How a folded name sounds.

    Examples:
        >>> sound("市科技局").full, sound("市科技局").initials, sound("重庆").full
        ('shikejiju', 'skjj', 'chongqing')
    """
    if len(name) <= _LONG and not name.isascii():
        from pypinyin import lazy_pinyin

        return Sound(tuple(syllable.lower() for syllable in lazy_pinyin(name, errors=list)))  # type: ignore[arg-type] # may return a list, says its manual
    return Sound(tuple(char if char.isascii() else _reading(char) for char in name))
