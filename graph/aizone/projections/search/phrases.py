"""Small questions made of two names: two units give the measures that they share, a unit and anything else the unit's measures about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from ...i18n import Lang
from ...iri import expand
from ...names.context import NameContext
from ...names.index import Fit
from ...names.known import KnownNames
from ...names.search import ranked
from ...queries import answers
from ...queries.records import PlanItem, PlanOf, SharedMeasure
from ...store import Store
from .passages import PassageIndex

# '市科技局 智能语音', '市科技局，智能语音', 'finance bureau & data': what parts two names in any case
_APART = re.compile(r"\s*[,，、;；&+]\s*|\s+(?:and|with|about|on)\s+|\s{2,}", re.IGNORECASE)
# '市科技局和市发改委': what parts them only where both sides are names, because names have these characters, too (市发展和改革委员会)
_PERHAPS = re.compile(r"\s+|关于|[和与跟同及的]")
# 'finance bureau data bureau', 'finance bureau and data bureau': any white space may be between two names
_SPACE = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
# 'finance bureau': words of an English name, which has the city before them
_WORDS = re.compile(r"[A-Za-z'-]+(?:\s+[A-Za-z'&-]+)+")
_MOST_MEANT = 6
"""A name with more equally good meanings is not asked about: one of a thousand 市科技局 needs its place."""
_MOST_MEASURES = 200
_UNITS = frozenset({"Unit", "UnitGroup"})


@dataclass(frozen=True, slots=True)
class NamesAnswer:
    """The measures that two names have in common in one plan.

    `kind` is 'shared' for two units, 'about' for a unit and another thing, 'words' for a unit and words that do not name anything, which
    then are in `words`. `nodes` are the CURIEs of what the names mean and `groups` the classes that they are shown as; `measures`
    (CURIE, name) are in the order of the plan. Two units that share nothing have no measures: `plan` is then one that names both, or '' where
    no plan does.
    """

    kind: Literal["shared", "about", "words"]
    nodes: tuple[str, ...]
    groups: tuple[str, ...]
    words: str
    plan: str
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two names: what it may mean, the nearest alone."""

    text: str
    nodes: tuple[str, ...]
    is_unit: bool


def ask_names(
    store: Store, known: KnownNames, passages: PassageIndex, text: str, lang: Lang, plans: Sequence[str]
) -> list[NamesAnswer]:
    """The measures that two names in a text have in common, in some plans or in all where none is given.

    Two units that share nothing are an answer, too; other names that have nothing in common, and a text that is not two names, are none.

    Args:
        store: the graph.
        known: its names.
        passages: its words.
        text: what was typed.
        lang: language of the measures' names.
        plans: those (CURIEs) that are asked about.
    """
    context = NameContext.of(known, plans[0] if len(plans) == 1 else None)
    if _WORDS.fullmatch(text.strip()) and ranked(
        known, text, context, limit=1
    ):  # Development and Reform Commission is one name
        return []
    apart: list[NamesAnswer] = []
    for first, second in _sides(known, context, text):
        one, other = (first, second) if first.is_unit or not second.is_unit else (second, first)
        found = [
            answer
            for answer in (
                _shared(store, known, one, other, lang)
                if one.is_unit and other.is_unit
                else _about(store, known, one, other, lang)
                if one.is_unit and other.nodes
                else _with_words(store, known, passages, one, other.text, lang)
            )
            if answer.measures and (not plans or answer.plan in plans)
        ]
        if found:
            return sorted(found, key=lambda answer: (context.distance(answer.nodes[0]), -len(answer.measures)))
        if one.is_unit and other.is_unit and not apart:
            apart = _apart(store, known, one, other, plans)
    return apart


def _sides(known: KnownNames, context: NameContext, text: str) -> Iterator[tuple[_Side, _Side]]:
    """The ways to read a text as two names of which one at least is a unit; the surest first."""
    parts = [part for part in _APART.split(text.strip()) if part]
    splits = [(parts[0], parts[1])] if len(parts) == 2 else []
    if len(parts) < 2:
        splits += [(text[: found.start()], text[found.end() :]) for found in _PERHAPS.finditer(text)]
    for one, other in splits:
        yield from _pair(known, context, one.strip(), other.strip(), is_certain=True)
    if len(parts) > 1:  # 'finance bureau development and reform commission': a name may have the word that parts names
        for space in _SPACE.finditer(text):
            yield from _pair(
                known, context, text[: space.start()].strip(), text[space.end() :].strip(), is_certain=False
            )
    if not splits or len(parts) < 2:
        for at in range(2, len(text) - 1):
            yield from _pair(known, context, text[:at], text[at:], is_certain=False)


def _pair(
    known: KnownNames, context: NameContext, one: str, other: str, *, is_certain: bool
) -> Iterator[tuple[_Side, _Side]]:
    """Two texts as two names, where one of them is a unit; the other need not name anything where it is certain that they are two."""
    if not one or not other:
        return
    first, second = (_side(known, context, part) for part in (one, other))
    if (first.is_unit or second.is_unit) and (is_certain or (first.nodes and second.nodes)):
        yield first, second


def _side(known: KnownNames, context: NameContext, text: str) -> _Side:
    found = ranked(known, text, context, limit=_MOST_MEANT + 1)
    equal = [match for match in found if match.rank[0] <= Fit.FULL and match.rank[0] == found[0].rank[0]]
    near = [match.id for match in equal if match.rank[1] == equal[0].rank[1]] or [
        match.id for match in found if match.rank[0] in {Fit.PINYIN, Fit.INITIALS}
    ]
    nodes = tuple(near) if len(near) <= _MOST_MEANT else ()
    if (
        len(equal) > len(near) and len(equal) <= _MOST_MEANT
    ):  # a nearer one need not be the one that fits the other name
        nodes = tuple(match.id for match in equal)
    if (
        not nodes and _WORDS.fullmatch(text) and len(found) <= _MOST_MEANT
    ):  # 'finance bureau' for Yunjiang Municipal Finance Bureau
        nodes = tuple(match.id for match in found if known.groups[match.id] in _UNITS)
    return _Side(text, nodes, bool(nodes) and all(known.groups[node] in _UNITS for node in nodes))


def _shared(store: Store, known: KnownNames, one: _Side, other: _Side, lang: Lang) -> Iterator[NamesAnswer]:
    for unit, partner in product(one.nodes, other.nodes):
        if unit == partner:
            continue
        rows = answers(
            store, "shared_items", SharedMeasure, lang=lang, groups="one", unit=expand(unit), other=expand(partner)
        )
        yield from _by_plan(
            known, "shared", (unit, partner), "", [(row.plan, row.item, row.item_label) for row in rows]
        )


def _apart(store: Store, known: KnownNames, one: _Side, other: _Side, plans: Sequence[str]) -> list[NamesAnswer]:
    """The answers that two units share nothing: in each plan that names both; once, for the nearest two, where none does."""
    found = []
    pairs = [(unit, partner) for unit, partner in product(one.nodes, other.nodes) if unit != partner]
    for pair in pairs:
        groups = (known.groups[pair[0]], known.groups[pair[1]])
        first, second = (
            [row.plan for row in answers(store, "plans_of_unit", PlanOf, unit=expand(unit))] for unit in pair
        )
        common = [plan for plan in first if plan in second and (not plans or plan in plans)]
        found += [NamesAnswer("shared", pair, groups, "", plan, ()) for plan in common]
    if found or not pairs:
        return found
    nearest = pairs[0]
    return [NamesAnswer("shared", nearest, (known.groups[nearest[0]], known.groups[nearest[1]]), "", "", ())]


def _about(store: Store, known: KnownNames, one: _Side, other: _Side, lang: Lang) -> Iterator[NamesAnswer]:
    for unit, node in product(one.nodes, other.nodes):
        rows = answers(
            store, "measures_of_unit_about", PlanItem, lang=lang, groups="one", unit=expand(unit), node=expand(node)
        )
        yield from _by_plan(known, "about", (unit, node), "", [(row.plan, row.item, row.item_label) for row in rows])


def _with_words(
    store: Store, known: KnownNames, passages: PassageIndex, one: _Side, words: str, lang: Lang
) -> Iterator[NamesAnswer]:
    for unit in one.nodes:
        rows = answers(store, "measures_of_unit", PlanItem, lang=lang, groups="one", unit=expand(unit))
        items = {row.item for row in rows}
        hits = passages.find(words.split(), limit=_MOST_MEASURES, among=items.__contains__).hits if items else ()
        found = {hit.passage.node for hit in hits}
        own = [(row.plan, row.item, row.item_label) for row in rows if row.item in found]
        yield from _by_plan(known, "words", (unit,), words, own)


def _by_plan(
    known: KnownNames,
    kind: Literal["shared", "about", "words"],
    nodes: tuple[str, ...],
    words: str,
    rows: Sequence[tuple[str, str, str]],
) -> Iterator[NamesAnswer]:
    plans: dict[str, dict[str, str]] = {}
    for plan, item, label in rows:
        plans.setdefault(plan, {})[item] = label
    for plan, items in plans.items():
        yield NamesAnswer(kind, nodes, tuple(known.groups[node] for node in nodes), words, plan, tuple(items.items()))
