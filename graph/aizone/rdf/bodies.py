"""Bodies and places that a plan names and no registry of the graph describes.

They are in a graph of their own, `BODIES_GRAPH`, to which every plan's file contributes: what two plans say alike is then one
statement of the store, and a query over the union of all graphs counts it once.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ..iri import BODIES_GRAPH
from ..model import Reading
from ..model.units import Place, Unit, UnitGroup
from ..vocab import AZ, DCTERMS, ORG, RDF, SKOS
from .literals import boolean, zh


def body_quads(reading: Reading) -> Iterator[Quad]:
    """The class, names, place and superior of each body and place."""
    for body in reading.bodies:
        if isinstance(body, Place):
            yield from _place_quads(body, BODIES_GRAPH)
        elif not (isinstance(body, UnitGroup) and body.relative):  # the plan's own graph describes those
            yield from _owner_quads(body, BODIES_GRAPH)


def _owner_quads(owner: Unit | UnitGroup, graph: NamedNode) -> Iterator[Quad]:
    node = owner.iri
    yield from _name_quads(owner, graph)
    if owner.place is not None:
        yield Quad(node, DCTERMS.spatial, owner.place, graph)
    if isinstance(owner, UnitGroup):
        yield Quad(node, RDF.type, AZ.UnitGroup, graph)
        for member in owner.members:
            yield Quad(node, ORG.hasMember, member, graph)
        return
    yield Quad(node, RDF.type, AZ[owner.kind], graph)
    if owner.classification is not None:
        yield Quad(node, ORG.classification, owner.classification, graph)
    if owner.superior is not None:
        yield Quad(node, AZ.superior, owner.superior, graph)
    if owner.provisional:
        yield Quad(node, AZ.provisional, boolean(True), graph)


def _place_quads(place: Place, graph: NamedNode) -> Iterator[Quad]:
    yield from _name_quads(place, graph)
    yield Quad(place.iri, RDF.type, AZ.Place, graph)
    yield Quad(place.iri, AZ.level, Literal(place.level), graph)
    if place.parent is not None:
        yield Quad(place.iri, AZ.partOf, place.parent, graph)
    if place.provisional:
        yield Quad(place.iri, AZ.provisional, boolean(True), graph)


def _name_quads(body: Unit | UnitGroup | Place, graph: NamedNode) -> Iterator[Quad]:
    yield Quad(body.iri, SKOS.prefLabel, zh(body.label), graph)
    if body.label_en:
        yield Quad(body.iri, SKOS.prefLabel, Literal(body.label_en, language="en"), graph)
    for name in body.names:
        yield Quad(body.iri, SKOS.altLabel, zh(name), graph)
