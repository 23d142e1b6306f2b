"""The plan at a glance: goals with targets and who stands behind them, tasks with their leads, the busiest units."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.i18n import Translate
from aizone.views.overview import AreaLine, GoalLine, Overview, UnitLine

_MAX_LEADS = 6
_MAX_UNITS = 16


def _figures(view: Overview, _: Translate) -> str:
    figures = [
        (len(view.goals), _("goals")),
        (sum(len(goal.targets) for goal in view.goals), _("numeric targets")),
        (view.head.tasks, _("tasks")),
        (view.head.measures, _("measures")),
        (view.assignments, _("assignments")),
        (view.named_units, _("responsible units")),
        (view.entities, _("platforms, parks, projects")),
        (view.without_lead, _("tasks without a lead")),
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
    return page.card(title, f"<ul>{targets}</ul>", page.meta(served), leads, rest)


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
    head = page.table_head(("", ""), (_("Task"), ""), (_("Measures"), "az-num"), (_("Lead units"), ""))
    title = page.h3(area.label or _("Safeguards and other tasks"))
    return f'{title}<table class="az-list az-tasks">{head}{"".join(rows)}</table>'


def _units(units: tuple[UnitLine, ...], _: Translate) -> str:
    widest = max((unit.total for unit in units), default=1)

    def bar(count: int, css: str) -> str:
        return f'<span class="az-bar {css}" style="width:{100 * count / widest * 0.9:.1f}%"></span>' if count else ""

    rows = "".join(
        f"<tr><td>{page.link(unit.unit, unit.label)}</td>"
        f'<td style="width:40%">{bar(unit.leads, "")}{bar(unit.responsible, "az-bar2")}{bar(unit.supports, "az-bar3")}</td>'
        f'<td class="az-num">{unit.leads}</td><td class="az-num">{unit.total}</td></tr>'
        for unit in units[:_MAX_UNITS]
    )
    roles = " · ".join((_("lead"), _("responsible"), _("support")))
    head = page.table_head((_("Unit"), ""), (roles, ""), (_("Leads"), "az-num"), (_("All"), "az-num"))
    return f'<table class="az-list">{head}{rows}</table>'


lang, _ = page.translate()
workspace = resources.workspace()
revision = workspace.store.revision
plans = resources.plans(revision, lang, workspace)
page.stop_if_empty(bool(plans))

asked = st.query_params.get("plan")
heads = {head.plan: head for head in plans}
start = list(heads).index(asked) if asked in heads else 0
if len(heads) > 1:
    chosen = st.selectbox(
        _("Plan"), list(heads), index=start, format_func=lambda plan: heads[plan].label, label_visibility="collapsed"
    )
    st.query_params["plan"] = chosen
    head = heads[chosen]
else:
    head = plans[0]

view = resources.plan_overview(revision, head, lang, workspace)
facts = [head.years, head.issuer, head.number, head.issued]
page.header(head.label, " · ".join(fact for fact in facts if fact))
if head.fictional:
    st.caption(_("An invented example: city, bodies and numbers do not exist."))
st.html(_figures(view, _))

left, right = st.columns([1, 1], gap="large")
with left:
    st.html(page.h2(_("Goals, targets, and who stands behind them")))
    st.html("".join(_goal(goal, _) for goal in view.goals) or page.meta(_("The plan states no goals.")))
    if view.goals:
        st.caption(
            _("A goal's units are the leads of the task areas that serve it; which areas do is inferred from wording.")
        )
with right:
    st.html(page.h2(_("Who carries most")))
    st.html(_units(view.units, _))
    st.caption(_("Measures by role. Members of a collective owner carry its measures too."))
st.html(page.h2(_("Tasks and their lead units")) + "".join(_area(area, _) for area in view.areas))
