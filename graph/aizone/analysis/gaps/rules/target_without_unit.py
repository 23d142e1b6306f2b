"""Targets that no unit answers for."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the targets that the question 'targets_with_units' gives no unit for."""
    answered = {row.target for row in facts.answering if row.unit}
    return Checked(
        len(facts.targets), tuple(Gap(row.target, (row.goal,)) for row in facts.targets if row.target not in answered)
    )


RULE = GapRule(
    id="target-without-unit",
    title={"zh": "没有单位负责的指标", "en": "Targets without an accountable unit"},
    formula={
        "zh": "在问题 targets_with_units 中没有单位的指标，占全部指标",
        "en": "targets without a unit in the question targets_with_units, of all targets",
    },
    unit={"zh": "项指标", "en": "targets"},
    source="",
    parameters=(FACTS,),
    cost="O(t) for t targets",
    function=find,
    severity="Warning",
    message={"zh": "没有单位对它负责。", "en": "No unit answers for it."},
    fix={
        "zh": "明确由哪个单位报送完成情况。",
        "en": "Say which unit reports whether it is reached.",
    },
)
