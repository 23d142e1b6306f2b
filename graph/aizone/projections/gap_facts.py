"""One plan as the rules about gaps check it: its measures with their owners, goals, targets, things, topics and deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from ..iri import expand
from ..queries import answers
from ..queries.records import (
    DatedMeasure,
    GoalArea,
    GoalTarget,
    GoalUnit,
    PlannedTarget,
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
    )
