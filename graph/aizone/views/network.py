"""The graph as it is explored: neighbourhoods, never the whole; measures folded into their tasks.

A planner thinks in tasks: "the bureau leads task 三/一/1". So a measure's owners, platforms and topics are drawn at its task;
the card of the task lists the measures one by one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..i18n import Lang, translator
from .palette import NODES, OTHER, ROLES, class_label, edge_label, group_of, role_label

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

MAX_NODES = 300
"""More nodes than this are not drawn; the page says how many were left out and asks to narrow down."""

_ROLE_ORDER = {role: place for place, role in enumerate(ROLES)}
_LABEL_WIDTH = 9
_SEED = 7


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
    positions = _place_new(part, kept, before, anchor) if before else _layout(part, kept)
    hidden = {node: degree(graph, node) - degree(part, node) for node in kept}
    return Scene(part, positions, _legend(part, lang), len(wanted) - len(kept), hidden)


def _layout(part: nx.MultiDiGraph[str], order: list[str]) -> dict[str, tuple[float, float]]:
    """Deterministic first positions: rings around one entity, a spring layout for anything else."""
    import networkx as nx

    if len(order) <= 1:
        return dict.fromkeys(order, (0.0, 0.0))
    center, rest = order[0], order[1:]
    if all(part.has_edge(center, node) or part.has_edge(node, center) for node in rest):
        return _rings(part, center, rest)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(order)
    plain.add_edges_from((source, target) for source, target in part.edges() if source != target)
    raw = nx.spring_layout(plain, seed=_SEED, iterations=80, k=1.9 / math.sqrt(len(order)))
    scale = 150 * math.sqrt(len(order))
    return _spread(
        {node: (float(point[0]) * scale * 1.25, float(point[1]) * scale * 0.85) for node, point in raw.items()},
        frozenset(),
    )


def _rings(part: nx.MultiDiGraph[str], center: str, rest: list[str]) -> dict[str, tuple[float, float]]:
    """One entity in the middle, its neighbours on ellipses around it: leads nearest, then by class, equal ones together."""

    def rank(node: str) -> tuple[int, str, str]:
        keys = [*part.succ[center].get(node, ()), *part.pred[center].get(node, ())]
        role = min((_ROLE_ORDER[key] for key in keys if key in _ROLE_ORDER), default=len(_ROLE_ORDER))
        return role, part.nodes[node]["group"], node

    placed = {center: (0.0, 0.0)}
    queue = sorted(rest, key=rank)
    ring = 0
    while queue:
        room = 10 + 8 * ring
        here, queue = queue[:room], queue[room:]
        if queue and len(queue) < 5:
            here, queue = here + queue, []
        radius = 175 + 105 * ring
        for place, node in enumerate(here):
            angle = -math.pi / 2 + 2 * math.pi * (place + 0.5 * (ring % 2)) / len(here)
            placed[node] = (radius * 1.3 * math.cos(angle), radius * math.sin(angle))
        ring += 1
    return _spread(placed, frozenset({center}))


def _place_new(
    part: nx.MultiDiGraph[str], order: list[str], before: dict[str, tuple[float, float]], anchor: str | None
) -> dict[str, tuple[float, float]]:
    """Old nodes stay; new ones go on rings around their anchor, away from what is there."""
    placed = dict(before)
    fresh = [node for node in order if node not in placed]
    for number, node in enumerate(fresh):
        known = [other for other in (*part.successors(node), *part.predecessors(node)) if other in before]
        center = before.get(anchor or "") or before[known[0]] if known or (anchor and anchor in before) else (0.0, 0.0)
        ring, place = divmod(number, 14)
        angle = 2 * math.pi * place / min(14, len(fresh)) + ring * 0.2
        radius = 210 + 120 * ring
        placed[node] = (center[0] + radius * 1.2 * math.cos(angle), center[1] + radius * 0.85 * math.sin(angle))
    return _spread(placed, frozenset(before))


def _spread(placed: dict[str, tuple[float, float]], fixed: frozenset[str]) -> dict[str, tuple[float, float]]:
    """Push apart nodes whose labels would overlap; fixed ones do not move. At most 60 rounds, deterministic."""
    width, height = 140.0, 78.0
    points = {node: list(point) for node, point in placed.items()}
    nodes = list(points)
    for _round in range(60):
        moved = False
        for index, one in enumerate(nodes):
            for two in nodes[index + 1 :]:
                dx, dy = points[two][0] - points[one][0], points[two][1] - points[one][1]
                overlap_x, overlap_y = width - abs(dx), height - abs(dy)
                if overlap_x <= 0 or overlap_y <= 0 or (one in fixed and two in fixed):
                    continue
                moved = True
                axis, push = (1, overlap_y) if overlap_y / height < overlap_x / width else (0, overlap_x)
                sign = 1.0 if (dy if axis else dx) >= 0 else -1.0
                share = 1.0 if one in fixed or two in fixed else 0.5
                if one not in fixed:
                    points[one][axis] -= sign * push * share
                if two not in fixed:
                    points[two][axis] += sign * push * share
        if not moved:
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in points.items()}


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


def to_pyvis(scene: Scene, lang: Lang, *, selected: str | None = None) -> Network:
    """A scene as a pyvis network: positions fixed, physics off, labels wrapped; titles are plain text."""
    from pyvis.network import Network

    _ = translator(lang)
    network = Network(directed=True)
    for node, data in scene.graph.nodes(data=True):
        style = NODES[data["group"]]
        label = label_of(scene.graph, node, lang)
        hidden = scene.hidden_neighbours.get(node, 0)
        x, y = scene.positions[node]
        more = _("{count} more neighbours: double-click to show them").format(count=hidden) if hidden else ""
        network.add_node(
            node,
            label=wrap_label(label, lang) + (f"\n+{hidden}" if hidden else ""),
            title="\n".join(part for part in (f"{class_label(data['group'], _)}: {label}", more) if part),
            shape=style.shape,
            size=style.size,
            color=_node_color(style.color),
            borderWidth=3 if node == selected else 1,
            borderWidthSelected=3,
            x=x,
            y=y,
        )
    for source, target, key, data in scene.graph.edges(keys=True, data=True):
        line = ROLES.get(key, OTHER)
        words = edge_label(key, _)
        if data.get("count", 1) > 1:
            words += f" ×{data['count']}"
        network.add_edge(
            source,
            target,
            id=f"{source}|{key}|{target}",
            title=words,
            color=line.color,
            width=line.width,
            dashes=list(line.dashes) if line.dashes else False,
            arrows="" if key in ROLES else "to",
        )
    network.options = _OPTIONS
    return network


_RIM = "#c9ced3"  # sets a dark fill off from the dark theme; hardly seen on the light one


def _node_color(fill: str) -> dict[str, Any]:
    return {"background": fill, "border": _RIM, "highlight": {"background": fill, "border": "#d55e00"}}


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "edges": {"smooth": False, "arrowStrikethrough": False, "selectionWidth": 1.5},
    "nodes": {"font": {"size": 15, "face": "sans-serif"}},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 150, "keyboard": False},
}


def wrap_label(label: str, lang: Lang, *, lines: int = 3) -> str:
    """A label in at most `lines` lines, cut with an ellipsis; Chinese breaks anywhere, other text at spaces."""
    if any("\u4e00" <= char <= "\u9fff" for char in label):
        count = math.ceil(len(label) / _LABEL_WIDTH)
        width = math.ceil(len(label) / count)  # lines of equal length
        parts = [label[place : place + width] for place in range(0, len(label), width)]
    else:
        parts = [""]
        for word in label.split():
            if parts[-1] and len(parts[-1]) + len(word) >= _LABEL_WIDTH * 2:
                parts.append(word)
            else:
                parts[-1] = f"{parts[-1]} {word}".strip()
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: _LABEL_WIDTH * 2 - 1] + "…"]
    return "\n".join(parts)
