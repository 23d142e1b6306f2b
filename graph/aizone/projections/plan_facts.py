"""One plan as records: its work items, responsibilities, goals, the task areas that serve them, and the things it names."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import Lang
from ..iri import expand
from ..queries import answers
from ..queries.records import AimOwner, GoalArea, GoalTarget, NodeOf, Responsibility, TargetOwner, Work
from ..store import Store


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The records of one plan.

    `work` and `responsibilities` are in document order, members of collective owners included; `goals` has a record per
    goal and target; `served` says which task areas serve which goal; `things` are the platforms, parks, projects, … that
    the plan builds, supports or relies on; `targets` and `aims` have a record per unit that answers for one, or one alone.
    """

    plan: str
    work: tuple[Work, ...]
    responsibilities: tuple[Responsibility, ...]
    goals: tuple[GoalTarget, ...]
    served: tuple[GoalArea, ...]
    things: tuple[str, ...]
    targets: tuple[TargetOwner, ...] = ()
    aims: tuple[AimOwner, ...] = ()

    @property
    def written(self) -> tuple[Responsibility, ...]:
        """The responsibilities as owner lists name them: a collective owner once, its members left out."""
        return tuple(row for row in self.responsibilities if row.group is None)


def read_plan_facts(store: Store, plan: str, lang: Lang) -> PlanFacts:
    """Read one plan by questions bound to it: they cost the same however many plans there are.

    Args:
        store: the graph.
        plan: its CURIE.
        lang: language of labels.
    """
    iri = expand(plan)
    return PlanFacts(
        plan=plan,
        work=tuple(answers(store, "work_items", Work, lang=lang, plan=iri)),
        responsibilities=tuple(answers(store, "assignments", Responsibility, lang=lang, plan=iri)),
        goals=tuple(answers(store, "goals_and_targets", GoalTarget, lang=lang, plan=iri)),
        served=tuple(answers(store, "goals_and_areas", GoalArea, lang=lang, plan=iri)),
        things=tuple(row.found for row in answers(store, "things_of_plan", NodeOf, node=iri)),
        targets=tuple(answers(store, "targets_with_units", TargetOwner, lang=lang, plan=iri)),
        aims=tuple(answers(store, "aims_with_units", AimOwner, lang=lang, plan=iri)),
    )
