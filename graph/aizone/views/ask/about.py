"""What this is: versions, where the data come from and under which licence, and the terms of the ontology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...i18n import Lang
from ...iri import ONTOLOGY_GRAPH, compact
from ...store import Store
from ...vocab import AZ, DCTERMS, RDF, RDFS, SKOS
from ...workspace import Workspace

_OWL = "http://www.w3.org/2002/07/owl#"
_KINDS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property"}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A registry, gazetteer or plan: its title, licence (an address, '' when it states none) and what it was made from."""

    node: str
    title: str
    licence: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology: CURIE, 'class' or 'property', label, definition."""

    term: str
    kind: str
    label: str
    definition: str


def licences(workspace: Workspace, lang: Lang) -> tuple[SourceLine, ...]:
    """Every registry and gazetteer with the licence it states, in the order of their names."""
    store = workspace.store
    lines = []
    for quad in store.statements(None, DCTERMS.license, None, None):
        node = quad.subject
        if isinstance(node, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            title = _text(store, node, (DCTERMS.title, SKOS.prefLabel, RDFS.label), lang)
            source = _text(store, node, (DCTERMS.source,), lang)
            lines.append(SourceLine(compact(node), title or compact(node), quad.object.value, source))
    return tuple(sorted(set(lines), key=lambda line: line.node))


def terms(workspace: Workspace, lang: Lang) -> tuple[Term, ...]:
    """The ontology's own classes, then its properties, by CURIE."""
    store = workspace.store
    found = []
    for owl_kind, kind in _KINDS.items():
        for quad in store.statements(None, RDF.type, ox.NamedNode(_OWL + owl_kind), ONTOLOGY_GRAPH):
            node = quad.subject
            if isinstance(node, ox.NamedNode) and node.value.startswith(AZ.base):
                label = _text(store, node, (RDFS.label,), lang)
                definition = _text(store, node, (SKOS.definition, RDFS.comment), lang)
                found.append(Term(compact(node), kind, label, definition))
    return tuple(sorted(found, key=lambda term: (term.kind, term.term)))


def _text(store: Store, node: ox.NamedNode, properties: Sequence[ox.NamedNode], lang: Lang) -> str:
    """The first of some properties a node has, in a language, else in any."""
    for term in properties:
        values = {
            quad.object.language: quad.object.value
            for quad in store.statements(node, term, None, None)
            if isinstance(quad.object, ox.Literal)
        }
        if values:
            return values.get(lang) or values.get("zh") or values.get(None) or next(iter(values.values()))
    return ""
