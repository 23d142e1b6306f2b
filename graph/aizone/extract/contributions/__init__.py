"""Contributions: the goals, targets and aims that areas, tasks and measures serve, inferred from shared words.

`to_goals` links areas to goals by all their words, `to_targets` work to a target or aim by the words that name it (`terms`,
found by `index`). `narrowed` says which targets rest on the link of an area for want of a narrower one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from ...model import ContributionFact, GoalFact
from ..work import WorkFound
from .to_goals import links_to_goals
from .to_targets import TargetLink, links_to_targets

__all__ = ["extract_contributions", "links_to_goals", "links_to_targets"]


def extract_contributions(
    text: str, goals: Sequence[GoalFact], elsewhere: Sequence[GoalFact], work: WorkFound, *, explain: bool = False
) -> tuple[ContributionFact, ...]:
    """Link the work of a plan to its goals, targets and aims.

    Args:
        text: the plan's.
        goals: those of its part about goals.
        elsewhere: those that other passages state; only their targets are looked for.
        work: areas and tasks, with the mentions of their measures.
        explain: whether each link says why.

    Returns:
        the links of areas to goals, in document order, then those to targets and aims.
    """
    broad = links_to_goals(text, [goal for goal in goals if not goal.is_overall], work.areas, explain=explain)
    narrow = links_to_targets(text, [*goals, *elsewhere], work.areas, work.tasks, explain=explain)
    return (*_narrowed(broad, narrow, goals), *(link.fact for link in narrow))


def _narrowed(
    broad: Sequence[ContributionFact], narrow: Sequence[TargetLink], goals: Sequence[GoalFact]
) -> list[ContributionFact]:
    """Links of areas to goals with the targets that rest on them.

    A target does when the work of the areas does not say all that it counts. What the part about safeguards says adds to who
    answers for a target and does not take the place of the areas.
    """
    said: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for link in narrow:
        if link.in_area:
            said[link.wanted.goal.section.mark.start, link.wanted.target] |= link.terms
    answered = {
        (link.wanted.goal.section.mark.start, link.wanted.target)
        for link in narrow
        if len(said[link.wanted.goal.section.mark.start, link.wanted.target]) == len(link.wanted.terms)
    }
    counts = {goal.section.mark.start: len(goal.targets) for goal in goals}
    found = []
    for fact in broad:
        key = fact.goal.mark.start
        covered = (number for number in range(1, counts[key] + 1) if (key, number) not in answered)
        found.append(replace(fact, covered=tuple(covered)))
    return found
