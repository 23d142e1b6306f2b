"""Owners of a measure as rules ask for them."""

from __future__ import annotations

from ...projections.clauses import ClauseOwner, WorkClause
from ...projections.gap_facts import GapFacts

_COLLECTIVE = "az:UnitGroup"


def units_of(clause: WorkClause) -> tuple[str, ...]:
    """The owners of a measure, each once, in the order of its list."""
    return tuple(dict.fromkeys(owner.unit for owner in clause.owners))


def to_settle_with(clause: WorkClause, facts: GapFacts) -> tuple[str, ...]:
    """The owners of a measure, each with the units that it means in this plan, since 各牵头单位 cannot be telephoned."""
    units = units_of(clause)
    return tuple(dict.fromkeys(one for unit in units for one in (unit, *facts.meant.get((clause.item, unit), ()))))


def leads_of(clause: WorkClause) -> tuple[ClauseOwner, ...]:
    """The owners that lead a measure."""
    return tuple(owner for owner in clause.owners if owner.role == "lead")


def has_one_stated_lead(clause: WorkClause) -> bool:
    """True if the owner list itself says which single unit leads, so that nothing hangs on the order."""
    return [owner.basis for owner in leads_of(clause)] in (["explicit"], ["decision"])


def is_collective(owner: ClauseOwner) -> bool:
    """True for a collective or relative owner: all county governments, the lead units."""
    return owner.type == _COLLECTIVE
