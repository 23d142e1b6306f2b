"""The brief of one unit: what it leads, answers for and supports, with whom, for what, until when, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...i18n import Lang, counted, translator
from ...projections.breakdown import BreakdownMeasure, PlanBreakdown
from .breakdown import NOTHING, due, duty_head, marked, marks_of, measures_by_role, place
from .one_page import PagePart, choose, printed_lines

_PARTNERS = 5
_WIDTH, _POINTS, _LINE = 482, 10.5, 15
"""Of the text on the page, in points: its lines' width, its letters, the distance of its lines (see `exports.papers.word`)."""
_PAGE = 705
_TITLE, _TITLE_POINTS, _UNDER, _UNDER_POINTS, _APART_POINTS = 34, 22, 24, 14, 12
_OVER = 20
_RANKS = {"lead": (0, 6), "responsible": (3, 3), "supervise": (4, 2), "support": (5, 2)}
"""Of the measures in each role: the order in which they get room, and how many are printed at least."""
_TARGETS, _FINDINGS = (2, 3), (1, 2)
_BETWEEN = {"zh": "、", "en": ", "}
_APART = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class BriefPart:
    """Lines under a heading; `rest` says how much more there is, and where ('' for nothing)."""

    heading: str
    lines: tuple[str, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class UnitBrief:
    """The brief: a summary, lines under headings, and notes for the reader; it fits on one page of A4.

    Of what does not fit, its part says how much there is and where.
    """

    unit: str
    plan: str
    summary: str
    parts: tuple[BriefPart, ...]
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
    _, ngettext = translator(lang), counted(lang)
    roles = measures_by_role(plan.measures, unit)
    own = [measure for measures in roles.values() for measure in measures]
    several = {measure.task for measure in plan.measures if measure.clause > 1}
    parts = [
        PagePart(
            ngettext("{role} ({count} measure)", "{role} ({count} measures)", len(measures)).format(
                role=duty_head(role, _), count=len(measures)
            ),
            tuple(_line(measure, unit, measure.task in several, lang) for measure in measures),
            *_RANKS[role],
        )
        for role, measures in roles.items()
    ]
    targets = tuple(dict.fromkeys(target for measure in own for target in measure.targets))
    if targets:
        parts.append(PagePart(_("Targets ({count})").format(count=len(targets)), targets, *_TARGETS))
    if findings:
        heading = _("Findings that concern the unit ({count})").format(count=len(findings))
        parts.append(PagePart(heading, tuple(findings), *_FINDINGS))
    summary, notes = _summary(own, unit, lang), tuple(marks_of(own, lang))
    room = _room(_("Brief for {unit}").format(unit=label), plan.title, (summary, *notes))
    return UnitBrief(label, plan.title, summary, tuple(_fitting(parts, room, lang)), notes)


def _room(title: str, under: str, texts: Sequence[str]) -> float:
    """The height in points that a page has beside its title and some paragraphs."""
    taken = _TITLE * printed_lines(title, points=_TITLE_POINTS, width=_WIDTH) + _APART_POINTS
    taken += _UNDER * printed_lines(under, points=_UNDER_POINTS, width=_WIDTH)
    return _PAGE - taken - sum(_height(text) for text in texts)


def _height(text: str) -> float:
    return _LINE * printed_lines(text, points=_POINTS, width=_WIDTH)


def _fitting(parts: Sequence[PagePart], room: float, lang: Lang) -> Iterator[BriefPart]:
    """The parts as far as they fit, each that is cut with a line about the rest."""
    _ = translator(lang)
    heights = [[_height(f"00. {line}") for line in part.lines] for part in parts]
    more = _("… and {count} more, in the breakdown of responsibilities of the unit and the coordination brief.")
    for part, count in zip(parts, choose(parts, room, heights, over=_OVER, rest=_height(more)), strict=True):
        rest = len(part.lines) - count
        yield BriefPart(part.heading, part.lines[:count], more.format(count=rest) if rest else "")


def _summary(own: Sequence[BreakdownMeasure], unit: str, lang: Lang) -> str:
    """The number of measures, of leads and of inferred ones, and the partners with most measures in common."""
    _ = translator(lang)
    led = [one for one in own if any(owner.unit == unit and owner.role == "lead" for owner in one.owners)]
    inferred = [one for one in led if any(owner.unit == unit and owner.basis == "order" for owner in one.owners)]
    shared = Counter(owner for one in own for owner in dict.fromkeys((o.unit, o.name) for o in one.owners))
    others = [((other, name), count) for (other, name), count in shared.most_common() if other != unit]
    together: Counter[str] = Counter()
    names: dict[str, str] = {}
    for (other, name), count in others:
        together[other] += count
        names.setdefault(other, name)
    partners = _BETWEEN[lang].join(
        _("{unit} ({count})").format(unit=names[other], count=count) for other, count in together.most_common(_PARTNERS)
    )
    goals = _BETWEEN[lang].join(dict.fromkeys(goal for one in own for goal in one.goals))
    ngettext = counted(lang)
    return ngettext(
        "{count} measure, {led} of them led ({inferred} leads inferred). Most in common with: {partners}. Goals: {goals}.",
        "{count} measures, {led} of them led ({inferred} leads inferred). Most in common with: {partners}. Goals: {goals}.",
        len(own),
    ).format(count=len(own), led=len(led), inferred=len(inferred), partners=partners or NOTHING, goals=goals or NOTHING)


def _line(measure: BreakdownMeasure, unit: str, several: bool, lang: Lang) -> str:
    """A measure in one line: its place and name, with whom, until when."""
    _ = translator(lang)
    leads = [owner for owner in measure.owners if owner.role == "lead"]
    others = _BETWEEN[lang].join(
        dict.fromkeys(owner.name for owner in measure.owners if owner.unit != unit and owner not in leads)
    )
    by = _BETWEEN[lang].join(dict.fromkeys(marked(owner, _) for owner in leads if owner.unit != unit))
    until = due(measure, lang)
    said = [
        _("inferred lead") if any(owner.unit == unit and owner.basis == "order" for owner in leads) else "",
        _("led by {unit}").format(unit=by) if by else "",
        _("with {others}").format(others=others) if others else "" if by else _("alone"),
        _("due {due}").format(due=until) if until != NOTHING else "",
    ]
    where = place(measure, several)
    return _("{place} {label} ({how})").format(
        place=where, label=measure.label, how=_APART[lang].join(one for one in said if one)
    )
