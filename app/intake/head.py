"""The head of the plans that were read: title, figures, options, and the button that takes the plans in."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from pyoxigraph import NamedNode

from aizone.app import page, resources
from aizone.app.intake.desk import Desk, Place, clear_desk
from aizone.app.intake.panel import Bench
from aizone.app.intake.upload import say_failed
from aizone.app.visitor import visitor
from aizone.errors import N_, AizoneError, UsageError
from aizone.reading.review import Reviewed, accept
from aizone.verdicts.heads import HeadField, written_now
from aizone.verdicts.readings import OF_HEAD
from aizone.views.intake.head import place_label, places_meant
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
            (one.plan.reading.plan.title, bench.href(part=f"{place[0]}.{place[1]}", pick=""), place == bench.place)
            for place, one in every.items()
        ]
        st.html(html.tabs(_("Plan"), plans))
    st.html(html.tiles(preview.counts))
    _draw_parts(bench)


def _draw_parts(bench: Bench) -> None:
    """The parts of the plan's head, each to be corrected; open while the place is unknown, and once something was corrected."""
    _, reviewed, plan = bench.here.translate, bench.reviewed, bench.reviewed.plan.reading.plan
    places = bench.resolver.registry.places
    label = place_label(plan, places)
    if plan.place is None:
        page.notice(
            _("The plan does not say which place it is for, so short names such as 市科技局 cannot be matched to units yet. Choose the place here.")
        )  # fmt: skip
    words = " · ".join(filter(None, [_("Place, title and dates"), label.partition(" ")[0]]))
    is_open = plan.place is None or any(one.kind in OF_HEAD for one in bench.desk.draft(bench.place).corrections)
    with st.expander(page.plain(words), expanded=is_open, icon=":material/edit_note:"):
        where, what = st.columns([2, 5], gap="small")
        with where:
            _draw_place(label, bench)
        with what:
            _draw_part("title", _("Title"), "", bench)
        cells = st.columns([2, 2, 1.5, 1.5], gap="small")
        fields: tuple[tuple[HeadField, str, str], ...] = (
            ("number", _("Document number"), _("for example 玉政发〔2024〕1号")),
            ("issued", _("Date of issue"), "2024-03-01"),
            ("start", _("First year"), "2024"),
            ("end", _("Last year"), "2026"),
        )
        for cell, (kind, words, example) in zip(cells, fields, strict=True):
            with cell:
                _draw_part(kind, words, example, bench)
        if reviewed.before:
            st.caption(_("Corrections of the head are kept and applied whenever the plan is read again."))


def _draw_place(label: str, bench: Bench) -> None:
    """The box of the place: suggestions while typing; a full name that no registry has is taken as it is."""
    _, lang, plan = bench.here.translate, bench.here.lang, bench.reviewed.plan.reading.plan
    registry = bench.resolver.registry
    now = plan.place.value if plan.place is not None else None
    choices = dict(resources.place_choices(bench.workspace.store.revision, lang, registry))
    if now is not None:
        choices.setdefault(now, label)
    widget = f"add-place-{bench.place}-{now}-{lang}"

    def chosen() -> None:
        typed = st.session_state[widget]
        if not typed or typed == now:
            return
        known = registry.places.get(NamedNode(typed)) if typed in choices else None
        meant = [known] if known is not None else places_meant(typed, registry.places.values())
        if len(meant) == 1:
            bench.desk.choose_place(bench.place, bench.reviewed, meant[0])
        elif meant:
            words = N_("is the name of several places.")
            bench.desk.problem = UsageError(typed, words, N_("Choose one from the list: each says what it lies in."))
        else:
            words = N_("is not the name of a place.")
            bench.desk.problem = UsageError(typed, words, N_("Write its full name, such as 青原县."))

    st.selectbox(
        _("Place of the plan"),
        list(choices),
        index=list(choices).index(now) if now is not None else None,
        format_func=lambda one: choices.get(one, one),
        placeholder=_("Type a city, county or district"),
        accept_new_options=True,
        key=widget,
        on_change=chosen,
    )


def _draw_part(kind: HeadField, words: str, example: str, bench: Bench) -> None:
    """The field of one part of the head; what is typed is a correction."""
    now = written_now(bench.reviewed.plan.reading.plan, kind)
    widget = f"add-head-{bench.place}-{kind}-{now}-{bench.desk.tries}"

    def changed() -> None:
        bench.desk.correct_head(bench.place, bench.reviewed, {kind: st.session_state[widget]})

    st.text_input(words, value=now, placeholder=example, key=widget, on_change=changed)


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
    person = visitor()
    by = person.name if person.is_logged_in else desk.by
    st.text_input(
        _("Decided by"),
        key="add-by",
        value=by,
        on_change=_set_options,
        args=(desk,),
        disabled=person.is_logged_in,
    )


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
