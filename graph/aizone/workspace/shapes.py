"""Checks data against the SHACL shapes of `ontology/shapes.ttl`, by either of two validators.

The usual one is `shacl`, written in Rust; pySHACL, written in Python, takes some fifty times as long. It serves for a second
opinion, and where there is no wheel of the other. A test holds both to the same findings, constraint by constraint.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..iri import compact
from ..model.validation import ValidationReport, ValidationResult
from ..store.bridge import to_rdflib_graph
from ..vocab import SH

if TYPE_CHECKING:
    import rdflib

Engine = Literal["shacl", "pyshacl"]
_ORDER: dict[str, int] = {"Violation": 0, "Warning": 1, "Info": 2}


def validate(
    nquads: Sequence[bytes],
    shapes_file: Path,
    *,
    concerns: Callable[[str], bool] = lambda _iri: True,
    engine: Engine | None = None,
) -> ValidationReport:
    """Validate data, as one graph whatever named graphs it is in.

    Args:
        nquads: what to check, with the class hierarchy it refers to: N-Quads or N-Triples, in any number of pieces.
        shapes_file: the shapes, Turtle.
        concerns: of the IRI of a focus node, true when its results are wanted; context that other checks cover is left out by it.
        engine: the validator; None for `shacl` where it is installed, pySHACL otherwise.

    Returns:
        the report, sorted by severity, then focus node. Of two constraints that one value breaks with one message, one is told.

    Raises:
        WorkspaceError: the validator asked for is not installed.
    """
    if engine is None:
        engine = "shacl" if find_spec("shacl") else "pyshacl"
    found = _by_shacl(nquads, shapes_file) if engine == "shacl" else _by_pyshacl(nquads, shapes_file)
    results = sorted((result for focus, result in found if concerns(focus)), key=_in_order)
    return ValidationReport(tuple(result for result, _same in groupby(results)))


def _in_order(result: ValidationResult) -> tuple[object, ...]:
    return (
        _ORDER[result.severity],
        result.focus_node,
        result.result_path or "",
        result.shape,
        result.value or "",
        sorted(result.message.items()),
    )


def _by_shacl(nquads: Sequence[bytes], shapes_file: Path) -> Iterator[tuple[str, ValidationResult]]:
    """The focus nodes and results of the validator in Rust, which reads the data from a file: text in memory would be held thrice."""
    try:
        import shacl
    except ImportError as error:
        raise WorkspaceError(
            "shacl", N_("is not installed on this platform."), N_("Use the other validator: --engine pyshacl")
        ) from error
    shapes = shacl.Shapes.from_file(str(shapes_file))
    with tempfile.TemporaryDirectory(prefix="aizone-shapes-") as folder:
        data = Path(folder, "data.nq")
        with data.open("wb") as file:
            file.writelines(nquads)
        results = shapes.validate_file(str(data)).results
    # A report in memory has its messages without their languages.
    languages = {
        quad.object.value: quad.object.language
        for quad in (ox.parse(path=str(shapes_file), format=ox.RdfFormat.TURTLE) if results else ())
        if quad.predicate == SH.message and isinstance(quad.object, ox.Literal)
    }
    for result in results:
        focus = _plain(result.focus_node)
        path = result.path or ""
        is_one_property = path.startswith("<") and path.find(">") == len(path) - 1
        yield (
            focus,
            ValidationResult(
                severity=result.severity,  # type: ignore[arg-type] # SHACL names exactly these three
                focus_node=compact(focus),
                result_path=compact(path[1:-1]) if is_one_property else None,
                value=compact(result.value_plain) if result.value_plain is not None else None,
                shape=compact(_plain(result.root_shape or result.source_shape or "")),
                message=dict(sorted((lang, text) for text in result.messages if (lang := languages.get(text)))),
            ),
        )


def _plain(term: str) -> str:
    """The IRI, text or label of a term of N-Triples: 'a' for '<a>', '"a"@zh', '_:a'."""
    if term.startswith("<"):
        return term[1:-1]
    return next(ox.parse(f"<x:s> <x:p> {term} .", format=ox.RdfFormat.N_TRIPLES)).object.value if term else ""


def _by_pyshacl(nquads: Sequence[bytes], shapes_file: Path) -> Iterator[tuple[str, ValidationResult]]:
    """The focus nodes and results of pySHACL."""
    import rdflib
    from pyshacl import validate as shacl_validate

    logging.getLogger("rdflib.term").setLevel(
        logging.ERROR
    )  # a traceback for each '2022-15-96', which the report names
    shapes_graph = rdflib.Graph().parse(shapes_file, format="turtle")
    data_graph = to_rdflib_graph(ox.parse(b"".join(nquads), format=ox.RdfFormat.N_QUADS))
    _, report, _ = shacl_validate(
        data_graph, shacl_graph=shapes_graph, inference="none", advanced=False, meta_shacl=False
    )
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert isinstance(report, rdflib.Graph)
    owners: dict[rdflib.term.Node | None, rdflib.term.Node | None] = {
        part: shape for shape, part in shapes_graph.subject_objects(sh.property) if isinstance(shape, rdflib.URIRef)
    }
    for node in report.objects(None, sh.result):
        focus, source = str(report.value(node, sh.focusNode)), report.value(node, sh.sourceShape)
        path, value = report.value(node, sh.resultPath), report.value(node, sh.value)
        yield (
            focus,
            ValidationResult(
                severity=str(report.value(node, sh.resultSeverity)).rsplit("#", 1)[-1],  # type: ignore[arg-type]
                focus_node=compact(focus),
                result_path=compact(str(path)) if isinstance(path, rdflib.URIRef) else None,
                value=compact(str(value)) if value is not None else None,
                shape=compact(str(owners.get(source, source))),
                message=dict(
                    sorted(
                        (str(message.language), str(message))
                        for message in shapes_graph.objects(
                            report.value(node, sh.sourceConstraint) or source, sh.message
                        )
                        if isinstance(message, rdflib.Literal) and message.language
                    )
                ),
            ),
        )
