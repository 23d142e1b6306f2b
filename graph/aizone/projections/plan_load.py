"""One plan as the load of units is counted from: who owns what, where it is in the plan, what it serves, when it is due."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import Lang
from ..iri import expand
from ..queries import Groups, answers
from ..queries.records import DatedMeasure, GoalMeasure, GoalUnit, Responsibility, TargetOwner, UnitRoles, Work
from ..store import Store
from .owners import ownerships


@dataclass(frozen=True, slots=True)
class PlanLoad:
    """The records of one plan.

    `owned` are the responsibilities that count, each owner of a measure once per role; `work` is the breakdown in document
    order; `goals` and `targets` say who works for which goal and leads where which target is served; `dated` are the measures
    with a deadline of their own.
    """

    plan: str
    owned: tuple[Responsibility, ...]
    work: tuple[Work, ...]
    goals: tuple[GoalUnit, ...] = ()
    targets: tuple[TargetOwner, ...] = ()
    dated: tuple[DatedMeasure, ...] = ()


def read_plan_load(store: Store, plan: str, lang: Lang, *, groups: Groups = "one") -> PlanLoad:
    """Read one plan by questions bound to it.

    Args:
        store: the graph.
        plan: its CURIE.
        lang: language of labels.
        groups: a collective owner counts as one unit, or as its members.
    """
    iri = expand(plan)
    return PlanLoad(
        plan=plan,
        owned=tuple(ownerships(answers(store, "assignments", Responsibility, lang=lang, plan=iri), groups=groups)),
        work=tuple(answers(store, "work_items", Work, lang=lang, plan=iri)),
        goals=tuple(answers(store, "units_per_goal", GoalUnit, lang=lang, groups=groups, plan=iri)),
        targets=tuple(answers(store, "targets_with_units", TargetOwner, lang=lang, groups=groups, plan=iri)),
        dated=tuple(answers(store, "deadlines", DatedMeasure, lang=lang, groups=groups, plan=iri)),
    )


def read_loads_over_plans(
    store: Store, lang: Lang, *, unit: str | None = None, groups: Groups = "one"
) -> list[UnitRoles]:
    """The measures that units have in each plan.

    Args:
        store: the graph.
        lang: language of labels.
        unit: CURIE of the only unit that is wanted; only the plans that name it are read then.
        groups: a collective owner counts as one unit, or as its members.
    """
    bound = {} if unit is None else {"unit": expand(unit)}
    return answers(store, "units", UnitRoles, lang=lang, groups=groups, **bound)


def read_goal_measures(
    store: Store, plan: str, unit: str, goal: str, lang: Lang, *, groups: Groups = "one"
) -> tuple[str, ...]:
    """The measures of a unit in the work that serves a goal, as many as 'units_per_goal' counts.

    Args:
        store: the graph.
        plan: CURIE of the goal's plan.
        unit: CURIE of the unit.
        goal: CURIE of the goal.
        lang: language of labels.
        groups: a collective owner counts as one unit, or as its members.
    """
    rows = answers(store, "goal_measures_of_unit", GoalMeasure, lang=lang, groups=groups, unit=expand(unit))
    own = f"{plan}/"
    return tuple(dict.fromkeys(row.item for row in rows if row.goal == goal and row.item.startswith(own)))
