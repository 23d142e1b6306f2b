"""Cached handles: one workspace for every visitor, results keyed by its revision."""

from __future__ import annotations

import networkx as nx
import streamlit as st

from aizone.analysis.overlaps import Overlap, find_overlaps
from aizone.extract import Knowledge
from aizone.i18n import Lang
from aizone.iri import expand
from aizone.known_units import KnownUnits, index_units
from aizone.projections.owners import Groups
from aizone.review import draft_knowledge
from aizone.sandbox import QueryWorker
from aizone.units.decisions import Decision
from aizone.views import card, network, overview, search
from aizone.workspace import Workspace, open_workspace


@st.cache_resource(max_entries=2)
def _workspace(revision: str) -> Workspace:
    return open_workspace()


def workspace() -> Workspace:
    """The workspace as its files are now."""
    return _workspace(open_workspace().revision)


@st.cache_resource(max_entries=1, on_release=QueryWorker.close)
def _worker(revision: str) -> QueryWorker:
    return QueryWorker(open_workspace().settings)


def query_worker() -> QueryWorker:
    """The process that runs visitors' queries."""
    return _worker(workspace().store.revision)


@st.cache_data
def plans(revision: str, lang: Lang, _handle: Workspace) -> list[overview.PlanHead]:
    """The plans, real ones first."""
    return overview.list_plans(_handle, lang)


@st.cache_data
def plan_overview(revision: str, head: overview.PlanHead, lang: Lang, _handle: Workspace) -> overview.Overview:
    """One plan at a glance."""
    return overview.build_overview(_handle, head, lang)


@st.cache_data(max_entries=50)
def overlaps(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> list[Overlap]:
    """The pairs of units of one plan that share work."""
    return find_overlaps(_handle.co_responsibility(plan=expand(plan), groups=groups, lang=lang))


@st.cache_resource(max_entries=2)
def folded_graph(revision: str, _handle: Workspace) -> nx.MultiDiGraph[str]:
    """The graph the explorer draws from; never changed by a page."""
    return network.fold_measures(_handle.graph())


@st.cache_resource(max_entries=24)
def visible_graph(
    revision: str,
    groups: tuple[str, ...],
    roles: tuple[str, ...],
    plans: tuple[str, ...] | None,
    always: tuple[str, ...],
    _folded: nx.MultiDiGraph[str],
) -> nx.MultiDiGraph[str]:
    """What a filter lets through; shared by the visitors that chose the same, never changed."""
    return network.visible(_folded, groups, roles, plans=plans, always=always)


@st.cache_data
def names(revision: str, _handle: Workspace) -> list[search.Name]:
    """All names, for the search box."""
    return search.index_names(_handle)


@st.cache_resource(max_entries=8)
def knowledge(revision: str, key: str, _handle: Workspace, _decisions: tuple[Decision, ...]) -> Knowledge:
    """What plans are read with, and decisions of names that nobody has stored yet (`key` tells them apart)."""
    return draft_knowledge(_handle, _decisions)


@st.cache_resource(max_entries=2)
def known_units(revision: str, _handle: Workspace, _knowledge: Knowledge) -> KnownUnits:
    """All units a visitor can choose."""
    return index_units(_knowledge.registry, _handle.store)


@st.cache_data(max_entries=500)
def entity_card(revision: str, node: str, lang: Lang, _handle: Workspace) -> card.Card | None:
    """The card of an entity."""
    return card.build_card(_handle, node, lang)
