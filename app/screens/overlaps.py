"""Overlaps: the units that share work as pairs, groups, tables and a picture, and what two of them share, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from aizone.analysis.overlaps import Overlap
from aizone.app import desk as desks
from aizone.app import page, resources
from aizone.app.desk import DeskPage
from aizone.app.panels import pictures
from aizone.exports.plan_pictures import network_svg
from aizone.projections.incidence import Incidence
from aizone.projections.plan_load import read_goal_measures
from aizone.projections.shared_work import read_shared_work
from aizone.views.desk.chance import chance_words
from aizone.views.desk.computed import computed
from aizone.views.desk.grids import goal_grid, unit_grid
from aizone.views.desk.network import NARROW, network_picture
from aizone.views.desk.overlaps import nothing_shared, shared_items
from aizone.views.desk.state import OVERLAP_VIEWS
from aizone.views.look.formats import number
from aizone.workspace import Workspace


def _names(incidence: Incidence, desk: DeskPage, data: Workspace) -> dict[str, str]:
    """Short names of the units, where owner lists have any."""
    matrix = resources.matrix(data.store.revision, (desk.plan,), desk.here.lang, "measure", data)
    return dict(zip(incidence.units, incidence.labels, strict=True)) | {
        head.unit: head.short for head in matrix.columns if head.unit in incidence.units
    }


def _draw_pairs(pairs: Sequence[Overlap], desk: DeskPage, data: Workspace) -> None:
    """The pairs, with what chance explains of them."""
    here, state = desk.here, desk.state
    _ = here.translate
    report = resources.chances(data.store.revision, desk.plan, state.groups, here.lang, data)
    standing_out = {frozenset((one.unit, one.other)) for one in report.pairs if one.stands_out}
    marked = {(one.unit, one.other) for one in pairs if frozenset((one.unit, one.other)) in standing_out}
    page.facts(
        (
            _("1 pair; the number of shared measures opens it.")
            if len(pairs) == 1
            else _("{count} pairs; the number of shared measures opens them.")
        ).format(count=number(len(pairs), here.lang)),
        chance_words(report, _),
    )
    st.html(page.template("overlaps.html", here, desk=desk).pairs(pairs, marked))


def _draw_nothing(incidence: Incidence, desk: DeskPage, *, is_larger: bool) -> None:
    """Why there is no pair or group to show, and what would show some."""
    _, state = desk.here.translate, desk.state
    labels = dict(zip(incidence.units, incidence.labels, strict=True))
    why = nothing_shared(
        state.least,
        labels.get(state.unit, ""),
        has_owners=bool(incidence.units),
        is_larger=is_larger,
        _=_,
    )
    page.empty(why, _("Choose a smaller number.") if incidence.units and state.least > 1 else "")


def _draw_groups(incidence: Incidence, desk: DeskPage, data: Workspace) -> None:
    """The groups of three and more."""
    here, state = desk.here, desk.state
    _ = here.translate
    found = [
        group
        for group in resources.owner_groups(data.store.revision, desk.plan, state.groups, here.lang, data)
        if group.shared >= state.least and state.unit in ("", *group.units)
    ]
    if not found:
        _draw_nothing(incidence, desk, is_larger=True)
        return
    items = tuple(dict.fromkeys(item for group in found for item in group.items))
    labels = resources.labels(data.store.revision, items, here.lang, data)
    st.html(page.template("overlaps.html", here, desk=desk).groups(found, labels))


def _draw_picture(pairs: Sequence[Overlap], incidence: Incidence, desk: DeskPage, data: Workspace) -> None:
    """One of the tables or the network."""
    here, state = desk.here, desk.state
    html, names = page.template("overlaps.html", here, desk=desk), _names(incidence, desk, data)
    if state.show == "matrix":
        st.html(html.unit_grid(unit_grid(pairs, unit=state.unit), names))
    elif state.show == "goals":
        load = resources.plan_load(data.store.revision, desk.plan, state.groups, here.lang, data)
        st.html(html.goal_grid(goal_grid(load.goals, unit=state.unit), names))
    else:
        report = resources.load(data.store.revision, desk.plan, state.groups, here.lang, data)
        loads = {one.unit: (len(one.owned), len(one.led)) for one in report.units}
        picture = network_picture(pairs, names, loads)
        st.html(html.network(picture, network_picture(pairs, names, loads, NARROW), names))
        _ = here.translate
        title = pictures.title_of(_("Network of units that share measures"), here, (desk.plan,))
        pictures.buttons(partial(network_svg, picture, here.lang), title, here, name="network", plans=(desk.plan,))


def _draw_pair(pair: Overlap, desk: DeskPage, data: Workspace) -> None:
    """The work that two units share, clause by clause."""
    here = desk.here
    html = page.template("overlaps.html", here, desk=desk)
    work = read_shared_work(data.store, pair.unit, pair.other, here.lang, groups=desk.state.groups, among=pair.items)
    labels = resources.labels(data.store.revision, pair.items, here.lang, data)
    st.html(html.title(pair, labels))
    st.html(html.shared(pair, shared_items(work, here.lang)))


def _draw_chosen(every: Sequence[Overlap], incidence: Incidence, desk: DeskPage, data: Workspace) -> None:
    """The thing that was opened: two units, or a unit and a goal; nothing when the address names neither."""
    here, state = desk.here, desk.state
    if state.pair is None:
        return
    _, html, (unit, other) = here.translate, page.template("overlaps.html", here, desk=desk), state.pair
    found = next((pair for pair in every if {pair.unit, pair.other} == {unit, other}), None)
    names = _names(incidence, desk, data)
    if found is not None:
        _draw_pair(found, desk, data)
    elif unit in names and other in names:
        st.html(html.nothing(unit, other, names))
    elif unit in names and other.startswith(f"{desk.plan}/"):
        items = read_goal_measures(data.store, desk.plan, unit, other, here.lang, groups=state.groups)
        labels = resources.labels(data.store.revision, (other, *items), here.lang, data)
        st.html(html.goal_measures(names[unit], labels[other], items, labels))
    else:
        page.notice(_("This plan does not name that unit."))


def _shown_pair(pairs: Sequence[Overlap], desk: DeskPage) -> dict[str, str]:
    """The two units whose work the page shows, as the questions name them; empty for a unit and a goal, or for none."""
    pair = desk.state.pair or (pairs[0].unit, pairs[0].other) if pairs or desk.state.pair else None
    return {"unit": pair[0], "other": pair[1]} if pair and ":unit/" in pair[1] else {}


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(
    _("Overlaps"),
    _("Units that are told to do the same work. Sharing is often right; look at the clauses before you judge."),
)
page.stop_if_empty(here)
page.paper("A4 landscape")
desk = desks.open_desk("overlaps", here)
controls = st.columns([3.2, 1.7, 1.1, 1.5], vertical_alignment="bottom")
with controls[0]:
    desks.choose_plan(desk)
incidence = resources.incidence(revision, desk.plan, desk.state.groups, here.lang, workspace)
with controls[1]:
    desks.choose_unit(desk, dict(sorted(zip(incidence.units, incidence.labels, strict=True), key=lambda one: one[1])))
with controls[2]:
    desks.choose_least(desk)
with controls[3]:
    desks.choose_groups(desk)
words = {
    "pairs": _("Pairs"),
    "groups": _("Groups of three and more"),
    "matrix": _("Unit × unit"),
    "goals": _("Unit × goal"),
    "network": _("Network"),
}
show = desk.state.show if desk.state.show in OVERLAP_VIEWS else OVERLAP_VIEWS[0]
st.html(
    page.template("parts.html", here).tabs(
        _("View"),
        [
            (words[one], desk.at(show="" if one == OVERLAP_VIEWS[0] else one, pair=None), one == show)
            for one in OVERLAP_VIEWS
        ],
    )
)
every = resources.overlaps(revision, desk.plan, desk.state.groups, here.lang, workspace)
pairs = [pair for pair in every if pair.shared >= desk.state.least and desk.state.unit in ("", pair.unit, pair.other)]
if show == "groups":
    _draw_groups(incidence, desk, workspace)
elif not pairs and show != "goals":
    _draw_nothing(incidence, desk, is_larger=False)
elif show == "pairs":
    _draw_pairs(pairs, desk, workspace)
else:
    _draw_picture(pairs, incidence, desk, workspace)
_draw_chosen(every, incidence, desk, workspace)
if desk.state.pair is None and show == "pairs" and pairs:
    _draw_pair(pairs[0], desk, workspace)
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed(
            "overlaps",
            "expected_shared",
            "jaccard",
            "overlap_coefficient",
            "pair_chances",
            "owner_groups",
            lang=here.lang,
        ),
        desks.asked(desk, "assignments", "unit_pairs", "shared_items", "units_per_goal", **_shown_pair(pairs, desk)),
    )
)
