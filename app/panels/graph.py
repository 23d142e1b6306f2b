"""The graph of a neighbourhood, beside the card of what is selected in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import streamlit as st

from aizone.app import address, page, resources
from aizone.app.address import Address
from aizone.app.components.graph import Button, Chrome
from aizone.app.components.graph import graph as draw_graph
from aizone.i18n import Lang, Translate
from aizone.views import exports, graph_state, network
from aizone.views.drawing import MORE, to_pyvis
from aizone.views.graph_replay import follow, named
from aizone.views.graph_state import GraphState
from aizone.views.palette import NODES, ROLES
from aizone.views.paths import Path, shortest_paths
from aizone.views.relations import connections

_KEY = "az-graph"
_STATE, _FILE, _TOLD = "az-graph-state", "az-graph-file", "az-graph-told"
_ENDS = "az-graph-ends"
_FIRST_HIDDEN = frozenset({"Topic", "Target", "Plan"})
_MOST_NEAR = 200

Graph = nx.MultiDiGraph


def draw(now: Address, plans: tuple[str, ...], lang: Lang, _: Translate) -> Address | None:
    """Draw the neighbourhood of the selected entity; see `aizone.app.panels`."""
    full = _full()
    node = network.node_at(full, now.id or "")
    if node is None:
        return None
    state = follow(st.session_state.get(_STATE), _within(full, node, now), node, now.opened, _left_out(now))
    st.session_state[_STATE] = state
    address.write(_with_opened(now, state, node))
    hidden = _hidden(now)
    filtered = _drawn(full, node, now)
    scene = network.build_scene(filtered, state.now, lang, groups=set(NODES) - hidden, roles=set(ROLES) - hidden)
    edge = "|".join(now.edge) if now.edge else None
    draw_graph(
        to_pyvis(scene, lang, selected=node),
        _chrome(filtered, state, scene, node, lang, _),
        key=_KEY,
        selected=node,
        edge=edge,
        file=st.session_state.pop(_FILE, None),
        on_act=_on_act,
    )
    if scene.left_out:
        page.notice(
            _(
                "{count} more entities are not drawn: at most {most} are. Narrow it down with the legend's filters, "
                "or start from one entity."
            ).format(count=scene.left_out, most=graph_state.MAX_NODES)
        )
    return None


# what the visitor does -----------------------------------------------------------------------------------------------------


def _on_act() -> None:
    """Apply one act of the component to the state and the address; runs before the page is drawn."""
    event: dict[str, Any] = (st.session_state.get(_KEY) or {}).get("act") or {}
    act = _ACTS.get(str(event.get("act")))
    state: GraphState | None = st.session_state.get(_STATE)
    if act is None or state is None:
        return
    now = address.read(page.current_lang())
    full = _full()
    node = network.node_at(full, now.id or "") or state.now.start
    st.session_state.pop(_TOLD, None)
    after, selected = act(state, _within(full, node, now), event)
    st.session_state[_STATE] = after
    now = selected(now) if selected else now
    still = next((one for one in (now.id, after.now.start, *after.now.shown) if one in after.now.places), None)
    if still != now.id:
        now = now.select(still)
    address.write(_with_opened(now, after, still or after.now.start))


Selecting = Callable[[Address], Address]
Acted = tuple[GraphState, Selecting | None]


def _pick(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    node = str(event.get("node"))
    if node not in graph:
        return state, None
    after = state if node in state.now.places else follow(state, graph, node, state.now.opened, state.now.without)
    return after, lambda now: now.select(node)


def _pick_edge(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    source, key, target = (*str(event.get("edge")).split("|"), "", "", "")[:3]
    if not graph.has_edge(source, target, key):
        return state, None
    return state, lambda now: now.select_edge(source, key, target)


def _expand(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    node, relation = str(event.get("node")), event.get("relation")
    wanted = (str(relation[0]), str(relation[1])) if relation else None
    return graph_state.expand(state, graph, node, wanted), lambda now: now.select(node) if node in graph else now


def _open(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    return graph_state.open_more(state, graph, str(event.get("node"))), None


def _collapse(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    for node in _nodes(event):
        state = graph_state.collapse(state, graph, node)
    return state, None


def _hide(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    gone = set(_nodes(event))
    if set(state.now.shown) <= gone:
        return state, None
    return graph_state.hide(state, gone), lambda now: _somewhere(now, state, gone)


def _keep(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    return graph_state.keep_only(state, _nodes(event)), None


def _restart(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    node = str(event.get("node"))
    return (graph_state.restart(state, graph, node) if node in graph else state), lambda now: now.select(node)


def _pin(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    return graph_state.toggle_pin(state, _nodes(event)), None


def _move(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    places = {str(node): (float(x), float(y)) for node, (x, y) in dict(event.get("places") or {}).items()}
    return graph_state.move(state, places), None


def _undo(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    return graph_state.undo(state), None


def _redo(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    return graph_state.redo(state), None


def _filter(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    key = str(event.get("key"))
    if key not in NODES and key not in ROLES:
        return state, None

    def switched(now: Address) -> Address:
        hidden = _hidden(now) ^ {key}
        return replace(now, hidden=None if hidden == _FIRST_HIDDEN else tuple(sorted(hidden)))

    return state, switched


def _find_path(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    nodes = _nodes(event)
    if len(nodes) != 2:
        return state, None
    return _connect(state, graph, nodes[0], nodes[1]), lambda now: now.select(nodes[0])


def _connect(state: GraphState, graph: Graph[str], one: str, two: str) -> GraphState:
    """Find how two entities are connected, remember it for `tell_paths`, and draw the first way."""
    lang = page.current_lang()
    found = shortest_paths(_drawn(_full(), one, address.read(lang)), one, two, lang)
    st.session_state[_TOLD] = (one, two, found)
    for path in found[:1]:
        state = graph_state.add(state, graph, path.nodes)
    return state


def connect(node: str, other: str) -> None:
    """Find how the selected entity is connected with any other, on screen or not; a callback of `path_finder`."""
    st.session_state[_ENDS] = (node, other)
    now = address.read(page.current_lang())
    graph = _within(_full(), node, now)
    state: GraphState | None = st.session_state.get(_STATE)
    if state is not None and node in graph:
        st.session_state[_STATE] = state = _connect(state, graph, node, other)
        address.write(_with_opened(now, state, node))


def _export(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    lang = page.current_lang()
    now = address.read(lang)
    node = network.node_at(graph, now.id or "") or state.now.start
    scene = network.build_scene(_drawn(_full(), node, now), state.now, lang)
    workspace = resources.workspace()
    card = resources.entity_card(workspace.store.revision, node, lang, workspace)
    saved = exports.export(str(event.get("format")), scene, card, lang, selected=node)
    if saved is not None:
        name, mime, text = saved
        st.session_state[_FILE] = {"name": name, "mime": mime, "text": text, "n": event.get("at")}
    return state, None


_ACTS: dict[str, Callable[[GraphState, Graph[str], dict[str, Any]], Acted]] = {
    "pick": _pick,
    "edge": _pick_edge,
    "expand": _expand,
    "open": _open,
    "collapse": _collapse,
    "hide": _hide,
    "keep": _keep,
    "restart": _restart,
    "pin": _pin,
    "move": _move,
    "undo": _undo,
    "redo": _redo,
    "filter": _filter,
    "path": _find_path,
    "export": _export,
}


def _nodes(event: dict[str, Any]) -> list[str]:
    return [str(node) for node in event.get("nodes") or [] if not str(node).startswith(f"{MORE}^")]


def _somewhere(now: Address, state: GraphState, gone: set[str]) -> Address:
    """A selection that is still on screen."""
    if now.id not in gone:
        return now
    return now.select(next(node for node in state.now.shown if node not in gone))


# what stands around it -----------------------------------------------------------------------------------------------------


def _chrome(graph: Graph[str], state: GraphState, scene: network.Scene, node: str, lang: Lang, _: Translate) -> Chrome:
    name = network.label_of(graph, node, lang)
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
    told: tuple[str, str, tuple[Path, ...]] | None = st.session_state.get(_TOLD)
    if told is None:
        return
    if not told[2]:
        page.notice(_("Nothing connects the two within what the filters show."))
        return
    lines = "".join(f"<li>{page.escape(path.words)}</li>" for path in told[2])
    title = page.h3(_("How the two are connected"), _("{count} steps").format(count=len(told[2][0].steps)))
    st.html(page.card(title, f"<ul>{lines}</ul>"))


# what it is drawn from -----------------------------------------------------------------------------------------------------


def _full() -> Graph[str]:
    workspace = resources.workspace()
    now = address.read(page.current_lang())
    around = (*([now.id] if now.id else []), *now.opened, *st.session_state.get(_ENDS, ()))
    return resources.folded_graph(workspace.store.revision, workspace, around)


def _hidden(now: Address) -> frozenset[str]:
    """What the legend switches off: classes and roles."""
    return _FIRST_HIDDEN if now.hidden is None else frozenset(now.hidden) & {*NODES, *ROLES}


def _left_out(now: Address) -> frozenset[str]:
    """What the picture is made without: classes that are many and were not asked for. Others are only not drawn."""
    return _hidden(now) & _FIRST_HIDDEN


def _within(full: Graph[str], node: str, now: Address) -> Graph[str]:
    """What the picture is made from."""
    return _filtered(full, node, now, _left_out(now))


def _drawn(full: Graph[str], node: str, now: Address) -> Graph[str]:
    """What the legend lets through."""
    return _filtered(full, node, now, _hidden(now))


def _filtered(full: Graph[str], node: str, now: Address, hidden: frozenset[str]) -> Graph[str]:
    # what was asked for is drawn, whatever its class
    wanted = {node, *named(now.opened), *st.session_state.get(_ENDS, ())}
    own = sorted(one for one in wanted if one in full and full.nodes[one]["group"] in hidden)
    return network.visible(full, set(NODES) - hidden, set(ROLES) - hidden, plans=now.plans or None, always=own)


def _with_opened(now: Address, state: GraphState, node: str) -> Address:
    """The address with what is needed to draw this picture again."""
    opened = state.now.opened
    return replace(now, opened=() if opened == (node,) else opened)
