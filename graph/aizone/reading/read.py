"""Reads a document into plans: its text to readings, each reading to a plan with a slug and quads. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import Quad

from ..documents import read_document
from ..errors import N_, DocumentError
from ..extract import AS_WRITTEN, Knowledge
from ..model import Document, Reading
from ..rdf import reading_quads
from ..units import UnitRegistry
from ..verdicts.heads import decided_head, title_as_read
from ..verdicts.readings import Correction
from ..verdicts.rereading import apply_corrections
from ..workspace import StoredPlan, Workspace
from .apart import read_part, read_plans
from .slugs import Slugs
from .stages import PlanPart, read

__all__ = [
    "PlanPart",
    "ReadPlan",
    "plans_of_file",
    "plans_of_readings",
    "read",
    "read_part",
    "read_plans",
    "readings_of_document",
]

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
    plans = plans_of_readings(readings_of_document(read_document(path), path, knowledge), path, Slugs(), slug=slug)
    return tuple(plan.corrected(_kept_for(plan, workspace), knowledge) for plan in plans)


def _kept_for(plan: ReadPlan, workspace: Workspace) -> tuple[Correction, ...]:
    """The corrections kept for a plan; none when the workspace has another plan under its slug."""
    kept = workspace.corrections(plan.slug)
    stored = workspace.stored_plan(plan.slug) if kept else None
    titles = {None, plan.reading.plan.title}
    return kept if stored is None or stored.title in titles or title_as_read(kept) in titles - {None} else ()


def readings_of_document(document: Document, path: Path, knowledge: Knowledge) -> tuple[Reading, ...]:
    """Read every plan of a document; its messages name the document's file.

    Raises:
        DocumentError: it holds no plan.
    """
    try:
        return read_plans(document, knowledge)
    except DocumentError as error:
        if error.where == document.name:  # files of two folders may share a name: say which one
            error.where = str(path)
        raise


def plans_of_readings(
    readings: Sequence[Reading],
    path: Path,
    slugs: Slugs,
    *,
    slug: str | None = None,
    keep_text: bool = True,
) -> tuple[ReadPlan, ...]:
    """Give every plan of a document its slug; corrections are not applied yet.

    Args:
        readings: the plans of the document, in the order of its text.
        path: its file, for messages.
        slugs: the slugs that are taken; these plans' are added.
        slug: the slug of its one plan; chosen when None.
        keep_text: whether the plans' sentences are quoted in their quads.

    Raises:
        DocumentError: it holds far more than a plan, or several and `slug` names one.
        WorkspaceError: `slug` belongs to another plan, or a stored plan is damaged.
    """
    if slug and len(readings) > 1:
        raise DocumentError(
            str(path), N_("holds {count} plans; --slug names one."), N_("Leave --slug out."), count=len(readings)
        )
    plans = []
    for index, reading in enumerate(readings):
        chosen, before = slugs.choose(reading, path, wanted=slug, alone=len(readings) == 1)
        part = PlanPart(index, len(readings))
        plans.append(ReadPlan(path, chosen, reading, keep_text, before, part=part))
    return tuple(plans)
