"""The sources of the data with their licences, and the terms of the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...queries.records import LicensedSource, OntologyTerm

_LICENCES = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A registry, gazetteer or vocabulary: its title, its licence by name (its address where it has none known), its source."""

    node: str
    title: str
    licence: str
    source: str


@dataclass(frozen=True, slots=True)
class About:
    """The content of the About page: sources with their licences, and the ontology's classes and properties."""

    sources: tuple[SourceLine, ...]
    classes: tuple[OntologyTerm, ...]
    properties: tuple[OntologyTerm, ...]


def build_about(licences: Iterable[LicensedSource], terms: Iterable[OntologyTerm]) -> About:
    """The page: sources by address, terms in the order of the records."""
    known = tuple(terms)
    return About(
        sources=tuple(
            SourceLine(row.node, row.title or row.node, _LICENCES.get(row.licence, row.licence), row.source)
            for row in sorted(licences, key=lambda row: row.node)
        ),
        classes=tuple(term for term in known if term.kind == "class"),
        properties=tuple(term for term in known if term.kind == "property"),
    )
