"""Tasks that say the same twice."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

from ....projections.gap_facts import GapFacts
from ...findings.boilerplate import CUT, compared_text
from ...measures import MeasureParameter
from ..rule import FACTS, Checked, Gap, GapRule

_GRAM = 4
_SHORTEST = 20
"""Runs of characters below which two measures are too short to be called the same."""


def find(facts: GapFacts, *, alike: float = 0.6) -> Checked:
    """Find pairs of tasks with the same heading, and pairs of measures with nearly the same words, under any leads."""
    return Checked(len(facts.measures), (*_same_heading(facts), *_same_words(facts, alike)))


def _same_heading(facts: GapFacts) -> tuple[Gap, ...]:
    having: dict[str, list[str]] = defaultdict(list)
    for row in facts.tasks:
        if heading := row.item_label.strip():
            having[heading].append(row.item)
    return tuple(Gap(first, tuple(rest), {"likeness": "100%"}) for first, *rest in having.values() if rest)


def _same_words(facts: GapFacts, alike: float) -> tuple[Gap, ...]:
    grams = {clause.item: _grams(clause.text or clause.summary) for clause in facts.measures}
    having: dict[str, list[str]] = defaultdict(list)
    for item, found in grams.items():
        for gram in found:
            having[gram].append(item)
    shared = Counter(pair for items in having.values() for pair in itertools.combinations(items, 2))
    gaps = []
    for (one, other), common in shared.items():
        likeness = common / (len(grams[one]) + len(grams[other]) - common)
        if likeness >= alike and min(len(grams[one]), len(grams[other])) >= _SHORTEST:
            gaps.append(Gap(one, (other,), {"likeness": f"{likeness:.0%}"}))
    return tuple(gaps)


def _grams(text: str) -> frozenset[str]:
    """The runs of characters of a text without marks and words of the genre."""
    return frozenset(
        part[at : at + _GRAM] for part in compared_text(text).split(CUT) for at in range(len(part) - _GRAM + 1)
    )


RULE = GapRule(
    id="duplicate-tasks",
    title={"zh": "重复的任务", "en": "Duplicate tasks"},
    formula="tasks with the same heading, and pairs of measures whose runs of four characters have a Jaccard index of at least `alike`, without words of the genre",
    unit={"zh": "项措施", "en": "measures"},
    source="A. Z. Broder, On the resemblance and containment of documents (1997)",
    parameters=(
        FACTS,
        MeasureParameter("alike", "float", "0.6", {"zh": "多相似才算重复", "en": "how alike is the same"}),
    ),
    cost="O(w + p) for w words and p pairs of measures that share any",
    function=find,
    severity="Warning",
    message={
        "zh": "与另一项内容相同或几乎相同（相似度 {likeness}）。",
        "en": "Another one says the same or nearly so (likeness {likeness}).",
    },
    fix={"zh": "合并，或写明各自的范围。", "en": "Merge them, or say where one ends and the other begins."},
)
