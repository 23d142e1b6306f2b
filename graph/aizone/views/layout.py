"""Where nodes are drawn, in pixels. Deterministic; a node that is on screen is never moved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .palette import ROLES

if TYPE_CHECKING:
    import networkx as nx

_SEED = 7


def first_layout(part: nx.MultiDiGraph[str], order: list[str]) -> dict[str, tuple[float, float]]:
    """Deterministic first positions: rings around one entity, a spring layout for anything else."""
    import networkx as nx

    if len(order) <= 1:
        return dict.fromkeys(order, (0.0, 0.0))
    center, rest = order[0], order[1:]
    if all(part.has_edge(center, node) or part.has_edge(node, center) for node in rest):
        return _rings(part, center, rest)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(order)
    plain.add_edges_from((source, target) for source, target in part.edges() if source != target)
    raw = nx.spring_layout(plain, seed=_SEED, iterations=80, k=1.9 / math.sqrt(len(order)))
    scale = 150 * math.sqrt(len(order))
    return _spread(
        {node: (float(point[0]) * scale * 1.25, float(point[1]) * scale * 0.85) for node, point in raw.items()},
        frozenset(),
    )


def _rings(part: nx.MultiDiGraph[str], center: str, rest: list[str]) -> dict[str, tuple[float, float]]:
    """One entity in the middle, its neighbours on rings around it: leads nearest, then by class, equal ones together."""
    order = {role: place for place, role in enumerate(ROLES)}

    def rank(node: str) -> tuple[int, str, str]:
        keys = [*part.succ[center].get(node, ()), *part.pred[center].get(node, ())]
        role = min((order[key] for key in keys if key in order), default=len(order))
        return role, part.nodes[node]["group"], node

    placed = {center: (0.0, 0.0)}
    queue = sorted(rest, key=rank)
    ring = 0
    while queue:
        room = 10 + 8 * ring
        here, queue = queue[:room], queue[room:]
        if queue and len(queue) < 5:
            here, queue = here + queue, []
        radius = 175 + 105 * ring
        top = 0.0 if len(rest) <= 3 else -math.pi / 2  # few go beside the entity, whose label stands below it
        for place, node in enumerate(here):
            angle = top + 2 * math.pi * (place + 0.5 * (ring % 2)) / len(here)
            placed[node] = (radius * 1.1 * math.cos(angle), radius * math.sin(angle))
        ring += 1
    return _spread(placed, frozenset({center}))


def place_new(
    part: nx.MultiDiGraph[str], order: list[str], before: dict[str, tuple[float, float]], anchor: str | None
) -> dict[str, tuple[float, float]]:
    """Old nodes stay; new ones go on rings around their anchor, away from what is there."""
    placed = dict(before)
    fresh = [node for node in order if node not in placed]
    for number, node in enumerate(fresh):
        known = [other for other in (*part.successors(node), *part.predecessors(node)) if other in before]
        center = before.get(anchor or "") or before[known[0]] if known or (anchor and anchor in before) else (0.0, 0.0)
        ring, place = divmod(number, 14)
        angle = 2 * math.pi * place / min(14, len(fresh)) + ring * 0.2
        radius = 210 + 120 * ring
        placed[node] = (center[0] + radius * 1.2 * math.cos(angle), center[1] + radius * 0.85 * math.sin(angle))
    return _spread(placed, frozenset(before))


def _spread(placed: dict[str, tuple[float, float]], fixed: frozenset[str]) -> dict[str, tuple[float, float]]:
    """Push apart nodes whose labels would overlap; fixed ones do not move. At most 60 rounds, deterministic."""
    width, height = 154.0, 82.0
    points = {node: list(point) for node, point in placed.items()}
    nodes = list(points)
    for _round in range(60):
        moved = False
        for index, one in enumerate(nodes):
            for two in nodes[index + 1 :]:
                dx, dy = points[two][0] - points[one][0], points[two][1] - points[one][1]
                overlap_x, overlap_y = width - abs(dx), height - abs(dy)
                if overlap_x <= 0 or overlap_y <= 0 or (one in fixed and two in fixed):
                    continue
                moved = True
                axis, push = (1, overlap_y) if overlap_y / height < overlap_x / width else (0, overlap_x)
                sign = 1.0 if (dy if axis else dx) >= 0 else -1.0
                share = 1.0 if one in fixed or two in fixed else 0.5
                if one not in fixed:
                    points[one][axis] -= sign * push * share
                if two not in fixed:
                    points[two][axis] += sign * push * share
        if not moved:
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in points.items()}
