"""Measures without any owner."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the measures that no owner list names anybody for."""
    return Checked(len(facts.measures), tuple(Gap(clause.item) for clause in facts.measures if not clause.owners))


RULE = GapRule(
    id="no-owner",
    title={"zh": "没有责任单位的措施", "en": "Measures without any owner"},
    formula="measures with an empty owner list",
    unit=MEASURES_UNIT,
    source="RACI: every task has somebody responsible",
    parameters=(FACTS,),
    cost="O(m) for m measures",
    function=find,
    severity="Violation",
    message={"zh": "没有写明责任单位。", "en": "No unit is named for it."},
    fix={"zh": "写明责任单位，或并入有责任单位的措施。", "en": "Name a unit, or merge it into a measure that has one."},
)
