"""Gaps: where a plan leaves responsibility open, unclear or doubtful, rule by rule, with a score."""

from __future__ import annotations

import streamlit as st

from aizone.app import desk as desks
from aizone.app import page, resources
from aizone.app.desk import DeskPage
from aizone.views.desk.computed import computed
from aizone.views.desk.gaps import GapGroup, GapReport, habit_words
from aizone.views.desk.state import SEVERITY_NAMES
from aizone.views.look.formats import number


def _figures(report: GapReport, desk: DeskPage) -> list[tuple[str | int, ...]]:
    """The score, and the gaps of each severity, each the way to its list."""
    _, ngettext, lang = desk.here.translate, desk.here.counted, desk.here.lang
    counts = {severity: report.count(severity) for severity in SEVERITY_NAMES}
    names = {
        "Violation": ngettext("{count} violation", "{count} violations", counts["Violation"]),
        "Warning": ngettext("{count} warning", "{count} warnings", counts["Warning"]),
        "Info": ngettext("{count} note", "{count} notes", counts["Info"]),
    }
    return [
        (number(round(report.score, 1), lang), _("score of clear responsibility, of 100")),
        *((counts[severity], names[severity], desk.at(severity=severity, rule="")) for severity in SEVERITY_NAMES),
    ]


def _shown(report: GapReport, desk: DeskPage) -> list[GapGroup]:
    """The rules that found something, as far as the controls let them be shown."""
    mildest = SEVERITY_NAMES.index(desk.state.severity)
    return [
        group
        for group in report.groups
        if group.lines and SEVERITY_NAMES.index(group.severity) <= mildest and desk.state.rule in ("", group.rule)
    ]


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.header(
    _("Gaps"),
    _("Where responsibility is missing, unclear or doubtful. Each line leads to its place; a rule may be wrong."),
)
page.stop_if_empty(here)
desk = desks.open_desk("gaps", here)
desks.choose_plan(desk)
with page.loading(_("Reading the plans …")):
    report = resources.gaps(workspace.store.revision, desk.plan, here.lang, workspace)
html, parts = page.template("gaps.html", here, desk=desk, habit=habit_words(_)), page.template("parts.html", here)
st.html(parts.tiles(_figures(report, desk)))
levels = {"Violation": _("Violations only"), "Warning": _("And warnings"), "Info": _("All gaps")}
st.html(
    parts.tabs(
        _("Severity"),
        [
            (levels[one], desk.at(severity=one, rule=""), one == desk.state.severity and not desk.state.rule)
            for one in SEVERITY_NAMES
        ],
    )
)
if desk.state.rule:
    page.notice(_("Only one rule is shown. “All gaps” shows the others again."))
shown = _shown(report, desk)
if not shown:
    page.empty(_("No rule found anything here."), _("Choose “All gaps”, or another plan."))
for group in shown:
    st.html(html.group(group, is_alone=len(shown) == 1))
st.html(html.clean([group for group in report.groups if group.checked and not group.lines]))
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("gap_score", lang=here.lang),
        desks.asked(
            desk,
            "assignments",
            "measures_of_plan",
            "things_of_measures",
            "topics_of_measures",
            "targets_with_units",
            "goals_and_areas",
            "deadlines",
        ),
    )
)
