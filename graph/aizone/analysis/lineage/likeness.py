"""The likeness of the measures of two plans: by their words, the things they touch and the topics they are about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ...projections.clauses import PlanClauses, WorkClause

_THING_WEIGHT = 0.4
_TOPIC_WEIGHT = 0.15
_FEW = 6.0  # measures; a bigram in as few is not common
_COMMON = 1 / 3  # a bigram in more measures than this tells none of them apart


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two measures (indices into the earlier and the later plan) and how alike they are, in [0, 1].

    `words` is the cosine of their bigrams; `things` are what both touch, by CURIE.
    """

    earlier: int
    later: int
    score: float
    words: float
    things: tuple[str, ...]


def alike(
    earlier: PlanClauses, later: PlanClauses, *, least: float, always: Collection[tuple[str, str]] = ()
) -> list[Likeness]:
    """Find the measures of two plans that are alike.

    The score is 1 - (1 - words)(1 - 0.4 things)(1 - 0.15 topics), where `things` and `topics` are overlap coefficients: what
    is alike in one way needs less of the others. Only measures with a bigram, thing or topic in common are compared.

    Args:
        earlier: m measures, with Chinese words.
        later: n measures, likewise.
        least: lower scores are left out, in (0, 1].
        always: measures of both (CURIEs) that are compared and listed whatever they score.

    Returns:
        pairs with at least this score, highest first; ties in reading order.
    """
    vectors = _vectors([*earlier.clauses, *later.clauses])
    old, new = vectors[: len(earlier.clauses)], vectors[len(earlier.clauses) :]
    by_key: dict[object, list[int]] = {}
    for index, clause in enumerate(earlier.clauses):
        for key in _keys(clause, old[index]):
            by_key.setdefault(key, []).append(index)
    places = {clause.item: index for index, clause in enumerate(earlier.clauses)}
    wanted = {(places.get(one), other) for one, other in always}
    found = []
    for later_index, clause in enumerate(later.clauses):
        near = {index for key in _keys(clause, new[later_index]) for index in by_key.get(key, ())}
        near |= {index for index, item in wanted if index is not None and item == clause.item}
        for index in sorted(near):
            one = _likeness(index, later_index, earlier.clauses[index], clause, _cosine(old[index], new[later_index]))
            if one.score >= least or (index, clause.item) in wanted:
                found.append(one)
    return sorted(found, key=lambda one: (-one.score, one.earlier, one.later))


def _likeness(earlier: int, later: int, one: WorkClause, other: WorkClause, words: float) -> Likeness:
    mine, theirs = _things(one), _things(other)
    things, topics = mine & theirs, set(one.own_topics) & set(other.own_topics)
    score = 1 - (1 - words) * (1 - _THING_WEIGHT * _overlap(things, mine, theirs)) * (
        1 - _TOPIC_WEIGHT * _overlap(topics, one.own_topics, other.own_topics)
    )
    return Likeness(earlier, later, score, words, tuple(sorted(things)))


def _overlap(shared: Collection[str], one: Collection[str], other: Collection[str]) -> float:
    return len(shared) / min(len(one), len(other)) if one and other else 0.0


def _things(clause: WorkClause) -> set[str]:
    return {thing for thing, _relation in clause.touches}


def _keys(clause: WorkClause, vector: dict[str, float]) -> Iterator[object]:
    """The features of which another measure must have one to be compared: its bigrams, its things and topics."""
    yield from vector
    yield from (("thing", thing) for thing in _things(clause))
    yield from (("topic", topic) for topic in clause.own_topics)


def _vectors(clauses: Sequence[WorkClause]) -> list[dict[str, float]]:
    """Unit vectors of bigrams, weighted by term frequency and inverse document frequency (over both plans)."""
    counts = [_bigrams(clause) for clause in clauses]
    found_in = Counter(bigram for count in counts for bigram in count)
    most = max(_FEW, _COMMON * len(clauses))
    return [
        _unit(
            {
                bigram: (1 + math.log(times)) * math.log(1 + len(clauses) / found_in[bigram])
                for bigram, times in count.items()
                if 1 < found_in[bigram] <= most
            }
        )
        for count in counts
    ]


def _bigrams(clause: WorkClause) -> Counter[str]:
    """The bigrams of a measure's heading (counted twice) and words, or its summary where the words are not held."""
    words = (clause.text or clause.summary).removesuffix(clause.owner_list)
    text = "".join(character for character in f"{clause.task_label * 2}{words}" if character.isalnum())
    return Counter(text[start : start + 2] for start in range(len(text) - 1))


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {bigram: value / length for bigram, value in vector.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return min(1.0, sum(value * large.get(bigram, 0.0) for bigram, value in small.items()))
