"""Supposed changes to who owns what, and what would follow; the plan itself stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from aizone.analysis.what_if.changes import (
    Change,
    DropUnit,
    MergeUnit,
    MoveLead,
    NewOwner,
    RenameUnit,
    SplitUnit,
    new_owner,
    supposed,
)
from aizone.analysis.what_if.consequences import consequences
from aizone.app import desk as desks
from aizone.app import page, resources
from aizone.app.here import Here
from aizone.app.panels.kept_fields import keep, show
from aizone.errors import AizoneError
from aizone.i18n import Translate
from aizone.names.bodies import body_named
from aizone.projections.clauses import PlanClauses
from aizone.views.desk.computed import computed
from aizone.views.desk.what_if import change_words, counted, kind_words, owner_labels
from aizone.workspace import Workspace
from aizone.workspace.scenarios import (
    Scenario,
    changes_from_text,
    changes_to_text,
    discard_scenario,
    read_scenario,
    scenario_names,
    suppose,
    write_scenario,
)

_OPENED = "scenarios-opened"  # what this visit has opened or kept, and may replace


def _go(plan: str, changes: Sequence[Change], lang: str) -> None:
    """Write another state into the address, with an empty form of the same kind, and start the page again."""
    kind = st.query_params.get("kind")
    st.query_params.from_dict(
        {"plan": plan, "change": changes_to_text(changes), **({"kind": kind} if kind else {}), "lang": lang}
    )
    st.rerun()


def _draw_form(before: PlanClauses, changes: tuple[Change, ...], here: Here, data: Workspace) -> None:
    """The form for one more change; what is entered stands in the address until it is taken."""
    _, lang, plan = here.translate, here.lang, before.plan
    supposing = supposed(before, changes)
    units = owner_labels(supposing, lang)
    kind = _kind(_)
    left, right, button = st.columns([3, 3, 1.2], vertical_alignment="bottom")
    if kind == "move_lead":
        first = _choice(left, _("Measure"), {one.item: f"{one.path} {one.label}" for one in before.clauses}, "item", _)
    else:
        first = _choice(left, _("Unit"), units, "unit", _)
    items: list[str] = []
    if kind == "rename":
        asked = st.query_params.get("label", "")
        show("label", asked)
        second = right.text_input(_("New name"), key="label")
        keep("label", asked, second, "label", [second])
    elif kind == "drop":
        second = ""
    else:
        others = {"merge": _("Into unit"), "split": _("New unit"), "move_lead": _("New lead")}
        second = _choice(right, others[kind], units, "other", _, typed=True) or ""
    if kind == "split":
        items = _items_taken(supposing, first, _)
    ready = bool(first) and (kind == "drop" or bool(second)) and (kind != "split" or bool(items))
    if button.button(_("Suppose it"), disabled=not ready, type="primary", width="stretch"):
        change = _change(kind, str(first), second, items, units, plan, here, data)
        if change is not None:
            _go(plan, (*changes, change), lang)


def _kind(_: Translate) -> str:
    """The kind of change that the form is for."""
    kinds = kind_words(_)
    first = next(iter(kinds))
    asked = st.query_params.get("kind", first)
    asked = asked if asked in kinds else first
    show("kind", asked)
    kind = st.segmented_control(_("Change"), list(kinds), format_func=kinds.__getitem__, key="kind", required=True)
    keep("kind", asked, kind, "kind", [kind or ""])
    return asked


def _items_taken(plan: PlanClauses, unit: str | None, _: Translate) -> list[str]:
    """The measures that a new unit takes over from another."""
    own = {
        clause.item: f"{clause.path} {clause.label}"
        for clause in plan.clauses
        if unit in {owner.unit for owner in clause.owners}
    }
    asked = [item for item in st.query_params.get_all("items") if item in own]
    show("items", asked)
    items = st.multiselect(
        _("Measures it takes over"), list(own), format_func=lambda item: own.get(item, item), key="items",
        placeholder=_("Choose measures"),
    )  # fmt: skip
    keep("items", asked, items, "items", items)
    return items


def _choice(
    column: DeltaGenerator, label: str, options: Mapping[str, str], name: str, _: Translate, *, typed: bool = False
) -> str | None:
    """A list to choose one thing from, kept in the address under a name; with `typed`, another name can be written."""
    words = _("Choose, or type the name of any unit") if typed else _("Choose one")
    asked = st.query_params.get(name) or None
    asked = asked if typed or asked in options else None
    show(name, asked)
    chosen: str | None = column.selectbox(
        label, list(options), index=None, format_func=lambda one: options.get(one, one), accept_new_options=typed,
        placeholder=words, key=name,
    )  # fmt: skip
    keep(name, asked, chosen, name, [chosen or ""])
    return chosen


def _change(
    kind: str,
    first: str,
    second: str,
    items: Sequence[str],
    units: Mapping[str, str],
    plan: str,
    here: Here,
    data: Workspace,
) -> Change | None:
    if kind == "drop":
        return DropUnit(first)
    if kind == "rename":
        return RenameUnit(first, second)
    owner = (
        NewOwner(second, units[second]) if second in units else _typed(second, plan, here, data, new=kind == "split")
    )
    if owner is None:
        return None
    if kind == "split":
        return SplitUnit(first, owner, tuple(items))
    return MergeUnit(first, owner) if kind == "merge" else MoveLead(first, owner)


def _typed(name: str, plan: str, here: Here, data: Workspace, *, new: bool) -> NewOwner | None:
    """The unit that a typed name means in the plan's city; when it means none, a new one, or a notice."""
    registry = resources.knowledge(data.store.revision, "", data, ()).registry
    names = resources.names(data.store.revision, data)
    found = body_named(names, registry, name, plan, here.lang)
    if found is not None:
        return NewOwner(found.unit, found.label, found.type)
    if new:
        return new_owner(name)
    _ = here.translate
    page.problem(
        _("Nothing is called “{words}”. Try a shorter part of the name.").format(words=name),
        _("Write the name as a plan of this city would."),
    )
    return None


def _draw_changes(before: PlanClauses, changes: tuple[Change, ...], here: Here) -> None:
    """The changes supposed so far, each with a button that takes it back."""
    _ = here.translate
    for number, change in enumerate(changes):
        words, button = st.columns([7, 1.2], vertical_alignment="center")
        words.markdown(page.plain(f"{number + 1}. {change_words(change, before, _, here.lang)}"))
        if button.button(_("Take back"), key=f"back-{number}-{len(changes)}", width="stretch"):
            _go(before.plan, (*changes[:number], *changes[number + 1 :]), here.lang)


def _draw_scenarios(plan: str, changes: tuple[Change, ...], here: Here, data: Workspace) -> None:
    """Keep the changes under a name, open or discard those that are kept."""
    _, names = here.translate, scenario_names(data.paths)
    with st.expander(_("Scenarios kept in this workspace") + f" · {len(names)}"):
        if not data.can_write():
            page.notice_read_only(_("This workspace cannot be written, so nothing can be kept."))
        else:
            name_column, save = st.columns([4, 1.2], vertical_alignment="bottom")
            asked = st.query_params.get("scenario", "")
            show("scenario-name", asked)
            name = name_column.text_input(_("Keep the changes under this name"), key="scenario-name")
            keep("scenario-name", asked, name, "scenario", [name])
        if data.can_write() and save.button(_("Keep"), disabled=not (name and changes), width="stretch"):
            scenario, opened_before = Scenario(name, plan, changes), st.session_state.get(_OPENED, [])
            following = suppose(data.store, plan, changes, "zh")
            try:
                write_scenario(data.writer, scenario, following, instead_of=opened_before)
            except AizoneError as error:
                page.problem(_("The scenario was not kept."), page.line_of(error, _))
                st.stop()
            st.session_state[_OPENED] = [*opened_before, scenario]
            st.rerun()
        for one in names:
            label, opened, gone = st.columns([4.8, 1.2, 1.2], vertical_alignment="center")
            label.markdown(page.plain(one))
            if opened.button(_("Open"), key=f"open-{one}", width="stretch"):
                kept = read_scenario(data.paths, one)
                st.session_state[_OPENED] = [*st.session_state.get(_OPENED, []), kept]
                _go(kept.plan, kept.changes, here.lang)
            if data.can_write() and gone.button(_("Discard"), key=f"discard-{one}", width="stretch"):
                discard_scenario(data.writer, one)
                st.rerun()


def _draw(here: Here, data: Workspace) -> None:
    _ = here.translate
    desk = desks.open_desk("what-if", here)
    desks.choose_plan(desk)
    plan, changes = desk.plan, changes_from_text(st.query_params.get("change", ""))
    before = resources.plan_clauses(data.store.revision, plan, here.lang, data)
    try:
        after = supposed(before, changes)
    except KeyError:
        page.problem(_("These changes no longer fit the plan."), _("Start again, or take the last one back."))
        _draw_changes(before, changes, here)
        return
    _draw_form(before, changes, here, data)
    _draw_changes(before, changes, here)
    _draw_scenarios(plan, changes, here, data)
    if not changes:
        page.empty(_("No change is supposed yet."), _("Choose a change; what would follow appears here."))
        return
    found, html = consequences(before, after), page.template("what_if.html", here)
    labels = {clause.item: f"{clause.path} {clause.label}" for clause in before.clauses}
    st.html(html.figures(found))
    page.facts(counted(_))
    left, right = st.columns(2, gap="large")
    with left:
        page.section(_("Gaps that open"))
        st.html(html.gaps(found, labels))
        page.section(_("Findings"))
        st.html(html.findings(found, labels))
    with right:
        page.section(_("Load, before and after"))
        st.html(html.shifts(found))
        page.section(_("Shared measures, before and after"))
        st.html(html.pairs(found))
    st.html(
        page.template("desk.html", here, desk=desk).computed(
            computed("consequences", lang=here.lang), desks.asked(desk, "assignments", "work_items")
        )
    )


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.header(
    _("What if"), _("Suppose that units merge, split or go, or that a lead moves. The plan itself stays as it is.")
)
page.stop_if_empty(here)
try:
    _draw(here, workspace)
except AizoneError as error:
    page.problem(page.line_of(error, _), "")
