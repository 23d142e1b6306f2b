"""The graph of a neighbourhood, beside the card of what is selected in it."""

from __future__ import annotations

from typing import Any

import networkx as nx
import streamlit as st

from aizone.app import address, page
from aizone.app.address import Address
from aizone.app.components.graph import Button, Chrome
from aizone.app.components.graph import graph as draw_graph
from aizone.app.panels import graph_acts
from aizone.i18n import Lang, Translate
from aizone.projections.folded import label_of
from aizone.views.graph import scene as network
from aizone.views.graph import state as graph_state
from aizone.views.graph.drawing import to_pyvis
from aizone.views.graph.menu import connections
from aizone.views.graph.paths import ToldPath
from aizone.views.graph.replay import follow
from aizone.views.graph.state import GraphState
from aizone.views.look.palette import NODES, ROLES

_MOST_NEAR = 200

Graph = nx.MultiDiGraph


def draw(now: Address, plans: tuple[str, ...], lang: Lang, _: Translate) -> Address | None:
    """Draw the neighbourhood of the selected entity; see `aizone.app.panels`."""
    full = graph_acts.full_graph()
    node = network.node_at(full, now.id or "")
    if node is None:
        return None
    state = follow(
        st.session_state.get(graph_acts.STATE),
        graph_acts.within(full, node, now),
        node,
        now.opened,
        graph_acts.left_out(now),
    )
    st.session_state[graph_acts.STATE] = state
    address.write(graph_acts.with_opened(now, state, node))
    hidden = graph_acts.hidden_of(now)
    filtered = graph_acts.drawn(full, node, now)
    scene = network.build_scene(filtered, state.now, lang, groups=set(NODES) - hidden, roles=set(ROLES) - hidden)
    edge = "|".join(now.edge) if now.edge else None
    draw_graph(
        to_pyvis(scene, lang, selected=node),
        _chrome(filtered, state, scene, node, lang, _),
        key=graph_acts.KEY,
        selected=node,
        edge=edge,
        file=st.session_state.pop(graph_acts.FILE, None),
        on_act=graph_acts.on_act,
    )
    if scene.left_out:
        page.notice(
            _(
                "{count} more entities are not drawn: at most {most} are. Narrow it down with the legend's filters, "
                "or start from one entity."
            ).format(count=scene.left_out, most=graph_state.MAX_NODES)
        )
    return None


# what stands around it -----------------------------------------------------------------------------------------------------


def _chrome(graph: Graph[str], state: GraphState, scene: network.Scene, node: str, lang: Lang, _: Translate) -> Chrome:
    name = label_of(graph, node, lang)
    lines = connections(graph, node, set(state.now.shown), lang)
    menu: list[dict[str, Any]] = [
        {
            "act": "expand",
            "relation": list(line.relation),
            "label": _("{relation} {count}, with {partners} units").format(
                relation=line.label, count=line.count, partners=line.partners
            )
            if line.partners
            else f"{line.label} {line.count}",
            "note": _("{count} shown").format(count=line.shown) if line.shown else "",
        }
        for line in lines
    ]
    menu += [
        {"act": "expand", "label": _("Show all neighbours"), "note": str(sum(line.count for line in lines))},
        {"act": "collapse", "label": _("Take its neighbours away"), "note": ""},
        {"act": "hide", "label": _("Hide it"), "note": _("Delete")},
        {"act": "pin", "label": _("Unpin it") if node in state.now.pinned else _("Pin it"), "note": "P"},
        {"act": "restart", "label": _("Start from here"), "note": ""},
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
            Button("collapse", _("Take its neighbours away")),
            Button("hide", _("Hide what is selected"), len(scene.graph) > 1),
            Button("keep", _("Keep only what is selected"), len(scene.graph) > 1),
            Button("pin", _("Pin or unpin what is selected")),
            Button("path", _("How are the two selected connected? (Ctrl+click selects a second one)")),
            Button("gap"),
            Button("fit", _("Fit to the window")),
            Button("exports", _("Save")),
        ),
        menu_name=name,
        menu=tuple(menu),
        legend_name=_("Legend: click to hide or show"),
        legend=tuple(
            {"key": entry.key, "label": entry.label, "count": entry.count, "is_shown": entry.is_shown}
            for entry in scene.legend
        ),
        export_name=_("Save this picture"),
        exports=(
            {"format": "png", "label": _("Picture (PNG)")},
            {"format": "svg", "label": _("Drawing (SVG)")},
            {"format": "html", "label": _("One file with evidence (HTML, opens offline)")},
            {"format": "graphml", "label": _("Graph (GraphML)")},
        ),
        near_name=_("Neighbours of {name} as a list ({count})").format(name=name, count=len(near)),
        near=tuple(
            {"node": row.node, "relation": row.relation, "label": row.label, "kind": row.group}
            for row in near[:_MOST_NEAR]
        ),
        several=_("{count} selected"),
    )


def tell_paths(_: Translate) -> None:
    """How the two entities the visitor asked about are connected, in words; nothing when none was asked."""
    told: tuple[str, str, tuple[ToldPath, ...]] | None = st.session_state.get(graph_acts.TOLD)
    if told is None:
        return
    if not told[2]:
        page.notice(_("Nothing connects the two within what the filters show."))
        return
    lines = "".join(f"<li>{page.escape(path.words)}</li>" for path in told[2])
    title = page.h3(_("How the two are connected"), _("{count} steps").format(count=len(told[2][0].nodes) - 1))
    st.html(page.card(title, f"<ul>{lines}</ul>"))
