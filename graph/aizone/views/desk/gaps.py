"""The gaps of a plan in words: rule by rule, each case with what it is about, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...analysis.gaps.lint import RuleResult
from ...analysis.gaps.rule import Gap
from ...i18n import Lang, Translate


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap: where (CURIE, name), what it is in one sentence, and the units, things or measures it is about."""

    node: str
    label: str
    words: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """One rule with what it found: its id, severity, title and cure in words, how many cases it looked at, and the gaps.

    `count` of the cases have a gap, in fewer lines where one line is about several; `is_habit` says that nearly all have it, so
    that it is one question for the whole plan.
    """

    rule: str
    severity: str
    title: str
    fix: str
    formula: str
    source: str
    checked: int
    count: int
    is_habit: bool
    lines: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class GapReport:
    """The gaps of one plan: its score in [0, 100], and every rule with what it found."""

    score: float
    groups: tuple[GapGroup, ...]

    def count(self, severity: str) -> int:
        """The number of gaps of a severity."""
        return sum(group.count for group in self.groups if group.severity == severity)


def habit_words(_: Translate) -> str:
    """How a gap that nearly every measure has is told: once."""
    return _("Nearly all of them: the plan is written like this, so it is one question for the whole plan.")


def nodes_of(results: Sequence[RuleResult]) -> Iterator[str]:
    """The nodes that the lines of some results name, for their labels."""
    for result in results:
        for gap in result.checked.gaps:
            yield gap.node
            yield from gap.others


def gap_groups(results: Sequence[RuleResult], labels: Mapping[str, str], lang: Lang) -> tuple[GapGroup, ...]:
    """Every rule with what it found, in the order given; a rule without gaps has no lines.

    Args:
        results: `analysis.gaps.lint.lint`.
        labels: the names of `nodes_of` them.
        lang: language of the wording.
    """
    return tuple(
        GapGroup(
            rule=result.rule.id,
            severity=result.rule.severity,
            title=result.rule.title[lang],
            fix=result.rule.fix[lang],
            formula=result.rule.formula[lang],
            source=result.rule.source,
            checked=result.checked.count,
            count=result.checked.cases,
            is_habit=result.checked.is_habit,
            lines=tuple(_line(gap, result, labels, lang) for gap in result.checked.gaps),
        )
        for result in results
    )


def _line(gap: Gap, result: RuleResult, labels: Mapping[str, str], lang: Lang) -> GapLine:
    return GapLine(
        node=gap.node,
        label=labels.get(gap.node, gap.node),
        words=result.rule.message[lang].format(**gap.details),
        others=tuple((node, labels.get(node, node)) for node in gap.others),
    )
