"""The stages strung together: a file to a reading, a reading to a plan's quads, files into a workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

from .documents import read_document
from .errors import N_, AizoneError, WorkspaceError
from .extract import Gazetteer, Knowledge, read_plan
from .extract.assignments import OrderRule
from .iri import mint
from .model import Document, Issue, Reading
from .outline import read_outline
from .rdf import plan_slug, reading_quads, to_nquads
from .shapes import ValidationReport, ValidationResult, validate
from .store import OxigraphStore, Term
from .units import UnitRegistry
from .vocab import AZ, DCTERMS, SCHEMA
from .workspace import Workspace

Change = OneOf["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan that was read, with its slug, its quads and whether its sentences are among them."""

    path: Path
    slug: str
    reading: Reading
    quads: frozenset[Quad]
    text_held: bool


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file.

    `added` and `removed` count quads; `validation` holds what the shapes found, warnings at most; `error` is set instead
    when the file could not be taken in.
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
    issues: tuple[Issue, ...] = ()
    validation: tuple[ValidationResult, ...] = ()
    error: AizoneError | None = None


def load_knowledge(workspace: Workspace, *, order_rule: OrderRule = "auto") -> Knowledge:
    """The registries and gazetteers of a workspace, and the topics of the ontology."""
    return Knowledge(
        registry=UnitRegistry.load(workspace.paths.shared("units")),
        topics=Gazetteer.from_turtle(
            [workspace.paths.ontology / "schemes.ttl"], types=("Technology", "ApplicationField")
        ),
        entities=Gazetteer.from_turtle(workspace.paths.shared("entities")),
        order_rule=order_rule,
    )


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read one plan from its document.

    Raises:
        DocumentError: the document is not a plan.
    """
    return read_plan(read_outline(document), knowledge)


def read_file(
    path: Path,
    knowledge: Knowledge,
    *,
    slug: str | None = None,
    keep_text: bool = True,
    source: str | None = None,
    retrieved: str | None = None,
) -> PlanReading:
    """Read one file to its quads; touches nothing.

    Args:
        path: the document.
        knowledge: registries and gazetteers.
        slug: the plan's slug; place and years when None.
        keep_text: whether the plan's sentences are quoted in its quads.
        source: where the document is from.
        retrieved: ISO date it was fetched on.

    Raises:
        DocumentError: it cannot be read, or is not a plan.
    """
    reading = read(read_document(path, source=source, retrieved=retrieved), knowledge)
    chosen = slug or plan_slug(reading)
    quads = frozenset(reading_quads(reading, chosen, keep_text=keep_text))
    return PlanReading(path, chosen, reading, quads, keep_text)


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
        paths: the documents.
        slug: the slug of the plan, for a single file.
        facts_only: keep names, numbers and positions, not the sentences nor the file.
        source: where the document is from.
        retrieved: ISO date it was fetched on.
        order_rule: whether first-listed units lead.
        dry_run: find out what would change, change nothing.
        progress: called with each path before it is read.

    Yields:
        one record a file, in order; a file that cannot be read is one with `error` and does not stop the rest.
    """
    knowledge = load_knowledge(workspace, order_rule=order_rule)
    for path in paths:
        if progress is not None:
            progress(path)
        try:
            plan = read_file(path, knowledge, slug=slug, keep_text=not facts_only, source=source, retrieved=retrieved)
            yield _store(workspace, plan, dry_run=dry_run)
        except AizoneError as error:
            yield Ingested(path, error=error)


def _store(workspace: Workspace, plan: PlanReading, *, dry_run: bool) -> Ingested:
    before = workspace.plan_quads(plan.slug)
    _check_same_plan(workspace, plan)
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


def _check_same_plan(workspace: Workspace, plan: PlanReading) -> None:
    """Refuse to replace a plan by another one that happens to get the same slug."""
    title = workspace.plan_title(plan.slug)
    if title is not None and title != plan.reading.plan.title:
        raise WorkspaceError(
            str(plan.path),
            N_("the slug '{slug}' already belongs to '{title}'."),
            N_("Choose another with --slug."),
            slug=plan.slug,
            title=title,
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
                reading = read(document, knowledge)
                quads = frozenset(reading_quads(reading, slug, keep_text=True))
                yield _store(workspace, PlanReading(path, slug, reading, quads, text_held=True), dry_run=False)
            except AizoneError as error:
                yield Ingested(path, error=error)
    workspace.rebuild_store()


def _said(said: dict[NamedNode, Term], term: NamedNode) -> str | None:
    value = said.get(term)
    return value.value if isinstance(value, Literal) else None


def validate_plan(workspace: Workspace, slug: str) -> ValidationReport:
    """Check one plan against the shapes: its own nodes, with registries and ontology as context.

    The whole workspace is not read: a plan costs the same in a workspace of one and of a thousand.
    """
    return validate_quads(workspace, workspace.plan_quads(slug))


def validate_quads(workspace: Workspace, quads: Iterable[Quad]) -> ValidationReport:
    """Check quads that are not stored yet as `validate_plan` would."""
    own = list(quads)
    return validate([*own, *_context(workspace)], _shapes(workspace), focus=frozenset(_iris(own)))


def validate_registries(workspace: Workspace) -> ValidationReport:
    """Check the registries, gazetteers and schemes against the shapes."""
    return validate(_context(workspace), _shapes(workspace))


def _shapes(workspace: Workspace) -> Path:
    return workspace.paths.ontology / "shapes.ttl"


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    return (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def _context(workspace: Workspace) -> list[Quad]:
    """Class hierarchy, schemes, registries and gazetteers."""
    store = OxigraphStore()
    store.bulk_load(
        (path, graph) for path, graph in workspace.files() if graph is not None and path.parent.name != "plans"
    )
    return list(store.engine)
