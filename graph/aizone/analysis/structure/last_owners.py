"""Last owners: what would be left without an owner if a unit went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...projections.clauses import PlanClauses
from ...projections.plan_load import PlanLoad
from ..measures import DeclaredMeasure, MeasureParameter


@dataclass(frozen=True, slots=True)
class OnlyOwner:
    """All that rests on one unit alone: measures, things, goals and targets (CURIEs), each in plan order."""

    unit: str
    measures: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


def last_owners(load: PlanLoad, clauses: PlanClauses) -> tuple[OnlyOwner, ...]:
    """List what loses its last owner if a unit goes and no other takes over.

    Args:
        load: who owns the measures, works for the goals and answers for the targets of a plan; collective owners as counted there.
        clauses: the things that its measures build, support or rely on.

    Returns:
        units with anything of the kind, those with most measures first.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for row in load.owned:
        owners[row.item].add(row.unit)
    things: dict[str, set[str]] = defaultdict(set)
    for clause in clauses.clauses:
        for thing, _relation in clause.touches:
            things[thing] |= owners.get(clause.item, set())
    goals = _grouped((row.goal, row.unit) for row in load.goals)
    targets = _grouped((row.target, row.unit) for row in load.targets if row.unit is not None)
    kinds = [_alone(found) for found in (owners, things, goals, targets)]
    units = dict.fromkeys(unit for found in kinds for unit in found)
    listed = [OnlyOwner(unit, *(tuple(found.get(unit, ())) for found in kinds)) for unit in units]
    return tuple(sorted(listed, key=lambda one: (-len(one.measures), -len(one.things), one.unit)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for node, unit in pairs:
        found[node].add(unit)
    return found


def _alone(owners: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """The nodes with one owner, by that owner."""
    found: dict[str, list[str]] = defaultdict(list)
    for node, units in owners.items():
        if len(units) == 1:
            found[next(iter(units))].append(node)
    return found


MEASURES = (
    DeclaredMeasure(
        id="last_owners",
        title={"zh": "只靠一个单位的工作", "en": "What rests on one unit alone"},
        formula={"zh": "方案中责任单位（涉及它们的任一措施）只有该单位一家的措施、事物、目标和指标", "en": "measures, things, goals and targets of the plan whose owners (of any measure about them) are this unit and no other"},
        unit={"zh": "项", "en": "items"},
        source="",
        parameters=(
            MeasureParameter("load", "plan", None, {"zh": "方案的责任分工、目标和指标", "en": "a plan's responsibilities, goals and targets"}),
            MeasureParameter("clauses", "measures of a plan", None, {"zh": "方案的措施及所涉对象", "en": "the plan's measures and the things they touch"}),
        ),
        cost="O(n) for n responsibilities and mentions",
        function=last_owners,
    ),
)  # fmt: skip
