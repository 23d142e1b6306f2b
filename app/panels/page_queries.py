"""The questions that the lists, cards and charts of each page come from, with the parameters that the address gives them.

The frame draws them under every page; the desk's pages, which count in two ways, draw theirs beside how they are computed.
"""

from __future__ import annotations

import streamlit as st

from aizone import queries
from aizone.app import page, resources
from aizone.app.here import Here
from aizone.app.panels import show_query
from aizone.errors import AizoneError
from aizone.iri import compact, expand
from aizone.workspace import Workspace

Asked = list[tuple[str, dict[str, str]]]

_OF_PLANS: dict[str, tuple[str, ...]] = {
    "": ("goals_and_targets", "targets_with_units", "aims_with_units", "goals_and_areas", "assignments", "work_items"),
    "matrix": ("responsibilities_as_written", "work_items"),
    "places": ("mentions_of_things", "responsibilities_as_written"),
    "plans": ("plans", "units"),
    "quality": ("issues_of_plan",),
    "findings": ("assignments", "work_items", "things_of_measures", "topics_of_measures"),
    "about": ("licences", "ontology_terms"),
}
"""By the path of a page, the questions about the plans that it shows."""
_OF_UNIT = ("duties_of_unit", "partners_of_unit", "answers_of_unit")
_MOST_PLANS = 3


def asked_for(path: str, here: Here, data: Workspace) -> Asked:
    """The questions of a page with their parameters, empty where it shows nothing that comes from a question.

    Args:
        path: of the page.
        here: the place.
        data: the workspace.
    """
    if path == "explore":
        return _of_entity(here.address.id, here, data)
    if path == "units":
        units = st.query_params.get_all("id")
        return _of_entity(units[0], here, data) if units else [("units", values) for values in _plans(here)]
    plans = _plans(here)[:1] if path == "findings" else _plans(here)  # the work list is that of one plan
    return [(name, values) for name in _OF_PLANS.get(path, ()) for values in (plans if _takes_plan(name) else [{}])]


def _takes_plan(name: str) -> bool:
    return any(param.name == "plan" for param in queries.load(name).params)


def _plans(here: Here) -> list[dict[str, str]]:
    """The plan of a question, once for each plan that is shown, up to three."""
    return [{"plan": head.plan} for head in here.plans.heads[:_MOST_PLANS]]


def _of_entity(address: str | None, here: Here, data: Workspace) -> Asked:
    """The questions of a card: those of a unit, a work item or a thing, and what is connected to it."""
    if not address:
        return []
    try:
        node = compact(expand(address))
    except (AizoneError, ValueError):
        return []
    group = resources.groups(data.store.revision, (node,), data).get(node, "")
    connected: Asked = [("connected_to", {"node": node})]
    if group in {"Unit", "UnitGroup"}:
        return [*((name, {"unit": node}) for name in _OF_UNIT), *connected]
    if group in {"TaskArea", "Task"}:
        return [("owners_of_item", {"item": node}), *connected]
    if group == "Goal":
        return [("units_per_goal", {"goal": node}), ("targets_with_units", {"goal": node}), *connected]
    if group == "Topic":
        return [("measures_about", {"concept": node}), *connected]
    return [("measures_of_entity", {"entity": node}), *connected] if group not in {"", "Plan"} else connected


def draw(path: str) -> None:
    """“Show the query” at the end of a page; nothing where the page has none."""
    here, data = page.here(), resources.workspace()
    asked = asked_for(path, here, data) if here.plans.heads else []
    if asked:
        show_query.draw(here, data, asked)
