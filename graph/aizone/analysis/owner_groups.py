"""Groups of three or more units that own several measures together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.kinds import LEAD
from ..projections.incidence import Incidence
from .measures import DeclaredMeasure, MeasureParameter


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """Units that own `items` together, and no further unit owns all of them.

    `leads` counts for each unit how many of these measures it leads, `first` in how many it is named before the others of the
    group; `alone` are the measures with no other owner. `expected` is what so many units would share by chance, `jaccard` is
    shared / (owned by any of them) and `coefficient` shared / (owned by the one with fewest), both in [0, 1]; `newman` is the sum
    over the shared measures of 1/(owners - 1).
    """

    units: tuple[str, ...]
    labels: tuple[str, ...]
    leads: tuple[int, ...]
    items: tuple[str, ...]
    alone: tuple[str, ...]
    first: tuple[int, ...] = ()
    expected: float = 0.0
    jaccard: float = 0.0
    coefficient: float = 0.0
    newman: float = 0.0

    @property
    def shared(self) -> int:
        """The number of measures that all of them own."""
        return len(self.items)

    @property
    def members(self) -> tuple[tuple[str, str, int], ...]:
        """Each unit with its name and how many of the measures it leads."""
        return tuple(zip(self.units, self.labels, self.leads, strict=True))


def find_groups(incidence: Incidence, *, min_units: int = 3, min_shared: int = 2) -> list[OwnerGroup]:
    """The largest groups of units for the measures they share: no unit can be added without losing a measure.

    Args:
        incidence: `projections.incidence`.
        min_units: a group has at least so many; those that no shared measure names itself count as one together.
        min_shared: and owns at least so many measures.

    Returns:
        groups by shared measures, most first, then by size; in a group the unit that leads most comes first.

    References:
        Closed item sets: Pasquier et al., Information Systems 24 (1999), 25-46.
    """
    lists = {item: codes.tolist() for item, codes in incidence.owner_lists()}
    owners = {item: frozenset(codes) for item, codes in lists.items()}
    owned: dict[int, set[int]] = defaultdict(set)
    for item, codes in owners.items():
        for code in codes:
            owned[code].add(item)
    lead = {
        int(item): int(unit)
        for unit, item, role in zip(incidence.unit_codes, incidence.item_codes, incidence.roles, strict=True)
        if role == LEAD
    }
    named: dict[int, set[int]] = defaultdict(set)
    for code, item in zip(
        incidence.unit_codes[incidence.is_named], incidence.item_codes[incidence.is_named], strict=True
    ):
        named[int(item)].add(int(code))
    found = []
    for group in _closed(owners.values(), min_units):
        items = [item for item, codes in owners.items() if group <= codes]
        if len(items) < min_shared:
            continue
        named_here = len(group & set().union(*(named[item] for item in items)))
        if named_here + (named_here < len(group)) >= min_units:
            leads = Counter(lead[item] for item in items if item in lead)
            before = Counter(next(code for code in lists[item] if code in group) for item in items)
            counts = [len(owned[code]) for code in group]
            units = sorted(group, key=lambda code: (-leads[code], incidence.units[code]))
            found.append(
                OwnerGroup(
                    units=tuple(incidence.units[code] for code in units),
                    labels=tuple(incidence.labels[code] for code in units),
                    leads=tuple(leads[code] for code in units),
                    items=tuple(incidence.items[item] for item in items),
                    alone=tuple(incidence.items[item] for item in items if owners[item] == group),
                    first=tuple(before[code] for code in units),
                    expected=_expected(group, owned, incidence.plans),
                    jaccard=len(items) / len(set().union(*(owned[code] for code in group))),
                    coefficient=len(items) / min(counts),
                    newman=sum(1 / (len(owners[item]) - 1) for item in items),
                )
            )
    return sorted(found, key=lambda group: (-group.shared, -len(group.units), group.units))


def _expected(group: Iterable[int], owned: Mapping[int, set[int]], plans: Sequence[str]) -> float:
    """The measures that all would share if each had drawn its own at random, summed over the plans."""
    sizes = Counter(plans)
    drawn = [Counter(plans[item] for item in owned[code]) for code in group]
    return sum(size * math.prod(one[plan] / size for one in drawn) for plan, size in sizes.items())


def _closed(lists: Iterable[frozenset[int]], least: int) -> set[frozenset[int]]:
    """All sets of at least so many owners that are a list or what some lists have in common."""
    known: set[frozenset[int]] = set()
    for owners in {codes for codes in lists if len(codes) >= least}:
        known |= {owners} | {common for other in known if len(common := other & owners) >= least}
    return known


MEASURES = (
    DeclaredMeasure(
        id="owner_groups",
        title={"zh": "共同承担措施的单位组", "en": "Groups of units that share measures"},
        formula={
            "zh": "恰为其共同措施之全部共同责任单位的单位组合；共同措施 = 全体共同承担的措施数；随机预计 = m × 各单位（承担数 / m）之积，m 为措施数；重合程度 = 共同措施 / 任一单位承担的措施数；占较小一方 = 共同措施 / 最小承担数；权重（Newman）= 对共同措施求和 1 /（k − 1），k 为责任单位数",
            "en": "sets of units that are exactly the common owners of their shared measures; shared = number of measures that all of them own; expected = m times the product of (owned / m) over the units, m measures; jaccard = shared / owned by any; coefficient = shared / min(owned); newman = sum over shared measures of 1 / (k - 1) with k owners",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="closed item sets: N. Pasquier et al., Information Systems 24 (1999), 25-46",
        parameters=(
            MeasureParameter(
                "incidence", "incidence", None, {"zh": "单位与措施", "en": "units and the measures they own"}
            ),
            MeasureParameter("min_units", "int", "3", {"zh": "至少几个单位", "en": "at least so many units"}),
            MeasureParameter("min_shared", "int", "2", {"zh": "至少共同承担几项", "en": "share at least so many"}),
        ),
        cost="O(l g) for l distinct owner lists and g groups",
        function=find_groups,
    ),
)
