"""Neighbouring measures with the same owners in reversed order."""

from __future__ import annotations

from itertools import pairwise

from ....projections.gap_facts import GapFacts
from ..owners import has_one_stated_lead, units_of
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find neighbours that the same units own, with the lead swapped: the order may decide who leads.

    Where both lists say which unit leads, nothing hangs on the order.
    """
    neighbours = [
        (one, units_of(one), other, units_of(other))
        for one, other in pairwise(facts.measures)
        if not (has_one_stated_lead(one) and has_one_stated_lead(other))
    ]
    same = [pair for pair in neighbours if len(pair[1]) > 1 and {*pair[1]} == {*pair[3]}]
    return Checked(
        len(same),
        tuple(
            Gap(one.item, (other.item, before[0], after[0]))
            for one, before, other, after in same
            if before[0] != after[0]
        ),
    )


RULE = GapRule(
    id="reversed-owners",
    title={"zh": "相邻措施责任单位排序颠倒", "en": "Owners in reversed order in neighbouring measures"},
    formula={
        "zh": "责任单位（两家及以上）相同、排在首位者却不同的相邻措施，占责任单位相同的相邻措施；两份清单都写明牵头单位的除外",
        "en": "neighbouring measures with the same two or more owners of which another comes first, of the neighbours with the same owners, unless both lists say which unit leads",
    },
    unit={"zh": "对相邻措施", "en": "pairs of neighbours"},
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Info",
    message={
        "zh": "与下一项措施的责任单位相同，排在第一位的却互换了。",
        "en": "The next measure has the same owners, and another of them comes first.",
    },
    fix={
        "zh": "确认排序是否有意；有意的，写明谁牵头。",
        "en": "Ask whether the order is meant; if so, say who leads.",
    },
)
