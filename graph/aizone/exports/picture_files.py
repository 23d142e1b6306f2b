"""A picture to take away: drawing, graph file, or one page with evidence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..i18n import Lang, translator
from ..projections.folded import label_of
from ..text.characters import without_illegal
from ..views.entity.card import Card
from ..views.graph.scene import Scene
from .picture import to_svg
from .picture_frame import FrameWords, file_stem
from .snapshot import to_html

if TYPE_CHECKING:
    import networkx as nx

PICTURE_TYPES = {"png": "image/png", "svg": "image/svg+xml"}

File = tuple[str, str, str]
"""A file's name, media type and text."""


def export(form: str, scene: Scene, card: Card | None, lang: Lang, *, selected: str, source: str = "") -> File | None:
    """A scene as a file.

    Args:
        form: 'png', 'svg', 'html' or 'graphml'.
        scene: what is drawn.
        card: of what is selected, for the evidence in the page.
        lang: language of names and words.
        selected: the selected node.
        source: where the picture comes from, in words.

    Returns:
        the file, named after the entity; None for a form that is not known. A 'png' holds the drawing (SVG) that the browser turns into a picture.
    """
    words = FrameWords(_title(scene, card, lang, selected), source)
    stem = file_stem(words.title)
    if form in PICTURE_TYPES:
        return f"{stem}.{form}", PICTURE_TYPES[form], to_svg(scene, lang, selected=selected, words=words)
    if form == "html":
        return f"{stem}.html", "text/html", to_html(scene, card, lang, selected=selected)
    if form == "graphml":
        return f"{stem}.graphml", "application/graphml+xml", to_graphml(scene, lang)
    return None


def _title(scene: Scene, card: Card | None, lang: Lang, selected: str) -> str:
    """The title of a picture."""
    _ = translator(lang)
    if len(scene.path) > 1:
        one, two = (label_of(scene.graph, scene.path[at], lang) for at in (0, -1))
        return _("How {one} and {two} are connected").format(one=one, two=two)
    name = label_of(scene.graph, selected, lang) if selected in scene.graph else (card.label if card else "")
    return _("{name} and what it is connected with").format(name=name)


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
