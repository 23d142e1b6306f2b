"""A scene as a drawing (SVG): the same places, signs and lines as on screen, text as text, light ground for paper."""

from __future__ import annotations

from html import escape

from ..i18n import Lang, translator
from ..projections.folded import label_of
from ..views.graph.drawing import wrap_label
from ..views.graph.layout import HEIGHT_PX, WIDTH_PX
from ..views.graph.scene import Scene
from ..views.look.icons import sign
from ..views.look.palette import NODES, OTHER, ROLES
from ..views.look.theme import TOKENS
from ..wording import edge_label, told

_FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
_LABEL_PX, _LINE_PX = 13, 16
_LEGEND_PX = 34


def to_svg(scene: Scene, lang: Lang, *, selected: str | None = None, title: str = "", anchors: bool = False) -> str:
    """The whole picture.

    Args:
        scene: what is drawn.
        lang: language of names and legend.
        selected: the node with a ring.
        title: what the picture shows, for screen readers.
        anchors: whether each node is a link to `#entry-N` (N is its place in `scene.positions`), for a page that lists them.

    Returns:
        an SVG document without scripts, styles from elsewhere or addresses of other hosts.
    """
    ink, ground = TOKENS["ink"].light, TOKENS["ground"].light
    xs = [x for x, _y in scene.positions.values()] or [0.0]
    ys = [y for _x, y in scene.positions.values()] or [0.0]
    left, top = min(xs) - WIDTH_PX / 2 - 12, min(ys) - 48
    width, height = max(xs) - left + WIDTH_PX / 2 + 12, max(ys) - top + HEIGHT_PX + 12
    body = [*_edges(scene, lang), *_mores(scene, lang)]
    for number, node in enumerate(scene.positions):
        if node in scene.graph:
            drawn = _node(scene, node, lang, node == selected)
            body.append(f'<a href="#entry-{number}">{drawn}</a>' if anchors else drawn)
    body.append(_legend(scene, left, top + height, width))
    height += _LEGEND_PX * _legend_rows(scene, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" font-family="{escape(_FONT)}" font-size="{_LABEL_PX}">'
        f"<title>{escape(title)}</title>{_arrow()}"
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" fill="{ground}"/>'
        f'<g fill="{ink}">{"".join(body)}</g></svg>'
    )


def _arrow() -> str:
    return (
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{OTHER.color.light}"/></marker></defs>'
    )


def _edges(scene: Scene, lang: Lang) -> list[str]:
    _ = translator(lang)
    parts = []
    for source, target, key in sorted(scene.graph.edges(keys=True)):
        line = ROLES.get(key, OTHER)
        (x1, y1), (x2, y2) = scene.positions[source], scene.positions[target]
        reach = NODES[scene.graph.nodes[target]["group"]].size + 3
        length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
        x2, y2 = x2 - (x2 - x1) * reach / length, y2 - (y2 - y1) * reach / length
        dashes = f' stroke-dasharray="{line.dashes[0]} {line.dashes[1]}"' if line.dashes else ""
        arrow = "" if key in ROLES else ' marker-end="url(#to)"'
        words = f"{label_of(scene.graph, source, lang)} — {edge_label(key, _)} — {label_of(scene.graph, target, lang)}"
        parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{line.color.light}" '
            f'stroke-width="{line.width}"{dashes}{arrow}><title>{escape(words)}</title></line>'
        )
    return parts


def _mores(scene: Scene, lang: Lang) -> list[str]:
    _ = translator(lang)
    parts = []
    edge, ground = TOKENS["edge"].light, TOKENS["ground"].light
    for more in scene.more:
        (x1, y1), (x2, y2) = scene.positions[more.anchor], scene.positions[more.id]
        words = told(more.relation[0], more.relation[1] == "out", _)
        parts.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{edge}" stroke-dasharray="2 5"/>'
            f'<ellipse cx="{x2}" cy="{y2}" rx="34" ry="20" fill="{ground}" stroke="{edge}" stroke-dasharray="4 3"/>'
            f'<text x="{x2}" y="{y2 - 2}" text-anchor="middle" font-weight="600">+{len(more.members)}</text>'
            f'<text x="{x2}" y="{y2 + 12}" text-anchor="middle" font-size="11">{escape(words)}</text>'
        )
    return parts


def _node(scene: Scene, node: str, lang: Lang, is_selected: bool) -> str:
    x, y = scene.positions[node]
    group = scene.graph.nodes[node]["group"]
    style = NODES[group]
    scale = style.size * 2 / 60 * 1.12
    lines = wrap_label(label_of(scene.graph, node, lang), lang).split("\n")
    ground = TOKENS["ground"].light
    text = "".join(
        f'<tspan x="{x:.1f}" dy="{0 if number == 0 else _LINE_PX}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    weight = ' font-weight="650"' if is_selected else ""
    hidden = scene.hidden_neighbours.get(node, 0)
    badge = (
        f'<text x="{x + style.size + 3:.1f}" y="{y - style.size + 4:.1f}" font-size="11" font-weight="600">+{hidden}</text>'
        if hidden
        else ""
    )
    return (
        f'<g><g transform="translate({x - 24 * scale:.1f} {y - 24 * scale:.1f}) scale({scale:.3f})">'
        f"{sign(group, style.shape, style.color, is_selected=is_selected)}</g>"
        f'<text x="{x:.1f}" y="{y + style.size + 15:.1f}" text-anchor="middle" stroke="{ground}" stroke-width="3.5" '
        f'paint-order="stroke"{weight}>{text}</text>{badge}</g>'
    )


def _legend_rows(scene: Scene, width: float) -> int:
    room = max(1, int(width // 120))
    return -(-len([entry for entry in scene.legend if entry.count]) // room)


def _legend(scene: Scene, left: float, top: float, width: float) -> str:
    room = max(1, int(width // 120))
    parts = []
    for number, entry in enumerate(entry for entry in scene.legend if entry.count):
        x, y = left + 14 + 120 * (number % room), top + _LEGEND_PX * (number // room) + 8
        if entry.key in NODES:
            style = NODES[entry.key]
            sample = f'<g transform="translate({x:.1f} {y - 2:.1f}) scale(.42)">{sign(entry.key, style.shape, style.color)}</g>'
        else:
            line = ROLES[entry.key]
            dashes = f' stroke-dasharray="{line.dashes[0]} {line.dashes[1]}"' if line.dashes else ""
            sample = (
                f'<line x1="{x - 2:.1f}" y1="{y + 8:.1f}" x2="{x + 22:.1f}" y2="{y + 8:.1f}" stroke="{line.color.light}" '
                f'stroke-width="{line.width}"{dashes}/>'
            )
        parts.append(f'{sample}<text x="{x + 27:.1f}" y="{y + 12:.1f}">{escape(entry.label)} {entry.count}</text>')
    return "".join(parts)
