"""Goals that no work serves."""

from __future__ import annotations

import re

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule

# '主要目标', '总体目标和主要任务', '试点目标', '发展目标（2025年）': a heading that names no subject of its own
_OF_THE_PLAN = re.compile(
    r"(?:总体|主要|工作|发展|行动|预期|阶段|试点|建设|年度|改革|具体|实施)*目标(?:和?(?:主要)?任务|要求|指标)?(?:[（(][^（()）]*[)）])?"
)


def find(facts: GapFacts) -> Checked:
    """Find the goals that no task area, task or measure serves, neither themselves nor through one of their targets.

    A goal with goals under it, such as the overall aim of a section, is served by what serves these; one whose heading only
    says that it is the aim is served by the whole plan; its targets are told by another rule.
    """
    reached = {row.goal for row in facts.served} | {row.goal for row in facts.working}
    reached |= {row.goal for row in facts.answering if row.unit}
    reached |= {row.goal for row in facts.goals if facts.measures and _OF_THE_PLAN.fullmatch(row.goal_label.strip())}
    targets: dict[str, set[str]] = {}
    for row in facts.goals:
        targets.setdefault(row.goal, set()).update({row.target} if row.target else ())
    return Checked(
        len(targets),
        tuple(
            Gap(goal, (), {"targets": len(own)})
            for goal, own in targets.items()
            if goal not in reached and not any(other.startswith(f"{goal}/") for other in targets)
        ),
    )


RULE = GapRule(
    id="goal-without-task",
    title={"zh": "没有任务支撑的目标", "en": "Goals without a task"},
    formula={
        "zh": "没有任务或措施为之服务的目标，占全部目标；标题为“主要目标”一类的，每项措施都为之服务",
        "en": "goals that no work item serves, of all goals; a goal with a heading such as 主要目标 is served by every measure",
    },
    unit={"zh": "个目标", "en": "goals"},
    source="",
    parameters=(FACTS,),
    cost="O(g + t) for g goals and t targets",
    function=find,
    severity="Warning",
    message={
        "zh": "没有任务与之对应（其下指标 {targets} 项）。",
        "en": "No task serves it (targets of it: {targets}).",
    },
    fix={
        "zh": "补充任务，或说明由哪些任务实现。",
        "en": "Add a task, or say which tasks are to reach it.",
    },
)
