"""Places and platforms: what the chosen plans build, support and rely on, with the tasks that say so and their owners."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aizone.app import page, resources, scope
from aizone.i18n import Translate
from aizone.names.search import filter_nodes
from aizone.projections.things import THINGS, Thing, counts
from aizone.views.look.formats import number
from aizone.views.look.palette import NODES
from aizone.wording import class_label, told

_MAX_TASKS = 5
_MAX_OWNERS = 6
_MAX_ROWS = 300


def _row(thing: Thing, _: Translate) -> str:
    tasks = "".join(
        f'<p>{page.link(task.node, task.label)} <span class="az-meta">{page.escape(told(task.relation, True, _))}</span></p>'
        for task in thing.tasks[:_MAX_TASKS]
    )
    if len(thing.tasks) > _MAX_TASKS:
        tasks += page.meta(f"+{len(thing.tasks) - _MAX_TASKS}")
    owners = "".join(page.role_chip(role, label, unit) for unit, label, role in thing.owners[:_MAX_OWNERS])
    if len(thing.owners) > _MAX_OWNERS:
        owners += f'<span class="az-meta">+{len(thing.owners) - _MAX_OWNERS}</span>'
    if not thing.owners:
        owners = page.meta(_("no owner named"))
    operator = ""
    if thing.operator is not None:
        operator = page.meta(_("operated by {unit}").format(unit=thing.operator[1]))
    return f"<tr><td><b>{page.link(thing.node, thing.label)}</b>{operator}</td><td>{tasks}</td><td>{owners}</td></tr>"


def _table(things: Sequence[Thing], group: str, _: Translate) -> str:
    title = page.h2(f"{NODES[group].glyph} {class_label(group, _)}", number(len(things), lang))
    head = page.table_head((_("Name"), ""), (_("Tasks"), ""), (_("Owners of these tasks"), ""))
    rows = "".join(_row(thing, _) for thing in things[:_MAX_ROWS])
    return f'{title}<table class="az-list az-things">{head}{rows}</table>'


lang, _ = page.translate()
page.header(
    _("Places and platforms"), _("What the plans build, support and rely on: which tasks say so, and who owns them.")
)
chosen = scope.choose(lang, _)
workspace = resources.workspace()
with page.loading(_("Reading the plans …")):
    things = resources.things(workspace.store.revision, chosen.plans, lang, workspace)
if not things:
    page.empty(_("These plans name no platform, park or project."), _("Choose other plans above."))
    st.stop()
found = counts(things)
groups = st.pills(
    _("Classes"), [group for group in THINGS if found[group]], selection_mode="multi", key=f"places-{lang}",
    format_func=lambda group: f"{NODES[group].glyph} {class_label(group, _)} {found[group]}", label_visibility="collapsed",
)  # fmt: skip
typed = st.text_input(
    _("Filter by name"),
    placeholder=_("Part of a name, of a task or of a unit"),
    key="places-filter",
    label_visibility="collapsed",
)
rows = {
    thing.node: (thing.node, *(task.node for task in thing.tasks), *(unit for unit, _name, _role in thing.owners))
    for thing in things
}
names = resources.names(workspace.store.revision, workspace)
fitting = filter_nodes(names, typed, [node for row in rows.values() for node in row])
shown = [
    thing for thing in things if (not groups or thing.group in groups) and not fitting.isdisjoint(rows[thing.node])
]
if not shown:
    page.empty(_("Nothing fits these filters."), _("Take one of them out, and rows appear again."))
for group in THINGS:
    own = [thing for thing in shown if thing.group == group]
    if own:
        st.html(_table(own, group, _))
