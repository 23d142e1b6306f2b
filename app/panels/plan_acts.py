"""The things to do with a plan of the workspace: review it again, give it another title, remove it; and to bring one back."""

from __future__ import annotations

import functools

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.app.intake.desk import knowledge_of, open_desk
from aizone.app.visitor import visitor
from aizone.errors import AizoneError
from aizone.iri import expand, last_segment
from aizone.reading.renaming import rename_plan
from aizone.verdicts.attribution import Attribution, now
from aizone.views.look.formats import day
from aizone.views.plan.overview import PlanHead
from aizone.workspace import Workspace

_DONE, _PROBLEM = "plans-done", "plans-problem"


def draw(head: PlanHead, here: Here, data: Workspace) -> None:
    """The buttons below one plan; none where the workspace cannot be written, or the visitor may only look."""
    if not data.can_write() or not visitor().may("review"):
        return
    _, slug = here.translate, last_segment(expand(head.plan))
    try:
        is_held = bool(data.sources(slug))
    except AizoneError as error:  # the documents are out of reach: the other plans are shown all the same
        page.problem(*page.words_of(error, _))
        return
    with st.container(horizontal=True, key=f"plan-acts-{slug}"):
        if is_held and st.button(_("Review again"), key=f"plan-review-{slug}", icon=":material/rate_review:"):
            _review_again(slug, here, data)
        with st.popover(_("Rename"), icon=":material/edit:", key=f"plan-renaming-{slug}-{head.label}"):
            _draw_rename(slug, head, here, data)
        if _may_remove(data):
            with st.popover(_("Remove"), icon=":material/delete:"):
                _draw_remove(slug, here, data)


def _may_remove(data: Workspace) -> bool:
    """True where the visitor may remove plans and bring them back, and the folder can be written."""
    return data.can_write() and visitor().may("admin")


def _review_again(slug: str, here: Here, data: Workspace) -> None:
    desk = open_desk()
    try:
        desk.done.clear()
        at, part = desk.open_stored(data, slug, knowledge_of(data, desk.decisions))
    except AizoneError as error:
        page.problem(*page.words_of(error, here.translate))
        return
    st.switch_page("screens/add.py", query_params={"part": f"{at}.{part}", "lang": here.lang})


def _draw_rename(slug: str, head: PlanHead, here: Here, data: Workspace) -> None:
    _ = here.translate
    stored = data.stored_plan(slug)
    title = (stored.title if stored is not None else None) or head.label
    widget = f"plan-title-{slug}-{title}"
    st.text_input(_("Title"), value=title, key=widget)
    st.caption(
        _("The title is kept as a correction and holds whenever the plan is read again. Addresses stay as they are.")
    )
    st.button(
        _("Rename"),
        key=f"plan-rename-{slug}",
        type="primary",
        on_click=functools.partial(_rename, slug, widget, here, data),
    )


def _rename(slug: str, widget: str, here: Here, data: Workspace) -> None:
    _, title = here.translate, str(st.session_state[widget])
    try:
        if rename_plan(data, slug, title, Attribution(visitor().name, now())):
            st.session_state[_DONE] = (_("Renamed: {title}").format(title=title), "")
    except AizoneError as error:
        st.session_state[_PROBLEM] = error


def _draw_remove(slug: str, here: Here, data: Workspace) -> None:
    _, ngettext, decided = here.translate, here.counted, data.count_decisions(slug)
    st.write(
        page.plain(_("The plan, its file and its numbers leave the workspace. It can be brought back from this page."))
    )
    widget = f"plan-decisions-{slug}"
    if decided:
        words = ngettext("Remove the decision about it, too", "Remove the {count} decisions about it, too", decided)
        st.checkbox(words.format(count=decided), key=widget)
        st.caption(_("Otherwise they are kept and apply when the plan is added again."))
    st.button(
        _("Remove the plan"),
        key=f"plan-remove-{slug}",
        type="primary",
        on_click=functools.partial(_remove, slug, widget, here, data),
    )


def _remove(slug: str, widget: str, here: Here, data: Workspace) -> None:
    _ = here.translate
    try:
        data.remove_plan(slug, with_decisions=bool(st.session_state.get(widget)))
    except AizoneError as error:
        st.session_state[_PROBLEM] = error
    else:
        removed = next(iter(data.removed_plans()))
        st.session_state[_DONE] = (_("Removed: {title}").format(title=removed.title), removed.path.name)


def say_done(here: Here, data: Workspace) -> None:
    """Say once what the last click did, with a button that undoes a removal."""
    _ = here.translate
    problem = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        page.problem(*page.words_of(problem, _))
    words, name = st.session_state.pop(_DONE, ("", ""))
    if words:
        page.notice(words)
    removed = next((one for one in data.removed_plans() if one.path.name == name), None) if name else None
    if removed is not None:
        _draw_back(removed.path.name, here, data, key="plan-undo", words=_("Undo"))


def draw_removed(here: Here, data: Workspace) -> None:
    """The plans that were removed, each with a button that brings it back."""
    _, removed = here.translate, data.removed_plans()
    if not removed or not visitor().may("admin"):
        return
    with st.expander(_("Removed plans ({count})").format(count=len(removed)), icon=":material/restore_from_trash:"):
        for at, one in enumerate(removed):
            label, button = st.columns([5, 1.4], vertical_alignment="center")
            label.markdown(page.plain(f"{one.title} · {day(one.when[:10], here.lang)}"))
            with button:
                _draw_back(one.path.name, here, data, key=f"plan-back-{at}", words=_("Bring back"))


def _draw_back(name: str, here: Here, data: Workspace, *, key: str, words: str) -> None:
    _ = here.translate

    def back() -> None:
        one = next((one for one in data.removed_plans() if one.path.name == name), None)
        if one is None:
            return
        try:
            data.bring_back(one)
        except AizoneError as error:
            st.session_state[_PROBLEM] = error
        else:
            st.session_state[_DONE] = (_("{title} is back.").format(title=one.title), "")

    st.button(words, key=key, icon=":material/undo:", on_click=back, disabled=not _may_remove(data))
