"""One preferred label for each thing and language, however many ways a plan writes its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, Quad

from ..vocab import SKOS


def with_one_label(quads: Iterable[Quad]) -> set[Quad]:
    """The quads, with all but one preferred label of a thing in a language and graph as its other names.

    A plan may write one name in two ways that mint one IRI: 《办法（试行）》 and 《办法(试行)》, with brackets of either width. The
    shorter is kept, and of two of one length the first by code point, so that the order of reading does not matter. One that
    only has spaces more is not another name.
    """
    kept = set(quads)
    labels: dict[tuple[object, ...], list[tuple[str, Quad]]] = defaultdict(list)
    for quad in kept:
        label = quad.object
        if quad.predicate == SKOS.prefLabel and isinstance(label, Literal):
            labels[quad.subject, quad.graph_name, label.language].append((label.value, quad))
    for alike in labels.values():
        if len(alike) > 1:
            (first, _), *others = sorted(alike, key=lambda one: (len(one[0]), one[0]))
            for name, quad in others:
                kept.discard(quad)
                if "".join(name.split()) != "".join(first.split()):
                    kept.add(Quad(quad.subject, SKOS.altLabel, quad.object, quad.graph_name))
    return kept
