"""Units and the measures they own as arrays of codes: the start of whatever counts over many measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..model.kinds import is_inferred, strength
from ..queries import Groups
from ..queries.records import Responsibility
from .owners import is_named, ownerships

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Units with the measures they own, the role and the place in the owner list: u units, m measures, n pairs of both.

    `units` and `items` are CURIEs, `labels` and `is_collective` belong to the units, `plans` to the measures. The n entries
    follow the plans' order, within a measure the order of its owner list: `unit_codes` and `item_codes` point into `units` and
    `items`, `roles` holds the strength of the unit's strongest role there (0 for lead, see `model.kinds.ROLES`), `inferred`
    whether that role is neither stated nor decided by a person, `is_named` whether the measure names the unit itself.
    """

    units: tuple[str, ...]
    labels: tuple[str, ...]
    is_collective: NDArray[np.bool_]
    items: tuple[str, ...]
    item_labels: tuple[str, ...]
    plans: tuple[str, ...]
    unit_codes: Codes
    item_codes: Codes
    roles: Codes
    inferred: NDArray[np.bool_]
    is_named: NDArray[np.bool_]

    @property
    def measures_of_unit(self) -> Codes:
        """The number of measures of each of the u units."""
        return np.bincount(self.unit_codes, minlength=len(self.units)).astype(np.int64)

    @property
    def owners_of_measure(self) -> Codes:
        """The number of owners of each of the m measures."""
        return np.bincount(self.item_codes, minlength=len(self.items)).astype(np.int64)

    def owner_lists(self) -> Iterator[tuple[int, Codes]]:
        """Each measure with the codes of its owners in the order of its list."""
        ends = np.cumsum(self.owners_of_measure)
        for item, end in enumerate(ends):
            yield item, self.unit_codes[(0 if item == 0 else ends[item - 1]) : end]


def project_incidence(assignments: Iterable[Responsibility], *, groups: Groups = "one") -> Incidence:
    """Project assignments onto arrays.

    Args:
        assignments: answers of the question 'assignments', in plan order.
        groups: a collective owner counts as one unit, or as its members ('expand').

    Returns:
        every measure with an owner and every unit that owns one; a unit with several roles in a measure is one entry, with
        the strongest of them, at the first place that names it.
    """
    units: dict[str, int] = {}
    items: dict[str, int] = {}
    unit_labels: list[str] = []
    collective: list[bool] = []
    item_labels: list[str] = []
    plans: list[str] = []
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    named: set[tuple[int, int]] = set()
    for row in ownerships(assignments, groups=groups):
        if row.item not in items:
            items[row.item] = len(items)
            item_labels.append(row.item_label)
            plans.append(row.plan)
        if row.unit not in units:
            units[row.unit] = len(units)
            unit_labels.append(row.unit_label)
            collective.append(row.unit_type == "az:UnitGroup")
        key = items[row.item], units[row.unit]
        here = strength(row.role), is_inferred(row.basis)
        found[key] = min(found.get(key, here), here)
        if is_named(row):
            named.add(key)
    entries = sorted(found, key=lambda key: key[0])  # a stable sort: owners keep the order of their list
    return Incidence(
        units=tuple(units),
        labels=tuple(unit_labels),
        is_collective=np.array(collective, dtype=bool),
        items=tuple(items),
        item_labels=tuple(item_labels),
        plans=tuple(plans),
        unit_codes=np.array([unit for _item, unit in entries], dtype=np.int64),
        item_codes=np.array([item for item, _unit in entries], dtype=np.int64),
        roles=np.array([found[key][0] for key in entries], dtype=np.int64),
        inferred=np.array([found[key][1] for key in entries], dtype=bool),
        is_named=np.array([key in named for key in entries], dtype=bool),
    )
