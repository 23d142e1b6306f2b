"""`extract`: prints what documents say; stores nothing."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from pyoxigraph import RdfFormat, serialize

from ...errors import N_, DocumentError, UsageError, deliberate
from ...exports.contract import to_contract
from ...extract import Knowledge
from ...i18n import Lang, translator
from ...model import ISSUE_CODES, Issue
from ...reading.knowledge import load_knowledge
from ...reading.read import ReadPlan, plans_of_file
from ...text.characters import escaped
from ...text.csv_cells import guarded
from ...vocab import PREFIXES
from ...workspace import Workspace
from ..input_files import list_files
from ..opening import open_workspace
from ..terminal import write_rdf
from .explaining import check_format, print_explanations

Json = dict[str, Any]

_RDF_FORMATS = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG}


def run_extract(options: argparse.Namespace, lang: Lang) -> int:
    """Read documents and print what they say; stores nothing."""
    workspace = open_workspace(options.workspace, lang)
    files = list_files(options.file, apart=workspace.paths.root).files
    one_slug(options, files)
    check_format(options)
    knowledge = load_knowledge(workspace, order_rule=options.order_leads, explain=options.explain)
    if options.explain:
        print_explanations(list(_plans(files, options, knowledge, workspace)), options, lang)
        return 0
    options.format = options.format or "json"
    if options.format in _RDF_FORMATS or options.format == "json":
        _one_file(options, files)
    if options.format == "jsonl":
        return _print_lines(files, options, knowledge, workspace, lang)
    plans = list(_plans(files, options, knowledge, workspace))
    if options.format == "json":
        contracts = [to_contract(plan.reading, lang=lang) for plan in plans]
        _print(contracts if len(contracts) > 1 else contracts[0], indented=True)
    elif options.format == "csv":
        _print_csv(plans)
    else:
        quads = sorted({quad for plan in plans for quad in plan.quads}, key=str)
        chosen = _RDF_FORMATS[options.format]
        if options.format == "trig":
            text = serialize(quads, format=chosen, prefixes=_prefixes())
        else:
            text = serialize((quad.triple for quad in quads), format=chosen, prefixes=_prefixes())
        write_rdf(text or b"")
    return 0


def _plans(
    files: Sequence[Path], options: argparse.Namespace, knowledge: Knowledge, workspace: Workspace
) -> Iterator[ReadPlan]:
    for path in files:
        yield from plans_of_file(path, knowledge, workspace, slug=options.slug)


def _print_lines(
    files: Sequence[Path], options: argparse.Namespace, knowledge: Knowledge, workspace: Workspace, lang: Lang
) -> int:
    """One line with one object per file, in order; a file that cannot be read has one too, and does not stop the rest."""
    failed = 0
    for path in files:
        try:
            plans = plans_of_file(path, knowledge, workspace, slug=options.slug)
            contract = _as_one([to_contract(plan.reading, lang=lang) for plan in plans])
        except (DocumentError, OSError, MemoryError) as error:
            failed += 1
            message = deliberate(error, str(path)).line(translator(lang))
            print(f"aizone: {message}", file=sys.stderr)
            unreadable = Issue("unreadable", {lang: message})
            issue: Json = {
                "code": unreadable.code,
                "severity": unreadable.severity,
                "message": message,
                "cure": ISSUE_CODES[unreadable.code].cure[lang],
                "start": None,
                "end": None,
                "places": [],
            }
            contract = {"plan": None, "goals": [], "areas": [], "tasks": [], "issues": [issue]}
        _print(contract, indented=False)
    return 1 if failed else 0


def _print(contract: Json | Sequence[Json], *, indented: bool) -> None:
    """Print a contract as JSON; it holds five times as many characters as the plan, so this is not left to `json`."""
    encoded = msgspec.json.encode(contract)
    sys.stdout.write(escaped((msgspec.json.format(encoded, indent=2) if indented else encoded).decode()) + "\n")


def _as_one(contracts: Sequence[Json]) -> Json:
    """The plans of one file as one object: `plans` lists them, and every goal, area, task and issue says which it is from.

    `in_plan` is the position in `plans`, from 0; `plan` stays the head of the first one.
    """
    if len(contracts) == 1:
        return contracts[0]
    merged: Json = {
        "plan": contracts[0]["plan"],
        "plans": [contract["plan"] for contract in contracts],
        "document": contracts[0]["document"],
    }
    for part in ("goals", "areas", "tasks", "issues"):
        merged[part] = [
            {**item, "in_plan": number} for number, contract in enumerate(contracts) for item in contract[part]
        ]
    return merged


def _prefixes() -> dict[str, str]:
    return dict(PREFIXES)


def _one_file(options: argparse.Namespace, files: Sequence[Path]) -> None:
    if len(files) > 1:
        raise UsageError(
            "aizone extract",
            N_("--format {format} prints one document."),
            N_("Use --format jsonl for several files."),
            format=options.format,
        )


def one_slug(options: argparse.Namespace, files: Sequence[Path]) -> None:
    """Refuse one slug for several files."""
    if options.slug and len(files) > 1:
        raise UsageError(f"aizone {options.command}", N_("--slug names one plan."), N_("Give one file with it."))


def _print_csv(plans: list[ReadPlan]) -> None:
    """One row per assignment, in document order."""
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
                        guarded(cell) for cell in [plan.slug, "/".join(task.path), task.heading, measure.clause, fact.written, fact.label or "",
                         fact.kind, fact.role, fact.basis, fact.rank, due or "", fact.span.start, fact.span.end]
                    )  # fmt: skip
