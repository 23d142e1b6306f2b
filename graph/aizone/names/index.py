"""An index of names: which are equal to what somebody typed, and which begin with it, contain it or are read like it.

Build `NameIndex` once from (id, name, kind) triples, where `kind` is what the caller calls a sort of name ('label', 'alias'),
then ask `equal` and `search` as often as needed. The module knows nothing of RDF: an id is any text.

    index = NameIndex([("u1", "玉河市科学技术局", "label"), ("u1", "市科技局", "alias")])
    index.search("kjj")[0]      # NameMatch(id='u1', name='市科技局', kind='alias', why='initials', ...)

All names are joined into one long text, so that a search is a few calls of `str.find`: over 100,000 names it takes
milliseconds. What a search needs is made with the first one, and what pinyin needs with the first in Latin letters.
"""

from __future__ import annotations

import functools
import heapq
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from .folding import fold, key, toneless
from .pinyin import reader, starts

Why = Literal["exact", "prefix", "part", "pinyin", "initials"]
"""How a name fits: it equals, begins with or contains the words; it is read like them; its syllables begin with them."""

# 'shikejiju', 'kjj': what can only be pinyin, once tones are gone
_LATIN = re.compile(r"[a-zv]+")
_END = "\n"  # after every name; no folded name contains one
_MIN_LETTERS = 2  # one letter fits everything


class Fit(IntEnum):
    """Degrees to which a name fits, the best first. Up to `FULL` the words are a name of the thing."""

    WRITTEN = 0
    """written exactly like the words"""
    FOLDED = 1
    """equal but for case, width, white space or traditional characters"""
    WEAK = 2
    """equal to a name of a weak kind: 科技局 for 市科技局"""
    FULL = 3
    """equal to the words with their abbreviations in full: 玉河市科技局 for 玉河市科学技术局"""
    PREFIX = 4
    PART = 5
    PINYIN = 6
    INITIALS = 7
    PINYIN_PREFIX = 8
    INITIALS_PREFIX = 9
    PINYIN_PART = 10
    INITIALS_PART = 11


_WHY: dict[Fit, Why] = {
    Fit.WRITTEN: "exact", Fit.FOLDED: "exact", Fit.WEAK: "exact", Fit.FULL: "exact", Fit.PREFIX: "prefix", Fit.PART: "part",
    Fit.PINYIN: "pinyin", Fit.PINYIN_PREFIX: "pinyin", Fit.PINYIN_PART: "pinyin",
    Fit.INITIALS: "initials", Fit.INITIALS_PREFIX: "initials", Fit.INITIALS_PART: "initials",
}  # fmt: skip

Rank = tuple[int, int, int, int, str]
"""How matches of one query are ordered: fit, distance, kind of name, length of the name, id; smaller first."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """One thing that fits a query: by which of its names, of which kind, and why.

    `converted` says that it fits only after traditional characters were taken for simplified ones.
    """

    id: str
    name: str
    kind: str
    why: Why
    converted: bool
    rank: Rank


class NameIndex:
    """Names to search in.

    Args:
        names: (id, name as written, kind of name); an id may have any number of names.
        kinds: kinds in the order in which equally good matches are shown; others come last.
        weak: kinds of names that count as equal only where no other name is equal.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str, str]],
        *,
        kinds: Sequence[str] = ("label",),
        weak: Iterable[str] = (),
    ) -> None:
        self._names = list(names)
        self._order = {kind: position for position, kind in enumerate(kinds)}
        self._weak = frozenset(weak)

    @functools.cached_property
    def _positions(self) -> dict[str, list[int]]:
        """The positions of names, by their key."""
        found: dict[str, list[int]] = {}
        for position, (_id, name, _kind) in enumerate(self._names):
            found.setdefault(key(name), []).append(position)
        return found

    @functools.cached_property
    def _folded(self) -> _JoinedNames:
        return _JoinedNames([key(name) for _, name, _ in self._names])

    @functools.cached_property
    def _readings(self) -> tuple[_JoinedNames, _JoinedNames]:
        """The names in pinyin without tones, and the first letters of their syllables."""
        syllables = reader("".join(self._folded.names))
        read = [syllables(name) for name in self._folded.names]
        letters = _JoinedNames(["".join(parts) for parts in read], [starts(parts) for parts in read])
        return letters, _JoinedNames(["".join(part[:1] for part in parts) for parts in read])

    def prepare(self) -> None:
        """Make everything a search needs now, and not while the first visitor waits."""
        _ = self._readings

    def equal(self, text: str) -> list[tuple[Fit, str, str, str]]:
        """The names that the words are, as (fit, id, name, kind), in no order; each name once."""
        return [
            (self._equality(position, text.strip()), *self._names[position])
            for position in self._positions.get(key(text), ())
        ]

    def search(
        self,
        text: str,
        *,
        limit: int | None = 30,
        among: Callable[[str], bool] | None = None,
        distance: Callable[[str], int] | None = None,
    ) -> list[NameMatch]:
        """Things whose name fits, the best name of each, best first.

        Args:
            text: what was typed: any part of a name, its pinyin with or without tones and spaces, or the first letters of
                its syllables; nothing fits an empty text.
            limit: the most that are given; None for all.
            among: which ids may be given; None for all.
            distance: how far an id is from what the words are about; of equally good fits the nearest comes first.

        Returns:
            equal names first, then names that begin with the text, then those that contain it; then whole pinyin and
            initials, those at the beginning, those inside (two letters are taken for pinyin only at the beginning of a
            name). Of equals the nearest, then the preferred kind, then the shorter name.
        """
        wanted = key(text)
        if not wanted:
            return []
        best: dict[str, tuple[Rank, int]] = {}
        for position, fit in self._hits(wanted, text.strip()):
            thing, name, kind = self._names[position]
            known = best.get(thing)
            if known is not None and known[0][0] < fit:
                continue
            if among is not None and known is None and not among(thing):
                continue
            far = 0 if distance is None else distance(thing)
            rank = (int(fit), far, self._order.get(kind, len(self._order)), len(name), thing)
            if known is None or rank < known[0]:
                best[thing] = (rank, position)
        ordered = sorted(best.values()) if limit is None else heapq.nsmallest(limit, best.values())
        return [self._match(fold(text), rank, position) for rank, position in ordered]

    def _match(self, typed: str, rank: Rank, position: int) -> NameMatch:
        thing, name, kind = self._names[position]
        why = _WHY[Fit(rank[0])]
        converted = why in {"exact", "prefix", "part"} and typed not in fold(name)
        return NameMatch(thing, name, kind, why, converted, rank)

    def _equality(self, position: int, text: str) -> Fit:
        _id, name, kind = self._names[position]
        if kind in self._weak:
            return Fit.WEAK
        return Fit.WRITTEN if name == text else Fit.FOLDED

    def _hits(self, wanted: str, text: str) -> Iterator[tuple[int, Fit]]:
        """Names that fit, and how well."""
        for position, at, length in self._folded.find(wanted):
            if length == len(wanted):
                yield position, self._equality(position, text)
            else:
                yield position, Fit.PREFIX if at == 0 else Fit.PART
        latin = toneless(wanted)
        if len(latin) < _MIN_LETTERS or not _LATIN.fullmatch(latin):
            return
        letters, initials = self._readings
        for position, at, length in letters.find(latin, at_start=len(latin) == _MIN_LETTERS):
            yield (
                position,
                Fit.PINYIN if length == len(latin) else Fit.PINYIN_PREFIX if at == 0 else Fit.PINYIN_PART,
            )
        for position, at, length in initials.find(latin):
            yield (
                position,
                Fit.INITIALS if length == len(latin) else Fit.INITIALS_PREFIX if at == 0 else Fit.INITIALS_PART,
            )


class _JoinedNames:
    """Names in one text; `starts` are, by name, the offsets at which a hit may begin (None: anywhere)."""

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
