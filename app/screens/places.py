"""Places and platforms: what the chosen plans build, support and rely on, with the tasks that say so and their owners."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aizone.app import page, resources, scope
from aizone.app.here import Here
from aizone.app.panels.filters import chosen_classes, typed_name
from aizone.names.search import filter_nodes
from aizone.projections.things import THINGS, Thing, counts
from aizone.views.look.palette import NODES
from aizone.wording import class_label
from aizone.workspace import Workspace


def _filtered(things: Sequence[Thing], here: Here, data: Workspace) -> list[Thing]:
    """The things of the classes chosen that fit the words typed, by their own name, a task's or an owner's."""
    _, found = here.translate, counts(things)
    groups = chosen_classes(
        f"places-{here.lang}", [group for group in THINGS if found[group]],
        lambda group: f"{NODES[group].glyph} {class_label(group, _)} {found[group]}", here,
    )  # fmt: skip
    typed = typed_name("places-filter", _("Part of a name, of a task or of a unit"), here)
    rows = {
        thing.node: (thing.node, *(task.node for task in thing.tasks), *(unit for unit, _name, _role in thing.owners))
        for thing in things
    }
    names = resources.names(data.store.revision, data)
    fitting = filter_nodes(names, typed, [node for row in rows.values() for node in row])
    return [
        thing for thing in things if (not groups or thing.group in groups) and not fitting.isdisjoint(rows[thing.node])
    ]


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.header(
    _("Places and platforms"), _("What the plans build, support and rely on: which tasks say so, and who owns them.")
)
scope.draw(here)
scope.print_names(here.plans.plans, here)
with page.loading(_("Reading the plans …")):
    things = resources.things(workspace.store.revision, here.plans.plans, here.lang, workspace)
if not things:
    page.empty(_("These plans name no platform, park or project."), _("Choose other plans above."))
    st.stop()
shown = _filtered(things, here, workspace)
if not shown:
    page.empty(_("Nothing fits these filters."), _("Remove one of them, and rows appear again."))
html = page.template("places.html", here)
for group in THINGS:
    own = [thing for thing in shown if thing.group == group]
    if own:
        st.html(html.things(group, own))
