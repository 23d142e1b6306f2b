"""Deadlines outside the plan's own years."""

from __future__ import annotations

from collections.abc import Iterator

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the measures and targets whose deadline is before the plan's first year or after its last."""
    if facts.start is None or facts.end is None:
        return Checked(0, ())
    dated = list(_dated(facts))
    return Checked(
        len(dated),
        tuple(
            Gap(node, (), {"deadline": deadline, "start": facts.start, "end": facts.end})
            for node, deadline in dated
            if not facts.start <= int(deadline[:4]) <= facts.end
        ),
    )


def _dated(facts: GapFacts) -> Iterator[tuple[str, str]]:
    yield from ((row.item, row.deadline) for row in facts.dated if row.deadline)
    yield from ((row.target, row.deadline) for row in facts.targets if row.deadline)


RULE = GapRule(
    id="deadline-outside",
    title={"zh": "时限在方案期限之外", "en": "Deadlines outside the plan's period"},
    formula="measures and targets whose deadline's year is before the plan's first or after its last, of those with a deadline",
    unit={"zh": "个时限", "en": "deadlines"},
    source="",
    parameters=(FACTS,),
    cost="O(d) for d deadlines",
    function=find,
    severity="Warning",
    message={
        "zh": "时限 {deadline} 不在方案期限 {start}–{end} 年之内。",
        "en": "Its deadline {deadline} is outside the plan's years {start}–{end}.",
    },
    fix={"zh": "核对时限，或说明为何超出。", "en": "Check the deadline, or say why it is outside."},
)
