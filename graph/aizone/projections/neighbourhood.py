"""The folded graph around some nodes, read from the store statement by statement.

The graph of a thousand plans has millions of edges; a visitor sees a hundred. `folded.fold_measures` of the whole graph suits
a few plans; for a large workspace this reads only the surroundings of the selection, with the same nodes, edges and counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

import pyoxigraph as ox

from ..errors import AizoneError
from ..iri import compact, expand
from ..model.kinds import firmer, group_of, own_classes
from ..store import Store, Term
from ..vocab import AZ, ELI, ORG, RDF, SKOS
from .graph import node_attributes

if TYPE_CHECKING:
    import networkx as nx

MOST = 1_000
"""At most so many statements of one kind are read per node; a topic of ten thousand tasks shows the first thousand."""
FOLLOWED = 40
"""Of each relation of a node, the edges of so many neighbours are followed, those with most measures first: as many as a picture draws."""
_FEW = 400
"""Statements about a node that are read at once; of a node that more lead to, they are read property by property."""

_EDGES = (
    *(AZ[name] for name in ("partOf", "servesGoal", "servesTarget", "hasTarget", "subTargetOf")),
    *(AZ[name] for name in ("delivers", "supports", "reliesOn", "cites", "about")),
    *(AZ.operator, AZ.superior, ORG.hasMember, ORG.subOrganizationOf, SKOS.broader, ELI.passed_by),
)
_UNSHOWN = frozenset({"Assignment", "Mention", "Contribution", "Finding"})
"""As in `projections.graph`; a test compares the two graphs node by node."""
_HUBS = frozenset({"Topic", "Plan"})
_Edge = tuple[str, str, str]


class _Data(TypedDict):
    """A folded edge: the number of statements in it, and the firmest basis of a responsibility."""

    count: int
    basis: str | None


class _EdgeReader:
    """Reads nodes and their folded edges, each once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kinds: dict[str, str | None] = {}
        self._tasks: dict[ox.NamedNode, ox.NamedNode] = {}
        self._said: dict[ox.NamedNode, dict[ox.NamedNode, list[Term]]] = {}
        self._leading: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode]] | None] = {}

    def kind(self, node: ox.NamedNode) -> str | None:
        """The class of a node in the whole graph (see `projections.graph`); None if it is not one of its nodes."""
        if node.value not in self._kinds:
            found = sorted(
                {
                    kind.value
                    for kind in self._objects(node, RDF.type)
                    if kind.value.startswith(AZ.base) and kind.value.removeprefix(AZ.base) not in _UNSHOWN
                }
            )
            own = sorted(own_classes(map(compact, found)))
            telling = [kind for kind in own if kind != compact(AZ.Clause)]
            self._kinds[node.value] = next(iter(telling or own), None)
        return self._kinds[node.value]

    def attributes(self, node: ox.NamedNode) -> dict[str, str]:
        """The node attributes of `folded.fold_measures`."""
        labels = {"zh": "", "en": ""}
        for label in self._said_of(node).get(SKOS.prefLabel, ()):
            if isinstance(label, ox.Literal) and label.language in labels:
                labels[label.language] = label.value
        kind = self.kind(node) or ""
        return {"group": group_of(kind) or "", **node_attributes(compact(node), kind, labels["zh"], labels["en"])}

    def is_shown(self, node: ox.NamedNode) -> bool:
        """True if the explorer draws it."""
        kind = self.kind(node)
        return kind is not None and group_of(kind) is not None

    def edges(self, node: ox.NamedNode) -> dict[_Edge, _Data]:
        """All folded edges of a node, with `count` and `basis`; complete for every pair the node is one of."""
        found: dict[_Edge, _Data] = {}
        own = [node, *(part for part in self._subjects(AZ.partOf, node) if self.kind(part) == "az:Measure")]
        for place in own:
            for start, term, end, basis in (*self._stated(place), *self._assigned(place)):
                self._fold(found, start, term, end, basis, node)
        return found

    def _stated(self, node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, str, ox.NamedNode, str | None]]:
        for term in _EDGES:
            name = compact(term)
            for end in self._objects(node, term):
                yield node, name, end, None
            for start in self._subjects(term, node):
                yield start, name, node, None

    def _assigned(self, node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, str, ox.NamedNode, str | None]]:
        by_item = self._subjects(AZ.workItem, node)
        by_unit = self._subjects(AZ.unit, node)
        for assignment in sorted({*by_item, *by_unit}, key=lambda found: found.value):
            parts = [
                next(iter(self._objects(assignment, term)), None) for term in (AZ.workItem, AZ.unit, AZ.role, AZ.basis)
            ]
            item, unit, role, basis = parts
            if item is not None and unit is not None and role is not None and basis is not None:
                yield item, role.value.rsplit("/", 1)[-1], unit, basis.value.rsplit("/", 1)[-1]

    def _fold(
        self, found: dict[_Edge, _Data], start: ox.NamedNode, name: str, end: ox.NamedNode, basis: str | None,
        node: ox.NamedNode,
    ) -> None:  # fmt: skip
        start, end = self._task_of(start), self._task_of(end)
        if start == end or node not in (start, end) or not (self.is_shown(start) and self.is_shown(end)):
            return
        key = (compact(start), compact(end), name)
        known = found.get(key)
        if known is None:
            found[key] = {"count": 1, "basis": basis}
        else:
            known["count"] += 1
            known["basis"] = firmer(known["basis"], basis)

    def _task_of(self, node: ox.NamedNode) -> ox.NamedNode:
        if self.kind(node) != "az:Measure":
            return node
        if node not in self._tasks:
            self._tasks[node] = next(iter(self._objects(node, AZ.partOf)), node)
        return self._tasks[node]

    def _objects(self, node: ox.NamedNode, term: ox.NamedNode) -> list[ox.NamedNode]:
        found = islice(self._said_of(node).get(term, ()), MOST)
        return list(dict.fromkeys(one for one in found if isinstance(one, ox.NamedNode)))

    def _subjects(self, term: ox.NamedNode, node: ox.NamedNode) -> list[ox.NamedNode]:
        leading = self._leading_to(node)
        if leading is not None:
            return leading.get(term, [])[:MOST]
        quads = islice(self._store.statements(None, term, node, None), MOST)
        return list(dict.fromkeys(quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)))

    def _said_of(self, node: ox.NamedNode) -> Mapping[ox.NamedNode, Sequence[Term]]:
        """All that is said of a node, by property."""
        if node not in self._said:
            found: dict[ox.NamedNode, list[Term]] = {}
            for quad in self._store.statements(node, None, None, None):
                found.setdefault(quad.predicate, []).append(quad.object)
            self._said[node] = found
        return self._said[node]

    def _leading_to(self, node: ox.NamedNode) -> Mapping[ox.NamedNode, list[ox.NamedNode]] | None:
        """All that leads to a node, by property; None where it is too much to be read at once."""
        if node not in self._leading:
            found: dict[ox.NamedNode, dict[ox.NamedNode, None]] = {}
            quads = list(islice(self._store.statements(None, None, node, None), _FEW + 1))
            for quad in quads:
                if isinstance(quad.subject, ox.NamedNode):
                    found.setdefault(quad.predicate, {})[quad.subject] = None
            by_property = {term: list(subjects) for term, subjects in found.items()}
            self._leading[node] = by_property if len(quads) <= _FEW else None
        return self._leading[node]


def neighbourhood(store: Store, nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """The folded graph around some nodes.

    Args:
        store: the graph.
        nodes: CURIEs or IRIs; those that are not valid or not drawn are skipped; a measure is taken as its task.

    Returns:
        as `folded.fold_measures`: the nodes, their neighbours with all of those' edges (so that it is known how many each
        hides), and the far ends of these. The edges of a neighbour that is a topic or plan are not followed, and of each
        relation of a node only those of `FOLLOWED` neighbours.
    """
    import networkx as nx

    reader = _EdgeReader(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    near: dict[str, None] = {}
    seeds = dict.fromkeys(compact(seed) for seed in _seeds(reader, nodes))
    for seed in seeds:
        graph.add_node(seed, **reader.attributes(expand(seed)))
        near.update(dict.fromkeys(_followed(graph, seed, _add(graph, reader, seed))))
    for node in near:
        if node not in seeds and graph.nodes[node]["group"] not in _HUBS:
            _add(graph, reader, node)
    return graph


def _seeds(reader: _EdgeReader, nodes: Iterable[str]) -> Iterator[ox.NamedNode]:
    for node in nodes:
        try:
            iri = reader._task_of(expand(node))
        except (AizoneError, ValueError):  # an unknown prefix; not an IRI
            continue
        if reader.is_shown(iri):
            yield iri


def _followed(graph: nx.MultiDiGraph[str], node: str, edges: Iterable[_Edge]) -> Iterator[str]:
    """The neighbours whose edges are read: of each relation those with most measures."""
    by_relation: dict[tuple[str, bool], list[tuple[int, str]]] = {}
    for start, end, name in edges:
        other = end if start == node else start
        by_relation.setdefault((name, start == node), []).append((-graph.edges[start, end, name]["count"], other))
    for found in by_relation.values():
        yield from (other for _count, other in sorted(found)[:FOLLOWED])


def _add(graph: nx.MultiDiGraph[str], reader: _EdgeReader, node: str) -> list[_Edge]:
    """Add a node's edges to the graph and return them."""
    edges = reader.edges(expand(node))
    for (start, end, name), data in edges.items():
        for place in (start, end):
            if place not in graph:
                graph.add_node(place, **reader.attributes(expand(place)))
        if not graph.has_edge(start, end, name):
            graph.add_edge(start, end, name, **data)
    return list(edges)
