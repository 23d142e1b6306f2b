"""The network of units that are responsible together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from ..queries import Groups
from ..queries.records import Responsibility
from ..text.characters import without_illegal
from .owners import is_named, ownerships

if TYPE_CHECKING:
    import networkx as nx


def project_co_responsibility(assignments: Iterable[Responsibility], *, groups: Groups = "one") -> nx.Graph[str]:
    """Project assignments onto the units that share measures.

    Args:
        assignments: answers of the question 'assignments'.
        groups: a collective owner counts as one unit, or as its members ('expand').

    Returns:
        An undirected graph of u units; units that share nothing are isolated nodes. Node: a CURIE with `label`, `type`
        and `items`, the number of measures it owns in any role. Edge: the two own at least one measure together that
        names at least one of them itself (`owners.is_named`);
        `shared` counts those measures, `items` names them in plan order with a space between (`items.split()`; a text, because
        graph files hold no lists), and `newman` is the sum over them of 1/(k-1)
        with k owners, so that a measure of two owners binds them by 1 and one of twenty by 1/19.

    References:
        Newman, Physical Review E 64 (2001), 016132, section II.
    """
    import networkx as nx

    owners: dict[str, list[str]] = defaultdict(list)
    graph: nx.Graph[str] = nx.Graph()
    named: dict[str, set[str]] = defaultdict(set)
    for owned in ownerships(assignments, groups=groups):
        if is_named(owned):
            named[owned.item].add(owned.unit)
        graph.add_node(owned.unit, label=without_illegal(owned.unit_label), type=owned.unit_type)
        if owned.unit not in owners[owned.item]:
            owners[owned.item].append(owned.unit)
    items: dict[tuple[str, str], list[str]] = defaultdict(list)
    newman: dict[tuple[str, str], float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for item, units in owners.items():
        for unit in units:
            count[unit] += 1
        for pair in combinations(sorted(units), 2):
            if named[item].isdisjoint(pair):
                continue
            items[pair].append(item)
            newman[pair] += 1 / (len(units) - 1)
    nx.set_node_attributes(graph, dict(count), "items")
    for pair in sorted(items):
        graph.add_edge(*pair, shared=len(items[pair]), newman=newman[pair], items=" ".join(items[pair]))
    return graph
