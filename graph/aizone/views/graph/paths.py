"""Paths between two entities as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...analysis.shortest_paths import ShortestPath
from ...i18n import Lang, translator
from ...projections.folded import label_of
from ...wording import told

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class ToldPath:
    """The nodes of a path from the first to the last, the path as one sentence, and what is between its two ends."""

    nodes: tuple[str, ...]
    words: str
    between: str


def tell_paths(
    graph: nx.MultiDiGraph[str], paths: Iterable[ShortestPath], lang: Lang, *, plans: Mapping[str, str] | None = None
) -> tuple[ToldPath, ...]:
    """Paths as sentences: 'A → leads → task → is supported by → B'.

    Args:
        graph: the folded graph the paths were found in.
        paths: `analysis.shortest_paths.shortest_paths`.
        lang: language of the sentences.
        plans: names of plans by CURIE, where there are several: each part of one names its plan.
    """
    _ = translator(lang)
    found = []

    def name(node: str) -> str:
        own = next((label for plan, label in (plans or {}).items() if node.startswith(f"{plan}/")), "")
        label = label_of(graph, node, lang)
        return _("{name} ({plan})").format(name=label, plan=own) if own else label

    for path in paths:
        words = name(path.nodes[0]) + "".join(
            _(" → {relation} → {name}").format(relation=told(step.key, step.forward, _), name=name(step.target))
            for step in path.steps
        )
        between = told(path.steps[0].key, path.steps[0].forward, _) + "".join(
            _(" → {name} → {relation}").format(relation=told(step.key, step.forward, _), name=name(step.source))
            for step in path.steps[1:]
        )
        found.append(ToldPath(path.nodes, words, between))
    return tuple(found)
