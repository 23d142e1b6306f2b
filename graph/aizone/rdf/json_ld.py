"""Quads as JSON-LD that people can read: local names of a published context, labels by language, a graph a plan.

The context is `ontology/context.jsonld`. It is written into each file, so that no reader has to fetch it; its address is
`CONTEXT_IRI`. Our data have no blank nodes and no lists, which makes the form simple: every node is named once a graph.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from ..settings import ONTOLOGY
from ..vocab import RDF, XSD

CONTEXT_IRI = "https://w3id.org/aizone/context.jsonld"
CONTEXT_FILE: Path = ONTOLOGY / "context.jsonld"


def to_json_ld(quads: Iterable[Quad], about: Mapping[str, object] | None = None) -> bytes:
    """A JSON-LD document.

    Args:
        quads: in any order; the document has a stable one.
        about: said at the top under 'aizone', a word that the context leaves out of the RDF.
    """
    graphs: dict[NamedNode | BlankNode | DefaultGraph, dict[NamedNode | BlankNode, list[Quad]]] = {}
    for quad in quads:
        if isinstance(quad.subject, Triple):
            continue  # our data have no quoted triples
        graphs.setdefault(quad.graph_name, {}).setdefault(quad.subject, []).append(quad)
    context = _Terms(json.loads(CONTEXT_FILE.read_text("utf-8"))["@context"])
    found: list[dict[str, Any]] = []
    for graph in sorted(graphs, key=str):
        nodes = [context.node(subject, graphs[graph][subject]) for subject in sorted(graphs[graph], key=str)]
        if isinstance(graph, DefaultGraph):
            found += nodes
        else:
            found.append({"id": context.iri(graph), "@graph": nodes})
    head = {"aizone": dict(about)} if about else {}
    document = {"@context": context.terms, **head, "@graph": found}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Terms:
    """The terms of a context, read backwards: from an IRI to its name.

    Args:
        terms: the value of '@context'.
    """

    def __init__(self, terms: dict[str, Any]) -> None:
        self.terms = terms
        self._prefixes = [(base, name) for name, base in terms.items() if _is_prefix(base)]
        self._prefixes.sort(key=lambda pair: -len(pair[0]))
        self._names: dict[str, tuple[str, dict[str, str]]] = {}
        for name, said in terms.items():
            kind = said if isinstance(said, dict) else {"@id": said}
            iri = kind.get("@id")
            if isinstance(iri, str) and not iri.startswith("@") and not _is_prefix(iri):
                self._names[self._whole(iri)] = (name, kind)

    def _whole(self, curie: str) -> str:
        prefix, _colon, local = curie.partition(":")
        return f"{self.terms[prefix]}{local}" if prefix in self.terms else curie

    @functools.cache  # noqa: B019 - lives as long as one document
    def iri(self, node: NamedNode | BlankNode | DefaultGraph) -> str:
        """A node's IRI, compact where a prefix fits and the rest can follow it."""
        if not isinstance(node, NamedNode):
            return str(node)
        for base, name in self._prefixes:
            local = node.value[len(base) :]
            if local and node.value.startswith(base) and not local.startswith("//"):
                return f"{name}:{local}"
        return node.value

    def node(self, subject: NamedNode | BlankNode, quads: list[Quad]) -> dict[str, Any]:
        """A node with everything said about it, properties in alphabetical order after its address and classes."""
        said: dict[str, Any] = {}
        kinds = []
        for quad in sorted(quads, key=str):
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
                known = self._names.get(quad.object.value)
                kinds.append(known[0] if known else self.iri(quad.object))
            else:
                self._say(said, quad)
        head: dict[str, Any] = {"id": self.iri(subject)}
        if kinds:
            head["type"] = kinds[0] if len(kinds) == 1 else kinds
        ordered = sorted(said.items())
        return {**head, **{name: one[0] if isinstance(one, list) and len(one) == 1 else one for name, one in ordered}}

    def _say(self, said: dict[str, Any], quad: Quad) -> None:
        name, kind = self._names.get(quad.predicate.value, ("", {}))
        term = quad.object
        if kind.get("@container") == "@language":
            if isinstance(term, Literal) and term.language:
                by_language = said.setdefault(name, {})
                present = by_language.get(term.language)
                if present is None:
                    by_language[term.language] = term.value
                else:
                    by_language[term.language] = [*(present if isinstance(present, list) else [present]), term.value]
                return
            name = ""  # a value without a language cannot be among those that have one
        said.setdefault(name or self.iri(quad.predicate), []).append(self._value(term, kind if name else {}))

    def _value(self, term: NamedNode | BlankNode | Literal | Triple, kind: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
        coerced = kind.get("@type")
        if not isinstance(term, Literal):
            iri = self.iri(term) if isinstance(term, (NamedNode, BlankNode)) else str(term)
            return iri if coerced == "@id" else {"id": iri}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if coerced is None and _is_native(term):
            return int(term.value) if term.datatype == XSD.integer else term.value == "true"
        datatype = self.iri(term.datatype)
        if (coerced is None and term.datatype == XSD.string) or coerced == datatype:
            return term.value
        return {"@value": term.value} if term.datatype == XSD.string else {"@value": term.value, "@type": datatype}


def _is_prefix(base: object) -> bool:
    return isinstance(base, str) and base.startswith("http") and base[-1] in "#/"


def _is_native(term: Literal) -> bool:
    """True if JSON's own number or truth value means exactly this literal."""
    if term.datatype == XSD.boolean:
        return term.value in {"true", "false"}
    return term.datatype == XSD.integer and str(int(term.value)) == term.value
