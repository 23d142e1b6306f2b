"""Node positions in pixels. Deterministic; a node already on screen never moves.

Neighbours stand to the left and right of their entity on a curve that bends outwards, with their names outside of it: a straight line
between two places on such a curve stays inside, so that it passes through no name.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..look.palette import ROLES
from .crossing import Box, passes_through, touches

if TYPE_CHECKING:
    import networkx as nx

Place = tuple[float, float]

_TALL_PX, _LEAST_PITCH, _MOST_PITCH = 670.0, 24.0, 96.0
"""The height that neighbours share, and the least and most of it that one takes: a line of its name, and more than three."""
_HALF_PX, _BULGE_PX = 165.0, 80.0
"""How far the neighbours at the ends of a side are from the middle, and how much further those halfway are."""
_MIDDLE_BOX = (-105.0, -30.0, 105.0, 92.0)
"""The room of what stands in the middle, with its name. Where a line between two others would pass through it, it stands above them instead."""
_ABOVE_PX = 80.0
_GRID_X, _GRID_Y = 110.0, 46.0
_ROOM_X, _ROOM_Y = 50.0, 21.0
_NAME_PX = 170.0
_LOOKED_AT = 16
"""Places for a new node whose lines are looked at first."""
_NARROWEST_PX, _MOST_ENDS = 45.0, 14
"""How close to the middle the curve may end, and how many places are looked at at each of its ends."""


def first_layout(part: nx.MultiDiGraph[str], order: Sequence[str]) -> dict[str, Place]:
    """First positions of some nodes.

    Args:
        part: the graph they belong to.
        order: the nodes; the first is in the middle, or its only neighbour. What is connected with the middle goes around it, further nodes around the
            one that they were reached from, those that are connected with nothing on the outside.
    """
    if not order:
        return {}
    root, near = order[0], _near(part, order[0], order)
    if len(near) == 1 and len(_near(part, near[0], order)) > 1:
        root, near = near[0], _near(part, near[0], order)
    placed = around((0.0, 0.0), near)
    chords = [(*placed[one], *placed[two]) for one, two in part.edges() if one in placed and two in placed]
    hits = chords and passes_through(chords, [_MIDDLE_BOX]).any()
    top = min((y for _x, y in placed.values()), default=0.0)
    placed[root] = (0.0, round(top - _ABOVE_PX, 1)) if hits else (0.0, 0.0)
    waiting = dict.fromkeys(node for node in order if node not in placed)
    queue = deque(placed)
    while waiting:
        anchor = queue.popleft() if queue else None
        fresh = [next(iter(waiting))] if anchor is None else [o for o in _near(part, anchor, order) if o in waiting]
        if not fresh:
            continue
        placed.update(place_new(placed, fresh, placed[anchor] if anchor else middle(placed), part))
        for node in fresh:
            del waiting[node]
        queue.extend(fresh)
    return {node: placed[node] for node in order}


def around(center: Place, nodes: Sequence[str]) -> dict[str, Place]:
    """Nodes on both sides of a place, clockwise from the top right, in their order."""
    right = nodes[: -(-len(nodes) // 2)]
    left = nodes[len(right) :]
    pitch = min(_MOST_PITCH, max(_LEAST_PITCH, _TALL_PX / max(1, len(right))))
    reach = pitch * (len(right) - 1) / 2
    bulge = min(_BULGE_PX, reach * 0.4)
    half = _HALF_PX if len(right) > 2 else _HALF_PX * 0.8

    def side(members: Sequence[str], way: int) -> dict[str, Place]:
        top = -pitch * (len(members) - 1) / 2
        found = {}
        for at, node in enumerate(members):
            y = top + pitch * at
            x = half + (bulge * (1 - (y / reach) ** 2) if reach else 0)
            found[node] = round(center[0] + way * x, 1), round(center[1] + y, 1)
        return found

    return {**side(right, 1), **side(left[::-1], -1)}


def place_new(
    placed: Mapping[str, Place], fresh: Sequence[str], anchor: Place, part: nx.MultiDiGraph[str] | None = None
) -> dict[str, Place]:
    """Positions for new nodes near their anchor, where their lines and names are least in the way; nothing overlaps and nothing moves.

    Args:
        placed: what is there.
        fresh: what comes, in the order in which places are taken.
        anchor: what the new nodes are connected with.
        part: the graph that they belong to, for the lines between them and what is there.
    """
    found: dict[str, Place] = {}
    if not fresh:
        return found
    names = np.array([_name_box(place, (0.0, 0.0)) for place in placed.values()]).reshape(-1, 4)
    lines = _links(part, placed)
    ends = _ends_of_curve(placed)
    slots = [*ends, *(slot for slot in _free_slots(placed, anchor, len(fresh)) if slot not in ends)]
    boxes, rooms = [_name_box(slot, (0.0, 0.0)) for slot in slots], [_spread(slot) for slot in slots]
    fixed = np.hypot(*(np.array(slots) - np.array(anchor)).T) / 400.0 + 6.0 * touches(boxes, names).sum(axis=1)
    if lines:
        fixed += 2.0 * passes_through(lines, boxes).sum(axis=0)
    places = np.array(slots)
    spokes = _spokes([anchor], places)
    from_anchor = passes_through(spokes, names).sum(axis=1)
    known = dict(placed)
    for node in fresh:
        others = [known[other] for other in _linked(part, node) if other in known and known[other] != anchor]
        cost = fixed + 3.0 * from_anchor
        for likely in _cheapest_first(cost) if others else ():
            more = passes_through(_spokes(others, places[likely]), names).sum(axis=1)
            cost[likely] += 3.0 * more.reshape(len(others), len(likely)).sum(axis=0)
        best = int(np.argmin(cost))
        found[node] = known[node] = slots[best]
        own = [boxes[best]]
        from_anchor = from_anchor + passes_through(spokes, own)[:, 0]
        names = np.concatenate([names, own])
        taken = touches(rooms, [rooms[best]])[:, 0]
        new_lines = [(*other, *slots[best]) for other in (anchor, *others)]
        fixed = fixed + 6.0 * touches(boxes, own)[:, 0] + 2.0 * passes_through(new_lines, boxes).sum(axis=0)
        fixed = np.where(taken, np.inf, fixed)
    return found


def _cheapest_first(cost: NDArray[np.float64]) -> Iterator[NDArray[np.intp]]:
    """The costs that may turn out least (their places): the lowest, and once they have risen, those lower than the least of them."""
    order = np.argsort(cost, kind="stable")
    first, rest = order[:_LOOKED_AT], order[_LOOKED_AT:]
    yield first
    likely = rest[cost[rest] <= cost[first].min()]
    if likely.size:
        yield likely


def _spokes(ends: Sequence[Place], slots: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lines from each of some places to each of others."""
    starts = np.repeat(np.array(ends), len(slots), axis=0)
    return np.hstack([starts, np.tile(slots, (len(ends), 1))])


def _linked(part: nx.MultiDiGraph[str] | None, node: str) -> set[str]:
    return {*part.successors(node), *part.predecessors(node)} if part is not None and node in part else set()


def _links(part: nx.MultiDiGraph[str] | None, placed: Mapping[str, Place]) -> list[tuple[float, float, float, float]]:
    """The lines between what is placed."""
    if part is None:
        return []
    known = [one for one in placed if one in part]
    return [(*placed[one], *placed[two]) for one in known for two in part.succ[one] if two in placed]


def _near(part: nx.MultiDiGraph[str], node: str, order: Sequence[str]) -> list[str]:
    """The neighbours of a node that are to be placed, ranked."""
    wanted = {*order}
    return [other for other in ranked(part, node) if other in wanted]


def _ends_of_curve(placed: Mapping[str, Place]) -> list[Place]:
    """Places where the curve of the first layout goes on at its four ends, bent a little more with each: lines to them still pass through no name."""
    found: list[Place] = []
    is_open_above = not any(
        abs(x) < _NARROWEST_PX and y < 0 and y <= min(other for _x, other in placed.values())
        for x, y in placed.values()
    )
    for way in (1, -1):
        side = sorted(((y, way * x) for x, y in placed.values() if way * x > _NARROWEST_PX), key=lambda at: at[0])
        for down in (1, -1) if is_open_above else (1,):
            rows = side if down == 1 else side[::-1]
            outline = _bent(rows, down)
            if not outline:
                continue
            y, x = outline[-1]
            before_y, before_x = outline[-2] if len(outline) > 1 else (y - down * _GRID_Y, x)
            slope = (x - before_x) / max(1.0, abs(y - before_y))
            while len(found) < _MOST_ENDS * 4:
                slope = min(slope, 0.0) - 0.04
                x, y = x + slope * _GRID_Y, y + down * _GRID_Y
                if x < _NARROWEST_PX:
                    break
                found.append((round(way * x, 1), round(y, 1)))
    return [slot for slot in found if not touches([_spread(slot)], [_spread(place) for place in placed.values()]).any()]


def _bent(rows: Sequence[tuple[float, float]], down: int) -> list[tuple[float, float]]:
    """The outline of one side from one end to the other: (y, distance from the middle), turning inwards only."""
    outline: list[tuple[float, float]] = []
    for y, x in rows:
        while len(outline) > 1:
            (y1, x1), (y2, x2) = outline[-2:]
            if (x2 - x1) * (y - y1) * down > (x - x1) * (y2 - y1) * down:
                break
            outline.pop()
        outline.append((y, x))
    return outline


def _free_slots(placed: Mapping[str, Place], anchor: Place, count: int) -> list[Place]:
    """Places of a grid around the anchor where nothing is, enough to choose from."""
    taken = [_spread(place) for place in placed.values()]
    reach = 2
    while True:
        slots = [
            (round(anchor[0] + column * _GRID_X, 1), round(anchor[1] + row * _GRID_Y, 1))
            for column in range(-reach - 1, reach + 2)
            for row in range(-2 * reach, 2 * reach + 1)
            if (column, row) != (0, 0)
        ]
        busy = np.any(touches([_spread(slot) for slot in slots], taken), axis=1)
        free = [slot for slot, is_busy in zip(slots, list(busy), strict=True) if not is_busy]
        if len(free) > 4 * count + 30:
            return free
        reach += 1


def _spread(place: Place) -> Box:
    """The room that a sign keeps for itself."""
    return place[0] - _ROOM_X, place[1] - _ROOM_Y, place[0] + _ROOM_X, place[1] + _ROOM_Y


def _name_box(place: Place, from_place: Place) -> Box:
    """About where the name of a node will be: on the side away from where its lines come from."""
    way = 1 if place[0] >= from_place[0] else -1
    one, two = place[0] + way * 22, place[0] + way * (22 + _NAME_PX)
    return min(one, two), place[1] - 20, max(one, two), place[1] + 20


def middle(placed: Mapping[str, Place]) -> Place:
    """The mean of some places."""
    if not placed:
        return 0.0, 0.0
    return sum(x for x, _y in placed.values()) / len(placed), sum(y for _x, y in placed.values()) / len(placed)


def ranked(part: nx.MultiDiGraph[str], node: str) -> list[str]:
    """A node's neighbours: leads first, then by class."""
    order = {role: place for place, role in enumerate(ROLES)}

    def rank(other: str) -> tuple[int, str, str]:
        keys = [*part.succ[node].get(other, ()), *part.pred[node].get(other, ())]
        role = min((order[key] for key in keys if key in order), default=len(order))
        return role, part.nodes[other]["group"], other

    return sorted({*part.successors(node), *part.predecessors(node)} - {node}, key=rank)
