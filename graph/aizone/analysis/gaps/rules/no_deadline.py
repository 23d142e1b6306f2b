"""Plans in which no measure has a deadline."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find a plan none of whose measures says by when, or that it goes on."""
    return Checked(
        int(bool(facts.measures)),
        (Gap(facts.plan, (), {"measures": len(facts.measures)}),) if facts.measures and not facts.dated else (),
    )


RULE = GapRule(
    id="no-deadline",
    title={"zh": "全部措施都没有时限", "en": "No deadline at all"},
    formula={
        "zh": "没有任何措施写明时限、进度或长期实施的方案",
        "en": "plans without a measure that has a deadline, a schedule or goes on",
    },
    unit={"zh": "份方案", "en": "plans"},
    source="",
    parameters=(FACTS,),
    cost="O(1)",
    function=find,
    severity="Warning",
    message={
        "zh": "{measures} 项措施都没有写明完成时限。",
        "en": "No measure says by when (measures: {measures}).",
    },
    fix={
        "zh": "为每项措施写明完成时限，至少写明阶段安排。",
        "en": "Give each measure a deadline, or at least a stage.",
    },
)
