"""Goals: the sections that say they are, and those that state a number to reach."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import GoalFact, Numeral, Outline, Section, Span
from .plan_context import PlanContext
from .sections import section_kind, states_status
from .targets.aims import read_aims


class GoalsFound(Struct, frozen=True, gc=False):
    """Goals, and the numbers beside their targets that were not read."""

    goals: list[GoalFact]
    unread: list[Span]


class _Goal(Struct, frozen=True, gc=False):
    """A goal, and its numbers that were not read."""

    fact: GoalFact
    unread: list[Span]


def find_goals(outline: Outline, context: PlanContext) -> GoalsFound:
    """The goals: the children of a section about goals, or that section itself when it has none.

    The section itself is one too when it has words of its own, which are the plan's overall aim. A passage of the opening
    chapter that states targets is a goal as well ('一、总体要求 …（五）试点范围').
    """
    goals: list[_Goal] = []
    taken: set[Numeral] = set()
    for root in outline.sections:
        opening = section_kind(context.heading(root)) == "principles"
        for section in root.walk():
            if len(section.path) > 2 or section.rows or _is_within(section.path, taken):
                continue
            found = _goals_of(section, context, opening=opening)
            goals += found
            taken |= {goal.fact.path for goal in found}
    return _found(goals)


def _found(goals: Sequence[_Goal]) -> GoalsFound:
    return GoalsFound([goal.fact for goal in goals], [span for goal in goals for span in goal.unread])


def _goals_of(section: Section, context: PlanContext, *, opening: bool) -> list[_Goal]:
    """The goals that a section of the first two levels is or holds; `opening` in the chapter of principles."""
    heading = context.heading(section)
    if section_kind(heading) == "goals":
        parts = [part for part in section.children or (section,) if not _has_owners(part, context)]
        goals = [_goal(part, [span for one in part.walk() for span in _words(one, context)], context) for part in parts]
        overall = _goal(section, section.body, context) if section.children and section.body else None
        if overall is None or not (overall.fact.targets or len(parts) == len(section.children)):
            return goals
        return [_Goal(replace(overall.fact, is_overall=True), overall.unread), *goals]
    if opening and not states_status(heading) and not _has_owners(section, context):
        goal = _goal(section, section.body, context)
        return [goal] if goal.fact.targets else []
    return []


def _words(section: Section, context: PlanContext) -> tuple[Span, ...]:
    """The words of a section: its paragraphs, and its heading where that states a number ('到2026年，开放率≥95%。')."""
    heading = section.heading
    if (section.body and section.body[0].start < heading.end) or not context.targets([heading]).targets:
        return section.body
    return (heading, *section.body)


def _goal(section: Section, passages: Sequence[Span], context: PlanContext) -> _Goal:
    read = context.targets(passages)
    aims = read_aims(map(context.at, passages), explain=context.explain)
    fact = GoalFact(section.path, context.heading(section), section, tuple(read.targets), tuple(aims))
    return _Goal(fact, read.unread)


def _has_owners(section: Section, context: PlanContext) -> bool:
    """Tell whether a section, or one below it, has an owner list."""
    return any(context.lists.of(part) for part in section.walk())


def _is_within(path: Numeral, paths: set[Numeral]) -> bool:
    """Tell whether a path is one of some paths, or below one."""
    return not paths.isdisjoint([path[:depth] for depth in range(1, len(path) + 1)]) if paths else False


def goals_stated_elsewhere(outline: Outline, context: PlanContext, read: set[Numeral]) -> GoalsFound:
    """Targets in the own words of sections that are neither goal nor task: the opening of a chapter, of an area."""
    goals: list[GoalFact] = []
    unread: list[Span] = []
    for section in outline.walk():
        if section.body and not _is_within(section.path, read) and not states_status(context.heading(section)):
            stated = context.targets(section.body)
            unread += stated.unread
            if stated.targets:
                goals.append(GoalFact(section.path, context.heading(section), section, tuple(stated.targets)))
    return GoalsFound(goals, unread)
