"""Rows written piece by piece say what the engine's own serialisers say."""

import io
import json
from dataclasses import replace

import pyoxigraph as ox
import pytest

from aizone.processes import messages
from aizone.settings import Settings
from aizone.store import OxigraphStore
from aizone.store.sandbox import QueryLimits, QueryRequest
from aizone.store.sandbox.formats import GRAPH_FORMATS, ROW_FORMATS
from aizone.store.sandbox.replying import reply
from aizone.store.sandbox.requests import ROWS

FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
QUERIES = [
    r"""SELECT ?a ?名 ?c { VALUES (?a ?名 ?c) { (<urn:x> "a\tb\nc\"d\\e,f\r<&>]]>" "市科技局"@zh) (UNDEF "1"^^<urn:t> 1) (true UNDEF 2.5) } }""",
    "SELECT ?x {}",
    "SELECT ?x { ?x <urn:none> ?y }",
    "SELECT ?x { BIND(\"<x a='1'>\" AS ?x) }",
]


def written(query, select_form=ROWS, graph_form=ROWS, store=None):
    stream = io.BytesIO()
    limits = QueryLimits.of(Settings())
    reply(store or OxigraphStore(), QueryRequest(query, limits, select_form, graph_form), stream)
    stream.seek(0)
    sent = []
    while (message := messages.receive(stream)) is not None:
        sent.append(message)
    assert [one[:1] for one in sent[:1] + sent[-1:]] == [b"h", b"e"], sent
    return b"".join(one[1:] for one in sent[1:-1])


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("query", QUERIES)
def test_rows_are_what_the_engine_reads_back(query, media_type):
    found = ox.parse_query_results(written(query, media_type), format=FORMATS[media_type])
    expected = ox.Store().query(query)
    assert [name.value for name in found.variables] == [name.value for name in expected.variables]
    assert [list(row) for row in found] == [list(row) for row in expected]


@pytest.mark.parametrize("query", QUERIES)
def test_csv_is_byte_for_byte_the_engines(query):
    assert written(query, "text/csv") == ox.Store().query(query).serialize(format=ox.QueryResultsFormat.CSV)


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("query", ["ASK {}", "ASK { ?s ?p ?o }"])
def test_truth_values_are_what_the_engine_reads_back(query, media_type):
    found = ox.parse_query_results(written(query, media_type), format=FORMATS[media_type])
    assert bool(found) == bool(ox.Store().query(query))


def test_characters_that_xml_cannot_hold_do_not_break_it():
    text = written('SELECT ?x { BIND("a\\u0001b\\uFFFEc" AS ?x) }', "application/sparql-results+xml")
    (row,) = ox.parse_query_results(text, format=ox.QueryResultsFormat.XML)
    assert row["x"].value == "a\ufffdb\ufffdc"


def test_json_says_quoted_triples():
    text = written("SELECT ?t { BIND(TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) }", "application/sparql-results+json")
    assert json.loads(text)["results"]["bindings"][0]["t"]["value"]["predicate"] == {"type": "uri", "value": "urn:b"}


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_triples_are_written_in_each_format(media_type):
    text = written("CONSTRUCT { <urn:a> <urn:b> '市'@zh } {}", graph_form=media_type)
    (quad,) = ox.parse(text, format=GRAPH_FORMATS[media_type])
    assert quad.object == ox.Literal("市", language="zh")


def test_each_form_of_rows_is_tried_here():
    assert set(ROW_FORMATS) == {ROWS, "text/csv", *FORMATS}


def test_a_request_survives_the_way_to_the_worker():
    from aizone.store.base import Dataset

    request = QueryRequest("ASK {}", QueryLimits.of(Settings()), dataset=Dataset(("urn:a",), ("urn:b",)))
    assert QueryRequest.from_json(request.to_json()) == request
    assert QueryRequest.from_json(replace(request, dataset=None).to_json()).dataset is None
