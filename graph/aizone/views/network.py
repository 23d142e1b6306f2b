"""The graph as it is explored: neighbourhoods, never the whole; measures folded into their tasks.

A planner thinks in tasks: "the bureau leads task 三/一/1". So a measure's owners, platforms and topics are drawn at its task;
the card of the task lists the measures one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import AizoneError
from ..i18n import Lang, translator
from ..iri import compact, expand
from .graph_state import More, Picture
from .palette import NODES, ROLES, class_label, group_of, role_label, told

if TYPE_CHECKING:
    import networkx as nx

_PLAN_NODES = "id:plan/"
_ROLE_ORDER = {role: place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One neighbour of a node, as a row of a list: how it is related, what it is, how many neighbours it has itself."""

    node: str
    label: str
    group: str
    relation: str
    degree: int


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class or role: its name, and how many of it are on screen; `is_shown` is False when the filter hides it."""

    key: str
    label: str
    count: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn: the subgraph, its positions (px), the '+n's, the legend, what is pinned, and what the cap left out."""

    graph: nx.MultiDiGraph[str]
    positions: dict[str, tuple[float, float]]
    more: tuple[More, ...]
    legend: tuple[LegendEntry, ...]
    left_out: int
    hidden_neighbours: dict[str, int] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()


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


def visible(
    graph: nx.MultiDiGraph[str],
    groups: Collection[str],
    roles: Collection[str],
    *,
    plans: Collection[str] | None = None,
    always: Collection[str] = (),
) -> nx.MultiDiGraph[str]:
    """The part of a folded graph that the filters let through.

    Args:
        graph: folded.
        groups: classes of the nodes to keep.
        roles: roles of the responsibilities to keep; other relations stay.
        plans: CURIEs of the plans whose goals, areas and tasks to keep; all when None.
        always: nodes to keep whatever their class.
    """
    import networkx as nx

    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        if node in always or (data["group"] in groups and (plans is None or _is_of(node, plans))):
            kept.add_node(node, **data)
    for source, target, key, data in graph.subgraph(kept).edges(keys=True, data=True):
        if key not in ROLES or key in roles:
            kept.add_edge(source, target, key, **data)
    return kept


def _is_of(node: str, plans: Collection[str]) -> bool:
    """Whether a node stands in one of some plans, or in none at all (units, platforms and topics belong to no plan)."""
    return not node.startswith(_PLAN_NODES) or any(node == plan or node.startswith(f"{plan}/") for plan in plans)


def neighbours(graph: nx.MultiDiGraph[str], node: str, lang: Lang) -> list[Neighbour]:
    """The neighbours of a node as a list a screen reader can read: by relation, then name."""
    _ = translator(lang)
    found: dict[tuple[str, str], Neighbour] = {}
    edges = [(target, key, True) for _s, target, key in graph.out_edges(node, keys=True)]
    edges += [(source, key, False) for source, _t, key in graph.in_edges(node, keys=True)]
    for other, key, forward in edges:
        found[(other, key)] = Neighbour(
            node=other,
            label=label_of(graph, other, lang),
            group=class_label(graph.nodes[other]["group"], _),
            relation=told(key, forward, _),
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


def build_scene(
    graph: nx.MultiDiGraph[str],
    picture: Picture,
    lang: Lang,
    *,
    groups: Collection[str] = tuple(NODES),
    roles: Collection[str] = tuple(ROLES),
) -> Scene:
    """What to draw of a picture.

    Args:
        graph: folded and filtered; nodes of the picture that the filter hides are not drawn.
        picture: nodes and where they stand.
        lang: language of the legend.
        groups: classes that the filter lets through, for the legend.
        roles: roles that the filter lets through, for the legend.
    """
    kept = [node for node in picture.shown if node in graph]
    part = graph.subgraph(kept)
    more = tuple(more for more in picture.more if more.anchor in part)
    positions = {node: picture.places[node] for node in (*kept, *(one.id for one in more))}
    behind: Counter[str] = Counter()
    for one in more:
        behind[one.anchor] += len(one.members)
    hidden = {node: max(0, degree(graph, node) - degree(part, node) - behind[node]) for node in kept}
    legend = _legend(part, groups, roles, lang)
    return Scene(part, positions, more, legend, picture.left_out, hidden, picture.pinned & part.nodes)


def _legend(
    part: nx.MultiDiGraph[str], shown_groups: Collection[str], shown_roles: Collection[str], lang: Lang
) -> tuple[LegendEntry, ...]:
    """All classes and roles that are drawn or that the filter hides."""
    _ = translator(lang)
    groups = Counter(data["group"] for _n, data in part.nodes(data=True))
    roles = Counter(key for _s, _t, key in part.edges(keys=True) if key in ROLES)
    entries = [
        LegendEntry(group, class_label(group, _), groups[group], group in shown_groups)
        for group in NODES
        if groups[group] or group not in shown_groups
    ]
    entries += [
        LegendEntry(role, role_label(role, _), roles[role], role in shown_roles)
        for role in ROLES
        if roles[role] or role not in shown_roles
    ]
    return tuple(entries)
