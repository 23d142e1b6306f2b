"""One selection, several views of it, and its card: who does what, with whom, for which goal, and which sentence says so."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aizone.app import address, page, resources, scope
from aizone.app.address import Address
from aizone.app.card_html import card_html, responsibility_html
from aizone.app.panels import PANELS, graph, path_finder
from aizone.i18n import Lang, Translate
from aizone.names.search import NameHit, search, similar
from aizone.projections.folded import label_of
from aizone.views.graph import scene as network
from aizone.views.graph.replay import needed
from aizone.views.plan.scope import MOST
from aizone.wording import told

_START_UNITS = 8
_MAX_HITS = 8


def _search_box(lang: Lang, now: Address, _: Translate) -> None:
    """A search whose hits are links to their card."""
    typed = st.text_input(
        _("Search"),
        placeholder=_("A unit, goal, task, platform or park: 市科技局, 中国声谷, autonomous driving …"),
        label_visibility="collapsed",
        key=f"explore-search-{now.id}",  # another selection, an empty box
    ).strip()
    if not typed:
        return
    names = resources.names(_revision(), workspace)
    hits = search(names, typed, lang, plan=now.plans[0] if len(now.plans) == 1 else None)
    if not hits:
        page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=typed))
        hits = similar(names, typed, lang)
    rows = "".join(
        f'<li><a data-az href="{page.escape(page.explore_href(hit.node))}" target="_self"><b>{page.escape(hit.label)}</b>'
        f"<span>{page.escape(hit.kind)}{page.escape(_why(hit))}</span></a></li>"
        for hit in hits[:_MAX_HITS]
    )
    if rows:
        name = page.escape(_("Search results"))
        st.html(f'<ul class="az-hits" aria-label="{name}">{rows}</ul>')


def _why(hit: NameHit) -> str:
    """By which name it was found, and how that fits."""
    return "".join(f" · {words}" for words in (hit.found_by, hit.why) if words)


def _start(lang: Lang, _: Translate) -> None:
    """Nothing is selected yet: where to begin."""
    view = resources.plan_overview(_revision(), found.heads[0], lang, workspace)
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
        drawn.append(page.card(page.h2(title, note), f'<ul class="az-rows">{items}</ul>'))
    st.html(page.meta(view.head.label) + f'<div class="az-start">{"".join(drawn)}</div>')


def _revision() -> str:
    return workspace.store.revision


lang, _ = page.translate()
workspace = resources.workspace()
now = address.read(lang)

top = st.columns([5, 2.6, 2.2], vertical_alignment="center")
with top[0]:
    _search_box(lang, now, _)
with top[1]:
    found = scope.choose(lang, _)
with top[2]:
    views = [
        (panel.title(_), address.href("explore", replace(now, view=view)), view == now.view)
        for view, panel in PANELS.items()
    ]
    st.html(page.tabs(_("View"), views))

with page.loading(_("Reading the plans …")):
    folded = resources.folded_graph(
        _revision(), workspace, (*([now.id] if now.id else []), *sorted(needed(now.opened)))
    )
node = network.node_at(folded, now.id) if now.id else None
if now.id and node is None:
    page.error(
        _("Nothing in this workspace has the address {node}.").format(node=now.id),
        _("Search for its name, or start from one of the entries below."),
    )
if node is None and now.view == "graph":
    _start(lang, _)
    st.stop()

plans = found.plans
if found.left_out and not found.is_chosen and node:  # of very many plans, those the selection stands in
    about = resources.entity_card(_revision(), node, lang, workspace)
    plans = tuple(dict.fromkeys(duty.plan for duty in about.duties))[:MOST] if about and about.duties else plans
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
        if source:
            path_finder.draw(source, resources.names(_revision(), workspace), lang, _)
        graph.tell_paths(_)
    card = resources.entity_card(_revision(), source, lang, workspace) if source else None
    if card is None:
        page.empty(_("Nothing is selected."), _("Choose a unit or a task, and its card appears here."))
    elif edge:
        other = label_of(folded, edge[2], lang)
        st.html(responsibility_html(card, edge, other, told(edge[1], True, _), _))
    else:
        st.html(card_html(card, _))
