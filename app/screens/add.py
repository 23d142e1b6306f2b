"""Add a plan: give files, see what was read, correct names and roles by clicking, then take the plans in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from aizone.app import page, resources, review_panel
from aizone.app.here import Here
from aizone.app.review_desk import Desk, Place, clear_desk, knowledge_of, open_desk
from aizone.app.review_panel import Bench
from aizone.errors import AizoneError
from aizone.i18n import Translate
from aizone.reading.review import Reviewed, accept
from aizone.verdicts.rereading import resolver_for
from aizone.views.intake.change import change_label, plan_change
from aizone.views.intake.owner import OwnerView, owner_view
from aizone.views.intake.preview import Preview, build_preview
from aizone.workspace import Workspace

_FORMATS = "docx · PDF · HTML · xlsx · csv · txt"
_MOST_MIB = 64
_ASKED = ("part", "show", "pick")


def _words_of(error: AizoneError, _: Translate) -> tuple[str, str]:
    """An error in the reader's language: what is wrong with what, and what to do."""
    what, next_step = (_(part).format(**error.values) if part else "" for part in (error.what, error.next_step))
    where, shown = error.where, _("{where}: {what}")
    return (shown.format(where=where, what=what) if where else what), next_step


# giving files --------------------------------------------------------------------------------------------------------------


def _draw_uploader(desk: Desk, here: Here, workspace: Workspace) -> None:
    """The first step: files of any format, read at once."""
    _, html = here.translate, page.template("add.html", here)
    page.header(
        _("Add a plan"),
        _("Give the plan's file. You see what was read and correct it; nothing is stored before you say so."),
    )
    limit = _("{formats}; at most {size} MiB a file").format(formats=_FORMATS, size=_MOST_MIB)
    large = _("This file was not taken: it is larger than {size} MiB. Save it without pictures, or split it.")
    words = [
        ("choose", _("Choose files")),
        ("drop", _("or drop them here")),
        ("limit", limit),
        ("too-large", large.format(size=_MOST_MIB)),
    ]
    st.html(html.upload_words(words))
    given = st.file_uploader(
        _("Files of plans ({limit})").format(limit=limit),
        accept_multiple_files=True,
        key=f"add-files-{desk.round}",
        label_visibility="collapsed",
        max_upload_size=_MOST_MIB,
    )
    st.html(html.steps())
    if given:
        knowledge = knowledge_of(workspace, desk.decisions)
        bar = st.progress(0.0, text=page.plain(_("Reading …")))
        for count, file in enumerate(given):
            bar.progress(count / len(given), text=page.plain(_("Reading {file} …").format(file=file.name)))
            desk.open_file(file.name, file.getvalue(), knowledge)
        bar.empty()
        st.query_params.from_dict({"lang": here.lang})
        st.rerun()


def _say_failed(desk: Desk, say: Callable[[str, str], None], _: Translate) -> None:
    """The files that could not be read, and those given twice."""
    for opened in desk.files:
        if opened.error is not None:
            say(*_words_of(opened.error, _))
        elif opened.same_as is not None:
            words = _("{file} is the same as {other} and was skipped.")
            page.notice(words.format(file=opened.name, other=opened.same_as))


def _draw_other_files(_: Translate) -> None:
    st.button(_("Other files"), on_click=clear_desk, icon=":material/restart_alt:")


# the plans that were read ----------------------------------------------------------------------------------------------------


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


def _review_all(desk: Desk, workspace: Workspace) -> dict[Place, Reviewed]:
    """All plans as they would be stored; what was typed as a slug is dropped when it cannot be one, and that is said."""
    knowledge = desk.read_again(workspace)
    try:
        return desk.review_all(workspace, knowledge)
    except AizoneError as error:
        desk.problem, desk.slug = error, ""
        return desk.review_all(workspace, knowledge)


def _draw_head(bench: Bench, preview: Preview, every: Mapping[Place, Reviewed], *, can_write: bool) -> None:
    """The plan's title beside the buttons, what went wrong, the switch between several plans, and figures."""
    _, desk, here = bench.here.translate, bench.desk, bench.here
    head, actions = st.columns([5.6, 5.4], vertical_alignment="top", gap="medium")
    with head:
        page.header(preview.title, " · ".join(preview.facts), desk.files[bench.place[0]].name)
    with actions:
        _draw_bar(bench, every, can_write=can_write)
    problem = desk.take_problem()
    if problem is not None:
        page.problem(*_words_of(problem, _))
    _say_failed(desk, page.problem, _)
    html = page.template("parts.html", here)
    if len(every) > 1:
        plans = [
            (desk.reading(place).plan.title, bench.href(part=f"{place[0]}.{place[1]}", pick=""), place == bench.place)
            for place in every
        ]
        st.html(html.tabs(_("Plan"), plans))
    st.html(html.tiles(preview.counts))


def _draw_outline(bench: Bench, preview: Preview, picked: str) -> None:
    """The plan's tasks with their owners, all of them or those to check."""
    _, only_open = bench.here.translate, bench.asked.get("show") == "check"
    views = [
        (_("All tasks"), bench.href(show="all"), not only_open),
        (_("To check"), bench.href(show="check"), only_open),
    ]
    st.html(page.template("add.html", bench.here).toolbar(views))
    with st.container(height=640, border=False, key="add-outline"):
        st.html(bench.template(picked).outline(preview.tasks, only_open))


def _draw_panel(bench: Bench, preview: Preview, view: OwnerView | None) -> None:
    """The owner that was picked, or what would change and what to check; then what was decided."""
    if view is not None:
        review_panel.draw_owner(view, bench)
    else:
        _draw_change(bench)
        review_panel.draw_checks(preview, bench)
    review_panel.draw_decisions(bench)


def _draw_change(bench: Bench) -> None:
    """The changes that taking the plan in would make."""
    _, before, plan = bench.here.translate, bench.reviewed.before, bench.reviewed.plan
    state = "new" if not before else "same" if before == plan.quads else "changed"
    changes = plan_change(before, plan.quads) if before else ()
    words = [(change_label(one, _), one.names) for one in changes]
    st.html(page.template("add.html", bench.here).change(state, f"id:plan/{plan.slug}", words))


# afterwards ------------------------------------------------------------------------------------------------------------------


def _draw_finished(desk: Desk, here: Here) -> None:
    """The plans that were stored, and links to where to go from here."""
    _, html = here.translate, page.template("add.html", here)
    page.header(_("In the workspace"), _("What you decided is kept and applied whenever the plan is read again."))
    states = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    for record in desk.done:
        figures = [
            (record.tasks, _("tasks")),
            (record.measures, _("measures")),
            (record.assignments, _("assignments")),
            (record.corrections, _("corrections applied")),
            (len(record.issues), _("left to check")),
        ]
        st.html(html.stored(record, states[record.change or "unchanged"], figures))
    st.button(_("Add another plan"), on_click=clear_desk, icon=":material/add:")


here, workspace, desk = page.here(), resources.workspace(), open_desk()
_ = here.translate
if desk.done:
    _draw_finished(desk, here)
    st.stop()
can_write = workspace.can_write()
if not can_write:
    page.notice(
        _(
            "The workspace {folder} cannot be written: you can look at what is read from a file, but not add it. "
            "Start the explorer on a folder of your own: aizone app --workspace DIR"
        ).format(folder=workspace.paths.root)
    )
if not desk.files:
    _draw_uploader(desk, here, workspace)
    st.stop()
try:
    with page.loading(_("Reading …")):
        every = _review_all(desk, workspace)
except AizoneError as error:
    page.error(*_words_of(error, _))
    _draw_other_files(_)
    st.stop()
if not every:
    page.header(_("Add a plan"))
    _say_failed(desk, page.error, _)
    _draw_other_files(_)
    st.stop()
asked = {name: st.query_params[name] for name in _ASKED if name in st.query_params}
place = next((one for one in every if f"{one[0]}.{one[1]}" == asked.get("part")), next(iter(every)))
reviewed = every[place]
resolver = resolver_for(reviewed.read, knowledge_of(workspace, desk.decisions).registry)
bench = Bench(here, desk, workspace, place, reviewed, resolver, asked)
preview = build_preview(reviewed.read, reviewed.plan.reading, resolver, here.lang)
_draw_head(bench, preview, every, can_write=can_write)
picked = asked.get("pick", "")
view = owner_view(reviewed.read, reviewed.plan.reading, picked, resolver, here.lang) if picked else None
left, right = st.columns([7, 4], gap="medium")
with left:
    _draw_outline(bench, preview, view.key if view else "")
with right, st.container(height=640, border=False, key="add-panel"):
    _draw_panel(bench, preview, view)
