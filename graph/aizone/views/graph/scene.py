"""A scene: the part of the folded graph that is drawn, with its places, names, lines and legend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .arrangements import Drawn, NameForm, Route
from .lettering import Caption
from .state import More

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class or role: its name and how many of it are on screen; `is_shown` is False when the filter hides it."""

    key: str
    label: str
    count: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """The picture to draw: the subgraph, its positions (px), the '+n's, the legend, what is pinned, and what the cap left out.

    `groups` are the classes of nodes and '+n's; `captions` their names where they are written; `routes` the lines that are not straight, by
    source and target; `form` is how names in layers are written; `path` is the chain that is drawn alone, whose lines have words.
    """

    graph: nx.MultiDiGraph[str]
    positions: dict[str, tuple[float, float]]
    more: tuple[More, ...]
    legend: tuple[LegendEntry, ...]
    left_out: int
    hidden_neighbours: dict[str, int] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()
    arrangement: Drawn = "around"
    groups: dict[str, str] = field(default_factory=dict)
    captions: dict[str, Caption] = field(default_factory=dict)
    routes: dict[tuple[str, str], Route] = field(default_factory=dict)
    form: NameForm | None = None
    path: tuple[str, ...] = ()


def is_invented(scene: Scene, node: str) -> bool:
    """Tell whether a node that is drawn belongs to an invented example; it gets a dashed ring."""
    return bool(scene.graph.nodes[node].get("is_invented"))
