"""Reads the plans of a workspace again from the documents it holds, with the code and registries of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..documents import read_document
from ..errors import N_, AizoneError, DocumentError
from ..extract import Knowledge
from ..iri import mint
from ..model import Reading
from ..store import Term
from ..vocab import AZ, DCTERMS, SCHEMA
from ..workspace import StoredPlan, Workspace
from .ingest import IngestResult, store_plan
from .knowledge import load_knowledge
from .read import ReadPlan, read_plans


def rebuild(workspace: Workspace) -> Iterator[IngestResult]:
    """Write every plan in today's layout, read those whose document is held again, then build the store from the result.

    What a person said about a document (its name, where it is from, when it was fetched) is kept.

    Yields:
        one record per plan of an older layout, then one per document.
    """
    yield from _update(workspace)
    knowledge = load_knowledge(workspace)
    for slug in workspace.plan_slugs():
        paths = workspace.sources(slug)
        try:
            before = workspace.stored_plan(slug) if paths else None
        except AizoneError as error:
            yield IngestResult(paths[0], slug=slug, error=error)
            continue
        if before is None:
            continue
        for path in paths:
            try:
                plan = _read_again(before, path, knowledge)
                kept = workspace.corrections(slug)
                yield store_plan(workspace, plan.with_corrections(kept, knowledge.registry))
            except AizoneError as error:
                yield IngestResult(path, slug=slug, error=error)
    workspace.rebuild_store()


def _update(workspace: Workspace) -> Iterator[IngestResult]:
    """Write plans of an older layout as today, from their own quads; each whole or not at all."""
    failed = False
    for slug in workspace.plan_slugs():
        path = workspace.paths.plan(slug)
        try:
            if workspace.update_plan(slug):
                yield IngestResult(path, slug=slug, change="updated")
        except AizoneError as error:
            failed = True
            if not workspace.sources(slug):  # one with its document is read again, and that says what is wrong
                yield IngestResult(path, slug=slug, error=error)
    if workspace.is_older and not failed:
        workspace.update_layout()


def _read_again(before: StoredPlan, path: Path, knowledge: Knowledge) -> ReadPlan:
    """A stored plan as it reads today."""
    node = mint("plan", before.slug, "document")
    said = {quad.predicate: quad.object for quad in before.quads if quad.subject == node}
    document = read_document(
        path,
        name=_said(said, SCHEMA.name),
        source=_said(said, DCTERMS.source),
        retrieved=_said(said, AZ.retrieved),
    )
    reading = _same_plan(read_plans(document, knowledge), before.title, path)
    return ReadPlan(path, before.slug, reading, text_held=True, before=before)


def _same_plan(readings: Sequence[Reading], title: str | None, path: Path) -> Reading:
    """The plan of a document that was read from it before: the only one, or the one of that title."""
    found = [reading for reading in readings if reading.plan.title == title] or list(readings)
    if len(found) > 1:
        raise DocumentError(
            str(path),
            N_("holds {count} plans, and none has the title '{title}' any more."),
            N_("Ingest it again; remove the old plan."),
            count=len(found),
            title=title or "",
        )
    return found[0]


def _said(said: Mapping[NamedNode, Term], term: NamedNode) -> str | None:
    value = said.get(term)
    return value.value if isinstance(value, Literal) else None
