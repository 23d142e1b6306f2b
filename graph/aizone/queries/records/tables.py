"""Lines of the tables that are taken away: one class of things a table, with the words they were read from."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


@dataclass(frozen=True, slots=True)
class ExportedGoal:
    """A goal or aim of a plan."""

    plan: Curie
    goal: Curie
    without_number: bool
    goal_label: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class ExportedTarget:
    """A target of a goal or measure, with its numbers and the words it was read from."""

    plan: Curie
    goal: Curie
    target: Curie
    metric: str
    unit_text: str
    period: LocalName
    target_label: str = ""
    scope: str = ""
    comparator: str = ""
    minimum: float | None = None
    maximum: float | None = None
    deadline: str = ""
    start: int | None = None
    end: int | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class ExportedWork:
    """A task area, task or measure, with its owner list and its words."""

    plan: Curie
    item: Curie
    type: LocalName
    parent: Curie
    item_label: str = ""
    path: str = ""
    deadline: str = ""
    owner_list: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ExportedAssignment:
    """A responsibility with the measure's words."""

    plan: Curie
    assignment: Curie
    item: Curie
    unit: Curie
    role: LocalName
    basis: LocalName
    rank: int
    item_label: str = ""
    unit_label: str = ""
    group: Curie | None = None
    as_written: str = ""
    owner_list: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ExportedMention:
    """A thing or topic that a work item names, with the words."""

    plan: Curie
    mention: Curie
    item: Curie
    relation: LocalName
    entity: Curie
    type: LocalName
    item_label: str = ""
    entity_label: str = ""
    as_written: str = ""
    start: int | None = None
    end: int | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class ExportedUnit:
    """A unit that a plan names as an owner."""

    plan: Curie
    unit: Curie
    type: LocalName
    provisional: bool
    unit_label: str = ""
    place: Curie | None = None
    place_label: str = ""


@dataclass(frozen=True, slots=True)
class ExportedEntity:
    """A platform, park, project … or topic that a plan names."""

    plan: Curie
    entity: Curie
    type: LocalName
    entity_label: str = ""
    place_label: str = ""
    operator_label: str = ""
