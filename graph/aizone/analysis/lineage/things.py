"""The things that two plans touch, with who leads there in each."""

from __future__ import annotations

from dataclasses import dataclass

from ...projections.clauses import PlanClauses
from ..measures import DeclaredMeasure, MeasureParameter


@dataclass(frozen=True, slots=True)
class ThingLineage:
    """A thing (CURIE, name, class) with the units that lead measures touching it in each of two plans, and these measures."""

    thing: str
    label: str
    type: str
    leads_before: tuple[str, ...]
    leads_after: tuple[str, ...]
    items_before: tuple[str, ...]
    items_after: tuple[str, ...]

    @property
    def is_reassigned(self) -> bool:
        """True if both plans have a lead for it, and none in common."""
        before, after = set(self.leads_before), set(self.leads_after)
        return bool(before and after) and not before & after


def trace_things(earlier: PlanClauses, later: PlanClauses) -> tuple[ThingLineage, ...]:
    """List the things that both plans build, support or rely on.

    Args:
        earlier: measures of a plan.
        later: measures of another.

    Returns:
        those whose leads have changed altogether first, then by name of the thing.
    """
    before, after = _touching(earlier), _touching(later)
    found = []
    for thing in before.keys() & after.keys():
        named = later.things[thing]
        found.append(
            ThingLineage(
                thing,
                named.label,
                named.type,
                _leads(earlier, before[thing]),
                _leads(later, after[thing]),
                before[thing],
                after[thing],
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.is_reassigned, one.label, one.thing)))


def _touching(plan: PlanClauses) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for clause in plan.clauses:
        for thing, _relation in clause.touches:
            found.setdefault(thing, {})[clause.item] = None
    return {thing: tuple(items) for thing, items in found.items()}


def _leads(plan: PlanClauses, items: tuple[str, ...]) -> tuple[str, ...]:
    clauses = [clause for clause in plan.clauses if clause.item in items]
    return tuple(dict.fromkeys(owner.unit for clause in clauses for owner in clause.owners if owner.role == "lead"))


MEASURES = (
    DeclaredMeasure(
        id="trace_things",
        title={"zh": "前后两份方案都涉及的平台等", "en": "Things that two plans touch"},
        formula={
            "zh": "两份方案的措施都涉及的事物；两份都有单位牵头此类措施、且没有一家单位在两份中都牵头的，为更换牵头单位",
            "en": "things touched by measures of both; reassigned if units lead such measures in both, and none of them in both",
        },
        unit={"zh": "个", "en": "things"},
        source="",
        parameters=(
            MeasureParameter("earlier", "measures of a plan", None, {"zh": "前一份方案", "en": "the earlier plan"}),
            MeasureParameter("later", "measures of a plan", None, {"zh": "后一份方案", "en": "the later plan"}),
        ),
        cost="O(n) for n things touched",
        function=trace_things,
    ),
)
