"""Time: what is due when, stage by stage; what is overdue or soon due on a day one chooses; and how dates crowd into quarters."""

from __future__ import annotations

import datetime

import streamlit as st

from aizone.analysis.due_dates import due_dates, quarters
from aizone.app import desk as desks
from aizone.app import page, resources
from aizone.app.desk import DeskPage
from aizone.app.here import Here
from aizone.exports.calendar_file import calendar_file, calendar_name
from aizone.projections.item_paths import read_item_paths
from aizone.views.desk.computed import computed
from aizone.views.desk.due_dates import (
    STANDINGS,
    DateReport,
    busiest_quarter,
    columns,
    date_groups,
    due_rows,
    nodes_of,
    unit_dates,
)
from aizone.views.desk.state import DATE_ROWS
from aizone.views.look.formats import day, number, quarter
from aizone.workspace import Workspace

_DAYS = (30, 90, 180, 365)


def _choose_day(desk: DeskPage, on: datetime.date) -> None:
    """The choice of the day from which dates are looked at; written into the address unless it is today."""
    _ = desk.here.translate
    chosen = st.date_input(
        _("As of"), on, format="YYYY-MM-DD", min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2099, 12, 31),
        key=f"time-on-{desk.here.lang}-{on}",
    )  # fmt: skip
    if isinstance(chosen, datetime.date) and chosen != on:
        desk.go(on="" if chosen == datetime.date.today() else chosen.isoformat())


def _choose_days(desk: DeskPage) -> None:
    """The choice of how many days are soon."""
    _, now = desk.here.translate, desk.state.days
    options = sorted({*_DAYS, now})
    days = st.selectbox(
        _("Due soon means"), options, index=options.index(now),
        format_func=lambda count: _("within {count} days").format(count=count),
        key=f"time-days-{desk.here.lang}-{now}",
    )  # fmt: skip
    if days != now:
        desk.go(days=days)


def _figures(report: DateReport, desk: DeskPage) -> list[tuple[str | int, ...]]:
    """How much is overdue, soon due and later, how much has a date at all, and where dates crowd; each opens its list."""
    _ = desk.here.translate
    counted = {kind: len(report.items(kind)) for kind in STANDINGS}
    every = sum(len(line.targets) for line in report.lines)
    dated = every - sum(len(line.targets) for line in report.without_year)
    busiest = busiest_quarter(report.lines)
    return [
        (counted["overdue"], _("overdue"), desk.at(show="overdue")),
        (counted["soon"], _("due within {count} days").format(count=report.days), desk.at(show="soon")),
        (counted["later"], _("due later"), desk.at(show="later")),
        (dated, _("numbers with a year, of {count}").format(count=every), desk.at(show="numbers")),
        (len(report.dated_measures), _("measures with a deadline, of {count}").format(count=report.measures), desk.at(show="measures")),
        *([(busiest[1], _("due in {quarter}, the fullest quarter").format(quarter=quarter(busiest[0], desk.here.lang)), desk.at(show=busiest[0]))] if busiest else []),
    ]  # fmt: skip


def _shown(report: DateReport, show: str) -> DateReport:
    """The report with the lines of the figure that was opened alone; as it is where none was."""
    if show in {"numbers", "measures"}:
        kind = show.removesuffix("s").replace("number", "target")
        lines = [line for line in report.lines if line.kind == kind and line.stages]
    else:
        lines = [line for line in report.lines if any(stage.quarter == show for stage in line.stages)]
    return DateReport(tuple(lines), report.on, report.days, report.measures)


def _say_what_is_not_known(report: DateReport, years: str, here: Here) -> None:
    """Say which dates the plan does not state."""
    _ = here.translate
    if not report.dated_measures:
        page.notice(
            _("No measure of this plan has a deadline of its own; the plan runs {years}.").format(years=years)
            if years
            else _("No measure of this plan has a deadline of its own.")
        )
    if report.without_year:
        count = len(report.without_year)
        page.notice(_("For {count} of its numbers the plan states no year.").format(count=number(count, here.lang)))


def _draw_lists(report: DateReport, desk: DeskPage, labels: dict[str, str]) -> None:
    """The list of what is overdue and soon due, or the one that a figure opened."""
    _, lang, show = desk.here.translate, desk.here.lang, desk.state.show
    html = page.template("time.html", desk.here, desk=desk)
    if show in STANDINGS:
        items = report.items(next(kind for kind in STANDINGS if kind == show))
    elif show:
        items = _shown(report, show).items(*STANDINGS)
    else:
        items = report.items("overdue", "soon")
    title = {"": _("Overdue and due soon"), "overdue": _("Overdue"), "soon": _("Due soon"), "later": _("Due later")}
    note = _("as of {day}").format(day=day(report.on.isoformat(), lang))
    page.section(title.get(show, _("What is due")), " · ".join([number(len(items), lang), note]))
    if not items:
        page.empty(_("Nothing is overdue or falls due within {count} days.").format(count=report.days))
        return
    st.html(html.due(due_rows(items, report.on, lang), labels))
    if any(item.standing == "overdue" for item in items):
        st.caption(
            _("The workspace does not hold what has been done since: “overdue” says that the date has passed, so it is time to ask.")
        )  # fmt: skip


def _draw_grid(report: DateReport, desk: DeskPage, labels: dict[str, str]) -> None:
    """All dates, a line for each goal's and area's numbers and measures, or for each unit."""
    here, rows = desk.here, desk.state.rows
    _ = here.translate
    found = columns(report.lines, report.on)
    names = {"goal": _("By goal"), "area": _("By task area"), "unit": _("By unit")}
    page.section(_("All dates, quarter by quarter") if found[0].quarter else _("All dates, year by year"))
    switch = [(names[one], desk.at(rows=one), one == rows) for one in DATE_ROWS]
    st.columns([2, 3])[0].html(page.template("parts.html", here).tabs(_("Rows"), switch))
    html = page.template("time.html", here, desk=desk)
    if rows == "unit":
        st.html(html.unit_grid(unit_dates(report, found), found))
    else:
        st.html(html.grid(date_groups(report, rows, found, here.lang), found, labels))
    st.html(html.legend())


def _draw_file(report: DateReport, unit: str, desk: DeskPage, data: Workspace) -> None:
    """The button that downloads the dates as a calendar file."""
    _, here = desk.here.translate, desk.here
    heads = resources.labels(data.store.revision, tuple(filter(None, (desk.plan, unit))), here.lang, data)
    root = (st.context.url or "").split("?")[0].rstrip("/").removesuffix("/time")
    st.download_button(
        _("Calendar file (.ics)"),
        lambda: calendar_file(
            report.lines, title=heads[unit or desk.plan], plan=heads[desk.plan], unit=unit, on=report.on, lang=here.lang,
            places=read_item_paths(data.store, desk.plan), is_invented=desk.plan in here.invented,
            link=(lambda node: root + "/" + here.entity_page(node)) if root else None,
        ),
        file_name=calendar_name(heads[unit or desk.plan]), mime="text/calendar", on_click="ignore", width="stretch",
        key=f"time-ics-{desk.plan}-{unit}-{here.lang}", disabled=not any(line.stages for line in report.lines),
    )  # fmt: skip


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(_("Time"), _("What is due when, stage by stage; and what is overdue or due soon as of a day you choose."))
page.stop_if_empty(here)
page.paper("A4 landscape")
desk = desks.open_desk("time", here)
on = datetime.date.fromisoformat(desk.state.on) if desk.state.on else datetime.date.today()
controls = st.columns([3.5, 2, 1.35, 1.55, 1.6], vertical_alignment="bottom")
with controls[0]:
    desks.choose_plan(desk)
with page.loading(_("Reading the plans …")):
    dates = resources.plan_dates(revision, desk.plan, desk.state.groups, here.lang, workspace)
lines = due_dates(dates)
units = {one.unit: one.label for line in lines for one in line.owners}
with controls[1]:
    desks.choose_unit(desk, units)
with controls[2]:
    _choose_day(desk, on)
with controls[3]:
    _choose_days(desk)
unit = desk.state.unit if desk.state.unit in units else ""
own = tuple(line for line in lines if not unit or line.is_of(unit))
report = DateReport(own, on, desk.state.days, dates.plan.measures)
with controls[4]:
    _draw_file(report, unit, desk, workspace)
page.printed(units.get(unit, ""), _("as of {day}").format(day=day(on.isoformat(), here.lang)))
if desk.state.unit and not unit:
    page.notice(_("Nothing that this plan dates is of that unit: all units are shown."))
labels = resources.labels(revision, tuple(nodes_of(report)), here.lang, workspace)
head = next(one for one in here.plans.heads if one.plan == desk.plan)
_say_what_is_not_known(DateReport(lines, on, desk.state.days, dates.plan.measures), head.years, here)
if any(line.stages for line in own):
    st.html(page.template("parts.html", here).tiles(_figures(report, desk)))
    _draw_lists(report, desk, labels)
    _draw_grid(report, desk, labels)
    page.section(_("How dates crowd into quarters"))
    st.html(page.template("time.html", here, desk=desk).quarters(quarters(report.lines)))
else:
    page.empty(_("This plan states no date for any number or measure."))
if report.going_on or report.without_year:
    st.html(page.template("time.html", here, desk=desk).undated(report))
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("due_dates", lang=here.lang), desks.asked(desk, "targets_due", "deadlines", "targets_with_units")
    )
)
