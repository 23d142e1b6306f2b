"""Measures with many owners."""

from __future__ import annotations

from ....projections.clauses import WorkClause
from ....projections.gap_facts import GapFacts
from ...measures import MeasureParameter
from ..owners import is_collective, leads_of
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule


def find(facts: GapFacts, *, most: int = 6) -> Checked:
    """Find the measures with more units than can be expected to act together.

    Collective owners, and those that one clause adds to all measures, are not counted: they do not come to the table. Of 450 lists
    of real plans, one in eight names more than six.

    Those with most come first; last those without one lead, of which other rules tell.
    """
    owned = [(clause, _named(clause)) for clause in facts.measures if clause.owners]
    many = [(clause, units) for clause, units in owned if len(units) > most]
    many.sort(key=lambda found: (len(leads_of(found[0])) != 1, -len(found[1])))
    return Checked(len(owned), tuple(Gap(clause.item, units, {"owners": len(units)}) for clause, units in many))


def _named(clause: WorkClause) -> tuple[str, ...]:
    """The units that the list itself names."""
    named = (one.unit for one in clause.owners if not is_collective(one) and one.basis not in ("blanket", "group"))
    return tuple(dict.fromkeys(named))


RULE = GapRule(
    id="many-owners",
    title={"zh": "责任单位过多的措施", "en": "Measures with many owners"},
    formula={
        "zh": "清单所列单位超过界限的措施，占有责任单位的措施；集体责任主体和兜底条款的单位不计",
        "en": "measures whose list names more than `most` units, of those with an owner; collective owners and those of blanket clauses are not counted",
    },
    unit=MEASURES_UNIT,
    source="",
    parameters=(
        FACTS,
        MeasureParameter("most", "int", "6", {"zh": "最多几个单位", "en": "owners that are not yet many"}),
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
