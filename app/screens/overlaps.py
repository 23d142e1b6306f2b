"""Pairs of units with the work they share, side by side."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.projections.owners import Groups
from aizone.projections.shared_work import read_shared_work
from aizone.queries.records import Evidence
from aizone.views.desk.overlaps import SharedRole, shared_items
from aizone.views.look.palette import SIGNS

lang, _ = page.translate()
workspace = resources.workspace()
revision = workspace.store.revision
plans = resources.plans(revision, lang, workspace)
page.stop_if_empty(bool(plans))
page.header(
    _("Overlaps"),
    _(
        "Pairs of units that are told to do the same work. Sharing is often right; look at the clauses before you judge."
    ),
)

heads = {head.plan: head.label for head in plans}
controls = st.columns([3, 1.3, 1.7], vertical_alignment="bottom")
plan = controls[0].selectbox(_("Plan"), list(heads), format_func=heads.__getitem__)
least = controls[1].number_input(_("At least shared"), min_value=1, value=3, step=1)
counting: tuple[Groups, ...] = ("one", "expand")
groups: Groups = (
    controls[2].segmented_control(
        _("Collective owners"),
        counting,
        default="one",
        format_func=lambda choice: {"one": _("as one"), "expand": _("as members")}[choice],
        key=f"groups-{lang}",
    )
    or "one"
)
pairs = [pair for pair in resources.overlaps(revision, plan, groups, lang, workspace) if pair.shared >= int(least)]
if not pairs:
    st.info(_("No two units share that many measures. Choose a smaller number."))
    st.stop()

st.caption(_("{count} pairs. Choose a row to see what the two share.").format(count=len(pairs)))
widths = (285, 300) if lang == "zh" else (335, 380)  # of the names, so that the figures stand beside them on a laptop
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
    key=f"pairs-{lang}-{plan}-{least}-{groups}",
)
chosen = event.selection.rows
pair = pairs[chosen[0] if chosen else 0]

shared = _("{count} shared measures").format(count=pair.shared)
st.html(
    f'<h2 class="az-h2">{page.link(pair.unit, pair.unit_label)} × {page.link(pair.other, pair.other_label)}</h2>'
    + page.meta(shared)
)


def _words(evidence: Evidence | None) -> str:
    """Where the measure stands, and its sentence when the workspace holds it."""
    if evidence is None:
        return ""
    quote = f'<p class="az-quote">{page.escape(evidence.exact)}</p>' if evidence.exact else ""
    place = _("characters {start}–{end}").format(start=evidence.start, end=evidence.end)
    return quote + page.meta(place)


def _role(found: SharedRole) -> str:
    """A role and how it is known."""
    return page.role_chip(found.role) + page.meta(f"{SIGNS[found.standing]} {found.basis_label}")


body = "".join(
    f"<tr><td>{page.link(item.task, item.label)}{page.meta(item.summary)}{_words(item.evidence)}</td>"
    f"<td>{_role(item.unit)}</td><td>{_role(item.other)}</td>"
    f"<td>{page.meta(item.owner_list)}</td></tr>"
    for item in shared_items(read_shared_work(workspace.store, pair.unit, pair.other, lang, among=pair.items), lang)
)
head = page.table_head(
    (_("Measure"), ""), (pair.unit_label, ""), (pair.other_label, ""), (_("Owner list as written"), "")
)
st.html(f'<table class="az-list az-shared">{head}{body}</table>')
