"""The graph of a neighbourhood, beside the card of what is selected in it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aizone.analysis.shortest_paths import shortest_paths
from aizone.app import address, page, resources
from aizone.app.components.graph import ArrangeLine, Button, Chrome, ExportForm, MenuLine, NearLine
from aizone.app.components.graph import graph as draw_graph
from aizone.app.here import Here
from aizone.app.panels.graph_acts import with_opened
from aizone.app.panels.graph_source import Graph, GraphSource, hidden_of, left_out
from aizone.app.panels.graph_visit import COMPONENT, GraphVisit, is_narrow, note_act
from aizone.projections.folded import label_of
from aizone.views.graph import building as network
from aizone.views.graph import state as graph_state
from aizone.views.graph.arrangements import ARRANGEMENTS, Drawn
from aizone.views.graph.drawing import to_pyvis
from aizone.views.graph.menu import connections
from aizone.views.graph.paths import tell_paths as tell
from aizone.views.graph.replay import follow
from aizone.views.graph.scene import Scene
from aizone.views.graph.state import PART, GraphState, path_of
from aizone.views.look.palette import NODES, ROLES

_MOST_NEAR, _MOST_WAYS = 200, 6


def draw(here: Here, source: GraphSource, visit: GraphVisit) -> Here:
    """Draw the neighbourhood of the selected entity, nothing when the graph does not hold it.

    Args:
        here: the selection, and the picture its address asks for.
        source: the graph around it.
        visit: the picture so far; takes the new one.

    Returns:
        the place with the picture that was drawn; the address says so too.
    """
    ngettext, now = here.counted, here.address
    node = network.node_at(source.full, now.id or "")
    if node is None:
        return here
    state = visit.state = follow(visit.state, source.within(node, now), node, now.opened, left_out(now))
    here = here.at(with_opened(now, state, node))
    address.write(here.address)
    hidden, filtered = hidden_of(now), source.drawn(node, now)
    drawn: Drawn = "column" if now.arrangement == "around" and is_narrow() else now.arrangement
    scene = network.build_scene(
        filtered,
        state.now,
        here.lang,
        groups=set(NODES) - hidden,
        roles=set(ROLES) - hidden,
        arrangement=drawn,
    )
    draw_graph(
        to_pyvis(scene, here.lang, selected=node),
        _chrome(filtered, state, scene, node, here),
        key=COMPONENT,
        selected=node,
        edge="|".join(now.edge) if now.edge else None,
        file=visit.take_file(),
        arrangement=drawn,
        narrow=is_narrow(),
        on_act=note_act,
    )
    if now.hidden is None and len(scene.graph) == 1:
        st.html(page.template("explore.html", here).alone(address.href("explore", replace(here.address, hidden=()))))
    if scene.left_out:
        page.notice(
            ngettext(
                "{count} more entity is not drawn: at most {most} are. Narrow it down with the legend's filters, "
                "or start from one entity.",
                "{count} more entities are not drawn: at most {most} are. Narrow it down with the legend's filters, "
                "or start from one entity.",
                scene.left_out,
            ).format(count=scene.left_out, most=graph_state.MAX_NODES)
        )
    return here


def tell_paths(here: Here, source: GraphSource, visit: GraphVisit) -> None:
    """Tell how the two ends of the path that is drawn are connected, with the other ways, each of which can be drawn instead."""
    _, now = here.translate, here.address
    if visit.is_apart:
        page.notice(_("Nothing connects the two within what the filters show."))
    path = path_of(now.opened)
    if len(path) < 2:
        return
    workspace, drawn = resources.workspace(), source.drawn(path[0], now)
    heads = resources.plans(workspace.store.revision, here.lang, workspace)
    found = shortest_paths(drawn, path[0], path[-1], limit=_MOST_WAYS)
    passed = {
        head.plan: head.named
        for head in heads
        if any(node.startswith(f"{head.plan}/") for way in found for node in way.nodes)
    }
    told = tell(drawn, found, here.lang, plans=passed if len(passed) > 1 else {})
    ways = [
        (
            way,
            address.href(
                "explore", replace(now, id=path[0], edge=None, opened=(path[0], PART.join(("path", *way.nodes))))
            ),
        )
        for way in told
    ]
    back = address.href("explore", replace(now, id=path[0], edge=None, opened=()))
    st.html(
        page.template("explore.html", here).paths(
            ways,
            path,
            (label_of(drawn, path[0], here.lang), label_of(drawn, path[-1], here.lang)),
            list(passed.values()),
            back,
        )
    )


def _chrome(graph: Graph[str], state: GraphState, scene: Scene, node: str, here: Here) -> Chrome:
    """The tool bar, the menu of the selected node, the legend and the list of its neighbours."""
    _, ngettext, lang = here.translate, here.counted, here.lang
    name = label_of(graph, node, lang)
    lines = connections(graph, node, set(state.now.shown), lang)
    menu = [
        MenuLine(
            act="expand",
            label=ngettext(
                "{relation} {count}, with {partners} unit", "{relation} {count}, with {partners} units", line.partners
            ).format(relation=line.label, count=line.count, partners=line.partners)
            if line.partners
            else f"{line.label} {line.count}",
            note=_("{count} shown").format(count=line.shown) if line.shown else "",
            relation=line.relation,
        )
        for line in lines
    ]
    menu += [
        MenuLine("expand", _("Show all neighbours"), str(sum(line.count for line in lines))),
        MenuLine("collapse", _("Remove its neighbours")),
        MenuLine("hide", _("Hide it"), _("Delete")),
        MenuLine("pin", _("Unpin it") if node in state.now.pinned else _("Pin it"), "P"),
        MenuLine("restart", _("Start from here")),
    ]
    near = network.neighbours(graph, node, lang)
    return Chrome(
        name=_(
            "Graph of {count} entities. Arrow keys move, Enter expands, Space selects, M opens the menu, Delete hides, P pins."
        ).format(count=len(scene.graph)),
        tools=(
            Button("undo", _("Undo"), bool(state.past)),
            Button("redo", _("Redo"), bool(state.future)),
            Button("rule"),
            Button("menu", _("Connections")),
            Button("collapse", _("Remove its neighbours"), word=_("Fold")),
            Button("hide", _("Hide what is selected"), len(scene.graph) > 1, _("Hide")),
            Button("keep", _("Keep only what is selected"), len(scene.graph) > 1, _("Isolate")),
            Button("pin", _("Pin or unpin what is selected"), word=_("Pin")),
            Button("path", _("How are the two selected connected? (Ctrl+click selects a second one)"), word=_("Path")),
            Button("gap"),
            Button("arrange", _("Layout")),
            Button("fit", _("Fit to the window")),
            Button("exports", _("Save")),
        ),
        menu_name=name,
        menu=tuple(menu),
        legend_name=_("Legend: click to hide or show"),
        legend=scene.legend,
        export_name=_("Save this picture"),
        exports=(
            ExportForm("png", _("Picture (PNG)")),
            ExportForm("svg", _("Drawing (SVG)")),
            ExportForm("html", _("One file with evidence (HTML, opens offline)")),
            ExportForm("graphml", _("Graph (GraphML)")),
        ),
        near_name=_("Neighbours of {name} as a list ({count})").format(name=name, count=len(near)),
        near=tuple(NearLine(row.node, row.relation, row.label, row.group) for row in near[:_MOST_NEAR]),
        several=_("{count} selected"),
        wheel=_("Click the graph or hold Ctrl to zoom with the wheel"),
        invented=_("invented example"),
        arrange_name=_("How things stand"),
        arrangements=tuple(
            ArrangeLine(key, words)
            for key, words in zip(
                ARRANGEMENTS,
                (
                    _("Around what is in the middle"),
                    _("In layers: goals, tasks, units, things"),
                    _("By kind"),
                ),
                strict=True,
            )
        ),
    )
