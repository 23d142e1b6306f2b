"""Relative groups: 各牵头单位, 各责任单位, 各成员单位 stand for the leads, owners and members that the text names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from pyoxigraph import NamedNode

from ...iri import mint
from ...model import AssignmentFact, Reason, Section, Span, TaskFact, TextSpan
from ...text.lexicon.bodies import body_with_members
from ...units import Resolver

LEAD_UNITS = mint("unit-group", "lead-units")
RESPONSIBLE_UNITS = mint("unit-group", "responsible-units")
MEMBER_UNITS = mint("unit-group", "member-units")

_MIN_SHARED_WORDS = 5
"""A heading is what a relative group refers to when the sentence shares a run of this many characters with it."""
# '甲局、乙局等部门组成': what ends such a list
_TAIL = re.compile(r"等(?:有关|相关)?(?:部门|单位|部门和单位)*(?:负责同志|负责人|为成员)?$|(?:组成|为成员)$")


class GroupMembers(Struct, frozen=True, gc=False):
    """Units that a group stands for, as (IRI, label), and how that is known; none when the text does not say."""

    units: list[tuple[NamedNode, str]]
    why: Reason | None = None


def relative_members(
    group: NamedNode, sentence: TextSpan, tasks: Sequence[TaskFact], areas: Sequence[Section], resolver: Resolver
) -> GroupMembers:
    """The units that a relative group in a sentence stands for.

    Leads and owners are those of the task area the sentence names, or of the whole plan when it names none. Members are
    those of a list such as '成员单位包括甲局、乙局' or '领导小组由甲局、乙局组成', when the text has exactly one.
    """
    if group == MEMBER_UNITS:
        return defined_members(sentence.text, resolver)
    roles = {"lead"} if group == LEAD_UNITS else {"lead", "responsible"}
    area = _scope(sentence, areas)
    found: dict[NamedNode, str] = {}
    for fact in _written(tasks, area):
        if fact.role in roles and fact.unit is not None and fact.kind == "unit":
            found.setdefault(fact.unit, fact.label or fact.written)
    rule = "group-leads" if group == LEAD_UNITS else "group-owners"
    return GroupMembers(list(found.items()), Reason(rule, area.heading if area is not None else None))


def defined_members(text: str, resolver: Resolver) -> GroupMembers:
    """The members the text lists; names that stand for no unit are left out, and two lists count as none."""
    lists = {found["names"]: Span(*found.span()) for pattern in _member_lists() for found in pattern.finditer(text)}
    known = [(members, lists[names]) for names in sorted(lists) if (members := dict(_units(names, resolver)))]
    if len(known) != 1:
        return GroupMembers([])
    members, where = known[0]
    return GroupMembers(list(members.items()), Reason("group-members-listed", where))


@functools.cache
def _member_lists() -> tuple[re.Pattern[str], ...]:
    """Lists of members: '成员单位包括市商务局、市税务局', '领导小组由市商务局、市税务局组成'."""
    return (
        re.compile(r"成员单位(?:包括|有|为|由|[:：])\s?(?P<names>[^。；;\n]{4,400})"),
        re.compile(rf"{body_with_members()}[^。；;\n]{{0,20}}?由(?P<names>[^。；;\n]{{4,400}}?)(?:组成|参加|为成员)"),
    )


def _units(names: str, resolver: Resolver) -> Iterator[tuple[NamedNode, str]]:
    for part in re.split("[、，,]", _TAIL.sub("", names)):
        for name in _joined_names(part.strip(), resolver):
            found = resolver.resolve(name)
            if found.kind == "unit" and found.unit is not None and found.label is not None:
                yield found.unit, found.label


def _joined_names(part: str, resolver: Resolver) -> list[str]:
    """Two names joined by 和 or 及, unless it is part of one name (发展和改革委员会)."""
    if resolver.resolve(part).kind == "unit":
        return [part]
    for joint in re.finditer("以及|[和及]", part):
        names = [part[: joint.start()], part[joint.end() :]]
        if all(resolver.resolve(name).kind == "unit" for name in names if name):
            return [name for name in names if name]
    return []


def _written(tasks: Sequence[TaskFact], area: Section | None) -> Iterator[AssignmentFact]:
    for task in tasks:
        if area is None or task.path[: len(area.path)] == area.path:
            for measure in task.measures:
                yield from measure.assignments


def _scope(sentence: TextSpan, areas: Sequence[Section]) -> Section | None:
    """The task area whose heading the sentence repeats most of."""
    best: tuple[int, Section | None] = (_MIN_SHARED_WORDS - 1, None)
    for area in areas:
        matcher = SequenceMatcher(None, area.heading.of(sentence.text), sentence.words, autojunk=False)
        shared = matcher.find_longest_match().size
        if shared > best[0]:
            best = (shared, area)
    return best[1]
