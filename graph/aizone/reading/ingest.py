"""Takes files into a workspace, one plan after the other; each goes in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from ..errors import N_, REFUSALS, AizoneError, DocumentError, MeanwhileError, WorkspaceError, deliberate
from ..extract import Knowledge
from ..extract.owners.assignments import OrderRule
from ..model import Issue, Reading
from ..model.validation import ValidationReport, ValidationResult
from ..rdf import to_nquads
from ..text.read_files import read_file
from ..verdicts.kinds import Act
from ..vocab import RDFS, SKOS
from ..workspace import Workspace
from ..workspace.files import Decided, NewPlan
from ..workspace.validation import validate_nquads
from .files import FileReader, LocalReader
from .knowledge import load_knowledge
from .read import ReadPlan, plans_of_readings, read_plans, readings_of_document
from .slugs import Slugs

TRIES = 5
"""Times that a plan is read and stored again because somebody decides something at the very moment of storing."""
PlanChange = Literal["new", "changed", "unchanged", "updated"]
"""What became of a plan; updated: only its file's layout changed, by `rebuild`."""
SkipReason = Literal["hidden", "lock", "duplicate", "same-plan"]
"""The reason a file was skipped: hidden, another program's lock file, or the same bytes or the same plan as an earlier file."""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """The outcome for one plan of a file, or for a file without a plan.

    `added` and `removed` count quads, `corrections` those of people that were applied (`not_applied`: those that were not,
    because their words are gone); `validation` holds what the shapes found, warnings at most. `error` is set instead
    when the file could not be taken in, `skipped` when it was not read, with the earlier file `same_as` it.
    """

    path: Path
    slug: str | None = None
    title: str | None = None
    change: PlanChange | None = None
    added: int = 0
    removed: int = 0
    tasks: int = 0
    measures: int = 0
    assignments: int = 0
    corrections: int = 0
    not_applied: int = 0
    issues: tuple[Issue, ...] = ()
    validation: tuple[ValidationResult, ...] = ()
    error: AizoneError | None = None
    skipped: SkipReason | None = None
    same_as: Path | None = None


def ingest(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    slug: str | None = None,
    facts_only: bool = False,
    source: str | None = None,
    retrieved: str | None = None,
    order_rule: OrderRule = "auto",
    dry_run: bool = False,
    progress: Callable[[Path], None] | None = None,
    reader: FileReader | None = None,
) -> Iterator[IngestResult]:
    """Read files into a workspace.

    Args:
        workspace: where they go.
        paths: the documents; a file with the bytes of an earlier one is skipped, and so is a plan that an earlier one holds.
        slug: the slug of the plan, for a single file.
        facts_only: keep names, numbers and positions, but neither the sentences nor the file.
        source: where the document is from.
        retrieved: ISO date it was fetched on.
        order_rule: whether first-listed units lead.
        dry_run: find out what would change, change nothing.
        progress: called with each path when its turn has come.
        reader: reads the files; this process when None.

    Yields:
        one record per plan, in order; a file that cannot be read is one with `error` and does not stop the rest.

    Raises:
        SchedulerError: the cluster that reads the files is lost; what was yielded until then is stored.
    """
    slugs = Slugs(workspace)
    taking = Taking(workspace, lambda: load_knowledge(workspace, order_rule=order_rule))
    taken: dict[str, Path] = {}
    files = (reader or LocalReader()).read_files(
        paths, lambda: taking.knowledge, source=source, retrieved=retrieved, progress=progress
    )
    for file in files:
        path = file.path
        if file.error is not None:
            yield IngestResult(path, error=file.error)
            continue
        if file.document is None:
            yield IngestResult(path, skipped="duplicate", same_as=file.same_as)
            continue
        try:
            readings = file.readings
            if file.decided != taking.knowledge.decided:  # somebody decided something since it was read
                readings = readings_of_document(file.document, path, taking.knowledge)
            plans = plans_of_readings(readings, path, slugs, slug=slug, keep_text=not facts_only)
        except REFUSALS as error:
            yield IngestResult(path, error=deliberate(error, str(path)))
            continue
        for plan in plans:
            title = plan.reading.plan.title
            if (first := taken.setdefault(plan.slug, path)) != path:  # the plan as a Word file and as a PDF
                yield IngestResult(path, slug=plan.slug, title=title, skipped="same-plan", same_as=first)
                continue
            try:
                yield taking.store(plan, dry_run=dry_run)
            except REFUSALS as error:
                del taken[plan.slug]
                yield IngestResult(path, slug=plan.slug, title=title, error=deliberate(error, str(path)))


class Taking:
    """Stores plans by what people have decided at the moment of storing.

    What somebody decides between the reading of a plan and its storing is not lost: the plan is corrected, or read, again.

    Args:
        workspace: where plans go.
        load: gives the knowledge of now.
        act: what the log of writes says is done.
    """

    def __init__(self, workspace: Workspace, load: Callable[[], Knowledge], act: Act = "ingest") -> None:
        self._workspace, self._load, self._act = workspace, load, act
        self.knowledge = load()

    def store(self, plan: ReadPlan, *, dry_run: bool = False, mends: bool = False) -> IngestResult:
        """Apply the corrections of a plan that was read with `knowledge`, and put it into the workspace.

        Args:
            plan: what was read.
            dry_run: find out what would change, change nothing.
            mends: the stored plan is damaged and is replaced whatever it says.

        Raises:
            WorkspaceError: see `store_plan`.
        """
        for _again in range(TRIES):
            decided = self._workspace.decided(plan.slug)
            if decided.names != self.knowledge.decided:
                self.knowledge = self._load()
                readings = read_plans(plan.reading.document, self.knowledge)
                plan = replace(plan, reading=same_plan(readings, plan.reading.plan.title, plan.path))
            corrected = plan.corrected(self._workspace.corrections(plan.slug), self.knowledge)
            try:
                return store_plan(
                    self._workspace, corrected, decided=decided, dry_run=dry_run, mends=mends, act=self._act
                )
            except MeanwhileError as error:
                failed = error
        raise failed


def same_plan(readings: Sequence[Reading], title: str | None, path: Path) -> Reading:
    """The plan of a document that was read from it before: the only one, or the one of that title.

    Raises:
        DocumentError: the document holds several plans, and none has that title.
    """
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


def store_plan(
    workspace: Workspace,
    plan: ReadPlan,
    *,
    decided: Decided | None = None,
    dry_run: bool = False,
    mends: bool = False,
    act: Act = "ingest",
) -> IngestResult:
    """Put a plan into the workspace, whole or not at all; it replaces the plan it was before, and no other one.

    Args:
        workspace: where it goes.
        plan: what was read.
        decided: the state of the decisions it was read by; it is not stored if they are others now.
        dry_run: find out what would change and whether it may, change nothing.
        mends: the stored plan is damaged and is replaced whatever it says.
        act: what the log of writes says is done.

    Raises:
        WorkspaceError: its graph would break a rule, the folder cannot be written, or its slug was taken meanwhile.
        MeanwhileError: somebody decided something since.
    """
    record, new = checked_plan(workspace, plan, decided=decided, mends=mends)
    if new is not None and not dry_run:
        workspace.store_plans([new], act=act)
    return record


def checked_plan(
    workspace: Workspace, plan: ReadPlan, *, decided: Decided | None = None, mends: bool = False, beside: bytes = b""
) -> tuple[IngestResult, NewPlan | None]:
    """A plan as it would be stored, and what that changes; None when its file would stay as it is.

    Args:
        workspace: where it would go.
        plan: what was read.
        decided: see `store_plan`.
        mends: see `store_plan`.
        beside: N-Quads that are stored with it, to which it refers.

    Raises:
        WorkspaceError: its graph would break a rule, or the stored plan is damaged.
    """
    stored = plan.before if mends else workspace.stored_plan(plan.slug, seen=plan.before)
    before = stored.quads if stored is not None else frozenset()
    quads = _with_labels(plan.quads, workspace.labels_by_hand(plan.slug))
    added, removed = len(quads - before), len(before - quads)
    change: PlanChange = "new" if not before else "changed" if added or removed else "unchanged"
    document, title = plan.reading.document, plan.reading.plan.title
    new, report = None, ValidationReport(())
    if mends or change != "unchanged" or (stored is not None and (stored.is_older or _lost_source(workspace, plan))):
        nquads = to_nquads(quads)
        if change != "unchanged":
            report = validate_nquads(workspace, nquads, beside=beside)
            _check_conforms(plan, report)
        new = NewPlan(
            plan.slug,
            nquads,
            source=(document.data, Path(document.name).suffix or ".txt") if plan.text_held else None,
            instead_of=None
            if mends
            else {title}
            if plan.before is None or plan.before.title is None
            else {title, plan.before.title},
            seen=stored,
            decided=decided,
        )
    measures = [measure for task in plan.reading.tasks for measure in task.measures]
    record = IngestResult(
        path=plan.path,
        slug=plan.slug,
        title=title,
        change=change,
        added=added,
        removed=removed,
        tasks=len(plan.reading.tasks),
        measures=len(measures),
        assignments=sum(fact.from_group is None for measure in measures for fact in measure.assignments),
        corrections=len(plan.applied),
        not_applied=len(plan.not_applied),
        issues=plan.reading.issues,
        validation=report.results,
    )
    return record, new


def _lost_source(workspace: Workspace, plan: ReadPlan) -> bool:
    """True if the document that is kept for a plan is not the one any more that it was read from."""
    kept = workspace.sources(plan.slug) if plan.text_held else []
    return bool(kept) and not any(read_file(path) == plan.reading.document.data for path in kept)


def _with_labels(quads: frozenset[ox.Quad], by_hand: Mapping[ox.NamedNode, ox.Literal]) -> frozenset[ox.Quad]:
    """The quads of a plan, with the labels that somebody wrote in place of those that were made: one in each language."""
    if not by_hand:
        return quads
    made = {
        quad: by_hand[quad.subject]
        for quad in quads
        if quad.predicate in (SKOS.prefLabel, RDFS.label)
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject in by_hand
    }
    return quads - made.keys() | {ox.Quad(old.subject, old.predicate, new, old.graph_name) for old, new in made.items()}


def _check_conforms(plan: ReadPlan, report: ValidationReport) -> None:
    """Refuse a plan whose graph would be wrong; warnings are for people and do not stop it."""
    violations = [result for result in report.results if result.severity == "Violation"]
    if violations:
        first = violations[0]
        raise WorkspaceError(
            str(plan.path),
            N_("reads into a graph that breaks {count} rules; the first: {focus_node} {message}"),
            N_("Nothing was stored. Please report it with the document."),
            count=len(violations),
            focus_node=first.focus_node,
            message=first.message["en"],
        )
