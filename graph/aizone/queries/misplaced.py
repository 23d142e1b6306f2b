"""Properties asked of what never has them, by the ontology's domains and ranges: turned round, or of another class.

Only for a query without rows: a thing may be of two classes, and then it has the properties of both.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from ..errors import N_
from ..iri import ID, compact
from ..settings import ONTOLOGY
from ..vocab import AZ, PREFIXES, RDFS
from .resolved_tokens import QueryToken

_TYPE = f"{PREFIXES['rdf']}type"
_UNIT = f"{ID}unit/"
_ENDS = frozenset({".", ";", ",", "}"})


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A property in a wrong place: a message id and the values in it."""

    what: str
    values: dict[str, str]


def misplaced_properties(tokens: Sequence[QueryToken]) -> Iterator[Misplaced]:
    """The properties of a query that its subjects or objects never have.

    Args:
        tokens: of the query, names resolved.
    """
    told = list(_statements(tokens))
    classes: dict[str, set[str]] = {}
    for subject, term, value in told:
        if term.iri == _TYPE and value.iri:
            classes.setdefault(subject.text, set()).add(value.iri)
    for subject, term, value in told:
        domain, range_ = _ends().get(term.iri, ("", ""))
        if not domain:
            continue
        asked, given = _class_of(subject, classes), _class_of(value, classes)
        is_turned = (asked and not _fits(asked, domain) and (not range_ or _fits(asked, range_))) or (
            given and range_ and not _fits(given, range_) and _fits(given, domain)
        )
        if is_turned and range_:
            yield Misplaced(
                N_("{property} leads from {domain} to {range}: turn it round."),
                {"property": compact(term.iri), "domain": compact(domain), "range": compact(range_)},
            )
        elif asked and not _fits(asked, domain):
            values = {"property": compact(term.iri), "domain": compact(domain), "kind": compact(asked)}
            near = _near(term.iri, asked, range_)
            if near:
                yield Misplaced(
                    N_("{property} is said of {domain}, not of {kind}: did you mean {near}?"), {**values, "near": near}
                )
            else:
                yield Misplaced(N_("{property} is said of {domain}, not of {kind}."), values)


def _statements(tokens: Sequence[QueryToken]) -> Iterator[tuple[QueryToken, QueryToken, QueryToken]]:
    """Statements with a plain property: subject, property, object; paths are left out."""
    subject: QueryToken | None = None
    property_: QueryToken | None = None
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        begins = before is not None and before.text in {"{", "}", "."}
        if begins:
            subject = token if token.kind in {"variable", "name", "iri"} else None
            property_ = None
        elif subject is not None and before is not None and (before is subject or before.text == ";"):
            property_ = token if token.iri else None
        elif subject is not None and property_ is not None and before is not None:
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            is_object = before is property_ or before.text == ","
            if is_object and (after is None or after.text in _ENDS or after.kind == "word"):
                yield subject, property_, token


def _class_of(token: QueryToken, classes: dict[str, set[str]]) -> str:
    """The class that a query gives a variable, or that an address shows; '' where there is none, or several."""
    if token.kind == "variable":
        found = classes.get(token.text, set())
        return next(iter(found)) if len(found) == 1 else ""
    return f"{AZ.base}Unit" if token.iri.startswith(_UNIT) else ""


def _fits(one: str, other: str) -> bool:
    """True if something may be known to be of both classes, because one is above the other."""
    above = _above()
    return one == other or other in above.get(one, set()) or one in above.get(other, set())


def _near(term: str, kind: str, range_: str) -> str:
    """The property of the likest name that leads to the same things and that a class may have; '' for none."""
    fitting = [
        iri.removeprefix(AZ.base)
        for iri, (domain, other) in sorted(_ends().items())
        if range_ and other == range_ and iri != term and (not domain or _fits(kind, domain))
    ]
    found = get_close_matches(term.removeprefix(AZ.base), fitting, n=1, cutoff=0)
    return f"az:{found[0]}" if found else ""


@functools.cache
def _read() -> ox.Store:
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "aizone.ttl"), format=ox.RdfFormat.TURTLE)
    return store


@functools.cache
def _ends() -> dict[str, tuple[str, str]]:
    """The domain and the range of each property of ours, '' for what is not said."""
    found: dict[str, tuple[str, str]] = {}
    for place, name in enumerate(("domain", "range")):
        said = ox.NamedNode(f"{PREFIXES['rdfs']}{name}")
        for quad in _read().quads_for_pattern(None, said, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                ends = found.get(quad.subject.value, ("", ""))
                found[quad.subject.value] = (quad.object.value, ends[1]) if place == 0 else (ends[0], quad.object.value)
    return {iri: ends for iri, ends in found.items() if iri.startswith(AZ.base)}


@functools.cache
def _above() -> dict[str, set[str]]:
    """The classes above each class of the ontology, and those of bodies above groups of them."""
    above: dict[str, set[str]] = {f"{AZ.base}UnitGroup": {f"{PREFIXES['org']}Organization"}}
    for quad in _read().quads_for_pattern(None, RDFS.subClassOf, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            above.setdefault(quad.subject.value, set()).add(quad.object.value)
    for wider in above.values():
        waiting = list(wider)
        while waiting:
            new = above.get(waiting.pop(), set()) - wider
            wider |= new
            waiting += new
    return above
