"""Names that tools without SKOS can read, beside those in the triples that people write by hand.

The file of a plan has `rdfs:label` beside each `skos:prefLabel`, because ingest writes both. A registry, a gazetteer and the
summaries of a plan are written by hand, each name once; its second form is added when they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..vocab import RDFS, SKOS


def with_labels(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Some quads, with `rdfs:label` beside each `skos:prefLabel`, in the same graph."""
    stated = list(quads)
    return [*stated, *labels_beside(quad for quad in stated if quad.predicate == SKOS.prefLabel)]


def labels_beside(names: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The labels that stand beside some names, each a quad with `skos:prefLabel`."""
    return (ox.Quad(quad.subject, RDFS.label, quad.object, quad.graph_name) for quad in names)
