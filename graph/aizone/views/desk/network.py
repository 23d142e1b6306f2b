"""The network of units that share measures, as a picture: places, sizes and widths, nothing that moves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...analysis.overlaps import Overlap
from ..graph.lettering import width_px, wrapped

WIDTH, HEIGHT = 980.0, 720.0
"""Pixels: the room beside the side bar in a window of 1280."""
NARROW = 342.0
"""The room of a phone."""
_SIDE, _TOP, _BOTTOM = 70.0, 30.0, 80.0
_NAME_PX, _LINE_PX, _LETTER_PX, _APART_PX = 118.0, 16.5, 13, 6.0
_MOST_NAME_PX = 127.0
"""The width of a name's lines, their height, that of their letters, and the space between two units."""
_SPACE = 3.2
"""How much larger the picture is than the rooms of all units with their names."""
_PUSHES = 160
MOST_UNITS = 60
Room = tuple[float, float, float]
_SEED = 1


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A unit: its place, its radius (area for measures), and how many measures it owns and leads."""

    unit: str
    label: str
    x: float
    y: float
    radius: float
    measures: int
    leads: int


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """Two units that share measures: where their line begins, its length, its angle (degrees, clockwise), its width."""

    unit: str
    other: str
    x: float
    y: float
    length: float
    angle: float
    width: float
    shared: int


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """The nodes and lines of a picture, thin lines first; `left_out` units had no room."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    left_out: int
    width: float = WIDTH
    height: float = HEIGHT


def network_picture(
    pairs: Sequence[Overlap],
    names: Mapping[str, str],
    loads: Mapping[str, tuple[int, int]],
    width: float = WIDTH,
) -> NetworkPicture:
    """Draw some pairs: units that share much are near one another (Fruchterman and Reingold, seeded).

    Args:
        pairs: the lines to draw.
        names: short names of units.
        loads: measures owned and led by each unit.
        width: of the picture (px); it is as high as its names need.
    """
    import networkx as nx

    weight: dict[str, float] = {}
    for pair in pairs:
        for unit in (pair.unit, pair.other):
            weight[unit] = weight.get(unit, 0.0) + pair.shared
    kept = set(sorted(weight, key=lambda unit: (-weight[unit], unit))[:MOST_UNITS])
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(kept))
    shown = [pair for pair in pairs if pair.unit in kept and pair.other in kept]
    graph.add_weighted_edges_from((pair.unit, pair.other, math.sqrt(pair.shared)) for pair in shown)
    found = nx.spring_layout(graph, k=2.2 / math.sqrt(max(1, len(kept))), iterations=200, seed=_SEED)
    radii = {unit: 5 + 2.6 * math.sqrt(loads.get(unit, (0, 0))[0]) for unit in kept}
    rooms = {unit: _room(names.get(unit, unit), radii[unit]) for unit in kept}
    taken = sum(2 * half * (above + below) for half, above, below in rooms.values())
    height = max(min(HEIGHT, width), _SPACE * taken / width)
    places = _spread({unit: (float(x), float(y)) for unit, (x, y) in found.items()}, rooms, width, height)
    most = max((pair.shared for pair in shown), default=1)
    nodes = [
        NetworkNode(unit, names.get(unit, unit), *places[unit], radii[unit], *loads.get(unit, (0, 0)))
        for unit in sorted(kept, key=lambda unit: (weight[unit], unit))
    ]  # fmt: skip
    edges = [_edge(pair, places, 1 + 9 * pair.shared / most) for pair in sorted(shown, key=lambda pair: pair.shared)]
    return NetworkPicture(tuple(nodes), tuple(edges), len(weight) - len(kept), width, height)


def _room(name: str, radius: float) -> Room:
    """The room of a unit with its name below it: half its width, and what it takes above and below its place (px)."""
    lines = wrapped(name, _NAME_PX, _LETTER_PX)
    wide = min(_MOST_NAME_PX, width_px(name) * _LETTER_PX / 15)  # a browser may break its lines at other words
    return max(radius, wide / 2) + _APART_PX, radius + _APART_PX, radius + _LINE_PX * len(lines) + _APART_PX


def _edge(pair: Overlap, places: Mapping[str, tuple[float, float]], width: float) -> NetworkEdge:
    (x, y), (x2, y2) = places[pair.unit], places[pair.other]
    length, angle = math.hypot(x2 - x, y2 - y), math.degrees(math.atan2(y2 - y, x2 - x))
    return NetworkEdge(pair.unit, pair.other, x, y, length, angle, width, pair.shared)


def _spread(
    places: Mapping[str, tuple[float, float]], rooms: Mapping[str, Room], width: float, height: float
) -> dict[str, tuple[float, float]]:
    """The places over the whole picture: by rank half, so that a crowd in the middle has room for its names."""
    found: dict[str, list[float]] = {unit: [] for unit in places}
    for axis, (start, end) in enumerate(((_SIDE, width - _SIDE), (_TOP, height - _BOTTOM))):
        ordered = sorted(places, key=lambda unit: (places[unit][axis], unit))
        low, high = (places[ordered[0]][axis], places[ordered[-1]][axis]) if ordered else (0.0, 0.0)
        for rank, unit in enumerate(ordered):
            by_rank = rank / max(1, len(ordered) - 1)
            by_place = (places[unit][axis] - low) / (high - low) if high > low else 0.5
            found[unit].append(start + (end - start) * (by_rank + by_place) / 2)
    _push_apart(found, rooms, width, height)
    return {unit: (x, y) for unit, (x, y) in found.items()}


def _push_apart(places: Mapping[str, list[float]], rooms: Mapping[str, Room], width: float, height: float) -> None:
    """Move units whose rooms share some area a little apart, again and again, but not out of the picture."""
    units = sorted(places)
    for _round in range(_PUSHES):
        is_moved = False
        for at, unit in enumerate(units):
            half, above, below = rooms[unit]
            one = places[unit]
            for other in units[at + 1 :]:
                half2, above2, below2 = rooms[other]
                two = places[other]
                lacks_x = half + half2 - abs(one[0] - two[0])
                lacks_y = (below + above2 if one[1] <= two[1] else below2 + above) - abs(one[1] - two[1])
                if lacks_x > 0 and lacks_y > 0:
                    axis, lacks = (1, lacks_y) if lacks_y < lacks_x else (0, lacks_x)
                    sign = 1.0 if one[axis] >= two[axis] else -1.0
                    if axis == 1 and one[1] <= two[1]:
                        sign = -1.0
                    one[axis] += sign * lacks / 3
                    two[axis] -= sign * lacks / 3
                    is_moved = True
        for place in places.values():
            place[0] = min(max(place[0], _SIDE), width - _SIDE)
            place[1] = min(max(place[1], _TOP), height - _BOTTOM)
        if not is_moved:
            break
