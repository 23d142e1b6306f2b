"""How a node is related to its neighbours: by property and direction, strongest first, counted before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..i18n import Lang, translator
from ..model.kinds import ROLES
from ..wording import class_label, told

if TYPE_CHECKING:
    import networkx as nx

Relation = tuple[str, str]
"""A role or property, and 'out' (the node is its subject) or 'in'."""

_ORDER = {role: place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Connection:
    """One line of a node's menu: "leads 18, with 31 units".

    `count` neighbours in all, `shown` of them on screen; `partners` other units that share those tasks (0 where it says nothing);
    `kinds` are the classes of the neighbours in words, with their numbers.
    """

    relation: Relation
    label: str
    count: int
    shown: int
    partners: int
    kinds: tuple[tuple[str, int], ...]


def neighbours_by_relation(graph: nx.MultiDiGraph[str], node: str) -> dict[Relation, list[str]]:
    """The neighbours of a node by relation, roles first; in each those with most measures, then most connections, first.

    A neighbour with several roles stands under the strongest only, so that numbers add up.
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
        rank = (_ORDER.get(key, len(_ORDER)), key)
        if other not in found or rank < found[other][0]:
            found[other] = (rank, (key, direction), int(data.get("count", 1)))
    sizes = {other: len(graph.succ[other]) + len(graph.pred[other]) for other in found}
    ordered = sorted(found, key=lambda other: (found[other][0], -found[other][2], -sizes[other], other))
    grouped: dict[Relation, list[str]] = {}
    for other in ordered:
        grouped.setdefault(found[other][1], []).append(other)
    return grouped


def connections(graph: nx.MultiDiGraph[str], node: str, shown: set[str], lang: Lang) -> tuple[Connection, ...]:
    """The menu of a node: what would be shown, counted.

    Args:
        graph: folded and filtered.
        node: whose menu.
        shown: the nodes on screen.
        lang: language of the words.
    """
    _ = translator(lang)
    lines = []
    for relation, others in neighbours_by_relation(graph, node).items():
        kinds: dict[str, int] = {}
        for other in others:
            name = class_label(graph.nodes[other]["group"], _)
            kinds[name] = kinds.get(name, 0) + 1
        lines.append(
            Connection(
                relation=relation,
                label=told(relation[0], relation[1] == "out", _),
                count=len(others),
                shown=len(shown.intersection(others)),
                partners=_partners(graph, node, others) if relation[0] in ROLES and relation[1] == "in" else 0,
                kinds=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
            )
        )
    return tuple(lines)


def _partners(graph: nx.MultiDiGraph[str], unit: str, tasks: list[str]) -> int:
    """How many other units share these tasks."""
    others = {
        target
        for task in tasks
        for _s, target, key in graph.out_edges(task, keys=True)
        if key in ROLES and target != unit
    }
    return len(others)


def adjacent(graph: nx.MultiDiGraph[str], node: str) -> set[str]:
    """All that a node is connected with."""
    return {*graph.successors(node), *graph.predecessors(node)} - {node} if node in graph else set()
