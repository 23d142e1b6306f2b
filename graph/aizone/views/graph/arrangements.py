"""More arrangements of a scene: in layers from goals to things, by kind on a curve, in a column. They follow from the scene alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ..look.palette import NODES
from .layout import Place, around
from .lettering import Caption

if TYPE_CHECKING:
    import networkx as nx

Arrangement = Literal["around", "layers", "kinds"]
ARRANGEMENTS: tuple[Arrangement, ...] = get_args(Arrangement)
Drawn = Arrangement | Literal["column"]
"""How a scene is drawn: as was chosen, or in a column where the window is too narrow for what is around an entity."""
Route = tuple[Place, ...]
"""The points that a line goes through, from its source to its target (px)."""

_LAYERS = (
    ("Plan", "Goal", "Target"),
    ("TaskArea",),
    ("Task",),
    ("Unit", "UnitGroup"),
    ("Platform", "Park", "Project", "Facility", "Institution", "Enterprise", "Event", "Fund", "PolicyDocument"),
    ("Topic",),
)
_LAYER_OF = {group: at for at, groups in enumerate(_LAYERS) for group in groups}
WINDOW_PX = (690.0, 590.0)
"""The room of the picture in a window of 1440 by 900."""
_BETWEEN_PX, _SIGN_PX, _CLEAR_PX, _MARGIN_PX = 46.0, 30.0, 4.0, 58.0
_MOST_BETWEEN_PX = 320.0
"""How far apart layers are at most, so that the picture has the shape of the window."""
_BEND_PX = 85.0
_LARGEST_SCALE = 1.1
_COLUMN_PX, _BULGE_PX, _ROW_PX, _STEP_PX = 120.0, 60.0, 40.0, 120.0
"""How far a column is from its entity, how much further in the middle, and how high a row of it and a step of a path are."""
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class NameForm:
    """How names in layers are written: in how many lines of how many Chinese characters (half as many as others), one name every `pitch` px."""

    lines: int
    chars: int
    pitch: float


NAME_FORMS = (
    NameForm(3, 11, 64.0),
    NameForm(3, 7, 64.0),
    NameForm(2, 11, 46.0),
    NameForm(2, 8, 46.0),
    NameForm(1, 13, 27.0),
    NameForm(1, 9, 27.0),
)


def by_kind(groups: Mapping[str, str]) -> dict[str, Place]:
    """Every node on one curve, those of a kind side by side, with a space between kinds."""
    order: list[str] = []
    for group in NODES:
        members = [node for node, own in groups.items() if own == group]
        if members:
            order += [*members, f"space after {group}"]
    found = around((0.0, 0.0), order[:-1])
    return {node: found[node] for node in groups if node in found}


def in_column(nodes: Sequence[str], path: Sequence[str] = ()) -> dict[str, Place]:
    """The first node on the left and all others on a curve to its right, which names are to the right of; a path from top to bottom."""
    if path:
        return {node: (0.0, at * _STEP_PX) for at, node in enumerate(path)}
    reach = _ROW_PX * max(0.5, (len(nodes) - 2) / 2)
    rows = ((node, _ROW_PX * at - reach) for at, node in enumerate(nodes[1:]))
    placed = {node: (round(_COLUMN_PX + _BULGE_PX * (1 - (y / reach) ** 2), 1), round(y, 1)) for node, y in rows}
    return dict.fromkeys(nodes[:1], (0.0, 0.0)) | placed


def in_layers(
    part: nx.MultiDiGraph[str],
    groups: Mapping[str, str],
    widths: Mapping[str, float],
    links: Iterable[tuple[str, str]],
    form: NameForm,
) -> dict[str, Place]:
    """Columns from goals over tasks to units and things; in each, what is connected is at about the same height.

    Args:
        part: what is drawn.
        groups: the class of each node and '+n', in the order in which they were added.
        widths: the width of each one's name (px).
        links: what a '+n' hangs on.
        form: how names are written.
    """
    columns = layers(groups)
    near: dict[str, list[str]] = {node: [] for node in groups}
    for one, two in [*part.edges(), *links]:
        near[one].append(two)
        near[two].append(one)
    height = {node: float(at) - (len(column) - 1) / 2 for column in columns for at, node in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            own = {*column}
            wanted = {
                node: sum(height[other] for other in others) / len(others) if others else height[node]
                for node in column
                for others in [[other for other in near[node] if other not in own]]
            }
            column.sort(key=lambda node: (wanted[node], height[node]))
            for at, node in enumerate(column):
                height[node] = at - (len(column) - 1) / 2
    placed: dict[str, Place] = {}
    x, wide = 0.0, [_SIGN_PX + max(widths[node] for node in column) for column in columns]
    tall = form.pitch * max(map(len, columns), default=1)
    spare = (tall * WINDOW_PX[0] / WINDOW_PX[1] - sum(wide)) / max(1, len(columns) - 1)
    between = min(_MOST_BETWEEN_PX, max(_BETWEEN_PX, spare))
    for column, width in zip(columns, wide, strict=True):
        placed |= {node: (round(x, 1), round(height[node] * form.pitch, 1)) for node in column}
        x += width + between
    return {node: placed[node] for node in groups}


def layers(groups: Mapping[str, str]) -> list[list[str]]:
    """The nodes of each layer that has any."""
    columns = [[node for node, group in groups.items() if _LAYER_OF.get(group) == at] for at in range(len(_LAYERS))]
    return [column for column in columns if column]


def scale_of(columns: Sequence[Sequence[str]], widths: Mapping[str, float], form: NameForm) -> float:
    """How large a picture in layers can be drawn in the window.

    Args:
        columns: the nodes of each layer.
        widths: of their names in a form (px).
        form: that form.
    """
    wide = sum(_SIGN_PX + max(widths[node] for node in column) for column in columns)
    wide += _BETWEEN_PX * (len(columns) - 1) + _MARGIN_PX
    tall = form.pitch * max(map(len, columns), default=1) + _MARGIN_PX
    return min(_LARGEST_SCALE, WINDOW_PX[0] / wide, WINDOW_PX[1] / tall)


def routes(
    pairs: Iterable[tuple[str, str]], placed: Mapping[str, Place], names: Mapping[str, Caption]
) -> dict[tuple[str, str], Route]:
    """The lines between layers: from the end of a name to the sign it leads to, between the names of the layers they pass.

    Args:
        pairs: source and target of each line.
        placed: places in layers.
        names: the names, each to the right of its sign.
    """
    xs = sorted({x for x, _y in placed.values()})
    rows = {x: sorted(y for other, y in placed.values() if other == x) for x in xs}
    ends = {x: max(names[node].box[2] for node, place in placed.items() if place[0] == x) + _CLEAR_PX for x in xs}
    found: dict[tuple[str, str], Route] = {}
    for source, target in pairs:
        left, right = sorted((source, target), key=lambda node: placed[node][0])
        (x1, y1), (x2, y2) = placed[left], placed[right]
        if x1 == x2:
            bend = min(_BEND_PX * 0.35, 24 + abs(y2 - y1) * 0.12)
            route: Route = (
                (x1 - 22, y1),
                (x1 - 22 - bend, y1 * 0.75 + y2 * 0.25),
                (x1 - 22 - bend, y1 * 0.25 + y2 * 0.75),
                (x2 - 22, y2),
            )
        else:
            start = (ends[x1], y1)
            route = (
                (names[left].box[2] + _CLEAR_PX, y1),
                start,
                *_between(start, (x2, y2), [x for x in xs if x1 < x < x2], rows, ends),
                (x2 - 24, y2),
            )
        found[source, target] = route if left == source else route[::-1]
    return found


def _between(
    start: Place,
    end: Place,
    passed: Sequence[float],
    rows: Mapping[float, Sequence[float]],
    ends: Mapping[float, float],
) -> list[Place]:
    """The points of a line in the layers that it passes: halfway between two rows."""
    points = []
    for x in passed:
        straight = start[1] + (end[1] - start[1]) * (x - start[0]) / (end[0] - start[0])
        own = rows[x]
        half = (own[1] - own[0]) / 2 if len(own) > 1 else NAME_FORMS[0].pitch / 2
        y = min((own[0] - half, *(row + half for row in own)), key=lambda gap: abs(gap - straight))
        points += [(x - 28, y), (ends[x], y)]
    return points
