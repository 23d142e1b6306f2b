"""One suite for every store: whatever implements `store.Store` passes it.

To add a store, add a function that opens one with the files loaded to `OPENERS`, and its name to `READ_ONLY` when it refuses
to write. A store on a server gets the address of that server, which the tests of a process share.
"""

import inspect
from dataclasses import replace

import pyoxigraph as ox
import pytest

from aizone.errors import QueryError, WorkspaceError
from aizone.store import OxigraphStore, Rows, Store, Triples
from aizone.store.cache import open_cached
from aizone.store.remote import RemoteStore

EX = "https://example.org/"
ONE, TWO, THREE = (ox.NamedNode(EX + name) for name in ("g1", "g2", "g3"))
P, LABEL = ox.NamedNode(EX + "p"), ox.NamedNode(EX + "label")
ALL = f"SELECT ?s ?o WHERE {{ ?s <{EX}p> ?o }} ORDER BY ?o"


def node(name):
    return ox.NamedNode(EX + name)


def quad(subject, obj, graph=ONE):
    return ox.Quad(node(subject), P, ox.Literal(obj), graph)


QUADS = {
    quad("a", "1"),
    quad("a", "1", TWO),  # two graphs state it: the default graph is a set, so there it is one triple
    quad("b", "2", TWO),
    ox.Quad(node("a"), LABEL, ox.Literal("名称", language="zh"), TWO),
}
FROM_TURTLE = ox.Quad(node("c"), P, ox.Literal("3", language="zh"), TWO)


def in_memory(files, request):
    store = OxigraphStore(revision="r1")
    store.bulk_load(files)
    return store


def on_disk(files, request):
    return open_cached(request.getfixturevalue("tmp_path") / "cache", "r1", files)


def on_oxigraph(files, request):
    return published(files, request.getfixturevalue("oxigraph_server"))


def on_virtuoso(files, request):
    return published(files, request.getfixturevalue("virtuoso_server"))


def published(files, address):
    store = RemoteStore(address, revision="r1")
    for name in store.graphs():
        store.replace_graph(name, [])
    store.bulk_load(files)
    return store


def read_only_server(files, request):
    store = on_oxigraph(files, request)
    return RemoteStore(replace(store.address, update="", graphs=""))


OPENERS = {
    "memory": in_memory,
    "disk": on_disk,
    "oxigraph": on_oxigraph,
    "oxigraph, read only": read_only_server,
    "virtuoso": on_virtuoso,
}
READ_ONLY = {"disk", "oxigraph, read only"}


@pytest.fixture
def files(tmp_path):
    quads, turtle = tmp_path / "data.nq", tmp_path / "more.ttl"
    quads.write_bytes(ox.serialize(QUADS, format=ox.RdfFormat.N_QUADS))
    turtle.write_text(f'<{EX}c> <{EX}p> "3"@zh .', "utf-8")
    return [(quads, None), (turtle, TWO)]


@pytest.fixture(params=OPENERS)
def store(request, files):
    return OPENERS[request.param](files, request)


@pytest.fixture(params=sorted(OPENERS.keys() - READ_ONLY))
def writable(request, files):
    return OPENERS[request.param](files, request)


@pytest.fixture(params=sorted(READ_ONLY))
def read_only(request, files):
    return OPENERS[request.param](files, request)


def test_it_has_every_method_of_the_protocol(store):
    for name, method in inspect.getmembers(Store, inspect.isfunction):
        if name in vars(Store) and name != "__init__" and not name.startswith("_abc") and name != "__subclasshook__":
            own = inspect.signature(getattr(type(store), name))
            assert list(own.parameters) == list(inspect.signature(method).parameters), name


def test_it_has_a_size_and_a_revision(store):
    assert len(store) == 5
    assert store.revision == "r1"


def test_its_graphs_are_sorted_and_hold_their_own_quads(store):
    assert store.graphs() == [ONE, TWO]
    assert store.graph(ONE) == {quad("a", "1")}
    assert store.graph(TWO) == {*QUADS, FROM_TURTLE} - {quad("a", "1")}
    assert store.graph(THREE) == set()


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ({}, 4),
        ({"subject": node("a")}, 2),
        ({"predicate": LABEL}, 1),
        ({"object": ox.Literal("2")}, 1),
        ({"object": ox.Literal("3")}, 0),
        ({"graph_name": TWO}, 4),
        ({"subject": node("a"), "graph_name": ONE}, 1),
        ({"subject": node("a"), "graph_name": TWO}, 2),
    ],
)
def test_statements_match_a_pattern(store, pattern, count):
    found = list(store.statements(**pattern))
    assert len(found) == len(set(found)) == count
    names = {"subject", "predicate", "object", "graph_name"} & pattern.keys()
    assert all(getattr(one, name) == pattern[name] for one in found for name in names)


def test_a_node_is_described_by_the_triples_of_all_graphs(store):
    assert [str(triple.predicate) for triple in store.describe(node("a"))] == [f"<{EX}label>", f"<{EX}p>"]
    assert store.describe(node("nothing")) == []


def test_statements_that_were_expected_are_those_that_are_asked_for(store):
    nodes = [node("a"), node("nothing"), node("c"), node("a")]
    alone = {one: set(store.statements(one)) for one in nodes}
    store.expect(nodes)
    assert {one: set(store.statements(one)) for one in nodes} == alone
    assert [len(alone[one]) for one in nodes] == [2, 0, 1, 2]


def test_the_default_graph_is_the_union_as_a_set(store):
    rows = store.select(ALL)
    assert rows.columns == ("s", "o")
    assert [row[1] for row in rows.values()] == ["1", "2", "3"]
    assert not rows.cut


def test_graphs_can_be_named_in_a_query(store):
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ {} }}"
    triple, anywhere = f"?s <{EX}p> ?o", f"GRAPH ?g {{ ?s <{EX}p> ?o }}"
    assert store.select(count.format("", triple)).values() == [(3,)]
    assert store.select(count.format(f"FROM <{EX}g1>", triple)).values() == [(1,)]
    assert store.select(count.format(f"from <{EX}g1> from <{EX}g2>", triple)).values() == [(3,)]
    assert store.select(count.format(f"FROM NAMED <{EX}g2>", anywhere)).values() == [(3,)]
    assert store.select(count.format("", anywhere)).values() == [(4,)]
    for nowhere in (f"{EX}nowhere", "file:///etc/hostname", "http://127.0.0.1:9/"):
        for clause in (f"FROM <{nowhere}>", f"FROM NAMED <{nowhere}>"):
            with pytest.raises(QueryError, match="nothing is fetched"):
                store.select(count.format(clause, triple))
    assert store.select(count.format("", f'{triple} FILTER(?o != "FROM <{EX}g1>")')).values() == [(3,)]


def test_parameters_are_bound_as_terms(store):
    evil = ox.Literal('1" } DROP ALL #')
    assert len(store.select(ALL, {"o": evil})) == 0
    assert store.select(ALL, {"o": ox.Literal("1")}).values() == [(EX + "a", "1")]
    assert store.ask(f"ASK {{ ?s <{EX}p> ?o }}", {"s": node("b")})
    assert not store.ask(f"ASK {{ ?s <{EX}p> ?o }}", {"s": node("nothing")})
    query = f"CONSTRUCT {{ ?s <{EX}q> ?o }} WHERE {{ ?s <{EX}p> ?o }}"
    assert store.construct(query, {"s": node("b")}) == [ox.Triple(node("b"), node("q"), ox.Literal("2"))]


def test_unbound_variables_are_none(store):
    rows = store.select(f"SELECT ?s ?l WHERE {{ ?s <{EX}p> ?o OPTIONAL {{ ?s <{EX}label> ?l }} }} ORDER BY ?s")
    assert [row[1] for row in rows.values()] == ["名称", None, None]


def test_construct_gives_each_triple_once_in_a_stable_order(store):
    found = store.construct(f"CONSTRUCT {{ ?s a <{EX}T> }} WHERE {{ ?s ?p ?o }}")
    assert [str(triple.subject) for triple in found] == [f"<{EX}{name}>" for name in "abc"]
    assert store.construct(f"DESCRIBE <{EX}c>") == [FROM_TURTLE.triple]


def test_run_answers_a_query_of_any_kind(store):
    assert store.run(ALL) == store.select(ALL)
    assert store.run("ASK { ?s ?p ?o }") is True
    assert store.run("ASK { ?s ?p ?s }") is False
    assert isinstance(store.run("CONSTRUCT WHERE { ?s ?p ?o }"), Triples)
    assert len(store.run("DESCRIBE ?s WHERE { ?s ?p ?o }")) == 4


@pytest.mark.parametrize("query", [ALL, "CONSTRUCT WHERE { ?s <https://example.org/p> ?o }"])
def test_run_stops_at_the_most_rows_and_says_so(store, query):
    assert (len(store.run(query, max_rows=2)), store.run(query, max_rows=2).cut) == (2, True)
    assert (len(store.run(query, max_rows=3)), store.run(query, max_rows=3).cut) == (3, False)
    assert (len(store.run(query, max_rows=0)), store.run(query, max_rows=0).cut) == (0, True)


@pytest.mark.parametrize(
    ("method", "query", "says"),
    [
        ("select", "ASK { ?s ?p ?o }", "not a SELECT"),
        ("ask", "SELECT * { ?s ?p ?o }", "not an ASK"),
        ("construct", "SELECT * { ?s ?p ?o }", "neither a CONSTRUCT"),
        ("select", "SELECT *\nWHER { ?s ?p ?o }", "line 2, column"),
        ("run", "SELECT nonsense", "line 1"),
        ("run", "INSERT DATA { <x:a> <x:b> <x:c> }", "change data"),
        ("select", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "another host"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why_in_one_line(store, method, query, says):
    with pytest.raises(QueryError, match=says) as caught:
        getattr(store, method)(query)
    assert "\n" not in str(caught.value)
    assert len(store) == 5


def test_replacing_a_graph_leaves_the_others_alone(writable):
    others = writable.graph(TWO)
    writable.replace_graph(ONE, [quad("a", "1"), quad("d", "4"), quad("d", "4")])
    assert writable.graph(ONE) == {quad("a", "1"), quad("d", "4")}
    assert writable.graph(TWO) == others
    writable.replace_graph(ONE, [])
    assert writable.graphs() == [TWO]
    assert writable.ask("ASK { ?s ?p ?o }", {"s": node("a"), "o": ox.Literal("1")}), "the other graph still states it"
    writable.replace_graph(TWO, [])
    assert len(writable) == 0
    assert not writable.ask("ASK { ?s ?p ?o }")


def test_quads_of_another_graph_are_refused_and_nothing_changes(writable):
    with pytest.raises(WorkspaceError):
        writable.replace_graph(ONE, [quad("x", "9"), quad("c", "3", TWO)])
    assert writable.graph(ONE) == {quad("a", "1")}


def test_files_are_loaded_into_the_graph_named_with_them(writable, tmp_path):
    path = tmp_path / "third.nt"
    path.write_text(f'<{EX}d> <{EX}p> "4" .\n', "utf-8")
    writable.bulk_load([(path, THREE)])
    assert writable.graph(THREE) == {quad("d", "4", THREE)}


@pytest.mark.parametrize("name", ["bad.nq", "bad.ttl", "bad.xyz"])
def test_a_file_that_is_not_rdf_says_where(writable, tmp_path, name):
    (tmp_path / name).write_text("not rdf\n", "utf-8")
    with pytest.raises(WorkspaceError, match=name.replace(".", r"\.")):
        writable.bulk_load([(tmp_path / name, ONE)])


def test_a_store_that_is_only_read_says_so_when_told_to_write(read_only, files):
    for write in (lambda: read_only.replace_graph(ONE, []), lambda: read_only.bulk_load(files)):
        with pytest.raises(WorkspaceError, match="cannot be written"):
            write()
    assert len(read_only) == 5


def test_rows_become_plain_values(store):
    rows = store.select("SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { (1 2.5 true <x:y>) } }")
    assert rows == Rows(("a", "b", "c", "d"), rows.rows)
    assert rows.dicts() == [{"a": 1, "b": 2.5, "c": True, "d": "x:y"}]
