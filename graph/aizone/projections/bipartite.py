"""Units and the measures they own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..queries import Groups
from ..queries.records import Responsibility
from ..text.characters import without_illegal
from .owners import ownerships

if TYPE_CHECKING:
    import networkx as nx


def project_bipartite(assignments: Iterable[Responsibility], *, groups: Groups = "one") -> nx.MultiGraph[str]:
    """Project assignments onto a two-mode graph.

    Args:
        assignments: answers of the question 'assignments'.
        groups: a collective owner counts as one unit, or as its members ('expand').

    Returns:
        A graph of u units and m measures. Node: a CURIE with `bipartite` (0 unit, 1 measure), `label`, and for units
        `type`, for measures `plan`. Edge: this unit owns this measure in one role; its key and `role` are the role's
        name, `basis` how that is known; no two edges share an `id`. A unit with two roles for one measure has two edges.
    """
    import networkx as nx

    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for owned in ownerships(assignments, groups=groups):
        graph.add_node(owned.unit, bipartite=0, label=without_illegal(owned.unit_label), type=owned.unit_type)
        graph.add_node(owned.item, bipartite=1, label=without_illegal(owned.item_label), plan=owned.plan)
        name = f"{owned.unit} {owned.role} {owned.item}"
        graph.add_edge(owned.unit, owned.item, key=owned.role, id=name, role=owned.role, basis=owned.basis)
    return graph
