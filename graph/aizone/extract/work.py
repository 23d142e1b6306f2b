"""Which sections are task areas and tasks, and the measures of each task."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import AssignmentFact, Deadline, Issue, MeasureFact, Outline, OwnerList, Section, Span, TaskFact
from ..text.brackets import trim
from ..text.dates import find_deadline, read_deadline
from ..text.patterns import shortened
from .mentions import extract_mentions
from .mentions.topics import extract_topics
from .owners.annotations import SectionKey, section_key
from .owners.assignments import resolve_owners
from .owners.tables import read_rows
from .reading_state import ReadingState
from .sections import section_kind

_MIN_CLAUSE = 8
"""Fewer characters behind the last owner list are no clause of their own."""


def find_work(
    outline: Outline, state: ReadingState, goals: set[tuple[str, ...]]
) -> tuple[list[Section], tuple[TaskFact, ...]]:
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


def _task(section: Section, area: Section | None, state: ReadingState) -> TaskFact:
    heading = section.heading.of(state.text)
    lists = state.lists.get(section_key(section), [])
    pieces = _clauses(section, lists, state)
    measures = tuple(
        _measure(number, span, owner_list, section, state) for number, (span, owner_list) in enumerate(pieces, start=1)
    )
    return TaskFact(section.path, heading, section, area.path if area else None, measures)


def _clauses(section: Section, lists: Sequence[OwnerList], state: ReadingState) -> list[tuple[Span, OwnerList | None]]:
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
                {"zh": "该任务末尾的文字没有责任单位。", "en": "The words at the end of this task have no owner list."},
                rest,
            )
        )
        pieces.append((rest, None))
    return pieces


def _measure(
    number: int, span: Span, owner_list: OwnerList | None, section: Section, state: ReadingState
) -> MeasureFact:
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
        targets=tuple(state.targets([span])),
        mentions=tuple(extract_mentions(text, span, state.entities)),
        topics=tuple(topics),
        deadline=said or find_deadline(text, span, year=state.first_year),
        open_tail=owner_list.open_tail if owner_list else False,
    )


def _deadline(owner_list: OwnerList, state: ReadingState) -> Deadline | None:
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
    return [Issue("contact-left-out", words, span)]


def _unread_owners(text: str, owner_list: OwnerList) -> list[Issue]:
    """Words in a list that are no name: too long for one, or about something else."""
    return [
        Issue(
            "owner-not-read",
            {
                "zh": f"清单中的“{shortened(words.of(text))}”不像单位名称，未读取。",
                "en": f"'{shortened(words.of(text))}' is no unit's name and was not read.",
            },
            words,
        )
        for words in owner_list.unread
    ]
