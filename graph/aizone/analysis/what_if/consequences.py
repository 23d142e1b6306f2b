"""The consequences of supposed changes: coverage, single points, load, shared work and findings, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from ...projections.clauses import PlanClauses
from ..findings.find import find_findings
from ..findings.records import Finding
from ..measures import DeclaredMeasure, MeasureParameter


@dataclass(frozen=True, slots=True)
class LoadShift:
    """A unit whose measures change: how many it leads and has in all, before and after."""

    unit: str
    label: str
    leads_before: int
    leads_after: int
    owns_before: int
    owns_after: int


@dataclass(frozen=True, slots=True)
class PairShift:
    """Two units whose number of shared measures changes."""

    unit: str
    unit_label: str
    other: str
    other_label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """The differences that some changes would make to a plan; lists hold CURIEs of measures in reading order.

    `ownerless` and `leadless` lose their last owner or their only lead; `single` had several owners and keep one; `shifts` are
    by size; `pairs` are units that both still own something, by size of the difference; `gained` and `resolved` are findings by score.
    """

    ownerless: tuple[str, ...]
    leadless: tuple[str, ...]
    single: tuple[str, ...]
    shifts: tuple[LoadShift, ...]
    pairs: tuple[PairShift, ...]
    gained: tuple[Finding, ...]
    resolved: tuple[Finding, ...]


def consequences(before: PlanClauses, after: PlanClauses) -> Consequences:
    """Compare a plan with what it would be after some changes.

    Args:
        before: m measures as they are.
        after: the same measures as `changes.supposed` leaves them.

    Returns:
        what differs; a unit is the same if its CURIE is, whatever its name.
    """
    was, becomes = _owners(before), _owners(after)
    found_before = {finding.id: finding for finding in find_findings(before)}
    found_after = {finding.id: finding for finding in find_findings(after)}
    leads_before, leads_after = _leads(before), _leads(after)
    return Consequences(
        ownerless=tuple(item for item in was if was[item] and not becomes[item]),
        leadless=tuple(item for item in was if leads_before[item] and not leads_after[item] and becomes[item]),
        single=tuple(item for item in was if len(was[item]) > 1 and len(becomes[item]) == 1),
        shifts=_shifts(before, after),
        pairs=_pairs(before, after),
        gained=tuple(finding for key, finding in found_after.items() if key not in found_before),
        resolved=tuple(finding for key, finding in found_before.items() if key not in found_after),
    )


def _owners(plan: PlanClauses) -> dict[str, set[str]]:
    return {clause.item: {owner.unit for owner in clause.owners} for clause in plan.clauses}


def _leads(plan: PlanClauses) -> dict[str, set[str]]:
    return {clause.item: {owner.unit for owner in clause.owners if owner.role == "lead"} for clause in plan.clauses}


def _labels(*plans: PlanClauses) -> dict[str, str]:
    """The name of each unit: the one it has in the last plan that names it."""
    return {owner.unit: owner.label for plan in plans for clause in plan.clauses for owner in clause.owners}


def _shifts(before: PlanClauses, after: PlanClauses) -> tuple[LoadShift, ...]:
    labels = _labels(before, after)
    leads = [_count(_leads(plan).values()) for plan in (before, after)]
    owns = [_count(_owners(plan).values()) for plan in (before, after)]
    found = [
        LoadShift(unit, labels[unit], leads[0][unit], leads[1][unit], owns[0][unit], owns[1][unit])
        for unit in labels
        if (leads[0][unit], owns[0][unit]) != (leads[1][unit], owns[1][unit])
    ]
    return tuple(sorted(found, key=lambda shift: (-abs(shift.owns_after - shift.owns_before), shift.unit)))


def _count(sets: Iterable[Iterable[str]]) -> Mapping[str, int]:
    return Counter(unit for units in sets for unit in units)


def _pairs(before: PlanClauses, after: PlanClauses) -> tuple[PairShift, ...]:
    labels = _labels(before, after)
    phrases = {
        owner.unit
        for plan in (before, after)
        for clause in plan.clauses
        for owner in clause.owners
        if owner.type == "az:UnitGroup"
    }
    shared = [
        Counter(
            pair
            for units in _owners(plan).values()
            for pair in combinations(sorted(units), 2)
            if not phrases.issuperset(pair)
        )
        for plan in (before, after)
    ]
    left = set(_count(_owners(after).values()))
    found = [
        PairShift(one, labels[one], two, labels[two], shared[0][one, two], shared[1][one, two])
        for one, two in {**shared[0], **shared[1]}
        if shared[0][one, two] != shared[1][one, two] and {one, two} <= left
    ]
    return tuple(sorted(found, key=lambda pair: (-abs(pair.after - pair.before), pair.unit, pair.other)))


MEASURES = (
    DeclaredMeasure(
        id="consequences",
        title={"zh": "设想改动的影响", "en": "What supposed changes would do"},
        formula={
            "zh": "方案与其假设副本之间，责任单位、牵头、各单位措施数、各对单位共同措施数和协调问题的差异",
            "en": "differences of owners, leads, measures per unit, measures shared per pair, and findings, between the plan and its changed copy",
        },
        unit={"zh": "", "en": ""},
        source="",
        parameters=(
            MeasureParameter("before", "measures of a plan", None, {"zh": "现有分工", "en": "the plan as it is"}),
            MeasureParameter("after", "measures of a plan", None, {"zh": "设想的分工", "en": "the plan as supposed"}),
        ),
        cost="O(m k^2) for m measures with k owners each, and twice the cost of the findings",
        function=consequences,
    ),
)
