"""The graph of a workspace, or of one of its plans, as a file: which formats there are, and the bytes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import N_, UsageError
from ..i18n import Lang
from ..iri import BODIES_GRAPH, ONTOLOGY_GRAPH, plan_iri
from ..projections.tables import to_frame
from ..rdf.annotations import to_annotations
from ..rdf.json_ld import to_json_ld
from ..text.characters import escaped_bytes
from ..text.csv_cells import guarded
from ..vocab import PREFIXES
from ..workspace import Workspace
from .closure import closure
from .graph_kinds import NAMED_GRAPH_FORMATS, Rules
from .statement import ExportStatement, export_statement

if TYPE_CHECKING:
    import networkx as nx

_RDF: dict[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
}
_LARGEST_CLOSURE = 150_000


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A file as it is asked for: `plan` is a slug, None for all; `infer` adds what follows from the data."""

    format: str
    plan: str | None = None
    as_annotations: bool = False
    infer: Rules | None = None


def graph_export(workspace: Workspace, asked: GraphRequest, lang: Lang) -> bytes:
    """The bytes of the file; the same data give the same bytes.

    Args:
        workspace: whose graph it is.
        asked: format and part.
        lang: language of labels and of the statement.

    Raises:
        UsageError: inferred statements are asked for in a format without graphs, or of too much.
        MissingExtraError: the reasoner is not installed.
    """
    statement = export_statement(workspace, asked.plan)
    if asked.infer is not None and asked.format not in NAMED_GRAPH_FORMATS:
        raise UsageError(
            "--infer",
            N_("needs a format that keeps inferred statements in a graph of their own, not {format}."),
            N_("Use --format {formats}."),
            format=asked.format,
            formats=", ".join(NAMED_GRAPH_FORMATS),
        )
    if asked.format in _RDF:
        return escaped_bytes(_rdf(workspace, asked, statement, lang))
    writers: dict[str, Callable[[Workspace, str | None, ExportStatement, Lang], bytes]] = {
        "csv": _csv,
        "graphml": _graphml,
        "gexf": _gexf,
        "csv-nodes": _csv_nodes,
        "csv-edges": _csv_edges,
        "csvw": _csvw,
        "xlsx": _xlsx,
    }
    return writers[asked.format](workspace, asked.plan, statement, lang)


def _rdf(workspace: Workspace, asked: GraphRequest, statement: ExportStatement, lang: Lang) -> bytes:
    store, slug = workspace.store, asked.plan
    graphs = store.graphs() if slug is None else [plan_iri(slug)]
    found = {quad for graph in graphs for quad in store.graph(graph)}
    if slug is not None:
        stored = workspace.stored_plan(slug)
        found |= {quad for quad in stored.quads if quad.graph_name == BODIES_GRAPH} if stored is not None else set()
    inferred = [] if asked.infer is None else _inferred(workspace, found, asked.infer)
    quads = {*(to_annotations(found) if asked.as_annotations else found), *inferred}
    if asked.format == "jsonld":
        return to_json_ld(quads, {**statement.values(), "statement": list(statement.lines(lang))})
    chosen = _RDF[asked.format]
    ordered = sorted(quads, key=str) if chosen.supports_datasets else sorted({quad.triple for quad in quads}, key=str)
    head = "".join(f"# {line}\n" for line in statement.lines(lang)).encode()
    return head + (ox.serialize(ordered, format=chosen, prefixes=dict(PREFIXES)) or b"")


def _inferred(workspace: Workspace, found: set[ox.Quad], rules: Rules) -> list[ox.Quad]:
    """The statements that follow from the exported ones with the ontology.

    Raises:
        UsageError: there are too many for a reasoner in memory.
    """
    known = {quad.triple for quad in found} | {quad.triple for quad in workspace.store.graph(ONTOLOGY_GRAPH)}
    if len(known) > _LARGEST_CLOSURE:
        raise UsageError(
            "--infer",
            N_("would reason about {count} statements; it is for at most {most}."),
            N_("Export one plan: --plan PLAN."),
            count=f"{len(known):,}",
            most=f"{_LARGEST_CLOSURE:,}",
        )
    return closure(known, rules)


def _csv(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    """The assignments table, with a byte order mark so that a spreadsheet reads its Chinese."""
    frame = to_frame(workspace.select("assignments", lang=lang, **({"plan": plan_iri(slug)} if slug else {})))
    return b"\xef\xbb\xbf" + frame.map(guarded).to_csv(index=False).encode()


def _csv_nodes(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    from .graph_files import to_node_csv

    return to_node_csv(_graph(workspace, slug), lang)


def _csv_edges(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    from .graph_files import to_edge_csv

    return to_edge_csv(_graph(workspace, slug), lang)


def _graphml(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    from .graph_files import to_graphml

    return to_graphml(_graph(workspace, slug), statement, lang)


def _gexf(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    from .graph_files import to_gexf

    return to_gexf(_graph(workspace, slug), statement, lang)


def _csvw(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    from .tables.class_tables import class_tables
    from .tables.csvw import tables_zip

    return tables_zip(class_tables(workspace, slug, lang), statement)


def _xlsx(workspace: Workspace, slug: str | None, statement: ExportStatement, lang: Lang) -> bytes:
    from .tables.class_tables import class_tables
    from .tables.workbook import tables_xlsx

    return tables_xlsx(class_tables(workspace, slug, lang), statement, lang)


def _graph(workspace: Workspace, slug: str | None) -> nx.MultiDiGraph[str]:
    from ..projections.graph import neighbourhood_of_plan

    graph = workspace.graph()
    return graph if slug is None else neighbourhood_of_plan(graph, slug)
