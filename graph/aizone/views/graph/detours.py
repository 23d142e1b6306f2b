"""Lines that go around the names in their way: in a curve as flat as possible, or from corner to corner where no curve is clear."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from .crossing import Box, passes_through
from .layout import Place

Route = tuple[Place, ...]

MOST_NAMES = 120
"""A picture of more names is looked at as a whole; its lines stay straight."""
_BENDS = (0.5, 0.3, 0.7, 0.15, 0.85)
_AWAY_PX = ((20.0, 40.0), (65.0, 95.0, 130.0), (180.0, 240.0, 320.0, 420.0))
"""How far curves bend from the straight line; those in one bracket are tried together."""
_STEPS = np.linspace(0.0, 1.0, 13)
_END_PX = 4.0
_CORNER_PX, _ROUNDS = 4.0, 8
"""How far from a name a line turns at its corner, and how often names that it then passes through are gone around as well."""


def detours(
    pairs: Sequence[tuple[str, str]],
    placed: Mapping[str, Place],
    sizes: Mapping[str, float],
    names: Mapping[str, Box],
    middle: Place,
) -> dict[tuple[str, str], Route]:
    """Curves for the lines that pass through a name and need not.

    Args:
        pairs: source and target of each line.
        placed: places of the signs.
        sizes: half their widths; a line ends before that of its target.
        names: the rooms of the names.
        middle: where lines on every side end at a name, which cannot be kept clear of them.

    Returns:
        the points of each line that is not straight; one for which every way passes through as many names stays straight.
    """
    if len(names) > MOST_NAMES or not pairs:
        return {}
    owners, boxes = list(names), list(names.values())
    straight = [(*placed[one], *placed[two]) for one, two in pairs]
    hits = passes_through(straight, boxes)
    at_middle = np.array([placed[owner] == middle for owner in owners])
    found: dict[tuple[str, str], Route] = {}
    for (one, two), own in zip(pairs, hits, strict=True):
        counts = ~(at_middle & np.array([owner in {one, two} for owner in owners]))
        now = int((own & counts).sum())
        if not now:
            continue
        seen = [box for box, is_seen in zip(boxes, counts, strict=True) if is_seen]
        reach = sizes[two] + _END_PX
        best, through = _best(placed[one], placed[two], reach, seen, now)
        way = [] if not through else _from_corner_to_corner(placed[one], placed[two], seen)
        if way:
            found[one, two] = (*_rounded(way[:-1]), *_rounded([_before(way[-2], way[-1], reach)]))
        elif best is not None:
            found[one, two] = _rounded(best)
    return found


def _rounded(points: Iterable[Sequence[float]] | NDArray[np.float64]) -> Route:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)


def _before(start: Place, end: Place, reach: float) -> Place:
    """The place so far before the end of a line."""
    part = max(0.0, 1 - reach / max(1.0, math.dist(start, end)))
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _from_corner_to_corner(start: Place, end: Place, boxes: Sequence[Box]) -> list[Place]:
    """The shortest way that passes through no name; empty where names surround an end."""
    import networkx as nx

    names = np.array(boxes)
    way, around = [start, end], np.zeros(len(names), dtype=bool)
    for _round in range(_ROUNDS):
        hits = passes_through([(*one, *two) for one, two in pairwise(way)], boxes).any(axis=0)
        if not hits.any():
            return way
        if not (hits & ~around).any():
            break
        around |= hits
        left, top, right, bottom = (names[around] + _CORNER_PX * np.array([-1, -1, 1, 1])).T
        corners = [place for x in (left, right) for y in (top, bottom) for place in zip(x, y, strict=True)]
        pairs = list(combinations([start, end, *((float(x), float(y)) for x, y in corners)], 2))
        hidden = passes_through([(*one, *two) for one, two in pairs], names[around])
        ways: nx.Graph[Place] = nx.Graph()
        ways.add_weighted_edges_from(
            (one, two, math.dist(one, two)) for (one, two), by in zip(pairs, hidden, strict=True) if not by.any()
        )
        try:
            way = nx.shortest_path(ways, start, end, weight="weight")
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            break
    return []


def _best(
    start: Place, end: Place, reach: float, boxes: Sequence[Box], now: int
) -> tuple[NDArray[np.float64] | None, int]:
    """The flattest curve through the fewest names, and how many; None where every one passes through as many as the straight line."""
    best, fewest = None, now
    rooms = np.array(boxes)
    for some in _AWAY_PX:
        curves = np.stack([_curves(start, end, reach, away) for away in some])
        lines = np.concatenate([curves[:, :, :-1], curves[:, :, 1:]], axis=3)
        hits = passes_through(lines.reshape(-1, 4), rooms).reshape(*lines.shape[:3], len(rooms))
        for bent, through in zip(curves, hits.any(axis=2).sum(axis=2), strict=True):
            at = int(np.argmin(through))
            if through[at] < fewest:
                best, fewest = bent[at], int(through[at])
            if not fewest:
                return best, fewest
    return best, fewest


def _curves(start: Place, end: Place, reach: float, away: float) -> NDArray[np.float64]:
    """Curves between two places that bend `away` from the straight line, each as so many points; they end `reach` before the second one."""
    one, two = np.array(start), np.array(end)
    way = two - one
    across = np.array([-way[1], way[0]]) * away / max(1.0, float(np.hypot(*way)))
    bends = np.array([one + way * part + across * side for part in _BENDS for side in (1, -1)])
    last = two - bends
    stops = two - last * np.minimum(1.0, reach / np.maximum(1.0, np.hypot(last[:, 0], last[:, 1])))[:, None]
    # the bend is passed, not only aimed at: the control point is twice as far
    controls = 2 * bends - (one + stops) / 2
    steps = _STEPS[None, :, None]
    found: NDArray[np.float64] = (
        (1 - steps) ** 2 * one + 2 * (1 - steps) * steps * controls[:, None] + steps**2 * stops[:, None]
    )
    return found
