"""Statements that follow from the data by RDFS or OWL 2 RL, in a graph of their own so that they are not taken for what was read.

Only our own ontology is reasoned with: the domains and ranges of the vocabularies it aligns to would give our things classes that
they do not have (docs/decisions/0002-alignment.md).
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ..errors import MissingExtraError
from ..iri import mint
from .graph_kinds import Rules

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_VOCABULARIES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2001/XMLSchema#",
)


def closure_graph(rules: Rules) -> ox.NamedNode:
    """The graph that inferred statements are in: `id:inferred/rdfs`, `id:inferred/owl-rl`."""
    return mint("inferred", rules)


def closure(statements: Iterable[ox.Triple], rules: Rules) -> list[ox.Quad]:
    """The statements that follow from others and are not among them.

    Args:
        statements: the data together with the ontology; the shipped data take 7 (owl-rl) to 17 (rdfs) seconds.
        rules: RDFS, or OWL 2 RL, which adds inverses and more.

    Returns:
        quads in `closure_graph(rules)`, sorted. Left out: what is true of everything (`rdfs:Resource`, `owl:Thing`, a node that is
        the same as itself) and statements about the vocabularies of RDF themselves.

    Raises:
        MissingExtraError: owlrl is not installed.
    """
    try:
        import owlrl
    except ImportError as error:
        raise MissingExtraError("--infer", "reasoning") from error
    import rdflib

    given = set(statements)
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(given, format=ox.RdfFormat.N_TRIPLES), format="nt")
    semantics = owlrl.RDFS_Semantics if rules == "rdfs" else owlrl.OWLRL_Semantics
    owlrl.DeductiveClosure(semantics).expand(graph)
    # rules about literals leave some as subjects, which no format can write
    proper = ((s, p, o) for s, p, o in graph if isinstance(s, rdflib.URIRef) and not isinstance(o, rdflib.BNode))
    kept = rdflib.Graph()
    for triple in proper:
        kept.add(triple)
    text = kept.serialize(format="nt", encoding="utf-8")
    found = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)} - given
    name = closure_graph(rules)
    return sorted(
        (ox.Quad(one.subject, one.predicate, one.object, name) for one in found if _says_something(one)), key=str
    )


def _says_something(triple: ox.Triple) -> bool:
    subject, object_ = triple.subject, triple.object
    if subject == object_ or not isinstance(subject, ox.NamedNode) or subject.value.startswith(_VOCABULARIES):
        return False
    if isinstance(object_, ox.NamedNode) and object_.value.startswith(_VOCABULARIES):
        return triple.predicate.value != _TYPE and not triple.predicate.value.startswith(_VOCABULARIES)
    return True
