"""`export`: the graph for other programs, and papers for people."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...errors import N_, UnknownNameError, UsageError, WorkspaceError
from ...exports.papers.kinds import ALL_PAPER_FORMATS, PAPER_FORMATS, PAPER_KINDS
from ...i18n import Lang
from ...iri import BODIES_GRAPH, compact, last_segment, plan_iri
from ...names.resolve import resolve
from ...rdf.annotations import to_annotations
from ...store.atomic import write_atomically
from ...vocab import PREFIXES
from ...workspace import Workspace
from ..opening import open_workspace

if TYPE_CHECKING:
    import networkx as nx

_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
}


def run_export(options: argparse.Namespace, lang: Lang) -> int:
    """Write the whole graph, one plan, or a paper of a plan, to a file or standard output."""
    if options.paper is None:
        _check_graph_options(options)
    workspace = open_workspace(options.workspace, lang)
    slug = _slug(workspace, options.plan)
    data = (
        _graph_file(workspace, slug, options, lang) if options.paper is None else _paper(workspace, slug, options, lang)
    )
    if options.output is None:
        sys.stdout.buffer.write(data)
    else:
        _write(options.output, data)
        print(f"{options.output}: {len(data):,} bytes", file=sys.stderr)
    return 0


def _check_graph_options(options: argparse.Namespace) -> None:
    """Refuse options that mean nothing without --paper.

    Raises:
        UsageError: says which.
    """
    if options.format in ALL_PAPER_FORMATS:
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
    if options.evidence == "annotations" and (options.format or "trig") not in _RDF:
        raise UsageError(
            "--evidence annotations",
            N_("is for RDF only, not for {format}."),
            N_("Use --format {formats}."),
            format=options.format,
            formats=", ".join(_RDF),
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
        slugs = ", ".join(workspace.plan_slugs()) or "none"
        raise UsageError(
            f"--plan {named}", N_("is not a plan of this workspace."), N_("It has: {slugs}."), slugs=slugs
        ) from error
    return None if plan is None else last_segment(plan)


def _paper(workspace: Workspace, slug: str | None, options: argparse.Namespace, lang: Lang) -> bytes:
    """A paper of the plan that is named, or of the only one."""
    from ...exports.papers.make import PaperRequest, make_paper

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
    chosen = options.format or "trig"
    writers: dict[str, Callable[[Workspace, str | None, Lang], bytes]] = {
        "csv": _csv,
        "graphml": _graphml,
        "gexf": _gexf,
    }
    if chosen in writers:
        return writers[chosen](workspace, slug, lang)
    return _rdf(workspace, slug, _RDF[chosen], as_annotations=options.evidence == "annotations")


def _rdf(workspace: Workspace, slug: str | None, chosen: ox.RdfFormat, *, as_annotations: bool) -> bytes:
    store = workspace.store
    graphs = store.graphs() if slug is None else [plan_iri(slug)]
    found = {quad for graph in graphs for quad in store.graph(graph)}
    if slug is not None:
        stored = workspace.stored_plan(slug)
        found |= {quad for quad in stored.quads if quad.graph_name == BODIES_GRAPH} if stored is not None else set()
    quads = sorted(to_annotations(found) if as_annotations else found, key=str)
    statements = quads if chosen.supports_datasets else sorted({quad.triple for quad in quads}, key=str)
    return ox.serialize(statements, format=chosen, prefixes=dict(PREFIXES)) or b""


def _csv(workspace: Workspace, slug: str | None, lang: Lang) -> bytes:
    """The assignments table, with a byte order mark so that a spreadsheet reads its Chinese."""
    frame = workspace.query("assignments", lang=lang, **({"plan": plan_iri(slug)} if slug else {}))
    return b"\xef\xbb\xbf" + frame.to_csv(index=False).encode()


def _graphml(workspace: Workspace, slug: str | None, lang: Lang) -> bytes:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(_graph(workspace, slug), buffer)
    return buffer.getvalue()


def _gexf(workspace: Workspace, slug: str | None, lang: Lang) -> bytes:
    import networkx as nx

    graph = _graph(workspace, slug)
    for _node, data in graph.nodes(data=True):
        data["label"] = data["label_zh"] or data["label_en"]
        data["kind"] = data.pop("type")  # GEXF gives 'type' a meaning of its own
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.add_nodes_from(graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(
            source, target, relation=key, **{name: value for name, value in data.items() if value is not None}
        )
    buffer = io.BytesIO()
    nx.write_gexf(plain, buffer)
    return buffer.getvalue()


def _graph(workspace: Workspace, slug: str | None) -> nx.MultiDiGraph[str]:
    from ...projections.graph import neighbourhood_of_plan

    graph = workspace.graph()
    return graph if slug is None else neighbourhood_of_plan(graph, slug)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise WorkspaceError(
            str(path), N_("cannot be written ({detail})."), N_("Choose another place with -o."), detail=error.strerror
        ) from error
