"""The head of the plans that were read: title, figures, options, and the button that takes the plans in."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from aizone.app import page
from aizone.app.intake.desk import Desk, Place, clear_desk
from aizone.app.intake.panel import Bench
from aizone.app.intake.upload import say_failed
from aizone.errors import AizoneError
from aizone.reading.review import Reviewed, accept
from aizone.views.intake.preview import Preview
from aizone.workspace import Workspace


def draw_head(bench: Bench, preview: Preview, every: Mapping[Place, Reviewed], *, can_write: bool) -> None:
    """The plan's title beside the buttons, what went wrong, the switch between several plans, and figures."""
    _, desk, here = bench.here.translate, bench.desk, bench.here
    head, actions = st.columns([5.6, 5.4], vertical_alignment="top", gap="medium")
    with head:
        page.header(preview.title, " · ".join(preview.facts), desk.files[bench.place[0]].name)
    with actions:
        _draw_bar(bench, every, can_write=can_write)
    problem = desk.take_problem()
    if problem is not None:
        page.problem(*page.words_of(problem, _))
    say_failed(desk, page.problem, _)
    html = page.template("parts.html", here)
    if len(every) > 1:
        plans = [
            (desk.reading(place).plan.title, bench.href(part=f"{place[0]}.{place[1]}", pick=""), place == bench.place)
            for place in every
        ]
        st.html(html.tabs(_("Plan"), plans))
    st.html(html.tiles(preview.counts))


def _draw_bar(bench: Bench, every: Mapping[Place, Reviewed], *, can_write: bool) -> None:
    """Options, and the button that takes the plans in."""
    _, desk = bench.here.translate, bench.desk
    left, middle, right = st.columns([1.35, 1.25, 1.9], vertical_alignment="center")
    with left:
        st.button(_("Other files"), on_click=clear_desk, use_container_width=True, icon=":material/restart_alt:")
    with middle, st.popover(_("Options"), use_container_width=True, icon=":material/tune:"):
        _draw_options(bench, has_slug=len(every) == 1)
    words = _("Add to the workspace") if len(every) == 1 else _("Add all {count} plans").format(count=len(every))
    with right:
        st.button(
            words,
            type="primary",
            use_container_width=True,
            disabled=not can_write,
            on_click=_take_in,
            args=(desk, bench.workspace, list(every.values())),
        )


def _draw_options(bench: Bench, *, has_slug: bool) -> None:
    """Options: whether the text is stored, under which name, and who decides."""
    _, desk = bench.here.translate, bench.desk
    st.radio(
        _("What is stored"),
        (True, False),
        format_func=lambda keep: _("facts and sentences") if keep else _("facts only, no sentences and no file"),
        index=0 if desk.keep_text else 1,
        key="add-keep",
        on_change=_set_options,
        args=(desk,),
    )
    st.caption(_("Without its sentences a plan can be shown to anyone, but it cannot be read again from here."))
    if has_slug:
        widget = f"add-slug-{desk.slug}"
        st.text_input(
            _("Name in addresses"),
            placeholder=bench.reviewed.plan.slug,
            value=desk.slug,
            key=widget,
            on_change=_set_slug,
            args=(desk, widget),
        )
        st.caption(_("Small letters, digits and hyphens; left empty, it is made from place and years."))
    st.text_input(_("Decided by"), key="add-by", value=desk.by, on_change=_set_options, args=(desk,))


def _set_options(desk: Desk) -> None:
    desk.keep_text = bool(st.session_state["add-keep"])
    desk.by = str(st.session_state["add-by"]).strip() or desk.by


def _set_slug(desk: Desk, widget: str) -> None:
    desk.slug = str(st.session_state[widget]).strip()


def _take_in(desk: Desk, workspace: Workspace, taken: list[Reviewed]) -> None:
    try:
        done = accept(workspace, taken, desk.decisions, desk.attribution())
    except AizoneError as error:
        desk.problem = error
    else:
        clear_desk(done)
