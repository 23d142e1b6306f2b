"""The plans a page shows: those the address asks for, else all of them, else (of very many) the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .overview import PlanHead

MOST = 12
"""More plans at once would make a picture unreadable, and take longer than a visitor waits."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans shown, whether the visitor chose them, and how many of those asked for were left out."""

    heads: tuple[PlanHead, ...]
    is_chosen: bool
    left_out: int

    @property
    def plans(self) -> tuple[str, ...]:
        """Their CURIEs."""
        return tuple(head.plan for head in self.heads)


def scope(asked: Sequence[str], heads: Sequence[PlanHead]) -> Scope:
    """The plans to show.

    Args:
        asked: CURIEs of the address; those of plans that the workspace does not hold are skipped.
        heads: the plans there are, at least one.
    """
    known = {head.plan: head for head in heads}
    chosen = [known[plan] for plan in dict.fromkeys(asked) if plan in known]
    if chosen:
        return Scope(tuple(chosen[:MOST]), True, max(0, len(chosen) - MOST))
    if len(heads) <= MOST:
        return Scope(tuple(heads), False, 0)
    return Scope(tuple(heads[:1]), False, len(heads) - 1)
