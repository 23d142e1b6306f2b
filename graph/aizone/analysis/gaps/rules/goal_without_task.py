"""Goals that no work serves."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the goals that no task area, task or measure serves, neither themselves nor through one of their targets.

    A goal with goals under it, such as the overall aim of a section, is served by what serves these.
    """
    reached = {row.goal for row in facts.served} | {row.goal for row in facts.working}
    reached |= {row.goal for row in facts.answering if row.unit}
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
    formula="goals that no work item serves, of all goals",
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
