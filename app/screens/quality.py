"""Data quality: what reading noticed, what has no owner or lead, and which rules are broken; every line leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from aizone.app import address, page, resources, scope
from aizone.app.address import Address
from aizone.i18n import Translate
from aizone.views.look.formats import number, percent
from aizone.views.plan.quality import SEVERITIES, Breach, PlacedIssue, build_gaps, by_severity, focus_of

_MAX_ROWS = 200
_MAX_CHIPS = 40


def _severity(name: str, _: Translate) -> str:
    words = {"Violation": _("violation"), "Warning": _("warning"), "Info": _("note")}[name]
    sign = {"Violation": "✕", "Warning": "!", "Info": "i"}[name]
    return f'<span class="az-severity az-sev-{name.lower()}"><span aria-hidden="true">{sign}</span> {page.escape(words)}</span>'


def _issues(issues: Sequence[PlacedIssue], _: Translate) -> str:
    head = page.table_head(
        (_("Severity"), ""), (_("What was noticed"), ""), (_("Where"), ""), (_("Characters"), "az-num")
    )
    rows = []
    for issue in issues[:_MAX_ROWS]:
        place = ""
        if issue.place:
            href = address.href("explore", Address(id=issue.place, view="text", plans=(issue.plan,), lang=lang))
            place = f'<a data-az href="{page.escape(href)}" target="_self">{page.escape(issue.place_label)}</a>'
        span = "" if issue.start is None else f"{issue.start}–{issue.end}"
        rows.append(
            f"<tr><td>{_severity(issue.severity, _)}</td><td>{page.escape(issue.message)}{page.meta(issue.code)}</td>"
            f'<td>{place}</td><td class="az-num">{span}</td></tr>'
        )
    return f'<table class="az-list az-issues">{head}{"".join(rows)}</table>'


def _breaches(breaches: Sequence[Breach], _: Translate) -> str:
    head = page.table_head((_("Severity"), ""), (_("Rule"), ""), (_("Where"), ""))
    rows = "".join(
        f"<tr><td>{_severity(breach.severity, _)}</td><td>{page.escape(breach.message)}</td>"
        f"<td>{page.link(focus_of(breach.node), breach.label)}</td></tr>"
        for breach in breaches[:_MAX_ROWS]
    )
    return f'<table class="az-list az-issues">{head}{rows}</table>'


def _gap(title: str, items: Sequence[tuple[str, str]], none: str) -> str:
    chips = "".join(page.chip(node, label) for node, label in items[:_MAX_CHIPS])
    rest = f'<span class="az-meta">+{len(items) - _MAX_CHIPS}</span>' if len(items) > _MAX_CHIPS else ""
    return page.card(page.h3(title, number(len(items), lang)), chips + rest if items else page.meta(none))


lang, _ = page.translate()
page.header(
    _("Data quality"), _("What is unclear, missing or against a rule. Each line leads to the place in the plan.")
)
chosen = scope.choose(lang, _)
workspace = resources.workspace()
revision = workspace.store.revision
with page.loading(_("Reading the plans …")):
    matrix = resources.matrix(revision, chosen.plans, lang, "task", workspace)
    things = resources.things(revision, chosen.plans, lang, workspace)
    issues = [issue for head in chosen.heads for issue in resources.issues(revision, head.plan, lang, workspace)]
gaps = build_gaps(matrix, things)
levels = by_severity(issues)
share = percent(gaps.inferred_leads / gaps.leads, lang) if gaps.leads else "–"
st.html(
    page.tiles(
        [
            (len(gaps.without_owner), _("tasks without any owner")),
            (len(gaps.without_lead), _("tasks without a lead")),
            (len(gaps.unresolved), _("unit names nobody knows")),
            (len(gaps.ownerless_things), _("platforms and places without an owner")),
            (share, _("of leads inferred from order")),
            (levels["Violation"] + levels["Warning"], _("reading warnings")),
        ]
    )
)
left, right = st.columns(2, gap="large")
with left:
    st.html(
        page.h2(_("Gaps"))
        + _gap(_("Tasks without any owner"), gaps.without_owner, _("Every task has an owner."))
        + _gap(_("Tasks without a lead"), gaps.without_lead, _("Every owned task has a lead."))
    )
with right:
    st.html(
        page.h2(_("Names"))
        + _gap(_("Unit names nobody knows"), gaps.unresolved, _("Every owner was recognised."))
        + _gap(
            _("Platforms and places without an owner"),
            gaps.ownerless_things,
            _("Each stands in a task that has owners."),
        )
    )
st.html(page.h2(_("What reading noticed"), number(len(issues), lang)))
if not issues:
    st.html(page.meta(_("Reading noticed nothing unclear.")))
for plan, own in groupby(issues, key=lambda issue: issue.plan):
    label = next(head.label for head in chosen.heads if head.plan == plan)
    st.html((page.h3(label) if len(chosen.heads) > 1 else "") + _issues(list(own), _))
st.html(page.h2(_("Rules (SHACL)")))
if st.button(_("Check the chosen plans against the rules"), key="quality-check"):
    st.session_state["quality-checked"] = (revision, chosen.plans)
if st.session_state.get("quality-checked") == (revision, chosen.plans):
    with page.loading(_("Checking against the rules …")):
        breaches = [
            breach for head in chosen.heads for breach in resources.breaches(revision, head.plan, lang, workspace)
        ]
    if breaches:
        st.html(_breaches(sorted(breaches, key=lambda breach: SEVERITIES.index(breach.severity)), _))
    else:
        page.notice(_("The chosen plans break no rule."))
else:
    st.caption(_("The same rules as 'aizone validate'; a long plan takes some seconds."))
