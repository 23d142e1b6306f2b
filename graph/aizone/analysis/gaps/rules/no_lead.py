"""Measures without a lead."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..owners import is_collective, leads_of, to_settle_with, units_of
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the measures that no owner leads, those without any owner among them, as the question 'tasks_without_lead' does.

    Those with several units come first, in reading order: somebody has to say which of them leads. Where a list names one unit
    beside all counties, that is plain.
    """
    gaps = (
        Gap(clause.item, to_settle_with(clause, facts), {"owners": len(units_of(clause))})
        for clause in facts.measures
        if not leads_of(clause)
    )
    named = {clause.item: {one.unit for one in clause.owners if not is_collective(one)} for clause in facts.measures}
    return Checked(
        len(facts.measures),
        tuple(sorted(gaps, key=lambda gap: (-min(len(named[gap.node]), 2), -min(len(gap.others), 1)))),
    )


RULE = GapRule(
    id="no-lead",
    title={"zh": "没有牵头单位的措施", "en": "Measures without a lead"},
    formula={"zh": "没有牵头单位的措施", "en": "measures without an owner in the role lead"},
    unit=MEASURES_UNIT,
    source="RACI: every task has exactly one accountable",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Warning",
    message={"zh": "没有牵头单位，责任单位 {owners} 个。", "en": "No unit leads it; owners named: {owners}."},
    fix={"zh": "明确一个牵头单位，其余单位配合。", "en": "Make one of them the lead, and let the others support it."},
)
