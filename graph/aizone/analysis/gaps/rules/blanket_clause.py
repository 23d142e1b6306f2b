"""Units that a blanket clause makes an owner."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the units that own measures because one clause adds them to all, and not because the lists name them."""
    added: dict[str, list[str]] = {}
    owners: set[str] = set()
    for clause in facts.measures:
        for owner in clause.owners:
            owners.add(owner.unit)
            if owner.basis == "blanket":
                added.setdefault(owner.unit, []).append(clause.item)
    return Checked(
        len(owners), tuple(Gap(unit, tuple(items), {"measures": len(items)}) for unit, items in added.items())
    )


RULE = GapRule(
    id="blanket-clause",
    title={"zh": "统管条款加入的责任单位", "en": "Owners by a blanket clause"},
    formula="owners with the basis blanket, of all owners",
    unit={"zh": "个单位", "en": "units"},
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Info",
    message={
        "zh": "因统管条款而成为 {measures} 项措施的责任单位。",
        "en": "A blanket clause makes it an owner; measures: {measures}.",
    },
    fix={
        "zh": "在确有任务的措施中点名，并删去统管条款。",
        "en": "Name it in the measures where it has something to do, and drop the clause.",
    },
)
