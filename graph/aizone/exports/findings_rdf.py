"""Findings as RDF: each an az:Finding with its rule, class, sides, units, shared things, figures and a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from ..analysis.findings.coordination import WEIGHTS
from ..analysis.findings.records import Finding
from ..i18n import Lang
from ..iri import expand
from ..rdf.literals import decimal
from ..verdicts.findings import finding_iri
from ..vocab import AZ, AZFINDING, PREFIXES, RDF, SCHEMA, SH, XSD

_PREFIXES = ("az", "azfinding", "aztech", "azfield", "rdf", "schema", "sh", "xsd")


def to_turtle(findings: Iterable[tuple[Finding, Mapping[Lang, str]]]) -> bytes:
    """Findings as Turtle, in the order given.

    Args:
        findings: each with its sentence in each language.
    """
    triples = [triple for finding, words in findings for triple in finding_triples(finding, words)]
    return (
        ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={name: PREFIXES[name] for name in _PREFIXES}) or b""
    )


def finding_triples(finding: Finding, words: Mapping[Lang, str]) -> Iterator[Triple]:
    """The statements about one finding and its figures.

    Args:
        finding: of one plan.
        words: its sentence in each language.
    """
    node = finding_iri(finding.plan.removeprefix("id:plan/"), finding.id)
    yield Triple(node, RDF.type, AZ.Finding)
    yield Triple(node, AZ.code, Literal(finding.rule))
    yield Triple(node, AZ.partOf, expand(finding.plan))
    yield Triple(node, AZ.findingClass, AZFINDING[finding.finding_class])
    yield Triple(node, AZ.rankScore, decimal(finding.score))
    yield Triple(node, SH.resultSeverity, SH.Info)
    for lang, sentence in sorted(words.items()):
        yield Triple(node, SH.resultMessage, Literal(sentence, language=lang))
    for item in finding.items:
        yield Triple(node, AZ.concernsItem, expand(item))
    for unit in finding.coordination.leads:
        yield Triple(node, AZ.concernsUnit, expand(unit))
    for shared in dict.fromkeys((*finding.common.nodes, *_cause(finding))):
        yield Triple(node, AZ.concernsThing, expand(shared))
    numbers = {name: (NamedNode(f"{node.value}#{name}"), value) for name, value in figures(finding).items()}
    for figure, _value in numbers.values():
        yield Triple(node, AZ.figure, figure)
    for name, (figure, value) in numbers.items():
        yield Triple(figure, SCHEMA.propertyID, Literal(name))
        yield Triple(
            figure,
            SCHEMA.value,
            decimal(value) if isinstance(value, float) else Literal(str(value), datatype=XSD.integer),
        )


def figures(finding: Finding) -> dict[str, int | float]:
    """The numbers that a finding rests on, by name."""
    held = finding.coordination
    return {
        "strength": round(finding.common.strength, 4),
        "weight": WEIGHTS[held.level],
        "measures": len(finding.items),
        "leads": len(held.leads),
        "isolated": len(held.isolated),
        "islands": held.islands,
    }


def _cause(finding: Finding) -> tuple[str, ...]:
    """The whole of which things are parts, where it has an IRI."""
    return (finding.common.cause,) if finding.rule == "parts-of-one" and ":" in finding.common.cause else ()
