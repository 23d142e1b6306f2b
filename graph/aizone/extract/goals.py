"""Goals: the sections that say they are, and those that state a number to reach."""

from __future__ import annotations

from ..model import GoalFact, Numeral, Outline, Section, TargetFact
from .plan_context import PlanContext
from .sections import section_kind, states_status


def find_goals(outline: Outline, context: PlanContext) -> list[GoalFact]:
    """The goals: the children of a section about goals, or that section itself when it has none.

    The section itself is one too when its own words state targets, and so is a passage of the opening chapter that does
    ('一、总体要求 …（五）试点范围').
    """
    goals: list[GoalFact] = []
    taken: set[Numeral] = set()
    for root in outline.sections:
        opening = section_kind(context.heading(root)) == "principles"
        for section in root.walk():
            if len(section.path) > 2 or section.rows or _is_within(section.path, taken):
                continue
            found = _goals_of(section, context, opening=opening)
            goals += found
            taken |= {goal.path for goal in found}
    return goals


def _goals_of(section: Section, context: PlanContext, *, opening: bool) -> list[GoalFact]:
    """The goals that a section of the first two levels is or holds; `opening` in the chapter of principles."""
    heading = context.heading(section)
    if section_kind(heading) == "goals":
        own = context.targets(section.body).targets if section.children else []
        goals = [_goal(section, own, context)] if own else []
        for part in section.children or (section,):
            if not _has_owners(part, context):
                stated = context.targets(span for one in part.walk() for span in one.body).targets
                goals.append(_goal(part, stated, context))
        return goals
    if opening and not states_status(heading) and not _has_owners(section, context):
        targets = context.targets(section.body).targets
        return [_goal(section, targets, context)] if targets else []
    return []


def _goal(section: Section, targets: list[TargetFact], context: PlanContext) -> GoalFact:
    return GoalFact(section.path, context.heading(section), section, tuple(targets))


def _has_owners(section: Section, context: PlanContext) -> bool:
    """Tell whether a section, or one below it, has an owner list."""
    return any(context.lists.of(part) for part in section.walk())


def _is_within(path: Numeral, paths: set[Numeral]) -> bool:
    """Tell whether a path is one of some paths, or below one."""
    return any(path[:depth] in paths for depth in range(1, len(path) + 1))


def goals_stated_elsewhere(outline: Outline, context: PlanContext, read: set[Numeral]) -> list[GoalFact]:
    """Targets in the own words of sections that are neither goal nor task: the opening of a chapter, of an area."""
    goals = []
    for section in outline.walk():
        if section.body and not _is_within(section.path, read) and not states_status(context.heading(section)):
            targets = context.targets(section.body).targets
            if targets:
                goals.append(_goal(section, targets, context))
    return goals
