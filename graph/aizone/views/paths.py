"""How two entities are connected: the shortest paths between them, told in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ..i18n import Lang, translator
from .network import label_of
from .palette import OTHER_WEIGHT, ROLES, told

if TYPE_CHECKING:
    import networkx as nx

_STRENGTH = {role: place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path, read from `source` to `target`; `forward` is False when the graph holds it the other way round."""

    source: str
    target: str
    key: str
    forward: bool
    words: str


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of steps and the chain as one sentence."""

    steps: tuple[Step, ...]
    words: str

    @property
    def nodes(self) -> tuple[str, ...]:
        """From the first entity to the last."""
        return (self.steps[0].source, *(step.target for step in self.steps))


def shortest_paths(graph: nx.MultiDiGraph[str], one: str, two: str, lang: Lang, *, limit: int = 3) -> tuple[Path, ...]:
    """The shortest paths between two entities, whichever way the edges point.

    Args:
        graph: folded and filtered, n nodes and m edges.
        one: where the path begins.
        two: where it ends.
        lang: language of the sentence.
        limit: at most so many paths.

    Returns:
        paths of the least length, those by responsibilities before those by other relations; empty when nothing connects the
        two, or when they are the same. Length counts hops, and a relation other than a responsibility counts a little more,
        so that a chain through people who work together is preferred to one of equal length through a common superior.

    References:
        Dijkstra (1959); time O((n + m) log n).
    """
    import networkx as nx

    if one == two or one not in graph or two not in graph:
        return ()
    plain: nx.Graph[str] = nx.Graph()
    for source, target, key in sorted(graph.edges(keys=True)):
        weight = 1.0 if key in ROLES else OTHER_WEIGHT
        if source != target and weight < plain.get_edge_data(source, target, {"weight": 99.0})["weight"]:
            plain.add_edge(source, target, weight=weight)
    if one not in plain or two not in plain or not nx.has_path(plain, one, two):
        return ()
    chains = islice(nx.all_shortest_paths(plain, one, two, weight="weight"), 200)
    paths = [_path(graph, chain, lang) for chain in chains]
    paths.sort(key=lambda path: (sum(_STRENGTH.get(step.key, 9) for step in path.steps), path.nodes))
    return tuple(paths[:limit])


def _path(graph: nx.MultiDiGraph[str], chain: list[str], lang: Lang) -> Path:
    _ = translator(lang)
    steps = []
    for source, target in pairwise(chain):
        found = [(key, True) for key in graph.succ[source].get(target, ())]
        found += [(key, False) for key in graph.succ[target].get(source, ())]
        key, forward = min(found, key=lambda item: (_STRENGTH.get(item[0], 9), item[0]))
        steps.append(Step(source, target, key, forward, told(key, forward, _)))
    first = label_of(graph, chain[0], lang)
    told_steps = "".join(
        _(" → {relation} → {name}").format(relation=step.words, name=label_of(graph, step.target, lang))
        for step in steps
    )
    return Path(tuple(steps), first + told_steps)
