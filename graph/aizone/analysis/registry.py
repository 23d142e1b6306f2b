"""All declared measures, in one list."""

from __future__ import annotations

from collections.abc import Iterator

from . import gaps, goal_flows, load, overlaps, relations, seriation, shortest_paths
from .measures import DeclaredMeasure


def every() -> Iterator[DeclaredMeasure]:
    """All declared measures, by module and in the order in which each module declares them."""
    for module in (load, goal_flows, gaps, overlaps, relations, shortest_paths, seriation):
        yield from module.MEASURES
