"""Which goal a task area serves, inferred from the words their headings and opening sentences share.

A plan's task areas answer its goals, usually in the same words ('优势领域应用示范形成特色' - '打造人工智能应用示范'). The score is the
cosine of character-bigram vectors weighted by inverse document frequency over all goals and areas of the plan, headings
counted three times (Salton and Buckley, Information Processing & Management 24 (1988), 513-523).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ..model import ContributionFact, GoalFact, Section

MIN_SCORE = 0.05
MIN_SHARE_OF_BEST = 0.7
"""A second goal is served too when its score comes this close to the best one's."""
_HEADING_WEIGHT = 3
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


def extract_contributions(
    text: str, goals: Sequence[GoalFact], areas: Sequence[Section]
) -> tuple[ContributionFact, ...]:
    """Link each task area to the goal it shares most words with.

    Returns:
        links in document order of the areas, then of the goals; an area without a goal above `MIN_SCORE` has none.
    """
    if not goals or not areas:
        return ()
    profiles = [_profile(text, goal.section) for goal in goals] + [_profile(text, area) for area in areas]
    frequency = Counter(gram for profile in profiles for gram in profile)
    weights = {gram: math.log((1 + len(profiles)) / count) for gram, count in frequency.items()}
    links: list[ContributionFact] = []
    for area, profile in zip(areas, profiles[len(goals) :], strict=True):
        scores = [_cosine(profile, other, weights) for other in profiles[: len(goals)]]
        best = max(scores)
        links.extend(
            ContributionFact(area.path, goal.path, round(score, 4), (area.heading, goal.section.heading))
            for goal, score in zip(goals, scores, strict=True)
            if score >= MIN_SCORE and score >= best * MIN_SHARE_OF_BEST
        )
    return tuple(links)


def _profile(text: str, section: Section) -> Counter[str]:
    grams: Counter[str] = Counter()
    for words, times in ((section.heading.of(text), _HEADING_WEIGHT), *((span.of(text), 1) for span in section.body)):
        for run in _IDEOGRAPHS.findall(words):
            for index in range(len(run) - 1):
                grams[run[index : index + 2]] += times
    return grams


def _cosine(one: Counter[str], other: Counter[str], weights: dict[str, float]) -> float:
    def norm(profile: Counter[str]) -> float:
        return math.sqrt(sum((count * weights[gram]) ** 2 for gram, count in profile.items()))

    product = sum(count * other[gram] * weights[gram] ** 2 for gram, count in one.items() if gram in other)
    length = norm(one) * norm(other)
    return product / length if length else 0.0
