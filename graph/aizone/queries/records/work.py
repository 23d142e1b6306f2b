"""Work: areas, tasks and measures, with who is responsible for each."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One unit (or collective owner) in one role for one measure.

    `rank` is its 1-based place in the owner list as written, `position` the measure's in the document; `group` is the
    collective owner whose member it is.
    """

    item: Curie
    unit: Curie
    role: LocalName
    basis: LocalName
    plan: Curie
    item_label: str = ""
    task: Curie = ""
    task_label: str = ""
    unit_label: str = ""
    unit_type: Curie = ""
    role_label: str = ""
    basis_label: str = ""
    rank: int = 0
    position: int = 0
    as_written: str = ""
    abstract: str | None = None
    deadline: str | None = None
    assignment: Curie = ""
    group: Curie | None = None


@dataclass(frozen=True, slots=True)
class AssignmentNode:
    """An assignment of a measure as a node, and the passage of the measure; None without an owner."""

    plan: Curie
    item: Curie
    passage: Curie
    assignment: Curie | None = None
    unit: Curie | None = None
    role: LocalName | None = None


@dataclass(frozen=True, slots=True)
class QuotedResponsibility:
    """A responsibility with where its measure is written; `text` only if the workspace holds the plan's text."""

    plan: Curie
    measure: Curie
    task: Curie
    unit: Curie
    role: LocalName
    basis: LocalName
    as_written: str
    start: int
    end: int
    position: int
    rank: int
    assignment: Curie = ""
    owner_list: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ItemOwner:
    """An owner of one of the measures of a work item."""

    item: Curie
    measure: Curie
    unit: Curie
    role: LocalName
    basis: LocalName
    rank: int
    as_written: str
    assignment: Curie
    measure_label: str = ""
    unit_label: str = ""
    role_label: str = ""
    group: Curie | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A task area, task or measure; `path` is its numbering as printed ('' for a measure), `clause` a measure's number."""

    plan: Curie
    item: Curie
    type: LocalName
    parent: Curie
    position: int
    item_label: str = ""
    path: str = ""
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class DatedMeasure:
    """A measure that is due, that goes on, or that comes again (`schedule`, as written); `leads` are the Chinese names of its lead units, joined by '、'."""

    plan: Curie
    item: Curie
    item_label: str = ""
    deadline: str | None = None
    continuous: bool = False
    schedule: str | None = None
    leads: str = ""


@dataclass(frozen=True, slots=True)
class StageDeadline:
    """A measure and a date at which a stage of it is due, before its own deadline."""

    plan: Curie
    item: Curie
    deadline: str


@dataclass(frozen=True, slots=True)
class MeasureWithoutLead:
    """A measure without a lead, its task, and how many owners it has."""

    plan: Curie
    task: Curie
    path: str
    item: Curie
    owners: int
    task_label: str = ""
    item_label: str = ""


@dataclass(frozen=True, slots=True)
class SharedMeasure:
    """A measure that two units own, with the role of each and how it is known."""

    unit: Curie
    other: Curie
    plan: Curie
    task: Curie
    item: Curie
    unit_role: LocalName
    unit_basis: LocalName
    other_role: LocalName
    other_basis: LocalName
    item_label: str = ""
    abstract: str | None = None
    owner_list: str = ""


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section of a plan's text; `text` only if the workspace holds it, `start` where its heading begins."""

    plan: Curie
    node: Curie
    type: LocalName
    path: str
    position: int
    start: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """A measure of a plan with its words; `text` only if the workspace holds it."""

    plan: Curie
    node: Curie
    parent: Curie
    position: int
    start: int
    end: int
    text: str | None = None
    owner_list: str = ""
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A passage of a plan's text that names a thing or states a target."""

    plan: Curie
    node: Curie
    type: Curie
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A measure of a plan, of the unit that it was asked for, and about the node."""

    plan: Curie
    item: Curie
    item_label: str = ""
    unit: Curie = ""
    node: Curie = ""
