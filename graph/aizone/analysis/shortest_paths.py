"""The shortest paths between two entities, those through people who work together first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ..model.kinds import strength
from .measures import DeclaredMeasure, MeasureParameter

if TYPE_CHECKING:
    import networkx as nx

_MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path, read from `source` to `target`; `forward` is False when the graph holds it the other way round."""

    source: str
    target: str
    key: str
    forward: bool


@dataclass(frozen=True, slots=True)
class ShortestPath:
    """A chain of steps from one entity to another."""

    steps: tuple[Step, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """From the first entity to the last."""
        return (self.steps[0].source, *(step.target for step in self.steps))


def shortest_paths(graph: nx.MultiDiGraph[str], one: str, two: str, *, limit: int = 3) -> tuple[ShortestPath, ...]:
    """The shortest paths between two entities, whichever way the edges point.

    Args:
        graph: folded and filtered, n nodes and m edges.
        one: where the path begins.
        two: where it ends.
        limit: at most so many paths.

    Returns:
        paths of the fewest hops; of these the ones with most responsibilities first, then those with the strongest roles, so
        that a chain through people who work together is preferred to one through a common superior. Empty when nothing
        connects the two, or when they are the same.

    References:
        Breadth-first search (Moore 1959) with all predecessors on shortest paths; time O(n + m) of what is nearer than `two`.
    """
    if one == two or one not in graph or two not in graph:
        return ()
    paths = [_path(graph, chain) for chain in islice(_chains(_before(graph, one, two), one, two), _MOST_COMPARED)]
    paths.sort(key=lambda path: (sum(strength(step.key) for step in path.steps), path.nodes))
    return tuple(paths[:limit])


def _before(graph: nx.MultiDiGraph[str], one: str, two: str) -> dict[str, list[str]]:
    """For each node up to the distance of `two`, the nodes before it on a shortest path from `one`."""
    before: dict[str, list[str]] = {one: []}
    layer = [one]
    while layer and two not in before:
        found: dict[str, list[str]] = {}
        for node in layer:
            for other in sorted({*graph.successors(node), *graph.predecessors(node)}):
                if other not in before:
                    found.setdefault(other, []).append(node)
        before.update(found)
        layer = list(found)
    return before


def _chains(before: dict[str, list[str]], one: str, two: str) -> Iterator[list[str]]:
    """The shortest chains of nodes from `one` to `two`."""
    if two not in before:
        return
    open_ends = [[two]]
    while open_ends:
        chain = open_ends.pop()
        if chain[0] == one:
            yield chain
        else:
            open_ends += [[node, *chain] for node in reversed(before[chain[0]])]


def _path(graph: nx.MultiDiGraph[str], chain: list[str]) -> ShortestPath:
    steps = []
    for source, target in pairwise(chain):
        found = [(key, True) for key in graph.succ[source].get(target, ())]
        found += [(key, False) for key in graph.succ[target].get(source, ())]
        key, forward = min(found, key=lambda item: (strength(item[0]), item[0]))
        steps.append(Step(source, target, key, forward))
    return ShortestPath(tuple(steps))


MEASURES = (
    DeclaredMeasure(
        id="shortest_paths",
        title={"zh": "最短联系路径", "en": "Shortest paths"},
        formula={
            "zh": "两者之间步数最少的路径，连线不分方向；步数相同的，角色最强者在前",
            "en": "fewest hops between `one` and `two`, edges taken in either direction; of equal ones the strongest roles first",
        },
        unit={"zh": "步", "en": "hops"},
        source="Breadth-first search: E. F. Moore, The shortest path through a maze (1959)",
        parameters=(
            MeasureParameter("one", "node", None, {"zh": "起点", "en": "where a path begins"}),
            MeasureParameter("two", "node", None, {"zh": "终点", "en": "where it ends"}),
            MeasureParameter("limit", "int", "3", {"zh": "最多几条", "en": "at most so many paths"}),
        ),
        cost="O(n + m) of what is nearer than `two`",
        function=shortest_paths,
    ),
)
