"""A scene as a pyvis network: signs, names in lines where they are written, tooltips in plain text; positions are fixed and physics is off."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from ...i18n import Lang, Translate, counted, translator
from ...projections.folded import label_of
from ...wording import class_label, edge_label, told
from ..look.icons import data_uri, sign_svg
from ..look.palette import NODES, OTHER, ROLES
from ..look.theme import FONT
from .captions import sign_size
from .scene import Scene, is_invented

if TYPE_CHECKING:
    from pyvis.network import Network

MORE = "more"
"""The vis-network group of a '+n'."""


def to_pyvis(scene: Scene, lang: Lang, *, selected: str | None = None) -> Network:
    """A scene as a pyvis network.

    Each node has its `caption` (lines, side and box; names are not drawn by vis-network, which knows one side only), its class as vis-network `group` (see `OPTIONS`), its `badge` ('+6' neighbours that are not drawn) and whether it
    is `pinned`; each edge the `kind` that says its colour in both themes, and its `route` where it is not straight.
    """
    from pyvis.network import Network

    _ = translator(lang)
    network = Network(directed=True)
    for node in scene.positions:  # in the order of the layout: a NetworkX view's own order changes with the hash seed
        x, y = scene.positions[node]
        if node in scene.graph:
            network.add_node(node, x=x, y=y, **_node(scene, node, lang, _), borderWidth=3 if node == selected else 1)
    for more in scene.more:
        x, y = scene.positions[more.id]
        words = told(more.relation[0], more.relation[1] == "out", _)
        title = _("{count} more that this entity {relation}: click to show them").format(
            count=len(more.members), relation=words
        )
        network.add_node(
            more.id,
            x=x,
            y=y,
            label=f"+{len(more.members)}",
            title=title,
            group=MORE,
            shape="ellipse",
            badge="",
            pinned=False,
            caption=_caption(scene, more.id),
        )
        network.add_edge(
            more.anchor,
            more.id,
            id=f"{more.anchor}|{MORE}|{more.id}",
            kind=MORE,
            arrows="",
            route=scene.routes.get((more.anchor, more.id)),
            **_line(MORE),
        )
    for source, target, key in sorted(scene.graph.edges(keys=True)):
        data = scene.graph.edges[source, target, key]
        words = edge_label(key, _)
        if data.get("count", 1) > 1:
            words += f" ×{data['count']}"
        arrows = "" if key in ROLES else "to"
        said = None
        if scene.path:  # its lines are read from left to right
            forward = scene.path.index(source) < scene.path.index(target)
            arrows, said = "to" if forward else "from", told(key, forward, _)
        network.add_edge(
            source,
            target,
            id=f"{source}|{key}|{target}",
            title=words,
            kind=key if key in ROLES else "other",
            arrows=arrows,
            route=scene.routes.get((source, target)),
            words=said,
            **_line(key),
        )
    network.options = options()
    return network


def _node(scene: Scene, node: str, lang: Lang, _: Translate) -> dict[str, Any]:
    group = scene.graph.nodes[node]["group"]
    label = label_of(scene.graph, node, lang)
    hidden = scene.hidden_neighbours.get(node, 0)
    ngettext = counted(lang)
    more = (
        ngettext(
            "{count} more neighbour: double-click to show it",
            "{count} more neighbours: double-click to show them",
            hidden,
        ).format(count=hidden)
        if hidden
        else ""
    )
    invented = _("invented example") if is_invented(scene, node) else ""
    return {
        "label": label,
        "caption": _caption(scene, node),
        "title": "\n".join(part for part in (f"{class_label(group, _)}: {label}", more, invented) if part),
        "group": group,
        "shape": "image",
        "size": sign_size(scene, node),
        "badge": f"+{hidden}" if hidden else "",
        "pinned": node in scene.pinned,
        "invented": bool(invented),
    }


def _caption(scene: Scene, node: str) -> dict[str, Any]:
    """A name with its place relative to its node, which may be moved."""
    found, (x, y) = scene.captions[node], scene.positions[node]
    left, top, right, bottom = found.box
    return {"lines": list(found.lines), "side": found.side, "box": [left - x, top - y, right - x, bottom - y]}


def _line(key: str) -> dict[str, Any]:
    line = ROLES.get(key, OTHER)
    dashes = [2, 5] if key == MORE else list(line.dashes) if line.dashes else False
    return {"color": line.color.light, "width": line.width, "dashes": dashes}


@functools.cache
def _groups() -> dict[str, Any]:
    """Each class's icon, plain and with a ring for the selected node."""
    looks: dict[str, Any] = {
        group: {
            "shape": "image",
            "image": {
                "unselected": data_uri(sign_svg(group, style.shape, style.color)),
                "selected": data_uri(sign_svg(group, style.shape, style.color, is_selected=True)),
            },
        }
        for group, style in NODES.items()
    }
    looks[MORE] = {
        "shape": "ellipse",
        "borderWidth": 1.5,
        "shapeProperties": {"borderDashes": [4, 3]},
        "font": {"size": 13},
        "margin": 4,
    }
    return looks


def options() -> dict[str, Any]:
    """vis-network's options."""
    return {
        "physics": {"enabled": False},
        "groups": _groups(),
        "edges": {
            "smooth": False,
            "arrowStrikethrough": False,
            "selectionWidth": 1.5,
            "arrows": {"to": {"scaleFactor": 0.6}, "from": {"scaleFactor": 0.6}},
        },
        "nodes": {"font": {"size": 15, "face": FONT, "vadjust": -2}},
        "interaction": {
            "hover": True,
            "multiselect": True,
            "selectConnectedEdges": False,
            "tooltipDelay": 150,
            "keyboard": False,
        },
    }
