"""The graph as it is explored: neighbourhoods, never the whole; measures folded into their tasks.

A planner thinks in tasks: "the bureau leads task 三/一/1". So a measure's owners, platforms and topics are drawn at its task;
the card of the task lists the measures one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import AizoneError
from ..i18n import Lang, translator
from ..iri import compact, expand
from .layout import first_layout, place_new
from .palette import NODES, ROLES, class_label, edge_label, group_of, role_label

if TYPE_CHECKING:
    import networkx as nx

MAX_NODES = 300
"""More nodes than this are not drawn; the page says how many were left out and asks to narrow down."""

_ROLE_ORDER = {role: place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One neighbour of a node, as a table row: how it is related, what it is, how many neighbours it has itself."""

    node: str
    label: str
    group: str
    relation: str
    degree: int


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class or role that is drawn: its name, glyph, colour, and how many of it are on screen."""

    key: str
    label: str
    glyph: str
    color: str
    count: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on screen: the subgraph, its positions (px), the legend, and how many nodes the cap left out."""

    graph: nx.MultiDiGraph[str]
    positions: dict[str, tuple[float, float]]
    legend: tuple[LegendEntry, ...]
    left_out: int
    hidden_neighbours: dict[str, int] = field(default_factory=dict)


def fold_measures(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Draw what measures own, build and speak of at their tasks.

    Args:
        graph: `projections.graph.project_graph`.

    Returns:
        A graph of the nodes an explorer shows, each with `group` (see `palette.NODES`). Edges: (task, unit) keyed by role,
        with `count` measures; the strongest basis is kept in `basis`; other edges keep their property as key.
    """
    import networkx as nx

    task_of = {
        node: next(target for _, target, key in graph.out_edges(node, keys=True) if key == "az:partOf")
        for node, data in graph.nodes(data=True)
        if data["type"] == "az:Measure"
    }
    folded: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        group = group_of(data["type"])
        if group is not None:
            folded.add_node(node, group=group, **data)
    for source, target, key, data in graph.edges(keys=True, data=True):
        start, end = task_of.get(source, source), task_of.get(target, target)
        if start == end or start not in folded or end not in folded:
            continue
        name = data.get("role", key)
        if folded.has_edge(start, end, name):
            edge = folded.edges[start, end, name]
            edge["count"] += 1
            if data.get("basis") == "explicit":
                edge["basis"] = "explicit"
        else:
            folded.add_edge(start, end, name, count=1, basis=data.get("basis"))
    return folded


def label_of(graph: nx.MultiDiGraph[str], node: str, lang: Lang) -> str:
    """A node's name in a language, in the other when it has none there, else its CURIE."""
    data = graph.nodes[node]
    first, second = ("label_zh", "label_en") if lang == "zh" else ("label_en", "label_zh")
    return data[first] or data[second] or node


def visible(graph: nx.MultiDiGraph[str], groups: Collection[str], roles: Collection[str]) -> nx.MultiDiGraph[str]:
    """The part of a folded graph that the filters let through: nodes of some classes, role edges of some roles."""
    import networkx as nx

    nodes = [node for node, data in graph.nodes(data=True) if data["group"] in groups]
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kept.add_nodes_from((node, graph.nodes[node]) for node in nodes)
    for source, target, key, data in graph.subgraph(nodes).edges(keys=True, data=True):
        if key not in ROLES or key in roles:
            kept.add_edge(source, target, key, **data)
    return kept


def neighbours(graph: nx.MultiDiGraph[str], node: str, lang: Lang) -> list[Neighbour]:
    """The neighbours of a node as a list a screen reader can read: by relation, then name."""
    _ = translator(lang)
    found: dict[tuple[str, str], Neighbour] = {}
    edges = [(target, key) for _s, target, key in graph.out_edges(node, keys=True)]
    edges += [(source, key) for source, _t, key in graph.in_edges(node, keys=True)]
    for other, key in edges:
        found[(other, key)] = Neighbour(
            node=other,
            label=label_of(graph, other, lang),
            group=class_label(graph.nodes[other]["group"], _),
            relation=edge_label(key, _),
            degree=degree(graph, other),
        )
    order = {key: _ROLE_ORDER.get(key[1], len(_ROLE_ORDER)) for key in found}
    return [found[key] for key in sorted(found, key=lambda key: (order[key], key[1], found[key].label))]


def node_at(graph: nx.MultiDiGraph[str], address: str) -> str | None:
    """The node an address names, as CURIE or full IRI; a measure's task, because measures are drawn at it; else None."""
    try:
        node = compact(expand(address))
    except (AizoneError, ValueError):  # no prefix we know; an IRI that is none
        return None
    if node in graph:
        return node
    parent = node.rpartition("/")[0]
    return parent if parent in graph else None


def degree(graph: nx.MultiDiGraph[str], node: str) -> int:
    """How many different neighbours a node has."""
    return len({*graph.successors(node), *graph.predecessors(node)} - {node})


def around(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> list[str]:
    """Some nodes and all their direct neighbours, the given ones first."""
    ordered: dict[str, None] = {}
    for node in nodes:
        if node in graph:
            ordered.setdefault(node)
    for node in list(ordered):
        for other in sorted({*graph.successors(node), *graph.predecessors(node)}):
            ordered.setdefault(other)
    return list(ordered)


def build_scene(
    graph: nx.MultiDiGraph[str],
    shown: Iterable[str],
    lang: Lang,
    *,
    previous: dict[str, tuple[float, float]] | None = None,
    anchor: str | None = None,
) -> Scene:
    """Lay some nodes out.

    Args:
        graph: folded and filtered.
        shown: nodes to draw, most important first; those beyond `MAX_NODES` are left out.
        lang: language of the legend.
        previous: positions already on screen, which are never changed.
        anchor: the node that was expanded; new nodes are placed around it.
    """
    wanted = [node for node in dict.fromkeys(shown) if node in graph]
    kept = wanted[:MAX_NODES]
    part = graph.subgraph(kept)
    before = {node: place for node, place in (previous or {}).items() if node in part}
    positions = place_new(part, kept, before, anchor) if before else first_layout(part, kept)
    hidden = {node: degree(graph, node) - degree(part, node) for node in kept}
    return Scene(part, positions, _legend(part, lang), len(wanted) - len(kept), hidden)


def _legend(part: nx.MultiDiGraph[str], lang: Lang) -> tuple[LegendEntry, ...]:
    _ = translator(lang)
    groups = Counter(data["group"] for _n, data in part.nodes(data=True))
    roles = Counter(key for _s, _t, key in part.edges(keys=True) if key in ROLES)
    entries = [
        LegendEntry(group, class_label(group, _), style.glyph, style.color, groups[group])
        for group, style in NODES.items()
        if groups[group]
    ]
    lines = {"lead": "━━", "responsible": "──", "support": "╌╌", "supervise": "┈┈"}
    entries += [
        LegendEntry(role, role_label(role, _), lines[role], style.color, roles[role])
        for role, style in ROLES.items()
        if roles[role]
    ]
    return tuple(entries)
