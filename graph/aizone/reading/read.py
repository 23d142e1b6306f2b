"""Reads a document into plans: its text to readings, each reading to a plan with a slug and quads. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import Quad

from ..documents import read_document
from ..errors import N_, DocumentError
from ..extract import AS_WRITTEN, Knowledge, read_plan
from ..flow.cell_tables import with_cell_tables
from ..flow.reflow import reflow
from ..flow.restore import for_reading, restore
from ..flow.split_plans import split_plans
from ..model import DecidedHead, Document, Reading
from ..model.flowed import FlowedText
from ..outline import read_outline
from ..rdf import reading_quads
from ..units import UnitRegistry
from ..verdicts.heads import decided_head, title_as_read
from ..verdicts.readings import Correction
from ..verdicts.rereading import apply_corrections
from ..workspace import StoredPlan, Workspace
from .gc_pause import collector_paused
from .slugs import Slugs

MAX_PARTS = 60_000
"""The most numbered parts and measures of a plan: the largest met have about a thousand, ten dense megabytes 25,000."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The plan of a document: its position among the plans that the document holds, and how many these are."""

    index: int = 0
    count: int = 1


_WHOLE = PlanPart()


@dataclass(frozen=True)
class ReadPlan:
    """A plan that was read, with its slug and whether its sentences are among its quads.

    `reading` has the corrections `applied` that the workspace keeps for it; the words of those `not_applied` are gone.
    `before` is the plan as it was stored until now: None when it was not, or when that was not looked up. `part` says which
    plan of its document it is.
    """

    path: Path
    slug: str
    reading: Reading
    text_held: bool
    before: StoredPlan | None = None
    applied: tuple[Correction, ...] = ()
    not_applied: tuple[Correction, ...] = ()
    part: PlanPart = _WHOLE

    @cached_property
    def quads(self) -> frozenset[Quad]:
        """The plan's graph, made when it is first asked for: it takes three times as long as the reading."""
        return frozenset(reading_quads(self.reading, self.slug, keep_text=self.text_held))

    def corrected(self, corrections: Sequence[Correction], knowledge: Knowledge) -> ReadPlan:
        """This plan with corrections; it is read again where its head was corrected, because names mean what its place says."""
        head = decided_head(corrections)
        if head == AS_WRITTEN:
            return self.with_corrections(corrections, knowledge.registry)
        again = replace(self, reading=read_part(self.reading.document, knowledge, self.part, head))
        return again.with_corrections(corrections, knowledge.registry)

    def with_corrections(self, corrections: Sequence[Correction], registry: UnitRegistry) -> ReadPlan:
        """This plan with corrections applied to its reading, which has none yet; its head is what they say already."""
        done = apply_corrections(self.reading, corrections, registry)
        return replace(self, reading=done.reading, applied=done.applied, not_applied=done.not_applied)


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read a document as one plan.

    Raises:
        DocumentError: the document is not a plan.
    """
    return _read(document, reflow(document), knowledge)


def read_plans(document: Document, knowledge: Knowledge) -> tuple[Reading, ...]:
    """Read every plan of a document, in the order of the text.

    Returns:
        one reading per plan, all with spans of the one document. A document that looks like several plans, one of which
        does not read as one, is read as a single plan.

    Raises:
        DocumentError: there is no plan in the document.
    """
    flowed = reflow(document)
    parts = split_plans(flowed)
    with collector_paused():
        if len(parts) > 1:
            try:
                return tuple(_read(document, part, knowledge) for part in parts)
            except DocumentError:
                parts = (flowed,)
        return tuple(_read(document, part, knowledge) for part in parts)


def read_part(document: Document, knowledge: Knowledge, part: PlanPart, head: DecidedHead) -> Reading:
    """Read one plan of a document that was read before, with what a person decided about its head.

    Args:
        document: the document.
        knowledge: registries and gazetteers.
        part: which plan of the document.
        head: what was decided.
    """
    flowed = reflow(document)
    return _read(document, split_plans(flowed)[part.index] if part.count > 1 else flowed, knowledge, head)


def _read(document: Document, flowed: FlowedText, knowledge: Knowledge, head: DecidedHead = AS_WRITTEN) -> Reading:
    with collector_paused():
        outline = read_outline(with_cell_tables(for_reading(document, flowed)))
        return restore(read_plan(outline, knowledge, head), flowed, document)


def plans_of_file(
    path: Path, knowledge: Knowledge, workspace: Workspace, *, slug: str | None = None
) -> tuple[ReadPlan, ...]:
    """Read every plan of one file as it would be stored; stores nothing.

    Args:
        path: the document.
        knowledge: registries and gazetteers.
        workspace: whose corrections are applied.
        slug: the slug of its one plan; place and years when None, and a digest of the title where two plans share those.

    Raises:
        DocumentError: it cannot be read, holds no plan, or holds several and `slug` names one.
        WorkspaceError: corrections are damaged, or the stored plan they belong to.
    """
    plans = plans_of_document(read_document(path), path, knowledge, Slugs(), slug=slug)
    return tuple(plan.corrected(_kept_for(plan, workspace), knowledge) for plan in plans)


def _kept_for(plan: ReadPlan, workspace: Workspace) -> tuple[Correction, ...]:
    """The corrections kept for a plan; none when the workspace has another plan under its slug."""
    kept = workspace.corrections(plan.slug)
    stored = workspace.stored_plan(plan.slug) if kept else None
    titles = {None, plan.reading.plan.title}
    return kept if stored is None or stored.title in titles or title_as_read(kept) in titles - {None} else ()


def plans_of_document(
    document: Document,
    path: Path,
    knowledge: Knowledge,
    slugs: Slugs,
    *,
    slug: str | None = None,
    keep_text: bool = True,
) -> tuple[ReadPlan, ...]:
    """Read every plan of a document and give each its slug; corrections are not applied yet.

    Args:
        document: the document.
        path: its file, for messages.
        knowledge: registries and gazetteers.
        slugs: the slugs that are taken; these plans' are added.
        slug: the slug of its one plan; chosen when None.
        keep_text: whether the plans' sentences are quoted in their quads.

    Raises:
        DocumentError: it holds no plan, far more than a plan, or several and `slug` names one.
        WorkspaceError: `slug` belongs to another plan, or a stored plan is damaged.
    """
    try:
        readings = read_plans(document, knowledge)
    except DocumentError as error:
        if error.where == document.name:  # files of two folders may share a name: say which one
            error.where = str(path)
        raise
    if slug and len(readings) > 1:
        raise DocumentError(
            str(path), N_("holds {count} plans; --slug names one."), N_("Leave --slug out."), count=len(readings)
        )
    plans = []
    for index, reading in enumerate(readings):
        _check_size(reading, path)
        chosen, before = slugs.choose(reading, path, wanted=slug, alone=len(readings) == 1)
        part = PlanPart(index, len(readings))
        plans.append(ReadPlan(path, chosen, reading, keep_text, before, part=part))
    return tuple(plans)


def _check_size(reading: Reading, path: Path) -> None:
    """Refuse what cannot be a plan before its graph is made and checked, which takes milliseconds per part."""
    count = sum(1 for _ in reading.outline.walk()) + sum(len(task.measures) for task in reading.tasks)
    if count > MAX_PARTS:
        raise DocumentError(
            str(path),
            N_("reads as {count} numbered parts and measures; a plan has at most {most}."),
            N_("Split it, or check that it is the right file."),
            count=count,
            most=MAX_PARTS,
        )
