"""Units that only support."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..owners import is_collective
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the named units that support several measures and neither lead nor are responsible for any; one is a helping hand."""
    roles: dict[str, set[str]] = {}
    items: dict[str, list[str]] = {}
    for clause in facts.measures:
        for owner in clause.owners:
            if not is_collective(owner):
                roles.setdefault(owner.unit, set()).add(owner.role)
                items.setdefault(owner.unit, []).append(clause.item)
    return Checked(
        len(roles),
        tuple(
            Gap(unit, tuple(items[unit]), {"measures": len(items[unit])})
            for unit, known in roles.items()
            if known == {"support"} and len(items[unit]) > 1
        ),
    )


RULE = GapRule(
    id="support-only-unit",
    title={"zh": "只承担配合任务的单位", "en": "Units with only support roles"},
    formula={
        "zh": "有两项及以上措施、角色全为配合的单位，占全部非集体单位",
        "en": "units with two or more measures whose every role is support, of all units that are not collective",
    },
    unit={"zh": "个单位", "en": "units"},
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Info",
    message={
        "zh": "只配合 {measures} 项措施，不牵头也不负责。",
        "en": "Only supports (measures: {measures}), and leads or answers for none.",
    },
    fix={
        "zh": "确认是否需要它主责某项工作。",
        "en": "Ask whether it should answer for something of its own.",
    },
)
