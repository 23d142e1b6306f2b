"""What every store does, run against the one in memory and the one on disk."""

import contextlib
import http.server
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading

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
        # each of these went past a tokenizer and was answered over HTTP
        "SELECT * WHERE { # a comment ends here\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { FILTER(?a<?b)SERVICE#>\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
        "PREFIX SERVICE: <http://127.0.0.1:9/> SELECT * WHERE { SERVICE SERVICE: { ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * WHERE { SERVICE e:a\\#b { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICESILENT<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
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
        "SELECT ?service ?name { ?service ?p ?name }",
        "PREFIX e: <http://a/> SELECT * { ?s e:hasService ?x. { ?x e:of e:service. } }",
        "SELECT * WHERE { ?s ?p ?o } # service desk {",
    ],
)
def test_the_word_service_elsewhere_is_allowed(query):
    check_query(query)
    OxigraphStore().select(query)


def test_no_text_that_the_engine_answers_over_http_goes_past_the_guard():
    """Random texts around a service clause; whatever the engine takes to the network, the guard must have refused."""
    asked = []

    class Endpoint(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.send_error(500)

        do_GET = do_POST

        def log_message(self, *arguments):
            pass

    before = [
        "", "?a ?b 1 ", "?a <x:p> true", "?a <x:p>?1", "FILTER(1<2)", "FILTER(?s<?t)", "OPTIONAL{}", "# '\r", '# "\n',
        "#>\n", "BIND('''it's''' AS ?w)", "?a <x:it's> ?c .", "?a e:it\\'s ?d .", "{}UNION{}", "'", "?", "<", "$1",
    ]  # fmt: skip
    word = ["SERVICE", "service ", "SERVICE#c\n", "SERVICE#>\r", "SERVICESILENT", "SERVICE silent "]
    after = [" {}", "{?s ?p ?o}", "#c\n{}", "#}\r{}"]
    engine = ox.Store()
    choose = random.Random(7).choice
    with http.server.HTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        whom = [f"<{url}>", ":", "SERVICE:", "silent:x", ":x", "e:a\\#b", "e:%41.b", f"#{{\n<{url}>"]
        prologue = "".join(f"PREFIX {name}: <{url}> " for name in ("", "SERVICE", "silent", "e"))
        reached = 0
        for _ in range(1200):
            text = (
                prologue + f"SELECT * {{{choose(before)}{choose(before)}{choose(word)}{choose(whom)}{choose(after)}}}"
            )
            asked.clear()
            with contextlib.suppress(SyntaxError, OSError, ValueError, RuntimeError):
                list(engine.query(text))
            if asked:
                reached += 1
                with pytest.raises(QueryError, match="another host"):
                    check_query(text)
        server.shutdown()
    assert reached > 100  # or the texts above no longer try anything


def test_from_names_the_graphs_and_without_it_they_are_one(store):
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ {} }}"
    triple, anywhere = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"
    assert store.select(count.format("", triple)).values() == [(3,)]
    assert store.select(count.format(f"FROM <{EX}g1>", triple)).values() == [(1,)]
    assert store.select(count.format(f"from <{EX}g1> from <{EX}g2>", triple)).values() == [(3,)]
    assert store.select(count.format(f"FROM NAMED <{EX}g2>", anywhere)).values() == [(2,)]
    assert store.select(count.format(f"FROM <{EX}nowhere>", triple)).values() == [(0,)]
    assert store.select(count.format("", f'?s ?p ?o FILTER(?o != "FROM <{EX}g1>")')).values() == [(3,)]


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


def test_a_revision_that_comes_back_is_used_again(files, tmp_path):
    cache = tmp_path / "cache"
    build(cache, "r1", files)
    reader = open_cached(cache, "r1", [])
    build(cache, "r2", files[:1])
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3  # not built from no files
    assert len(reader.select("SELECT * WHERE { ?s ?p ?o }")) == 3


def test_builders_at_the_same_time_do_not_disturb_each_other(files, tmp_path):
    cache = tmp_path / "cache"
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from aizone.store import cache
        from aizone.store.oxigraph import OxigraphStore
        load = OxigraphStore.bulk_load
        def slow(self, files):
            time.sleep(0.5)
            load(self, files)
        OxigraphStore.bulk_load = slow
        store = cache.open_cached(Path(sys.argv[1]), sys.argv[3], [(Path(sys.argv[2]), None)])
        print(len(store.select("SELECT * WHERE { ?s ?p ?o }")))
        """
    )
    builders = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(cache), str(files[0][0]), revision],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        for revision in ("r1", "r1", "r2")
    ]
    answers = [builder.communicate(timeout=60)[0].strip() for builder in builders]
    assert [(builder.returncode, answer) for builder, answer in zip(builders, answers, strict=True)] == [(0, "2")] * 3
    assert not list(cache.glob("build-*"))


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


def test_a_store_that_came_to_harm_is_built_anew(files, tmp_path):
    cache = tmp_path / "cache"
    folder = build(cache, "r1", files)
    for path in folder.iterdir():
        path.write_bytes(b"")
    build(cache, "r1", files, again=True)
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3


def test_a_very_long_query_is_refused():
    with pytest.raises(QueryError, match="characters"):
        check_query("SELECT * WHERE { ?s ?p ?o } #" + "x" * 40_000)
