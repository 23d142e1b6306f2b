"""What the visitor does in the graph, applied to its state and the address; and what the graph is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import streamlit as st

from aizone.analysis.shortest_paths import shortest_paths
from aizone.app import address, page, resources
from aizone.app.address import Address
from aizone.exports import picture_files as exports
from aizone.views.graph import scene as network
from aizone.views.graph import state as graph_state
from aizone.views.graph.drawing import MORE
from aizone.views.graph.paths import tell_paths
from aizone.views.graph.replay import follow, named, needed
from aizone.views.graph.state import GraphState
from aizone.views.look.palette import NODES, ROLES

KEY = "az-graph"
STATE, FILE, TOLD = "az-graph-state", "az-graph-file", "az-graph-told"
_ENDS = "az-graph-ends"
_FIRST_HIDDEN = frozenset({"Topic", "Target", "Plan"})

Graph = nx.MultiDiGraph


def on_act() -> None:
    """Apply one act of the component to the state and the address; runs before the page is drawn."""
    event: dict[str, Any] = (st.session_state.get(KEY) or {}).get("act") or {}
    act = _ACTS.get(str(event.get("act")))
    state: GraphState | None = st.session_state.get(STATE)
    if act is None or state is None:
        return
    now = address.read(page.current_lang())
    full = full_graph()
    node = network.node_at(full, now.id or "") or state.now.start
    st.session_state.pop(TOLD, None)
    after, selected = act(state, within(full, node, now), event)
    st.session_state[STATE] = after
    now = selected(now) if selected else now
    still = next((one for one in (now.id, after.now.start, *after.now.shown) if one in after.now.places), None)
    if still != now.id:
        now = now.select(still)
    address.write(with_opened(now, after, still or after.now.start))


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
        hidden = hidden_of(now) ^ {key}
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
    graph = drawn(full_graph(), one, address.read(lang))
    found = tell_paths(graph, shortest_paths(graph, one, two), lang)
    st.session_state[TOLD] = (one, two, found)
    for path in found[:1]:
        state = graph_state.add(state, graph, path.nodes)
    return state


def connect(node: str, other: str) -> None:
    """Find how the selected entity is connected with any other, on screen or not; a callback of `path_finder`."""
    st.session_state[_ENDS] = (node, other)
    now = address.read(page.current_lang())
    graph = within(full_graph(), node, now)
    state: GraphState | None = st.session_state.get(STATE)
    if state is not None and node in graph:
        st.session_state[STATE] = state = _connect(state, graph, node, other)
        address.write(with_opened(now, state, node))


def _export(state: GraphState, graph: Graph[str], event: dict[str, Any]) -> Acted:
    lang = page.current_lang()
    now = address.read(lang)
    node = network.node_at(graph, now.id or "") or state.now.start
    scene = network.build_scene(drawn(full_graph(), node, now), state.now, lang)
    workspace = resources.workspace()
    card = resources.entity_card(workspace.store.revision, node, lang, workspace)
    saved = exports.export(str(event.get("format")), scene, card, lang, selected=node)
    if saved is not None:
        name, mime, text = saved
        st.session_state[FILE] = {"name": name, "mime": mime, "text": text, "n": event.get("at")}
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


# what it is drawn from -----------------------------------------------------------------------------------------------------


def full_graph() -> Graph[str]:
    """Everything around what is selected, opened and asked for; never changed."""
    workspace = resources.workspace()
    now = address.read(page.current_lang())
    around = (*([now.id] if now.id else []), *sorted(needed(now.opened)), *st.session_state.get(_ENDS, ()))
    return resources.folded_graph(workspace.store.revision, workspace, around)


def hidden_of(now: Address) -> frozenset[str]:
    """What the legend switches off: classes and roles."""
    return _FIRST_HIDDEN if now.hidden is None else frozenset(now.hidden) & {*NODES, *ROLES}


def left_out(now: Address) -> frozenset[str]:
    """What the picture is made without: classes that are many and were not asked for. Others are only not drawn."""
    return hidden_of(now) & _FIRST_HIDDEN


def within(full: Graph[str], node: str, now: Address) -> Graph[str]:
    """What the picture is made from."""
    return _filtered(full, node, now, left_out(now))


def drawn(full: Graph[str], node: str, now: Address) -> Graph[str]:
    """What the legend lets through."""
    return _filtered(full, node, now, hidden_of(now))


def _filtered(full: Graph[str], node: str, now: Address, hidden: frozenset[str]) -> Graph[str]:
    # what was asked for is drawn, whatever its class
    wanted = {node, *named(now.opened), *st.session_state.get(_ENDS, ())}
    own = sorted(one for one in wanted if one in full and full.nodes[one]["group"] in hidden)
    return network.visible(full, set(NODES) - hidden, set(ROLES) - hidden, plans=now.plans or None, always=own)


def with_opened(now: Address, state: GraphState, node: str) -> Address:
    """The address with what is needed to draw this picture again."""
    opened = state.now.opened
    return replace(now, opened=() if opened == (node,) else opened)
