"""Unclear or missing parts of plans: reading issues, work items without owner or lead, broken rules."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...analysis import coverage
from ...i18n import Lang
from ...iri import compact, expand
from ...model.issues import ISSUE_CODES
from ...model.kinds import ROLES
from ...model.validation import ValidationReport
from ...projections.responsibility_matrix import Matrix, RowHead
from ...projections.things import Thing
from ...queries.records import ReadingIssue
from .outline_text import OutlineText

SEVERITIES: tuple[str, ...] = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class PlacedIssue:
    """A reading issue: its code, severity, message and cure, and the work item or section it is in ('' if none)."""

    plan: str
    code: str
    severity: str
    message: str
    cure: str
    start: int | None
    end: int | None
    place: str
    place_label: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of some plans, each (CURIE, name): measures without any owner, without a lead; unknown names; things without an owner."""

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


def build_issues(issues: Iterable[ReadingIssue], outline: OutlineText, lang: Lang) -> tuple[PlacedIssue, ...]:
    """The reading issues of a plan, worst first, then in reading order.

    Args:
        issues: in the order of the text.
        outline: the plan in reading order, to say where an issue is.
        lang: language of the cures.
    """
    places = sorted((passage.start, part.node, part.label) for part in outline.parts for passage in part.passages)
    starts = [start for start, _node, _label in places]
    found = []
    for issue in issues:
        at = -1 if issue.start is None else bisect_right(starts, issue.start) - 1
        found.append(
            PlacedIssue(
                plan=outline.plan,
                code=issue.code,
                severity=issue.severity,
                message=issue.message,
                cure=_cure(issue.code, lang),
                start=issue.start,
                end=issue.end,
                place=places[at][1] if at >= 0 else "",
                place_label=places[at][2] if at >= 0 else "",
            )
        )
    return tuple(sorted(found, key=lambda issue: (SEVERITIES.index(issue.severity), issue.start or 0)))


def _cure(code: str, lang: Lang) -> str:
    """The cure of a code; '' for one that another version of aizone wrote into a stored plan."""
    return ISSUE_CODES[code].cure[lang] if code in ISSUE_CODES else ""


def build_gaps(matrix: Matrix, things: Iterable[Thing]) -> Gaps:
    """The gaps in the plans of a matrix.

    Args:
        matrix: a row per measure, not filtered.
        things: `projections.things.read_things` of the same plans.
    """

    def named(rows: Iterable[RowHead]) -> tuple[tuple[str, str], ...]:
        return tuple((row.item, f"{row.path} {row.label}".strip()) for row in rows)

    inferred, leads = coverage.inferred_leads(matrix)
    return Gaps(
        without_owner=named(coverage.items_without_owner(matrix)),
        without_lead=named(coverage.items_without_lead(matrix)),
        unresolved=tuple((head.unit, head.label) for head in coverage.unresolved_owners(matrix)),
        ownerless_things=tuple((thing.node, thing.label) for thing in coverage.ownerless_things(things)),
        inferred_leads=inferred,
        leads=leads,
    )


def build_breaches(reports: Iterable[ValidationReport], labels: Mapping[str, str], lang: Lang) -> tuple[Breach, ...]:
    """The results of checking some plans against the shapes, in words.

    Args:
        reports: of each plan.
        labels: the names of the focus nodes.
        lang: language of messages.
    """
    return tuple(
        Breach(
            severity=result.severity,
            node=result.focus_node,
            label=labels[result.focus_node],
            message=result.message.get(lang) or next(iter(result.message.values()), result.shape),
        )
        for report in reports
        for result in report.results
    )


def by_severity(items: Sequence[PlacedIssue] | Sequence[Breach]) -> Counter[str]:
    """The number of items of each severity."""
    return Counter(item.severity for item in items)


def focus_of(node: str) -> str:
    """The node a page can show for a focus node: an assignment's or mention's measure, a finding's plan."""
    name = compact(expand(node))
    for part in (*(f"/{role}/" for role in ROLES), "/mention/", "/finding/", "/span/"):
        name = name.split(part)[0]
    return name
