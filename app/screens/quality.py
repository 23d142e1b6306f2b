"""Data quality: what reading noticed, what has no owner or lead, and which rules are broken; every line leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from aizone.app import page, resources, scope
from aizone.app.here import Here
from aizone.views.look.formats import number, percent
from aizone.views.plan.quality import SEVERITIES, Gaps, PlacedIssue, build_gaps, by_severity, focus_of
from aizone.workspace import Workspace


def _figures(gaps: Gaps, issues: Sequence[PlacedIssue], here: Here) -> list[tuple[str | int, str]]:
    _, ngettext, levels = here.translate, here.counted, by_severity(issues)
    ownerless, leadless, unknown = len(gaps.without_owner), len(gaps.without_lead), len(gaps.unresolved)
    warnings = levels["Violation"] + levels["Warning"]
    return [
        (ownerless, ngettext("{count} measure without any owner", "{count} measures without any owner", ownerless)),
        (leadless, ngettext("{count} measure without a lead", "{count} measures without a lead", leadless)),
        (unknown, ngettext("{count} unit name that is not known", "{count} unit names that are not known", unknown)),
        (len(gaps.ownerless_things), _("platforms and places without an owner")),
        (
            percent(gaps.inferred_leads / gaps.leads, here.lang) if gaps.leads else "–",
            _("of leads inferred from order"),
        ),
        (warnings, ngettext("{count} reading warning", "{count} reading warnings", warnings)),
    ]


def _draw_gaps(gaps: Gaps, here: Here) -> None:
    """Tasks without owners or leads on the left; unknown names and things without an owner on the right."""
    _, html = here.translate, page.template("quality.html", here)
    missing = [
        (_("Measures without any owner"), gaps.without_owner, _("Every measure has an owner.")),
        (_("Measures without a lead"), gaps.without_lead, _("Every measure has a lead.")),
    ]
    unknown = [
        (_("Unit names that are not known"), gaps.unresolved, _("Every owner was recognised.")),
        (
            _("Platforms and places without an owner"),
            gaps.ownerless_things,
            _("Each is named in a task that has owners."),
        ),
    ]
    left, right = st.columns(2, gap="large")
    with left:
        st.html(html.gaps(_("Gaps"), missing))
    with right:
        st.html(html.gaps(_("Names"), unknown))


def _draw_issues(issues: Sequence[PlacedIssue], here: Here) -> None:
    """The issues that reading noticed, plan by plan."""
    _, html = here.translate, page.template("quality.html", here)
    page.section(_("What reading noticed"), number(len(issues), here.lang))
    if not issues:
        page.facts(_("Reading noticed nothing unclear."))
    labels = {head.plan: head.named for head in here.plans.heads}
    for plan, own in groupby(issues, key=lambda issue: issue.plan):
        st.html(html.issues(list(own), labels[plan] if len(labels) > 1 else ""))


def _draw_rules(here: Here, data: Workspace) -> None:
    """The rules that are broken; checked when somebody asks, because that takes seconds."""
    _, revision, plans = here.translate, data.store.revision, here.plans.plans
    page.section(_("Rules"))
    if st.button(_("Check the chosen plans against the rules"), key="quality-check"):
        st.session_state["quality-checked"] = (revision, plans)
    if st.session_state.get("quality-checked") != (revision, plans):
        st.caption(_("A long plan takes some seconds."))
        return
    with page.loading(_("Checking against the rules …")):
        found = [breach for plan in plans for breach in resources.breaches(revision, plan, here.lang, data)]
    if not found:
        page.notice(_("The chosen plans break no rule."))
        return
    found.sort(key=lambda breach: SEVERITIES.index(breach.severity))
    st.html(page.template("quality.html", here).breaches(found, focus_of))


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(
    _("Data quality"), _("What is unclear, missing or against a rule. Each line leads to the place in the plan.")
)
scope.draw(here)
scope.print_names(here.plans.plans, here)
with page.loading(_("Reading the plans …")):
    matrix = resources.matrix(revision, here.plans.plans, here.lang, "measure", workspace)
    things = resources.things(revision, here.plans.plans, here.lang, workspace)
    issues = [one for plan in here.plans.plans for one in resources.issues(revision, plan, here.lang, workspace)]
gaps = build_gaps(matrix, things)
st.html(page.template("parts.html", here).tiles(_figures(gaps, issues, here)))
_draw_gaps(gaps, here)
_draw_issues(issues, here)
_draw_rules(here, workspace)
