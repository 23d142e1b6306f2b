"""Plans in words: a plan's name with the mark of an invented example, and the line that says which plans a list counts."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..i18n import Lang, translator
from ..iri import compact, expand
from ..names import lookup
from ..projections.plans import read_plan, read_plans
from ..views.look.formats import number
from ..views.plan.overview import marked
from ..workspace import Workspace

_MOST_NAMED = 6
"""Of more plans than so many a line says how many they are."""


def plan_heading(workspace: Workspace, plan: str, lang: Lang) -> str:
    """The name of a plan (a CURIE); an invented example says that it is one."""
    label = lookup.label(workspace.store, expand(plan), lang)
    said = read_plan(workspace.store, plan, lang)
    return label if said is None or not said.fictional else marked(label, translator(lang))


def counted_plans(workspace: Workspace, plan: NamedNode | None, lang: Lang) -> str:
    """The line below a list that several plans may be counted in: which ones they are, or how many."""
    _ = translator(lang)
    said = _("Counted: {plans}")
    if plan is not None:
        return said.format(plans=plan_heading(workspace, compact(plan), lang))
    every = read_plans(workspace.store, lang)
    if len(every) > _MOST_NAMED:
        invented = sum(row.fictional for row in every)
        numbers = _("{count} plans") if not invented else _("{count} plans, {invented} of them invented examples")
        return said.format(plans=numbers.format(count=number(len(every), lang), invented=number(invented, lang)))
    return said.format(plans=_(", ").join(plan_heading(workspace, row.plan, lang) for row in every))
