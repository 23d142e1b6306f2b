"""Finding things by what somebody types of their names: full and short names, pinyin, initials, traditional characters.

Interface: build `NameIndex` once from (id, name, kind) triples, where `kind` is whatever the caller calls a sort of name
('label', 'alias'), then ask `search` as often as needed. The module knows nothing of RDF: an id is any text.

    index = NameIndex([("u1", "玉河市科学技术局", "label"), ("u1", "市科技局", "alias")])
    index.search("kjj")[0]      # NameMatch(id='u1', name='市科技局', kind='alias', why='initials', ...)

All names stand one behind the other in one long text, so that a search is a few calls of `str.find`: over 100,000 names it
takes milliseconds. What pinyin needs is made when the first query in Latin letters comes.
"""

from __future__ import annotations

import functools
import heapq
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..text.simplified import simplified

Why = Literal["exact", "prefix", "part", "pinyin", "initials"]
"""How a name fits: it equals, begins with or holds the words; it is read so; its syllables begin so."""

_SPACE = re.compile(r"\s+")
_LATIN = re.compile(r"[a-züv']+")
_END = "\n"  # behind every name; no folded name holds one
_MIN_LETTERS = 2  # one letter fits everything
_WORDS = {
    "重庆": "chong qing", "银行": "yin hang", "行业": "hang ye", "长春": "chang chun", "长治": "chang zhi",
    "长沙": "chang sha", "长江": "chang jiang", "长丰": "chang feng", "厦门": "xia men", "会计": "kuai ji", "六安": "lu an",
    "朝阳": "chao yang", "成都": "cheng du", "首都": "shou du", "乐山": "le shan", "台州": "tai zhou", "漯河": "luo he",
    "百色": "bai se", "重点": "zhong dian", "重大": "zhong da", "调查": "diao cha", "调度": "diao du", "音乐": "yin yue",
    "参与": "can yu", "传感": "chuan gan", "单县": "shan xian", "番禺": "pan yu", "铅山": "yan shan", "供销": "gong xiao",
}  # fmt: skip
"""Words whose characters are read unlike their commonest reading."""
_IN_WORDS = re.compile("|".join(_WORDS))


@dataclass(frozen=True, slots=True)
class NameMatch:
    """One thing that fits a query: by which of its names, of which kind, and why.

    `converted` says that it fits only after traditional characters were taken for simplified ones. `rank` orders matches
    of one query, smaller first.
    """

    id: str
    name: str
    kind: str
    why: Why
    converted: bool
    rank: tuple[int, int, int, str]


def fold(name: str) -> str:
    """A name as it is compared: NFKC, no white space, lower case.

    Examples:
        >>> fold("Ａ１ 科技 局")
        'a1科技局'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).lower()


class NameIndex:
    """Names to search in.

    Args:
        names: (id, name as written, kind of name); an id may have any number of names.
        kinds: kinds in the order in which equally good matches are shown; others come last.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]], *, kinds: Sequence[str] = ("label",)) -> None:
        self._names = list(names)
        self._order = {kind: position for position, kind in enumerate(kinds)}
        folded = [simplified(fold(name)) for _, name, _ in self._names]
        self._written = [fold(name) for _, name, _ in self._names]
        self._folded = _Text(folded)

    @functools.cached_property
    def _readings(self) -> tuple[_Text, _Text]:
        """The names in pinyin without tones, and the first letters of their syllables."""
        syllables = _reader("".join(self._folded.names))
        read = [syllables(name) for name in self._folded.names]
        letters = _Text(["".join(parts) for parts in read], [_starts(parts) for parts in read])
        return letters, _Text(["".join(part[:1] for part in parts) for parts in read])

    def search(self, text: str, *, limit: int = 30, among: Callable[[str], bool] | None = None) -> list[NameMatch]:
        """Things whose name fits, the best name of each, best first.

        Args:
            text: what was typed: any part of a name, its pinyin with or without tones and spaces, or the first letters of
                its syllables; nothing fits an empty text.
            limit: at most so many.
            among: which ids may be given; None for all.

        Returns:
            equal names first, then names that begin with the text, then those that hold it; then whole pinyin and initials,
            those at the beginning, those inside (two letters are taken for pinyin only at the beginning of a name). Of
            equals, the preferred kind, then the shorter name.
        """
        typed = fold(text)
        wanted = simplified(typed)
        if not wanted:
            return []
        best: dict[str, tuple[tuple[int, int, int, str], int, Why]] = {}
        for position, why, quality in self._hits(wanted):
            thing, name, kind = self._names[position]
            rank = (quality, self._order.get(kind, len(self._order)), len(name), thing)
            known = best.get(thing)
            if (known is None or rank < known[0]) and (among is None or among(thing)):
                best[thing] = (rank, position, why)
        return [self._match(typed, *found) for found in heapq.nsmallest(limit, best.values())]

    def _match(self, typed: str, rank: tuple[int, int, int, str], position: int, why: Why) -> NameMatch:
        thing, name, kind = self._names[position]
        converted = why in {"exact", "prefix", "part"} and typed not in self._written[position]
        return NameMatch(thing, name, kind, why, converted, rank)

    def _hits(self, wanted: str) -> Iterator[tuple[int, Why, int]]:
        """Names that fit, why, and how well (0 is best)."""
        for position, at, length in self._folded.find(wanted):
            if length == len(wanted):
                yield position, "exact", 0
            else:
                yield (position, "prefix", 1) if at == 0 else (position, "part", 2)
        latin = _plain(wanted)
        if len(latin) < _MIN_LETTERS or not _LATIN.fullmatch(latin):
            return
        letters, initials = self._readings
        for position, at, length in letters.find(latin, at_start=len(latin) == _MIN_LETTERS):
            yield position, "pinyin", 3 if length == len(latin) else 5 if at == 0 else 7
        for position, at, length in initials.find(latin):
            yield position, "initials", 4 if length == len(latin) else 6 if at == 0 else 8


class _Text:
    """Names one behind the other; `starts` are, by name, the offsets at which a hit may begin (None: anywhere)."""

    def __init__(self, names: list[str], starts: list[frozenset[int]] | None = None) -> None:
        self.names = names
        self._starts = starts
        self._text = _END + _END.join(names) + _END
        self._offsets: list[int] = []
        offset = 1
        for name in names:
            self._offsets.append(offset)
            offset += len(name) + 1

    def find(self, wanted: str, *, at_start: bool = False) -> Iterator[tuple[int, int, int]]:
        """The first hit in every name that has one: its position in the list, where it begins, the name's length.

        Args:
            wanted: the words.
            at_start: whether only names that begin with them count.
        """
        if at_start:
            at = self._text.find(_END + wanted)
            while at >= 0:
                position = bisect_right(self._offsets, at + 1) - 1
                yield position, 0, len(self.names[position])
                at = self._text.find(_END + wanted, at + 1)
            return
        at = self._text.find(wanted)
        while at >= 0:
            position = bisect_right(self._offsets, at) - 1
            begin, name = self._offsets[position], self.names[position]
            if self._starts is None or at - begin in self._starts[position]:
                yield position, at - begin, len(name)
                at = self._text.find(wanted, begin + len(name) + 1)
            else:
                at = self._text.find(wanted, at + 1)


def _starts(syllables: Sequence[str]) -> frozenset[int]:
    found, offset = [], 0
    for syllable in syllables:
        found.append(offset)
        offset += len(syllable)
    return frozenset(found)


def _plain(text: str) -> str:
    """Pinyin as it is compared: without tone marks and apostrophes, ü as v."""
    text = text.replace("ü", "v")
    marks = unicodedata.normalize("NFD", text)
    return "".join(char for char in marks if not unicodedata.combining(char)).replace("'", "")


def _reader(characters: str) -> Callable[[str], list[str]]:
    """A function from a name to its syllables; what is no Chinese character is a syllable of its own."""
    from pypinyin import lazy_pinyin

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
