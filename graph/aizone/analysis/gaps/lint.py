"""All rules run over a plan, and the score that makes two versions of it comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...projections.gap_facts import GapFacts
from ..measures import DeclaredMeasure, MeasureParameter
from .rule import FACTS, Checked, GapRule
from .rules import RULES

SEVERITIES: tuple[str, ...] = ("Violation", "Warning", "Info")
"""Severities, worst first."""
_WEIGHTS = {"Violation": 3, "Warning": 2, "Info": 1}


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule with what it found in one plan."""

    rule: GapRule
    checked: Checked


def lint(facts: GapFacts) -> tuple[RuleResult, ...]:
    """Run every rule over a plan.

    Args:
        facts: the plan.

    Returns:
        one result per rule, the worst severity first, those of one severity in the order of `RULES`.
    """
    results = [RuleResult(rule, rule.check(facts)) for rule in RULES]
    return tuple(sorted(results, key=lambda result: SEVERITIES.index(result.rule.severity)))


def gap_score(results: Sequence[RuleResult]) -> float:
    """The mean share of a plan that rules find clean, in [0, 100]; a violation weighs three times a note, a warning twice.

    Shares, and not numbers of gaps, are taken, so that a longer version of a plan does not look worse; rules without anything
    to look at are left out.

    Args:
        results: of one plan.
    """
    asked = [(_WEIGHTS[result.rule.severity], result.checked.clean) for result in results if result.checked.count]
    weight = sum(each for each, _clean in asked)
    return 100 * sum(each * clean for each, clean in asked) / weight if weight else 100.0


MEASURES: tuple[DeclaredMeasure, ...] = (
    DeclaredMeasure(
        id="gap_score",
        title={"zh": "责任清晰度评分", "en": "Score of clear responsibility"},
        formula={
            "zh": "100 × Σ 权重 ×（1 − 有缺口的个数 / 检查的个数）/ 权重之和；违规权重 3，警告 2，提示 1；没有可检查内容的规则不计",
            "en": "100 * sum over rules of weight * (1 - cases with a gap / cases looked at) / sum of weights; weight 3 for a violation, 2 for a warning, 1 for a note; rules with nothing to look at are left out",
        },
        unit={"zh": "分", "en": "points of 100"},
        source="",
        parameters=(
            MeasureParameter("results", "results", None, {"zh": "各规则的检查结果", "en": "what each rule found"}),
        ),
        cost="O(r + g) for r rules and g gaps",
        function=gap_score,
    ),
    DeclaredMeasure(
        id="lint",
        title={"zh": "责任缺口检查", "en": "Check for gaps"},
        formula={"zh": "全部缺口规则（analysis/gaps/rules）", "en": "every rule of analysis/gaps/rules"},
        unit={"zh": "处", "en": "gaps"},
        source="responsibility assignment checks (RACI): PMI, Practice Standard for Work Breakdown Structures",
        parameters=(FACTS,),
        cost="O(n) in the words of the plan for all rules together",
        function=lint,
    ),
    *RULES,
)
