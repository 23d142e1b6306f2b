"""Measures that only collective or relative owners have."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..owners import is_collective, to_settle_with
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the measures whose owners are all phrases such as 各县（市）区政府 or 各牵头单位, so that no unit is named."""
    owned = [clause for clause in facts.measures if clause.owners]
    return Checked(
        len(owned),
        tuple(
            Gap(clause.item, to_settle_with(clause, facts))
            for clause in owned
            if all(map(is_collective, clause.owners))
        ),
    )


RULE = GapRule(
    id="collective-owners-only",
    title={"zh": "只有集体或相对责任主体的措施", "en": "Measures with only collective or relative owners"},
    formula={
        "zh": "责任单位全为集体责任主体的措施，占有责任单位的措施",
        "en": "measures whose owners are all unit groups, of those with an owner",
    },
    unit=MEASURES_UNIT,
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Warning",
    message={
        "zh": "责任主体都是集体或相对称谓，没有点名的单位。",
        "en": "Only collective or relative owners have it; no unit is named.",
    },
    fix={"zh": "点名一个单位负责汇总和督促。", "en": "Name one unit that gathers what they do and reminds them."},
)
