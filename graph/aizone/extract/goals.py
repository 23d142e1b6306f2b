"""Which sections are goals: those that say so, and those that state a number to reach."""

from __future__ import annotations

from ..model import GoalFact, Numeral, Outline, Section, TargetFact
from .owners.annotations import section_key
from .reading_state import ReadingState
from .sections import section_kind, states_status


def find_goals(outline: Outline, state: ReadingState) -> list[GoalFact]:
    """The goals: the children of a section about goals, or that section itself when it has none.

    The section itself is one too when its own words state targets, and so is a passage of the opening chapter that does
    ('一、总体要求 …（五）试点范围').
    """
    goals: list[GoalFact] = []
    taken: set[Numeral] = set()

    def add(section: Section, targets: list[TargetFact]) -> None:
        goals.append(GoalFact(section.path, section.heading.of(state.text), section, tuple(targets)))
        taken.add(section.path)

    for root in outline.sections:
        opening = section_kind(root.heading.of(state.text)) == "principles"
        for section in root.walk():
            if len(section.path) > 2 or section.rows or _is_within(section.path, taken):
                continue
            heading = section.heading.of(state.text)
            kind = section_kind(heading)
            if kind == "goals":
                own = state.targets(section.body) if section.children else []
                if own:
                    add(section, own)
                for goal in section.children or (section,):
                    if not any(state.lists.get(section_key(part)) for part in goal.walk()):
                        add(goal, state.targets([span for part in goal.walk() for span in part.body]))
            elif (
                opening
                and not states_status(heading)
                and not any(state.lists.get(section_key(part)) for part in section.walk())
            ):
                targets = state.targets(section.body)
                if targets:
                    add(section, targets)
    return goals


def _is_within(path: Numeral, paths: set[Numeral]) -> bool:
    """Whether a path is one of some paths, or below one."""
    return any(path[:depth] in paths for depth in range(1, len(path) + 1))


def goals_stated_elsewhere(outline: Outline, state: ReadingState, read: set[Numeral]) -> list[GoalFact]:
    """Targets in the own words of sections that are neither goal nor task: the opening of a chapter, of an area."""
    goals = []
    for section in outline.walk():
        heading = section.heading.of(state.text)
        if section.body and not _is_within(section.path, read) and not states_status(heading):
            targets = state.targets(section.body)
            if targets:
                goals.append(GoalFact(section.path, heading, section, tuple(targets)))
    return goals
