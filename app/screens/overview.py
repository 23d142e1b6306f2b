"""The chosen plans at a glance: goals with targets and who stands behind them, what flows to whom, tasks with their leads."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aizone.analysis.goal_flows import GoalFlow
from aizone.analysis.load import UnitLoad
from aizone.app import page, resources, scope
from aizone.i18n import Translate
from aizone.views.entity.profile import unit_lines
from aizone.views.look.formats import day, number
from aizone.views.look.palette import NODES
from aizone.views.look.theme import TOKENS
from aizone.views.plan.flows import biggest, sankey
from aizone.views.plan.overview import AreaLine, GoalLine, Overview

_MAX_LEADS = 6
_MAX_UNITS = 14
_FLOW_UNITS = 10


def _figures(views: Sequence[Overview], named_units: int, _: Translate) -> str:
    """Counts; each opens the list it counts."""
    goals = [goal for view in views for goal in view.goals]
    figures: list[tuple[str | int, str] | tuple[str | int, str, str]] = [
        (len(goals), _("goals")),
        (sum(len(goal.targets) for goal in goals), _("numeric targets")),
        (sum(view.head.tasks for view in views), _("tasks"), scope.href("matrix", chosen, lang)),
        (sum(view.head.measures for view in views), _("measures"), scope.href("matrix", chosen, lang)),
        (sum(view.assignments for view in views), _("assignments"), scope.href("matrix", chosen, lang)),
        (named_units, _("responsible units"), scope.href("units", chosen, lang)),
        (sum(view.entities for view in views), _("platforms, parks, projects"), scope.href("places", chosen, lang)),
        (sum(view.without_lead for view in views), _("tasks without a lead"), scope.href("quality", chosen, lang)),
    ]
    return page.tiles(figures)


def _goal(goal: GoalLine, _: Translate) -> str:
    targets = "".join(f"<li>{page.escape(target)}</li>" for target in goal.targets)
    leads = "".join(page.chip(unit, label, count=count) for unit, label, count in goal.leads[:_MAX_LEADS])
    more = len(goal.leads) - _MAX_LEADS
    rest = f'<span class="az-meta">+{more}</span>' if more > 0 else ""
    if goal.areas:
        served = _("Served by: {areas}").format(areas=" · ".join(goal.areas))
    else:
        served = _("No task area is linked to this goal.")
    title = f'<h3 class="az-h3">{page.link(goal.goal, goal.label)}</h3>'
    return page.card(title, f"<ul>{targets}</ul>" if targets else "", page.meta(served), leads, rest)


def _area(area: AreaLine, _: Translate) -> str:
    rows = []
    no_lead = page.escape(_("no lead named"))
    for task in area.tasks:
        owners = "".join(
            page.role_chip("lead", label, unit) if task.has_lead else page.chip(unit, label)
            for unit, label in task.leads
        )
        note = "" if task.has_lead else f'<span class="az-meta">{no_lead}</span> '
        rows.append(
            f'<tr><td class="az-meta">{page.escape(task.path)}</td><td>{page.link(task.task, task.label)}</td>'
            f'<td class="az-num">{task.measures}</td><td>{note}{owners}</td></tr>'
        )
    head = page.table_head((_("No."), ""), (_("Task"), ""), (_("Measures"), "az-num"), (_("Lead units"), ""))
    title = page.h3(area.label or _("Safeguards and other tasks"))
    return f'{title}<table class="az-list az-tasks">{head}{"".join(rows)}</table>'


def _units(units: Sequence[UnitLoad], _: Translate) -> str:
    widest = max((unit.total for unit in units), default=1)

    def bar(count: int, css: str) -> str:
        return f'<span class="az-bar {css}" style="width:{100 * count / widest * 0.9:.1f}%"></span>' if count else ""

    rows = "".join(
        f"<tr><td>{page.link(unit.unit, unit.label)}</td>"
        f'<td style="width:36%">{bar(unit.leads, "")}{bar(unit.responsible, "az-bar2")}{bar(unit.supports, "az-bar3")}</td>'
        f'<td class="az-num">{unit.leads}</td><td class="az-num">{unit.total}</td></tr>'
        for unit in units[:_MAX_UNITS]
    )
    roles = " · ".join((_("lead"), _("responsible"), _("support")))
    head = page.table_head((_("Unit"), ""), (roles, ""), (_("Leads"), "az-num"), (_("All"), "az-num"))
    return f'<table class="az-list">{head}{rows}</table>'


def _draw_flows(flows: Sequence[GoalFlow], _: Translate) -> None:
    """The Sankey diagram, and a table that says the same."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    shown = biggest(flows, _FLOW_UNITS, _("other units"))
    colors = (NODES["Goal"].color, NODES["TaskArea"].color, getattr(TOKENS["lead"], theme))
    st.echarts_chart(
        sankey(shown, colors=colors, ink=getattr(TOKENS["ink"], theme)),
        height=max(360, 34 * max(len({flow.unit for flow in shown}), len({flow.area for flow in shown}))),
        key=f"flows-{theme}",
        alt=_("Goals on the left, task areas in the middle, lead units on the right; wider is more measures."),
    )
    with st.expander(_("The same as a table")):
        head = page.table_head((_("Goal"), ""), (_("Task area"), ""), (_("Lead unit"), ""), (_("Measures"), "az-num"))
        rows = "".join(
            f"<tr><td>{page.link(flow.goal, flow.goal_label)}</td><td>{page.link(flow.area, flow.area_label)}</td>"
            f'<td>{page.link(flow.unit, flow.unit_label)}</td><td class="az-num">{flow.leads}</td></tr>'
            for flow in flows
        )
        st.html(f'<table class="az-list">{head}{rows}</table>')


lang, _ = page.translate()
workspace = resources.workspace()
title = st.empty()
chosen = scope.choose(lang, _)
views = [resources.plan_overview(workspace.store.revision, head, lang, workspace) for head in chosen.heads]
with title.container():
    if len(views) == 1:
        head = views[0].head
        facts = (head.years, head.issuer, head.number, day(head.issued, lang))
        page.header(head.label, " · ".join(fact for fact in facts if fact))
    else:
        page.header(
            _("{count} plans at a glance").format(count=number(len(views), lang)),
            _("What they aim at, who stands behind it, and who leads which task."),
        )
if len(views) == 1 and views[0].head.fictional:
    page.notice(_("An invented example: city, bodies and numbers do not exist."))
units = unit_lines(views, lang)
named = views[0].named_units if len(views) == 1 else len(units)
st.html(_figures(views, named, _))

left, right = st.columns([1, 1], gap="large")
with left:
    st.html(page.h2(_("Goals, targets, and who stands behind them")))
    for view in views:
        label = page.h3(view.head.label) if len(views) > 1 else ""
        st.html(label + "".join(_goal(goal, _) for goal in view.goals) or page.meta(_("The plan states no goals.")))
    if any(view.goals for view in views):
        st.caption(
            _("A goal's units are the leads of the task areas that serve it; which areas do is inferred from wording.")
        )
with right:
    flows = [flow for view in views for flow in view.flows]
    if flows:
        st.html(page.h2(_("From goals over task areas to lead units")))
        _draw_flows(flows, _)
    st.html(page.h2(_("Who carries most")))
    st.html(_units(units, _))
    st.caption(_("Measures by role. Members of a collective owner carry its measures too."))
st.html(page.h2(_("Tasks and their lead units")))
for view in views:
    label = page.h3(view.head.label) if len(views) > 1 else ""
    st.html(label + "".join(_area(area, _) for area in view.areas))
