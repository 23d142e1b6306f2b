"""Owners that no registry knows."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the written names that were not recognised as a unit."""
    owners = {owner.unit: owner for clause in facts.measures for owner in clause.owners}
    gaps = []
    for unit, owner in owners.items():
        if owner.type == "az:UnresolvedUnit":
            items = tuple(
                clause.item for clause in facts.measures if any(known.unit == unit for known in clause.owners)
            )
            gaps.append(Gap(unit, items, {"name": owner.label, "measures": len(items)}))
    return Checked(len(owners), tuple(gaps))


RULE = GapRule(
    id="unresolved-name",
    title={"zh": "未识别的责任单位", "en": "Owners that no registry knows"},
    formula="owners of the class UnresolvedUnit, of all owners",
    unit={"zh": "个名称", "en": "names"},
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Warning",
    message={
        "zh": "“{name}”不知是哪个单位，出现在 {measures} 项措施中。",
        "en": "“{name}” is not known as a unit; measures that name it: {measures}.",
    },
    fix={
        "zh": "在“添加方案”页面指明是哪个单位。",
        "en": "Say which unit it is, on the page “Add a plan”.",
    },
)
