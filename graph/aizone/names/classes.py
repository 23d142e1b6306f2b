"""The classes that a parameter's type stands for, and the groups of things that a search for it looks in."""

from __future__ import annotations

import pyoxigraph as ox

from ..iri import compact
from ..model.kinds import NODE_CLASSES, group_of, own_classes
from ..store import Store
from ..vocab import RDF, UNIT_CLASSES

KINDS: dict[str, frozenset[str]] = {
    "az:Unit": frozenset(f"az:{name}" for name in (*UNIT_CLASSES, "UnitGroup")),
    "az:WorkItem": frozenset({"az:TaskArea", "az:Task", "az:Measure"}),
    "az:NamedEntity": frozenset(
        f"az:{name}"
        for name in (
            *("Platform", "Park", "Project", "Facility"),
            *("Institution", "Enterprise", "Event", "Fund", "PolicyDocument"),
        )
    ),
    "skos:Concept": frozenset({"az:Technology", "az:ApplicationField", "skos:Concept"}),
}
"""Classes that a parameter's type stands for; any other type stands for itself."""


def classes_of_kind(kind: str | None) -> frozenset[str] | None:
    """The classes of a kind of thing ('az:Unit'); None for any kind."""
    return None if kind in (None, "any") else KINDS.get(kind or "", frozenset({kind or ""}))


def groups_of_kind(kind: str | None) -> frozenset[str]:
    """The groups that things of a kind are shown as; all groups for any kind."""
    wanted = classes_of_kind(kind)
    return frozenset(NODE_CLASSES) if wanted is None else frozenset(filter(None, map(group_of, wanted)))


def classes_of_node(store: Store, node: ox.NamedNode) -> list[str]:
    """The classes of a node as CURIEs, the telling ones first: that a goal is also a clause says little."""
    found = {quad.object for quad in store.statements(node, RDF.type, None, None)}
    names = own_classes(compact(kind) for kind in found if isinstance(kind, ox.NamedNode))
    return sorted(names, key=lambda name: (name == "az:Clause", name))
