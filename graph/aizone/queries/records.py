"""The typed records that questions answer with, one per shape of row.

Nodes are CURIEs ('id:unit/…'), terms of closed vocabularies local names ('lead', 'order'), labels texts in the language asked
for. Positions and counts have no unit; `start` and `end` are code points of the plan's text, half-open; dates are ISO texts
('2023', '2023-06', '2023-06-30').
"""

from __future__ import annotations

from dataclasses import dataclass

from .asking import Curie, LocalName


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
class TopicMeasure:
    """A measure about a topic or one of its narrower topics; `topics` are the names of those it mentions."""

    concept: Curie
    plan: Curie
    item: Curie
    topics: str = ""
    item_label: str = ""
    leads: str = ""


@dataclass(frozen=True, slots=True)
class ThingMeasure:
    """A measure (or plan) that builds, supports, relies on or cites a named thing, and one of its owners if it has any."""

    entity: Curie
    relation: Curie
    plan: Curie
    item: Curie
    unit: Curie | None = None
    role: LocalName = ""
    item_label: str = ""
    unit_label: str = ""


@dataclass(frozen=True, slots=True)
class ParkOwner:
    """A park and a unit that owns a measure building or supporting it; `group` when it does so as member of a collective."""

    plan: Curie
    park: Curie
    relation: Curie
    unit: Curie
    role: LocalName
    item: Curie
    park_label: str = ""
    unit_label: str = ""
    item_label: str = ""
    group: Curie | None = None


@dataclass(frozen=True, slots=True)
class PlatformOwner:
    """A platform and a unit that owns a measure building or supporting it; `group` when as member of a collective."""

    plan: Curie
    unit: Curie
    platform: Curie
    relation: Curie
    item: Curie
    role: LocalName
    unit_label: str = ""
    platform_label: str = ""
    group: Curie | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A policy document that a plan cites, with its number where it has one."""

    plan: Curie
    document: Curie
    document_label: str = ""
    number: str | None = None


@dataclass(frozen=True, slots=True)
class CollectiveOwner:
    """A collective owner, how many measures it owns in a plan, and how many members are known."""

    plan: Curie
    group: Curie
    measures: int
    members: int
    group_label: str = ""


@dataclass(frozen=True, slots=True)
class DirectLink:
    """A statement between a node and another; `direction` is 'out' where the node is its subject."""

    node: Curie
    direction: str
    relation: Curie
    other: Curie
    other_type: Curie
    other_label: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place where a fact is written: characters start to end of the plan's text; `exact` only if the workspace holds the text."""

    start: int
    end: int
    exact: str | None = None
    plan: Curie = ""
    fact: Curie = ""
    text_held: bool = False


@dataclass(frozen=True, slots=True)
class ReadingIssue:
    """Something that was unclear when a plan was read; `message` in the language asked for."""

    plan: Curie
    finding: Curie
    code: str
    severity: LocalName
    message: str
    start: int | None = None
    end: int | None = None


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
class TopicCount:
    """A topic and how many measures of a plan are about it."""

    concept: Curie
    type: Curie
    plan: Curie
    measures: int
    concept_label: str = ""


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """A written name that no registry knows, and how often owner lists hold it."""

    plan: Curie
    unit: Curie
    as_written: str
    times: int


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan: what it says of itself, and how many tasks and measures were read; `fictional` for an invented example."""

    plan: Curie
    tasks: int
    measures: int
    fictional: bool
    plan_label: str = ""
    number: str = ""
    issuer_label: str = ""
    issued: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The document a plan was read from; `length` in characters, `retrieved` an ISO date."""

    plan: Curie
    name: str
    sha256: str
    length: int
    text_held: bool
    source: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class MentionOfThing:
    """A work item (or goal) that names a thing, and the item above it."""

    plan: Curie
    item: Curie
    holder: Curie
    relation: Curie
    entity: Curie
    position: int


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One node of a plan found for another node."""

    node: Curie
    plan: Curie
    found: Curie


@dataclass(frozen=True, slots=True)
class NodeOf:
    """One node found for another: a measure of a work item, a thing of a plan, a target of a goal."""

    node: Curie
    found: Curie
    label: str = ""


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
class GraphNode:
    """A node of the whole graph with one of its classes and its labels."""

    node: Curie
    type: Curie
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A statement between two nodes of the whole graph."""

    source: Curie
    term: Curie
    target: Curie


@dataclass(frozen=True, slots=True)
class GraphResponsibility:
    """An assignment as an edge of the whole graph."""

    item: Curie
    unit: Curie
    role: LocalName
    basis: LocalName
    rank: int
    assignment: Curie


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity with its Chinese and English names, and whether it belongs to an invented example."""

    node: Curie
    type: Curie
    zh: str
    en: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class ClassLabel:
    """A class of the ontology and what it is called."""

    type: LocalName
    label: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place and one of its names."""

    place: Curie
    name: str


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """The place a plan belongs to, its level ('prefecture'), and the place around it."""

    plan: Curie
    place: Curie
    label: str
    level: str
    parent: Curie | None = None


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as an owner list of a plan writes it, and the unit it means there."""

    plan: Curie
    unit: Curie
    as_written: str


@dataclass(frozen=True, slots=True)
class ThingName:
    """A name of anything, and the property that gives it ('skos:altLabel')."""

    node: Curie
    term: Curie
    name: str


@dataclass(frozen=True, slots=True)
class ThingClass:
    """A thing that graphs and lists show, and one of its classes."""

    node: Curie
    type: Curie


@dataclass(frozen=True, slots=True)
class ThingPlace:
    """A thing and the place it belongs to."""

    node: Curie
    place: Curie


@dataclass(frozen=True, slots=True)
class LicensedSource:
    """A registry, gazetteer or vocabulary with its licence (an IRI) and, where it says so, what it was made from."""

    node: Curie
    licence: str
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class or property of the ontology; `kind` is 'class' or 'property'."""

    term: Curie
    kind: str
    label: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class TouchedThing:
    """A measure that builds, supports or relies on a thing; `name` is its Chinese name, `whole` what it is part of.

    `registered` says that a gazetteer lists the thing: then it is one thing, and not a name that fits several.
    """

    plan: Curie
    item: Curie
    relation: LocalName
    entity: Curie
    type: LocalName
    name: str
    registered: bool
    entity_label: str = ""
    whole: Curie | None = None
    whole_label: str = ""


@dataclass(frozen=True, slots=True)
class MeasureTopic:
    """A measure and one technology or field it is about, with the broader topic of that where there is one.

    `start` is where the plan says so for this measure, in its words or in the heading above it; `as_written` how.
    """

    plan: Curie
    item: Curie
    concept: Curie
    type: LocalName
    concept_label: str = ""
    broader: Curie | None = None
    start: int | None = None
    as_written: str = ""


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
