"""A picture to take away: drawing, graph file, or one page with evidence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..i18n import Lang
from ..projections.folded import label_of
from ..text.characters import without_illegal
from ..views.entity.card import Card
from ..views.graph.scene import Scene
from .picture import to_svg
from .snapshot import to_html

if TYPE_CHECKING:
    import networkx as nx

File = tuple[str, str, str]
"""A file's name, media type and text."""


def export(form: str, scene: Scene, card: Card | None, lang: Lang, *, selected: str) -> File | None:
    """A scene as a file.

    Args:
        form: 'svg', 'html' or 'graphml'.
        scene: what is drawn.
        card: of what is selected, for the evidence in the page.
        lang: language of names and words.
        selected: the selected node.

    Returns:
        the file; None for a form that is not known.
    """
    stem = "aizone-" + selected.rpartition("/")[2].replace(":", "-")
    if form == "svg":
        title = label_of(scene.graph, selected, lang) if selected in scene.graph else ""
        return f"{stem}.svg", "image/svg+xml", to_svg(scene, lang, selected=selected, title=title)
    if form == "html":
        return f"{stem}.html", "text/html", to_html(scene, card, lang, selected=selected)
    if form == "graphml":
        return f"{stem}.graphml", "application/graphml+xml", to_graphml(scene, lang)
    return None


def to_graphml(scene: Scene, lang: Lang) -> str:
    """The drawn graph as GraphML, with name, class and place of each node, and role or property and number of measures of each edge."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in scene.positions:
        if node in scene.graph:
            x, y = scene.positions[node]
            group = scene.graph.nodes[node]["group"]
            label = without_illegal(label_of(scene.graph, node, lang))
            plain.add_node(node, label=label, type=group, x=float(x), y=float(y))
    for source, target, key, data in sorted(scene.graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        name = f"{source} {key} {target}"
        plain.add_edge(source, target, key=name, relation=key, measures=int(data.get("count", 1)))
    buffer = io.BytesIO()
    nx.write_graphml(plain, buffer, encoding="utf-8")
    return buffer.getvalue().decode("utf-8")
