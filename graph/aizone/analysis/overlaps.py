"""Pairs of units that own measures together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two units and what they share.

    `shared` counts measures; `jaccard` is shared / (owned by either), in [0, 1]; `newman` is the sum over the shared
    measures of 1/(owners - 1).
    """

    unit: str
    unit_label: str
    other: str
    other_label: str
    shared: int
    jaccard: float
    newman: float
    items: tuple[str, ...]


def find_overlaps(graph: nx.Graph[str], *, min_shared: int = 1, unit: str | None = None) -> list[Overlap]:
    """Rank the pairs of a co-responsibility graph.

    Args:
        graph: `projections.co_responsibility`; u units.
        min_shared: pairs that share fewer measures are left out.
        unit: only pairs with this node.

    Returns:
        pairs by shared measures, then by `newman`, most first; ties by name. Of each pair the one with more measures
        comes first; with `unit`, that one does.

    Raises:
        KeyError: `unit` is not in the graph.
    """
    if unit is not None and unit not in graph:
        raise KeyError(unit)
    pairs = []
    for one, two, edge in graph.edges(data=True):
        if edge["shared"] < min_shared or (unit is not None and unit not in (one, two)):
            continue
        first, second = sorted((one, two), key=lambda node: (node != unit, -graph.nodes[node]["items"], node))
        either = graph.nodes[one]["items"] + graph.nodes[two]["items"] - edge["shared"]
        pairs.append(
            Overlap(
                unit=first,
                unit_label=graph.nodes[first]["label"],
                other=second,
                other_label=graph.nodes[second]["label"],
                shared=edge["shared"],
                jaccard=edge["shared"] / either,
                newman=edge["newman"],
                items=tuple(edge["items"]),
            )
        )
    return sorted(pairs, key=lambda pair: (-pair.shared, -pair.newman, pair.unit, pair.other))
