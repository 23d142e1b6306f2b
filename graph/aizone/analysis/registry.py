"""All declared measures, in one list."""

from __future__ import annotations

from collections.abc import Iterator

from . import (
    chance,
    concentration,
    coverage,
    due_dates,
    goal_flows,
    load,
    load_profiles,
    meeting,
    overlaps,
    owner_groups,
    pair_counts,
    relations,
    seriation,
    shortest_paths,
)
from .findings import find
from .gaps import lint
from .lineage import measures as lineage
from .lineage import targets, things
from .measures import DeclaredMeasure
from .structure import last_owners, network
from .what_if import consequences


def every() -> Iterator[DeclaredMeasure]:
    """All declared measures, by module and in the order in which each module declares them."""
    for module in (
        load,
        load_profiles,
        concentration,
        goal_flows,
        coverage,
        due_dates,
        overlaps,
        owner_groups,
        chance,
        pair_counts,
        meeting,
        network,
        last_owners,
        relations,
        shortest_paths,
        seriation,
        find,
        lint,
        consequences,
        lineage,
        targets,
        things,
    ):
        yield from module.MEASURES
