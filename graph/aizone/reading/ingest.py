"""The stages strung together: a file to a reading, a reading to a plan's quads, files into a workspace."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

from ..documents import read_document
from ..errors import N_, AizoneError, DocumentError, WorkspaceError
from ..extract import Gazetteer, Knowledge, read_plan
from ..extract.owners.assignments import OrderRule
from ..flow.cell_lines import with_cell_tables
from ..flow.rejoin import flow
from ..flow.restore import for_reading, restore
from ..flow.split import split_plans
from ..iri import mint
from ..model import Document, Issue, Reading
from ..model.flowed import FlowedText
from ..outline import read_outline
from ..rdf import reading_quads, to_nquads
from ..store import Term
from ..units import UnitRegistry
from ..verdicts.readings import Corrected, apply_corrections
from ..vocab import AZ, DCTERMS, SCHEMA
from ..workspace import Workspace
from ..workspace.shapes import ValidationReport, ValidationResult
from ..workspace.validation import validate_quads
from .gc_pause import collector_paused
from .slugs import Slugs

MAX_PARTS = 60_000
"""More numbered parts and measures are no plan: the largest met have about a thousand, ten dense megabytes 25,000."""

Change = OneOf["new", "changed", "unchanged"]
Passed = OneOf["hidden", "lock", "duplicate", "same-plan"]
"""Why a file was not taken in: hidden, another program's lock file, or the same bytes or plan as a file before."""


@dataclass(frozen=True)
class PlanReading:
    """A plan that was read, with its slug and whether its sentences are among its quads.

    `reading` has the corrections applied that the workspace keeps for it: so many, and so many were `not_applied`.
    """

    path: Path
    slug: str
    reading: Reading
    text_held: bool
    corrections: int = 0
    not_applied: int = 0

    @cached_property
    def quads(self) -> frozenset[Quad]:
        """The plan's graph, made when it is first asked for: it takes three times as long as the reading."""
        return frozenset(reading_quads(self.reading, self.slug, keep_text=self.text_held))


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one plan of a file, or of a file that holds none.

    `added` and `removed` count quads, `corrections` those of people that were applied (`not_applied`: that were not, for
    their words are gone); `validation` holds what the shapes found, warnings at most; `error` is set instead
    when the file could not be taken in, `passed_over` when it was not to be read, with the file `same_as` which it is.
    """

    path: Path
    slug: str | None = None
    title: str | None = None
    change: Change | None = None
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
    passed_over: Passed | None = None
    same_as: Path | None = None


def load_knowledge(workspace: Workspace, *, order_rule: OrderRule = "auto") -> Knowledge:
    """The registries, gazetteers and schemes of a workspace, and the topics of the ontology."""
    topics = Gazetteer.from_turtle([workspace.paths.ontology / "schemes.ttl"], types=("Technology", "ApplicationField"))
    return Knowledge(
        registry=UnitRegistry.load(workspace.paths.shared("units"), workspace.paths.base_units()),
        topics=Gazetteer.from_schemes(workspace.paths.shared("schemes"), after=topics),
        entities=Gazetteer.from_turtle(workspace.paths.shared("entities")),
        order_rule=order_rule,
    )


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read a document as one plan.

    Raises:
        DocumentError: the document is not a plan.
    """
    return _read(document, flow(document), knowledge)


def read_plans(document: Document, knowledge: Knowledge) -> tuple[Reading, ...]:
    """Read every plan of a document, in the order they stand in it.

    Returns:
        one reading a plan, all with spans of the one document. A document that looks like several plans, one of which
        does not read as one, is read as a single plan.

    Raises:
        DocumentError: there is no plan in the document.
    """
    flowed = flow(document)
    parts = split_plans(flowed)
    with collector_paused():
        if len(parts) > 1:
            try:
                return tuple(_read(document, part, knowledge) for part in parts)
            except DocumentError:
                parts = (flowed,)
        return tuple(_read(document, part, knowledge) for part in parts)


def _read(document: Document, flowed: FlowedText, knowledge: Knowledge) -> Reading:
    with collector_paused():
        outline = read_outline(with_cell_tables(for_reading(document, flowed)))
        return restore(read_plan(outline, knowledge), flowed, document)


def read_file(
    path: Path,
    knowledge: Knowledge,
    *,
    slug: str | None = None,
    keep_text: bool = True,
    source: str | None = None,
    retrieved: str | None = None,
) -> PlanReading:
    """Read the first plan of a file to its quads; see `read_files` for all of them."""
    return read_files(path, knowledge, slug=slug, keep_text=keep_text, source=source, retrieved=retrieved)[0]


def read_files(
    path: Path,
    knowledge: Knowledge,
    *,
    slug: str | None = None,
    keep_text: bool = True,
    source: str | None = None,
    retrieved: str | None = None,
    workspace: Workspace | None = None,
) -> tuple[PlanReading, ...]:
    """Read every plan of one file to its quads; touches nothing.

    Args:
        path: the document.
        knowledge: registries and gazetteers.
        slug: the slug of its one plan; place and years when None, and a digest of the title where two plans share those.
        keep_text: whether the plans' sentences are quoted in their quads.
        source: where the document is from.
        retrieved: ISO date it was fetched on.
        workspace: whose corrections are applied; none are when None.

    Raises:
        DocumentError: it cannot be read, holds no plan, or holds several and `slug` names one.
    """
    document = read_document(path, source=source, retrieved=retrieved)
    return _plans_of(document, path, knowledge, Slugs(), workspace, slug=slug, keep_text=keep_text)


def _plans_of(
    document: Document,
    path: Path,
    knowledge: Knowledge,
    slugs: Slugs,
    workspace: Workspace | None,
    *,
    slug: str | None,
    keep_text: bool,
) -> tuple[PlanReading, ...]:
    try:
        readings = read_plans(document, knowledge)
    except DocumentError as error:
        if error.where == document.name:  # of two files of one name in two folders, say which
            error.where = str(path)
        raise
    if slug and len(readings) > 1:
        raise DocumentError(
            str(path), N_("holds {count} plans; --slug names one."), N_("Leave --slug out."), count=len(readings)
        )
    plans = []
    for reading in readings:
        _check_size(reading, path)
        chosen = slugs.choose(reading, path, wanted=slug, alone=len(readings) == 1)
        corrected = _corrected(reading, chosen, workspace, knowledge)
        plans.append(to_plan(path, chosen, corrected, keep_text=keep_text))
    return tuple(plans)


def _check_size(reading: Reading, path: Path) -> None:
    """Refuse what is no plan before its graph is made and checked, which takes milliseconds a part."""
    count = sum(1 for _ in reading.outline.walk()) + sum(len(task.measures) for task in reading.tasks)
    if count > MAX_PARTS:
        raise DocumentError(
            str(path),
            N_("reads as {count} numbered parts and measures; more than {most} are no plan."),
            N_("Split it, or check that it is the right file."),
            count=count,
            most=MAX_PARTS,
        )


def _corrected(reading: Reading, slug: str, workspace: Workspace | None, knowledge: Knowledge) -> Corrected:
    """A reading with the corrections that a workspace keeps for the plan; for another plan of that slug it has none."""
    kept = workspace.corrections(slug) if workspace is not None else ()
    if workspace is None or not kept or workspace.plan_title(slug) not in {None, reading.plan.title}:
        return Corrected(reading)
    return apply_corrections(reading, kept, knowledge.registry)


def to_plan(path: Path, slug: str, corrected: Corrected, *, keep_text: bool) -> PlanReading:
    """A corrected reading as a plan."""
    return PlanReading(path, slug, corrected.reading, keep_text, len(corrected.applied), len(corrected.not_applied))


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
) -> Iterator[Ingested]:
    """Read files into a workspace, one plan after the other; each goes in whole or not at all.

    Args:
        workspace: where they go.
        paths: the documents; bytes that were read before are passed over, and so is a plan that one before holds.
        slug: the slug of the plan, for a single file.
        facts_only: keep names, numbers and positions, not the sentences nor the file.
        source: where the document is from.
        retrieved: ISO date it was fetched on.
        order_rule: whether first-listed units lead.
        dry_run: find out what would change, change nothing.
        progress: called with each path before it is read.

    Yields:
        one record a plan, in order; a file that cannot be read is one with `error` and does not stop the rest.
    """
    knowledge = load_knowledge(workspace, order_rule=order_rule)
    slugs = Slugs(workspace)
    seen: dict[str, Path] = {}
    stored: dict[str, Path] = {}
    for path in paths:
        if progress is not None:
            progress(path)
        try:
            document = read_document(path, source=source, retrieved=retrieved)
            first = seen.setdefault(document.sha256, path)
            if first != path:
                yield Ingested(path, passed_over="duplicate", same_as=first)
                continue
            plans = _plans_of(document, path, knowledge, slugs, workspace, slug=slug, keep_text=not facts_only)
        except AizoneError as error:
            yield Ingested(path, error=error)
            continue
        for plan in plans:
            if (first := stored.setdefault(plan.slug, path)) != path:  # the plan as Word file and as PDF
                title = plan.reading.plan.title
                yield Ingested(path, slug=plan.slug, title=title, passed_over="same-plan", same_as=first)
                continue
            try:
                yield store_plan(workspace, plan, dry_run=dry_run, instead_of=slugs.titles(plan.slug))
            except AizoneError as error:
                del stored[plan.slug]
                yield Ingested(path, slug=plan.slug, title=plan.reading.plan.title, error=error)


def store_plan(
    workspace: Workspace, plan: PlanReading, *, dry_run: bool = False, instead_of: Collection[str] | None = None
) -> Ingested:
    """Put a plan into the workspace, whole or not at all.

    Args:
        workspace: where it goes.
        plan: what was read.
        dry_run: find out what would change and whether it may, change nothing.
        instead_of: titles of plans of its slug that it may replace; None for any.

    Raises:
        WorkspaceError: its graph would break a rule, the folder cannot be written, or its slug was taken meanwhile.
    """
    before = workspace.plan_quads(plan.slug)
    added, removed = len(plan.quads - before), len(before - plan.quads)
    change: Change = "new" if not before else "changed" if added or removed else "unchanged"
    document = plan.reading.document
    report = validate_quads(workspace, plan.quads) if change != "unchanged" else ValidationReport(())
    _check_conforms(plan, report)
    if not dry_run and change != "unchanged":
        workspace.replace_plan(
            plan.slug,
            to_nquads(set(plan.quads)),
            source=(document.data, Path(document.name).suffix or ".txt") if plan.text_held else None,
            instead_of=instead_of,
        )
    measures = [measure for task in plan.reading.tasks for measure in task.measures]
    return Ingested(
        path=plan.path,
        slug=plan.slug,
        title=plan.reading.plan.title,
        change=change,
        added=added,
        removed=removed,
        tasks=len(plan.reading.tasks),
        measures=len(measures),
        assignments=sum(fact.from_group is None for measure in measures for fact in measure.assignments),
        corrections=plan.corrections,
        not_applied=plan.not_applied,
        issues=plan.reading.issues,
        validation=report.results,
    )


def _check_conforms(plan: PlanReading, report: ValidationReport) -> None:
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


def rebuild(workspace: Workspace) -> Iterator[Ingested]:
    """Read every plan whose document is held again, with the code and registries of today; then build the store anew.

    What a person said about a document (its name, where it is from, when it was fetched) is kept.

    Yields:
        one record a document; a plan without its document is left as it is.
    """
    knowledge = load_knowledge(workspace)
    for slug in workspace.plan_slugs():
        said = {
            quad.predicate: quad.object
            for quad in workspace.plan_quads(slug)
            if quad.subject == mint("plan", slug, "document")
        }
        for path in workspace.sources(slug):
            try:
                document = read_document(
                    path,
                    name=_said(said, SCHEMA.name),
                    source=_said(said, DCTERMS.source),
                    retrieved=_said(said, AZ.retrieved),
                )
                reading = _same_plan(read_plans(document, knowledge), workspace.plan_title(slug), path)
                corrected = apply_corrections(reading, workspace.corrections(slug), knowledge.registry)
                yield store_plan(workspace, to_plan(path, slug, corrected, keep_text=True))
            except AizoneError as error:
                yield Ingested(path, slug=slug, error=error)
    workspace.rebuild_store()


def _same_plan(readings: Sequence[Reading], title: str | None, path: Path) -> Reading:
    """The plan of a document that was read from it before: the only one, or the one of that title."""
    found = [reading for reading in readings if reading.plan.title == title] or list(readings)
    if len(found) > 1:
        raise DocumentError(
            str(path),
            N_("holds {count} plans, none of them called '{title}' any more."),
            N_("Ingest it again; remove the old plan."),
            count=len(found),
            title=title or "",
        )
    return found[0]


def _said(said: dict[NamedNode, Term], term: NamedNode) -> str | None:
    value = said.get(term)
    return value.value if isinstance(value, Literal) else None
