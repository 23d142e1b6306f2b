"""Structure: groups of units, units that others go through, and what rests on one unit alone; every number opens its list."""

from __future__ import annotations

import streamlit as st

from aizone.analysis.what_if.changes import DropUnit
from aizone.app import address, page, resources
from aizone.app import desk as desks
from aizone.errors import AizoneError
from aizone.views.desk.computed import computed
from aizone.views.desk.structure import ALONE_LISTS, alone_items, alone_words, community_lines, glosses
from aizone.views.look.formats import number
from aizone.workspace.scenarios import changes_to_text

here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(
    _("Structure"),
    _("How a plan's units are connected: who works with whom, who is in between, and what depends on one unit alone."),
)
page.stop_if_empty(here)
desk = desks.open_desk("structure", here)
controls = st.columns([3, 2, 1.7], vertical_alignment="bottom")
with controls[0]:
    desks.choose_plan(desk)
plan, groups = desk.plan, desk.state.groups
try:
    with page.loading(_("Reading the plans …")):
        found = resources.structure(revision, plan, groups, here.lang, workspace)
        load = resources.load(revision, plan, groups, here.lang, workspace)
except AizoneError as error:
    page.problem(page.line_of(error, _), "")
    st.stop()
with controls[1]:
    desks.choose_unit(desk, {one.unit: one.label for one in found.units})
with controls[2]:
    desks.choose_groups(desk)
if not found.units:
    page.empty(_("No measure of this plan has an owner."), _("Choose another plan."))
    st.stop()
html, says = page.template("structure.html", here, desk=desk), glosses(_)
chosen = next((one for one in found.units if one.unit == desk.state.unit), None)
if desk.state.unit and chosen is None:
    page.notice(_("This plan does not name that unit."))
if chosen is not None:
    show = desk.state.show if desk.state.show in ALONE_LISTS else ALONE_LISTS[0]
    items = alone_items(chosen.alone, show)
    labels = resources.labels(revision, items, here.lang, workspace)
    dropped = changes_to_text([DropUnit(chosen.unit)])
    what_if = address.raw_href("what-if", [("plan", plan), ("change", dropped), ("lang", here.lang)])
    st.html(html.alone(chosen, alone_words(_), show, items, labels, what_if))
left, right = st.columns([3, 2], gap="large")
with left:
    page.section(_("Units"), number(len(found.units), here.lang))
    page.facts(says["betweenness"])
    page.facts(says["last_owners"])
    st.html(html.units(found, alone_words(_)))
with right:
    page.section(_("Groups"), number(len(found.communities), here.lang))
    page.facts(says["communities"])
    lines = community_lines(found, {one.unit: one.owned for one in load.units})
    if lines:
        st.html(html.communities(lines, found.modularity))
    else:
        page.empty(_("No two units share a measure."))
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("communities", "betweenness", "last_owners", lang=here.lang),
        desks.asked(desk, "assignments", "units_per_goal", "targets_with_units", "things_of_measures"),
    )
)
