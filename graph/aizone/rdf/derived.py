"""Statements that follow from others and that are written all the same, because not every tool works them out."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from ..vocab import AZ, RDFS, SKOS


def with_derived(quads: Iterable[Quad]) -> set[Quad]:
    """The quads with `az:hasPart` beside each `az:partOf`, and `rdfs:label` beside each `skos:prefLabel`.

    A question can so start from a goal or a plan and go down, and a tool that knows no SKOS shows names. It costs some four
    statements in a hundred.
    """
    kept = set(quads)
    for quad in list(kept):
        if quad.predicate == AZ.partOf and isinstance(quad.object, NamedNode):
            kept.add(Quad(quad.object, AZ.hasPart, quad.subject, quad.graph_name))
        elif quad.predicate == SKOS.prefLabel:
            kept.add(Quad(quad.subject, RDFS.label, quad.object, quad.graph_name))
    return kept
