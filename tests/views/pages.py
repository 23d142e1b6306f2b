"""What a page shows of a workspace, put together as the pages do."""

from aizone.projections.entities import read_entities
from aizone.projections.entity import MOST_MEASURES, read_entity
from aizone.projections.plan_facts import read_plan_facts
from aizone.projections.plan_text import read_plan_text
from aizone.projections.plans import count_issues, read_plans, read_source
from aizone.projections.vocabulary import read_licences, read_terms
from aizone.views.ask.about import build_about
from aizone.views.ask.sparql import choices, is_chosen
from aizone.views.entity.card import build_card
from aizone.views.entity.profile import build_profile
from aizone.views.plan.outline_text import build_outline
from aizone.views.plan.overview import build_overview, list_plans
from aizone.views.plan.plans import build_plan


def card_of(workspace, node, lang, *, most=MOST_MEASURES):
    found = read_entity(workspace.store, node, lang, most=most)
    return None if found is None else build_card(found, lang)


def profile_of(workspace, node, lang):
    found = read_entity(workspace.store, node, lang, most=None)
    return build_profile(found, lang) if found is not None and found.is_unit else None


def heads_of(workspace, lang):
    return list_plans(read_plans(workspace.store, lang), lang)


def overview_of(workspace, head, lang):
    return build_overview(read_plan_facts(workspace.store, head.plan, lang), head, lang)


def plan_line_of(workspace, head):
    store = workspace.store
    return build_plan(head, read_source(store, head.plan), count_issues(store, head.plan))


def outline_of(workspace, plan, lang):
    return build_outline(read_plan_text(workspace.store, plan, lang), lang)


def about_of(workspace, lang):
    return build_about(read_licences(workspace.store, lang), read_terms(workspace.store, lang))


def choices_of(workspace, kind, lang):
    return choices(read_entities(workspace.store, kind), lang) if is_chosen(kind) else {}
