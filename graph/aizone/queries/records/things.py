"""Things and topics: platforms, parks, projects, documents, technologies and fields."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


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
class TopicCount:
    """A topic and how many measures of a plan are about it."""

    concept: Curie
    type: Curie
    plan: Curie
    measures: int
    concept_label: str = ""


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
class NamedEntity:
    """An entity with its Chinese and English names, and whether it belongs to an invented example."""

    node: Curie
    type: Curie
    zh: str
    en: str = ""
    fictional: bool = False


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
