"""Gives a stored plan another title: a correction of its head, which holds whenever the plan is read again."""

from __future__ import annotations

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..iri import plan_iri
from ..rdf import to_nquads
from ..verdicts.attribution import Attribution
from ..verdicts.heads import corrections_of, head_corrections, title_as_read
from ..verdicts.readings import Correction, in_force
from ..vocab import DCTERMS, SKOS
from ..workspace import StoredPlan, Workspace
from ..workspace.files import NewPlan
from .ingest import checked_plan
from .knowledge import load_knowledge
from .rebuild import read_as_written


def rename_plan(workspace: Workspace, slug: str, title: str, made: Attribution) -> bool:
    """Give a plan another title, here and whenever it is read again; its addresses stay.

    Args:
        workspace: where it is stored.
        slug: its slug.
        title: the new title.
        made: who renames it, when and why.

    Returns:
        False when it has that title already; nothing is changed then.

    Raises:
        UsageError: a plan cannot have that title.
        WorkspaceError: there is no such plan, or the folder cannot be written.
    """
    stored = workspace.stored_plan(slug)
    if stored is None:
        raise WorkspaceError(
            str(workspace.paths.root), N_("has no plan '{slug}'."), N_("'aizone plans' lists them."), slug=slug
        )
    path, kept = workspace.source_of(stored), workspace.corrections(slug)
    if path is None:
        return _relabel(workspace, stored, title, kept, made)
    knowledge = load_knowledge(workspace)
    written = read_as_written(workspace, stored, path, knowledge)
    now = written.corrected(in_force(kept), knowledge)
    new = head_corrections(written.reading.plan, now.reading.plan, {"title": title}, made)
    if not new:
        return False
    decided = workspace.decided(slug)
    _record, plan = checked_plan(workspace, written.corrected(in_force((*kept, *new)), knowledge), decided=decided)
    workspace.store_plans([plan] if plan is not None else [], [(workspace.correction_ledger(slug), new, {})])
    return True


def _relabel(
    workspace: Workspace, stored: StoredPlan, title: str, kept: tuple[Correction, ...], made: Attribution
) -> bool:
    """Rename a plan whose document is not held: the title in its own quads is replaced."""
    before = stored.title or stored.slug
    new = corrections_of(title_as_read(kept) or before, {"title": before}, {"title": title}, made)
    if not new:
        return False
    node, literal = plan_iri(stored.slug), ox.Literal(new[0].written, language="zh")
    quads = {
        ox.Quad(quad.subject, quad.predicate, literal, quad.graph_name) if _is_title(quad, node) else quad
        for quad in stored.quads
    }
    plan = NewPlan(stored.slug, to_nquads(quads), instead_of={before}, seen=stored)
    workspace.store_plans([plan], [(workspace.correction_ledger(stored.slug), new, {})])
    return True


def _is_title(quad: ox.Quad, plan: ox.NamedNode) -> bool:
    is_chinese = isinstance(quad.object, ox.Literal) and quad.object.language == "zh"
    return quad.subject == plan and quad.predicate in {SKOS.prefLabel, DCTERMS.title} and is_chinese
