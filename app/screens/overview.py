"""The chosen plans at a glance: goals with their targets and leads, what flows to whom, tasks with their lead units."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from aizone.analysis.goal_flows import GoalFlow
from aizone.app import page, resources, scope
from aizone.app.here import Here
from aizone.app.panels import pictures
from aizone.exports.plan_pictures import flow_svg
from aizone.views.entity.profile import unit_lines
from aizone.views.look.formats import day, number
from aizone.views.plan.flows import COLUMNS, biggest, flow_picture
from aizone.views.plan.overview import Overview

_MAX_LEADS = 6
_MAX_UNITS = 14
_FLOW_UNITS = 10


def _title(views: Sequence[Overview], here: Here) -> None:
    """The plan's own title, or how many plans are shown."""
    _ = here.translate
    if len(views) == 1:
        head = views[0].head
        facts = (head.years, head.issuer, head.number, day(head.issued, here.lang))
        page.header(head.label, " · ".join(fact for fact in facts if fact))
    else:
        page.header(
            _("{count} plans at a glance").format(count=number(len(views), here.lang)),
            _("What they aim at, which units work for it, and who leads which task."),
        )


def _draw_flows(flows: Sequence[GoalFlow], here: Here) -> None:
    """The Sankey diagram, and a table that says the same."""
    _ = here.translate
    html = page.template("overview.html", here)
    picture = flow_picture(biggest(flows, _FLOW_UNITS, _("other units")))
    st.html(html.flow_picture(picture, COLUMNS))
    pictures.buttons(
        partial(flow_svg, picture, here.lang), pictures.title_of(_("From goals over task areas to lead units"), here),
        here, name="flow",
    )  # fmt: skip
    with st.expander(_("The same as a table")):
        st.html(html.flows(flows))


here = page.here()
_, workspace = here.translate, resources.workspace()
title = st.empty()
scope.draw(here)
views = [resources.plan_overview(workspace.store.revision, head, here.lang, workspace) for head in here.plans.heads]
with title.container():
    _title(views, here)
if all(view.head.fictional for view in views):
    page.notice(_("An invented example: city, bodies and numbers do not exist."))
html = page.template("overview.html", here)
units = unit_lines(views, here.lang)
st.html(html.figures(views, units))

left, right = st.columns([1, 1], gap="large")
with left:
    page.section(_("Goals, targets, and the units that work for them"))
    for view in views:
        st.html(html.goals(view, len(views) > 1, _MAX_LEADS))
    if any(view.goals for view in views):
        st.caption(
            _("A goal's units are the leads of the task areas that serve it; which areas do is inferred from wording.")
        )
with right:
    flows = [flow for view in views for flow in view.flows]
    if flows:
        page.section(_("From goals over task areas to lead units"))
        _draw_flows(flows, here)
    page.section(_("Who carries most"))
    if units:
        st.html(html.busiest(units, _MAX_UNITS))
    st.caption(_("Measures by role. A collective owner counts as one unit."))
page.section(_("Tasks and their lead units"))
for view in views:
    st.html(html.tasks(view, len(views) > 1))
