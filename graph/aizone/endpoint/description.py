"""Descriptions of the service itself: a SPARQL 1.1 Service Description, and VoID about its data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from ..errors import QueryError
from ..iri import ID, expand
from ..projections.vocabulary import read_licences
from ..store.sandbox import QueryLimits
from ..store.sandbox.formats import GRAPH_FORMATS
from ..views.look.templates import render
from ..vocab import AZ, PREFIXES, RDF
from .current import Opened
from .negotiation import GRAPHS
from .problems import PAGE_POLICY, TEMPLATES, language
from .representation import chosen, headers_of, unchanged

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_DCTERMS = "http://purl.org/dc/terms/"
_XSD_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip
_HERE = Path(__file__).parent

Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def describe_service(request: Request, opened: Opened, wanted: str, limits: QueryLimits) -> Response:
    """The Service Description, or for a browser a page that says how to ask.

    Args:
        request: its Accept header chooses.
        opened: the workspace.
        wanted: a format that was asked for by name.
        limits: of a query.

    Raises:
        ProtocolError: it takes none of the formats.
    """
    media_type = chosen(request, wanted, ["text/turtle", *GRAPHS, "text/html"])
    here = str(request.url.replace(query="", fragment=""))
    lang = language(request)
    headers = headers_of(media_type, opened.revision, "service", lang)
    if known := unchanged(request, headers):
        return known
    if media_type == "text/html":
        sizes = _sizes(opened)[0]
        body = render(
            "service.html", lang, TEMPLATES, here=here, limits=limits, graphs=len(sizes), quads=sum(sizes.values())
        )
        return Response(body, headers={**headers, "Content-Language": lang, "Content-Security-Policy": PAGE_POLICY})
    statements = [*_service(here, opened), *_data(here, opened)]
    return Response(serialise(statements, media_type), headers=headers)


def describe_data(request: Request, opened: Opened, endpoint: str) -> Response:
    """VoID about the data, for `/.well-known/void`.

    Args:
        request: its Accept header chooses.
        opened: the workspace.
        endpoint: the address of the service.

    Raises:
        ProtocolError: it takes none of the formats.
    """
    media_type = chosen(request, request.query_params.get("format", ""), ["text/turtle", *GRAPHS])
    headers = headers_of(media_type, opened.revision, "void")
    if known := unchanged(request, headers):
        return known
    return Response(serialise(_data(endpoint, opened), media_type), headers=headers)


def serialise(statements: Iterator[Statement] | list[Statement], media_type: str) -> bytes:
    """Statements as RDF, each once and in a stable order."""
    triples = sorted({ox.Triple(*statement) for statement in statements}, key=str)
    prefixes = {**PREFIXES, "sd": SD, "void": VOID}
    return ox.serialize(triples, format=GRAPH_FORMATS[GRAPHS[media_type]], prefixes=prefixes) or b""


def _service(here: str, opened: Opened) -> Iterator[Statement]:
    service, dataset, default = (ox.NamedNode(here + part) for part in ("#service", "#dataset", "#default-graph"))
    sizes, _ = _sizes(opened)
    yield service, RDF.type, _sd("Service")
    yield service, _sd("endpoint"), ox.NamedNode(here)
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    yield service, _sd("feature"), _sd("UnionDefaultGraph")
    for form in _RESULTS:
        yield service, _sd("resultFormat"), ox.NamedNode(f"http://www.w3.org/ns/formats/{form}")
    yield service, _sd("defaultDataset"), dataset
    yield dataset, RDF.type, _sd("Dataset")
    yield dataset, _sd("defaultGraph"), default
    yield default, RDF.type, _sd("Graph")
    for iri, size in sizes.items():
        named = ox.NamedNode(f"{here}#graph-{iri.removeprefix(ID)}")
        graph = ox.NamedNode(f"{named.value}-data")
        yield dataset, _sd("namedGraph"), named
        yield named, RDF.type, _sd("NamedGraph")
        yield named, _sd("name"), ox.NamedNode(iri)
        yield named, _sd("graph"), graph
        yield graph, RDF.type, _sd("Graph")
        yield graph, _void("triples"), _number(size)


def _data(endpoint: str, opened: Opened) -> Iterator[Statement]:
    data = ox.NamedNode(f"{ID}data")
    sizes, classes = _sizes(opened)
    yield data, RDF.type, _void("Dataset")
    yield data, ox.NamedNode(_DCTERMS + "title"), ox.Literal("行动计划知识图谱", language="zh")
    yield data, ox.NamedNode(_DCTERMS + "title"), ox.Literal("Knowledge graph of action plans", language="en")
    yield data, _void("sparqlEndpoint"), ox.NamedNode(endpoint)
    yield data, _void("uriSpace"), ox.Literal(ID)
    yield data, _void("vocabulary"), ox.NamedNode(AZ.base)
    yield data, _void("triples"), _number(sum(sizes.values()))
    yield data, _void("classes"), _number(len(classes))
    for iri, size in classes.items():
        part = ox.NamedNode(f"{ID}data/{iri.removeprefix(AZ.base)}")
        yield data, _void("classPartition"), part
        yield part, RDF.type, _void("Dataset")
        yield part, _void("class"), ox.NamedNode(iri)
        yield part, _void("entities"), _number(size)
    for iri, size in sizes.items():
        if iri.startswith(f"{ID}plan/"):
            yield data, _void("subset"), ox.NamedNode(iri)
            yield ox.NamedNode(iri), RDF.type, _void("Dataset")
            yield data, _void("exampleResource"), ox.NamedNode(iri)
            yield ox.NamedNode(iri), _void("triples"), _number(size)
    for source in read_licences(opened.workspace.store, "en"):
        yield expand(source.node), ox.NamedNode(_DCTERMS + "license"), expand(source.licence)


def _sizes(opened: Opened) -> tuple[dict[str, int], dict[str, int]]:
    """The quads of each named graph, and the things of each class; nothing where counting takes longer than a query may."""
    return _counted(opened.revision, opened)


@lru_cache(maxsize=2)
def _counted(revision: str, opened: Opened) -> tuple[dict[str, int], dict[str, int]]:
    found = []
    for name in ("graph_sizes", "class_sizes"):
        try:
            answer = opened.pool.run((_HERE / f"{name}.rq").read_text("utf-8"), session="description")
            rows = answer.to_rows().values()
        except QueryError:
            rows = []
        found.append({str(iri): int(size) for iri, size in rows if isinstance(size, int)})
    return found[0], found[1]


def _sd(term: str) -> ox.NamedNode:
    return ox.NamedNode(SD + term)


def _void(term: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + term)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_XSD_INTEGER)
