"""责任分解表: a plan as the table that every office makes of it by hand, by task area or by unit.

In Chinese the table reads back as the plan: its heads are those of task tables, an inferred lead carries a mark that the reader
knows, and a cell without owners says so, since a blank one would repeat the row above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ...i18n import Lang, Translate, counted, translator
from ...model.kinds import Role, strength
from ...projections.breakdown import BreakdownMeasure, NamedOwner, PlanBreakdown
from ..look.formats import day
from .paper_table import PaperColumn, PaperGroup, PaperRow, PaperTable

NOTHING = "—"
_COLUMN_ROLES: tuple[Role, ...] = ("responsible", "support", "supervise")
_OWNERS = {"responsible": 3.4, "support": 3.2, "supervise": 2.3}
_JOINED = 2
_BETWEEN = {"zh": "、", "en": ", "}
_APART = {"zh": "，", "en": "; "}


def breakdown_table(plan: PlanBreakdown, lang: Lang) -> PaperTable:
    """The table of a whole plan, its task areas in reading order.

    Args:
        plan: as it is read in the language.
        lang: language of heads, notes and labels.
    """
    _ = translator(lang)
    runs = groupby(plan.measures, key=lambda measure: measure.area)
    groups = [(_area_heading(plan, area, _), list(measures)) for area, measures in runs]
    return _table(plan, _("Breakdown of responsibilities"), groups, lang)


def unit_breakdown_table(plan: PlanBreakdown, unit: str, label: str, lang: Lang) -> PaperTable:
    """The page of one unit: what it leads, what it answers for, what it supports; the other owners stay in the table.

    Args:
        plan: as it is read in the language.
        unit: its CURIE.
        label: its name.
        lang: language of heads, notes and labels.
    """
    _, ngettext = translator(lang), counted(lang)
    groups = []
    for role, measures in measures_by_role(plan.measures, unit).items():
        heading = ngettext("{role} ({count} measure)", "{role} ({count} measures)", len(measures)).format(
            role=duty_head(role, _), count=len(measures)
        )
        groups.append((heading, measures))
    return _table(plan, _("Breakdown of responsibilities ({unit})").format(unit=label), groups, lang)


def measures_by_role(measures: Iterable[BreakdownMeasure], unit: str) -> dict[str, list[BreakdownMeasure]]:
    """The measures of a unit by its strongest role in each, strongest role first."""
    found: dict[str, list[BreakdownMeasure]] = {}
    for measure in measures:
        roles = [owner.role for owner in measure.owners if owner.unit == unit]
        if roles:
            found.setdefault(min(roles, key=strength), []).append(measure)
    return dict(sorted(found.items(), key=lambda pair: strength(pair[0])))


def owner_names(owners: Sequence[NamedOwner], role: str, lang: Lang) -> str:
    """The owners in one role in the order of their list, those that are inferred marked."""
    _ = translator(lang)
    names = dict.fromkeys(marked(owner, _) for owner in owners if owner.role == role)
    return _BETWEEN[lang].join(names) or NOTHING


def due(measure: BreakdownMeasure, lang: Lang) -> str:
    """The deadline of a measure in words: a date, that it goes on, how often it comes again."""
    _ = translator(lang)
    said = [
        _("by {day}").format(day=_last_day(measure.deadline, lang)) if measure.deadline else "",
        _("ongoing") if measure.continuous else "",
        measure.schedule,
    ]
    return _APART[lang].join(one for one in said if one) or NOTHING


def what_to_do(measure: BreakdownMeasure, lang: Lang) -> str:
    """A measure in the plan's words; in ours where those are not held, and in English, which plans are not written in."""
    ours = measure.summary or measure.label
    return ours if lang == "en" else measure.text or ours


def place(measure: BreakdownMeasure, several: bool) -> str:
    """The place of a measure in the plan: '三/(三)/4', with its number where the task has several."""
    return f"{measure.path} m{measure.clause}" if several else measure.path


def notes_of(plan: PlanBreakdown, measures: Iterable[BreakdownMeasure], lang: Lang) -> list[str]:
    """The notes that a paper with these measures owes its readers: marks, whose words they are, that a plan is invented."""
    _ = translator(lang)
    notes = marks_of(measures, lang)
    if lang == "en" or not plan.holds_words:
        notes.append(_("The measures are given in our summary, not in the plan's own sentences."))
    if plan.fictional:
        notes.append(_("An invented example: the place, its bodies and numbers do not exist."))
    return notes


def marks_of(measures: Iterable[BreakdownMeasure], lang: Lang) -> list[str]:
    """The notes on the marks that owners of some measures carry."""
    _ = translator(lang)
    owners = [owner for measure in measures for owner in measure.owners]
    notes = []
    if any(owner.basis == "order" for owner in owners):
        notes.append(_("“(inferred)”: the plan does not say who leads; the unit is the first of its list."))
    if any(owner.basis == "blanket" for owner in owners):
        notes.append(_("“(general clause)”: named by a clause for all tasks, not in this list."))
    return notes


def _table(
    plan: PlanBreakdown, subtitle: str, groups: Sequence[tuple[str, Sequence[BreakdownMeasure]]], lang: Lang
) -> PaperTable:
    _ = translator(lang)
    measures = [measure for _heading, own in groups for measure in own]
    roles = [role for role in _COLUMN_ROLES if any(owner.role == role for one in measures for owner in one.owners)]
    clauses = {measure.task for measure in plan.measures if measure.clause > 1}
    notes = notes_of(plan, measures, lang)
    if any(measure.targets or measure.goals for measure in measures):
        notes.append(_("Targets and goals are those that the words of the task state or serve."))
    return PaperTable(
        title=plan.title,
        subtitle=subtitle,
        lines=tuple(line for line in (plan.number,) if line),
        columns=(
            PaperColumn(_("No."), 1.2, centred=True),
            PaperColumn(_("Work item"), 3.4),
            PaperColumn(_("What to do"), 9.5),
            PaperColumn(_role_head("lead", _), 3.2, centred=True),
            *(PaperColumn(_role_head(role, _), _OWNERS[role], centred=True) for role in roles),
            PaperColumn(_("Due"), 2.3, centred=True),
            PaperColumn(_("Goal or target"), 3),
            PaperColumn(_("Based on"), 2.3, centred=True),
        ),
        groups=tuple(_numbered(groups, roles, clauses, lang)),
        notes=tuple(notes),
        joined=_JOINED,
    )


def _numbered(
    groups: Sequence[tuple[str, Sequence[BreakdownMeasure]]], roles: Sequence[Role], clauses: set[str], lang: Lang
) -> Iterable[PaperGroup]:
    """The groups with the number of each task; a task of several measures goes on over their rows."""
    number = 0
    for heading, measures in groups:
        rows: list[PaperRow] = []
        above = ""
        for measure in measures:
            goes_on = measure.task == above
            number += not goes_on
            above = measure.task
            rows.append(PaperRow(_cells(number, measure, roles, measure.task in clauses, lang), goes_on))
        yield PaperGroup(heading, tuple(rows))


def _cells(number: int, measure: BreakdownMeasure, roles: Sequence[Role], several: bool, lang: Lang) -> tuple[str, ...]:
    _ = translator(lang)
    return (
        str(number),
        measure.task_label,
        what_to_do(measure, lang),
        owner_names(measure.owners, "lead", lang),
        *(owner_names(measure.owners, role, lang) for role in roles),
        due(measure, lang),
        "\n".join(measure.targets or measure.goals) or NOTHING,
        place(measure, several),
    )


def _area_heading(plan: PlanBreakdown, area: str, _: Translate) -> str:
    """The heading of an area with its own number: '（一）夯实算力和数据底座'; '' where a plan has no areas at all."""
    found = plan.areas.get(area)
    if found is None:
        return _("Safeguards and other tasks") if plan.areas else ""
    number = found.path.rsplit("/", 1)[-1].replace("(", "（").replace(")", "）")
    mark = number if number.endswith("）") or not number else f"{number}、"
    return f"{mark}{found.label}"


def _role_head(role: Role, _: Translate) -> str:
    return {
        "lead": _("Lead unit"),
        "responsible": _("Responsible units"),
        "support": _("Supporting units"),
        "supervise": _("Supervising units"),
    }[role]


def duty_head(role: str, _: Translate) -> str:
    """The role of one unit as the heading over its measures."""
    return {
        "lead": _("Leads"),
        "responsible": _("Is responsible"),
        "support": _("Supports"),
        "supervise": _("Supervises"),
    }[role]


def marked(owner: NamedOwner, _: Translate) -> str:
    """The name of an owner, with a mark where the list does not name it in this role."""
    if owner.basis == "order":
        return _("{unit} (inferred)").format(unit=owner.name)
    return _("{unit} (general clause)").format(unit=owner.name) if owner.basis == "blanket" else owner.name


def _last_day(deadline: str, lang: Lang) -> str:
    """A deadline as precise as the plan is; in Chinese a year or month ends with 底: '2025年底', '2025年12月底'."""
    words = day(deadline, lang)
    return words if lang == "en" or words.endswith("日") else f"{words}底"
