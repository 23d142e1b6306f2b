"""Facts of plans that earlier versions stored, with what is written beside them today and follows from what they say."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ..model import Comparator
from ..vocab import AZ, RDF, RDFS, SCHEMA
from .derived import with_derived
from .literals import last_day

_TARGET, _COMPARATOR = (f"{term}".encode() for term in (AZ.Target, AZ.comparator))
_PART, _HAS_PART = (f"{term}".encode() for term in (AZ.partOf, AZ.hasPart))


def lacks_what_follows(nquads: bytes) -> bool:
    """True if a plan's N-Quads were written by a version that did not say all that today's shapes ask; costs a few passes over the bytes."""
    return (
        nquads.count(_TARGET + b" ") > nquads.count(b" " + _COMPARATOR)
        or nquads.count(b" " + _PART) > nquads.count(b" " + _HAS_PART)
        or any(_of_the_plan(line) for line in nquads.splitlines() if f" {AZ.workItem} ".encode() in line)
    )


def completed(quads: Iterable[Quad]) -> set[Quad]:
    """Quads with what follows from them.

    A target says how its number is meant, which its bounds tell; a mention outside the work is in the plan, which is not a work item; a
    deadline has its last day; parts, and names as tools without SKOS read them, are those of `with_derived`.
    """
    given = set(quads)
    labelled = {
        quad.subject for quad in given if quad.predicate == RDFS.label
    }  # where a person wrote one name, the other stays
    kept = given | {
        quad for quad in with_derived(given) if quad.predicate != RDFS.label or quad.subject not in labelled
    }
    plans = {quad.subject for quad in kept if quad.predicate == RDF.type and quad.object == AZ.Plan}
    said: dict[NamedNode, dict[NamedNode, Quad]] = {}
    for quad in list(kept):
        if not isinstance(quad.subject, NamedNode):
            continue
        if quad.predicate == AZ.workItem and quad.object in plans:
            kept.remove(quad)
            kept.add(Quad(quad.subject, AZ.mentionedIn, quad.object, quad.graph_name))
        said.setdefault(quad.subject, {})[quad.predicate] = quad
    for about in said.values():
        kept.update(_of_node(about))
    return kept


def _of_node(about: dict[NamedNode, Quad]) -> Iterator[Quad]:
    known = about.get(RDF.type)
    if known is not None and known.object == AZ.Target and AZ.comparator not in about:
        low, high = about.get(SCHEMA.minValue), about.get(SCHEMA.maxValue)
        if low is not None or high is not None:
            yield Quad(known.subject, AZ.comparator, Literal(_comparator(low, high)), known.graph_name)
    deadline = about.get(AZ.deadline)
    if deadline is not None and AZ.due not in about and isinstance(deadline.object, Literal):
        with contextlib.suppress(ValueError):  # what somebody wrote by hand stays as it is
            yield Quad(deadline.subject, AZ.due, last_day(deadline.object.value), deadline.graph_name)


def _comparator(low: Quad | None, high: Quad | None) -> Comparator:
    if high is None:
        return "ge"
    if low is None:
        return "le"
    return "eq" if low.object == high.object else "range"


def _of_the_plan(line: bytes) -> bool:
    """True if the object of an N-Quad is the plan whose graph it is in."""
    *_rest, target, graph, _stop = line.rsplit(b" ", 3)
    return target == graph
