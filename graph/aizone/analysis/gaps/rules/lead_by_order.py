"""Leads that follow from the order of the owner list alone."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..owners import leads_of
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the measures whose every lead is inferred from the order; the only owner of a list leads without an inference."""
    led = [(clause, leads_of(clause)) for clause in facts.measures]
    return Checked(
        sum(bool(leads) for _clause, leads in led),
        tuple(
            Gap(clause.item, (leads[0].unit,))
            for clause, leads in led
            if leads and all(owner.basis == "order" for owner in leads)
        ),
    )


RULE = GapRule(
    id="lead-by-order",
    title={"zh": "仅按排序推断的牵头单位", "en": "Leads by order only"},
    formula={
        "zh": "牵头单位全凭排序推断的措施，占有牵头单位的措施；只有一家责任单位的不计",
        "en": "measures whose leads all have the basis order, of those with a lead; a sole owner is not counted",
    },
    unit=MEASURES_UNIT,
    source="docs/decisions/0004-leads-by-order.md",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Info",
    message={
        "zh": "牵头单位只因排在第一位，文件没有写明。",
        "en": "Its lead is only the unit listed first; the document does not say so.",
    },
    fix={"zh": "在责任单位中写明“牵头”。", "en": "Write 牵头 (leads) into the owner list."},
)
