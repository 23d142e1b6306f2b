"""Targets that count things, beside the things that the plan names for them."""

from __future__ import annotations

import re

from ....projections.gap_facts import GapFacts
from ....queries.records import PlannedTarget
from ..rule import FACTS, Checked, Gap, GapRule

# '应用示范园区和特色小镇', '人工智能创新平台': the last word of a metric says what class of things it counts
_COUNTED = {
    "Park": re.compile(r"(?:园区?|小镇|示范区|试验区|先导区|集聚区|基地)$"),
    "Platform": re.compile(r"平台$"),
    "Institution": re.compile(r"(?:实验室|研究院|创新中心|研究中心)$"),
}
_DONE = ("delivers", "supports")


def find(facts: GapFacts) -> Checked:
    """Find the targets for a number of parks, platforms or institutes of which the plan names fewer or more than that.

    The things named are those that the measures serving the target build or support; where the plan links none to the
    target, those serving its goal; where these name none, all measures.
    """
    counted = [(row, kind) for row in facts.targets if (kind := _kind(row)) and row.period == "total"]
    gaps = []
    for row, kind in counted:
        named = _named(facts, row, kind)
        low, high = row.minimum, row.maximum
        if (low is not None and len(named) < low) or (high is not None and len(named) > high):
            wanted = f"≥{low:g}" if high is None else f"≤{high:g}" if low is None else f"{low:g}–{high:g}"
            gaps.append(Gap(row.target, named, {"named": len(named), "wanted": wanted}))
    return Checked(len(counted), tuple(gaps))


def _kind(row: PlannedTarget) -> str:
    return next((kind for kind, ending in _COUNTED.items() if ending.search(row.metric)), "")


def _named(facts: GapFacts, row: PlannedTarget, kind: str) -> tuple[str, ...]:
    for aim in (row.target, row.goal):
        items = [link.area for link in facts.served if link.goal == aim]
        measures = {clause.item for item in items for clause in facts.measures_within(item)}
        if found := _things(facts, measures, kind):
            return found
    return _things(facts, {clause.item for clause in facts.measures}, kind)


def _things(facts: GapFacts, measures: set[str], kind: str) -> tuple[str, ...]:
    things = facts.clauses.things
    touched = (
        node
        for clause in facts.measures
        if clause.item in measures
        for node, relation in clause.touches
        if relation in _DONE and things[node].type == kind
    )
    return tuple(dict.fromkeys(touched))


RULE = GapRule(
    id="target-instruments",
    title={"zh": "指标与点名的平台、园区数目不符", "en": "Targets whose named instruments fall short or overshoot"},
    formula="targets for a total of parks, platforms or institutes, where the number of such things that measures serving the target build or support is below the minimum or above the maximum",
    unit={"zh": "项指标", "en": "targets"},
    source="",
    parameters=(FACTS,),
    cost="O(t n) for t such targets and n things named",
    function=find,
    severity="Info",
    message={
        "zh": "指标为 {wanted}，相关措施点名 {named} 个。",
        "en": "The target is {wanted}; the measures for it name {named}.",
    },
    fix={
        "zh": "补充点名，或说明哪些计入指标。",
        "en": "Name what is missing, or say which of them count.",
    },
)
