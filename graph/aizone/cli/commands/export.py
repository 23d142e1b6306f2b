"""`export`: the graph for other programs, and papers for people."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...errors import N_, UnknownNameError, UsageError, WorkspaceError
from ...exports.graph_kinds import BINARY_FORMATS, CSV_FORMATS, GRAPH_FORMATS, RDF_FORMATS
from ...exports.papers.kinds import ALL_PAPER_FORMATS, PAPER_FORMATS, PAPER_KINDS
from ...i18n import Lang, translator
from ...iri import compact, last_segment, plan_iri
from ...names.resolve import resolve
from ...store.atomic import write_atomically
from ...workspace import Workspace
from ..opening import open_to_ask
from ..output import say_if_no_plans
from ..terminal import write_file


def run_export(options: argparse.Namespace, lang: Lang) -> int:
    """Write the whole graph, one plan, or a paper of a plan, to a file or standard output."""
    if options.paper is None:
        _check_graph_options(options)
    workspace = open_to_ask(options, lang)
    slug = _slug(workspace, options.plan)
    data = (
        _graph_file(workspace, slug, options, lang) if options.paper is None else _paper(workspace, slug, options, lang)
    )
    say_if_no_plans(workspace.plan_slugs(), translator(lang), out=sys.stderr)
    if options.output is None:
        write_file(data)
    else:
        _write(options.output, data)
        print(f"{options.output}: {len(data):,} bytes", file=sys.stderr)
        if options.paper is None and _format(options) in CSV_FORMATS:
            _describe_csv(workspace, slug, options, data, lang)
    return 0


def _check_graph_options(options: argparse.Namespace) -> None:
    """Refuse options that mean nothing without --paper.

    Raises:
        UsageError: says which.
    """
    if options.format in ALL_PAPER_FORMATS and options.format not in GRAPH_FORMATS:
        papers = ", ".join(paper for paper, formats in PAPER_FORMATS.items() if options.format in formats)
        raise UsageError(
            f"--format {options.format}",
            N_("is for papers."),
            N_("Say which: --paper {papers}."),
            papers=papers,
        )
    given = next((name for name in ("by", "unit") if getattr(options, name) is not None), None)
    if given is not None:
        raise UsageError(
            f"--{given}", N_("is for papers."), N_("Say which: --paper {papers}."), papers=", ".join(PAPER_KINDS)
        )
    if options.evidence == "annotations" and _format(options) not in RDF_FORMATS:
        raise UsageError(
            "--evidence annotations",
            N_("is for RDF only, not for {format}."),
            N_("Use --format {formats}."),
            format=options.format,
            formats=", ".join(RDF_FORMATS),
        )

    if _format(options) in BINARY_FORMATS and options.output is None and sys.stdout.isatty():
        raise UsageError(
            "aizone export", N_("does not print a workbook or zip in a terminal."), N_("Name a file with -o.")
        )


def _slug(workspace: Workspace, named: str | None) -> str | None:
    """The slug of a plan that is named by its slug or title; None when none is named.

    Raises:
        UsageError: there is no such plan.
        AmbiguousNameError: several plans have the title.
    """
    if named is None or named in workspace.plan_slugs():
        return named
    try:
        plan = workspace.plan_named(named, "aizone export --plan")
    except UnknownNameError as error:
        slugs = ", ".join(workspace.plan_slugs()) or "—"
        raise UsageError(
            f"--plan {named}", N_("is not a plan of this workspace."), N_("It has: {slugs}."), slugs=slugs
        ) from error
    return None if plan is None else last_segment(plan)


def _paper(workspace: Workspace, slug: str | None, options: argparse.Namespace, lang: Lang) -> bytes:
    """A paper of the plan that is named, or of the only one."""
    from ...exports.papers.make import PaperRequest, make_paper

    if options.infer is not None:
        raise UsageError("--infer", N_("is for RDF, not for papers."), N_("Leave it out."))
    if options.format is not None and options.format not in ALL_PAPER_FORMATS:
        raise UsageError(
            f"--paper {options.paper}",
            N_("cannot be made as {format}."),
            N_("Use --format {formats}."),
            format=options.format,
            formats=", ".join(PAPER_FORMATS[options.paper]),
        )
    if options.by is not None and options.paper != "breakdown":
        raise UsageError("--by", N_("is for --paper breakdown."), N_("Leave it out."))
    if options.output is None and sys.stdout.isatty():
        raise UsageError(
            "aizone export", N_("does not print a Word or Excel file in a terminal."), N_("Name a file with -o.")
        )
    slugs = workspace.plan_slugs()
    if not slugs:
        raise UsageError(
            "aizone export --paper", N_("this workspace holds no plan."), N_("Read one into it: aizone ingest FILE")
        )
    if slug is None and len(slugs) != 1:
        raise UsageError(
            "aizone export --paper",
            N_("needs one plan; the workspace has {count}."),
            N_("Name it with --plan: {slugs}."),
            count=len(slugs),
            slugs=", ".join(slugs),
        )
    plan = slug or slugs[0]
    unit = ""
    if options.unit is not None:
        node = resolve(workspace.names, options.unit, "az:Unit", plan_iri(plan), where="aizone export --unit")
        unit = compact(node)
    asked = PaperRequest(options.paper, plan, unit, order=options.by or "area", format=options.format)
    return make_paper(workspace, asked, lang)


def _graph_file(workspace: Workspace, slug: str | None, options: argparse.Namespace, lang: Lang) -> bytes:
    from ...exports.graph_export import GraphRequest, graph_export

    asked = GraphRequest(_format(options), slug, options.evidence == "annotations", options.infer)
    return graph_export(workspace, asked, lang)


def _format(options: argparse.Namespace) -> str:
    return options.format or "trig"


def _describe_csv(workspace: Workspace, slug: str | None, options: argparse.Namespace, data: bytes, lang: Lang) -> None:
    """Write beside a csv file what it holds, under the name that CSV on the Web gives such a description."""
    from ...exports.statement import export_statement
    from ...exports.tables.csvw import csv_heads, csv_metadata

    path = options.output.with_name(f"{options.output.name}-metadata.json")
    described = csv_metadata(options.output.name, csv_heads(data), export_statement(workspace, slug))
    _write(path, described)
    print(f"{path}: {len(described):,} bytes", file=sys.stderr)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise WorkspaceError(
            str(path), N_("cannot be written ({detail})."), N_("Choose another place with -o."), detail=error.strerror
        ) from error
