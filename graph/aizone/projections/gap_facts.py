"""One plan as the rules about gaps check it: its measures with their owners, goals, targets, things, topics and deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..iri import expand
from ..queries import answers
from ..queries.records import (
    DatedMeasure,
    GoalArea,
    GoalTarget,
    GoalUnit,
    PlannedTarget,
    Responsibility,
    TargetField,
    TargetOwner,
    Work,
)
from ..store import Store
from ..text.collation import sort_key
from .clauses import PlanClauses, WorkClause, read_clauses
from .plans import read_years
from .things import Thing, things_of_plans


@dataclass(frozen=True, slots=True)
class GapFacts:
    """The records of one plan, with Chinese names and words: rules read the plan as it is written.

    `start` and `end` are the plan's years, None where it names none. `served` are the task areas that serve a
    goal, `working` the units with work for one, `answering` those that answer for a target and by which work, `fields` the names of the fields that targets are limited to.
    `meant` are the units that an owner such as 各牵头单位 means in this plan, by measure and owner.
    """

    plan: str
    clauses: PlanClauses
    work: tuple[Work, ...] = ()
    start: int | None = None
    end: int | None = None
    goals: tuple[GoalTarget, ...] = ()
    targets: tuple[PlannedTarget, ...] = ()
    answering: tuple[TargetOwner, ...] = ()
    served: tuple[GoalArea, ...] = ()
    working: tuple[GoalUnit, ...] = ()
    fields: tuple[TargetField, ...] = ()
    things: tuple[Thing, ...] = ()
    dated: tuple[DatedMeasure, ...] = ()
    meant: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def measures(self) -> tuple[WorkClause, ...]:
        """The plan's measures in reading order."""
        return self.clauses.clauses

    @property
    def tasks(self) -> tuple[Work, ...]:
        """The plan's tasks in reading order."""
        return tuple(row for row in self.work if row.type == "Task")

    def measures_within(self, item: str) -> tuple[WorkClause, ...]:
        """The measures of a task area or task, or the measure itself."""
        return tuple(clause for clause in self.measures if item in (clause.item, clause.task, clause.area))


def read_gap_facts(store: Store, plan: str) -> GapFacts:
    """Read one plan by questions bound to it.

    Args:
        store: the graph.
        plan: its CURIE.
    """
    iri = expand(plan)
    start, end = read_years(store, plan)
    return GapFacts(
        plan=plan,
        clauses=read_clauses(store, plan, "zh"),
        work=tuple(sorted(answers(store, "work_items", Work, plan=iri), key=lambda row: row.position)),
        start=start,
        end=end,
        goals=tuple(answers(store, "goals_and_targets", GoalTarget, plan=iri)),
        targets=tuple(
            sorted(
                answers(store, "targets_of_plan", PlannedTarget, plan=iri), key=lambda row: sort_key(row.target, "zh")
            )
        ),
        answering=tuple(answers(store, "targets_with_units", TargetOwner, plan=iri)),
        served=tuple(answers(store, "goals_and_areas", GoalArea, plan=iri)),
        working=tuple(answers(store, "units_per_goal", GoalUnit, plan=iri)),
        fields=tuple(answers(store, "fields_of_targets", TargetField, plan=iri)),
        things=things_of_plans(store, [plan], "zh"),
        dated=tuple(answers(store, "deadlines", DatedMeasure, plan=iri)),
        meant=_meant(plan, answers(store, "assignments", Responsibility, plan=iri)),
    )


def _meant(plan: str, rows: Iterable[Responsibility]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The members of the owners that only their plan can tell; those of 各县（市、区）政府 are the same in every plan."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.group is not None and row.group.startswith(f"{plan}/"):
            found[row.item, row.group][row.unit] = None
    return {owner: tuple(units) for owner, units in found.items()}
