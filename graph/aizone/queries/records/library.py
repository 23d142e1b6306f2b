"""Rows of questions that only the library asks: counts by unit, goal, area, topic and basis."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


@dataclass(frozen=True, slots=True)
class SupportingUnit:
    """A unit of a plan that leads nothing, and how many measures it has."""

    plan: Curie
    unit: Curie
    type: LocalName
    measures: int
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class GoalLead:
    """The number of measures for a goal that a unit leads."""

    plan: Curie
    goal: Curie
    unit: Curie
    leads: int
    goal_label: str = ""
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class CrowdedMeasure:
    """A measure with many owners, and their names."""

    plan: Curie
    item: Curie
    units: int
    owners: str
    item_label: str = ""


@dataclass(frozen=True, slots=True)
class DueTarget:
    """A target with its numbers and the day it is due."""

    plan: Curie
    goal: Curie
    target: Curie
    unit_text: str
    period: LocalName
    goal_label: str = ""
    target_label: str = ""
    minimum: float | None = None
    maximum: float | None = None
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class AreaSize:
    """The tasks, measures and owners of a task area."""

    plan: Curie
    area: Curie
    tasks: int
    measures: int
    units: int
    area_label: str = ""


@dataclass(frozen=True, slots=True)
class RoleBasis:
    """The number of responsibilities of a role that are known in one way."""

    plan: Curie
    role: LocalName
    basis: LocalName
    assignments: int


@dataclass(frozen=True, slots=True)
class TopicUnit:
    """The number of measures about a topic that a unit owns."""

    plan: Curie
    concept: Curie
    unit: Curie
    measures: int
    concept_label: str = ""
    unit_label: str = ""
