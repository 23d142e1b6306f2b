"""rdflib sees the data of a store."""

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from aizone.errors import QueryError, WorkspaceError
from aizone.store import OxigraphStore
from aizone.store.bridge import to_rdflib_dataset, to_rdflib_graph

EX = "https://example.org/"
ONE, TWO = ox.NamedNode(EX + "g1"), ox.NamedNode(EX + "g2")


def quad(subject, obj, graph=ONE):
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "p"), ox.Literal(obj), graph)


def test_rdflib_sees_the_same_data():
    store = OxigraphStore()
    store.replace_graph(ONE, [quad("a", "1"), quad("b", "2")])
    store.replace_graph(TWO, [quad("c", "3", TWO)])
    dataset = to_rdflib_dataset(store)
    assert len(list(dataset.query(f"SELECT ?s WHERE {{ ?s <{EX}p> ?o }}"))) == 3


def test_triples_are_copied_into_an_rdflib_graph():
    assert len(to_rdflib_graph([quad("a", "1"), quad("a", "2")])) == 2


@pytest.fixture
def dataset():
    store = OxigraphStore()
    store.replace_graph(ONE, [quad("a", "1"), quad("b", "2")])
    store.replace_graph(TWO, [quad("a", "1", TWO), quad("c", "3", TWO)])
    return to_rdflib_dataset(store)


COUNT = f"SELECT (COUNT(?s) AS ?n) {{}} WHERE {{{{ ?s <{EX}p> ?o }}}}"


def number(result):
    ((found,),) = result
    return found.toPython()


def test_the_view_counts_a_triple_of_two_graphs_once_and_honours_from(dataset):
    assert number(dataset.query(COUNT.format(""))) == 3
    assert number(dataset.query(COUNT.format(f"FROM <{EX}g1>"))) == 2
    assert number(dataset.graph(rdflib.URIRef(EX + "g2")).query(COUNT.format(""))) == 2
    with pytest.raises(QueryError, match="nothing is fetched"):
        dataset.query(COUNT.format("FROM <http://127.0.0.1:9/>"))


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?o (COUNT(?s) AS ?n) {{ ?s <{EX}p> ?o }} GROUP BY ?o",  # the engine binds it
        f"SELECT (COUNT(?s) AS ?n) {{ ?s <{EX}p> ?o }}",  # it does not: the variable is not selected
    ],
)
def test_variables_are_bound_whether_the_query_selects_them_or_not(dataset, query):
    (row,) = dataset.query(query, initBindings={"o": rdflib.Literal("1")})
    assert row[-1].toPython() == 1
    (row,) = dataset.query(prepareQuery(query), initBindings={"o": rdflib.Literal("1")})
    assert row[-1].toPython() == 1
    assert dataset.query(f"ASK {{ ?s <{EX}p> ?o }}", initBindings={"o": rdflib.Literal("4")}).askAnswer is False


def test_what_cannot_be_bound_is_said(dataset):
    with pytest.raises(QueryError, match="GRAPH instead of FROM"):
        dataset.query(COUNT.format(f"FROM <{EX}g1>"), initBindings={"o": rdflib.Literal("1")})


def test_a_prepared_query_keeps_its_prefixes_and_base(dataset):
    asked = prepareQuery("SELECT (COUNT(?s) AS ?n) { ?s e:p ?o . <a> e:p ?x }", initNs={"e": EX}, base=EX)
    assert number(dataset.query(asked)) == 3


@pytest.mark.parametrize("bindings", [{}, {"o": rdflib.Literal("1")}])
def test_no_query_of_the_view_reaches_another_host(dataset, bindings):
    asked = "SELECT ?s { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises(QueryError, match="another host"):
        dataset.query(asked, initBindings=bindings)
    with pytest.raises(QueryError, match="another host"):
        dataset.query(prepareQuery(asked), initBindings=bindings)


TRIPLE = (rdflib.URIRef(EX + "a"), rdflib.URIRef(EX + "p"), rdflib.Literal("9"))


@pytest.mark.parametrize(
    "write",
    [
        lambda dataset: dataset.add(TRIPLE),
        lambda dataset: dataset.graph(rdflib.URIRef(EX + "g1")).add(TRIPLE),
        lambda dataset: dataset.graph(rdflib.URIRef(EX + "new")),
        lambda dataset: dataset.addN([(*TRIPLE, dataset.graph(rdflib.URIRef(EX + "g1")))]),
        lambda dataset: dataset.remove((None, None, None)),
        lambda dataset: dataset.remove_graph(rdflib.URIRef(EX + "g1")),
        lambda dataset: dataset.update("DELETE WHERE { ?s ?p ?o }"),
        lambda dataset: dataset.parse(data="<x:a> <x:b> <x:c> .", format="turtle"),
        lambda dataset: dataset.store.destroy("/nowhere"),
    ],
)
def test_the_view_refuses_to_write(dataset, write):
    before = set(dataset.quads((None, None, None, None)))
    with pytest.raises(WorkspaceError, match="read-only"):
        write(dataset)
    assert set(dataset.quads((None, None, None, None))) == before


@pytest.mark.parametrize(
    "taken",
    [
        lambda all: all,
        lambda all: all.graph(rdflib.URIRef(EX + "g1")),
        lambda all: next(all.graphs()),
        lambda all: next(iter(all.contexts())),
    ],
)
def test_rdflibs_own_engine_is_never_asked(dataset, taken, monkeypatch, tmp_path):
    """It would fetch what a query names: pages of other hosts, and files of this machine."""
    secret = tmp_path / "secret.ttl"
    secret.write_text('<urn:a> <urn:b> "secret" .', "utf-8")
    reached = []
    monkeypatch.setattr("urllib.request.urlopen", lambda *words, **options: reached.append(words))
    graph = taken(dataset)
    for query in (
        "SELECT ?o { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        f"SELECT ?o FROM <{secret.as_uri()}> {{ ?s ?p ?o }}",
        "SELECT ?o FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    ):
        with pytest.raises(QueryError):
            graph.query(query, use_store_provided=False)
        with pytest.raises(QueryError):
            graph.query(prepareQuery(query), "sparql", "sparql", None, None, False)
    with pytest.raises(WorkspaceError, match="read-only"):
        graph.update("LOAD <http://127.0.0.1:9/>", use_store_provided=False)
    assert reached == []
    assert len(graph.query("SELECT ?s { ?s ?p ?o }", use_store_provided=False)) > 0
