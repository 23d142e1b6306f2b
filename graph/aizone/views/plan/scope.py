"""The plans a page shows: those the address asks for, else all but invented examples, else (of very many) the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .overview import PlanHead

MOST = 12
"""More plans at once would make a picture unreadable, and take longer than a visitor waits."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans shown, whether the visitor chose them, how many more there are to choose, and how many of them are invented.

    `left_out` counts plans left out for their number, `invented_left_out` examples left out because only real plans show without a choice.
    """

    heads: tuple[PlanHead, ...]
    is_chosen: bool
    left_out: int
    invented_left_out: int = 0

    @property
    def plans(self) -> tuple[str, ...]:
        """Their CURIEs."""
        return tuple(head.plan for head in self.heads)


def scope(asked: Sequence[str], heads: Sequence[PlanHead], *, with_invented: bool = False) -> Scope:
    """The plans to show; without a choice, numbers of an invented city are never added to those of a real one.

    Args:
        asked: CURIEs of the address; those of plans that the workspace does not hold are skipped.
        heads: the plans there are, real ones first.
        with_invented: show invented examples, too, without being asked: for a page that lists the plans one by one.
    """
    known = {head.plan: head for head in heads}
    chosen = [known[plan] for plan in dict.fromkeys(asked) if plan in known]
    if chosen:
        return Scope(tuple(chosen[:MOST]), True, max(0, len(chosen) - MOST))
    real = [head for head in heads if with_invented or not head.fictional]
    shown = real or list(heads)
    invented = len(heads) - len(shown)
    if len(shown) <= MOST:
        return Scope(tuple(shown), False, 0, invented)
    return Scope(tuple(shown[:1]), False, len(shown) - 1, invented)
