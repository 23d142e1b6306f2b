"""What a server can do wrong, in words; and what is sent to it."""

import gc
import socket
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from aizone.errors import AizoneError, QueryError, RemoteStoreError, UsageError
from aizone.i18n import translator
from aizone.settings import StoreAddress, store_from
from aizone.store import OxigraphStore
from aizone.store.base import FIRST_PART
from aizone.store.remote import RemoteStore
from aizone.store.remote.bound import with_bindings, with_prefixes
from aizone.store.remote.client import SparqlClient
from tests.bounds import PATIENCE_S

EX = "https://example.org/"
NOTHING = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
JSON = {"Content-Type": "application/sparql-results+json"}
ALL = "SELECT ?s WHERE { ?s ?p ?o }"


class Answers(BaseHTTPRequestHandler):
    """Gives the answers it was told to, one after the other and then the last one again; remembers what it was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers, body.decode()))
        told = self.server.told
        status, headers, answer = told.pop(0) if len(told) > 1 else told[0]
        if status is None:  # says nothing until the client has gone
            self.connection.recv(1)
            return
        self.send_response(status)
        length = headers.get("Content-Length") or str(len(answer))
        for name, value in {**headers, "Content-Length": length}.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in [answer] if isinstance(answer, bytes) else answer:
            self.wfile.write(piece)

    do_PUT = do_POST

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    gc.collect()  # what an error of the test before still holds: the engine wants its answers dropped where they were made
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as found:
        found.asked = []
        threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield found
        found.shutdown()


def store_at(server, *told, **more):
    server.told = list(told)
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    address = StoreAddress(f"{base}sparql", f"{base}update", f"{base}graphs", **more)
    return RemoteStore(address, revision="r1", client=SparqlClient(address, back_off_s=0))


@pytest.mark.parametrize(
    ("told", "says", "next_step"),
    [
        ((401, {}, b""), "asks for a name and a password", "AIZONE_STORE_TOKEN"),
        ((403, {}, b""), "does not accept those it was given", "AIZONE_STORE_USER"),
        ((404, {}, b""), "has nothing", "path"),
        ((302, {"Location": "http://elsewhere.example/sparql?secret=1"}, b""), "http://elsewhere.example/sparql", "trust"),
        ((200, {"Content-Type": "text/html"}, b"<html>Welcome</html>"), "does not answer as a SPARQL server", "query service"),
        ((502, {"Content-Type": "text/html"}, b"<h1>Bad</h1> gateway"), r"has failed \(502\): Bad gateway", "log"),
        ((503, {}, b""), "is too busy", "later"),
        ((200, {**JSON, "X-SPARQL-MaxRows": "10"}, NOTHING), r"has cut its answer off \(10\)", "ResultSetMaxRows"),
        ((200, {**JSON, "Content-Length": "900"}, NOTHING), "broke off its answer", "again"),
    ],
)  # fmt: skip
def test_what_a_server_does_wrong_is_said_in_words(server, told, says, next_step):
    store = store_at(server, told)
    with pytest.raises(RemoteStoreError, match=says) as caught:
        store.select(ALL)
    assert next_step in str(caught.value)
    assert "secret" not in str(caught.value)
    chinese = caught.value.line(translator("zh"))
    assert chinese != str(caught.value)
    assert "\n" not in chinese


def test_triples_in_no_form_that_is_rdf_are_refused(server):
    with pytest.raises(RemoteStoreError, match="does not answer as a SPARQL server"):
        store_at(server, (200, {"Content-Type": "text/html"}, b"<html>")).construct("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(RemoteStoreError, match="does not answer as a SPARQL server"):
        store_at(server, (200, {"Content-Type": "text/turtle"}, b"<html>")).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_query_that_the_server_refuses_says_what_the_server_says(server):
    with pytest.raises(QueryError, match="is refused by the server: no such function"):
        store_at(server, (400, {}, b"no such function")).select(ALL)


def test_a_server_that_says_nothing_is_left(server):
    never_answered = 0.1  # a fault of the server, not of a busy machine: it waits until the client has gone
    with pytest.raises(RemoteStoreError, match=r"has not answered within 0\.1 seconds"):
        store_at(server, (None, {}, b""), timeout_s=never_answered).select(ALL)


def test_an_address_where_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = StoreAddress(f"http://127.0.0.1:{taken.getsockname()[1]}/sparql")
    with pytest.raises(RemoteStoreError, match=r"cannot be reached \(Connection refused\)"):
        RemoteStore(address, client=SparqlClient(address, back_off_s=0))


@pytest.mark.parametrize("busy", [(503, {}, b""), (429, {"Retry-After": "0"}, b""), (200, {**JSON, "Content-Length": "900"}, NOTHING)])  # fmt: skip
def test_a_query_is_asked_again_and_an_update_is_not(server, busy):
    store = store_at(server, busy, busy, (200, JSON, NOTHING))
    assert store.select(ALL).rows == []
    assert len(server.asked) == 3
    server.told = [(503, {}, b""), (204, {}, b"")]
    with pytest.raises(RemoteStoreError, match="too busy"):
        SparqlClient(store.address).update("DROP ALL")
    assert len(server.asked) == 4


def test_a_query_that_took_too_long_is_not_sent_again(server):
    never_answered = 0.1  # the server waits until the client has gone
    store = store_at(server, (None, {}, b""), timeout_s=never_answered)
    for ask in (lambda: store.select(ALL), lambda: list(store.parts(ALL))):
        server.asked.clear()
        with pytest.raises(RemoteStoreError, match="has not answered within"):
            ask()
        assert len(server.asked) == 1


def rows_as_json(count):
    rows = ",".join(f'{{"s":{{"type":"uri","value":"{EX}{number}"}}}}' for number in range(count))
    return f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{rows}'.encode()


CLOSED = b"]}}"


def test_rows_are_given_while_the_server_still_sends(server):
    is_seen = threading.Event()

    def pieces():
        begun, whole = rows_as_json(FIRST_PART + 1), rows_as_json(3 * FIRST_PART)
        yield begun
        assert is_seen.wait(PATIENCE_S)
        yield whole[len(begun) :] + CLOSED

    length = str(len(rows_as_json(3 * FIRST_PART)) + len(CLOSED))
    parts = store_at(server, (200, {**JSON, "Content-Length": length}, pieces())).parts(ALL)
    assert len(next(parts)) == FIRST_PART
    is_seen.set()
    assert sum(map(len, parts)) == 2 * FIRST_PART


def test_an_answer_that_breaks_off_is_asked_again_before_its_first_rows_and_said_after_them(server):
    whole = (200, JSON, rows_as_json(FIRST_PART // 2) + CLOSED)
    early = (200, {**JSON, "Content-Length": "90000"}, rows_as_json(FIRST_PART // 2))
    found = list(store_at(server, early, whole).parts(ALL))
    assert ([len(part) for part in found], len(server.asked)) == ([FIRST_PART // 2], 2)
    for late in (
        (200, {**JSON, "Content-Length": "90000"}, rows_as_json(FIRST_PART * 2)),
        (200, JSON, rows_as_json(FIRST_PART * 2)),
        (200, JSON, rows_as_json(FIRST_PART * 2) + b"<html>out of memory</html>"),
    ):
        server.asked.clear()
        parts = store_at(server, late).parts(ALL)
        assert len(next(parts)) == FIRST_PART
        with pytest.raises(
            RemoteStoreError, match=r"broke off its answer \(\d+ bytes|does not answer as a SPARQL server"
        ):
            list(parts)
        assert len(server.asked) == 1


def test_names_and_passwords_are_in_the_headers_alone(server):
    secret = "geheim-密码"
    store = store_at(server, (401, {}, b"denied"), user="分析员", password=secret)
    for ask in (lambda: store.select(ALL), lambda: SparqlClient(store.address).update("DROP ALL")):
        with pytest.raises(AizoneError) as caught:
            ask()
        shown = f"{caught.value} {caught.value!r} {caught.value.__cause__} {store.address}"
        assert secret not in shown
    path, headers, body = server.asked[0]
    assert headers["Authorization"].startswith("Basic ")
    assert secret not in path + body
    tokened = store_at(server, (200, JSON, NOTHING), token="abc")
    tokened.select(ALL)
    assert server.asked[-1][1]["Authorization"] == "Bearer abc"
    assert "abc" not in repr(tokened.address)


def test_every_request_names_its_graphs(server):
    store = store_at(server, (200, JSON, NOTHING))
    store.published = {ox.NamedNode(EX + "g"): "digest"}
    store.select("SELECT ?s { ?s ?p 'GRAPH' }")
    store.select("SELECT ?s { GRAPH ?g { ?s ?p ?o } }")
    plain, with_graph = (parse_qs(body) for _path, _headers, body in server.asked)
    assert plain["default-graph-uri"] == with_graph["default-graph-uri"]
    assert plain["default-graph-uri"][0].endswith("published/merged")
    assert "named-graph-uri" not in plain
    assert with_graph["named-graph-uri"] == [EX + "g"]


def test_what_is_expected_is_asked_for_at_once_and_only_once(server):
    row = '{"s":{"type":"uri","value":"x:1"},"p":{"type":"uri","value":"x:p"},"o":{"type":"literal","value":"v"}}'
    answer = f'{{"head":{{"vars":["s","p","o"]}},"results":{{"bindings":[{row}]}}}}'.encode()
    store = store_at(server, (200, JSON, answer))
    nodes = [ox.NamedNode(f"x:{number}") for number in range(1, 200)]
    store.expect(nodes)
    store.expect(nodes[:5])
    assert [len(list(store.statements(node))) for node in nodes[:3]] == [1, 0, 0]
    assert list(store.statements(nodes[0], ox.NamedNode("x:q"))) == []
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s <x:p> ?o }",
        "SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s <x:p> ?o } GROUP BY ?s HAVING(COUNT(?o) > 0)",
        "SELECT ?s { SELECT ?s { ?s <x:p> ?o } }",
        "SELECT (EXISTS { ?a ?b ?c } AS ?there) ?s { ?s <x:p> '{' } # {",
        "SELECT ?s { { ?s <x:p> ?o } UNION { ?s <x:q> ?o } } ORDER BY ?o LIMIT 3",
        "SELECT ?s { ?s <x:p> ?o } VALUES ?o { 1 2 }",
        "ASK { ?s <x:p> 2 }",
        "CONSTRUCT { ?s <x:r> ?o } WHERE { ?s <x:p> ?o }",
        "CONSTRUCT WHERE { ?s <x:p> ?o }",
        "DESCRIBE ?s { ?s <x:p> ?o }",
    ],
)
def test_parameters_written_into_a_query_mean_what_bound_ones_mean(query):
    store = OxigraphStore()
    graph, predicate = ox.NamedNode("x:g"), ox.NamedNode("x:p")
    for name, value in (("a", ox.Literal(1)), ("a", ox.Literal(2)), ("b", ox.Literal(2)), ("b", ox.Literal("{"))):
        store.add([ox.Quad(ox.NamedNode(f"x:{name}"), predicate, value, graph)])
    given = {"s": ox.NamedNode("x:b")}
    expected = store.answer(query, given)
    found = store.answer(with_bindings(query, given))
    if isinstance(expected, ox.QueryBoolean):
        assert bool(found) == bool(expected)
    else:
        assert sorted(map(str, found)) == sorted(map(str, expected)) != []


def test_known_prefixes_are_declared_where_they_are_used():
    assert with_prefixes("SELECT ?s { ?s a az:Plan }").startswith("PREFIX az: <")
    own = "PREFIX az: <https://example.org/> SELECT ?s { ?s a az:Plan }"
    assert with_prefixes(own) == own


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"AIZONE_STORE": "https://me:geheim@host/sparql"}, "must not hold a name or password"),
        ({"AIZONE_STORE": "sparql.example.org"}, "is not the address"),
        ({"AIZONE_STORE": "https://host:x/"}, "is not the address"),
        ({"AIZONE_STORE": "https://host/", "AIZONE_STORE_TIMEOUT": "long"}, "is not a number of seconds"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(environ, says):
    with pytest.raises(UsageError, match=says) as caught:
        store_from(environ)
    assert "geheim" not in str(caught.value)


def test_the_caller_is_heard_before_the_environment():
    environ = {"AIZONE_STORE": "https://one/", "AIZONE_STORE_UPDATE": "https://one/update", "AIZONE_STORE_TOKEN": "t"}
    assert store_from({}) is None
    assert store_from(environ) == StoreAddress("https://one/", "https://one/update", token="t")
    assert store_from(environ, "https://two/", "https://two/u").update == "https://two/u"


def test_a_store_without_an_address_for_updates_says_how_to_name_one(server):
    store = store_at(server, (200, JSON, NOTHING))
    with pytest.raises(RemoteStoreError, match=r"cannot be written to.*--store-update"):
        SparqlClient(replace(store.address, update="")).update("DROP ALL")
