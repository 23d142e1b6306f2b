"""Findings: the work list of a plan, one finding with its measures side by side, and the decision about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from aizone.app import address, page, resources
from aizone.app import desk as desks
from aizone.app.address import Address
from aizone.app.components.scroller import scroll_to
from aizone.app.here import Here
from aizone.app.panels import papers
from aizone.app.panels import verdict as form
from aizone.exports.papers.make import PaperRequest
from aizone.iri import expand, last_segment
from aizone.projections.clauses import PlanClauses
from aizone.verdicts.kinds import WORK_STATES
from aizone.verdicts.worklist import Worklist, WorklistEntry
from aizone.views.desk import finding_page as pages
from aizone.views.desk import findings as words
from aizone.views.desk.computed import computed
from aizone.views.desk.findings_state import OPEN, FindingsState, chosen, from_params, next_open, to_params
from aizone.views.graph.state import PART
from aizone.workspace import Workspace

_RULES = ("same_things", "parts_of_one", "platforms_of_fields", "like_names", "same_words", "same_topics")


def _href(state: FindingsState, here: Here) -> str:
    return address.raw_href("findings", [*to_params(state), ("lang", here.lang)])


def _go(state: FindingsState, here: Here) -> None:
    """Write other controls into the address and start the page again."""
    st.query_params.from_dict({**dict(to_params(state)), "lang": here.lang})
    st.rerun()


def _pick(label: str, field: str, options: Mapping[str, str], state: FindingsState, here: Here) -> None:
    """One control: a choice of one, whose value is a field of the state."""
    now = getattr(state, field)
    values = list(options)
    place = values.index(now) if now in options else 0
    got = st.selectbox(
        label,
        values,
        index=place,
        format_func=options.__getitem__,
        key=f"findings-{field}-{here.lang}-{state.plan}-{now}",  # another address, a fresh widget
    )
    if got != values[place]:
        rest = {"finding": ""} if field != "plan" else {"finding": "", "unit": ""}
        _go(state.but(**{field: got}, **rest), here)


def _draw_controls(state: FindingsState, work: Worklist, clauses: PlanClauses, here: Here, data: Workspace) -> None:
    """Plan, state, class, what is shared, unit; only what occurs in the list is offered."""
    _ = here.translate
    every = {"": _("any")}
    labels = {head.plan: head.named for head in resources.plans(data.store.revision, here.lang, data)}
    found = [entry.finding for entry in work.entries]
    classes: dict[str, str] = {one.finding_class: words.class_name(one.finding_class, _) for one in found}
    rules: dict[str, str] = {one.rule: words.rule_label(one.rule, _) for one in found}
    states: dict[str, str] = {one: words.state_label(one, _) for one in WORK_STATES}
    columns = st.columns([4.2, 1.4, 1.5, 1.8, 2])
    with columns[0]:
        _pick(_("Plan"), "plan", labels, state, here)
    offered: tuple[tuple[DeltaGenerator, str, str, dict[str, str]], ...] = (
        (columns[1], _("State"), "state", {OPEN: _("needs a decision"), **states}),
        (columns[2], _("Class"), "classed", classes),
        (columns[3], _("In common"), "rule", rules),
        (columns[4], _("Unit"), "unit", pages.units_of(found, clauses)),
    )
    page.printed(
        labels[state.plan],
        *(dict(options).get(getattr(state, field), "") for _column, _label, field, options in offered),
    )
    for column, label, field, options in offered:
        with column:
            _pick(label, field, {**every, **options}, state, here)


def _draw_progress(state: FindingsState, work: Worklist, here: Here) -> None:
    """How much of the list is decided; each number opens its part of the list."""
    _, ngettext = here.translate, here.counted
    figures = [
        (
            len(work.entries),
            ngettext("{count} finding", "{count} findings", len(work.entries)),
            _href(FindingsState(plan=state.plan), here),
        )
    ]
    for one in WORK_STATES:
        figures.append((work.count(one), words.state_label(one, _), _href(FindingsState(state.plan, state=one), here)))
    st.html(page.template("parts.html", here).tiles(figures))
    st.html(page.template("findings.html", here).progress(work.count("decided"), len(work.entries)))
    if work.gone:
        gone = ngettext(
            "{count} decision is about a finding that no longer occurs; it is kept.",
            "{count} decisions are about findings that no longer occur; they are kept.",
            len(work.gone),
        )
        page.notice(gone.format(count=len(work.gone)))


def _lines(
    entries: Sequence[WorklistEntry], shown: WorklistEntry, names: words.FindingNames, state: FindingsState, here: Here
) -> list[pages.FindingLine]:
    return [
        pages.finding_line(
            entry,
            names,
            here.lang,
            place=place,
            count=len(entries),
            href=_href(state.but(finding=entry.finding.id), here),
            is_shown=entry is shown,
        )
        for place, entry in enumerate(entries, start=1)
    ]


def _graph(entry: WorklistEntry, here: Here) -> str:
    """The graph around the leads and what they share."""
    nodes = tuple(dict.fromkeys((*entry.finding.coordination.leads, *entry.finding.common.nodes)))
    opened = (nodes[0], PART.join(("add", *nodes[1:]))) if len(nodes) > 1 else nodes
    return address.href("explore", Address(id=nodes[0], plans=(entry.finding.plan,), lang=here.lang, opened=opened))


def _overlaps(entry: WorklistEntry, here: Here) -> str:
    """The page of all that two leads share; '' for one lead or more than two."""
    leads = entry.finding.coordination.leads
    if len(leads) != 2:
        return ""
    params = [("plan", entry.finding.plan), ("pair", "|".join(leads)), ("least", "1"), ("lang", here.lang)]
    return address.raw_href("overlaps", params)


def _draw_measures(entry: WorklistEntry, line: pages.FindingLine, clauses: PlanClauses, here: Here) -> None:
    """A finding in one sentence, and its measures side by side."""
    html = page.template("findings.html", here, plan=clauses.plan)
    also = words.also_words(entry.finding.also, words.names_of(clauses, here.lang), here.translate)
    st.html(html.subject(line, also, pages.explained(entry.finding, here.lang)))
    found = words.sides_of(entry.finding, clauses, entry.changed, here.lang)
    st.html(html.sides(found, words.beside_of(entry.finding, clauses, here.lang)))


def _draw_paper(state: FindingsState, here: Here, data: Workspace) -> None:
    """The findings of the plan as a paper for those who decide, and as a work list to fill in."""
    slug = last_segment(expand(state.plan))
    papers.button(PaperRequest("coordination", slug, state.unit), here, data)
    papers.button(PaperRequest("worklist", slug, state.unit), here, data)


def _draw_units(entry: WorklistEntry, clauses: PlanClauses, here: Here) -> None:
    """The units of the measures, and where to see more of them."""
    rows, found = words.unit_rows(entry.finding, clauses), words.sides_of(entry.finding, clauses, lang=here.lang)
    html = page.template("findings.html", here, plan=clauses.plan)
    st.html(html.units(rows, found, _graph(entry, here), _overlaps(entry, here)))


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(
    _("Findings"),
    _(
        "Measures under different leads that touch the same thing, technology or words, where the plan brings their units together least. Whether that is right is yours to decide."
    ),
)
page.stop_if_empty(here)
state = from_params({name: st.query_params.get_all(name) for name in st.query_params})
heads = here.plans.heads
state = state.but(plan=next((head.plan for head in heads if head.plan == state.plan), heads[0].plan))
form.tell()
with page.loading(_("Comparing the measures …")):
    work = resources.worklist(revision, state.plan, workspace)
    clauses = resources.plan_clauses(revision, state.plan, here.lang, workspace)
_draw_controls(state, work, clauses, here, workspace)
if not work.entries:
    page.empty(
        _("This plan needs no coordination that it does not provide."),
        words.nothing_found(clauses, _),
    )
    st.stop()
_draw_progress(state, work, here)
if not clauses.holds_words:
    page.facts(
        _("The plan's sentences are not held here, so words were compared in the summaries only; names, topics and owners are complete.")
    )  # fmt: skip
owners = {clause.item: frozenset(owner.unit for owner in clause.owners) for clause in clauses.clauses}
entries = chosen(work.entries, state, owners)
shown = next((entry for entry in work.entries if entry.finding.id == state.finding), None)
if state.finding and shown is None:
    page.notice(_("There is no finding {id} in this plan any more.").format(id=state.finding[:12]))
if not entries and shown is None:
    page.empty(_("No finding is like that."), _("Choose other filters."))
    st.stop()
shown = shown or entries[0]
listed = entries if shown in entries else (shown, *entries)
lines = _lines(listed, shown, words.names_of(clauses, here.lang), state, here)
following = next_open(listed, shown.finding.id)
left, right = st.columns([1, 2.6], gap="large")
with left:
    if st.button(
        _("Next to decide"), shortcut=form.NEXT_KEY, disabled=not following, width="stretch", key="findings-next"
    ):
        _go(state.but(finding=following), here)
    st.html(page.template("findings.html", here).listing(lines))
    _draw_paper(state, here, workspace)
with right:
    _draw_measures(shown, lines[listed.index(shown)], clauses, here)
    page.subsection(_("Verdict"))
    if shown.verdicts:
        st.html(page.template("findings.html", here).history(pages.verdict_lines(shown, here.lang)))
    is_recorded = form.draw(shown, work.clauses, here, workspace)
    _draw_units(shown, clauses, here)
desk = desks.open_desk("findings", here)
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("find_findings", "coordination", *_RULES, lang=here.lang),
        desks.asked(desk, "measures_of_plan", "assignments", "things_of_measures", "topics_of_measures"),
    )
)
scroll_to(shown.finding.id if state.finding else None, key="findings-scroll")
if is_recorded:
    _go(state.but(finding=following or shown.finding.id), here)
