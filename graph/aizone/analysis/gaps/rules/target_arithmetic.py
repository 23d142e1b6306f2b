"""Yearly targets that do not add up to the total."""

from __future__ import annotations

from collections import defaultdict

from ....projections.gap_facts import GapFacts
from ....queries.records import PlannedTarget
from ..rule import FACTS, Checked, Gap, GapRule

_TOLERANCE = 0.01
"""Rounding of the plan's own numbers that is not a contradiction."""


def find(facts: GapFacts) -> Checked:
    """Find metrics with a number per year and a total where years times the yearly number is more than the total says.

    A total above it is not a contradiction: "at least" may be passed in good years.
    """
    years = facts.end - facts.start + 1 if facts.start is not None and facts.end is not None else 0
    by_metric: dict[tuple[str, str, str], dict[str, list[PlannedTarget]]] = defaultdict(lambda: defaultdict(list))
    for row in facts.targets:
        by_metric[row.metric, row.unit_text, row.scope][row.period].append(row)
    both = [
        (yearly, total)
        for found in by_metric.values()
        for yearly in found["year"]
        for total in found["total"]
        if years and yearly.minimum is not None and (total.minimum is not None or total.maximum is not None)
    ]
    gaps = []
    for yearly, total in both:
        least = (yearly.minimum or 0.0) * years
        limit = total.maximum if total.maximum is not None else total.minimum or 0.0
        if least > limit * (1 + _TOLERANCE):
            gaps.append(
                Gap(
                    total.target,
                    (yearly.target,),
                    {"yearly": f"{yearly.minimum:g}", "years": years, "product": f"{least:g}", "total": f"{limit:g}"},
                )
            )
    return Checked(len(both), tuple(gaps))


RULE = GapRule(
    id="target-arithmetic",
    title={"zh": "年度指标与总量不符", "en": "Yearly numbers that do not fit the total"},
    formula={
        "zh": "指标名称、单位、范围都相同的年度指标与总量指标，其中 年度最低值 × 方案年数 > 总量",
        "en": "pairs of a yearly and a total target with the same metric, unit and scope, where yearly minimum * years of the plan > total",
    },
    unit={"zh": "对指标", "en": "pairs of targets"},
    source="",
    parameters=(FACTS,),
    cost="O(t) for t targets",
    function=find,
    severity="Warning",
    message={
        "zh": "每年 {yearly}，{years} 年应为 {product}，而总量为 {total}。",
        "en": "{yearly} a year for {years} years makes {product}, and the total is {total}.",
    },
    fix={"zh": "核对两个数字。", "en": "Check both numbers."},
)
