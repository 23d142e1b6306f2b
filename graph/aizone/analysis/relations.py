"""The neighbours of a node by property and direction, strongest first, counted before anything is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.kinds import ROLES, strength
from .measures import DeclaredMeasure, MeasureParameter

if TYPE_CHECKING:
    import networkx as nx

Relation = tuple[str, str]
"""A role or property, and 'out' (the node is its subject) or 'in'."""


def neighbours_by_relation(graph: nx.MultiDiGraph[str], node: str) -> dict[Relation, list[str]]:
    """The neighbours of a node by relation, roles first; in each those with most measures, then most connections, first.

    A neighbour with several roles is listed under the strongest only, so that numbers add up.
    """
    if node not in graph:
        return {}
    found: dict[str, tuple[tuple[int, str], Relation, int]] = {}
    for other, key, direction, data in (
        *((target, key, "out", data) for _s, target, key, data in graph.out_edges(node, keys=True, data=True)),
        *((source, key, "in", data) for source, _t, key, data in graph.in_edges(node, keys=True, data=True)),
    ):
        if other == node:
            continue
        rank = (strength(key), key)
        if other not in found or rank < found[other][0]:
            found[other] = (rank, (key, direction), int(data.get("count", 1)))
    sizes = {other: len(graph.succ[other]) + len(graph.pred[other]) for other in found}
    ordered = sorted(found, key=lambda other: (found[other][0], -found[other][2], -sizes[other], other))
    grouped: dict[Relation, list[str]] = {}
    for other in ordered:
        grouped.setdefault(found[other][1], []).append(other)
    return grouped


def partner_count(graph: nx.MultiDiGraph[str], unit: str, tasks: list[str]) -> int:
    """The number of other units that share some tasks with a unit."""
    others = {
        target
        for task in tasks
        for _s, target, key in graph.out_edges(task, keys=True)
        if key in ROLES and target != unit
    }
    return len(others)


def adjacent(graph: nx.MultiDiGraph[str], node: str) -> set[str]:
    """All nodes that share an edge with one."""
    return {*graph.successors(node), *graph.predecessors(node)} - {node} if node in graph else set()


_NODE = MeasureParameter("node", "node", None, {"zh": "所看的实体", "en": "the entity looked at"})
MEASURES = (
    DeclaredMeasure(
        id="neighbours_by_relation",
        title={"zh": "按关系分组的相邻实体", "en": "Neighbours by relation"},
        formula={
            "zh": "与该实体有连线的实体，每个只列在最强的关系之下",
            "en": "nodes that share an edge with `node`, each under its strongest relation only",
        },
        unit={"zh": "个实体", "en": "entities"},
        source="",
        parameters=(_NODE,),
        cost="O(d log d) for a node of degree d",
        function=neighbours_by_relation,
    ),
    DeclaredMeasure(
        id="partner_count",
        title={"zh": "共同承担任务的单位数", "en": "Units that share tasks"},
        formula={
            "zh": "在这些任务中任一角色出现的其他单位数",
            "en": "distinct other units with a role in any of `tasks`",
        },
        unit={"zh": "个单位", "en": "units"},
        source="",
        parameters=(
            MeasureParameter("unit", "node", None, {"zh": "单位", "en": "the unit"}),
            MeasureParameter("tasks", "list of nodes", None, {"zh": "任务", "en": "the tasks"}),
        ),
        cost="O(edges of the tasks)",
        function=partner_count,
    ),
)
