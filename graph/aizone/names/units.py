"""Units to choose from: those that registries describe, and those that only plans name, found by any of their names."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ..iri import compact, expand
from ..units import UnitRegistry
from .context import ANYWHERE, NameContext
from .index import NameIndex, NameMatch
from .known import KINDS, WEAK, KnownNames, note, without_level
from .search import search_index


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """Official name and class (local name) of each unit by its IRI, and the index of all their names.

    Ids of the index are IRIs, kinds of names those of `known.KINDS`; `levels` is the level word of a name that is searched
    without it; `distances` are those of `context`, without a plan, where they
    are known.
    """

    labels: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    index: NameIndex = field(default_factory=lambda: NameIndex(()))
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    distances: dict[str, int] = field(default_factory=dict)

    def distance(self, unit: str) -> int:
        """The distance of a unit from no plan; see `context`."""
        return self.distances.get(unit, ANYWHERE)


def index_units(registry: UnitRegistry, known: KnownNames) -> KnownUnits:
    """The units of a registry, and those of a workspace that only its plans name."""
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    distances: dict[str, int] = {}
    context = NameContext.of(known, None)
    for unit in registry.units.values():
        iri = unit.iri.value
        labels[iri], kinds[iri] = unit.label, unit.kind
        for sort, written in (("label", (unit.label,)), ("alias", unit.names), ("hidden", unit.bare_names)):
            for name in written:
                note(names, iri, name, f"Unit/{sort}")
        distances[iri] = context.distance_of_place(compact(unit.place) if unit.place is not None else None)
    for node, name, kind in known.shown_names():
        iri = expand(node).value
        if not node.startswith("id:unit/") or NamedNode(iri) in registry.units:
            continue
        note(names, iri, name, kind)
        labels[iri], kinds[iri] = known.label(node, "zh"), known.types[node]
        distances[iri] = context.distance(node)
    levels = without_level(names)
    listed = ((iri, name, kind) for (iri, name), kind in sorted(names.items()))
    return KnownUnits(labels, kinds, NameIndex(listed, kinds=KINDS, weak=WEAK), levels, distances)


def search_units(units: KnownUnits, text: str, *, limit: int = 30) -> list[NameMatch]:
    """The units whose name fits what was typed, best first; see `search.search`."""
    return search_index(units.index, text, limit=limit, distance=units.distance)


def name_found(units: KnownUnits, match: NameMatch) -> str:
    """The name a unit was found by, with the level word it is searched without; '' for its official name."""
    name = units.levels.get((match.id, match.name), "") + match.name
    return "" if name == units.labels[match.id] else name


def find_units(units: KnownUnits, text: str, *, limit: int = 8) -> list[tuple[NamedNode, str, str]]:
    """The units whose name fits what was typed, best first: (IRI, official name, the other name it was found by or '')."""
    found = search_units(units, text, limit=limit)
    return [(NamedNode(match.id), units.labels[match.id], name_found(units, match)) for match in found]


def unit_named(units: KnownUnits, text: str) -> NamedNode | None:
    """The one unit that has a name; None when none or several have it."""
    equal = {NamedNode(match.id) for match in search_units(units, text) if match.why == "exact"}
    return equal.pop() if len(equal) == 1 else None
