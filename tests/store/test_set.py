"""The default graph is a set: what two graphs state is found and counted once, whatever the way of asking."""

import pyoxigraph as ox
import pytest

from aizone.errors import QueryError
from aizone.store import OxigraphStore
from aizone.store.bridge import to_rdflib_dataset
from aizone.store.cache import open_cached

EX = "https://example.org/"
ONE, TWO, P = (ox.NamedNode(EX + name) for name in ("g1", "g2", "p"))
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?s <{EX}p> ?o }}"


def quad(subject, value, graph):
    return ox.Quad(ox.NamedNode(EX + subject), P, ox.Literal(value), graph)


BOTH = [quad("a", "1", ONE), quad("a", "1", TWO), quad("b", "2", ONE), quad("c", "3", TWO)]


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    path = tmp_path / "data.nq"
    path.write_bytes(ox.serialize(BOTH, format=ox.RdfFormat.N_QUADS))
    triples = tmp_path / "more.ttl"
    triples.write_text(f'<{EX}a> <{EX}p> "1" . [] <{EX}q> "a blank node <x:y> ." .', "utf-8")
    files = [(path, None), (triples, ONE)]
    if request.param == "disk":
        return open_cached(tmp_path / "cache", "r1", files)
    store = OxigraphStore()
    store.bulk_load(files)
    return store


def count(store, query):
    return store.select(query).values()[0][0]


def test_a_triple_of_two_graphs_counts_once(store):
    assert count(store, COUNT) == 3
    assert len(store.select(f"SELECT ?s ?o {{ ?s <{EX}p> ?o }}")) == 3
    assert count(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s <{EX}p> ?o }} }}") == 4
    assert sorted(quad.object.value for quad in store.statements(None, P)) == ["1", "2", "3"]
    assert len(store.graph(ONE)) == 3
    assert len(store) == 5
    assert len(store.describe(ox.NamedNode(EX + "a"))) == 1


def test_merged_graphs_are_a_set_as_well(store):
    assert count(store, COUNT.replace("{", f"FROM <{EX}g1> FROM <{EX}g2> {{", 1)) == 3
    assert count(store, COUNT.replace("{", f"FROM <{EX}g2> {{", 1)) == 2
    short = (
        f"PREFIX e: <{EX}> SELECT (COUNT(*) AS ?n) FROM e:g1 FROM e:g2 FROM NAMED e:g2 {{ GRAPH ?g {{ ?s e:p ?o }} }}"
    )
    assert count(store, short) == 2
    with pytest.raises(QueryError, match="line 1"):
        store.select(f"SELECT * FROM <{EX}g1> {{ ?s ?p }}")


def test_a_blank_node_is_one_node_in_its_graph_and_in_the_union(store):
    query = f"SELECT (COUNT(*) AS ?n) {{ ?b <{EX}q> ?o . GRAPH <{EX}g1> {{ ?b <{EX}q> ?o }} }}"
    assert count(store, query) == 1


@pytest.mark.parametrize(
    "before",
    [
        '<x:a> <x:q> "a [b] (c)" .',
        "<x:a> <x:q> '[b' . # (c",
        r'<x:a> <x:q> "a \" [b" , "\\" .',
        '<x:a> <x:q> """it says "" [b] ""\n(c) \\\\""" .',
        "<x:a(b)> <x:q> '''it's [b''' .",
    ],
)
@pytest.mark.parametrize("blank", ["", "[] <x:p> 1 .", "<x:b> <x:p> (1 2) .", "_:b <x:p> 1 ."])
def test_brackets_of_blank_nodes_are_told_from_those_in_strings(tmp_path, before, blank):
    path = tmp_path / "a.ttl"
    path.write_text(f"{before}\n{blank}", "utf-8")
    store = OxigraphStore()
    store.bulk_load([(path, ONE)])
    whole = {(triple.subject, triple.predicate) for triple in store.graph(ONE)}
    assert {(quad.subject, quad.predicate) for quad in store.statements()} == whole
    in_both = store.select("SELECT ?s ?p ?o { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }")
    assert len(in_both) == len(list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)))


def test_rdflib_sees_the_set(store):
    dataset = to_rdflib_dataset(store)
    (row,) = dataset.query(COUNT)
    assert int(row.n) == 3
    assert len(list(dataset.triples((None, None, None)))) == 4


def test_a_replaced_graph_keeps_what_another_graph_still_states():
    store = OxigraphStore()
    store.replace_graph(ONE, [one for one in BOTH if one.graph_name == ONE])
    store.replace_graph(TWO, [one for one in BOTH if one.graph_name == TWO])
    assert count(store, COUNT) == 3
    store.replace_graph(ONE, [quad("d", "4", ONE)])
    assert sorted(row[1] for row in store.select(f"SELECT ?s ?o {{ ?s <{EX}p> ?o }}").values()) == ["1", "3", "4"]
    store.replace_graph(TWO, [])
    assert count(store, COUNT) == 1
