"""Units: what they lead and own, with whom they share it, and how they are named."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie


@dataclass(frozen=True, slots=True)
class CollectiveOwner:
    """A collective owner, how many measures it owns in a plan, and how many members are known."""

    plan: Curie
    group: Curie
    measures: int
    members: int
    group_label: str = ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the graph, registered or provisional, and how often plans name it."""

    unit: Curie
    type: Curie
    provisional: bool
    plans: int
    assignments: int
    unit_label: str = ""
    place: Curie | None = None
    place_label: str = ""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """The class and the place of a unit that was not merged into another one."""

    unit: Curie
    type: Curie
    provisional: bool
    place: Curie | None = None


@dataclass(frozen=True, slots=True)
class UnitNamed:
    """The number of assignments of a plan that name a unit."""

    plan: Curie
    unit: Curie
    assignments: int


@dataclass(frozen=True, slots=True)
class UnitLeads:
    """The number of measures of a plan that a unit leads."""

    unit: Curie
    plan: Curie
    leads: int
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class UnitRoles:
    """The numbers of measures of a plan that a unit has, in all and by role."""

    unit: Curie
    type: Curie
    plan: Curie
    leads: int
    responsible: int
    supports: int
    supervises: int
    total: int
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class UnitPair:
    """Two units and how many measures of a plan they own together; two collective owners are not such a pair."""

    plan: Curie
    unit: Curie
    other: Curie
    shared: int
    unit_label: str = ""
    other_label: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A unit that owns measures of a plan with the one asked for; how many, and in how many both lead or are responsible."""

    unit: Curie
    plan: Curie
    other: Curie
    shared: int
    both_lead_or_responsible: int
    other_label: str = ""


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """A written name that no registry knows, and how often owner lists hold it."""

    plan: Curie
    unit: Curie
    as_written: str
    times: int
