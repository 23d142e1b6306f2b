"""`Outline` -> `Reading`: a plan's head, goals, work and groups, strung together."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from ..errors import N_, DocumentError
from ..model import Issue, Outline, PlanFact, Reading
from ..units import Resolver
from ..units.places import find_place
from .contributions import extract_contributions
from .goals import find_goals, goals_stated_elsewhere
from .head.bodies import described_bodies
from .head.metadata import PlanHead, cited_documents, read_head
from .owners.annotations import collect_owner_lists
from .owners.assignments import expand_groups, find_lead_rule
from .owners.duty_lines import with_duty_lines
from .owners.tables import unread_tables
from .reading_state import Knowledge, ReadingState
from .work import find_work


def read_plan(outline: Outline, knowledge: Knowledge) -> Reading:
    """Read one plan.

    Args:
        outline: the document's structure.
        knowledge: registries and gazetteers.

    Returns:
        everything found, with an issue for whatever was unclear; nothing is dropped silently.

    Raises:
        DocumentError: the document is not a plan: no title, or neither numbered sections nor owner lists.
    """
    document = outline.document
    outline = with_duty_lines(outline)
    lists, everything, missed = collect_owner_lists(outline)
    head = read_head(outline, has_owners=bool(everything))
    if head is None or not outline.sections:
        if head is None:
            what = N_("does not look like a plan: it has no title that names a plan.")
        else:
            what = N_("does not look like a plan: it has no numbered section.")
        raise DocumentError(document.name, what, N_("Check that it is the plan's full text."))
    resolver, issuer, issues = _context(head, [span.of(document.text) for span in outline.preamble], knowledge)
    place = resolver.place
    state = ReadingState(
        text=document.text,
        knowledge=knowledge,
        resolver=resolver,
        lead_rule=find_lead_rule(document.text, everything, knowledge.order_rule),
        entities=knowledge.entities.of_place(place),
        end_year=head.end,
        first_year=_first_year(head),
        lists=lists,
        issues=[*issues, *missed, *unread_tables(document)],
    )
    goals = find_goals(outline, state)
    areas, tasks = find_work(outline, state, {goal.path for goal in goals})
    contributions = extract_contributions(document.text, goals, areas)
    goals += goals_stated_elsewhere(outline, state, {goal.path for goal in goals} | {task.path for task in tasks})
    tasks, unknown_members = expand_groups(document.text, tasks, areas, resolver)
    if not tasks:
        state.issues.append(Issue("no-tasks", {"zh": "没有读到任务。", "en": "No task was found in the document."}))
    plan = PlanFact(
        title=head.title,
        title_span=head.title_span,
        number=head.number,
        issuer=issuer[0] if issuer else head.issuer,
        issuer_unit=issuer[1] if issuer else None,
        issuer_span=head.issuer_span,
        issued=head.issued,
        start=head.start,
        end=head.end,
        place=place,
        cited=cited_documents(outline, state.entities),
    )
    return Reading(
        outline=outline,
        plan=plan,
        goals=tuple(goals),
        areas=tuple(areas),
        tasks=tasks,
        contributions=contributions,
        issues=tuple(sorted([*state.issues, *unknown_members], key=_issue_order)),
        bodies=described_bodies(plan, tasks, resolver),
    )


def _issue_order(issue: Issue) -> tuple[int, str]:
    return (issue.span.start if issue.span else -1, issue.code)


def _first_year(head: PlanHead) -> int | None:
    """The year a plan begins: as its title says, else the year it was issued; earlier numbers are baselines."""
    return head.start or (int(head.issued[:4]) if head.issued else None)


def _context(
    head: PlanHead, lines: Sequence[str], knowledge: Knowledge
) -> tuple[Resolver, tuple[str, NamedNode] | None, list[Issue]]:
    """Whose units a plan speaks of: a resolver for its place; its issuer as (full name, unit); and what is unclear."""
    place = find_place(knowledge.registry, head.issuer, head.title, lines)
    year = int(head.issued[:4]) if head.issued else head.start
    resolver = knowledge.resolver(place, year)
    unit = resolver.registry.issuer(head.issuer) if head.issuer else None
    if unit is None and head.issuer:
        unit = resolver.unit_named(head.issuer)
    issues = []
    if place is None:
        issues.append(
            Issue(
                "place-unknown",
                {
                    "zh": f"未能确定“{head.issuer or head.title}”所属地区，单位简称按原文保留。",
                    "en": f"The place of '{head.issuer or head.title}' is unknown; short names are kept as written.",
                },
                head.issuer_span or head.title_span,
            )
        )
    return resolver, (unit.label, unit.iri) if unit else None, issues
