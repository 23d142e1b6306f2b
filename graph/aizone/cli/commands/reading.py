"""`extract`, `ingest` and `rebuild`: documents in."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from ... import workspace as workspaces
from ...errors import N_, DocumentError, UsageError
from ...extract import Knowledge, to_contract
from ...i18n import Lang, Translate, translator
from ...pipeline import Ingested, PlanReading, ingest, load_knowledge, read_file, rebuild
from ...vocab import PREFIXES
from ..output import print_json, print_rows

_RDF_FORMATS = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG}


def run_extract(options: argparse.Namespace, lang: Lang) -> int:
    """Read documents and print what they say; touches nothing."""
    _one_slug(options)
    if options.format in _RDF_FORMATS or options.format == "json":
        _one_file(options)
    workspace = workspaces.open_workspace(options.workspace)
    knowledge = load_knowledge(workspace, order_rule=options.order_leads)
    if options.format == "jsonl":
        return _print_lines(options, knowledge, lang)
    plans = (read_file(path, knowledge, slug=options.slug) for path in options.file)
    if options.format == "json":
        print_json(to_contract(next(plans).reading, lang=lang))
    elif options.format == "csv":
        _print_csv(list(plans))
    else:
        plan = next(plans)
        quads = sorted(plan.quads, key=str)
        chosen = _RDF_FORMATS[options.format]
        if options.format == "trig":
            text = serialize(quads, format=chosen, prefixes=_prefixes())
        else:
            text = serialize((quad.triple for quad in quads), format=chosen, prefixes=_prefixes())
        sys.stdout.buffer.write(text or b"")
    return 0


def _print_lines(options: argparse.Namespace, knowledge: Knowledge, lang: Lang) -> int:
    """One object a line for each file, in order; a file that cannot be read has one too, and does not stop the rest."""
    failed = 0
    for path in options.file:
        try:
            contract = to_contract(read_file(path, knowledge, slug=options.slug).reading, lang=lang)
        except DocumentError as error:
            failed += 1
            message = error.line(translator(lang))
            print(f"aizone: {message}", file=sys.stderr)
            issue = {"code": "unreadable", "severity": "Violation", "message": message, "start": None, "end": None}
            contract = {"plan": None, "goals": [], "areas": [], "tasks": [], "issues": [issue]}
        sys.stdout.write(json.dumps(contract, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def _prefixes() -> dict[str, str]:
    return dict(PREFIXES)


def _one_file(options: argparse.Namespace) -> None:
    if len(options.file) > 1:
        raise UsageError(
            "aizone extract",
            N_("--format {format} prints one document."),
            N_("Use --format jsonl for several files."),
            format=options.format,
        )


def _one_slug(options: argparse.Namespace) -> None:
    if options.slug and len(options.file) > 1:
        raise UsageError(f"aizone {options.command}", N_("--slug names one plan."), N_("Give one file with it."))


def _print_csv(plans: list[PlanReading]) -> None:
    """One row an assignment, in document order."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    columns = [
        "plan",
        "task",
        "heading",
        "clause",
        "written",
        "label",
        "kind",
        "role",
        "basis",
        "rank",
        "deadline",
        "start",
        "end",
    ]
    writer.writerow(columns)
    for plan in plans:
        for task in plan.reading.tasks:
            for measure in task.measures:
                for fact in measure.assignments:
                    due = measure.deadline.value if measure.deadline else None
                    writer.writerow(
                        [plan.slug, "/".join(task.path), task.heading, measure.clause, fact.written, fact.label or "",
                         fact.kind, fact.role, fact.basis, fact.rank, due or "", fact.span.start, fact.span.end]
                    )  # fmt: skip


def run_ingest(options: argparse.Namespace, lang: Lang) -> int:
    """Read documents into the workspace; exit 1 when one of several could not be read, 2 when none could."""
    _one_slug(options)
    _ = translator(lang)
    workspace = workspaces.open_workspace(options.workspace, create=True)
    done = list(
        ingest(
            workspace,
            options.file,
            slug=options.slug,
            facts_only=options.facts_only,
            source=options.source,
            retrieved=options.retrieved,
            order_rule=options.order_leads,
            dry_run=options.dry_run,
            progress=_progress(options.file),
        )
    )
    if options.format == "json":
        print_json([_as_json(record, lang) for record in done])
    else:
        _print_ingested(done, _, lang, dry_run=options.dry_run)
    failed = [record for record in done if record.error is not None]
    _print_errors(failed, _)
    if not failed:
        return 0
    return 2 if len(failed) == len(done) else 1


class _progress:
    """Says on a terminal which of many files is being read."""

    def __init__(self, files: list[Path]) -> None:
        self._total, self._seen = len(files), 0

    def __call__(self, path: Path) -> None:
        self._seen += 1
        if self._total > 1 and sys.stderr.isatty():
            print(f"[{self._seen}/{self._total}] {path}", file=sys.stderr)


def _as_json(record: Ingested, lang: Lang) -> dict[str, object]:
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
        "issues": [
            {"code": issue.code, "severity": issue.severity, "message": issue.message[lang]} for issue in record.issues
        ],
        "error": record.error.line(translator(lang)) if record.error else None,
    }


def _print_ingested(done: list[Ingested], _: Translate, lang: Lang, *, dry_run: bool) -> None:
    words = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    rows = [
        (
            record.slug,
            words[record.change],
            record.tasks,
            record.measures,
            record.assignments,
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
        _("Triples +"),
        _("Triples −"),
        _("To check"),
    ]
    title = _("Would be read into the workspace (dry run)") if dry_run else _("Read into the workspace")
    print_rows(columns, rows, fmt="table", title=title)
    for record in done:
        _print_issues(record, lang)


def _print_errors(failed: list[Ingested], _: Translate) -> None:
    for record in failed:
        if record.error is not None:
            print(f"aizone: {record.error.line(_)}", file=sys.stderr)


def _print_issues(record: Ingested, lang: Lang) -> None:
    """What to check, equal messages once with their count: what was unclear while reading, then what the shapes found."""
    noticed = [(issue.severity, issue.message[lang]) for issue in record.issues]
    noticed += [
        (result.severity, f"{result.focus_node} {result.message.get(lang, '')}") for result in record.validation
    ]
    for (severity, message), times in Counter(noticed).items():
        print(f"{severity:<9} {message}" + (f" (×{times})" if times > 1 else ""))


def run_rebuild(options: argparse.Namespace, lang: Lang) -> int:
    """Read every plan whose text is held again, and build the store cache anew."""
    _ = translator(lang)
    workspace = workspaces.open_workspace(options.workspace)
    done = list(rebuild(workspace))
    words = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    rows = [(record.slug or str(record.path), words.get(record.change or "", "-")) for record in done]
    print_rows(
        [_("Plan"), _("Change")], rows, fmt="table", title=_("Read again"), empty=_("No plan's text is held here.")
    )
    failed = [record for record in done if record.error is not None]
    _print_errors(failed, _)
    return 1 if failed else 0
