"""What is unclear or missing in plans: what reading noticed, what has no owner, and what breaks a rule."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...i18n import Lang
from ...iri import compact, expand
from ...names import lookup
from ...projections.responsibility_matrix import Matrix
from ...projections.things import Thing
from ...workspace import Workspace
from ...workspace.shapes import ValidationReport
from .outline_text import OutlineText

SEVERITIES: tuple[str, ...] = ("Violation", "Warning", "Info")

_FINDINGS = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?plan ?finding ?code ?severity ?message ?start ?end ?lang WHERE {
  GRAPH ?plan {
    ?finding a az:Finding ; az:code ?code ; sh:resultSeverity ?severity ; sh:resultMessage ?message .
    FILTER(LANG(?message) = ?lang)
    OPTIONAL { ?finding az:evidence ?annotation . ?annotation oa:hasTarget ?target . ?target oa:hasSelector ?at .
      ?at oa:start ?start ; oa:end ?end }
  }
} ORDER BY ?start ?code ?finding
"""


@dataclass(frozen=True, slots=True)
class PlacedIssue:
    """Something reading noticed: its code, severity and message, and the work item or section it stands in ('' if none)."""

    plan: str
    code: str
    severity: str
    message: str
    start: int | None
    end: int | None
    place: str
    place_label: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing, each (CURIE, name): tasks without any owner, without a lead; names nobody knows; things nobody owns."""

    without_owner: tuple[tuple[str, str], ...]
    without_lead: tuple[tuple[str, str], ...]
    unresolved: tuple[tuple[str, str], ...]
    ownerless_things: tuple[tuple[str, str], ...]
    inferred_leads: int
    leads: int


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a node breaks: severity, node, name, message."""

    severity: str
    node: str
    label: str
    message: str


def build_issues(workspace: Workspace, outline: OutlineText, lang: Lang) -> tuple[PlacedIssue, ...]:
    """What reading a plan noticed, worst first, then in reading order.

    Args:
        workspace: the graph.
        outline: the plan in reading order, to say where a finding stands.
        lang: language of messages.
    """
    import pyoxigraph as ox

    places = sorted((passage.start, part.node, part.label) for part in outline.parts for passage in part.passages)
    starts = [start for start, _node, _label in places]
    found = []
    for row in workspace.store.select(_FINDINGS, {"plan": expand(outline.plan), "lang": ox.Literal(lang)}).dicts():
        start = None if row["start"] is None else int(row["start"])
        at = -1 if start is None else bisect_right(starts, start) - 1
        found.append(
            PlacedIssue(
                plan=outline.plan,
                code=str(row["code"]),
                severity=str(row["severity"]).rsplit("#", 1)[-1],
                message=str(row["message"]),
                start=start,
                end=None if row["end"] is None else int(row["end"]),
                place=places[at][1] if at >= 0 else "",
                place_label=places[at][2] if at >= 0 else "",
            )
        )
    return tuple(sorted(found, key=lambda issue: (SEVERITIES.index(issue.severity), issue.start or 0)))


def build_gaps(matrix: Matrix, things: Iterable[Thing]) -> Gaps:
    """What is missing in the plans of a matrix.

    Args:
        matrix: a row a task, not filtered.
        things: `places.build_things` of the same plans.
    """
    led = {item for (item, _unit), cell in matrix.cells.items() if cell.role == "lead"}
    owned = {item for item, _unit in matrix.cells}
    leads = [cell for cell in matrix.cells.values() if cell.role == "lead"]

    def named(items: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((node, f"{path} {label}".strip()) for node, path, label in items)

    rows = [(row.item, row.path, row.label) for row in matrix.rows]
    return Gaps(
        without_owner=named(row for row in rows if row[0] not in owned),
        without_lead=named(row for row in rows if row[0] in owned and row[0] not in led),
        unresolved=tuple((head.unit, head.label) for head in matrix.columns if head.kind == "UnresolvedUnit"),
        ownerless_things=tuple((thing.node, thing.label) for thing in things if not thing.owners),
        inferred_leads=sum(not cell.stated for cell in leads),
        leads=len(leads),
    )


def build_breaches(workspace: Workspace, reports: Iterable[ValidationReport], lang: Lang) -> tuple[Breach, ...]:
    """The results of checking some plans against the shapes, in words."""
    return tuple(
        Breach(
            severity=result.severity,
            node=result.focus_node,
            label=lookup.label(workspace.store, expand(result.focus_node), lang),
            message=result.message.get(lang) or next(iter(result.message.values()), result.shape),
        )
        for report in reports
        for result in report.results
    )


def by_severity(items: Sequence[PlacedIssue] | Sequence[Breach]) -> Counter[str]:
    """How many there are of each severity."""
    return Counter(item.severity for item in items)


def focus_of(node: str) -> str:
    """The node a page can show for a focus node: an assignment's or mention's measure, a finding's plan."""
    name = compact(expand(node))
    for part in ("/lead/", "/responsible/", "/support/", "/supervise/", "/mention/", "/finding/", "/span/"):
        name = name.split(part)[0]
    return name
