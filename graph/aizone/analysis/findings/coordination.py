"""Coordination: how far the owner lists of some measures already bring their units together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...projections.clauses import ClauseOwner, WorkClause
from .records import Coordination, CoordinationLevel

WEIGHTS: Mapping[CoordinationLevel, float] = {
    "none": 1.0,
    "outsider": 0.9,
    "islands": 0.8,
    "chain": 0.65,
    "member": 0.55,
    "leader": 0.5,
}
"""What a finding's strength is multiplied with: the less coordination, the higher it ranks."""

_NAMED_MOST = 0.5
_FEWEST_LISTS = 8


def carriers(clauses: Sequence[WorkClause]) -> frozenset[str]:
    """The owners that carry out work wherever it is, and so bring no others together.

    These are collective owners (各县（市、区）政府), and the units that more than half of all lists name but none names first: a
    plan that ends each list with the development zone's committee does not make it the coordinator.
    """
    lists = [clause.owners for clause in clauses if clause.owners]
    named = Counter(unit for owners in lists for unit in {owner.unit for owner in owners})
    first = {owners[0].unit for owners in lists} | {
        owner.unit for owners in lists for owner in owners if owner.role == "lead"
    }
    return frozenset(
        owner.unit
        for owners in lists
        for owner in owners
        if owner.type == "az:UnitGroup"
        or (named[owner.unit] > _NAMED_MOST * len(lists) and owner.unit not in first and len(lists) >= _FEWEST_LISTS)
    )


class Owners:
    """The units of each measure that can coordinate, and the ones that lead it.

    Args:
        clauses: all measures of the plan.
    """

    def __init__(self, clauses: Sequence[WorkClause]) -> None:
        left_out = carriers(clauses)
        kept = {c.item: [one for one in c.owners if one.unit not in left_out] for c in clauses}
        self.clauses = {clause.item: clause for clause in clauses}
        self.units = {item: frozenset(one.unit for one in owners) for item, owners in kept.items()}
        self.leads = {item: _leads(owners) for item, owners in kept.items()}
        self._lead_sets = {item: frozenset(leads) for item, leads in self.leads.items()}
        self.led = {item for item, owners in kept.items() if any(one.role == "lead" for one in owners)}
        self.is_inferred = {
            item: any(one.role == "lead" and one.basis == "order" for one in owners) for item, owners in kept.items()
        }

    def under_different_leads(self, one: str, other: str) -> bool:
        """True if two measures have leads (or units named first), and none in common."""
        leads, others = self._lead_sets[one], self._lead_sets[other]
        return bool(leads and others) and leads.isdisjoint(others)

    def share_no_unit(self, one: str, other: str) -> bool:
        """True if no unit that can coordinate owns both measures."""
        return self.units[one].isdisjoint(self.units[other])

    def in_order(self, items: Iterable[str]) -> tuple[str, ...]:
        """Measures in reading order, those without a unit that could coordinate left out."""
        known = {item for item in items if self.leads.get(item)}
        return tuple(sorted(known, key=lambda item: (self.clauses[item].position, item)))

    def several_leads(self, items: Sequence[str]) -> bool:
        """True if no unit leads all the measures: at least two of them are under different leads."""
        sets = [self._lead_sets[item] for item in items]
        if len(sets) < 2 or frozenset.intersection(*sets):
            return False
        return any(
            self.under_different_leads(one, other) for place, one in enumerate(items) for other in items[place + 1 :]
        )


def _leads(owners: Sequence[ClauseOwner]) -> tuple[str, ...]:
    """The units that lead; the one named first where the list names no lead."""
    leads = tuple(dict.fromkeys(one.unit for one in owners if one.role == "lead"))
    return leads or tuple(one.unit for one in owners[:1])


def coordination(items: Sequence[str], owners: Owners) -> Coordination:
    """How the owners of some measures hang together.

    Args:
        items: two or more measures.
        owners: of the plan.
    """
    sets = [owners.units[item] for item in items]
    named = Counter(unit for units in sets for unit in units)
    leads = tuple(dict.fromkeys(unit for item in items for unit in owners.leads[item]))
    told = {unit for item in items if item in owners.led for unit in owners.leads[item]}
    order = {unit: place for place, unit in enumerate(leads)}
    ranked = sorted(named, key=lambda unit: (-named[unit], order.get(unit, len(order)), unit))
    everywhere = tuple(unit for unit in ranked if named[unit] == len(items))
    isolated = tuple(item for item, units in zip(items, sets, strict=True) if all(named[unit] == 1 for unit in units))
    islands = _islands(sets)
    most = ranked[0] if ranked else ""
    return Coordination(
        level=_level(len(items), named[most], everywhere, told, len(isolated), islands),
        leads=leads,
        everywhere=everywhere,
        most=most,
        most_count=named[most],
        isolated=isolated,
        islands=islands,
        is_swapped=len(leads) > 1 and set(leads) <= set(everywhere),
        is_inferred=any(owners.is_inferred[item] for item in items),
        names_no_lead=any(item not in owners.led for item in items),
        shared=tuple(unit for unit in ranked if named[unit] > 1),
    )


def _level(
    size: int, most: int, everywhere: tuple[str, ...], leads: set[str], isolated: int, islands: int
) -> CoordinationLevel:
    if everywhere:
        return "leader" if leads.intersection(everywhere) else "member"
    if isolated == size:
        return "none"
    if isolated and most == size - isolated:
        return "outsider"
    return "islands" if islands > 1 else "chain"


def _islands(sets: Sequence[frozenset[str]]) -> int:
    """The number of groups of measures that units hold together."""
    groups: list[set[str]] = []
    for units in sets:
        apart = [group for group in groups if not group & units]
        joined = set(units).union(*(group for group in groups if group & units))
        groups = [*apart, joined]
    return len(groups)
