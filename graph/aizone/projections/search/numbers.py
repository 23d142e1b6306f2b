"""Clause and goal numbers as people type them: '目标2', 'goal 2', '三/(四)/2', '三、（四）2', '3.4.2'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from ...iri import compact, expand, numeral_value
from ...names.addresses import at_path, plans
from ...queries import answers
from ...queries.records import GoalTarget
from ...store import Store
from ...text.simplified import simplified

_NUMERAL = r"[0-9]{1,3}|[零一二三四五六七八九十百]{1,5}"
# '目标2', '目标 2', '目标二', '目标（2）', '第2个目标', 'goal 2', 'Goal #2'
_GOAL = re.compile(
    rf"(?:目标\s*[第之(]?|goal\s*[#(]?|第(?={_NUMERAL}[个项]?目标))(?P<number>{_NUMERAL})[)]?(?:[个项]?目标)?",
    re.IGNORECASE,
)
# '第三章', '(四)', '2'
_PART = rf"第?[(]?(?:{_NUMERAL})[)]?[章节条项款]?"
# '三/(四)/2', '三、(四)2.', '3.4.2', '第三章第四节2': numbers with a sign, bracket or 章 between them, so that '2023' is none
_CLAUSE = re.compile(rf"{_PART}(?:(?:[\s/、.,·-]+|(?<=[)章节条项款])|(?=[(第])){_PART})+[.、]?")
# '第三章', '第三部分': one number with a word that says it is a clause's
_ALONE = re.compile(rf"第(?:{_NUMERAL})(?:部分|[章节条款])")
# '三', '四', '2'
_ONE = re.compile(_NUMERAL)


def goal_number(text: str) -> int | None:
    """The number of the goal that a text asks for; None for any other text.

    Examples:
        >>> goal_number("目标2"), goal_number("第三个目标"), goal_number("Goal 4"), goal_number("目标")
        (2, 3, 4, None)
        >>> goal_number("目標2"), goal_number("目标（二）"), goal_number("goal #3"), goal_number("目标2023")
        (2, 2, 3, None)
    """
    found = _GOAL.fullmatch(_plain(text))
    return numeral_value(found["number"]) if found else None


def _plain(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text).strip())


def clause_path(text: str) -> tuple[str, ...] | None:
    """The numbers of a clause as its address has them; None for a text that is not one.

    Examples:
        >>> clause_path("三/(四)/2"), clause_path("三、（四）2."), clause_path("3.4.2"), clause_path("2023")
        (('3', '4', '2'), ('3', '4', '2'), ('3', '4', '2'), None)
        >>> clause_path("第三章"), clause_path("第三部分"), clause_path("三")
        (('3',), ('3',), None)
    """
    plain = _plain(text)
    if not (_CLAUSE.fullmatch(plain) or _ALONE.fullmatch(plain)):
        return None
    numbers = [numeral_value(part) for part in _ONE.findall(plain)]
    return tuple(str(number) for number in numbers) if all(numbers) else None


def numbered(store: Store, text: str, within: Sequence[str], *, limit: int | None = None) -> list[str]:
    """The goals or clauses (CURIEs) that a number means in some plans, or in all where none is given; plan by plan.

    Args:
        store: the graph.
        text: what was typed.
        within: the plans (CURIEs).
        limit: no more plans are looked at than it takes to find so many; all when None.
    """
    number, path = goal_number(text), clause_path(text)
    if number is None and path is None:
        return []
    chosen = [expand(plan) for plan in within] or plans(store)
    return list(islice(_numbered(store, number, path, chosen), limit))


def _numbered(
    store: Store, number: int | None, path: Sequence[str] | None, within: Iterable[ox.NamedNode]
) -> Iterator[str]:
    for plan in within:
        if path is not None:
            yield from map(compact, at_path(store, path, plan))
        elif number is not None:
            goals = goals_of(store, compact(plan))
            yield from goals[number - 1 : number] if number > 0 else ()


def goals_of(store: Store, plan: str) -> list[str]:
    """The goals of a plan (CURIEs) in its order, without an overall aim that others are parts of."""
    rows = answers(store, "goals_and_targets", GoalTarget, plan=expand(plan))
    goals = list(dict.fromkeys(row.goal for row in rows))
    return [goal for goal in goals if not any(other.startswith(f"{goal}/") for other in goals)]
