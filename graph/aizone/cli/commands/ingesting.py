"""`ingest` and `rebuild`: documents into the workspace, one line per plan and a summary."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ... import workspace as workspaces
from ...errors import N_, SchedulerError
from ...i18n import Lang, Translate, translator
from ...model import ISSUE_CODES, by_cause
from ...reading.files import FileReader, LocalReader
from ...reading.ingest import IngestResult, PlanChange, ingest
from ...reading.rebuild import rebuild
from ...text.characters import printable
from ...workspace import Workspace
from ..input_files import Listing, list_files
from ..opening import open_workspace
from ..output import print_json, print_rows, severity_words
from ..store_progress import StoreProgress
from ..terminal import raw
from .reading import one_slug

_INTERRUPTED = 130
_SKIPPED = {
    "hidden": N_("hidden file"),
    "lock": N_("lock file of another program"),
    "duplicate": N_("the same as {file}"),
    "same-plan": N_("the same plan as {file}; ingest it alone to take it instead"),
}


def run_ingest(options: argparse.Namespace, lang: Lang) -> int:
    """Read documents into the workspace.

    Returns:
        1 when one of several could not be read, 2 when none could; 130 when it was interrupted, with what was read until
        then in the workspace.
    """
    _ = translator(lang)
    workspace = open_workspace(options.workspace, lang, create=True)
    listing = list_files(options.file, apart=workspace.paths.root)
    one_slug(options, listing.files)
    done = [IngestResult(path, skipped=reason) for path, reason in listing.skipped]
    is_many = len(listing.files) > 1
    interrupted, lost = False, None
    try:
        with _reader(options, workspace, _) as reader, _progress(len(listing.files), _) as (step, say):
            records = ingest(
                workspace,
                listing.files,
                slug=options.slug,
                facts_only=options.facts_only,
                source=options.source,
                retrieved=options.retrieved,
                order_rule=options.order_leads,
                dry_run=options.dry_run,
                progress=step,
                reader=reader,
            )
            for record in records:
                done.append(record)
                if is_many and options.format == "table":
                    say(_line(record, _))
    except KeyboardInterrupt:
        interrupted = True
    except SchedulerError as error:
        if not done:
            raise
        lost = error
    failed = [record for record in done if record.error is not None]
    if options.format == "json":
        print_json([_as_json(record, lang) for record in done])
    elif is_many:
        _print_summary(done, listing, lang, dry_run=options.dry_run)
    else:
        _print_plans(done, _, lang, dry_run=options.dry_run)
    if not is_many or options.format == "json":
        _print_errors(failed, _)
    if interrupted:
        print(_("Interrupted. What is listed above is in the workspace, each plan whole."), file=sys.stderr)
        return _INTERRUPTED
    if lost is not None:
        print(f"aizone: {lost.line(_)}", file=sys.stderr)
    if not options.dry_run and any(record.change in {"new", "changed"} for record in done):
        workspace.prepare_store()
    if not failed and lost is None:
        return 0
    return 2 if len(failed) == len([record for record in done if record.skipped is None]) else 1


@contextmanager
def _reader(options: argparse.Namespace, workspace: Workspace, _: Translate) -> Iterator[FileReader]:
    """Reads the files: on the workers of a scheduler, or here."""
    if options.scheduler is None:
        yield LocalReader()
        return
    from ...reading.cluster import ClusterReader, connected

    def tell(address: str) -> None:
        words = _("The scheduler has no workers; waiting for one. Start one with: dask worker {address}")
        print(words.format(address=address), file=sys.stderr, flush=True)

    with connected(options.scheduler, tell) as cluster:
        yield ClusterReader(cluster, workspace)


Step = Callable[[Path], None]
Say = Callable[[str], None]


@contextmanager
def _progress(count: int, _: Translate) -> Iterator[tuple[Step, Say]]:
    """A bar on a terminal when there are several files: what to call for each file, and for each line of text."""
    if count < 2 or not sys.stderr.isatty():
        yield (lambda path: None), print
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=raw(sys.stderr))
    with Progress(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(_("Reading"), total=count)
        started = False

        def step(path: Path) -> None:
            nonlocal started
            bar.update(task, advance=1 if started else 0, description=escape(printable(path.name)[:40]))
            started = True

        yield step, lambda text: print(printable(text))
        bar.update(task, completed=count)


def _changes(_: Translate) -> dict[PlanChange, str]:
    return {
        "new": _("new"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "updated": _("brought up to date"),
    }


def _line(record: IngestResult, _: Translate) -> str:
    """The outcome for one plan of many, in one line."""
    if record.error is not None:
        return _("failed: {message}").format(message=record.error.line(_))
    if record.skipped is not None:
        reason = _(_SKIPPED[record.skipped]).format(file=record.same_as)
        return _("skipped: {file} ({reason})").format(file=record.path, reason=reason)
    words = _("{change}: {slug}  {tasks} tasks, {measures} measures, {issues} to check  {file}")
    return words.format(
        change=_changes(_)[record.change or "unchanged"],
        slug=record.slug,
        tasks=record.tasks,
        measures=record.measures,
        issues=len(record.issues),
        file=record.path,
    )


def _print_summary(done: Sequence[IngestResult], listing: Listing, lang: Lang, *, dry_run: bool) -> None:
    """Print how many plans are new, changed, unchanged or failed; what to check and how; what was skipped."""
    _ = translator(lang)
    changes = Counter(record.change for record in done if record.change is not None)
    rows = [(words, changes[change]) for change, words in _changes(_).items() if change in changes]
    failed = sum(record.error is not None for record in done)
    if failed:
        rows.append((_("failed"), failed))
    title = _("Would be read into the workspace (dry run)") if dry_run else _("Read into the workspace")
    print(f"\n{title}")
    print_rows([_("Plans"), _("Number")], rows, fmt="table")
    codes = Counter(issue.code for record in done for issue in record.issues)
    if codes:
        checks = [
            (ISSUE_CODES[code].title[lang], times, ISSUE_CODES[code].cure[lang]) for code, times in codes.most_common()
        ]
        print_rows([_("To check"), _("Number"), _("What to do")], checks, fmt="table")
    for path, reason in listing.skipped:
        print(_line(IngestResult(path, skipped=reason), _))
    if listing.others:
        print(_("{count} files in other formats were skipped.").format(count=listing.others))


def _as_json(record: IngestResult, lang: Lang) -> dict[str, object]:
    return {
        "file": str(record.path),
        "slug": record.slug,
        "title": record.title,
        "change": record.change,
        "added": record.added,
        "removed": record.removed,
        "tasks": record.tasks,
        "measures": record.measures,
        "assignments": record.assignments,
        "corrections": record.corrections,
        "corrections_not_applied": record.not_applied,
        "issues": [
            {
                "code": cause.issue.code,
                "severity": cause.issue.severity,
                "message": cause.issue.message[lang],
                "cure": ISSUE_CODES[cause.issue.code].cure[lang],
                "count": max(1, len(cause.places)),
            }
            for cause in by_cause(record.issues)
        ],
        "skipped": record.skipped,
        "same_as": str(record.same_as) if record.same_as else None,
        "error": record.error.line(translator(lang)) if record.error else None,
    }


def _print_plans(done: Sequence[IngestResult], _: Translate, lang: Lang, *, dry_run: bool) -> None:
    words = _changes(_)
    rows = [
        (
            record.slug,
            words[record.change],
            record.tasks,
            record.measures,
            record.assignments,
            _corrections(record),
            record.added,
            record.removed,
            len(record.issues),
        )
        for record in done
        if record.error is None and record.change is not None
    ]
    if not rows:
        return
    columns = [
        _("Plan"),
        _("Change"),
        _("Tasks"),
        _("Measures"),
        _("Assignments"),
        _("Corrections"),
        _("Triples +"),
        _("Triples −"),
        _("To check"),
    ]
    title = _("Would be read into the workspace (dry run)") if dry_run else _("Read into the workspace")
    print_rows(columns, rows, fmt="table", title=title)
    for record in done:
        _print_issues(record, lang)


def _corrections(record: IngestResult) -> str:
    """The number of corrections that were applied, of how many."""
    known = record.corrections + record.not_applied
    return f"{record.corrections}/{known}" if record.not_applied else str(known)


def _print_errors(failed: Sequence[IngestResult], _: Translate) -> None:
    for record in failed:
        if record.error is not None:
            print(f"aizone: {record.error.line(_)}", file=sys.stderr)


def _print_issues(record: IngestResult, lang: Lang) -> None:
    """Passages to check, one line a cause with its count: those unclear while reading, severest first, then results of the shapes."""
    causes = by_cause(record.issues)
    noticed = [
        (cause.issue.severity, cause.issue.message[lang]) for cause in causes for _place in cause.places or [None]
    ]
    noticed += [
        (result.severity, f"{result.focus_node} {result.message.get(lang, '')}")
        for result in record.validation
        if "/unresolved/" not in result.focus_node  # the reading has reported these, with the units they may be
    ]
    words = severity_words(translator(lang))
    for (severity, message), times in Counter(noticed).items():
        print(f"{words[severity]} {message}" + (f" (×{times})" if times > 1 else ""))


def run_rebuild(options: argparse.Namespace, lang: Lang) -> int:
    """Bring plan files up to date, read every plan whose text is held again, and rebuild the store cache."""
    _ = translator(lang)
    workspace = workspaces.open_workspace(options.workspace)
    workspace.tell = StoreProgress(_)
    done = list(rebuild(workspace))
    words = _changes(_)
    rows = [
        (record.slug or str(record.path), words[record.change] if record.change else "-", _corrections(record))
        for record in done
    ]
    print_rows(
        [_("Plan"), _("Change"), _("Corrections")],
        rows,
        fmt="table",
        title=_("Read again"),
        empty=_("No plan's text is held here."),
    )
    failed = [record for record in done if record.error is not None]
    _print_errors(failed, _)
    return 1 if failed else 0
