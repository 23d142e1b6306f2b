"""The graph as it is explored: measures folded into their tasks.

A planner thinks in tasks: "the bureau leads task 三/一/1". So a measure's owners, platforms and topics are drawn at its task;
the card of the task lists the measures one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import Lang
from ..model.kinds import firmer, group_of

if TYPE_CHECKING:
    import networkx as nx


def fold_measures(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Draw what measures own, build and speak of at their tasks.

    Args:
        graph: `projections.graph.project_graph`.

    Returns:
        A graph of the nodes an explorer shows, each with `group` (see `model.kinds.NODE_CLASSES`). Edges: (task, unit) keyed by role,
        with `count` measures; the firmest basis is kept in `basis`; other edges keep their property as key.
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
            edge["basis"] = firmer(edge["basis"], data.get("basis"))
        else:
            folded.add_edge(start, end, name, count=1, basis=data.get("basis"))
    return folded


def label_of(graph: nx.MultiDiGraph[str], node: str, lang: Lang) -> str:
    """A node's name in a language, in the other when it has none there, else its CURIE."""
    data = graph.nodes[node]
    first, second = ("label_zh", "label_en") if lang == "zh" else ("label_en", "label_zh")
    return data[first] or data[second] or node
