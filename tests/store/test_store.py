"""What every store does, run against the one in memory and the one on disk."""

import os
import signal
import subprocess
import sys
import textwrap

import pyoxigraph as ox
import pytest

from aizone.errors import QueryError, WorkspaceError
from aizone.store import OxigraphStore
from aizone.store.bridge import to_rdflib_dataset, to_rdflib_graph
from aizone.store.cache import build, open_cached
from aizone.store.guard import check_query

EX = "https://example.org/"
ONE, TWO = ox.NamedNode(EX + "g1"), ox.NamedNode(EX + "g2")


def quad(subject, obj, graph=ONE):
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "p"), ox.Literal(obj), graph)


@pytest.fixture
def files(tmp_path):
    path = tmp_path / "data.nq"
    path.write_bytes(ox.serialize([quad("a", "1"), quad("b", "2", TWO)], format=ox.RdfFormat.N_QUADS))
    triples = tmp_path / "more.ttl"
    triples.write_text(f'<{EX}c> <{EX}p> "3"@zh .', "utf-8")
    return [(path, None), (triples, TWO)]


@pytest.fixture(params=["memory", "disk"])
def store(request, files, tmp_path):
    if request.param == "memory":
        store = OxigraphStore()
        store.bulk_load(files)
        return store
    return open_cached(tmp_path / "cache", "r1", files)


def test_the_default_graph_is_the_union(store):
    rows = store.select(f"SELECT ?s ?o WHERE {{ ?s <{EX}p> ?o }} ORDER BY ?o")
    assert rows.columns == ("s", "o")
    assert [row[1] for row in rows.values()] == ["1", "2", "3"]
    assert store.graphs() == [ONE, TWO]


def test_parameters_are_bound_as_terms(store):
    evil = ox.Literal('1" } DROP ALL #')
    rows = store.select(f"SELECT ?s ?o WHERE {{ ?s <{EX}p> ?o }}", {"o": evil})
    assert len(rows) == 0
    assert len(store.select(f"SELECT ?s ?o WHERE {{ ?s <{EX}p> ?o }}", {"o": ox.Literal("1")})) == 1


def test_the_other_query_forms(store):
    assert store.ask(f'ASK {{ ?s <{EX}p> "1" }}')
    assert len(store.construct(f"CONSTRUCT {{ ?s <{EX}q> ?o }} WHERE {{ ?s <{EX}p> ?o }}")) == 3
    assert len(store.describe(ox.NamedNode(EX + "a"))) == 1
    with pytest.raises(QueryError, match="not a SELECT"):
        store.select("ASK { ?s ?p ?o }")


def test_replacing_a_graph_leaves_the_others_alone():
    store = OxigraphStore()
    store.replace_graph(ONE, [quad("a", "1"), quad("b", "2")])
    store.replace_graph(TWO, [quad("c", "3", TWO)])
    store.replace_graph(ONE, [quad("a", "1"), quad("d", "4")])
    assert store.graph(ONE) == {quad("a", "1"), quad("d", "4")}
    assert store.graph(TWO) == {quad("c", "3", TWO)}
    with pytest.raises(WorkspaceError):
        store.replace_graph(ONE, [quad("c", "3", TWO)])


def test_a_file_that_is_not_rdf_says_where(tmp_path):
    path = tmp_path / "bad.nq"
    path.write_text("not rdf\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"bad\.nq"):
        OxigraphStore().bulk_load([(path, None)])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent ?x { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o # comment\n SERVICE <x:y> {} }",
        "PREFIX a: <http://a/> SELECT * { \\u0053ERVICE <x:y> { ?s ?p ?o } }",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "LOAD <http://example.org/>",
        "DROP ALL",
    ],
)
def test_queries_that_write_or_reach_out_are_refused(store, query):
    with pytest.raises(QueryError) as caught:
        store.select(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * WHERE { ?s ?p "SERVICE <x:y>" }',
        "SELECT * WHERE { ?s ?p '''a SERVICE''' } # SERVICE",
        "SELECT ?service WHERE { ?service <http://SERVICE/> ?o }",
        "PREFIX service: <http://a/> SELECT * WHERE { ?s service:service ?o }",
    ],
)
def test_the_word_service_elsewhere_is_allowed(query):
    check_query(query)
    OxigraphStore().select(query)


def test_a_syntax_error_has_a_line_and_column():
    with pytest.raises(QueryError, match="line 2, column"):
        OxigraphStore().select("SELECT *\nWHER { ?s ?p ?o }")


def test_rdflib_sees_the_same_data(store):
    dataset = to_rdflib_dataset(store)
    assert len(list(dataset.query(f"SELECT ?s WHERE {{ ?s <{EX}p> ?o }}"))) == 3
    assert len(to_rdflib_graph([quad("a", "1"), quad("a", "2")])) == 2


def test_a_new_revision_is_swapped_in_and_the_one_before_stays(files, tmp_path):
    cache = tmp_path / "cache"
    first = open_cached(cache, "r1", files)
    assert open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }").columns  # not built again
    build(cache, "r2", files[:1])
    assert len(first.select("SELECT * WHERE { ?s ?p ?o }")) == 3  # a reader of the old one is not disturbed
    assert len(open_cached(cache, "r2", []).select("SELECT * WHERE { ?s ?p ?o }")) == 2
    build(cache, "r3", files)
    assert sorted(path.name for path in cache.glob("store-*")) == ["store-r2", "store-r3"]


def test_a_build_that_is_killed_leaves_the_old_store_in_use(files, tmp_path):
    cache = tmp_path / "cache"
    build(cache, "r1", files)
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from aizone.store import cache
        from aizone.store.oxigraph import OxigraphStore
        def stuck(self, files):
            print("building", flush=True)
            time.sleep(60)
        OxigraphStore.bulk_load = stuck
        cache.build(Path(sys.argv[1]), "r2", [])
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(cache)], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout.readline() == "building\n"
        process.send_signal(signal.SIGKILL)
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3
    assert list(cache.glob("build-*"))  # left behind ...
    build(cache, "r3", files)
    assert not list(cache.glob("build-*"))  # ... and removed by the next
