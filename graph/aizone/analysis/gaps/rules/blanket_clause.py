"""Units that a blanket clause makes an owner."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..owners import is_collective
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the units that own measures because one clause adds them to all, and not because the lists name them.

    They are one gap, as one clause adds them. Collective owners (all counties) are left out, as
    everything is theirs to carry out.
    """
    added: dict[str, list[str]] = {}
    owners: set[str] = set()
    for clause in facts.measures:
        for owner in clause.owners:
            if not is_collective(owner):
                owners.add(owner.unit)
            if owner.basis == "blanket" and not is_collective(owner):
                added.setdefault(owner.unit, []).append(clause.item)
    if not added:
        return Checked(len(owners), ())
    first, *rest = added
    items = tuple(dict.fromkeys(item for found in added.values() for item in found))
    gap = Gap(first, (*rest, *items), {"units": len(added), "measures": len(items)}, len(added))
    return Checked(len(owners), (gap,))


RULE = GapRule(
    id="blanket-clause",
    title={"zh": "统管条款加入的责任单位", "en": "Owners by a blanket clause"},
    formula={
        "zh": "只凭兜底条款承担任务的单位，占全部非集体单位",
        "en": "units with the basis blanket, of all units that are not collective",
    },
    unit={"zh": "个单位", "en": "units"},
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Info",
    message={
        "zh": "因统管条款而成为 {measures} 项措施的责任单位（共 {units} 个）。",
        "en": "A blanket clause makes owners of measures (units: {units}, measures: {measures}).",
    },
    fix={
        "zh": "在确有任务的措施中点名，并删去统管条款。",
        "en": "Name it in the measures where it has something to do, and drop the clause.",
    },
)
