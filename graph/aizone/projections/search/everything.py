"""All that a text finds: small questions, clause and goal numbers, names, and the words of plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...i18n import Lang
from ...names.known import KnownNames
from ...names.search import NameHit, search, similar
from ...store import Store
from .amounts import amount_words
from .asked import asked_about
from .numbers import numbered
from .passages import NO_PASSAGES, PassageHits, PassageIndex
from .phrases import NamesAnswer, ask_names

MOST_FOUND = 30
"""At most so many of each sort are given."""
# 'id:plan/hefei-2020-2023/2/1/t2': a target
_TARGET = re.compile(r"/t\d+$")
_LONGEST = 200
_MOST_WORDS = 8
_MOST_COUNTED = 400
"""So many names that have one of several words are looked through for those that have the others, too."""


@dataclass(frozen=True, slots=True)
class FoundAnswers:
    """The answers to a text, by sort; `alike` are the closest names where nothing at all is found."""

    text: str
    questions: tuple[NamesAnswer, ...] = ()
    numbered: tuple[str, ...] = ()
    names: tuple[NameHit, ...] = ()
    passages: PassageHits = NO_PASSAGES
    alike: tuple[NameHit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing is found."""
        return not (self.questions or self.numbered or self.names or self.passages.hits)

    @property
    def says_only_apart(self) -> bool:
        """True when all that is found is that two units share nothing."""
        is_more = self.numbered or self.names or self.passages.hits
        return not is_more and not any(answer.measures for answer in self.questions)


def find_everything(
    store: Store,
    known: KnownNames,
    passages: PassageIndex,
    text: str,
    lang: Lang,
    *,
    plans: Sequence[str] = (),
    limit: int = MOST_FOUND,
) -> FoundAnswers:
    """All that a text finds.

    Args:
        store: the graph.
        known: its names.
        passages: the words of its plans.
        text: what was typed; nothing is found for an empty one, and what comes after two hundred characters is left out.
        lang: language of names.
        plans: the plans (CURIEs) that a visitor has chosen: questions and numbers are about these alone, and their passages
            come first; of one plan its own names come first, too.
        limit: at most so many of each sort.
    """
    words = text.strip()[:_LONGEST]
    if not words:
        return FoundAnswers("")
    found = FoundAnswers(
        text=words,
        questions=tuple(ask_names(store, known, passages, words, lang, plans)[:limit]),
        numbered=tuple(numbered(store, words, plans, limit=limit)),
        names=tuple(search(known, words, lang, limit=limit, plan=plans[0] if len(plans) == 1 else None)),
        passages=_passages(passages, words, plans, limit),
    )
    if found.is_empty or found.says_only_apart:
        return replace(_less(known, words, lang, limit, are_names=bool(found.questions)), questions=found.questions)
    return found


def _passages(passages: PassageIndex, words: str, plans: Sequence[str], limit: int) -> PassageHits:
    """The passages that contain all words, else those that have an amount and the words beside it, as '50项专利' has.

    One character alone is in nearly all of them and finds none.
    """
    wanted = words.split()[:_MOST_WORDS] if len(words) > 1 else ()
    found = passages.find(wanted, plans=plans, limit=limit)
    if found.hits:
        return found
    for place, (beside, amounts) in enumerate(amount_words(words)):
        # a number without its unit means something in the few words of a target alone
        among = _is_target if place else None
        found = passages.find(beside[:_MOST_WORDS], plans=plans, limit=limit, amounts=amounts, among=among)
        if found.hits:
            break
    return found


def _is_target(node: str) -> bool:
    return _TARGET.search(node) is not None


def _less(known: KnownNames, words: str, lang: Lang, limit: int, *, are_names: bool) -> FoundAnswers:
    """The answers to words that find nothing together.

    They are the thing that a question in words is about, else the names that have all the words, in any order; else the closest names, and
    where none is close, or the words are names of things that share nothing, those that have some of the words.
    """
    about = asked_about(words)
    names = search(known, about, lang, limit=limit) if about else []
    if names:
        return FoundAnswers(words, names=tuple(names))
    parts = list(dict.fromkeys(words.split()[:_MOST_WORDS]))
    some = _with_some(known, parts, lang) if len(parts) > 1 else []
    whole = [hit for hit, count in some if count == len(parts)]
    if whole:
        return FoundAnswers(words, names=tuple(whole[:limit]))
    close = [] if are_names else similar(known, about or words, lang)
    return FoundAnswers(words, names=() if close else tuple(hit for hit, _ in some[:limit]), alike=tuple(close))


def _with_some(known: KnownNames, parts: Sequence[str], lang: Lang) -> list[tuple[NameHit, int]]:
    """The names that have some words, and how many of them; those with most come first, then those that one word finds sooner."""
    hits: dict[str, NameHit] = {}
    counts: Counter[str] = Counter()
    for part in parts:
        for hit in search(known, part, lang, limit=_MOST_COUNTED):
            hits.setdefault(hit.node, hit)
            counts[hit.node] += 1
    return [(hits[node], counts[node]) for node in sorted(hits, key=lambda node: -counts[node])]
