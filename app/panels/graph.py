"""The graph of a neighbourhood, beside the card of what is selected in it."""

from __future__ import annotations

from typing import TypedDict

import networkx as nx
import streamlit as st

from aizone.app import address, page, resources
from aizone.app.address import Address
from aizone.app.components.graph import graph as draw_graph
from aizone.i18n import Lang, Translate
from aizone.views import network
from aizone.views.drawing import to_pyvis
from aizone.views.palette import NODES, ROLES, class_label, role_label

_KEY = "explore-graph"
_FIRST_GROUPS = [group for group in NODES if group not in {"Topic", "Target", "Plan"}]


class _State(TypedDict):
    shown: list[str]
    positions: dict[str, tuple[float, float]]
    anchor: str | None


def _state() -> _State:
    state: _State = st.session_state.setdefault("explore", _State(shown=[], positions={}, anchor=None))
    return state


def _show(node: str, graph: nx.MultiDiGraph[str]) -> None:
    st.session_state["explore"] = _State(shown=network.around(graph, [node]), positions={}, anchor=None)


def _on_select() -> None:
    now = address.read(page.current_lang())
    picked = (st.session_state.get(_KEY) or {}).get("pick") or {}
    if picked.get("node"):
        address.write(now.select(picked["node"]))
    elif picked.get("edge"):
        source, key, target = str(picked["edge"]).split("|")
        address.write(now.select_edge(source, key, target))


def _on_expand() -> None:
    node = ((st.session_state.get(_KEY) or {}).get("expand") or {}).get("node")
    if node:
        state = _state()
        workspace = resources.workspace()
        full = resources.folded_graph(workspace.store.revision, workspace)
        state["shown"] = list(dict.fromkeys([*state["shown"], *network.around(full, [node])]))
        state["anchor"] = node
        address.write(address.read(page.current_lang()).select(node))


def draw(now: Address, plans: tuple[str, ...], lang: Lang, _: Translate) -> Address | None:
    """Draw the neighbourhood of the selected entity; see `aizone.app.panels`."""
    workspace = resources.workspace()
    full_graph = resources.folded_graph(workspace.store.revision, workspace)
    node = network.node_at(full_graph, now.id or "")
    if node is None:
        return None
    state = _state()
    if node not in state["shown"]:
        _show(node, full_graph)
        state = _state()
    present = {data["group"] for _node, data in full_graph.nodes(data=True)}
    top = st.columns([5, 1.4, 1.4], vertical_alignment="center")
    with top[1].popover(_("Filter"), width="stretch"):
        groups = st.pills(
            _("Classes"),
            [group for group in NODES if group in present],
            default=[group for group in _FIRST_GROUPS if group in present],
            format_func=lambda group: f"{NODES[group].glyph} {class_label(group, _)}",
            selection_mode="multi",
            key=f"groups-{lang}",
        )
        roles = st.pills(
            _("Roles"),
            list(ROLES),
            default=list(ROLES),
            format_func=lambda role: role_label(role, _),
            selection_mode="multi",
            key=f"roles-{lang}",
        )
    if top[2].button(_("Start here"), help=_("Show only this entity and its direct neighbours"), width="stretch"):
        _show(node, full_graph)
        state = _state()
    own_group = full_graph.nodes[node]["group"]
    filtered = network.visible(full_graph, {*groups, own_group}, set(roles))
    scene = network.build_scene(
        filtered, state["shown"], lang, previous=state["positions"] or None, anchor=state["anchor"]
    )
    state["positions"] = {**state["positions"], **scene.positions}
    draw_graph(
        to_pyvis(scene, lang, selected=node),
        key=_KEY,
        selected=node,
        label=_("Graph of {count} entities. Arrow keys move, Enter expands, Space opens the card.").format(
            count=len(scene.graph)
        ),
        on_select=_on_select,
        on_expand=_on_expand,
    )
    if scene.left_out:
        page.notice(
            _("{count} more entities are not drawn. Narrow it down with the filters, or start from one entity.").format(
                count=scene.left_out
            )
        )
    st.caption(_("Click: card. Double-click: show neighbours (+n are hidden). Drag and scroll to move."))
    return None
