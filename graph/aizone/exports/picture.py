"""A scene as a drawing (SVG): the same places, signs and lines as on screen, text as text, light ground for paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..i18n import Lang, translator
from ..projections.folded import label_of
from ..views.graph.captions import sign_size
from ..views.graph.layout import Place
from ..views.graph.lettering import LINE_PX
from ..views.graph.scene import LegendEntry, Scene, is_invented
from ..views.look.icons import Sign, sign
from ..views.look.palette import NODES, OTHER, ROLES, EdgeStyle
from ..views.look.templates import render
from ..wording import edge_label, told
from .picture_frame import Frame, FrameWords, frame

TEMPLATES = Path(__file__).parent / "templates"
_LEGEND_PX, _LEGEND_ENTRY_PX = 34, 120
NO_WORDS = FrameWords()


@dataclass(frozen=True, slots=True)
class DrawnName:
    """A name at (x, y), the middle of its first line, in lines with their distances; `anchor` is as SVG has it."""

    x: float
    y: float
    anchor: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A line through some points (px), its style, whether it ends in an arrow, what it says under the pointer, and what is written on it."""

    points: tuple[Place, ...]
    style: EdgeStyle
    has_arrow: bool
    words: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class DrawnMore:
    """The ellipse of a '+n' at (x, y), with a line from its anchor through some points, and its name."""

    points: tuple[Place, ...]
    x: float
    y: float
    count: int
    name: DrawnName


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node at (x, y): its sign with the factor it is scaled by, its name, its '+n' (0 for none).

    `number` is its place in `Scene.positions`; `ring` the radius of the dashed ring of what belongs to an invented example, 0 for none.
    """

    number: int
    x: float
    y: float
    scale: float
    sign: Sign
    name: DrawnName
    hidden: int
    is_selected: bool
    ring: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawnEntry:
    """An entry of the legend at (x, y): a class's sign, a role's line, or (with neither) the ring of invented examples."""

    x: float
    y: float
    label: str
    count: int
    sign: Sign | None
    style: EdgeStyle | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the SVG shows, in px; `has_anchors` makes each node a link to the entry of its number."""

    frame: Frame
    edges: tuple[DrawnEdge, ...]
    more: tuple[DrawnMore, ...]
    nodes: tuple[DrawnNode, ...]
    legend: tuple[DrawnEntry, ...]
    has_anchors: bool


def to_svg(scene: Scene, lang: Lang, *, selected: str | None = None, words: FrameWords = NO_WORDS) -> str:
    """The whole picture.

    Args:
        scene: what is drawn.
        lang: language of names and legend.
        selected: the node with a ring.
        words: what stands above and below it.

    Returns:
        an SVG document without scripts, styles from elsewhere or addresses of other hosts.
    """
    return render("picture.svg", lang, TEMPLATES, drawing=draw_scene(scene, lang, selected=selected, words=words))


def draw_scene(
    scene: Scene,
    lang: Lang,
    *,
    selected: str | None = None,
    words: FrameWords = NO_WORDS,
    name: str = "",
    has_anchors: bool = False,
) -> Drawing:
    """The drawing that `templates/picture.svg` writes down.

    Args:
        scene: what is drawn.
        lang: language of names and legend.
        selected: the node with a ring.
        words: what stands above and below it.
        name: what the picture shows, for screen readers, where it is not what stands above it.
        has_anchors: whether each node is a link to `#entry-N` (N is its place in `scene.positions`), for a page that lists them.
    """
    signs = [(x - 30, y - 30, x + 30, y + 30) for x, y in scene.positions.values()]
    rooms = [*signs, *(name.box for name in scene.captions.values())] or [(0.0, 0.0, 0.0, 0.0)]
    left, top = (min(room[at] for room in rooms) - 14 for at in (0, 1))
    width, height = max(room[2] for room in rooms) - left + 14, max(room[3] for room in rooms) - top + 14
    _ = translator(lang)
    entries = [entry for entry in scene.legend if entry.count]
    invented = sum(is_invented(scene, node) for node in scene.positions if node in scene.graph)
    entries += [LegendEntry("", _("invented example"), invented, True)] if invented else []
    in_a_row = max(1, int(width // _LEGEND_ENTRY_PX))
    whole = height + _LEGEND_PX * -(-len(entries) // in_a_row)
    return Drawing(
        frame=frame(words, name or words.title, left=left, top=top, width=width, height=whole),
        edges=tuple(_edges(scene, lang)),
        more=tuple(_mores(scene)),
        nodes=tuple(
            _node(scene, node, number, is_selected=node == selected)
            for number, node in enumerate(scene.positions)
            if node in scene.graph
        ),
        legend=tuple(
            _entry(
                entry,
                left + 14 + _LEGEND_ENTRY_PX * (number % in_a_row),
                top + height + _LEGEND_PX * (number // in_a_row) + 8,
            )
            for number, entry in enumerate(entries)
        ),
        has_anchors=has_anchors,
    )


def _edges(scene: Scene, lang: Lang) -> Iterator[DrawnEdge]:
    _ = translator(lang)
    for source, target, key in sorted(scene.graph.edges(keys=True)):
        (x1, y1), (x2, y2) = scene.positions[source], scene.positions[target]
        reach = sign_size(scene, target) + 3
        length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
        straight = ((x1, y1), (x2 - (x2 - x1) * reach / length, y2 - (y2 - y1) * reach / length))
        words = f"{label_of(scene.graph, source, lang)} — {edge_label(key, _)} — {label_of(scene.graph, target, lang)}"
        said = ""
        if scene.path:  # read from left to right
            forward = scene.path.index(source) < scene.path.index(target)
            said = told(key, forward, _)
            straight = straight if forward else ((x2 + reach, y2), (x1 - reach, y1))
        yield DrawnEdge(
            points=scene.routes.get((source, target), straight),
            style=ROLES.get(key, OTHER),
            has_arrow=bool(said) or key not in ROLES,
            words=words,
            said=said,
        )


def _mores(scene: Scene) -> Iterator[DrawnMore]:
    for more in scene.more:
        straight = (scene.positions[more.anchor], scene.positions[more.id])
        points = scene.routes.get((more.anchor, more.id), straight)
        yield DrawnMore(points, *scene.positions[more.id], len(more.members), _name(scene, more.id))


def _name(scene: Scene, node: str) -> DrawnName:
    found = scene.captions[node]
    left, top, right, _bottom = found.box
    x, anchor = {"right": (left, "start"), "left": (right, "end")}.get(found.side, ((left + right) / 2, "middle"))
    lines = tuple((line, round(LINE_PX) if at else 0) for at, line in enumerate(found.lines))
    return DrawnName(x, top + LINE_PX / 2 + 4, anchor, lines)


def _node(scene: Scene, node: str, number: int, *, is_selected: bool) -> DrawnNode:
    x, y = scene.positions[node]
    group = scene.graph.nodes[node]["group"]
    style, size = NODES[group], sign_size(scene, node)
    return DrawnNode(
        number=number,
        x=x,
        y=y,
        scale=size * 2 / 60 * 1.12,
        sign=sign(group, style.shape, style.color, is_selected=is_selected),
        name=_name(scene, node),
        hidden=scene.hidden_neighbours.get(node, 0),
        is_selected=is_selected,
        ring=size * 0.72 + 2 if is_invented(scene, node) else 0.0,
    )


def _entry(entry: LegendEntry, x: float, y: float) -> DrawnEntry:
    if entry.key in NODES:
        style = NODES[entry.key]
        return DrawnEntry(x, y, entry.label, entry.count, sign(entry.key, style.shape, style.color), None)
    return DrawnEntry(x, y, entry.label, entry.count, None, ROLES.get(entry.key))
