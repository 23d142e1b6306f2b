"""The cases of the W3C's Service Description tests, written out, and VoID."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def sd(term):
    return ox.NamedNode(SD + term)


def described(response, form=ox.RdfFormat.TURTLE):
    assert response.status_code == 200
    store = ox.Store()
    store.extend(ox.parse(response.content, format=form))
    return store


def objects(store, subject, predicate):
    return [quad.object for quad in store.quads_for_pattern(subject, predicate, None)]


@pytest.fixture(scope="module")
def service(client):
    return described(client.get("/sparql"))


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", ox.RdfFormat.TURTLE),
        ("*/*", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_returns_rdf(client, accept, form):
    """GET on endpoint returns RDF."""
    assert len(described(client.get("/sparql", headers={"Accept": accept}), form)) > 10


def test_has_endpoint_triple(client, service):
    """Service description contains a matching sd:endpoint triple."""
    (quad,) = service.quads_for_pattern(None, sd("endpoint"), None)
    assert quad.object == ox.NamedNode(str(client.base_url).rstrip("/") + "/sparql")
    assert objects(service, quad.subject, TYPE) == [sd("Service")]


def test_conforms_to_schema(service):
    """Service description conforms to schema: each property has the subjects and values that the vocabulary gives it."""
    (one,) = [quad.subject for quad in service.quads_for_pattern(None, TYPE, sd("Service"))]
    assert objects(service, one, sd("supportedLanguage")) == [sd("SPARQL11Query")]
    assert objects(service, one, sd("feature")) == [sd("UnionDefaultGraph")]
    assert all(
        form.value.startswith("http://www.w3.org/ns/formats/") for form in objects(service, one, sd("resultFormat"))
    )
    (dataset,) = objects(service, one, sd("defaultDataset"))
    assert objects(service, dataset, TYPE) == [sd("Dataset")]
    (default,) = objects(service, dataset, sd("defaultGraph"))
    assert sd("Graph") in objects(service, default, TYPE)
    named = objects(service, dataset, sd("namedGraph"))
    assert len(named) > 3
    for graph in named:
        assert objects(service, graph, TYPE) == [sd("NamedGraph")]
        assert len(objects(service, graph, sd("name"))) == 1
        (data,) = objects(service, graph, sd("graph"))
        assert int(objects(service, data, ox.NamedNode(VOID + "triples"))[0].value) > 0
    known = {"endpoint", "supportedLanguage", "feature", "resultFormat", "defaultDataset", "defaultGraph", "namedGraph", "name", "graph"}  # fmt: skip
    assert {quad.predicate.value[len(SD) :] for quad in service if quad.predicate.value.startswith(SD)} == known


def test_the_formats_it_names_are_those_it_has(client, service):
    by_name = {"JSON": "json", "XML": "xml", "CSV": "csv", "TSV": "tsv"}
    named = {
        form.value.rpartition("/")[2]
        for form in (quad.object for quad in service.quads_for_pattern(None, sd("resultFormat"), None))
    }
    for name in named:
        if name.startswith("SPARQL_Results_"):
            params = {"query": "ASK {}", "format": by_name[name.rpartition("_")[2]]}
        else:
            params = {"query": "CONSTRUCT { <x:a> <x:b> 1 } {}", "format": {"Turtle": "turtle", "N-Triples": "nt", "RDF_XML": "rdf", "JSON-LD": "jsonld"}[name]}  # fmt: skip
        assert client.get("/sparql", params=params).status_code == 200


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_descriptions_conform_to_shapes_of_their_vocabularies(client, path):
    """Read and validated by programs of others; `description_shapes.ttl` is what the two specifications say of the terms used here."""
    said = rdflib.Graph().parse(data=client.get(path).content, format="turtle")
    shapes = rdflib.Graph().parse(Path(__file__).with_name("description_shapes.ttl"))
    conforms, _report, words = pyshacl.validate(said, shacl_graph=shapes)
    assert conforms, words
    kinds = {rdflib.URIRef(SD + "Service"), rdflib.URIRef(VOID + "Dataset")} if path == "/sparql" else {rdflib.URIRef(VOID + "Dataset")}  # fmt: skip
    assert kinds <= set(said.objects(None, rdflib.RDF.type))
    without_classes = rdflib.Graph()
    without_classes += (statement for statement in said if statement[1] != rdflib.URIRef(VOID + "class"))
    assert not pyshacl.validate(without_classes, shacl_graph=shapes)[0]


def test_void_says_what_the_data_are(client):
    data = described(client.get("/.well-known/void"))
    (dataset,) = [quad.subject for quad in data.quads_for_pattern(None, ox.NamedNode(VOID + "sparqlEndpoint"), None)]
    (triples,) = objects(data, dataset, ox.NamedNode(VOID + "triples"))
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}).json()
    assert triples.value == counted["results"]["bindings"][0]["n"]["value"]
    assert objects(data, dataset, ox.NamedNode(VOID + "sparqlEndpoint"))[0].value.endswith("/sparql")
    sizes = {}
    for part in objects(data, dataset, ox.NamedNode(VOID + "classPartition")):
        (kind,), (size,) = (objects(data, part, ox.NamedNode(VOID + term)) for term in ("class", "entities"))
        sizes[kind.value.rpartition("#")[2]] = int(size.value)
    assert (sizes["Plan"], sizes["Measure"]) == (3, 57 + 29 + 27)


def test_a_browser_gets_a_page_that_says_how_to_ask(client):
    page = client.get("/sparql", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "查询" in page.text
    assert client.get("/", follow_redirects=False).headers["location"] == "/sparql"
