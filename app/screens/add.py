"""Add a plan: give files, see what was read, correct names and roles by clicking, then take the plans in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from aizone.app import address, page, preview_html, resources, review_desk, review_panel
from aizone.app.review_desk import Desk
from aizone.app.review_panel import Bench
from aizone.errors import AizoneError
from aizone.reading.ingest import IngestResult
from aizone.reading.review import Reviewed, accept
from aizone.verdicts.rereading import resolver_for
from aizone.views.intake.change import change_label, plan_change
from aizone.views.intake.owner import owner_view
from aizone.views.intake.preview import build_preview

_FORMATS = "docx · PDF · HTML · xlsx · csv · txt"
_MOST_MIB = 64


def _words_of(error: AizoneError) -> tuple[str, str]:
    """An error in the reader's language: what is wrong with what, and what to do."""
    what, next_step = (_(part).format(**error.values) if part else "" for part in (error.what, error.next_step))
    where, shown = error.where, _("{where}: {what}")
    return (shown.format(where=where, what=what) if where else what), next_step


def _say_error(error: AizoneError) -> None:
    """An error that is all there is to show."""
    page.error(*_words_of(error))


def _mention_error(error: AizoneError) -> None:
    """An error beside what can be shown all the same."""
    what, next_step = map(page.escape, _words_of(error))
    st.html(f'<p class="az-notice az-wrong" role="alert"><b>{what}</b> {next_step}</p>')


# --- giving files


def _uploader(here: Desk) -> None:
    """The first step: files of any format, read at once."""
    page.header(
        _("Add a plan"),
        _("Give the plan's file. You see what was read and correct it; nothing is stored before you say so."),
    )
    choose, drop = _("Choose files"), _("or drop them here")
    limit = _("{formats}; at most {size} MiB a file").format(formats=_FORMATS, size=_MOST_MIB)
    large = _("This file was not taken: it is larger than {size} MiB. Save it without pictures, or split it.")
    words = {"choose": choose, "drop": drop, "limit": limit, "too-large": large.format(size=_MOST_MIB)}
    said = "; ".join(f"--words-{name}: {_css(text)}" for name, text in words.items())
    st.html(f"<style>:root {{ {said} }}</style>")
    given = st.file_uploader(
        _("Files of plans ({limit})").format(limit=limit),
        accept_multiple_files=True,
        key=f"add-files-{here.round}",
        label_visibility="collapsed",
        max_upload_size=_MOST_MIB,
    )
    steps = (
        (_("Give files"), _("One or several; each may hold several plans.")),
        (_("Check what was read"), _("Tasks, owners and roles, and what was unclear, each beside its sentence.")),
        (_("Correct by clicking"), _("Who a name is, which role, who is missing. What you decide holds when the plan is read again.")),
        (_("Take it in"), _("The plan goes in whole or not at all, and opens in Explore.")),
    )  # fmt: skip
    items = "".join(f"<li><b>{page.escape(title)}</b><span>{page.escape(words)}</span></li>" for title, words in steps)
    st.html(f'<ol class="az-steps">{items}</ol>')
    if given:
        knowledge = review_desk.knowledge_of(workspace, here.decisions)
        bar = st.progress(0.0, text=page.plain(_("Reading …")))
        for count, file in enumerate(given):
            bar.progress(count / len(given), text=page.plain(_("Reading {file} …").format(file=file.name)))
            review_desk.open_file(file.name, file.getvalue(), knowledge)
        bar.empty()
        st.query_params.from_dict({"lang": lang})
        st.rerun()


def _css(words: str) -> str:
    """Words as a CSS string."""
    escaped = "".join(f"\\{ord(char):x} " if char in '"\\<>&\n' else char for char in words)
    return f'"{escaped}"'


def _files_that_failed(here: Desk, say: Callable[[AizoneError], None]) -> None:
    for opened in here.files:
        if opened.error is not None:
            say(opened.error)
        elif opened.same_as is not None:
            words = _("{file} is the same as {other} and was passed over.")
            page.notice(words.format(file=opened.name, other=opened.same_as))


# --- one plan


def _bar(here: Desk, part: tuple[int, int], reviewed: Reviewed, every: dict[tuple[int, int], Reviewed]) -> None:
    """Options and the button that takes the plans in."""
    left, middle, right = st.columns([1.35, 1.25, 1.9], vertical_alignment="center")
    with left:
        st.button(_("Other files"), on_click=review_desk.clear, use_container_width=True, icon=":material/restart_alt:")
    with middle, st.popover(_("Options"), use_container_width=True, icon=":material/tune:"):
        st.radio(
            _("What is stored"),
            (True, False),
            format_func=lambda keep: _("facts and sentences") if keep else _("facts only, no sentences and no file"),
            index=0 if here.keep_text else 1,
            key="add-keep",
            on_change=_set_options,
        )
        st.caption(_("Without its sentences a plan can be shown to anybody, but it cannot be read again from here."))
        if len(every) == 1:
            st.text_input(
                _("Name in addresses"),
                placeholder=reviewed.plan.slug,
                value=here.slug,
                key=f"add-slug-{here.slug}",
                on_change=_set_slug,
                args=(f"add-slug-{here.slug}",),
            )
            st.caption(_("Small letters, digits and hyphens; left empty, it is made from place and years."))
        st.text_input(_("Decided by"), key="add-by", value=here.by, on_change=_set_options)
    words = _("Add to the workspace") if len(every) == 1 else _("Add all {count} plans").format(count=len(every))
    with right:
        st.button(
            words,
            type="primary",
            use_container_width=True,
            disabled=not can_write,
            on_click=_take_in,
            args=(list(every.values()),),
        )


def _set_options() -> None:
    here = review_desk.desk()
    here.keep_text = bool(st.session_state["add-keep"])
    here.by = str(st.session_state["add-by"]).strip() or here.by


def _set_slug(widget: str) -> None:
    review_desk.desk().slug = str(st.session_state[widget]).strip()


def _take_in(taken: list[Reviewed]) -> None:
    here = review_desk.desk()
    try:
        done = accept(workspace, taken, here.decisions, review_desk.attribution())
    except AizoneError as error:
        here.problem = error
    else:
        review_desk.finish(done)


def _change(reviewed: Reviewed) -> str:
    """What taking the plan in would change, as HTML."""
    is_new, only_places = _("A new plan"), _("places and notes only")
    if not reviewed.before:
        return page.card(f"<b>{page.escape(is_new)}</b>", page.meta(f"id:plan/{reviewed.plan.slug}"), css="az-change")
    changes = plan_change(reviewed.before, reviewed.plan.quads)
    same = reviewed.before == reviewed.plan.quads
    title = _("Already stored, nothing changes") if same else _("Already stored; taking it in changes")
    lines = "".join(
        f"<li>{page.escape(change_label(one, _))} <span class='az-meta'>{page.escape(' · '.join(one.names))}</span></li>"
        for one in changes
    )
    if not same and not changes:
        lines = f"<li>{page.escape(only_places)}</li>"
    return page.card(f"<b>{page.escape(title)}</b>", f"<ul>{lines}</ul>" if lines else "", css="az-change")


# --- afterwards


def _finished(done: Sequence[IngestResult]) -> None:
    """What was stored, and where to go from here."""
    page.header(_("In the workspace"), _("What you decided is kept and applied whenever the plan is read again."))
    words = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    for record in done:
        node = f"id:plan/{record.slug}"
        figures = [
            (record.tasks, _("tasks")),
            (record.measures, _("measures")),
            (record.assignments, _("assignments")),
            (record.corrections, _("corrections applied")),
            (len(record.issues), _("left to check")),
        ]
        explore, overview = _("Open in Explore"), _("Overview")
        st.html(
            page.card(
                f'<h2 class="az-h2">{page.escape(record.title or "")}</h2>',
                page.meta(words[record.change or "unchanged"], node),
                page.tiles(figures),
                f'<p class="az-go"><a class="az-button" data-az href="{page.escape(page.explore_href(node))}" target="_self">'
                f"{page.escape(explore)}</a> "
                f'<a data-az href="{page.escape(address.raw_href("", [("plan", node), ("lang", lang)]))}" target="_self">'
                f"{page.escape(overview)}</a></p>",
            )
        )
    st.button(_("Add another plan"), on_click=review_desk.clear, icon=":material/add:")


lang, _ = page.translate()
workspace = resources.workspace()
here = review_desk.desk()
can_write = workspace.can_write()
if here.done:
    _finished(here.done)
    st.stop()
if not can_write:
    page.notice(
        _(
            "The workspace {folder} cannot be written: you can look at what is read from a file, but not add it. "
            "Start the explorer on a folder of your own: aizone app --workspace DIR"
        ).format(folder=workspace.paths.root)
    )
if not here.files:
    _uploader(here)
    st.stop()

try:
    with page.loading(_("Reading …")):
        knowledge = review_desk.read_again(workspace)
except AizoneError as error:
    _say_error(error)
    st.button(_("Other files"), on_click=review_desk.clear)
    st.stop()
parts = here.parts()
if not parts:
    page.header(_("Add a plan"))
    _files_that_failed(here, _say_error)
    st.button(_("Other files"), on_click=review_desk.clear, icon=":material/restart_alt:")
    st.stop()

asked = st.query_params.get("part", "")
part = next((one for one in parts if f"{one[0]}.{one[1]}" == asked), parts[0])
try:
    every = review_desk.review_all(workspace, knowledge)
except AizoneError as error:
    here.problem, here.slug = error, ""
    every = review_desk.review_all(workspace, knowledge)
reviewed = every[part]
resolver = resolver_for(reviewed.read, knowledge.registry)
bench = Bench(workspace, part, reviewed, resolver, lang, _)
preview = build_preview(reviewed.read, reviewed.plan.reading, resolver, lang)

head, actions = st.columns([5.6, 5.4], vertical_alignment="top", gap="medium")
with head:
    page.header(preview.title, " · ".join(preview.facts), here.files[part[0]].name)
with actions:
    _bar(here, part, reviewed, every)
if here.problem is not None:
    _mention_error(here.problem)
    here.problem = None
_files_that_failed(here, _mention_error)
if len(parts) > 1:
    st.html(
        page.tabs(
            _("Plan"),
            [
                (here.reading(one).plan.title, bench.href(part=f"{one[0]}.{one[1]}", pick=""), one == part)
                for one in parts
            ],
        )
    )
st.html(page.tiles(preview.counts))

picked = st.query_params.get("pick", "")
view = owner_view(reviewed.read, reviewed.plan.reading, picked, resolver, lang) if picked else None
left, right = st.columns([7, 4], gap="medium")
with left:
    only_open = st.query_params.get("show") == "check"
    st.html(
        '<div class="az-toolbar">'
        + page.tabs(
            _("Show"),
            [
                (_("All tasks"), bench.href(show="all"), not only_open),
                (_("To check"), bench.href(show="check"), only_open),
            ],
        )
        + page.role_legend()
        + "</div>"
    )
    with st.container(height=640, border=False, key="add-outline"):
        st.html(preview_html.outline_html(preview, view.key if view else "", bench.href_of, _, only_open=only_open))
with right, st.container(height=640, border=False, key="add-panel"):
    if view is not None:
        review_panel.draw_owner(view, bench)
    else:
        st.html(_change(reviewed))
        review_panel.draw_checks(preview, bench)
    review_panel.draw_decisions(here, bench)
