"""Task areas and tasks of a plan, and the measures of each task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import (
    AssignmentFact,
    Deadline,
    Issue,
    MeasureFact,
    MentionFact,
    Numeral,
    Outline,
    Section,
    Span,
    TaskFact,
    TextSpan,
)
from ..text.deadlines import read_labelled_deadline, unread_parts
from ..text.deadlines_in_text import find_deadline, find_unread_deadline
from ..text.excerpts import shortened
from ..text.lexicon.dates import DATE
from ..text.schedules import both_schedules, find_due_each_time
from .heading_topics import with_topics_divided
from .mentions.topics import extract_topics
from .owners.annotations import SectionKey, section_key, start_of_several
from .owners.assignments import resolve_owners
from .owners.explained import why_list
from .owners.list_issues import list_issues
from .owners.notes import notes_of
from .owners.owner_list import OwnerList
from .owners.tables import Piece, read_rows
from .plan_context import PlanContext
from .sections import section_kind
from .shared_owners import SharedList, SharedOwners, find_shared_owners, with_shared_owners
from .target_columns import with_columns
from .target_stages import with_target_stages
from .unread_numbers import numbers_not_read

# '云江市人民政府办公室\n2024年3月28日', '抄送：市委办公室': the imprint after the last list, which is no measure
_IMPRINT = re.compile(
    rf"\n\s*(?:(?:主送|抄送|抄报|分送|报送)\s?[:：]|[（(]此件|(?:[\u4e00-\u9fff 、]{{4,40}}\n\s*)?{DATE}\s*(?:印发)?\s*(?:\n|$))"
)
_MIN_CLAUSE = 8
"""Fewer characters after the last owner list are not a clause of their own."""


class WorkFound(Struct, frozen=True, gc=False):
    """The task areas and tasks of a plan in document order, and what was unclear."""

    areas: list[Section]
    tasks: tuple[TaskFact, ...]
    issues: list[Issue]


class FoundTask(Struct, frozen=True, gc=False):
    """A task, its area, and what was unclear in it."""

    task: TaskFact
    area: Section | None
    issues: list[Issue]


class Carrying(Struct, frozen=True, gc=False):
    """Sections in which, or below which, an owner list is (`owners`), or a row of a task table (`rows`); lists they share."""

    owners: set[SectionKey]
    rows: set[SectionKey]
    shared: dict[SectionKey, SharedList]


def find_work(outline: Outline, context: PlanContext, goals: set[Numeral]) -> WorkFound:
    """Find task areas and tasks. A section that carries owner lists is a task; so is a leaf beside one.

    Args:
        outline: the document's structure.
        context: the plan's.
        goals: paths of sections that were read as goals.
    """
    shared = find_shared_owners(outline, context)
    carrying = _carrying(outline, context, shared)
    found = [one for root in outline.sections for one in _tasks_in(root, None, context, goals, carrying)]
    areas: list[Section] = []
    for one in found:
        if one.area is not None and (not areas or areas[-1] is not one.area):
            areas.append(one.area)
    issues = [issue for one in found for issue in one.issues] + shared.issues
    return WorkFound(areas, tuple(one.task for one in found), issues)


def _carrying(outline: Outline, context: PlanContext, shared: SharedOwners) -> Carrying:
    """The sections that carry owners or rows, themselves or below."""
    carrying = Carrying(set(), set(), shared.by_section)
    for section in reversed(outline.walk()):  # those below come first
        key = section_key(section)
        below = [section_key(child) for child in section.children]
        if section.rows or not carrying.rows.isdisjoint(below):
            carrying.rows.add(key)
        if section.rows or context.lists.of(section) or key in carrying.shared or not carrying.owners.isdisjoint(below):
            carrying.owners.add(key)
    return carrying


def _tasks_in(
    section: Section,
    parent: Section | None,
    context: PlanContext,
    goals: set[Numeral],
    carrying: Carrying,
    *,
    in_work: bool = False,
    above: OwnerList | None = None,
) -> Iterator[FoundTask]:
    """The tasks that a section is or holds; `in_work` below a heading that announces work, `above` the owners it names."""
    kind = section_kind(context.heading(section)) if len(section.path) <= 2 and not section.rows else None
    key = section_key(section)
    carries = key in carrying.owners
    if section.path in goals and key not in carrying.rows:
        return
    if kind in {"goals", "principles"} and not carries:
        return
    in_work = in_work or kind == "work" or (carries and kind not in {"goals", "principles"})
    is_leaf_of_work = in_work and not section.children and len(section.path) > 1
    own = context.lists.of(section)
    if own and own[0].found_by == "list-in-heading" and section.children and not section.body:
        own = ()  # '一、市商务局', '1.建设平台': the tasks are below
    shared = carrying.shared.get(key)
    if own or section.rows or is_leaf_of_work or (shared is not None and not section.children):
        area = _area_of(parent, context)
        task, issues = _task(section, area, context, above)
        yield FoundTask(with_shared_owners(task, shared, context), area, issues)
    if not section.children:
        return
    above = _owners_of_heading(section, context) or above
    points = _points_owned_together(section, context)
    for child in section.children:
        if child not in points:
            yield from _tasks_in(child, section, context, goals, carrying, in_work=in_work, above=above)


def _owners_of_heading(section: Section, context: PlanContext) -> OwnerList | None:
    """The owners that the heading of a part names for what is below it: '一、夯实底座（牵头单位：市商务局）'."""
    lists = context.lists.of(section)
    if len(lists) != 1 or not lists[0].owners or not section.children or section.rows or len(section.body) > 1:
        return None
    if lists[0].found_by == "list-in-heading":
        return _for_all_below(lists[0])
    if not section.body:
        return None
    line, listed = section.body[0], lists[0].span
    before = context.text[line.start : listed.start]
    after = context.text[listed.end : line.end].strip("。；; ")
    if line.start != section.heading.start or not line.contains(listed.span) or "。" in before or after:
        return None
    return _for_all_below(lists[0])


def _for_all_below(named: OwnerList) -> OwnerList:
    """The owners that a heading names, as those of each task below it."""
    owners = (replace(one, given=replace(one.given, rule="owners-of-heading", basis="blanket")) for one in named.owners)
    return replace(named, owners=tuple(owners))


def _points_owned_together(section: Section, context: PlanContext) -> list[Section]:
    """The points of an item whose owners are in a line after them: （1）…（2）…责任单位：…; their words are the item's."""
    lists = context.lists.of(section)
    if not lists or not section.children:
        return []
    last = lists[-1].span.start
    return [child for child in section.children if child.mark.start < last]


def _area_of(parent: Section | None, context: PlanContext) -> Section | None:
    """The task area of a task: its parent, unless that is the part about safeguards."""
    return None if parent is None or section_kind(context.heading(parent)) == "safeguards" else parent


def _task(
    section: Section, area: Section | None, context: PlanContext, above: OwnerList | None
) -> tuple[TaskFact, list[Issue]]:
    pieces, issues = _clauses(section, context)
    if above is not None and not section.rows and all(piece.owners is None for piece in pieces):
        return _task_of_heading(section, area, context, above)
    measures: list[MeasureFact] = []
    for number, piece in enumerate(pieces, start=1):
        measure, unclear = _measure(number, piece, section, context)
        measures.append(measure)
        issues += unclear
    path = area.path if area is not None else None
    measures = with_topics_divided(measures, section, context)
    with_heading, unread = _with_heading(measures, section, context)
    issues += numbers_not_read(context.text, unread)
    return TaskFact(section.path, context.heading(section), section, path, with_heading), issues


def _with_heading(
    measures: Sequence[MeasureFact], section: Section, context: PlanContext
) -> tuple[tuple[MeasureFact, ...], Sequence[Span]]:
    """The measures of a task, the first with what only the heading says: '1.2025年底前建成10个数据平台。汇聚各部门数据。'.

    With them come the numbers of the heading that were not read.
    """
    if not measures or not section.heading or measures[0].span.start < section.heading.end:
        return tuple(measures), ()
    first, *others = measures
    heading = context.at(section.heading)
    below = [mention for measure in measures for mention in measure.mentions]
    mentions = [one for one in context.mentions(heading) if not one.is_general and not _among(one, below)]
    known = {(one.minimum, one.maximum, one.unit_text) for measure in measures for one in measure.targets}
    stated = context.targets([section.heading], due=first.deadline.value if first.deadline is not None else None)
    targets = [one for one in stated.targets if (one.minimum, one.maximum, one.unit_text) not in known]
    deadline = first.deadline
    if all(measure.deadline is None for measure in measures):
        deadline = find_deadline(heading, year=context.this_year, end=context.end_year)
    with_heading = replace(
        first, mentions=(*mentions, *first.mentions), targets=(*targets, *first.targets), deadline=deadline
    )
    return (with_heading, *others), stated.unread


def _among(name: MentionFact, others: Iterable[MentionFact]) -> bool:
    """Tell whether a thing is named among others, be it by a longer or shorter name."""
    return any(
        name.entity_type == other.entity_type and (name.label in other.label or other.label in name.label)
        for other in others
    )


def _task_of_heading(
    section: Section, area: Section | None, context: PlanContext, above: OwnerList
) -> tuple[TaskFact, list[Issue]]:
    """A task that names no owners, with those of the heading it is under."""
    task, issues = _task(section, area, context, None)
    assignments, _ = resolve_owners(above, context.resolver, context.lead_rule, explain=context.explain)
    measures = tuple(replace(one, assignments=assignments) for one in task.measures)
    names = "、".join(one.written for one in above.owners)
    words = {
        "zh": f"该任务没有写明责任单位，沿用其上级标题中的“{names}”。",
        "en": f"The task names no owners and was given those of the heading above it: '{names}'.",
    }
    return replace(task, measures=measures), [*issues, Issue("owners-from-heading", words, section.heading)]


def _clauses(section: Section, context: PlanContext) -> tuple[list[Piece], list[Issue]]:
    """A task's words cut at its owner lists: each list speaks for what is between the one before and itself."""
    if section.rows:
        return read_rows(context.text, section)
    heading = context.at(section.heading)
    if not section.body:
        return [Piece(heading, None)], []
    lists = context.lists.of(section)
    start, end = section.body[0].start, section.body[-1].end
    if (of_several := context.lists.of_several.get(section_key(section))) is not None:
        end = max(start, start_of_several(of_several))
    for point in _points_owned_together(section, context)[:1]:
        start = min(start, point.mark.start)
    if lists and lists[0].span.start < start:  # the heading names the owner, the words below are its duty
        return [Piece(heading.part(start, end), lists[0])], []
    pieces: list[Piece] = []
    for owner_list in lists:
        words = heading.part(start, max(start, owner_list.span.start)).trimmed("。；;，,")
        if owner_list.owners or owner_list.deadline is not None:
            pieces.append(Piece(words or heading, owner_list))
        start = owner_list.span.end
    if lists and (imprint := _IMPRINT.search(context.text, start, end)) is not None:
        end = imprint.start()
    rest = heading.part(start, max(start, end)).trimmed("。；;，,")
    if not pieces:
        return [Piece(rest or heading, None)], []
    if len(rest) < _MIN_CLAUSE:
        return pieces, []
    if (
        len(pieces) == 1 and lists[0].span.start <= section.body[0].start
    ):  # the owners come before the words of their task
        return [Piece(rest, lists[0])], []
    message = {"zh": "该任务末尾的文字没有责任单位。", "en": "The words at the end of this task have no owner list."}
    return [*pieces, Piece(rest, None)], [Issue("clause-without-owner", message, rest.span)]


def _measure(number: int, piece: Piece, section: Section, context: PlanContext) -> tuple[MeasureFact, list[Issue]]:
    words, owner_list, notes, beside = piece
    assignments: tuple[AssignmentFact, ...] = ()
    issues: list[Issue] = []
    said = None
    if owner_list is not None:
        assignments, unclear = resolve_owners(owner_list, context.resolver, context.lead_rule, explain=context.explain)
        said = _deadline(owner_list, context)
        issues = [
            *unclear,
            *list_issues(owner_list),
            *_unread_deadline(said, words.text),
        ]
    topics = extract_topics([context.at(section.heading), words], context.topics, context.names)
    deadline = said
    if said is None or not said.is_read:
        deadline = find_deadline(words, year=context.this_year, end=context.end_year)
    if deadline is None and said is None and (each_time := find_due_each_time(words)) is not None:
        deadline = Deadline(None, each_time.span, rule="deadline-each-time", schedule=each_time)
    if deadline is None and said is None and (unread := find_unread_deadline(words)) is not None:
        issues.append(_deadline_not_read(unread))
    due = said.value if said is not None else None
    targets = context.targets([words.span], due=due)
    if said is None:
        deadline = with_target_stages(deadline, targets.targets, words)
    if beside:
        subject = "".join(context.heading(section).split())
        targets, not_read = with_columns(targets, beside, context, due, subject=subject)
        issues += not_read
    issues += numbers_not_read(context.text, targets.unread)
    measure = MeasureFact(
        clause=number,
        span=words.span,
        owner_list=owner_list.span.span if owner_list else None,
        assignments=assignments,
        targets=tuple(targets.targets),
        mentions=tuple(context.mentions(words)),
        topics=tuple(topics),
        deadline=deadline,
        open_tail=owner_list is not None and owner_list.open_tail is not None,
        why=(*(why_list(owner_list) if owner_list else ()), *targets.left_out) if context.explain else (),
        notes=(*notes, *(notes_of(owner_list) if owner_list else ())),
    )
    return measure, issues


def _deadline(owner_list: OwnerList, context: PlanContext) -> Deadline | None:
    """A list's own deadline; a month without a year is one of the plan's first year."""
    said = owner_list.deadline
    if said is None or said.value is not None or said.span is None:
        return said
    dated = read_labelled_deadline(context.at(said.span), year=context.this_year, end=context.end_year)
    if dated is None:
        return said
    schedule, continuous = both_schedules(dated.schedule, said.schedule), dated.continuous or said.continuous
    return replace(dated, rule=said.rule, schedule=schedule, continuous=continuous)


def _unread_deadline(said: Deadline | None, text: str) -> list[Issue]:
    """Words in the place of a deadline that were not understood."""
    if said is None or said.span is None:
        return []
    whole = TextSpan.at(text, said.span)
    if said.value is not None or (said.is_read and (own := read_labelled_deadline(whole)) is not None and own.is_read):
        return [_deadline_not_read(part) for part in unread_parts(whole)]
    return [_deadline_not_read(whole)]


def _deadline_not_read(words: TextSpan) -> Issue:
    excerpt = shortened(words.words)
    message = {"zh": f"完成时限“{excerpt}”未能读取。", "en": f"The deadline '{excerpt}' could not be read."}
    return Issue("deadline-not-read", message, words.span)
