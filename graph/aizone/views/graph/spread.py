"""Places for the nodes of graphs of any size, in pixels: deterministic, and linear in the number of nodes."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .layout import Place, first_layout, middle, ranked

if TYPE_CHECKING:
    import networkx as nx

WIDTH_PX, HEIGHT_PX = 154.0, 88.0
"""The space a node takes with its label; no two nodes share it."""
_FIRST_RING, _RING_STEP = 175.0, 108.0
_STRETCH = 1.3
_MOST_AROUND = 80
"""So many nodes are placed around one another with care for their names; more are looked at as a whole."""


class _Board:
    """A grid of taken places; a look-up checks only the cells around a place."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in places.values():
            self.put(place)

    def put(self, place: Place) -> None:
        self._cells.setdefault(self._cell(place), []).append(place)

    def is_free(self, place: Place) -> bool:
        column, row = self._cell(place)
        return not any(
            abs(x - place[0]) < WIDTH_PX and abs(y - place[1]) < HEIGHT_PX
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for x, y in self._cells.get((i, j), ())
        )

    @staticmethod
    def _cell(place: Place) -> tuple[int, int]:
        return math.floor(place[0] / WIDTH_PX), math.floor(place[1] / HEIGHT_PX)


def layout_of_any_size(part: nx.MultiDiGraph[str]) -> dict[str, Place]:
    """Positions of all nodes of a graph, the one with most neighbours in the middle."""
    order = sorted(part, key=lambda node: (-part.degree(node), node))
    return first_layout(part, order) if len(order) <= _MOST_AROUND else spread_layout(part, order)


def spread_layout(part: nx.MultiDiGraph[str], order: Sequence[str]) -> dict[str, Place]:
    """Positions of some nodes.

    Args:
        part: the graph they belong to.
        order: the nodes; the first is in the middle. Its neighbours go on rings around it, further ones around the node
            they were reached from, those that hang together with nothing on the outside.
    """
    placed: dict[str, Place] = {}
    waiting = dict.fromkeys(order)
    board = _Board({})
    while waiting:
        root = next(iter(waiting))
        del waiting[root]
        placed[root] = next(filter(board.is_free, _slots(middle(placed), (0.0, 0.0) if placed else None)))
        board.put(placed[root])
        queue = deque([root])
        while queue:
            node = queue.popleft()
            near = [other for other in ranked(part, node) if other in waiting]
            fresh = rings(placed[node], near) if node == root and len(placed) == 1 else None
            slots = filter(board.is_free, _slots(placed[node], middle(placed)))
            for other in near:
                placed[other] = fresh[other] if fresh else next(slots)
                board.put(placed[other])
                del waiting[other]
                queue.append(other)
    return {node: placed[node] for node in order}


def rings(center: Place, nodes: Sequence[str]) -> dict[str, Place]:
    """Nodes placed evenly on rings around an isolated place, in their order, clockwise from the top."""
    placed: dict[str, Place] = {}
    taken: list[float] = []
    inner = 0
    queue, ring = list(nodes), 0
    while queue:
        radius = _FIRST_RING + _RING_STEP * ring
        room = 6 if ring == 0 else int(2 * math.pi * radius * _STRETCH / (WIDTH_PX * 1.05))
        here, queue = queue[:room], queue[room:]
        top = 0.0 if len(nodes) <= 3 else -math.pi / 2  # a few go beside the node, because its label is below it
        even = -(-len(here) // inner) * inner if inner else 0  # a multiple of the inner ring keeps that one visible
        step = 2 * math.pi / (even if len(here) <= even <= room else len(here))
        turns = [[top + step * (number + part / 8) for number in range(len(here))] for part in range(8)]
        angles = max(turns, key=lambda ring_angles: _gap(ring_angles, taken)) if taken else turns[0]
        placed.update((node, _at(center, radius, angle)) for node, angle in zip(here, angles, strict=True))
        taken, inner = taken + angles, len(here)
        ring += 1
    board = _Board({"": center})
    spare = filter(board.is_free, _slots(center, center))
    for node, place in placed.items():
        if not board.is_free(place):  # rings of few nodes can come too close to each other
            placed[node] = next(spare)
        board.put(placed[node])
    return placed


def _gap(angles: list[float], others: list[float]) -> float:
    """The smallest angle between a direction of one ring and one of another, in radians."""
    return round(min(abs(math.remainder(one - two, 2 * math.pi)) for one in angles for two in others), 6)


def _slots(center: Place, away_from: Place | None) -> Iterator[Place]:
    """Endless places around a centre: ring by ring, each ring starting on the side away from a given direction."""
    if away_from is None:
        yield center
    dx, dy = (center[0] - away_from[0], center[1] - away_from[1]) if away_from else (0.0, -1.0)
    outward = math.atan2(dy, dx) if abs(dx) + abs(dy) > 1 else -math.pi / 2
    ring = 0
    while True:
        radius = _FIRST_RING + _RING_STEP * 0.5 * ring
        count = max(8, int(2 * math.pi * radius / (WIDTH_PX * 0.9)))
        for step in range(count):
            side = (step + 1) // 2 * (1 if step % 2 else -1)
            yield _at(center, radius, outward + 2 * math.pi * side / count)
        ring += 1


def _at(center: Place, radius: float, angle: float) -> Place:
    return round(center[0] + radius * _STRETCH * math.cos(angle), 1), round(center[1] + radius * math.sin(angle), 1)
