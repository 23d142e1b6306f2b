"""The findings page: a line of the list, how a score comes about, and verdicts, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...analysis.findings.coordination import WEIGHTS
from ...analysis.findings.find import declared
from ...analysis.findings.records import COORDINATION_LEVELS, Finding, FindingClass
from ...i18n import Lang, translator
from ...projections.clauses import PlanClauses
from ...text.collation import sort_key
from ...verdicts.kinds import WorkState
from ...verdicts.worklist import WorklistEntry
from ..look.formats import number
from .findings import (
    FindingNames,
    class_name,
    class_rule,
    level_label,
    rule_label,
    sentence_of,
    state_label,
    title_of,
    verdict_label,
)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in words; `place` is its place among `count`, `verdict` what was decided ('' for nothing)."""

    id: str
    href: str
    place: int
    count: int
    title: str
    sentence: str
    finding_class: FindingClass
    class_label: str
    class_rule: str
    level_label: str
    score: str
    state: WorkState
    state_label: str
    verdict: str
    measures: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class FindingExplained:
    """How a score comes about: strength of what is shared, times weight of the level of coordination."""

    sum: str
    rule: str
    formula: str
    strength: str
    level: str
    weight: str
    levels: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A verdict in words."""

    label: str
    why: str
    by: str
    when: str


def finding_line(
    entry: WorklistEntry, names: FindingNames, lang: Lang, *, place: int, count: int, href: str, is_shown: bool
) -> FindingLine:
    """A finding of the list in words.

    Args:
        entry: the finding with what was decided.
        names: of its plan, in the language shown.
        lang: language of the wording.
        place: its place in the list, from 1.
        count: findings in the list.
        href: the address that shows it.
        is_shown: whether it is the one shown.
    """
    _, finding = translator(lang), entry.finding
    return FindingLine(
        id=finding.id,
        href=href,
        place=place,
        count=count,
        title=title_of(finding, names, lang),
        sentence=sentence_of(finding, names, lang),
        finding_class=finding.finding_class,
        class_label=class_name(finding.finding_class, _),
        class_rule=class_rule(finding.finding_class, _),
        level_label=level_label(finding.coordination.level, _),
        score=number(round(finding.score, 2), lang),
        state=entry.state,
        state_label=state_label(entry.state, _),
        verdict=verdict_label(entry.verdict.kind, _) if entry.verdict is not None and entry.state != "changed" else "",
        measures=len(finding.items),
        is_shown=is_shown,
    )


def explained(finding: Finding, lang: Lang) -> FindingExplained:
    """How the score of a finding comes about."""
    _, held = translator(lang), finding.coordination
    measure = declared(finding.rule)
    strength, weight = round(finding.common.strength, 2), WEIGHTS[held.level]
    return FindingExplained(
        sum=_("Score {score} = strength {strength} × weight {weight}: the less the plan coordinates, the higher.").format(
            score=number(round(finding.score, 2), lang), strength=number(strength, lang), weight=number(weight, lang)
        ),
        rule=rule_label(finding.rule, _),
        formula=measure.formula[lang],
        strength=number(strength, lang),
        level=level_label(held.level, _),
        weight=number(weight, lang),
        levels=tuple((level_label(level, _), number(WEIGHTS[level], lang)) for level in COORDINATION_LEVELS),
        source=measure.source,
    )  # fmt: skip


def verdict_lines(entry: WorklistEntry, lang: Lang) -> list[VerdictLine]:
    """The verdicts on a finding, the latest first."""
    _ = translator(lang)
    return [
        VerdictLine(verdict_label(one.kind, _), one.made.why or "", one.made.signed, one.made.when[: len("2026-11-29")])
        for one in entry.verdicts
    ]


def units_of(findings: Iterable[Finding], clauses: PlanClauses) -> dict[str, str]:
    """The units of the measures of some findings, with their names, by name.

    Args:
        findings: of one plan.
        clauses: of the plan, in the language shown.
    """
    items = {item for finding in findings for item in finding.items}
    found = {owner.unit: owner.label for clause in clauses.clauses if clause.item in items for owner in clause.owners}
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1], "zh")))
