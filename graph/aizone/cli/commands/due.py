"""`due`: what is overdue and due soon in each plan, or of one unit; all dates; how they crowd into quarters; a calendar file."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from ...analysis.due_dates import SOON_DAYS, DateLine, due_dates, quarters, standing
from ...errors import N_, UsageError
from ...exports.calendar_file import calendar_file
from ...i18n import Lang, translator
from ...iri import compact, expand
from ...names import lookup
from ...names.resolve import resolve
from ...projections.item_paths import read_item_paths
from ...projections.plan_dates import PlanDates, read_plan_dates
from ...views.desk.due_dates import STANDINGS, DateReport, amount, due_rows, line_label, standing_names
from ...views.desk.state import MOST_DAYS
from ...views.look.formats import day
from ...views.plan.overview import marked
from ...workspace import Workspace
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows, say_if_no_plans
from ..tables import Cell
from ..terminal import write_file


@dataclass(frozen=True, slots=True)
class _PlanDue:
    """One plan as seen from a day: its lines, all or one unit's."""

    dates: PlanDates
    report: DateReport
    unit: str | None = None

    @property
    def label(self) -> str:
        """The plan's name."""
        return self.dates.plan.plan_label


def run_due(options: argparse.Namespace, lang: Lang) -> int:
    """The dates of each plan."""
    if options.explain:
        return print_measures("due_dates", fmt=options.format, lang=lang)
    days = SOON_DAYS if options.days is None else options.days
    if not 1 <= days <= MOST_DAYS:
        raise UsageError("aizone due --days", N_("must be from 1 to {most}."), "", most=MOST_DAYS)
    workspace = open_to_ask(options, lang)
    found = _read(workspace, days, options, lang)
    if options.output is not None and options.format != "ics":
        raise UsageError("aizone due --output", N_("is for --format ics."), N_("Add --format ics."))
    if options.format == "ics":
        return _write_calendar(workspace, found, options, lang)
    if options.format == "json":
        print_json([_as_json(one, lang) for one in found])
    elif options.format != "table":
        rows = [row for one in found for row in _flat_rows(one, lang)]
        print_rows(_FLAT, rows, fmt=options.format)
    else:
        _ = translator(lang)
        say_if_no_plans(workspace.plan_slugs(), _)
        for one in found:
            _print(one, options.all, lang)
    return 0


def _read(workspace: Workspace, days: int, options: argparse.Namespace, lang: Lang) -> list[_PlanDue]:
    """The plans asked for; with a unit, only those that date something of it, where no plan is named."""
    plan = workspace.plan_named(options.plan, "aizone due --plan")
    unit = None
    if options.unit:
        unit = compact(resolve(workspace.names, options.unit, "az:Unit", plan, where="aizone due --unit"))
    on = options.on or datetime.date.today()
    found = []
    for one in [compact(plan)] if plan else [f"id:plan/{slug}" for slug in workspace.plan_slugs()]:
        dates = read_plan_dates(workspace.store, one, lang, groups=options.groups)
        lines = tuple(line for line in due_dates(dates) if unit is None or line.is_of(unit))
        if lines or unit is None or plan:
            found.append(_PlanDue(dates, DateReport(lines, on, days, dates.plan.measures), unit))
    return found


def _write_calendar(workspace: Workspace, found: Sequence[_PlanDue], options: argparse.Namespace, lang: Lang) -> int:
    """Write the dates of one plan, or of one unit in one plan, as a calendar file."""
    _ = translator(lang)
    if len(found) != 1:
        raise UsageError(
            "aizone due --format ics",
            N_("writes the calendar of one plan, not of {count}."),
            N_("Name it with --plan."),
            count=len(found),
        )
    (one,) = found
    title = one.label if one.unit is None else lookup.label(workspace.store, expand(one.unit), lang)
    content = calendar_file(
        one.report.lines,
        title=title,
        plan=one.label,
        on=one.report.on,
        lang=lang,
        places=read_item_paths(workspace.store, one.dates.plan.plan),
        unit=one.unit or "",
        is_invented=one.dates.plan.fictional,
    )
    if options.output is None:
        write_file(content)
        return 0
    try:
        options.output.write_bytes(content)
    except OSError as error:
        raise UsageError(
            str(options.output),
            N_("cannot be written ({detail})."),
            N_("Choose another place with -o."),
            detail=error.strerror,
        ) from error
    dates = sum(len(line.stages) for line in one.report.lines)
    print(_("{count} dates written to {path}.").format(count=dates, path=options.output))
    return 0


def _print(one: _PlanDue, is_all: bool, lang: Lang) -> None:
    """Print what is overdue and soon due (or all dates), what has no date, and the quarters."""
    _, report = translator(lang), one.report
    names = standing_names(_)
    rows: list[tuple[Cell, ...]] = [
        (
            " · ".join(row.days),
            names[row.standing],
            " ".join([row.label, *([" → ".join(row.steps)] if row.steps else [])]),
            _(", ").join(owner.label for owner in row.line.owners[:3]),
        )
        for row in due_rows(report.items(*(STANDINGS if is_all else STANDINGS[:2])), report.on, lang)
    ]
    heads = (_("Due"), _("State"), _("What"), _("Who"))
    plan = marked(one.label, _) if one.dates.plan.fictional else one.label
    title = _("{plan}, as of {day}").format(plan=plan, day=day(report.on.isoformat(), lang))
    empty = _("Nothing is overdue or falls due within {count} days.").format(count=report.days)
    print_rows(heads, rows, fmt="table", title=title, empty=empty)
    if not report.dated_measures:
        print(_("No measure has a deadline of its own."))
    if report.without_year:
        print(_("For {count} of its numbers the plan states no year.").format(count=len(report.without_year)))
    crowded: list[tuple[Cell, ...]] = [
        (found.name, len(found.lines), _(", ").join(f"{label} {count}" for _unit, label, count in found.units[:3]))
        for found in quarters(report.lines)
    ]
    if crowded:
        print_rows((_("Quarter"), _("Dates"), _("Units")), crowded, fmt="table")
    print()


_FLAT = ("plan", "kind", "node", "label", "holder", "deadline", "last_day", "state", "amount", "units", "roles")


def _flat_rows(one: _PlanDue, lang: Lang) -> list[tuple[Cell, ...]]:
    """A row for each date."""
    return [
        (
            one.dates.plan.plan, line.kind, stage["node"], line_label(line, lang), line.holder, stage["deadline"], stage["last_day"],
            stage["state"], stage["amount"], "; ".join(owner.label for owner in line.owners),
            "; ".join(owner.role for owner in line.owners),
        )
        for line in one.report.lines
        for stage in _stages(line, one.report, lang)
    ]  # fmt: skip


def _stages(line: DateLine, report: DateReport, lang: Lang) -> list[dict[str, str]]:
    by_target = {target.target: target for target in line.targets}
    return [
        {
            "node": stage.node,
            "deadline": stage.deadline,
            "last_day": stage.last.isoformat(),
            "quarter": stage.quarter,
            "state": standing(stage.last, report.on, report.days),
            "amount": amount(by_target[stage.node], lang) if stage.node in by_target else "",
        }
        for stage in line.stages
    ]


def _as_json(one: _PlanDue, lang: Lang) -> dict[str, object]:
    report = one.report
    return {
        "plan": one.dates.plan.plan.removeprefix("id:plan/"),
        "on": report.on.isoformat(),
        "days": report.days,
        "measures": report.measures,
        "dated_measures": len(report.dated_measures),
        "without_year": len(report.without_year),
        "lines": [
            {
                "kind": line.kind,
                "node": line.node,
                "label": line_label(line, lang),
                "holder": line.holder,
                "task": line.task or None,
                "area": line.area or None,
                "goals": list(line.goals),
                "stages": _stages(line, report, lang),
                "yearly": line.is_yearly,
                "continuous": line.is_continuous,
                "schedule": line.schedule or None,
                "owners": [
                    {"unit": owner.unit, "label": owner.label, "role": owner.role, "inferred": owner.is_inferred}
                    for owner in line.owners
                ],
            }
            for line in report.lines
        ],
        "quarters": [
            {
                "quarter": found.name,
                "lines": len(found.lines),
                "units": [{"unit": unit, "label": label, "lines": count} for unit, label, count in found.units],
            }
            for found in quarters(report.lines)
        ],
    }
