"""Decisions about who answers for a target: a measure does, or does not, whatever its words suggest.

They are corrections of a plan (`readings`) that quote the measure's owner list and name the target or aim by its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..model import ContributionFact, GoalFact, MeasureFact, Reading, TaskFact
from .quote import squeeze


def served_words(goal: GoalFact, target: int | None, aim: int | None) -> str:
    """The words by which a decision names a target or aim of a goal, by its number there from 1.

    They are its scope, what it counts and its number as written, which together tell the targets of a plan apart.
    """
    if target is None:
        assert aim is not None
        return goal.aims[aim - 1].label
    fact = goal.targets[target - 1]
    return " ".join(filter(None, (fact.scope, fact.metric, fact.written)))


def with_answer(
    reading: Reading, task: TaskFact, measure: MeasureFact, written: str, *, answers: bool
) -> Reading | None:
    """A reading in which a measure answers for a target or aim, or does not; None where no target has these words.

    Args:
        reading: as it is; not changed.
        task: the measure's.
        measure: one of its measures.
        written: the target or aim, as `served_words` names it.
        answers: whether it does.

    Returns:
        the reading with a link of basis 'decision', or without the measure's link. A target that is left without any link from
        the task areas rests on the areas that serve its goal again, as it does before anything narrower is known.
    """
    found = _served(reading, written)
    if found is None:
        return None
    goal, target, aim = found
    same = [link for link in reading.contributions if _is_to(link, goal, target, aim)]
    others = [link for link in reading.contributions if not _is_to(link, goal, target, aim)]
    start = task.section.mark.start
    kept = [link for link in same if link.item.mark.start != start or link.clause not in (None, measure.clause)]
    of_task = next((link for link in same if link.item.mark.start == start and link.clause is None), None)
    if of_task is not None:  # what holds for all of a task holds for its other measures
        clauses = [one.clause for one in task.measures if one.clause != measure.clause]
        kept += [replace(of_task, clause=clause) for clause in clauses]
    if answers:
        words = measure.owner_list or task.section.heading
        number = goal.targets[target - 1].quantity if target is not None else goal.aims[(aim or 1) - 1].span
        link = ContributionFact(
            task.section, measure.clause, goal.section, None, (words, number), target, aim, basis="decision"
        )
        kept.append(link)
    links = [*_covered(others, goal, target, kept, reading), *kept]
    return replace(reading, contributions=tuple(links))


def _served(reading: Reading, written: str) -> tuple[GoalFact, int | None, int | None] | None:
    """The goal and the number of the target or aim that words name; None unless exactly one has them."""
    wanted = squeeze(written)
    found: list[tuple[GoalFact, int | None, int | None]] = []
    for goal in reading.goals:
        targets = ((goal, number, None) for number in range(1, len(goal.targets) + 1))
        aims = ((goal, None, number) for number in range(1, len(goal.aims) + 1))
        found += [one for one in (*targets, *aims) if squeeze(served_words(*one)) == wanted]
    return found[0] if len(found) == 1 else None


def _is_to(link: ContributionFact, goal: GoalFact, target: int | None, aim: int | None) -> bool:
    return link.goal.mark.start == goal.section.mark.start and (link.target, link.aim) == (target, aim)


def _covered(
    others: Sequence[ContributionFact],
    goal: GoalFact,
    target: int | None,
    kept: Sequence[ContributionFact],
    reading: Reading,
) -> list[ContributionFact]:
    """The other links, with those of areas to the goal resting or not resting the target on them."""
    if target is None:
        return list(others)
    in_areas = {task.section.mark.start for task in reading.tasks if task.area is not None}
    in_areas |= {area.mark.start for area in reading.areas}
    is_answered = any(link.basis == "decision" or link.item.mark.start in in_areas for link in kept)
    found = []
    for link in others:
        if link.goal.mark.start == goal.section.mark.start and link.target is None and link.aim is None:
            numbers = {*link.covered} - {target} if is_answered else {*link.covered, target}
            link = replace(link, covered=tuple(sorted(numbers)))
        found.append(link)
    return found
