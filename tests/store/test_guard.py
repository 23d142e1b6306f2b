"""Queries that would change data or reach another host are refused by their text."""

import contextlib
import http.server
import random
import threading

import pyoxigraph as ox
import pytest

from aizone.errors import QueryError
from aizone.settings import settings_from
from aizone.store import OxigraphStore
from aizone.store.guard import check_query


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
def test_queries_that_write_or_reach_out_are_refused(query):
    with pytest.raises(QueryError) as caught:
        OxigraphStore().select(query)
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
    assert len(OxigraphStore().select(query)) == 0


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


def test_a_very_long_query_is_refused():
    with pytest.raises(QueryError, match="characters"):
        check_query("SELECT * WHERE { ?s ?p ?o } #" + "x" * 40_000)


HOSTS = ("query.wikidata.org", "127.0.0.1:9999")


@pytest.mark.parametrize("target", ["<https://query.wikidata.org/sparql>", "<http://127.0.0.1:9999/sparql?a=b>"])
def test_a_host_that_was_named_may_be_asked(target):
    query = f"SELECT * {{ SERVICE {target} {{ ?s ?p ?o }} }}"
    check_query(query, service_hosts=HOSTS)
    with pytest.raises(QueryError, match="another host"):
        check_query(query)


@pytest.mark.parametrize(
    "target",
    [
        "<http://127.0.0.1:9998/>",
        "<http://127.0.0.1/>",
        "<https://query.wikidata.org.example.org/sparql>",
        "<https://query.wikidata.org@example.org/>",
        "<https://example.org/#query.wikidata.org>",
        "<https:\\u002F/query.wikidata.org/>",
        "<//query.wikidata.org/sparql>",
        "?where",
        "w:sparql",
    ],
)
def test_a_host_that_was_not_named_in_plain_words_may_not(target):
    query = f"PREFIX w: <https://query.wikidata.org/> SELECT * {{ SERVICE {target} {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="another host"):
        check_query(query, service_hosts=HOSTS)


def test_the_hosts_come_from_the_environment():
    assert settings_from({"AIZONE_SERVICE_HOSTS": "a.example, b.example:80"}).service_hosts == (
        "a.example",
        "b.example:80",
    )
    assert settings_from({}).service_hosts == ()
