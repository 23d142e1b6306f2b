"""The words of all plans as one text to search in: sentences where the workspace holds them, else our summaries.

A search is a few calls of `str.find` over all passages joined, as `names.index` searches names: Chinese needs no segmentation for
that, any part of a sentence is found, and 1,000 plans take milliseconds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from ... import queries
from ...iri import compact
from ...names.folding import key
from ...store import Store
from ...vocab import AZ, RDF, SKOS
from .amounts import has_amount

PassageSort = Literal["text", "summary", "target"]
_END = "\n"
# 'id:plan/hefei-2020-2023/3/1/1/m2': a measure, whose task's text repeats its own
_MEASURE = re.compile(r"/m\d+$")
# 'id:plan/hefei-2020-2023': the plan in an address
_PLAN = re.compile(r"id:plan/[^/]+")
# '3', '12': the numbers of an address, by which passages of a plan are in its order
_NUMBER = re.compile(r"\d+")
# '1,000': people type it without the comma
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_AROUND = 28
"""A passage is shown with so many characters before what was found, and twice as many after it."""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage of a plan: its node (a measure, section or target, CURIE), and its words; `sort` says whether they are the plan's or ours, or name a target."""

    node: str
    text: str
    sort: PassageSort

    @property
    def plan(self) -> str:
        """The plan it belongs to."""
        found = _PLAN.match(self.node)
        return found.group() if found else ""


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage with the words that were looked for, and some of what stands before and after them."""

    passage: IndexedPassage
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class PassageHits:
    """The first passages that fit, and whether there are more."""

    hits: tuple[PassageHit, ...]
    has_more: bool


NO_PASSAGES = PassageHits((), has_more=False)


class PassageIndex:
    """Passages to search in.

    Args:
        passages: in any order; those of one plan are kept together, in the order of their addresses.
    """

    def __init__(self, passages: Sequence[IndexedPassage]) -> None:
        self._passages = sorted(passages, key=lambda one: (one.plan, _in_order(one.node), one.sort != "text"))
        self._folded = [_folded(one.text) for one in self._passages]
        self._text = _END + _END.join(self._folded) + _END
        self._offsets: list[int] = []
        offset = 1
        for words in self._folded:
            self._offsets.append(offset)
            offset += len(words) + 1
        self._plans = [one.plan for one in self._passages]

    def __len__(self) -> int:
        return len(self._passages)

    def find(
        self,
        words: Sequence[str],
        *,
        plans: Sequence[str] = (),
        limit: int = 30,
        among: Callable[[str], bool] | None = None,
        amounts: Sequence[str] = (),
    ) -> PassageHits:
        """The passages that contain all of some words, in any order, in either script; each node once.

        Args:
            words: what was typed; words that fold to nothing are left out.
            plans: those (CURIEs) whose passages come first.
            limit: the most that are given.
            among: which nodes may be given; None for all.
            amounts: numbers, with their units or without, that the passages must have, too, not as parts of longer ones.
        """
        wanted = sorted(filter(None, map(_folded, words)), key=len, reverse=True)
        if not wanted:
            return NO_PASSAGES
        found: dict[str, int] = {}
        for place in self._places(wanted[0], plans):
            node = self._passages[place].node
            if node in found or not all(word in self._folded[place] for word in wanted[1:]):
                continue
            if among is not None and not among(node):
                continue
            if not all(has_amount(self._folded[place], amount) for amount in amounts):
                continue
            if len(found) == limit:
                return PassageHits(tuple(self._hit(one, wanted[0]) for one in found.values()), has_more=True)
            found[node] = place
        return PassageHits(tuple(self._hit(one, wanted[0]) for one in found.values()), has_more=False)

    def _places(self, word: str, plans: Sequence[str]) -> Iterator[int]:
        """The passages with a word: those of some plans, then all others."""
        for plan in plans:
            yield from self._within(word, bisect_left(self._plans, plan), bisect_right(self._plans, plan))
        first = set(plans)
        for place in self._within(word, 0, len(self._passages)):
            if self._plans[place] not in first:
                yield place

    def _within(self, word: str, first: int, last: int) -> Iterator[int]:
        if first >= last:
            return
        end = self._offsets[last] if last < len(self._offsets) else len(self._text)
        at = self._text.find(word, self._offsets[first], end)
        while at >= 0:
            place = bisect_right(self._offsets, at) - 1
            yield place
            at = self._text.find(word, self._offsets[place] + len(self._folded[place]) + 1, end)

    def _hit(self, place: int, word: str) -> PassageHit:
        passage = self._passages[place]
        start, end = found_at(passage.text, word)
        before, after = passage.text[max(0, start - _AROUND) : start], passage.text[end : end + 2 * _AROUND]
        head = "…" if start > _AROUND else ""
        tail = "…" if end + 2 * _AROUND < len(passage.text) else ""
        return PassageHit(passage, head + _in_line(before), _in_line(passage.text[start:end]), _in_line(after) + tail)


def _folded(text: str) -> str:
    """The form in which passages are searched: that of names, and numbers without the commas of thousands."""
    return _THOUSANDS.sub("", key(text))


def found_at(text: str, word: str) -> tuple[int, int]:
    """The place in a text as written of a word in its folded form; (0, 0) where it is not.

    Examples:
        >>> found_at("建設 無人 集卡", "无人集卡"), found_at("power of 1,000 P", "1000p")
        ((3, 8), (9, 16))
    """
    folded: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(_THOUSANDS.sub(" ", text)):
        for part in key(char):
            folded.append(part)
            origins.append(place)
    at = "".join(folded).find(word)
    if at < 0 or not word:
        return 0, 0
    return origins[at], origins[at + len(word) - 1] + 1


def read_passages(store: Store) -> PassageIndex:
    """The passages of all plans of a graph: the text of measures and of sections without measures, summaries, and the names of targets with their dates."""
    texts: dict[tuple[str, PassageSort], list[str]] = {}
    for node, term, text in queries.select(store, "texts").rows:
        if isinstance(node, ox.NamedNode) and isinstance(text, ox.Literal):
            sort: PassageSort = "text" if term == AZ.text else "summary"
            texts.setdefault((compact(node), sort), []).append(text.value)
    targets = {quad.subject for quad in store.statements(None, RDF.type, AZ.Target, None)}
    deadlines = {
        quad.subject: quad.object.value
        for quad in store.statements(None, AZ.deadline, None, None)
        if isinstance(quad.object, ox.Literal)
    }
    for node, term, name in queries.select(store, "names").rows if targets else ():
        if (
            term == SKOS.prefLabel
            and node in targets
            and isinstance(node, ox.NamedNode)
            and isinstance(name, ox.Literal)
        ):
            due = _in_words(deadlines[node]) if node in deadlines and name.language == "zh" else ""
            texts.setdefault((compact(node), "target"), []).append(name.value + due)
    measured = {_MEASURE.sub("", node) for node, sort in texts if sort == "text" and _MEASURE.search(node)}
    return PassageIndex(
        [
            IndexedPassage(node, text, sort)
            for (node, sort), own in texts.items()
            if not (sort == "text" and node in measured)
            for text in dict.fromkeys(own)
        ]
    )


def _in_words(deadline: str) -> str:
    """A date ('2025', '2025-06') as people look for it, after the name of what is due then: '（2025年6月）'."""
    year, *rest = deadline.split("-")
    return f"（{year}年{f'{int(rest[0])}月' if rest else ''}）"


def _in_order(address: str) -> tuple[int, ...]:
    return tuple(map(int, _NUMBER.findall(_PLAN.sub("", address))))


def _in_line(text: str) -> str:
    return " ".join(text.split())
