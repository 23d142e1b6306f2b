"""Measures with many owners."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ...measures import MeasureParameter
from ..owners import units_of
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts, *, most: int = 5) -> Checked:
    """Find the measures with more owners than can be expected to act together; a collective owner counts as one."""
    owned = [(clause, units_of(clause)) for clause in facts.measures if clause.owners]
    return Checked(
        len(owned),
        tuple(Gap(clause.item, units, {"owners": len(units)}) for clause, units in owned if len(units) > most),
    )


RULE = GapRule(
    id="many-owners",
    title={"zh": "责任单位过多的措施", "en": "Measures with many owners"},
    formula="measures with more than `most` owners, of those with an owner; a collective owner counts as one",
    unit=MEASURES_UNIT,
    source="",
    parameters=(
        FACTS,
        MeasureParameter("most", "int", "5", {"zh": "最多几个单位", "en": "owners that are not yet many"}),
    ),
    cost="O(n) for n owners",
    function=find,
    severity="Info",
    message={"zh": "责任单位多达 {owners} 个。", "en": "{owners} units own it."},
    fix={
        "zh": "拆分任务，或写明各单位承担的部分。",
        "en": "Split the measure, or say which part of it each unit has.",
    },
)
