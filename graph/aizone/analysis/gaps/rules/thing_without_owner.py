"""Platforms, parks and projects without an owner."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the things that work names or a goal is to set up, and no work item with an owner builds, supports or relies on."""
    planned = [thing for thing in facts.things if thing.is_planned]
    return Checked(
        len(planned),
        tuple(Gap(thing.node, tuple(task.node for task in thing.tasks)) for thing in planned if not thing.owners),
    )


RULE = GapRule(
    id="thing-without-owner",
    title={"zh": "没有责任单位的平台、园区、项目", "en": "Platforms, parks and projects without an owner"},
    formula={
        "zh": "任务提到或目标要设立、却没有任何有责任单位的任务或措施去建设、支持或依托的事物，占任务提到或目标要设立的全部事物",
        "en": "things that work names or a goal is to set up, and no work item with an owner builds, supports or relies on, of all things that work names or a goal is to set up",
    },
    unit={"zh": "个", "en": "things"},
    source="",
    parameters=(FACTS,),
    cost="O(t) for t things",
    function=find,
    severity="Warning",
    message={"zh": "提到它的工作没有责任单位。", "en": "The work that names it has no owner."},
    fix={
        "zh": "在提到它的措施中写明责任单位。",
        "en": "Name a unit in the measure that speaks of it.",
    },
)
