"""Load: what each unit of a plan carries, beside the others, and how its leads are spread; every number opens its list."""

from __future__ import annotations

import streamlit as st

from aizone.analysis.load_profiles import LoadProfile
from aizone.app import desk as desks
from aizone.app import page, resources
from aizone.app.desk import DeskPage
from aizone.views.desk.computed import computed
from aizone.views.desk.load import (
    LISTS,
    SPREAD,
    LoadReport,
    led_items,
    listed_items,
    nodes_of,
    quarter_lines,
    spread_lines,
)
from aizone.views.look.formats import number, percent
from aizone.workspace import Workspace


def _figures(report: LoadReport, desk: DeskPage) -> list[tuple[str | int, ...]]:
    """How many leads there are, how many are only inferred, and how they are spread."""
    _, ngettext, lang = desk.here.translate, desk.here.counted, desk.here.lang
    return [
        (
            report.measures,
            ngettext("{count} measure with an owner", "{count} measures with an owner", report.measures),
            desk.here.plan_page("matrix", desk.plan),
        ),
        (report.leads, ngettext("{count} lead", "{count} leads", report.leads), desk.at(unit="", show="leads")),
        (report.inferred, _("of these inferred from order"), desk.on("gaps", rule="lead-by-order")),
        (percent(report.top3, lang), _("of leads with the three busiest units"), desk.at(unit="", show="spread")),
        (number(report.herfindahl, lang), _("concentration of leads"), desk.at(unit="", show="spread")),
        (number(report.gini, lang), _("unevenness of leads"), desk.at(unit="", show="spread")),
    ]


def _draw_unit(one: LoadProfile, report: LoadReport, desk: DeskPage, data: Workspace) -> None:
    """One unit: the list that was opened, its task areas, and what is around it."""
    _, here = desk.here.translate, desk.here
    labels = resources.labels(data.store.revision, tuple(dict.fromkeys(nodes_of(report))), here.lang, data)
    names = {
        "owned": _("Measures"),
        "led": _("Measures it leads"),
        "inferred": _("Measures it leads by inference"),
        "responsible": _("Measures it is responsible for"),
        "supported": _("Measures it supports"),
        "supervised": _("Measures it supervises"),
        "sole": _("Measures without another owner"),
    }
    html = page.template("load.html", here, desk=desk)
    st.html(html.title(one))
    show = desk.state.show if desk.state.show in LISTS else LISTS[0]
    left, middle, right = st.columns(3, gap="large")
    with left:
        st.html(html.items(names[show], listed_items(one, show), labels))
    with middle:
        st.html(html.areas(one))
    with right:
        st.html(html.around(one, labels))


def _draw_all_plans(unit: str, desk: DeskPage, data: Workspace) -> None:
    """A unit's measures in each plan that names it, added up; nothing where that is this plan alone.

    Invented plans are added to invented ones, real ones to real ones.
    """
    _, here = desk.here.translate, desk.here
    invented = {head.plan: head.fictional for head in resources.plans(data.store.revision, here.lang, data)}
    plans = tuple(plan for plan, is_invented in invented.items() if is_invented == invented[desk.plan])
    found = resources.load_over_plans(data.store.revision, unit, plans, desk.state.groups, here.lang, data)
    if found is None or len(found.plans) < 2:
        return
    labels = resources.labels(data.store.revision, tuple(row.plan for row in found.plans), here.lang, data)
    page.section(_("Over all plans"), number(len(found.plans), here.lang))
    st.html(page.template("load.html", here, desk=desk).over_plans(found, labels))


def _draw_plan(report: LoadReport, desk: DeskPage, data: Workspace) -> None:
    """The list behind a number of the whole plan."""
    _, here = desk.here.translate, desk.here
    html = page.template("load.html", here, desk=desk)
    if desk.state.show == "leads":
        labels = resources.labels(data.store.revision, tuple(dict.fromkeys(nodes_of(report))), here.lang, data)
        st.html(html.leads(led_items(report), labels))
    elif desk.state.show == "spread":
        st.html(html.spread(spread_lines(report)))


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.header(_("Load"), _("Who carries how much, beside the others. Every number opens its list."))
page.stop_if_empty(here)
page.paper("A4 landscape")
desk = desks.open_desk("load", here)
controls = st.columns([3, 2, 1.7], vertical_alignment="bottom")
with controls[0]:
    desks.choose_plan(desk)
with page.loading(_("Reading the plans …")):
    report = resources.load(workspace.store.revision, desk.plan, desk.state.groups, here.lang, workspace)
with controls[1]:
    desks.choose_unit(desk, {one.unit: one.label for one in report.units})
with controls[2]:
    desks.choose_groups(desk)
if not report.units:
    page.empty(_("No measure of this plan has an owner."), _("Choose another plan."))
    st.stop()
st.html(page.template("parts.html", here).tiles(_figures(report, desk)))
chosen = report.unit(desk.state.unit)
if desk.state.unit and chosen is None:
    page.notice(_("This plan does not name that unit."))
if chosen is not None:
    _draw_unit(chosen, report, desk, workspace)
    _draw_all_plans(chosen.unit, desk, workspace)
elif desk.state.show in SPREAD:
    _draw_plan(report, desk, workspace)
page.section(_("All units"), number(len(report.units), here.lang))
st.html(page.template("load.html", here, desk=desk).units(report))
page.section(_("Deadlines per quarter"))
quarters = quarter_lines(report)
if quarters:
    due = tuple(dict.fromkeys(item for line in quarters for item in line.items))
    names = resources.labels(workspace.store.revision, due, here.lang, workspace)
    st.html(page.template("load.html", here, desk=desk).quarters(quarters, names))
else:
    page.empty(_("No measure of this plan has a deadline of its own."))
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("load_profiles", "top_share", "herfindahl", "gini", lang=here.lang),
        desks.asked(desk, "assignments", "units_per_goal", "targets_with_units", "deadlines"),
    )
)
