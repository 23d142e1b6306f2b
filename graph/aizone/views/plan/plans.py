"""Several plans beside one another: what each holds, where it was read from, and which units they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...i18n import Lang
from ...iri import expand
from ...text.collation import sort_key
from ...workspace import Workspace
from .overview import Overview, PlanHead

_DOCUMENT = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX schema: <https://schema.org/> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?plan ?name ?source ?retrieved ?sha ?length ?held WHERE {
  GRAPH ?plan {
    ?document a az:SourceDocument ; schema:name ?name ; schema:sha256 ?sha ; az:length ?length ; az:textHeld ?held .
    OPTIONAL { ?document dcterms:source ?source } OPTIONAL { ?document az:retrieved ?retrieved }
  }
}
"""
_ISSUES = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?plan ?finding WHERE { GRAPH ?plan { ?finding a az:Finding } }
"""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The document a plan was read from: file name, where it is from, when fetched (ISO), SHA-256, characters."""

    name: str
    source: str
    retrieved: str
    sha256: str
    length: int
    text_held: bool


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with its provenance (None when it says nothing of it) and how many things reading noticed."""

    head: PlanHead
    provenance: Provenance | None
    issues: int


@dataclass(frozen=True, slots=True)
class SharedUnit:
    """A unit that several plans name, with its measures in each, in their order."""

    unit: str
    label: str
    measures: tuple[int, ...]


def build_plan(workspace: Workspace, head: PlanHead) -> PlanLine:
    """One plan of the list."""
    plan: dict[str, ox.NamedNode | ox.Literal] = {"plan": expand(head.plan)}
    row = next(iter(workspace.store.select(_DOCUMENT, plan).dicts()), None)
    provenance = None
    if row is not None:
        provenance = Provenance(
            name=str(row["name"]),
            source=str(row["source"] or ""),
            retrieved=str(row["retrieved"] or ""),
            sha256=str(row["sha"]),
            length=int(row["length"] or 0),
            text_held=bool(row["held"]),
        )
    return PlanLine(head, provenance, len(workspace.store.select(_ISSUES, plan)))


def shared_units(views: Sequence[Overview], lang: Lang) -> tuple[SharedUnit, ...]:
    """The units that two or more of some plans name, those in most plans first."""
    counts = [{line.unit: line.total for line in view.units} for view in views]
    labels = {line.unit: line.label for view in views for line in view.units}
    shared = [
        SharedUnit(unit, label, tuple(found.get(unit, 0) for found in counts))
        for unit, label in labels.items()
        if sum(unit in found for found in counts) > 1
    ]
    return tuple(
        sorted(shared, key=lambda line: (line.measures.count(0), -sum(line.measures), sort_key(line.label, lang)))
    )
