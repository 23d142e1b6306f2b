"""Bodies and places that a plan's own graph must describe, because no registry in the graph does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from ..model import PlanFact, TaskFact
from ..model.units import Place, Unit, UnitGroup
from ..units import Resolver
from ..units.names import normalize


def described_bodies(
    plan: PlanFact, tasks: Sequence[TaskFact], resolver: Resolver
) -> tuple[Unit | UnitGroup | Place, ...]:
    """Units and places that are minted or of the base registry, with those above them, sorted by IRI.

    The names a plan writes for a unit it minted are kept with it, so that it is found by them.
    """
    written: dict[NamedNode, set[str]] = {}
    for task in tasks:
        for measure in task.measures:
            for fact in measure.assignments:
                if fact.unit is not None:
                    names = written.setdefault(fact.unit, set())
                    if fact.from_group is None:
                        names.add(fact.written)
    if plan.issuer_unit is not None:
        written.setdefault(plan.issuer_unit, set())
    found: dict[NamedNode, Unit | UnitGroup | Place] = {}
    for unit in _with_superiors(written, resolver):
        if unit.provisional:
            names = {normalize(name) for name in written.get(unit.iri, ())}
            others = tuple(sorted(names - {normalize(unit.label)}))
            unit = replace(unit, names=others) if others != unit.names else unit
        found[unit.iri] = unit
    for iri in written:
        group = resolver.group(iri)
        if group is not None and (group.relative or iri in resolver.minted_groups):
            found[iri] = group
    nodes = [plan.place, *(unit.place for unit in found.values() if isinstance(unit, Unit))]
    for place in _with_parents(nodes, resolver):
        found[place.iri] = place
    return tuple(found[iri] for iri in sorted(found, key=lambda iri: iri.value))


def _with_superiors(iris: Iterable[NamedNode], resolver: Resolver) -> Iterator[Unit]:
    base = resolver.registry.base
    seen: set[NamedNode] = set()
    for iri in iris:
        node: NamedNode | None = iri
        while node is not None and node not in seen:
            seen.add(node)
            unit = resolver.unit(node)
            if unit is None or not (unit.provisional or unit.iri in base):
                break
            yield unit
            node = unit.superior


def _with_parents(iris: Iterable[NamedNode | None], resolver: Resolver) -> Iterator[Place]:
    registry = resolver.registry
    seen: set[NamedNode] = set()
    for iri in iris:
        node = iri
        while node is not None and node not in seen:
            seen.add(node)
            place = registry.places.get(node)
            if place is None or place.iri not in registry.base:
                break
            yield place
            node = place.parent
