"""Clients that others wrote get the right answers."""

import io

import pandas as pd
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

AZ = rdflib.Namespace("https://w3id.org/aizone/ontology#")
MEASURES = 57 + 29 + 27


@pytest.fixture
def address(client):
    return str(client.base_url).rstrip("/") + "/sparql"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returned", ["xml", "json", "csv"])
def test_rdflibs_store(address, method, returned):
    graph = rdflib.Graph(SPARQLStore(address, method=method, returnFormat=returned))
    rows = list(graph.query("SELECT ?m { ?m a az:Measure }", initNs={"az": AZ}))
    assert len(rows) == MEASURES
    if returned != "csv":  # csv has no types
        ((counted,),) = graph.query("SELECT (COUNT(?m) AS ?n) { ?m a az:Measure }", initNs={"az": AZ})
        assert counted.toPython() == MEASURES
        assert bool(graph.query("ASK { ?m a az:Measure }", initNs={"az": AZ}))


def test_rdflibs_store_matches_patterns_and_builds_graphs(address):
    graph = rdflib.Graph(SPARQLStore(address, returnFormat="xml"))
    assert len(list(graph.triples((None, rdflib.RDF.type, AZ.Measure)))) == MEASURES
    built = graph.query("CONSTRUCT { ?m a az:Measure } { ?m a az:Measure }", initNs={"az": AZ})
    assert len(built.graph) == MEASURES


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(address, method):
    client = SPARQLWrapper(address)
    client.setMethod(method)
    client.setQuery("SELECT (COUNT(?m) AS ?n) { ?m a az:Measure }")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == str(MEASURES)
    client.setReturnFormat(XML)
    assert str(MEASURES) in client.queryAndConvert().toxml()
    for form in (CSV, TSV):
        client.setReturnFormat(form)
        assert str(MEASURES).encode() in client.queryAndConvert()
    client.setQuery("CONSTRUCT { ?m a az:Measure } { ?m a az:Measure }")
    for form in (TURTLE, RDFXML, N3):
        client.setReturnFormat(form)
        found = client.queryAndConvert()
        graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
        assert len(graph) == MEASURES


def test_sparqlwrapper_is_told_what_is_wrong(address):
    client = SPARQLWrapper(address)
    client.setQuery("SELECT nonsense")
    with pytest.raises(SPARQLExceptions.QueryBadFormed, match="line 1, column 8"):
        client.query()


def test_pandas_reads_an_answer_by_its_address(address, client):
    asked = client.build_request("GET", address, params={"query": "SELECT ?u (COUNT(?m) AS ?leads) { ?m az:leadUnit ?u } GROUP BY ?u", "format": "csv"})  # fmt: skip
    frame = pd.read_csv(str(asked.url))
    assert frame["leads"].dtype.kind == "i"
    assert frame["leads"].sum() == len(client.get(address, params={"query": "SELECT ?m ?u { ?m az:leadUnit ?u }"}).json()["results"]["bindings"])  # fmt: skip


def test_pandas_reads_values_in_chinese(address, client):
    asked = {
        "query": 'SELECT ?name { ?u a az:Unit ; skos:prefLabel ?name FILTER(LANG(?name) = "zh") }',
        "format": "tsv",
    }
    frame = pd.read_csv(io.BytesIO(client.get(address, params=asked).content), sep="\t")
    assert frame["?name"].str.contains("合肥市科学技术局").any()
