"""The classes that the nodes of an answer are drawn as."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ..iri import compact, expand
from ..model.kinds import group_of, own_classes
from ..store import Store
from ..vocab import AZ, PREFIXES, RDF

_DRAWN_AS = {"az:Measure": "Task", "az:WorkItem": "Task", "az:NamedEntity": "Facility"}
_OURS = ("id", *PREFIXES)


def read_groups(store: Store, nodes: Iterable[str]) -> dict[str, str]:
    """The class (see `model.kinds.NODE_CLASSES`) of each node that has one; a measure is drawn as a task.

    Args:
        store: the graph.
        nodes: CURIEs; IRIs of other vocabularies have none.
    """
    found = {}
    ours = {node: expand(node) for node in nodes if node.partition(":")[0] in _OURS}
    store.expect(ours.values())
    for node, iri in ours.items():
        kinds = {
            compact(quad.object)
            for quad in store.statements(iri, RDF.type)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(AZ.base)
        }
        groups = (group_of(kind) or _DRAWN_AS.get(kind) for kind in sorted(own_classes(kinds)))
        group = next((one for one in groups if one), None)
        if group is not None:
            found[node] = group
    return found
