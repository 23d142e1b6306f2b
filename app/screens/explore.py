"""The interactive graph: start from a search, expand on demand, a card for whatever is clicked."""

from __future__ import annotations

from typing import TypedDict

import networkx as nx
import streamlit as st

from aizone.app import page, resources
from aizone.app.components.graph import graph as draw_graph
from aizone.i18n import Lang, Translate
from aizone.views import network
from aizone.views.card import Card, Duty
from aizone.views.drawing import to_pyvis
from aizone.views.palette import NODES, ROLES, class_label, role_label
from aizone.views.search import search

_KEY = "explore-graph"
_FIRST_GROUPS = [group for group in NODES if group not in {"Topic", "Target", "Plan"}]
_MAX_DUTIES = 60
_MAX_PARTNERS = 16
_MAX_LINKS = 24
_START_UNITS = 6


class _State(TypedDict):
    """What is on screen in this visit: nodes shown, their positions, the node last expanded."""

    shown: list[str]
    positions: dict[str, tuple[float, float]]
    anchor: str | None


def _state() -> _State:
    state: _State = st.session_state.setdefault("explore", _State(shown=[], positions={}, anchor=None))
    return state


def _show(node: str, graph: nx.MultiDiGraph[str]) -> None:
    """Start anew from one entity."""
    st.session_state["explore"] = _State(shown=network.around(graph, [node]), positions={}, anchor=None)


def _on_select() -> None:
    picked = (st.session_state.get(_KEY) or {}).get("pick") or {}
    st.session_state["explore-edge"] = None
    if picked.get("node"):
        st.query_params["id"] = picked["node"]
    elif picked.get("edge"):
        source, role, target = str(picked["edge"]).split("|")
        if role in ROLES:  # a responsibility: the unit's card, with this one first
            st.session_state["explore-edge"] = (source, role, target)
        st.query_params["id"] = target if role in ROLES else source


def _on_expand() -> None:
    node = ((st.session_state.get(_KEY) or {}).get("expand") or {}).get("node")
    if node:
        state = _state()
        full = resources.folded_graph(_revision(), resources.workspace())
        state["shown"] = list(dict.fromkeys([*state["shown"], *network.around(full, [node])]))
        state["anchor"] = node
        st.query_params["id"] = node


def _revision() -> str:
    return resources.workspace().store.revision


def _place(duty: Duty, _: Translate) -> str:
    if duty.evidence is None:
        return ""
    return _("characters {start}–{end}").format(start=duty.evidence.start, end=duty.evidence.end)


def _how(duty: Duty, _: Translate) -> str:
    due = " · " + _("due {date}").format(date=duty.deadline) if duty.deadline else ""
    return _("written “{words}”, {basis}").format(words=duty.as_written, basis=duty.basis_label) + due


def _words(duty: Duty) -> str:
    """What a measure is: its sentence when the workspace holds it, our summary of it."""
    text = duty.evidence.text if duty.evidence is not None else None
    quote = f'<p class="az-quote">{page.escape(text)}</p>' if text else ""
    return quote + (f"<p>{page.escape(duty.summary)}</p>" if duty.summary else "")


def _role_chip(role: str, words: str) -> str:
    return f'<span class="az-chip az-{role}">{page.escape(words)}</span>'


def _role(duty: Duty) -> str:
    return _role_chip(duty.role, duty.role_label)


def _duty_of_unit(duty: Duty, _: Translate) -> str:
    return (
        f'<div class="az-duty"><p>{_role(duty)}{page.link(duty.task, duty.item_label)}</p>{_words(duty)}'
        f"{page.meta(_how(duty, _))}{page.meta(duty.plan_label, _place(duty, _), duty.owner_list)}</div>"
    )


def _measures(duties: tuple[Duty, ...], _: Translate) -> str:
    """A task's (or thing's) measures one by one, each with its words, its owner list and its owners."""
    blocks = []
    for item in dict.fromkeys(duty.item for duty in duties):
        own = [duty for duty in duties if duty.item == item]
        owners = "".join(
            f"<p>{_role(duty)}{page.link(duty.unit, duty.unit_label)}</p>{page.meta(_how(duty, _))}" for duty in own
        )
        blocks.append(
            f'<div class="az-duty"><p><b>{page.link(own[0].task, own[0].item_label)}</b></p>{_words(own[0])}'
            f"{page.meta(own[0].plan_label, _place(own[0], _), own[0].owner_list)}{owners}</div>"
        )
    return "".join(blocks)


def _chosen_duties(card: Card) -> tuple[Duty, ...]:
    """The responsibilities of the edge that was clicked, when it ends at this card's unit."""
    edge = st.session_state.get("explore-edge")
    if not edge or edge[2] != card.node:
        return ()
    return tuple(duty for duty in card.duties if (duty.task, duty.role) == edge[:2])


def _draw_card(card: Card, _: Translate) -> None:
    parts = [f'<span class="az-kind">{page.escape(card.kind)}</span><h2>{page.escape(card.label)}</h2>']
    if card.other_label:
        parts.append(page.meta(card.other_label))
    if card.roles:
        parts.append(
            "<p>" + "".join(_role_chip(role, f"{words} {count}") for role, words, count in card.roles) + "</p>"
        )
    if card.targets:
        parts.append("<ul>" + "".join(f"<li>{page.escape(target)}</li>" for target in card.targets) + "</ul>")
    chosen = _chosen_duties(card)
    if chosen:
        parts.append(page.h3(_("The responsibility you clicked")))
        parts.extend(_duty_of_unit(duty, _) for duty in chosen)
    if card.goals:
        goals = [page.chip(node, f"{label} {count}") for node, label, count in card.goals]
        parts.append(page.fold(_("Goals served"), goals, most=_MAX_LINKS))
    if card.partners:
        partners = [page.chip(node, f"{label} {count}") for node, label, count in card.partners]
        parts.append(page.fold(_("Works with"), partners, most=_MAX_PARTNERS))
    if card.links:
        links = [page.chip(link.node, f"{link.relation} · {link.label}") for link in card.links]
        parts.append(page.fold(_("Connected with"), links, most=_MAX_LINKS, is_open=not card.is_unit))
    if card.behind:
        parts.append(page.h3(_("Lead units behind it")))
        parts.extend(page.chip(node, f"{label} {count}", "az-lead") for node, label, count in card.behind)
    if not card.duties and not card.behind:
        parts.append(page.meta(_("No responsibilities are recorded here.")))
    elif not card.duties:
        parts.append(
            page.meta(_("They lead in the task areas that serve this goal; which areas do is inferred from wording."))
        )
    elif card.is_unit:
        parts.append(page.h3(_("Duties ({count})").format(count=len(card.duties))))
        parts.extend(_duty_of_unit(duty, _) for duty in card.duties[:_MAX_DUTIES])
    else:
        count = len({duty.item for duty in card.duties})
        parts.append(page.h3(_("Measures and their owners ({count})").format(count=count)))
        parts.append(_measures(card.duties, _))
    st.html(f'<div class="az-card">{"".join(parts)}</div>')
    if card.is_unit and len(card.duties) > _MAX_DUTIES:
        st.caption(_("The first {count} are shown; 'aizone unit' in a terminal lists all.").format(count=_MAX_DUTIES))
    if card.text_missing:
        st.caption(
            _(
                "The workspace does not hold this plan's text. To see the sentences: aizone ingest FILE with the plan's file."
            )
        )


def _legend_entry(entry: network.LegendEntry) -> str:
    if entry.key in ROLES:
        sample = f'<i class="az-line az-line-{entry.key}"></i>'
    else:
        shape = NODES[entry.key].shape
        sample = f'<i class="az-shape az-shape-{shape}" style="background:{entry.color}"></i>'
    return f"<span>{sample}{page.escape(entry.label)} {entry.count}</span>"


def _start(_: Translate, lang: Lang) -> None:
    """The empty state: where to begin."""
    workspace = resources.workspace()
    plans = resources.plans(_revision(), lang, workspace)
    view = resources.plan_overview(_revision(), plans[0], lang, workspace)
    page.header(
        _("Explore responsibilities"), _("Search for a unit, a goal, a task or a platform, or start from one of these.")
    )
    leading = (page.chip(unit.unit, f"{unit.label} {unit.leads}", "az-lead") for unit in view.units[:_START_UNITS])
    goals = (page.chip(goal.goal, goal.label) for goal in view.goals)
    areas = (page.chip(area.area, area.label) for area in view.areas if area.area)
    st.html(
        page.h3(_("Units that lead most"))
        + "".join(leading)
        + page.h3(_("Goals"))
        + "".join(goals)
        + page.h3(_("Task areas"))
        + "".join(areas)
    )


lang, _ = page.translate()
workspace = resources.workspace()
page.stop_if_empty(bool(resources.plans(_revision(), lang, workspace)))
full_graph = resources.folded_graph(_revision(), workspace)
names = resources.names(_revision(), workspace)

top = st.columns([6, 1.2, 1.2], vertical_alignment="bottom")
typed = top[0].text_input(
    _("Search"),
    placeholder=_("A unit, goal, task, platform or park: 市科技局, 中国声谷, autonomous driving …"),
    label_visibility="collapsed",
    key="explore-search",
)
if typed and typed != st.session_state.get("explore-searched"):
    hits = search(names, typed, lang)
    if not hits:
        st.warning(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=page.plain(typed)))
    for hit in hits[:8]:
        why = f" ({hit.found_by})" if hit.found_by else ""
        if st.button(page.plain(f"{hit.label} · {hit.kind}{why}"), key=f"hit-{hit.node}", type="tertiary"):
            st.query_params["id"] = hit.node
            st.session_state["explore-searched"] = typed
            st.rerun()

address = st.query_params.get("id")
node = network.node_at(full_graph, address) if address else None
if node is None:
    if address:
        st.error(_("Nothing in this workspace has the address {node}.").format(node=page.plain(address)))
    _start(_, lang)
    st.stop()

state = _state()
if node not in state["shown"]:
    _show(node, full_graph)
    state = _state()

present = {data["group"] for _node, data in full_graph.nodes(data=True)}
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
scene = network.build_scene(filtered, state["shown"], lang, previous=state["positions"] or None, anchor=state["anchor"])
state["positions"] = {**state["positions"], **scene.positions}

canvas, side = st.columns([7, 4], gap="medium")
with canvas:
    st.html('<div class="az-legend">' + "".join(_legend_entry(entry) for entry in scene.legend) + "</div>")
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
        st.warning(
            _("{count} more entities are not drawn. Narrow it down with the filters, or start from one entity.").format(
                count=scene.left_out
            )
        )
    st.caption(_("Click: card. Double-click: show neighbours (+n are hidden). Drag and scroll to move."))
with side:
    card = resources.entity_card(_revision(), node, lang, workspace)
    with st.container(height=700, border=False):
        if card is None:
            st.info(_("No card for this entity."))
        else:
            _draw_card(card, _)

rows = network.neighbours(filtered, node, lang)
with st.expander(_("Neighbours as a list ({count})").format(count=len(rows)), expanded=False):
    st.dataframe(
        {
            _("Relation"): [row.relation for row in rows],
            _("Name"): [row.label for row in rows],
            _("Class"): [row.group for row in rows],
            _("Neighbours"): [row.degree for row in rows],
        },
        hide_index=True,
        width="stretch",
    )
