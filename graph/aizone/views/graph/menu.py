"""The menu of a node in the graph: its relations in words, with how many neighbours each would show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...analysis.relations import Relation, neighbours_by_relation, partner_count
from ...i18n import Lang, translator
from ...model.kinds import ROLES
from ...wording import class_label, told

if TYPE_CHECKING:
    import networkx as nx


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
                partners=partner_count(graph, node, others) if relation[0] in ROLES and relation[1] == "in" else 0,
                kinds=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
            )
        )
    return tuple(lines)
