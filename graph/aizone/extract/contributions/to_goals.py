"""Links of task areas to goals, inferred from the words their headings and opening sentences share.

A plan's task areas answer its goals, usually in the same words ('优势领域应用示范形成特色' - '打造人工智能应用示范'). The score is the
cosine of character-bigram vectors weighted by inverse document frequency over all goals and areas of the plan, headings
counted three times (Salton and Buckley, Information Processing & Management 24 (1988), 513-523).
"""

from __future__ import annotations

import bisect
import itertools
import math
import operator
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...model import ContributionFact, GoalFact, Reason, Section, Span

MIN_SCORE = 0.05
MIN_SHARE_OF_BEST = 0.7
"""A second goal is served too when its score comes this close to the best one's."""
MAX_GOALS = 40
"""A document with more goals is a compilation; an area is then compared with the ones stated last before it."""
_HEADING_WEIGHT = 3
_BY_WORDING = Reason("serves-goal-wording")
# '人工智能', 'AI': a run of characters that words are made of
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


def links_to_goals(
    text: str, goals: Sequence[GoalFact], areas: Sequence[Section], *, explain: bool = False
) -> tuple[ContributionFact, ...]:
    """Link each task area to the goal it shares most words with.

    Returns:
        links in document order of the areas, then of the goals; an area without a goal above `MIN_SCORE` has none.
    """
    if not goals or not areas:
        return ()
    profiles = [_profile(text, section) for section in (*(goal.section for goal in goals), *areas)]
    frequency = Counter(itertools.chain.from_iterable(profiles))
    telling = [0.0, *(math.log((1 + len(profiles)) / count) for count in range(1, len(profiles) + 1))]
    vectors = [{gram: count * telling[frequency[gram]] for gram, count in profile.items()} for profile in profiles]
    norms = [math.sqrt(sum([value * value for value in vector.values()])) for vector in vectors]
    links: list[ContributionFact] = []
    for number, area in enumerate(areas, start=len(goals)):
        near = _goals_near(goals, area)
        scores = [_product(vectors[number], vectors[goal]) / (norms[number] * norms[goal] or 1.0) for goal in near]
        best = max(scores)
        links.extend(
            ContributionFact(
                item=area,
                clause=None,
                goal=goals[goal].section,
                score=round(score, 4),
                spans=(area.heading, goals[goal].section.heading),
                why=(_BY_WORDING,) if explain else (),
            )
            for goal, score in zip(near, scores, strict=True)
            if score >= MIN_SCORE and score >= best * MIN_SHARE_OF_BEST
        )
    return tuple(links)


def _goals_near(goals: Sequence[GoalFact], area: Section) -> range:
    """The goals an area is compared with: all, or in a compilation of plans the last ones stated before it."""
    if len(goals) <= MAX_GOALS:
        return range(len(goals))
    before = bisect.bisect(goals, area.mark.start, key=lambda goal: goal.section.mark.start)
    first = min(max(0, before - MAX_GOALS), len(goals) - MAX_GOALS)
    return range(first, first + MAX_GOALS)


def _profile(text: str, section: Section) -> Counter[str]:
    profile: Counter[str] = Counter()
    for pair in _pairs(text, section.heading):
        profile[pair] += _HEADING_WEIGHT
    for span in section.body:
        profile.update(_pairs(text, span))
    return profile


def _pairs(text: str, span: Span) -> Iterator[str]:
    """Each two neighbouring characters of the words in a span."""
    runs = _IDEOGRAPHS.findall(text, span.start, span.end)
    return itertools.chain.from_iterable([map(operator.add, run, run[1:]) for run in runs])


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum([one[gram] * other[gram] for gram in one if gram in other])
