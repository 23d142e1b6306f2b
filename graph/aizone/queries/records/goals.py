"""Goals, targets and aims, with the work that serves them and the units that answer for them."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


@dataclass(frozen=True, slots=True)
class GoalArea:
    """A task area that serves a goal; `score` is the cosine of their wording, in [0, 1]."""

    plan: Curie
    goal: Curie
    area: Curie
    score: float
    goal_label: str = ""
    area_label: str = ""


@dataclass(frozen=True, slots=True)
class GoalUnit:
    """A unit with measures in the task areas that serve a goal, and how many of them it leads."""

    plan: Curie
    goal: Curie
    unit: Curie
    measures: int
    leads: int
    goal_label: str = ""
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class GoalTarget:
    """A goal of a plan and one of its targets (None for a goal without any)."""

    plan: Curie
    goal: Curie
    target: Curie | None = None
    goal_label: str = ""
    target_label: str = ""


@dataclass(frozen=True, slots=True)
class GoalMeasure:
    """A measure in a task area that serves a goal, and the unit it was asked for (or that leads it)."""

    goal: Curie
    unit: Curie
    item: Curie
    goal_label: str = ""
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class TargetOwner:
    """A target with its numbers (`minimum` and `maximum` in `unit_text`), a unit that answers for it, and why it does.

    `metric` and `scope` say what is counted, in the reader's language where it has words for it: targets of one metric are its stages.

    `item` is the area, task or measure by which it does: the one that states the target (basis 'explicit'), that serves it
    by its words ('wording', with a score in [0, 1]) or by a person's decision, or the area that serves its goal where nothing
    narrower is known (`through_goal`). `unit` and all after it are None or empty for a target without any such unit.
    """

    plan: Curie
    goal: Curie
    target: Curie
    unit_text: str
    period: LocalName
    goal_label: str = ""
    target_label: str = ""
    metric: str = ""
    scope: str = ""
    minimum: float | None = None
    maximum: float | None = None
    deadline: str | None = None
    unit: Curie | None = None
    unit_label: str = ""
    role: LocalName = ""
    item: Curie | None = None
    item_label: str = ""
    basis: LocalName = ""
    score: float | None = None
    through_goal: bool = False


@dataclass(frozen=True, slots=True)
class AimOwner:
    """An aim without a number, a unit that answers for it, and why it does; as `TargetOwner`."""

    plan: Curie
    goal: Curie
    aim: Curie
    period: LocalName
    goal_label: str = ""
    aim_label: str = ""
    unit: Curie | None = None
    unit_label: str = ""
    role: LocalName = ""
    item: Curie | None = None
    item_label: str = ""
    basis: LocalName = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """A target or aim (`served`) that a unit answers for, and by what work; as `TargetOwner`."""

    unit: Curie
    plan: Curie
    served: Curie
    item: Curie
    basis: LocalName
    through_goal: bool
    served_label: str = ""
    item_label: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """A target of a goal (or measure) as the plan states it; `minimum` and `maximum` in `unit_text`, per year or in total."""

    plan: Curie
    goal: Curie
    target: Curie
    metric: str
    unit_text: str
    period: LocalName
    minimum: float | None = None
    maximum: float | None = None
    deadline: str | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class TargetField:
    """An application field that a target is limited to, and one of its Chinese names."""

    plan: Curie
    goal: Curie
    target: Curie
    concept: Curie
    name: str


@dataclass(frozen=True, slots=True)
class TargetDate:
    """A target of a goal or measure with what it counts, its numbers and its deadline ('' where it states none).

    `metric` and `scope` are the plan's own words, which tell targets of one number from others; `metric_said` and `scope_said` are
    the same in the reader's language, '' where it has none.
    """

    plan: Curie
    goal: Curie
    target: Curie
    metric: str
    unit_text: str
    period: LocalName
    goal_label: str = ""
    target_label: str = ""
    scope: str = ""
    metric_said: str = ""
    scope_said: str = ""
    comparator: str = ""
    minimum: float | None = None
    maximum: float | None = None
    deadline: str = ""
