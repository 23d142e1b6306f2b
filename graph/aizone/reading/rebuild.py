"""Reads the plans of a workspace again from the documents it holds, with the code and registries of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..documents import read_document
from ..errors import N_, REFUSALS, DocumentError, WorkspaceError, deliberate
from ..extract import Knowledge
from ..iri import mint
from ..model import Document
from ..store import Term
from ..verdicts.heads import title_as_read
from ..vocab import AZ, DCTERMS, SCHEMA
from ..workspace import StoredPlan, Workspace
from ..workspace.stored_plan import salvaged
from .ingest import IngestResult, Taking, same_plan
from .knowledge import load_knowledge
from .read import PlanPart, ReadPlan, read_plans


def rebuild(workspace: Workspace) -> Iterator[IngestResult]:
    """Write every plan in today's layout, read those whose document is held again, then build the store from the result.

    What a person said about a document (its name, where it is from, when it was fetched) is kept.

    Yields:
        one record per plan of an older layout, then one per document.
    """
    yield from update_plans(workspace)
    taking = Taking(workspace, lambda: load_knowledge(workspace), "rebuild")
    for slug in workspace.plan_slugs():
        kept = workspace.sources(slug)
        try:
            before, mends = _before(workspace, slug, kept)
            path = workspace.source_of(before) or (kept[0] if mends else None)
            if path is not None:
                yield taking.store(read_as_written(workspace, before, path, taking.knowledge), mends=mends)
        except REFUSALS as error:
            path = kept[0] if kept else workspace.paths.plan(slug)
            yield IngestResult(path, slug=slug, error=deliberate(error, str(path)))
    workspace.rebuild_store()


def read_stored(workspace: Workspace, slug: str, knowledge: Knowledge) -> ReadPlan | None:
    """A stored plan as it reads today, with its corrections; stores nothing.

    Args:
        workspace: where it is stored.
        slug: the plan's slug.
        knowledge: registries and gazetteers.

    Returns:
        None when there is no such plan, or the document that it was read from is not held.

    Raises:
        DocumentError: the document does not hold the plan any more, or has changed.
        WorkspaceError: the plan or its corrections are damaged.
    """
    stored = workspace.stored_plan(slug)
    path = workspace.source_of(stored) if stored is not None else None
    if stored is None or path is None:
        return None
    return read_as_written(workspace, stored, path, knowledge).corrected(workspace.corrections(slug), knowledge)


def _before(workspace: Workspace, slug: str, kept: Sequence[Path]) -> tuple[StoredPlan, bool]:
    """A plan as it is stored, and whether it is damaged; a damaged one as far as it can be read, to be made again.

    Raises:
        WorkspaceError: it is damaged, and which document it was read from cannot be told.
    """
    path = workspace.paths.plan(slug)
    if not kept:
        return StoredPlan(slug, None, None, frozenset(), ""), False
    try:
        stored = workspace.stored_plan(slug)
    except WorkspaceError:
        left = salvaged(path, slug)
        if workspace.source_of(left) is None and len(kept) > 1:
            raise
        return left, True
    assert stored is not None
    return stored, False


def update_plans(workspace: Workspace) -> Iterator[IngestResult]:
    """Write plans of an older layout as today, from their own quads; each whole or not at all.

    Args:
        workspace: whose plans they are.

    Yields:
        one record per plan that was updated or could not be.
    """
    failed = False
    for slug in workspace.plan_slugs():
        path = workspace.paths.plan(slug)
        try:
            if workspace.update_plan(slug):
                yield IngestResult(path, slug=slug, change="updated")
        except REFUSALS as error:
            failed = True
            if not workspace.sources(slug):  # one with its document is read again, and that says what is wrong
                yield IngestResult(path, slug=slug, error=deliberate(error, str(path)))
    if workspace.is_older and not failed:
        workspace.update_layout()


def read_as_written(workspace: Workspace, before: StoredPlan, path: Path, knowledge: Knowledge) -> ReadPlan:
    """A stored plan as it reads today, without corrections."""
    document = stored_document(before, path)
    readings = read_plans(document, knowledge)
    ledger = workspace.correction_ledger(before.slug)
    title = title_as_read([*ledger.read(), *ledger.taken_back()])
    reading = same_plan(readings, title or before.title, path)
    part = PlanPart(readings.index(reading), len(readings))
    return ReadPlan(path, before.slug, reading, text_held=True, before=before, part=part)


def stored_document(before: StoredPlan, path: Path) -> Document:
    """The document of a stored plan, with what a person said about it: its name, where it is from, when it was fetched.

    Args:
        before: the plan.
        path: the file in which it is kept; see `Workspace.source_of`.

    Raises:
        DocumentError: it is not the document any more that the plan was read from.
    """
    node = mint("plan", before.slug, "document")
    said = {quad.predicate: quad.object for quad in before.quads if quad.subject == node}
    document = read_document(
        path,
        name=_said(said, SCHEMA.name),
        source=_said(said, DCTERMS.source),
        retrieved=_said(said, AZ.retrieved),
    )
    if before.digest is not None and document.sha256 != before.digest:
        raise DocumentError(
            str(path),
            N_("is no longer the document that the plan was read from: its checksum differs."),
            N_("Restore it from a backup, or ingest the plan again."),
        )
    return document


def _said(said: Mapping[NamedNode, Term], term: NamedNode) -> str | None:
    value = said.get(term)
    return value.value if isinstance(value, Literal) else None
