"""Tasks that say the same twice."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from ....projections.gap_facts import GapFacts
from ...findings.boilerplate import CUT, compared_text
from ...measures import MeasureParameter
from ..rule import FACTS, Checked, Gap, GapRule

_GRAM = 4
_ROUNDING = 1e-9
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
    texts = [(clause.item, _grams(clause.text or clause.summary)) for clause in facts.measures]
    known = [(item, grams) for item, grams in texts if len(grams) >= _SHORTEST]
    gaps = []
    for one, other in candidates([grams for _item, grams in known], alike):
        (item, mine), (twin, theirs) = known[one], known[other]
        common = len(mine & theirs)
        likeness = common / (len(mine) + len(theirs) - common)
        if likeness >= alike:
            gaps.append(Gap(item, (twin,), {"likeness": f"{likeness:.0%}"}))
    return tuple(gaps)


def candidates(sets: Sequence[frozenset[str]], alike: float) -> list[tuple[int, int]]:
    """The pairs of sets that may be so much alike, in order: those that share one of their rarest members.

    Of two sets with a Jaccard index of at least t, each has at least t of its members in common with the other, so that
    they share one of all but t of them, whichever those are; of the rarest, few sets have any.
    """
    count = Counter(member for members in sets for member in members)
    having: dict[str, list[int]] = defaultdict(list)
    for place, members in enumerate(sets):
        rarest = sorted(members, key=lambda member: (count[member], member))
        for member in rarest[: len(members) - math.ceil(alike * len(members) - _ROUNDING) + 1]:
            having[member].append(place)
    return sorted({pair for places in having.values() for pair in itertools.combinations(places, 2)})


def _grams(text: str) -> frozenset[str]:
    """The runs of characters of a text without marks and words of the genre."""
    return frozenset(
        part[at : at + _GRAM] for part in compared_text(text).split(CUT) for at in range(len(part) - _GRAM + 1)
    )


RULE = GapRule(
    id="duplicate-tasks",
    title={"zh": "重复的任务", "en": "Duplicate tasks"},
    formula={
        "zh": "标题相同的任务，以及四字字串重合程度（Jaccard）不低于界限的措施对，公文套语不计",
        "en": "tasks with the same heading, and pairs of measures whose runs of four characters have a Jaccard index of at least `alike`, without words of the genre",
    },
    unit={"zh": "项措施", "en": "measures"},
    source="A. Z. Broder, On the resemblance and containment of documents (1997); candidates: S. Chaudhuri, V. Ganti and R. Kaushik, ICDE (2006), 5 (prefix filter)",
    parameters=(
        FACTS,
        MeasureParameter("alike", "float", "0.6", {"zh": "多相似才算重复", "en": "how alike is the same"}),
    ),
    cost="O(w log w + p) for w characters and p pairs of measures that share a rare run",
    function=find,
    severity="Warning",
    message={
        "zh": "与另一项内容相同或几乎相同（相似度 {likeness}）。",
        "en": "Another one says the same or nearly so (likeness {likeness}).",
    },
    fix={"zh": "合并，或写明各自的范围。", "en": "Merge them, or say where one ends and the other begins."},
)
