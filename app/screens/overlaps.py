"""Pairs of units with the work they share, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aizone.analysis.overlaps import Overlap
from aizone.app import page, resources
from aizone.app.here import Here
from aizone.projections.shared_work import read_shared_work
from aizone.queries import Groups
from aizone.views.desk.overlaps import shared_items
from aizone.workspace import Workspace


def _draw_controls(here: Here, data: Workspace) -> tuple[str, int, Groups]:
    """The plan, how many measures a pair shares at least, and how collective owners count."""
    _, lang = here.translate, here.lang
    labels = {head.plan: head.label for head in resources.plans(data.store.revision, lang, data)}
    counting: dict[Groups, str] = {"one": _("as one"), "expand": _("as members")}
    controls = st.columns([3, 1.3, 1.7], vertical_alignment="bottom")
    plan = controls[0].selectbox(_("Plan"), list(labels), format_func=labels.__getitem__)
    least = controls[1].number_input(_("At least shared"), min_value=1, value=3, step=1)
    groups = controls[2].segmented_control(
        _("Collective owners"), list(counting), default="one", format_func=counting.__getitem__, key=f"groups-{lang}"
    )
    return plan, int(least), groups or "one"


def _choose_pair(pairs: Sequence[Overlap], here: Here, key: str) -> Overlap:
    """A table of the pairs; the one chosen in it, else the first."""
    _ = here.translate
    st.caption(_("{count} pairs. Choose a row to see what the two share.").format(count=len(pairs)))
    widths = (285, 300) if here.lang == "zh" else (335, 380)  # of the names, so that the figures fit on a laptop
    event = st.dataframe(
        {
            _("Unit"): [pair.unit_label for pair in pairs],
            _("Other unit"): [pair.other_label for pair in pairs],
            _("Shared measures"): [pair.shared for pair in pairs],
            _("Share of both (Jaccard)"): [pair.jaccard for pair in pairs],
            _("Weight (Newman)"): [pair.newman for pair in pairs],
        },
        column_config={
            _("Unit"): st.column_config.TextColumn(width=widths[0]),
            _("Other unit"): st.column_config.TextColumn(width=widths[1]),
            _("Shared measures"): st.column_config.NumberColumn(width=100),
            _("Share of both (Jaccard)"): st.column_config.NumberColumn(width=155, format="%.2f"),
            _("Weight (Newman)"): st.column_config.NumberColumn(width=120, format="%.2f"),
        },
        hide_index=True,
        width="stretch",
        height=330,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
    )
    chosen = event.selection.rows
    return pairs[chosen[0] if chosen else 0]


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.stop_if_empty(here)
page.header(
    _("Overlaps"),
    _(
        "Pairs of units that are told to do the same work. Sharing is often right; look at the clauses before you judge."
    ),
)
plan, least, groups = _draw_controls(here, workspace)
pairs = [pair for pair in resources.overlaps(revision, plan, groups, here.lang, workspace) if pair.shared >= least]
if not pairs:
    st.info(_("No two units share that many measures. Choose a smaller number."))
    st.stop()
pair = _choose_pair(pairs, here, f"pairs-{here.lang}-{plan}-{least}-{groups}")
work = read_shared_work(workspace.store, pair.unit, pair.other, here.lang, groups=groups, among=pair.items)
html = page.template("overlaps.html", here)
st.html(html.title(pair))
st.html(html.shared(pair, shared_items(work, here.lang)))
