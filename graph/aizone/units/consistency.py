"""The consistency of a registry: everything it refers to is there, nothing is inside itself, names are unique in a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..errors import N_, RegistryError
from ..iri import compact
from ..model.units import Place, Unit, UnitGroup
from .names import normalize


def check_references(
    units: Mapping[ox.NamedNode, Unit], groups: Mapping[ox.NamedNode, UnitGroup], places: Mapping[ox.NamedNode, Place]
) -> None:
    """Refuse members, superiors and places that no registry describes, and bodies or places that are inside themselves.

    Raises:
        RegistryError: one of them.
    """
    for group in groups.values():
        for member in group.members:
            if member not in units:
                raise RegistryError(
                    compact(group.iri),
                    N_("has the member {member}, which is not registered."),
                    N_("Add it."),
                    member=compact(member),
                )
    owners: list[Unit | UnitGroup] = [*units.values(), *groups.values()]
    for owner in owners:
        if owner.place is not None and owner.place not in places:
            raise RegistryError(
                compact(owner.iri),
                N_("belongs to {other}, which is not registered."),
                N_("Add it."),
                other=compact(owner.place),
            )
    parents = {place.iri: place.parent for place in places.values()}
    superiors = {unit.iri: unit.superior for unit in units.values()}
    for chain, what in (
        (superiors, N_("is under {other}, which is not registered.")),
        (parents, N_("lies in {other}, which is not registered.")),
    ):
        for node, other in chain.items():
            if other is not None and other not in chain:
                raise RegistryError(compact(node), what, N_("Add it."), other=compact(other))
        _check_loops(chain)


def check_names(owners: Iterable[Unit | UnitGroup]) -> None:
    """Refuse two owners of one place that share a name.

    Raises:
        RegistryError: there are some.
    """
    seen: dict[tuple[ox.NamedNode | None, str], Unit | UnitGroup] = {}
    for owner in owners:
        bare = owner.bare_names if isinstance(owner, Unit) else ()
        for name in {normalize(name) for name in (owner.label, *owner.names, *bare)}:
            other = seen.setdefault((owner.place, name), owner)
            if other is not owner:
                raise RegistryError(
                    compact(owner.iri),
                    N_("shares the name '{name}' with {other}."),
                    N_("Keep it on one."),
                    name=name,
                    other=compact(other.iri),
                )


def _check_loops(above: Mapping[ox.NamedNode, ox.NamedNode | None]) -> None:
    """Refuse a body that is under itself, or a place inside itself, however long the way round."""
    safe: set[ox.NamedNode] = set()
    for start in above:
        way: dict[ox.NamedNode, None] = {}
        node: ox.NamedNode | None = start
        while node is not None and node not in safe:
            if node in way:
                loop = [*list(way)[list(way).index(node) :], node]
                raise RegistryError(
                    compact(node),
                    N_("is above itself: {loop}."),
                    N_("Take one step out."),
                    loop=" < ".join(compact(step) for step in loop),
                )
            way[node] = None
            node = above.get(node)
        safe.update(way)
