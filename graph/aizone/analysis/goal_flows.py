"""Flows from goals over the task areas that serve them to the units that lead there, in measures."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from ..projections.plan_facts import PlanFacts
from .measures import DeclaredMeasure, MeasureParameter


@dataclass(frozen=True, slots=True)
class GoalFlow:
    """Measures that a unit leads in a task area that serves a goal; CURIEs and names."""

    goal: str
    goal_label: str
    area: str
    area_label: str
    unit: str
    unit_label: str
    leads: int


def goal_flows(facts: PlanFacts) -> tuple[GoalFlow, ...]:
    """The flows of one plan.

    Args:
        facts: the plan.

    Returns:
        one flow per goal, task area and lead unit; an area that serves two goals counts for both.
    """
    area_of = {row.item: row.parent for row in facts.work if row.type == "Task"}
    led: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in facts.written:
        if row.role == "lead":
            led[area_of.get(row.task, "")][row.unit, row.unit_label] += 1
    return tuple(
        GoalFlow(
            goal=row.goal,
            goal_label=row.goal_label,
            area=row.area,
            area_label=row.area_label,
            unit=unit,
            unit_label=label,
            leads=count,
        )
        for row in facts.served
        for (unit, label), count in sorted(led[row.area].items(), key=lambda entry: (-entry[1], entry[0]))
    )


MEASURES = (
    DeclaredMeasure(
        id="goal_flows",
        title={"zh": "目标经任务领域到牵头单位", "en": "From goals over task areas to lead units"},
        formula={
            "zh": "该单位在服务于该目标的任务领域中牵头的措施数；一个领域服务两个目标的，两边都计",
            "en": "measures the unit leads in a task area that serves the goal; an area that serves two goals counts for both",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(MeasureParameter("facts", "plan", None, {"zh": "方案", "en": "the plan"}),),
        cost="O(n + f log f) for n responsibilities and f flows",
        function=goal_flows,
    ),
)
