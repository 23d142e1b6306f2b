"""One plan as its dates are told from: what is due when, where it is in the plan, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import UnknownNameError
from ..i18n import Lang
from ..iri import expand
from ..queries import Groups, answers
from ..queries.records import (
    DatedMeasure,
    GoalArea,
    PlanSummary,
    Responsibility,
    StageDeadline,
    TargetDate,
    TargetOwner,
    Work,
)
from ..store import Store
from .owners import ownerships
from .plans import read_plan


@dataclass(frozen=True, slots=True)
class PlanDates:
    """The records of one plan that its dates are told from.

    `targets` are those of goals and measures; `dated` are the measures with a
    deadline of their own, or that go on or come again, and `stages` their earlier dates; `work` is the breakdown in document order; `served` says which task
    areas serve which goal; `owned` are the responsibilities that count and `answering` who answers for which target.
    """

    plan: PlanSummary
    targets: tuple[TargetDate, ...]
    dated: tuple[DatedMeasure, ...]
    stages: tuple[StageDeadline, ...]
    work: tuple[Work, ...]
    served: tuple[GoalArea, ...]
    owned: tuple[Responsibility, ...]
    answering: tuple[TargetOwner, ...]


def read_plan_dates(store: Store, plan: str, lang: Lang, *, groups: Groups = "one") -> PlanDates:
    """Read one plan by questions bound to it.

    Args:
        store: the graph.
        plan: its CURIE.
        lang: language of labels.
        groups: a collective owner counts as one unit, or as its members.

    Raises:
        UnknownNameError: the graph holds no such plan.
    """
    iri = expand(plan)
    found = read_plan(store, plan, lang)
    if found is None:
        raise UnknownNameError("", plan)
    return PlanDates(
        plan=found,
        targets=tuple(answers(store, "target_dates", TargetDate, lang=lang, plan=iri)),
        dated=tuple(answers(store, "deadlines", DatedMeasure, lang=lang, groups=groups, plan=iri)),
        stages=tuple(answers(store, "stage_deadlines", StageDeadline, plan=iri)),
        work=tuple(answers(store, "work_items", Work, lang=lang, plan=iri)),
        served=tuple(answers(store, "goals_and_areas", GoalArea, lang=lang, plan=iri)),
        owned=tuple(ownerships(answers(store, "assignments", Responsibility, lang=lang, plan=iri), groups=groups)),
        answering=tuple(answers(store, "targets_with_units", TargetOwner, lang=lang, groups=groups, plan=iri)),
    )
