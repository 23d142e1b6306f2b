"""One selection, several views of it, and its card: who does what, with whom, for which goal, and which sentence says so."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aizone.app import address, page, resources
from aizone.app.address import Address
from aizone.app.card_html import card_html, responsibility_html
from aizone.app.panels import PANELS, graph
from aizone.i18n import Lang, Translate
from aizone.views import network
from aizone.views.palette import told
from aizone.views.search import search

_START_UNITS = 8
_MAX_HITS = 8


def _search_box(lang: Lang, now: Address, _: Translate) -> None:
    """A search whose hits are links to their card."""
    typed = st.text_input(
        _("Search"),
        placeholder=_("A unit, goal, task, platform or park: 市科技局, 中国声谷, autonomous driving …"),
        label_visibility="collapsed",
        key=f"explore-search-{now.id}",  # another selection, an empty box
    )
    if not typed:
        return
    hits = search(resources.names(_revision(), workspace), typed, lang)
    if not hits:
        page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=typed))
    rows = "".join(
        f'<a data-az role="listitem" href="{page.escape(page.explore_href(hit.node))}" target="_self"><b>{page.escape(hit.label)}</b>'
        f"<span>{page.escape(hit.kind)}{page.escape(f' · {hit.found_by}' if hit.found_by else '')}</span></a>"
        for hit in hits[:_MAX_HITS]
    )
    if rows:
        name = page.escape(_("Search results"))
        st.html(f'<div class="az-hits" role="list" aria-label="{name}">{rows}</div>')


def _start(lang: Lang, _: Translate) -> None:
    """Nothing is selected yet: where to begin."""
    view = resources.plan_overview(
        _revision(), next((head for head in heads if head.plan in now.plans), heads[0]), lang, workspace
    )
    page.header(
        _("Explore responsibilities"), _("Search for a unit, a goal, a task or a platform, or start from one of these.")
    )
    boxes = (
        (_("Units that lead most"), [(one.unit, one.label, one.leads) for one in view.units[:_START_UNITS]]),
        (_("Goals"), [(one.goal, one.label, len(one.targets)) for one in view.goals]),
        (_("Task areas"), [(one.area, one.label, len(one.tasks)) for one in view.areas if one.area]),
    )
    notes = (_("measures led"), _("targets"), _("tasks"))
    drawn = []
    for (title, rows), note in zip(boxes, notes, strict=True):
        items = "".join(
            f'<li>{page.link(node, label)}<span class="az-count">{count}</span></li>' for node, label, count in rows
        )
        drawn.append(page.card(page.h3(title, note), f'<ul class="az-rows">{items}</ul>'))
    st.html(page.meta(view.head.label) + f'<div class="az-start">{"".join(drawn)}</div>')


def _revision() -> str:
    return workspace.store.revision


lang, _ = page.translate()
workspace = resources.workspace()
heads = resources.plans(_revision(), lang, workspace)
page.stop_if_empty(bool(heads))
now = address.read(lang)

top = st.columns([6, 2.4], vertical_alignment="center")
with top[0]:
    _search_box(lang, now, _)
with top[1]:
    views = [
        (panel.title(_), address.href("explore", replace(now, view=view)), view == now.view)
        for view, panel in PANELS.items()
    ]
    st.html(page.tabs(_("View"), views))

folded = resources.folded_graph(_revision(), workspace)
node = network.node_at(folded, now.id) if now.id else None
if now.id and node is None:
    page.error(
        _("Nothing in this workspace has the address {node}.").format(node=now.id),
        _("Search for its name, or start from one of the entries below."),
    )
if node is None and now.view == "graph":
    _start(lang, _)
    st.stop()

known = {head.plan for head in heads}
plans = tuple(plan for plan in now.plans if plan in known) or tuple(head.plan for head in heads)
canvas, side = st.columns([7, 4], gap="medium")
with canvas:
    chosen = PANELS[now.view if now.view in PANELS else "graph"].draw(now, plans, lang, _)
if chosen is not None and chosen != now:
    address.write(chosen)
    st.rerun()
with side, st.container(height=720, border=False, key="explore-card"):
    source = node
    edge = now.edge if now.edge and folded.has_edge(now.edge[0], now.edge[2], now.edge[1]) else None
    if edge:
        source = edge[0]
    if now.view == "graph":
        graph.tell_paths(_)
    card = resources.entity_card(_revision(), source, lang, workspace) if source else None
    if card is None:
        page.empty(_("Nothing is selected."), _("Choose a unit or a task, and its card appears here."))
    elif edge:
        other = network.label_of(folded, edge[2], lang)
        st.html(responsibility_html(card, edge, other, told(edge[1], True, _), _))
    else:
        st.html(card_html(card, _))
