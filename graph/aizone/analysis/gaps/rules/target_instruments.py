"""Targets that count things, beside the things that the plan names for them."""

from __future__ import annotations

import re

from ....projections.gap_facts import GapFacts
from ....queries.records import PlannedTarget
from ..rule import FACTS, Checked, Gap, GapRule

_COUNTED = {
    "Park": ("园区", "园", "小镇", "示范区", "试验区", "先导区", "集聚区", "基地"),
    "Platform": ("平台",),
    "Institution": ("实验室", "研究院", "创新中心", "研究中心"),
}
# '园区和特色小镇': every word of a kind that a metric holds
_KINDS = {kind: re.compile("|".join(words)) for kind, words in _COUNTED.items()}
_DONE = ("delivers", "supports")


def find(facts: GapFacts) -> Checked:
    """Find the targets for a number of parks, platforms or institutes of which the plan names fewer or more than that.

    Named for a target are the things that the work answering for it builds or supports (where that names none, the whole
    plan). How many these are depends on the reader: at least those whose name ends in a word of the metric, at most all things
    of that class, in the areas that serve the goal as well. A target falls short by the first number, and so does it overshoot. Where
    the plan names none at all, it leaves them to others, and nothing can be said.
    """
    counted = [(row, kind) for row in facts.targets if (kind := _kind(row)) and row.period == "total"]
    gaps = []
    for row, kind in counted:
        near = _near(facts, row, kind)
        words = tuple(found.group() for found in _KINDS[kind].finditer(row.metric))
        least = sum(facts.clauses.things[node].name.endswith(words) for node in near)
        every = tuple(dict.fromkeys((*near, *_around(facts, row, kind))))
        low, high = row.minimum, row.maximum
        if not every:
            continue
        if (low is not None and least < low) or (high is not None and least > high):
            wanted = f"≥{low:g}" if high is None else f"≤{high:g}" if low is None else f"{low:g}–{high:g}"
            named = f"{least}" if least == len(every) else f"{least}–{len(every)}"
            gaps.append(Gap(row.target, every, {"named": named, "wanted": wanted}))
    return Checked(len(counted), tuple(gaps))


def _kind(row: PlannedTarget) -> str:
    """The class of things that a metric counts: that of the word it ends in; '' for another."""
    return next((kind for kind, words in _COUNTED.items() if row.metric.endswith(words)), "")


def _near(facts: GapFacts, row: PlannedTarget, kind: str) -> tuple[str, ...]:
    items = {one.item for one in facts.answering if one.target == row.target and one.item}
    measures = {clause.item for item in items for clause in facts.measures_within(item)}
    return _things(facts, measures, kind) or _things(facts, {clause.item for clause in facts.measures}, kind)


def _around(facts: GapFacts, row: PlannedTarget, kind: str) -> tuple[str, ...]:
    areas = {link.area for link in facts.served if link.goal == row.goal}
    return _things(facts, {clause.item for area in areas for clause in facts.measures_within(area)}, kind)


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
    formula={
        "zh": "园区、平台、机构总数的指标，其中负责该指标的任务所建设或支持、且名称以指标用词结尾的事物数低于下限或高于上限；同时显示该目标各领域中此类事物的总数；一个都没有的不列",
        "en": "targets for a total of parks, platforms or institutes, where the number of things built or supported by the work that answers for the target, with names ending in a word of its metric, is below the minimum or above the maximum; shown with the number of all such things in the areas of the goal; not where there are none",
    },
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
