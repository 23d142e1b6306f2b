"""Add a plan: give files, see what was read, correct names and roles by clicking, then take the plans in."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.app.here import Here
from aizone.app.intake import panel
from aizone.app.intake.desk import IN_ADDRESS, Desk, Place, clear_desk, keep_desk, knowledge_of, open_desk
from aizone.app.intake.head import draw_head
from aizone.app.intake.panel import Bench
from aizone.app.intake.upload import draw_uploader, say_failed
from aizone.app.visitor import visitor
from aizone.errors import AizoneError
from aizone.i18n import Translate
from aizone.reading.review import Reviewed
from aizone.verdicts.rereading import resolver_for
from aizone.views.intake.change import change_label, plan_change
from aizone.views.intake.owner import OwnerView, owner_view
from aizone.views.intake.preview import Preview, build_preview
from aizone.workspace import Workspace

_ASKED = ("part", "show", "pick", IN_ADDRESS)


def _review_all(desk: Desk, workspace: Workspace) -> dict[Place, Reviewed]:
    """All plans as they would be stored; what was typed as a slug is dropped when it cannot be one, and that is said."""
    knowledge = desk.read_again(workspace)
    try:
        return desk.review_all(workspace, knowledge)
    except AizoneError as error:
        desk.problem, desk.slug = error, ""
        return desk.review_all(workspace, knowledge)


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
        panel.draw_owner(view, bench)
    else:
        _draw_change(bench)
        panel.draw_checks(preview, bench)
    panel.draw_decisions(bench)


def _draw_change(bench: Bench) -> None:
    """The changes that taking the plan in would make."""
    _, before, plan = bench.here.translate, bench.reviewed.before, bench.reviewed.plan
    state = "new" if not before else "same" if before == plan.quads else "changed"
    changes = plan_change(before, plan.quads) if before else ()
    words = [(change_label(one, _), one.names) for one in changes]
    st.html(page.template("add.html", bench.here).change(state, words))


def _draw_finished(desk: Desk, here: Here) -> None:
    """The plans that were stored, and links to where to go from here."""
    _, ngettext, html = here.translate, here.counted, page.template("add.html", here)
    page.header(_("In the workspace"), _("What you decided is kept and applied whenever the plan is read again."))
    states = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    for record in desk.done:
        figures = [
            (record.tasks, ngettext("{count} task", "{count} tasks", record.tasks)),
            (record.measures, ngettext("{count} measure", "{count} measures", record.measures)),
            (record.assignments, ngettext("{count} assignment", "{count} assignments", record.assignments)),
            (
                record.corrections,
                ngettext("{count} correction applied", "{count} corrections applied", record.corrections),
            ),
            (len(record.issues), _("left to check")),
        ]
        st.html(html.stored(record, states[record.change or "unchanged"], figures))
    st.button(_("Add another plan"), on_click=clear_desk, icon=":material/add:")


def _draw_other_files(_: Translate) -> None:
    st.button(_("Other files"), on_click=clear_desk, icon=":material/restart_alt:")


here, workspace, desk = page.here(), resources.workspace(), open_desk()
_ = here.translate
if desk.done:
    _draw_finished(desk, here)
    st.stop()
can_write, may_add = workspace.can_write(), visitor().may("review")
if not may_add:
    page.header(_("Add a plan"))
if not can_write and may_add and workspace.settings.store is not None:
    page.notice(
        _(
            "This workspace is published on a server and only read here: you can look at what is read from a file, but not add it. "
            "The person who publishes the workspace can add it."
        )
    )
elif not can_write:
    page.notice_read_only(
        _(
            "The workspace {folder} cannot be written: you can look at what is read from a file, but not add it. "
            "The person who runs the explorer can start it on a folder of yours."
        ).format(folder=workspace.paths.root)
    )
if not may_add:
    st.stop()
if not desk.files:
    draw_uploader(desk, here, workspace)
    st.stop()
keep_desk(desk)
try:
    with page.loading(_("Reading …")):
        every = _review_all(desk, workspace)
except AizoneError as error:
    page.error(*page.words_of(error, _))
    _draw_other_files(_)
    st.stop()
if not every:
    page.header(_("Add a plan"))
    say_failed(desk, page.error, _)
    _draw_other_files(_)
    st.stop()
asked = {name: st.query_params[name] for name in _ASKED if name in st.query_params}
place = next((one for one in every if f"{one[0]}.{one[1]}" == asked.get("part")), next(iter(every)))
reviewed = every[place]
resolver = resolver_for(reviewed.read, knowledge_of(workspace, desk.decisions).registry)
bench = Bench(here, desk, workspace, place, reviewed, resolver, asked)
preview = build_preview(reviewed.read, reviewed.plan.reading, resolver, here.lang)
draw_head(bench, preview, every, can_write=can_write)
picked = asked.get("pick", "")
view = owner_view(reviewed.read, reviewed.plan.reading, picked, resolver, here.lang) if picked else None
left, right = st.columns([7, 4], gap="medium")
with left:
    _draw_outline(bench, preview, view.key if view else "")
with right, st.container(height=640, border=False, key="add-panel"):
    _draw_panel(bench, preview, view)
