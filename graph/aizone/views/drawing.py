"""A scene as a pyvis network: looks, wrapped labels, tooltips in plain text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..i18n import Lang, translator
from .network import Scene, label_of
from .palette import NODES, OTHER, ROLES, class_label, edge_label

if TYPE_CHECKING:
    from pyvis.network import Network

_LABEL_WIDTH = 9


def to_pyvis(scene: Scene, lang: Lang, *, selected: str | None = None) -> Network:
    """A scene as a pyvis network: positions fixed, physics off, labels wrapped; titles are plain text."""
    from pyvis.network import Network

    _ = translator(lang)
    network = Network(directed=True)
    for node in scene.positions:  # in the order of the layout: a NetworkX view's own order changes with the hash seed
        data = scene.graph.nodes[node]
        style = NODES[data["group"]]
        label = label_of(scene.graph, node, lang)
        hidden = scene.hidden_neighbours.get(node, 0)
        x, y = scene.positions[node]
        more = _("{count} more neighbours: double-click to show them").format(count=hidden) if hidden else ""
        network.add_node(
            node,
            label=wrap_label(label, lang) + (f" +{hidden}" if hidden else ""),
            title="\n".join(part for part in (f"{class_label(data['group'], _)}: {label}", more) if part),
            shape=style.shape,
            size=style.size,
            color=_node_color(style.color),
            borderWidth=3 if node == selected else 1,
            borderWidthSelected=3,
            **({"font": _INSIDE} if style.shape in _LABEL_INSIDE else {}),
            x=x,
            y=y,
        )
    for source, target, key in sorted(scene.graph.edges(keys=True)):
        data = scene.graph.edges[source, target, key]
        line = ROLES.get(key, OTHER)
        words = edge_label(key, _)
        if data.get("count", 1) > 1:
            words += f" ×{data['count']}"
        network.add_edge(
            source,
            target,
            id=f"{source}|{key}|{target}",
            title=words,
            color=line.color,
            width=line.width,
            dashes=list(line.dashes) if line.dashes else False,
            arrows="" if key in ROLES else "to",
        )
    network.options = _OPTIONS
    return network


_RIM = "#c9ced3"
_LABEL_INSIDE = frozenset({"box", "ellipse"})  # vis-network writes into these, so their label is white in both themes
_INSIDE: dict[str, Any] = {"color": "#ffffff", "strokeWidth": 0, "size": 14}


def _node_color(fill: str) -> dict[str, Any]:
    return {"background": fill, "border": _RIM, "highlight": {"background": fill, "border": "#d55e00"}}


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "edges": {"smooth": False, "arrowStrikethrough": False, "selectionWidth": 1.5},
    "nodes": {"font": {"size": 15, "face": "sans-serif"}},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 150, "keyboard": False},
}


def wrap_label(label: str, lang: Lang, *, lines: int = 3) -> str:
    """A label in at most `lines` lines, cut with an ellipsis; Chinese breaks anywhere, other text at spaces."""
    if any("\u4e00" <= char <= "\u9fff" for char in label):
        count = math.ceil(len(label) / _LABEL_WIDTH)
        width = math.ceil(len(label) / count)  # lines of equal length
        parts = [label[place : place + width] for place in range(0, len(label), width)]
    else:
        parts = [""]
        for word in label.split():
            if parts[-1] and len(parts[-1]) + len(word) >= _LABEL_WIDTH * 2:
                parts.append(word)
            else:
                parts[-1] = f"{parts[-1]} {word}".strip()
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: _LABEL_WIDTH * 2 - 1] + "…"]
    return "\n".join(parts)
