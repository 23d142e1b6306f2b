"""Owners that one list names for several tasks, given to each of them.

A list may say so ('以上任务均由市商务局落实'). Else it is the last item's, unless the document makes a habit of it: in each
of its groups of items only the last one is followed by a list, and some of these lists are on lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import Issue, MeasureFact, Outline, Section, TaskFact
from ..text.brackets import OPENING
from .owners.annotations import CollectedLists, SectionKey, section_key
from .owners.assignments import resolve_owners
from .owners.owner_list import OwnerList
from .plan_context import PlanContext
from .sections import section_kind

_FEWEST_GROUPS = 2
"""One group of items whose last is followed by owners proves nothing."""


class SharedList(Struct, frozen=True, gc=False):
    """The owners that a list gives to a task: `to_all` where tasks that name owners have these, too."""

    owners: OwnerList
    to_all: bool


class SharedOwners(Struct, frozen=True, gc=False):
    """The shared lists by the sections they are given to, and what is said of them."""

    by_section: dict[SectionKey, SharedList]
    issues: list[Issue]


def find_shared_owners(outline: Outline, context: PlanContext) -> SharedOwners:
    """The lists of a document that are of several tasks, by the sections of these."""
    by_section: dict[SectionKey, SharedList] = {}
    issues: list[Issue] = []
    groups: list[tuple[Sequence[Section], OwnerList]] = []
    is_habit = True
    for siblings in outline.families():
        for number, sibling in enumerate(siblings):
            said = context.lists.of_several.get(section_key(sibling))
            if said is None:
                continue
            shared = SharedList(_blanket(said), to_all=True)
            for one in _walk(siblings[: number + 1]):
                by_section[section_key(one)] = shared
            by_section[section_key(sibling)] = SharedList(said, to_all=True)
            issues.append(_given_to_all(said, number + 1))
        work = [one for one in siblings if may_hold_work(one, context)]
        if len(work) < 2 or not any(_carries(one, context.lists) for one in work):
            continue
        if any(one.children for one in work):
            continue  # the groups are below
        lists = context.lists.of(work[-1])
        alone = not any(_carries(one, context.lists) for one in work[:-1])
        if alone and len(lists) == 1 and _is_last(lists[0], work[-1]) and work[-1] is siblings[-1]:
            groups.append((work, lists[0]))
        else:
            is_habit = False
    on_own_line = [(work, one) for work, one in groups if is_own_line(context.text, one.span.start)]
    if is_habit and on_own_line and len(groups) >= _FEWEST_GROUPS:
        for group, named in groups:
            shared = SharedList(_blanket(named), to_all=False)
            by_section.update({section_key(section): shared for section in group[:-1]})
            issues.append(_given_by_habit(named, len(group)))
    else:
        issues += [_maybe_of_group(one, len(work) - 1) for work, one in on_own_line]
    return SharedOwners(by_section, issues)


def with_shared_owners(task: TaskFact, shared: SharedList | None, context: PlanContext) -> TaskFact:
    """A task with the owners that it shares with others."""
    if shared is None or (not shared.to_all and any(one.assignments for one in task.measures)):
        return task
    given, _ = resolve_owners(shared.owners, context.resolver, context.lead_rule, explain=context.explain)

    def with_given(measure: MeasureFact) -> MeasureFact:
        named = {one.written for one in measure.assignments}
        more = tuple(one for one in given if one.written not in named)
        return replace(measure, assignments=(*measure.assignments, *more))

    return replace(task, measures=tuple(map(with_given, task.measures)))


def may_hold_work(section: Section, context: PlanContext) -> bool:
    """Tell whether a section may hold work: not a chapter of principles or goals."""
    return len(section.path) > 1 or section_kind(context.heading(section)) not in {"principles", "goals"}


def is_own_line(text: str, start: int) -> bool:
    """Tell whether a place begins a line, but for blanks and an opening bracket."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip(f"{OPENING}\u3000 \t")


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _carries(section: Section, lists: CollectedLists) -> bool:
    return bool(section.rows) or bool(lists.of(section)) or any(_carries(child, lists) for child in section.children)


def _is_last(owner_list: OwnerList, section: Section) -> bool:
    """Tell whether nothing of a section follows its list."""
    rest = owner_list.span.text[owner_list.span.end : section.body[-1].end] if section.body else "-"
    return not rest.strip("。；;)）]］〕】 \n\u3000")


def _blanket(named: OwnerList) -> OwnerList:
    """A list as that of tasks that do not name its owners themselves."""
    owners = (replace(one, given=replace(one.given, rule="owners-of-several", basis="blanket")) for one in named.owners)
    return replace(named, owners=tuple(owners))


def _given_to_all(said: OwnerList, count: int) -> Issue:
    message = {
        "zh": f"清单写明属于其前的任务，已归本组{count}项。",
        "en": f"The list says that it is of the tasks before it; it was given to all {count} of this group.",
    }
    return Issue("owners-of-several", message, said.span.span)


def _given_by_habit(named: OwnerList, count: int) -> Issue:
    message = {
        "zh": f"全文每组只在最后一项之后列出责任单位，该清单已归本组{count}项。",
        "en": f"Each group of this document is followed by one list; this one was given to all {count} items of its group.",
    }
    return Issue("owners-of-several", message, named.span.span)


def _maybe_of_group(named: OwnerList, earlier: int) -> Issue:
    message = {
        "zh": f"清单单独成行，前面{earlier}项都没有责任单位；清单只归最后一项。",
        "en": f"The list stands on its own line after items without owners ({earlier}); it was given to the last item only.",
    }
    return Issue("list-maybe-of-group", message, named.span.span)
