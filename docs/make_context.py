"""Write ontology/context.jsonld, the JSON-LD context of our data, from the ontology and the vocabularies it uses.

Run after a change of the ontology: `python docs/make_context.py` (a test compares). Terms are local names; where two vocabularies
have the same one (`start`: ours and Web Annotation's) it is ours, and the other keeps its prefix.
"""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, parse

from aizone.iri import ID
from aizone.settings import ONTOLOGY
from aizone.vocab import AZ, OWL, PREFIXES, RDF, RDFS, XSD

_LANGUAGE = {"@container": "@language"}
_NODE = {"@type": "@id"}
_FOREIGN: dict[str, dict[str, str]] = {
    "rdfs:label": _LANGUAGE,
    "rdfs:subClassOf": _NODE,
    "rdfs:subPropertyOf": _NODE,
    "rdfs:domain": _NODE,
    "rdfs:range": _NODE,
    "rdfs:isDefinedBy": _NODE,
    "rdfs:seeAlso": _NODE,
    **{f"skos:{name}": _LANGUAGE for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "example", "scopeNote", "note")},
    **{f"skos:{name}": _NODE for name in ("broader", "narrower", "inScheme", "topConceptOf", "closeMatch", "relatedMatch")},
    "skos:notation": {},
    **{f"dcterms:{name}": _LANGUAGE for name in ("title", "description", "abstract")},
    "dcterms:issued": {"@type": "xsd:date"},
    "dcterms:license": _NODE,
    "dcterms:source": _NODE,
    "dcterms:spatial": _NODE,
    "org:hasMember": _NODE,
    "org:subOrganizationOf": _NODE,
    "org:classification": _NODE,
    "prov:used": _NODE,
    "prov:wasDerivedFrom": _NODE,
    "prov:wasGeneratedBy": _NODE,
    "prov:wasAttributedTo": _NODE,
    "eli:id_local": {},
    "eli:passed_by": _NODE,
    "schema:minValue": {"@type": "xsd:decimal"},
    "schema:maxValue": {"@type": "xsd:decimal"},
    "schema:unitText": {},
    "schema:startDate": {"@type": "xsd:gYear"},
    "schema:endDate": {"@type": "xsd:gYear"},
    "schema:name": {},
    "schema:sha256": {},
    "schema:encodingFormat": {},
    "schema:softwareVersion": {},
}  # fmt: skip
_PLAIN = {XSD.string, XSD.integer, XSD.boolean}
"""Datatypes that JSON itself has."""
_IN_WORDS = ("metric", "scope", "text")
"""Properties of ours whose values have a language."""


def context() -> dict[str, Any]:
    """The context: prefixes, then terms."""
    terms: dict[str, Any] = {"id": "@id", "type": "@type"}
    prefixes = {**PREFIXES, "id": ID}
    known = {
        quad.triple for path in ("aizone.ttl",) for quad in parse(path=str(ONTOLOGY / path), format=RdfFormat.TURTLE)
    }
    range_of = {one.subject: one.object for one in known if one.predicate == RDFS_RANGE}
    kinds: dict[Any, set[Any]] = {}
    for one in known:
        if one.predicate == RDF.type:
            kinds.setdefault(one.subject, set()).add(one.object)
    for term in sorted(AZ.terms()):
        node, own = AZ[term], kinds.get(AZ[term], set())
        if NamedNode(OWL.base + "ObjectProperty") in own:
            terms[term] = {"@id": f"az:{term}", **_NODE}
        elif NamedNode(OWL.base + "DatatypeProperty") in own or NamedNode(RDF.base + "Property") in own:
            datatype = range_of.get(node)
            if term in _IN_WORDS:
                terms[term] = {"@id": f"az:{term}", **_LANGUAGE}
            elif datatype is None or datatype in _PLAIN or not datatype.value.startswith(XSD.base):
                terms[term] = f"az:{term}"
            else:
                terms[term] = {"@id": f"az:{term}", "@type": f"xsd:{datatype.value.removeprefix(XSD.base)}"}
        else:
            terms[term] = f"az:{term}"
    for curie, kind in _FOREIGN.items():
        name = curie.partition(":")[2]
        if name not in terms:
            terms[name] = {"@id": curie, **kind} if kind else curie
    return {"@version": 1.1, "aizone": None, **prefixes_of(prefixes), **terms}


def prefixes_of(prefixes: dict[str, str]) -> dict[str, Any]:
    """Prefixes as JSON-LD 1.1 declares them; `id:` is one under another name, because `id` stands for `@id`."""
    return {"iri" if prefix == "id" else prefix: base for prefix, base in prefixes.items()}


RDFS_RANGE = NamedNode(RDFS.base + "range")

if __name__ == "__main__":
    (ONTOLOGY / "context.jsonld").write_text(
        text := json.dumps({"@context": context()}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    print(f"ontology/context.jsonld: {len(text):,} characters")
