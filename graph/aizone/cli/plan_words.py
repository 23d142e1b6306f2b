"""Plans in words: a plan's name with the mark of an invented example, and the line that says which plans a list counts."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..i18n import Lang, translator
from ..iri import compact, expand
from ..names import lookup
from ..projections.plans import read_plans
from ..views.plan.overview import marked
from ..workspace import Workspace


def plan_heading(workspace: Workspace, plan: str, lang: Lang) -> str:
    """The name of a plan (a CURIE); an invented example says that it is one."""
    _ = translator(lang)
    label = lookup.label(workspace.store, expand(plan), lang)
    if plan not in {row.plan for row in read_plans(workspace.store, lang) if row.fictional}:
        return label
    return marked(label, _)


def counted_plans(workspace: Workspace, plan: NamedNode | None, lang: Lang) -> str:
    """The line below a list that several plans may be counted in: which ones they are."""
    _ = translator(lang)
    plans = [compact(plan)] if plan is not None else [row.plan for row in read_plans(workspace.store, lang)]
    headings = [plan_heading(workspace, one, lang) for one in plans]
    return _("Counted: {plans}").format(plans=_(", ").join(headings))
