"""One selection, several views of it, and its card: who does what, with whom, for which goal, and which sentence says so."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aizone.app import address, page, resources, scope
from aizone.app.here import Here
from aizone.app.panels import graph, graph_acts, matrix, path_finder, text
from aizone.app.panels.graph_source import GraphSource, read_graph
from aizone.app.panels.graph_visit import GraphVisit, graph_visit
from aizone.projections.folded import label_of
from aizone.views.graph.building import node_at
from aizone.views.plan.scope import MOST
from aizone.views.plan.scope import scope as scope_of
from aizone.wording import told
from aizone.workspace import Workspace

_START_UNITS = 8


def _apply_waiting(here: Here, visit: GraphVisit) -> tuple[Here, GraphSource | None]:
    """Apply what the visitor did in the graph since the last run, and write where that leads to into the address.

    Returns:
        the place after it, and the graph it was applied to, from which the page is then drawn; None when nothing was done.
    """
    events = visit.take_waiting()
    if not events:
        return here, None
    source = read_graph(here.address, visit, events)
    here = here.at(graph_acts.apply(events, here, visit, source))
    address.write(here.address)
    return here, source


def _view_switch(here: Here) -> None:
    _ = here.translate
    titles = {"graph": _("Graph"), "matrix": _("Matrix"), "text": _("Text")}
    views = [
        (titles[view], address.href("explore", replace(here.address, view=view)), view == here.address.view)
        for view in address.VIEWS
    ]
    st.html(page.template("parts.html", here).tabs(_("View"), views))


def _title(here: Here) -> None:
    """The title of the page while nothing is selected."""
    _ = here.translate
    page.header(
        _("Explore responsibilities"), _("Search for a unit, a goal, a task or a platform, or start from one of these.")
    )


def _start(here: Here, workspace: Workspace) -> None:
    """Nothing is selected yet: where to begin."""
    _title(here)
    view = resources.plan_overview(workspace.store.revision, here.plans.heads[0], here.lang, workspace)
    st.html(page.template("explore.html", here).start(view, _START_UNITS))


def _plans_to_show(here: Here, node: str | None, workspace: Workspace) -> tuple[str, ...]:
    """The chosen plans; without a choice that shows all of them, those that the selection belongs to or appears in."""
    found, revision = here.plans, workspace.store.revision
    if found.is_chosen or not node or not (found.left_out or found.invented_left_out):
        return found.plans
    heads = resources.plans(revision, here.lang, workspace)
    own = [head.plan for head in heads if f"{node}/".startswith(f"{head.plan}/")]
    if own:
        return tuple(own)
    card = resources.entity_card(revision, node, here.lang, workspace)
    appears = {duty.plan for duty in card.duties} if card else set()
    plans = scope_of([], [head for head in heads if head.plan in appears]).plans if appears else ()
    return plans[:MOST] or found.plans


def _draw_view(here: Here, plans: tuple[str, ...], source: GraphSource, visit: GraphVisit) -> Here:
    """Draw the view the address asks for; the place after it, because the graph writes its picture into the address."""
    match here.address.view:
        case "graph":
            return graph.draw(here, source, visit)
        case "matrix":
            if plans == here.plans.plans:
                scope.say_left_out(here)
            matrix.draw(here, plans)
        case "text":
            text.draw(here, plans)
    return here


def _draw_card(here: Here, node: str | None, source: GraphSource, visit: GraphVisit, workspace: Workspace) -> None:
    """The card of what is selected: an entity, or a relation of it."""
    _, revision, edge = here.translate, workspace.store.revision, here.address.edge
    if edge and not source.full.has_edge(edge[0], edge[2], edge[1]):
        edge = None
    shown = edge[0] if edge else node
    if here.address.view == "graph":
        if shown:
            path_finder.draw(shown, resources.names(revision, workspace), here)
        graph.tell_paths(here, source, visit)
    without = () if here.plans.is_chosen else tuple(here.invented)
    card = resources.entity_card(revision, shown, here.lang, workspace, without) if shown else None
    html = page.template("card.html", here)
    if card is None:
        page.empty(_("Nothing is selected."), _("Choose a unit or a task, and its card appears here."))
    elif edge:
        other = label_of(source.full, edge[2], here.lang)
        st.html(html.of_relation(card, edge, other, told(edge[1], True, _)))
    else:
        known = resources.names(revision, workspace)
        st.html(html.of_entity(card, shown is not None and known.is_invented(shown, here.invented)))


here, visit, workspace = page.here(is_exploring=True), graph_visit(), resources.workspace()
_ = here.translate
here, source = _apply_waiting(here, visit)
if not here.plans.heads:
    _title(here)
    page.stop_if_empty(here)
top = st.columns([5, 2.2], vertical_alignment="center")
with top[0]:
    scope.draw_choice(here)
with top[1]:
    _view_switch(here)
if source is None:
    with page.loading(_("Reading the plans …")):
        source = read_graph(here.address, visit)
node = node_at(source.full, here.address.id) if here.address.id else None
if here.address.id and node is None:
    page.error(
        _("Nothing in this workspace has the address {node}.").format(node=here.address.id),
        _("Search for its name, or start from one of the entries below."),
    )
if node is None and here.address.view == "graph":
    _start(here, workspace)
    st.stop()
canvas, side = st.columns([7, 4], gap="medium")
with canvas:
    here = _draw_view(here, _plans_to_show(here, node, workspace), source, visit)
with side, st.container(height=720, border=False, key="explore-card"):
    _draw_card(here, node, source, visit, workspace)
