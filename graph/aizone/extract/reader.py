"""`Outline` -> `Reading`: which sections are goals, areas and tasks, and what each says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ..errors import N_, DocumentError
from ..model import (
    AssignmentFact,
    GoalFact,
    Issue,
    MeasureFact,
    Outline,
    OwnerList,
    PlanFact,
    Reading,
    Section,
    Span,
    TaskFact,
)
from ..units import Resolver, UnitRegistry
from .assignments import LeadRule, OrderRule, expand_groups, find_lead_rule, resolve_owners
from .brackets import trim
from .contributions import extract_contributions
from .dates import find_deadline
from .gazetteer import Gazetteer
from .grammar import grammar
from .mentions import extract_mentions
from .metadata import PlanHead, cited_documents, read_head
from .owner_lists import find_owner_lists
from .sections import section_kind
from .tables import read_rows, unread_tables
from .targets import extract_targets
from .topics import extract_topics

_MIN_CLAUSE = 8
"""Fewer characters behind the last owner list are no clause of their own."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading a plan leans on: who the units are, which names and topics are known."""

    registry: UnitRegistry
    topics: Gazetteer
    entities: Gazetteer
    order_rule: OrderRule = "auto"


@dataclass(slots=True)
class _State:
    """What is collected on the way through one plan."""

    text: str
    knowledge: Knowledge
    resolver: Resolver
    lead_rule: LeadRule
    entities: Gazetteer
    end_year: int | None
    lists: dict[tuple[str, int], list[OwnerList]]
    issues: list[Issue] = field(default_factory=list)


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
    lists = {
        _key(section): [found for _, found in read_rows(document.text, section)[0] if found is not None]
        if section.rows
        else find_owner_lists(document.text, section.body)
        for section in outline.walk()
    }
    everything = [owner_list for found in lists.values() for owner_list in found]
    head = read_head(outline, has_owners=bool(everything))
    if head is None or not outline.sections:
        if head is None:
            what = N_("does not look like a plan: it has no title that names a plan.")
        else:
            what = N_("does not look like a plan: it has no numbered section.")
        raise DocumentError(document.name, what, N_("Check that it is the plan's full text."))
    place, issuer, issues = _issuer(head, knowledge.registry)
    state = _State(
        text=document.text,
        knowledge=knowledge,
        resolver=Resolver(knowledge.registry, place),
        lead_rule=find_lead_rule(document.text, everything, knowledge.order_rule),
        entities=knowledge.entities.of_place(place),
        end_year=head.end,
        lists=lists,
        issues=[*issues, *unread_tables(document)],
    )
    goals = _goals(outline, state)
    areas, tasks = _work(outline, state, {goal.path for goal in goals})
    tasks, unknown_members = expand_groups(document.text, tasks, areas, knowledge.registry)
    if not tasks:
        state.issues.append(
            Issue("no-tasks", "Warning", {"zh": "没有读到任务。", "en": "No task was found in the document."})
        )
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
        contributions=extract_contributions(document.text, goals, areas),
        issues=tuple(sorted([*state.issues, *unknown_members], key=_issue_order)),
    )


def _issue_order(issue: Issue) -> tuple[int, str]:
    return (issue.span.start if issue.span else -1, issue.code)


def _key(section: Section) -> tuple[str, int]:
    return section.printed_path, section.mark.start


def _issuer(
    head: PlanHead, registry: UnitRegistry
) -> tuple[NamedNode | None, tuple[str, NamedNode] | None, list[Issue]]:
    """The place whose units a plan speaks of, its issuer as (full name, unit), and what is unclear about them."""
    place = registry.place_of(head.issuer or "") or registry.place_of(head.title)
    unit = registry.issuer(head.issuer) if head.issuer else None
    issues = []
    if place is None:
        issues.append(
            Issue(
                "place-unknown",
                "Warning",
                {
                    "zh": f"未找到“{head.issuer or head.title}”所属地区的单位登记册，单位名称按原文保留。",
                    "en": f"No unit registry covers the place of '{head.issuer or head.title}'; names are kept as written.",
                },
                head.issuer_span or head.title_span,
            )
        )
    return place.iri if place else None, (unit.label, unit.iri) if unit else None, issues


def _goals(outline: Outline, state: _State) -> list[GoalFact]:
    """The goals: the children of a section about goals, or that section itself when it has none."""
    goals: list[GoalFact] = []
    for section in outline.walk():
        if (
            section_kind(section.heading.of(state.text)) != "goals"
            or len(section.path) > 2
            or section.rows
            or _is_inside(section, goals)
        ):
            continue
        for goal in section.children or (section,):
            spans = [span for part in goal.walk() for span in part.body]
            if not any(state.lists[_key(part)] for part in goal.walk()):
                targets = extract_targets(state.text, spans, end_year=state.end_year)
                goals.append(GoalFact(goal.path, goal.heading.of(state.text), goal, tuple(targets)))
    return goals


def _is_inside(section: Section, goals: Sequence[GoalFact]) -> bool:
    return any(section.path[: len(goal.path)] == goal.path for goal in goals)


def _work(outline: Outline, state: _State, goals: set[tuple[str, ...]]) -> tuple[list[Section], tuple[TaskFact, ...]]:
    """Task areas and tasks. A section that carries owner lists is a task; so is a leaf beside one."""
    areas: list[Section] = []
    tasks: list[TaskFact] = []

    def visit(section: Section, parent: Section | None, in_work: bool) -> None:
        heading = section.heading.of(state.text)
        kind = section_kind(heading) if len(section.path) <= 2 and not section.rows else None
        if section.path in goals or kind in {"goals", "principles"}:
            for child in section.children:
                if any(part.rows for part in child.walk()):  # a task table assigns work wherever it stands
                    visit(child, section, True)
            return
        in_work = in_work or kind == "work" or any(state.lists[_key(part)] for part in section.walk())
        is_task = bool(state.lists[_key(section)] or section.rows) or (
            in_work and not section.children and len(section.path) > 1
        )
        if is_task:
            area = _area_of(parent, state.text)
            if area is not None and (not areas or areas[-1] is not area):
                areas.append(area)
            tasks.append(_task(section, area, state))
        for child in section.children:
            visit(child, section, in_work)

    for root in outline.sections:
        visit(root, None, False)
    return areas, tuple(tasks)


def _area_of(parent: Section | None, text: str) -> Section | None:
    """The task area a task stands in: its parent, unless that is the part about safeguards."""
    return None if parent is None or section_kind(parent.heading.of(text)) == "safeguards" else parent


def _task(section: Section, area: Section | None, state: _State) -> TaskFact:
    heading = section.heading.of(state.text)
    lists = state.lists[_key(section)]
    pieces = _clauses(section, lists, state)
    measures = tuple(
        _measure(number, span, owner_list, section, state) for number, (span, owner_list) in enumerate(pieces, start=1)
    )
    return TaskFact(section.path, heading, section, area.path if area else None, measures)


def _clauses(section: Section, lists: Sequence[OwnerList], state: _State) -> list[tuple[Span, OwnerList | None]]:
    """A task's words cut at its owner lists: each list speaks for what stands between the one before and itself."""
    if section.rows:
        rows, issues = read_rows(state.text, section)
        state.issues.extend(issues)
        return rows
    if not section.body:
        return [(section.heading, None)]
    start, end = section.body[0].start, section.body[-1].end
    pieces: list[tuple[Span, OwnerList | None]] = []
    for owner_list in lists:
        words = trim(state.text, Span(start, owner_list.span.start), "。；;，,")
        pieces.append((words if words else section.heading, owner_list))
        start = owner_list.span.end
    rest = trim(state.text, Span(start, end), "。；;，,")
    if not lists:
        return [(rest if rest else section.heading, None)]
    if len(rest) >= _MIN_CLAUSE:
        state.issues.append(
            Issue(
                "clause-without-owner",
                "Info",
                {"zh": "该任务末尾的文字没有责任单位。", "en": "The words at the end of this task have no owner list."},
                rest,
            )
        )
    return pieces


def _measure(number: int, span: Span, owner_list: OwnerList | None, section: Section, state: _State) -> MeasureFact:
    text, knowledge = state.text, state.knowledge
    assignments: tuple[AssignmentFact, ...] = ()
    if owner_list is not None:
        assignments, issues = resolve_owners(owner_list, state.resolver, state.lead_rule)
        state.issues.extend(issues)
        state.issues.extend(_unapplied_notes(text, owner_list))
        state.issues.extend(_unread_owners(text, owner_list))
    said = owner_list.deadline if owner_list is not None else None
    topics = extract_topics(text, [section.heading, span], knowledge.topics)
    return MeasureFact(
        clause=number,
        span=span,
        owner_list=owner_list.span if owner_list else None,
        assignments=assignments,
        targets=tuple(extract_targets(text, [span], end_year=state.end_year)),
        mentions=tuple(extract_mentions(text, span, state.entities)),
        topics=tuple(topics),
        deadline=said or find_deadline(text, span),
        open_tail=owner_list.open_tail if owner_list else False,
    )


def _unapplied_notes(text: str, owner_list: OwnerList) -> list[Issue]:
    """Rules for other lists that are kept in view but not applied; the rule that order gives the lead is."""
    rule = grammar().order_rule
    if any(rule.search(text, note.start, note.end) for note in owner_list.notes):
        return []
    return [
        Issue(
            "note-not-applied",
            "Warning",
            {
                "zh": f"清单中的说明“{note.of(text)}”涉及其他任务，尚未据此增加责任单位。",
                "en": f"The note '{note.of(text)}' speaks of other tasks; no owners were added for it.",
            },
            note,
        )
        for note in owner_list.notes
    ]


def _unread_owners(text: str, owner_list: OwnerList) -> list[Issue]:
    """Words in a list that are too long for a name."""
    return [
        Issue(
            "owner-not-read",
            "Warning",
            {
                "zh": f"清单中的“{words.of(text)[:40]}…”不像单位名称，未读取。",
                "en": f"'{words.of(text)[:40]}…' is too long for a unit's name and was not read.",
            },
            words,
        )
        for words in owner_list.unread
    ]
