"""Rules about words: measures that say nearly the same, or name the same object, under different leads.

Measures are compared by their runs of `_GRAM` characters, without marks and words of the genre. An index from each run to the
measures that have it finds the pairs; a run that more than a few measures have is a word of this plan and finds none. So
the work grows with the text, and not with the number of pairs.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...projections.clauses import PlanClauses, WorkClause
from .boilerplate import CUT, compared_text, ends_as_object, named_words, without_start
from .coordination import Owners
from .records import Common

_GRAM = 4
_MOST_MEASURES = 8
"""A run that more measures have is a word of the plan; likewise one in more than `_FREQUENT` of them."""
_FREQUENT = 0.15
_GAIN = 2.5
"""Two measures are as good as the same when one says two fifths of the other again."""
_LEAST = 0.2
_LONG_RUN = 10
_FEWEST_GRAMS = 40
"""A shorter text counts as one of so many runs: two words that it shares are not a good part of it."""
_SHOWN = 5
_LONG_PHRASE = 6
_PHRASE_STRENGTH = 0.25
"""Of a phrase that ends with no object ('夜间错峰配送'): it is listed only where no unit owns both measures."""
# '信息的发布', '水泥等行业': a run over such a word is a part of a sentence; '目标30', 'A4': so is one with a number
_JOINS = re.compile(r"[的了和与及或等将对由把被为在以于并\d]")
# '融资担保机构共享信息': whom a measure is about, where another is about what they do
_ACTORS = re.compile("(?:服务)?(?:机构|企业|公司|单位|部门|人员|主体|从业者|协会)")
_MOST_STRENGTH = 0.47
"""Of an object that only words share: where a lead owns all its measures, that is below what is listed."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two measures, the share of the shorter one's weight that the other has too, and the runs of words they share."""

    items: tuple[str, str]
    likeness: float
    runs: tuple[str, ...]


def words_of(clause: WorkClause) -> str:
    """The words that a measure is compared by: its sentences, or its summary where the workspace does not hold them."""
    return clause.text or clause.summary


def same_words(plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    """Measures under different leads that say nearly the same, or name one object by the same words.

    Nearly the same are two measures of which one says again a good part of the other. An object is what a shared run of
    words ends with: an 电子营业执照, a 燃煤锅炉; all measures that name it are taken together. A longer phrase without such an end
    (夜间错峰配送) tells of the same work only where no unit owns both measures.
    """
    pairs = _alike(plan, owners)
    yield from _same_text(pairs, owners)
    yield from _same_objects(pairs, plan, owners)


def _same_text(pairs: Sequence[_Pair], owners: Owners) -> Iterator[Common]:
    for pair in pairs:
        strength = min(1.0, _GAIN * pair.likeness)
        if len(pair.runs[0]) >= _LONG_RUN:
            strength = max(strength, 0.5)
        if strength >= _LEAST:
            yield Common(
                rule="same-words",
                cause=" ".join(pair.items),
                items=owners.in_order(pair.items),
                strength=strength,
                finding_class="duplication-candidate" if strength >= 1 else "overlap",
                words=pair.runs[:_SHOWN],
            )


def _same_objects(pairs: Sequence[_Pair], plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    naming: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for run in pair.runs:
            named = without_start(ends_as_object(run), plan.place)
            if len(named) >= _GRAM:
                naming[named] |= {item for item in pair.items if not _is_of_actors(named, owners.clauses[item])}
            elif len(run) >= _LONG_PHRASE and owners.share_no_unit(*pair.items) and _is_phrase(run, pair.items, owners):
                phrases[run].update(pair.items)
    for phrase, found in sorted(phrases.items()):
        items, beside = _sharing_no_unit(owners.in_order(found), owners)
        yield _of_words(phrase, items, _PHRASE_STRENGTH, beside)
    for phrase, found in sorted(naming.items()):
        items = owners.in_order(found)
        if owners.several_leads(items):
            yield _of_words(phrase, items, min(_MOST_STRENGTH, 0.3 + 0.03 * len(phrase)))


def _sharing_no_unit(items: Sequence[str], owners: Owners) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The measures, first ones first, of which no two have a unit in common; and the others."""
    apart: list[str] = []
    for item in items:
        if all(owners.share_no_unit(item, other) for other in apart):
            apart.append(item)
    return tuple(apart), tuple(item for item in items if item not in apart)


def _is_of_actors(named: str, clause: WorkClause) -> bool:
    """True if a measure says the words only as a part of what some actors are called ('融资担保机构', '养老服务企业')."""
    said = named_words(words_of(clause)).split(named)[1:]
    return bool(said) and all(_ACTORS.match(rest) for rest in said)


def _is_phrase(run: str, items: Sequence[str], owners: Owners) -> bool:
    """True if a run of words is whole: neither part of a sentence, nor followed or led by a word of the whole plan in both texts."""
    if _JOINS.search(run):
        return False
    texts = [compared_text(words_of(owners.clauses[item])) for item in items]
    before = [set(re.findall(f"(.){re.escape(run)}", text)) for text in texts]
    after = [set(re.findall(f"{re.escape(run)}(.)", text)) for text in texts]
    return not (set.intersection(*before) or set.intersection(*after))


def _of_words(phrase: str, items: tuple[str, ...], strength: float, beside: tuple[str, ...] = ()) -> Common:
    """A finding about measures that name one thing to work on by the same words."""
    return Common(
        rule="same-object",
        cause=phrase,
        items=items,
        strength=strength,
        finding_class="overlap",
        words=(phrase,),
        beside=beside,
    )


def _alike(plan: PlanClauses, owners: Owners) -> list[_Pair]:
    """The pairs of measures under different leads that share runs of words, in the order in which the index finds them."""
    texts = {item: compared_text(words_of(owners.clauses[item])) for item in owners.in_order(owners.clauses)}
    grams = {item: _grams(text) for item, text in texts.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for item, found in grams.items():
        for gram in found:
            having[gram].append(item)
    most = min(_MOST_MEASURES, max(2, int(_FREQUENT * len(texts))))
    weights = {gram: math.log(1 + len(texts) / len(items)) for gram, items in having.items() if len(items) <= most}
    # exact sums: sets come in another order in each process, and the sum of the same weights must not
    totals = {item: math.fsum(weights.get(gram, 0.0) for gram in found) for item, found in grams.items()}
    floor = _FEWEST_GRAMS * math.fsum(weights.values()) / max(1, len(weights))
    labels = {owner.label for clause in plan.clauses for owner in clause.owners}
    names = {gram for label in labels for gram in _grams(label)}
    apart = functools.cache(owners.under_different_leads)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for gram in (gram for gram in weights if len(having[gram]) > 1):
        for pair in itertools.combinations(having[gram], 2):
            if apart(*pair):
                shared[pair].add(gram)
    pairs = []
    for (one, other), common in shared.items():
        runs = tuple(run for run in _runs(texts[one], common) if run not in names and not _grams(run) <= names)
        if runs:
            told = common if len(common) == 1 else {gram for run in runs for gram in _grams(run)}
            likeness = math.fsum(weights[gram] for gram in told) / max(floor, min(totals[one], totals[other]))
            pairs.append(_Pair((one, other), likeness, runs))
    return pairs


def _grams(text: str) -> frozenset[str]:
    return frozenset(part[at : at + _GRAM] for part in text.split(CUT) for at in range(len(part) - _GRAM + 1))


def _runs(text: str, common: set[str]) -> tuple[str, ...]:
    """The longest runs of a text that consist of shared runs, longest first."""
    if len(common) == 1:  # as most pairs have it: the text need not be searched
        return tuple(common)
    runs: dict[str, None] = {}
    for part in text.split(CUT):
        start = None
        for at in range(len(part) - _GRAM + 2):
            is_shared = part[at : at + _GRAM] in common
            if is_shared and start is None:
                start = at
            elif not is_shared and start is not None:
                runs[part[start : at + _GRAM - 1]] = None
                start = None
    return tuple(sorted(runs, key=lambda run: (-len(run), run)))
