"""Cached handles: one workspace for every visitor, results keyed by its revision."""

from __future__ import annotations

import threading

import networkx as nx
import streamlit as st

from aizone.analysis.chance import ChanceReport, pair_chances
from aizone.analysis.gaps.lint import gap_score, lint
from aizone.analysis.load import LoadOverPlans, loads_over_plans
from aizone.analysis.load_profiles import load_profiles
from aizone.analysis.overlaps import Overlap, find_overlaps
from aizone.analysis.owner_groups import OwnerGroup, find_groups
from aizone.analysis.structure.report import PlanStructure, plan_structure
from aizone.app.opened import workspace as workspace  # for pages, which have all they show from here
from aizone.extract import Knowledge
from aizone.i18n import LANGUAGES, Lang
from aizone.iri import expand, last_segment
from aizone.names.known import KnownNames
from aizone.names.units import KnownUnits, index_units
from aizone.projections import entity, neighbourhood
from aizone.projections import responsibility_matrix as matrix_view
from aizone.projections import things as places
from aizone.projections.agenda import AgendaItem, read_agenda_items
from aizone.projections.clauses import PlanClauses, read_clauses
from aizone.projections.entities import read_entities
from aizone.projections.folded import fold_measures
from aizone.projections.gap_facts import read_gap_facts
from aizone.projections.incidence import Incidence
from aizone.projections.item_paths import read_item_paths
from aizone.projections.labels import read_labels
from aizone.projections.plan_dates import PlanDates, read_plan_dates
from aizone.projections.plan_facts import read_plan_facts
from aizone.projections.plan_load import PlanLoad, read_loads_over_plans, read_plan_load
from aizone.projections.plan_pair import read_plan_pair, successive
from aizone.projections.plan_text import read_plan_text
from aizone.projections.plans import count_issues, read_issues, read_plans, read_source
from aizone.projections.search.passages import PassageIndex, read_passages
from aizone.projections.shown_classes import read_groups
from aizone.projections.vocabulary import read_licences, read_terms
from aizone.queries import Groups
from aizone.reading.knowledge import draft_knowledge
from aizone.store.sandbox import QueryPool
from aizone.units import UnitRegistry
from aizone.verdicts.comparison import ComparedPlans, compare_plans
from aizone.verdicts.names import Decision
from aizone.verdicts.worklist import Worklist
from aizone.views.ask import about as about_view
from aizone.views.ask import sparql, vocabulary
from aizone.views.ask.vocabulary import EditorTerm
from aizone.views.desk import gaps as gaps_view
from aizone.views.desk import load as load_view
from aizone.views.entity import card, profile
from aizone.views.intake import head as head_view
from aizone.views.look.formats import place_words
from aizone.views.plan import outline_text, overview, quality
from aizone.views.plan import plans as plans_view
from aizone.workspace import Workspace, open_to_ask
from aizone.workspace.validation import validate_plan


@st.cache_resource(max_entries=1, on_release=QueryPool.close)
def _pool(revision: str) -> QueryPool:
    found = open_to_ask()
    return QueryPool(found.source, found.settings)


def query_pool() -> QueryPool:
    """The processes that run visitors' queries."""
    return _pool(workspace().store.revision)


@st.cache_data
def plans(revision: str, lang: Lang, _handle: Workspace) -> list[overview.PlanHead]:
    """The plans, real ones first."""
    return overview.list_plans(read_plans(_handle.store, lang), lang)


@st.cache_data
def plan_overview(revision: str, head: overview.PlanHead, lang: Lang, _handle: Workspace) -> overview.Overview:
    """One plan at a glance."""
    return overview.build_overview(read_plan_facts(_handle.store, head.plan, lang), head, lang)


@st.cache_resource(max_entries=40)
def load(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> load_view.LoadReport:
    """The loads of the units of one plan."""
    return load_view.load_report(load_profiles(plan_load(revision, plan, groups, lang, _handle), lang))


@st.cache_resource(max_entries=200)
def load_over_plans(
    revision: str, unit: str, plans: tuple[str, ...], groups: Groups, lang: Lang, _handle: Workspace
) -> LoadOverPlans | None:
    """The load of a unit in each of some plans that names it; None where none does."""
    wanted = frozenset(plans)
    rows = read_loads_over_plans(_handle.store, lang, unit=unit, groups=groups)
    found = loads_over_plans((row for row in rows if row.plan in wanted), lang)
    return found[0] if found else None


@st.cache_resource(max_entries=40)
def plan_load(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> PlanLoad:
    """The records that the load of one plan is counted from."""
    return read_plan_load(_handle.store, plan, lang, groups=groups)


@st.cache_resource(max_entries=40)
def plan_dates(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> PlanDates:
    """The records that the dates of one plan are told from."""
    return read_plan_dates(_handle.store, plan, lang, groups=groups)


@st.cache_resource(max_entries=40)
def structure(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> PlanStructure:
    """How the units of one plan hang together."""
    return plan_structure(
        incidence(revision, plan, groups, lang, _handle),
        plan_load(revision, plan, groups, lang, _handle),
        plan_clauses(revision, plan, lang, _handle),
        backend=_handle.settings.graph_backend,
    )


@st.cache_resource(max_entries=200)
def labels(revision: str, nodes: tuple[str, ...], lang: Lang, _handle: Workspace) -> dict[str, str]:
    """The names of some nodes."""
    return read_labels(_handle.store, nodes, lang)


@st.cache_resource(max_entries=40)
def groups(revision: str, nodes: tuple[str, ...], _handle: Workspace) -> dict[str, str]:
    """The classes that some nodes are drawn as."""
    return read_groups(_handle.store, nodes)


@st.cache_resource(max_entries=40)
def gaps(revision: str, plan: str, lang: Lang, _handle: Workspace) -> gaps_view.GapReport:
    """The gaps of one plan, with its score."""
    results = lint(read_gap_facts(_handle.store, plan))
    labels = read_labels(_handle.store, gaps_view.nodes_of(results), lang)
    return gaps_view.GapReport(gap_score(results), gaps_view.gap_groups(results, labels, lang))


@st.cache_resource(max_entries=40)
def overlaps(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> list[Overlap]:
    """The pairs of units of one plan that share work."""
    return find_overlaps(incidence(revision, plan, groups, lang, _handle))


@st.cache_resource(max_entries=40)
def owner_groups(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> list[OwnerGroup]:
    """The groups of three and more units of one plan that share work."""
    return find_groups(incidence(revision, plan, groups, lang, _handle))


@st.cache_resource(max_entries=40)
def chances(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> ChanceReport:
    """The pairs of one plan tested against chance."""
    return pair_chances(incidence(revision, plan, groups, lang, _handle))


@st.cache_resource(max_entries=20)
def incidence(revision: str, plan: str, groups: Groups, lang: Lang, _handle: Workspace) -> Incidence:
    """Units and measures of one plan as arrays; never changed by a page."""
    return _handle.incidence(plan=expand(plan), groups=groups, lang=lang)


@st.cache_data(max_entries=20)
def agenda_items(revision: str, plan: str, lang: Lang, _handle: Workspace) -> tuple[AgendaItem, ...]:
    """Everything in a plan that a meeting can be about."""
    return read_agenda_items(_handle.store, plan, lang)


@st.cache_resource(max_entries=20)
def plan_clauses(revision: str, plan: str, lang: Lang, _handle: Workspace) -> PlanClauses:
    """The measures of a plan with owners, things, topics and words; never changed by a page."""
    return read_clauses(_handle.store, plan, lang)


@st.cache_resource(max_entries=50)
def worklist(revision: str, plan: str, _handle: Workspace) -> Worklist:
    """The findings of one plan with what was decided; never changed by a page."""
    return _handle.worklist(plan.removeprefix("id:plan/"))


@st.cache_data(max_entries=4)
def successive_plans(revision: str, _handle: Workspace) -> tuple[str, str] | None:
    """The two plans that a comparison begins with."""
    return successive(read_plans(_handle.store, "zh"))


@st.cache_resource(max_entries=10)
def comparison(revision: str, earlier: str, later: str, lang: Lang, _handle: Workspace) -> ComparedPlans:
    """Two plans compared, with what people decided about them; never changed by a page."""
    pair = read_plan_pair(_handle.store, earlier, later, lang)
    return compare_plans(pair, _handle.match_ledger(last_segment(expand(later))).read())


_WHOLE_QUADS = 300_000


def folded_graph(revision: str, _handle: Workspace, around: tuple[str, ...] = ()) -> nx.MultiDiGraph[str]:
    """The graph the explorer draws from; never changed by a page.

    Args:
        revision: of the data.
        _handle: the workspace.
        around: the entities looked at; of a workspace too large to be held as one graph, only their surroundings are read.
    """
    if len(_handle.store) <= _WHOLE_QUADS:
        return _whole_graph(revision, _handle)
    return _local_graph(revision, tuple(sorted(set(around))), _handle)


def can_ask_real_plans(revision: str, _handle: Workspace) -> bool:
    """Tell whether there are real plans beside invented ones, and few enough to be asked by themselves."""
    return len(_handle.store) <= _WHOLE_QUADS and bool(real_graphs(revision, _handle))


@st.cache_data(max_entries=4)
def real_graphs(revision: str, _handle: Workspace) -> tuple[str, ...]:
    """The IRIs of all graphs but those of invented examples; () where there are none of these, or nothing else."""
    heads = plans(revision, "en", _handle)
    invented = {expand(head.plan).value for head in heads if head.fictional}
    if not invented or len(invented) == len(heads):
        return ()
    return tuple(name.value for name in _handle.store.graphs() if name.value not in invented)


@st.cache_resource(max_entries=2)
def _whole_graph(revision: str, _handle: Workspace) -> nx.MultiDiGraph[str]:
    return _with_marks(fold_measures(_handle.graph()), revision, _handle)


@st.cache_resource(max_entries=60)
def _local_graph(revision: str, around: tuple[str, ...], _handle: Workspace) -> nx.MultiDiGraph[str]:
    return _with_marks(neighbourhood.neighbourhood(_handle.store, around), revision, _handle)


def _with_marks(graph: nx.MultiDiGraph[str], revision: str, _handle: Workspace) -> nx.MultiDiGraph[str]:
    """A graph that is not used elsewhere, in which the names of invented examples say that they are, and what only they speak of is marked."""
    for lang in LANGUAGES:
        for head in plans(revision, lang, _handle):
            if head.fictional and head.plan in graph:
                graph.nodes[head.plan][f"label_{lang}"] = head.named
    invented = {head.plan for head in plans(revision, "zh", _handle) if head.fictional}
    if invented:
        known = names(revision, _handle)
        for node, data in graph.nodes(data=True):
            data["is_invented"] = known.is_invented(node, invented)
    return graph


@st.cache_resource(max_entries=2)
def names(revision: str, _handle: Workspace) -> KnownNames:
    """All names, for search boxes and filters, read when they are first needed; shared by all visitors and never changed."""
    return _handle.names


def read_names_meanwhile() -> None:
    """Have the names of a large workspace read while the first visitor looks at the first page, before anybody searches."""
    data = workspace()
    if data.store.kept is not None:
        _reading(data.store.revision, data)


@st.cache_resource(max_entries=2, show_spinner=False)
def _reading(revision: str, _handle: Workspace) -> threading.Thread:
    thread = threading.Thread(target=_handle.names.prepare, name=f"names of {revision}", daemon=True)
    thread.start()
    return thread


@st.cache_resource(max_entries=2)
def passages(revision: str, _handle: Workspace) -> PassageIndex:
    """The words of all plans, for the search box; shared by all visitors and never changed."""
    return read_passages(_handle.store)


@st.cache_resource(max_entries=40)
def numbering(revision: str, plan: str, lang: Lang, _handle: Workspace) -> dict[str, str]:
    """The places of a plan's measures, tasks and areas as it numbers them, in words; never changed by a page."""
    return {item: place_words(place, lang) for item, place in read_item_paths(_handle.store, plan).items()}


@st.cache_resource(max_entries=8)
def knowledge(revision: str, key: str, _handle: Workspace, _decisions: tuple[Decision, ...]) -> Knowledge:
    """The registries and rules that plans are read with, and decisions about names that are not stored yet (`key` identifies them)."""
    return draft_knowledge(_handle, _decisions)


@st.cache_resource(max_entries=2)
def known_units(revision: str, _handle: Workspace, _knowledge: Knowledge) -> KnownUnits:
    """All units a visitor can choose."""
    return index_units(_knowledge.registry, _handle.names)


@st.cache_data(max_entries=4)
def place_choices(revision: str, lang: Lang, _registry: UnitRegistry) -> dict[str, str]:
    """The places that a plan can be of, IRI to name."""
    return head_view.place_choices(_registry.places, lang)


@st.cache_data(max_entries=500)
def entity_card(
    revision: str, node: str, lang: Lang, _handle: Workspace, without: tuple[str, ...] = ()
) -> card.Card | None:
    """The card of an entity, which does not count the measures of some plans beside those of others."""
    found = entity.read_entity(_handle.store, node, lang, without=without)
    return None if found is None else card.build_card(found, lang)


@st.cache_resource(max_entries=40)
def matrix(
    revision: str, plans: tuple[str, ...], lang: Lang, level: matrix_view.Level, _handle: Workspace
) -> matrix_view.Matrix:
    """The responsibility matrix of some plans; never changed by a page."""
    return matrix_view.read_matrix(_handle.store, plans, lang, level=level)


@st.cache_resource(max_entries=40)
def outline(revision: str, plan: str, lang: Lang, _handle: Workspace) -> outline_text.OutlineText:
    """A plan in reading order; never changed by a page."""
    return outline_text.build_outline(read_plan_text(_handle.store, plan, lang), lang)


@st.cache_resource(max_entries=40)
def things(revision: str, plans: tuple[str, ...], lang: Lang, _handle: Workspace) -> tuple[places.Thing, ...]:
    """The things that some plans build, support and rely on."""
    return places.read_things(_handle.store, plans, lang)


@st.cache_resource(max_entries=200)
def unit_profile(
    revision: str, unit: str, lang: Lang, _handle: Workspace, without: tuple[str, ...] = ()
) -> profile.Profile | None:
    """The profile of a unit, which does not count the measures of some plans beside those of others."""
    found = entity.read_entity(_handle.store, unit, lang, most=None, without=without)
    return profile.build_profile(found, lang) if found is not None and found.is_unit else None


@st.cache_resource(max_entries=200)
def plan_line(revision: str, head: overview.PlanHead, _handle: Workspace) -> plans_view.PlanLine:
    """One plan of the list, with where it was read from."""
    store = _handle.store
    return plans_view.build_plan(head, read_source(store, head.plan), count_issues(store, head.plan))


@st.cache_resource(max_entries=100)
def issues(revision: str, plan: str, lang: Lang, _handle: Workspace) -> tuple[quality.PlacedIssue, ...]:
    """The issues that reading a plan noticed."""
    return quality.build_issues(read_issues(_handle.store, plan, lang), outline(revision, plan, lang, _handle), lang)


@st.cache_resource(max_entries=20)
def breaches(revision: str, plan: str, lang: Lang, _handle: Workspace) -> tuple[quality.Breach, ...]:
    """The rules a plan breaks; seconds of work for a long plan."""
    report = validate_plan(_handle, plan.removeprefix("id:plan/"))
    labels = read_labels(_handle.store, (result.focus_node for result in report.results), lang)
    return quality.build_breaches([report], labels, lang)


@st.cache_data(max_entries=50)
def choices(revision: str, kind: str, lang: Lang, _handle: Workspace) -> dict[str, str]:
    """The choices for a parameter of a question: CURIE to name; empty for one that is typed."""
    return sparql.choices(read_entities(_handle.store, kind), lang) if sparql.is_chosen(kind) else {}


@st.cache_resource(max_entries=2)
def editor_terms(revision: str, _handle: Workspace) -> list[EditorTerm]:
    """The terms that the query editor completes."""
    return vocabulary.editor_terms({lang: read_terms(_handle.store, lang) for lang in LANGUAGES})


@st.cache_resource(max_entries=4)
def about(revision: str, lang: Lang, _handle: Workspace) -> about_view.About:
    """Sources with their licences, and the ontology's terms."""
    return about_view.build_about(read_licences(_handle.store, lang), read_terms(_handle.store, lang))
