"""A picture with its list and its evidence in one HTML file that opens without network and runs no script at all.

What it shows came from documents and names, so none of it is trusted: the template escapes every word, and the page forbids
itself scripts and requests by its Content-Security-Policy. Clicking a node goes to its entry in the list, and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..i18n import Lang, translator
from ..projections.folded import label_of
from ..views.entity.card import Card
from ..views.graph.scene import Scene
from ..views.look.templates import render
from ..wording import class_label, told
from .picture import TEMPLATES, draw_scene


@dataclass(frozen=True, slots=True)
class SnapshotEntry:
    """A node of the picture in the list below it; `related` has (relation in words, number of the other's entry, its name)."""

    number: int
    label: str
    kind: str
    node: str
    related: tuple[tuple[str, int, str], ...]


def to_html(scene: Scene, card: Card | None, lang: Lang, *, selected: str) -> str:
    """The file.

    Args:
        scene: what is drawn.
        card: of what is selected, with its duties and sentences; None when there is none.
        lang: language of the page.
        selected: the selected node.
    """
    _ = translator(lang)
    name = label_of(scene.graph, selected, lang) if selected in scene.graph else (card.label if card else "")
    title = _("{name} and what it is connected with").format(name=name)
    return render(
        "snapshot.html",
        lang,
        TEMPLATES,
        drawing=draw_scene(scene, lang, selected=selected, name=title, has_anchors=True),
        duties=card.duties if card else (),
        entries=tuple(_entries(scene, lang)),
    )


def _entries(scene: Scene, lang: Lang) -> Iterator[SnapshotEntry]:
    _ = translator(lang)
    numbers = {node: number for number, node in enumerate(scene.positions)}
    for node, number in numbers.items():
        if node not in scene.graph:
            continue
        lines = [(target, key, True) for _s, target, key in sorted(scene.graph.out_edges(node, keys=True))]
        lines += [(source, key, False) for source, _t, key in sorted(scene.graph.in_edges(node, keys=True))]
        yield SnapshotEntry(
            number=number,
            label=label_of(scene.graph, node, lang),
            kind=class_label(scene.graph.nodes[node]["group"], _),
            node=node,
            related=tuple(
                (told(key, forward, _), numbers[other], label_of(scene.graph, other, lang))
                for other, key, forward in lines
            ),
        )
