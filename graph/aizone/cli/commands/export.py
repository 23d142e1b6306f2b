"""`export`: the graph for other programs."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...errors import N_, UsageError, WorkspaceError
from ...i18n import Lang
from ...iri import BODIES_GRAPH, plan_iri
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
    """Write the whole graph, or one plan, to a file or standard output."""
    if options.evidence == "annotations" and options.format not in _RDF:
        raise UsageError(
            "--evidence annotations",
            N_("is for RDF only, not for {format}."),
            N_("Use --format {formats}."),
            format=options.format,
            formats=", ".join(_RDF),
        )
    workspace = open_workspace(options.workspace, lang)
    if options.plan is not None and options.plan not in workspace.plan_slugs():
        slugs = ", ".join(workspace.plan_slugs()) or "none"
        raise UsageError(
            f"--plan {options.plan}", N_("is not a plan of this workspace."), N_("It has: {slugs}."), slugs=slugs
        )
    writers: dict[str, Callable[[Workspace, str | None, Lang], bytes]] = {
        "csv": _csv,
        "graphml": _graphml,
        "gexf": _gexf,
    }
    writer = writers.get(options.format)
    if writer:
        data = writer(workspace, options.plan, lang)
    else:
        data = _rdf(workspace, options.plan, _RDF[options.format], as_annotations=options.evidence == "annotations")
    if options.output is None:
        sys.stdout.buffer.write(data)
    else:
        _write(options.output, data)
        print(f"{options.output}: {len(data):,} bytes", file=sys.stderr)
    return 0


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
