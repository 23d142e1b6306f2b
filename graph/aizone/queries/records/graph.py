"""Nodes and edges of any class, their names and the terms of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


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
class AddressBelow:
    """One address that begins with the given words."""

    node: Curie
    beginning: str


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One node of a plan found for another node."""

    node: Curie
    plan: Curie
    found: Curie


@dataclass(frozen=True, slots=True)
class PlanOf:
    """A plan that says something of the given unit or topic."""

    plan: Curie
    unit: Curie = ""
    concept: Curie = ""


@dataclass(frozen=True, slots=True)
class NodeOf:
    """One node found for another: a measure of a work item, a thing of a plan, a target of a goal."""

    node: Curie
    found: Curie
    label: str = ""


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
    """An assignment of a plan as an edge of the whole graph."""

    plan: Curie
    item: Curie
    unit: Curie
    role: LocalName
    basis: LocalName
    rank: int
    assignment: Curie


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
class WrittenName:
    """A name as an owner list of a plan writes it, and the unit it means there."""

    plan: Curie
    unit: Curie
    as_written: str


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class or property of the ontology; `kind` is 'class' or 'property'."""

    term: Curie
    kind: str
    label: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class NodeText:
    """Words of a node: the plan's own (az:text) or our summary (dcterms:abstract)."""

    node: Curie
    term: Curie
    text: str
