"""The plans of the workspace: what each holds, where it was read from; some of them side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aizone.app import page, resources, scope
from aizone.app.here import Here
from aizone.app.panels import data_files, papers, plan_acts
from aizone.exports.papers.kinds import PAPER_FORMATS
from aizone.exports.papers.make import PaperRequest
from aizone.iri import expand, last_segment
from aizone.views.look.formats import number
from aizone.views.plan.overview import Overview, PlanHead
from aizone.views.plan.plans import shared_units
from aizone.workspace import Workspace

_MAX_SHARED = 60
_MOST_PAPERS = 12
_MOST_LISTED = 200


def _list(heads: Sequence[PlanHead], here: Here, data: Workspace) -> None:
    """Every plan of a workspace of many, as a list to choose from; what was removed, and the files of all."""
    _ = here.translate
    typed = st.text_input(
        _("Filter"), key=f"plans-filter-{here.lang}", placeholder=_("Part of a title, issuer or year"), label_visibility="collapsed"
    )  # fmt: skip
    wanted = typed.casefold().split()
    found = [head for head in heads if all(word in _said(head) for word in wanted)]
    page.section(_("All plans"), number(len(found), here.lang))
    if found:
        st.html(page.template("plans.html", here).directory(found[:_MOST_LISTED]))
    else:
        page.empty(_("No plan fits."), _("Remove a word, and plans appear again."))
    if len(found) > _MOST_LISTED:
        ngettext, left_out = here.counted, len(found) - _MOST_LISTED
        words = ngettext(
            "{count} more plan is not listed: type a part of a title, issuer or year above.",
            "{count} more plans are not listed: type a part of a title, issuer or year above.",
            left_out,
        )
        page.notice(words.format(count=number(left_out, here.lang)))
    plan_acts.draw_removed(here, data)
    data_files.draw(here, data)


def _said(head: PlanHead) -> str:
    """The words that a plan is found by."""
    return " ".join((head.named, head.issuer, head.number, head.years, head.issued)).casefold()


def _shared(views: Sequence[Overview], here: Here) -> None:
    """The units that several of the plans name."""
    _, shared = here.translate, shared_units(views, here.lang)
    page.section(_("Units that several of them name"), number(len(shared), here.lang))
    if not shared:
        page.empty(_("No two of these plans name the same unit."), _("Plans of one city usually share their bureaus."))
        return
    st.html(page.template("plans.html", here).shared(shared[:_MAX_SHARED], views))
    st.caption(_("Measures of each unit in each plan."))


def _papers(here: Here, data: Workspace) -> None:
    """The table of responsibilities of each plan, as Word document and workbook."""
    _, formats = here.translate, PAPER_FORMATS["breakdown"]
    page.section(_("Tables of responsibilities"))
    for head in here.plans.heads[:_MOST_PAPERS]:
        slug = last_segment(expand(head.plan))
        label, *buttons = st.columns([3, *(1.4 for _fmt in formats)], vertical_alignment="center")
        label.markdown(page.plain(head.named))
        for column, fmt in zip(buttons, formats, strict=True):
            with column:
                papers.button(PaperRequest("breakdown", slug, format=fmt), here, data, is_named=False)
    left_out = len(here.plans.heads) - _MOST_PAPERS
    if left_out > 0:
        ngettext = here.counted
        words = ngettext(
            "{count} more plan is not listed here: choose fewer plans above.",
            "{count} more plans are not listed here: choose fewer plans above.",
            left_out,
        )
        page.notice(words.format(count=number(left_out, here.lang)))


here, workspace = page.here(with_invented=True), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(_("Plans"), _("Choose one, some or all of them: every page then shows those."))
plan_acts.say_done(here, workspace)
if not here.plans.heads:
    plan_acts.draw_removed(here, workspace)
html = page.template("plans.html", here)
if here.plans.left_out and not here.plans.is_chosen:
    _list(resources.plans(revision, here.lang, workspace), here, workspace)
    st.stop()
scope.draw(here)
for head in here.plans.heads:
    with st.container(border=True, gap="small", key=f"plan-box-{last_segment(expand(head.plan))}"):
        st.html(html.plan(resources.plan_line(revision, head, workspace)))
        plan_acts.draw(head, here, workspace)
plan_acts.draw_removed(here, workspace)
with st.container(key="plans-files"):
    _papers(here, workspace)
    data_files.draw(here, workspace)
if len(here.plans.heads) > 1:
    _shared([resources.plan_overview(revision, head, here.lang, workspace) for head in here.plans.heads], here)
