"""Pairs of units that own measures together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .measures import DeclaredMeasure, MeasureParameter

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


def jaccard(shared: int, one: int, two: int) -> float:
    """The share of two units' measures that they own together, in [0, 1].

    Args:
        shared: measures both own.
        one: measures the first owns.
        two: measures the second owns.

    References:
        Jaccard, New Phytologist 11 (1912), 37-50.

    Examples:
        >>> jaccard(2, 3, 4)
        0.4
    """
    return shared / (one + two - shared)


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
        pairs.append(
            Overlap(
                unit=first,
                unit_label=graph.nodes[first]["label"],
                other=second,
                other_label=graph.nodes[second]["label"],
                shared=edge["shared"],
                jaccard=jaccard(edge["shared"], graph.nodes[one]["items"], graph.nodes[two]["items"]),
                newman=edge["newman"],
                items=tuple(edge["items"]),
            )
        )
    return sorted(pairs, key=lambda pair: (-pair.shared, -pair.newman, pair.unit, pair.other))


_SHARED = MeasureParameter("shared", "int", None, {"zh": "共同承担的措施数", "en": "measures both own"})
MEASURES = (
    DeclaredMeasure(
        id="overlaps",
        title={"zh": "共同承担措施的单位对", "en": "Pairs of units that share measures"},
        formula="shared = number of measures both own; newman = sum over them of 1 / (k - 1) with k owners",
        unit={"zh": "项措施", "en": "measures"},
        source="M. E. J. Newman, Physical Review E 64 (2001), 016132, section II",
        parameters=(
            MeasureParameter("min_shared", "int", "1", {"zh": "至少共同承担几项", "en": "share at least so many"}),
            MeasureParameter("unit", "node", "", {"zh": "只看这个单位", "en": "only pairs with this unit"}),
        ),
        cost="O(p log p) for p pairs",
        function=find_overlaps,
    ),
    DeclaredMeasure(
        id="jaccard",
        title={"zh": "共同措施占比（Jaccard）", "en": "Share of both (Jaccard)"},
        formula="shared / (one + two - shared)",
        unit={"zh": "", "en": ""},
        source="P. Jaccard, New Phytologist 11 (1912), 37-50",
        parameters=(
            _SHARED,
            MeasureParameter("one", "int", None, {"zh": "前一单位的措施数", "en": "measures the first owns"}),
            MeasureParameter("two", "int", None, {"zh": "后一单位的措施数", "en": "measures the second owns"}),
        ),
        cost="O(1)",
        function=jaccard,
    ),
)
