"""The structure of one plan's owners, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass

from ...projections.clauses import PlanClauses
from ...projections.incidence import Incidence
from ...projections.plan_load import PlanLoad
from ...settings import GraphBackend
from ..overlaps import find_overlaps
from .last_owners import OnlyOwner, last_owners
from .network import betweenness, communities, network_of


@dataclass(frozen=True, slots=True)
class UnitStructure:
    """A unit: the number of its community, from 1 (None for none), how often others go through it, and what rests on it alone."""

    unit: str
    label: str
    measures: int
    community: int | None
    between: float
    alone: OnlyOwner


@dataclass(frozen=True, slots=True)
class PlanStructure:
    """The units of one plan, those that most go through first; `communities` hold CURIEs, the largest first."""

    units: tuple[UnitStructure, ...]
    communities: tuple[tuple[str, ...], ...]
    modularity: float


def plan_structure(
    incidence: Incidence, load: PlanLoad, clauses: PlanClauses, *, backend: GraphBackend = "networkx"
) -> PlanStructure:
    """Describe how a plan's units hang together.

    Args:
        incidence: units and measures; collective owners, which mean everybody, are left out of the network unless counted as members.
        load: the same plan, counted alike.
        clauses: its measures.
        backend: of the graph measures.

    Raises:
        UsageError: the backend does not work.
        MissingExtraError: it is not installed.
    """
    collective = {unit for unit, is_one in zip(incidence.units, incidence.is_collective, strict=True) if is_one}
    single = [unit for unit in incidence.units if unit not in collective]
    pairs = [pair for pair in find_overlaps(incidence) if not {pair.unit, pair.other} & collective]
    graph = network_of(single, pairs)
    found, between = communities(graph), betweenness(graph, backend=backend)
    number = {unit: place for place, group in enumerate(found.groups, 1) for unit in group}
    alone = {one.unit: one for one in last_owners(load, clauses)}
    counts, labels = incidence.measures_of_unit.tolist(), dict(zip(incidence.units, incidence.labels, strict=True))
    units = [
        UnitStructure(
            unit, labels[unit], counts[code], number.get(unit), between.get(unit, 0.0), alone.get(unit, OnlyOwner(unit))
        )
        for code, unit in enumerate(incidence.units)
    ]
    units.sort(key=lambda one: (-one.between, -one.measures, one.unit))
    return PlanStructure(tuple(units), found.groups, found.modularity)
