"""The brief of one unit: what it leads, answers for and supports, with whom, for what, until when, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...i18n import Lang, translator
from ...projections.breakdown import BreakdownMeasure, PlanBreakdown
from .breakdown import NOTHING, due, duty_head, marks_of, measures_by_role, place

_PARTNERS = 5
_BETWEEN = {"zh": "、", "en": ", "}
_APART = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class UnitBrief:
    """The brief: a summary, lines under headings, and notes for the reader."""

    unit: str
    plan: str
    summary: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def unit_brief(plan: PlanBreakdown, unit: str, label: str, findings: Sequence[str], lang: Lang) -> UnitBrief:
    """The brief of a unit of a plan.

    Args:
        plan: as it is read in the language.
        unit: its CURIE.
        label: its name.
        findings: sentences of the findings that concern it, highest first.
        lang: language of everything but the plan's own words.
    """
    _ = translator(lang)
    roles = measures_by_role(plan.measures, unit)
    own = [measure for measures in roles.values() for measure in measures]
    several = {measure.task for measure in plan.measures if measure.clause > 1}
    parts = [
        (
            _("{role} ({count} measures)").format(role=duty_head(role, _), count=len(measures)),
            tuple(_line(measure, unit, measure.task in several, lang) for measure in measures),
        )
        for role, measures in roles.items()
    ]
    targets = tuple(dict.fromkeys(target for measure in own for target in measure.targets))
    if targets:
        parts.append((_("Targets"), targets))
    if findings:
        parts.append((_("Findings that concern the unit"), tuple(findings)))
    return UnitBrief(label, plan.title, _summary(own, unit, lang), tuple(parts), tuple(marks_of(own, lang)))


def _summary(own: Sequence[BreakdownMeasure], unit: str, lang: Lang) -> str:
    """The number of measures, of leads and of inferred ones, and the partners with most measures in common."""
    _ = translator(lang)
    led = [one for one in own if any(owner.unit == unit and owner.role == "lead" for owner in one.owners)]
    inferred = [one for one in led if any(owner.unit == unit and owner.basis == "order" for owner in one.owners)]
    shared = Counter(owner for one in own for owner in dict.fromkeys((o.unit, o.name) for o in one.owners))
    others = [((other, name), count) for (other, name), count in shared.most_common() if other != unit]
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for (other, name), count in others:
        counted[other] += count
        names.setdefault(other, name)
    partners = _BETWEEN[lang].join(
        _("{unit} ({count})").format(unit=names[other], count=count) for other, count in counted.most_common(_PARTNERS)
    )
    goals = _BETWEEN[lang].join(dict.fromkeys(goal for one in own for goal in one.goals))
    return _(
        "{count} measures, {led} of them led ({inferred} leads inferred). Most in common with: {partners}. Goals: {goals}."
    ).format(count=len(own), led=len(led), inferred=len(inferred), partners=partners or NOTHING, goals=goals or NOTHING)


def _line(measure: BreakdownMeasure, unit: str, several: bool, lang: Lang) -> str:
    """A measure in one line: its place and name, with whom, until when."""
    _ = translator(lang)
    others = _BETWEEN[lang].join(dict.fromkeys(owner.name for owner in measure.owners if owner.unit != unit))
    until = due(measure, lang)
    said = [
        _("with {others}").format(others=others) if others else _("alone"),
        _("due {due}").format(due=until) if until != NOTHING else "",
    ]
    where = place(measure, several)
    return _("{place} {label} ({how})").format(
        place=where, label=measure.label, how=_APART[lang].join(one for one in said if one)
    )
