"""`Outline` -> `Reading`: which sections are goals, areas and tasks, and what each says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ..errors import N_, DocumentError
from ..model import (
    AssignmentFact,
    Deadline,
    GoalFact,
    Issue,
    MeasureFact,
    Numeral,
    Outline,
    OwnerList,
    PlanFact,
    Reading,
    Section,
    Span,
    TargetFact,
    TaskFact,
)
from ..units import Resolver, UnitRegistry
from ..units.places import find_place
from .annotations import SectionKey, collect_owner_lists, section_key
from .assignments import LeadRule, OrderRule, expand_groups, find_lead_rule, resolve_owners
from .bodies import described_bodies
from .brackets import trim
from .contributions import extract_contributions
from .dates import find_deadline, read_deadline
from .gazetteer import Gazetteer
from .mentions import extract_mentions
from .metadata import PlanHead, cited_documents, read_head
from .sections import section_kind, states_status
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
    first_year: int | None
    lists: dict[SectionKey, list[OwnerList]]
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
    lists, everything = collect_owner_lists(outline)
    head = read_head(outline, has_owners=bool(everything))
    if head is None or not outline.sections:
        if head is None:
            what = N_("does not look like a plan: it has no title that names a plan.")
        else:
            what = N_("does not look like a plan: it has no numbered section.")
        raise DocumentError(document.name, what, N_("Check that it is the plan's full text."))
    resolver, issuer, issues = _context(head, [span.of(document.text) for span in outline.preamble], knowledge.registry)
    place = resolver.place
    state = _State(
        text=document.text,
        knowledge=knowledge,
        resolver=resolver,
        lead_rule=find_lead_rule(document.text, everything, knowledge.order_rule),
        entities=knowledge.entities.of_place(place),
        end_year=head.end,
        first_year=_first_year(head),
        lists=lists,
        issues=[*issues, *unread_tables(document)],
    )
    goals = _goals(outline, state)
    areas, tasks = _work(outline, state, {goal.path for goal in goals})
    contributions = extract_contributions(document.text, goals, areas)
    goals += _stated_elsewhere(outline, state, {goal.path for goal in goals} | {task.path for task in tasks})
    tasks, unknown_members = expand_groups(document.text, tasks, areas, resolver)
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
    head: PlanHead, lines: Sequence[str], registry: UnitRegistry
) -> tuple[Resolver, tuple[str, NamedNode] | None, list[Issue]]:
    """Whose units a plan speaks of: a resolver for its place; its issuer as (full name, unit); and what is unclear."""
    place = find_place(registry, head.issuer, head.title, lines)
    if place is not None and place.iri not in registry.places:
        registry = registry.with_place(place)
    year = int(head.issued[:4]) if head.issued else head.start
    resolver = Resolver(registry, place.iri if place else None, year=year)
    unit = registry.issuer(head.issuer) if head.issuer else None
    if unit is None and head.issuer:
        unit = resolver.unit_named(head.issuer)
    issues = []
    if place is None:
        issues.append(
            Issue(
                "place-unknown",
                "Warning",
                {
                    "zh": f"未能确定“{head.issuer or head.title}”所属地区，单位简称按原文保留。",
                    "en": f"The place of '{head.issuer or head.title}' is unknown; short names are kept as written.",
                },
                head.issuer_span or head.title_span,
            )
        )
    return resolver, (unit.label, unit.iri) if unit else None, issues


def _goals(outline: Outline, state: _State) -> list[GoalFact]:
    """The goals: the children of a section about goals, or that section itself when it has none.

    The section itself is one too when its own words state targets, and so is a passage of the opening chapter that does
    ('一、总体要求 …（五）试点范围').
    """
    goals: list[GoalFact] = []
    for root in outline.sections:
        opening = section_kind(root.heading.of(state.text)) == "principles"
        for section in root.walk():
            heading = section.heading.of(state.text)
            kind = section_kind(heading)
            if len(section.path) > 2 or section.rows or _is_inside(section, goals):
                continue
            if kind == "goals":
                own = _targets(section.body, state) if section.children else []
                if own:
                    goals.append(GoalFact(section.path, heading, section, tuple(own)))
                for goal in section.children or (section,):
                    if not any(state.lists.get(section_key(part)) for part in goal.walk()):
                        targets = _targets([span for part in goal.walk() for span in part.body], state)
                        goals.append(GoalFact(goal.path, goal.heading.of(state.text), goal, tuple(targets)))
            elif (
                opening
                and not states_status(heading)
                and not any(state.lists.get(section_key(part)) for part in section.walk())
            ):
                targets = _targets(section.body, state)
                if targets:
                    goals.append(GoalFact(section.path, heading, section, tuple(targets)))
    return goals


def _stated_elsewhere(outline: Outline, state: _State, read: set[Numeral]) -> list[GoalFact]:
    """Targets in the own words of sections that are neither goal nor task: the opening of a chapter, of an area."""
    goals = []
    for section in outline.walk():
        heading = section.heading.of(state.text)
        is_read = any(section.path[:depth] in read for depth in range(1, len(section.path) + 1))
        if section.body and not is_read and not states_status(heading):
            targets = _targets(section.body, state)
            if targets:
                goals.append(GoalFact(section.path, heading, section, tuple(targets)))
    return goals


def _targets(spans: Sequence[Span], state: _State) -> list[TargetFact]:
    return extract_targets(state.text, spans, end_year=state.end_year, first_year=state.first_year)


def _is_inside(section: Section, goals: Sequence[GoalFact]) -> bool:
    return any(section.path[: len(goal.path)] == goal.path for goal in goals)


def _work(outline: Outline, state: _State, goals: set[tuple[str, ...]]) -> tuple[list[Section], tuple[TaskFact, ...]]:
    """Task areas and tasks. A section that carries owner lists is a task; so is a leaf beside one."""
    areas: list[Section] = []
    tasks: list[TaskFact] = []
    carrying: set[SectionKey] = set()  # sections in which, or below which, somebody owns something
    tabled: set[SectionKey] = set()  # the same for rows of task tables

    def survey(section: Section) -> None:
        for child in section.children:
            survey(child)
        below = [section_key(child) for child in section.children]
        if section.rows or any(key in tabled for key in below):
            tabled.add(section_key(section))
        if section.rows or state.lists.get(section_key(section)) or any(key in carrying for key in below):
            carrying.add(section_key(section))

    def visit(section: Section, parent: Section | None, in_work: bool) -> None:
        heading = section.heading.of(state.text)
        kind = section_kind(heading) if len(section.path) <= 2 and not section.rows else None
        carries = section_key(section) in carrying
        if section.path in goals and section_key(section) not in tabled:
            return
        if kind in {"goals", "principles"} and not carries:
            return
        in_work = in_work or kind == "work" or (carries and kind not in {"goals", "principles"})
        is_task = bool(state.lists.get(section_key(section)) or section.rows) or (
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
        survey(root)
        visit(root, None, False)
    return areas, tuple(tasks)


def _area_of(parent: Section | None, text: str) -> Section | None:
    """The task area a task stands in: its parent, unless that is the part about safeguards."""
    return None if parent is None or section_kind(parent.heading.of(text)) == "safeguards" else parent


def _task(section: Section, area: Section | None, state: _State) -> TaskFact:
    heading = section.heading.of(state.text)
    lists = state.lists.get(section_key(section), [])
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
    if lists and lists[0].span.start < start:  # the heading names the owner, the words below are its duty
        return [(Span(start, end), lists[0])]
    pieces: list[tuple[Span, OwnerList | None]] = []
    for owner_list in lists:
        words = trim(state.text, Span(start, max(start, owner_list.span.start)), "。；;，,")
        if owner_list.owners or owner_list.deadline is not None:
            pieces.append((words if words else section.heading, owner_list))
        start = owner_list.span.end
    rest = trim(state.text, Span(start, max(start, end)), "。；;，,")
    if not pieces:
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
        pieces.append((rest, None))
    return pieces


def _measure(number: int, span: Span, owner_list: OwnerList | None, section: Section, state: _State) -> MeasureFact:
    text, knowledge = state.text, state.knowledge
    assignments: tuple[AssignmentFact, ...] = ()
    if owner_list is not None:
        assignments, issues = resolve_owners(owner_list, state.resolver, state.lead_rule)
        state.issues.extend(issues)
        state.issues.extend(_unapplied_rules(text, owner_list))
        state.issues.extend(_contacts(owner_list))
        state.issues.extend(_unread_owners(text, owner_list))
    said = _deadline(owner_list, state) if owner_list is not None else None
    topics = extract_topics(text, [section.heading, span], knowledge.topics)
    return MeasureFact(
        clause=number,
        span=span,
        owner_list=owner_list.span if owner_list else None,
        assignments=assignments,
        targets=tuple(_targets([span], state)),
        mentions=tuple(extract_mentions(text, span, state.entities)),
        topics=tuple(topics),
        deadline=said or find_deadline(text, span, year=state.first_year),
        open_tail=owner_list.open_tail if owner_list else False,
    )


def _deadline(owner_list: OwnerList, state: _State) -> Deadline | None:
    """A list's own deadline; a month without a year is one of the plan's first year."""
    said = owner_list.deadline
    if said is None or said.value is not None or said.span is None:
        return said
    return read_deadline(state.text, said.span, year=state.first_year) or said


def _unapplied_rules(text: str, owner_list: OwnerList) -> list[Issue]:
    """Words for other lists that are kept in view but not applied."""
    return [
        Issue(
            "note-not-applied",
            "Warning",
            {
                "zh": f"清单中的说明“{rule.span.of(text)}”涉及其他任务，尚未据此增加责任单位。",
                "en": f"The note '{rule.span.of(text)}' speaks of other tasks; no owners were added for it.",
            },
            rule.span,
        )
        for rule in owner_list.rules
        if rule.kind == "other" or (rule.kind == "propagate" and not rule.units)
    ]


def _contacts(owner_list: OwnerList) -> list[Issue]:
    """People and telephone numbers in a list, which are left out."""
    if not owner_list.contacts:
        return []
    span = Span(owner_list.contacts[0].start, owner_list.contacts[-1].end)
    words = {
        "zh": "清单中的人员和电话不是责任单位，未读取。",
        "en": "People and telephone numbers in this list are no owners and were left out.",
    }
    return [Issue("contact-left-out", "Info", words, span)]


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
