"""Deadlines outside the plan's own years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule

_ONE = {
    "zh": "时限 {deadline} 不在方案期限 {start}–{end} 年之内。",
    "en": "Its deadline {deadline} is outside the plan's years {start}–{end}.",
}
_MOST = {
    "zh": "多数时限（{deadlines} 个）不在方案期限 {start}–{end} 年之内，方案的起止年份可能有误。",
    "en": "Most deadlines ({deadlines}) are outside the plan's years {start}–{end}, which may be wrong.",
}


def find(facts: GapFacts) -> Checked:
    """Find the measures and targets whose deadline is before the plan's first year or after its last.

    Where most deadlines are outside, the years are in doubt and not each deadline: that is one gap, of the plan.
    """
    if facts.start is None or facts.end is None:
        return Checked(0, ())
    years = {"start": facts.start, "end": facts.end}
    dated = list(_dated(facts))
    outside = [(node, deadline) for node, deadline in dated if not facts.start <= int(deadline[:4]) <= facts.end]
    if len(outside) > 1 and len(outside) > len(dated) / 2:
        nodes, size = tuple(node for node, _deadline in outside), len(outside)
        return Checked(len(dated), (Gap(facts.plan, nodes, _told(_MOST, years | {"deadlines": size}), size),))
    return Checked(
        len(dated), tuple(Gap(node, (), _told(_ONE, years | {"deadline": deadline})) for node, deadline in outside)
    )


def _told(words: Mapping[str, str], details: Mapping[str, str | int]) -> dict[str, str | int]:
    return {**details, **{f"said_{lang}": said.format(**details) for lang, said in words.items()}}


def _dated(facts: GapFacts) -> Iterator[tuple[str, str]]:
    yield from ((row.item, row.deadline) for row in facts.dated if row.deadline)
    yield from ((row.target, row.deadline) for row in facts.targets if row.deadline)


RULE = GapRule(
    id="deadline-outside",
    title={"zh": "时限在方案期限之外", "en": "Deadlines outside the plan's period"},
    formula={
        "zh": "时限的年份早于方案首年或晚于末年的措施和指标，占有时限的措施和指标；多数如此的，整份方案合为一条",
        "en": "measures and targets whose deadline's year is before the plan's first or after its last, of those with a deadline; one line for the plan where that is most of them",
    },
    unit={"zh": "个时限", "en": "deadlines"},
    source="",
    parameters=(FACTS,),
    cost="O(d) for d deadlines",
    function=find,
    severity="Warning",
    message={"zh": "{said_zh}", "en": "{said_en}"},
    fix={
        "zh": "核对时限和方案的起止年份，或说明为何超出。",
        "en": "Check the deadline and the plan's years, or say why it is outside.",
    },
)
