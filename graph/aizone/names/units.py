"""All units somebody can choose: those of the registries and those that only plans name, searched by any of their names."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ..store import Store
from ..units import UnitRegistry
from ..units.names import full_form, normalize
from .index import NameIndex, NameMatch


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """Official name and class (local name) of each unit by its IRI, and the index of all their names.

    Ids of the index are IRIs; a name is of the kind 'label' or 'alias'.
    """

    labels: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    index: NameIndex = field(default_factory=lambda: NameIndex(()))


def index_units(registry: UnitRegistry, store: Store) -> KnownUnits:
    """The units of a registry, and those of a graph that only its plans name."""
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for unit in registry.units.values():
        labels[unit.iri.value], kinds[unit.iri.value] = unit.label, unit.kind
        for name in (*unit.names, *unit.bare_names):
            names[unit.iri.value, name] = "alias"
        names[unit.iri.value, unit.label] = "label"
    for row in store.select(_PROVISIONAL_NAMES).dicts():
        iri, name = str(row["unit"]), str(row["name"])
        kind = "label" if str(row["term"]).endswith("prefLabel") else "alias"
        if kind == "label":
            labels[iri] = name
        kinds[iri] = str(row["type"]).rsplit("#", 1)[-1]
        names[iri, name] = kind
    triples = ((iri, name, kind) for (iri, name), kind in names.items())
    return KnownUnits(labels, kinds, NameIndex(triples, kinds=("label", "alias")))


def search_units(known: KnownUnits, text: str, *, limit: int = 30) -> list[NameMatch]:
    """Units whose name fits what was typed, else its words in full (玉河市科技局: 玉河市科学技术局), best first."""
    return known.index.search(text, limit=limit) or known.index.search(full_form(normalize(text)), limit=limit)


def find_units(known: KnownUnits, text: str, *, limit: int = 8) -> list[tuple[NamedNode, str, str]]:
    """Units whose name fits what was typed, best first: (IRI, official name, the other name it was found by or '')."""
    found = []
    for match in search_units(known, text, limit=limit):
        label = known.labels[match.id]
        found.append((NamedNode(match.id), label, "" if match.name == label else match.name))
    return found


_PROVISIONAL_NAMES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?unit ?type ?term ?name WHERE {
  VALUES ?term { skos:prefLabel skos:altLabel }
  ?unit az:provisional true ; a ?type ; ?term ?name .
  FILTER(?type != az:Place) FILTER NOT EXISTS { ?unit dcterms:isReplacedBy ?other }
} ORDER BY ?unit ?term ?name
"""
