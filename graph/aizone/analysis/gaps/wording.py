"""The words that measures say, with the heading that speaks for one measure alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...projections.clauses import WorkClause
from ...projections.gap_facts import GapFacts


def said_by_measures(facts: GapFacts) -> Iterator[tuple[WorkClause, str]]:
    """Each measure with its words, or its summary where those are not held.

    The heading of a task says what its measure is about when there is only one: '加强督导。按季通报，滞后的约谈。'
    """
    under = Counter(clause.task for clause in facts.measures)
    for clause in facts.measures:
        words = clause.text or clause.summary
        yield clause, f"{clause.task_label}。{words}" if under[clause.task] == 1 and clause.task_label else words
