"""Measures with several leads."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..owners import leads_of
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the measures that two or more units lead."""
    led = [(clause, tuple(dict.fromkeys(owner.unit for owner in leads_of(clause)))) for clause in facts.measures]
    return Checked(
        sum(bool(units) for _clause, units in led),
        tuple(Gap(clause.item, units, {"leads": len(units)}) for clause, units in led if len(units) > 1),
    )


RULE = GapRule(
    id="several-leads",
    title={"zh": "多个牵头单位的措施", "en": "Measures with several leads"},
    formula={
        "zh": "有两家及以上牵头单位的措施，占有牵头单位的措施",
        "en": "measures with two or more owners in the role lead, of those with a lead",
    },
    unit=MEASURES_UNIT,
    source="RACI: every task has exactly one accountable",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Warning",
    message={"zh": "有 {leads} 个牵头单位。", "en": "{leads} units lead it."},
    fix={
        "zh": "分清各自牵头的部分，或确定一个总牵头单位。",
        "en": "Say which part each of them leads, or name one that leads them all.",
    },
)
