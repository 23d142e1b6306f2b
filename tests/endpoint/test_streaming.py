"""Large answers: sent while they are found, broken off at a limit rather than ended as if whole, stopped when nobody reads on."""

import csv
import io
from dataclasses import replace

import anyio
import httpx
import pytest

from aizone.endpoint import EndpointSettings, answering
from tests.bounds import PATIENCE_S
from tests.endpoint.conftest import PATIENT, in_its_own_thread, served

MANY = "SELECT ?a ?b ?c { ?a ?b ?c . ?d a ?f } LIMIT 20000"
ENDLESS = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SMALL = {"query": "ASK {}"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_large_answer_is_whole(client, method):
    sent = {"params": {"query": MANY}} if method == "GET" else {"data": {"query": MANY}}
    response = client.request(method, "/sparql", headers={"Accept": "text/csv"}, **sent)
    assert "content-length" not in response.headers
    assert len(list(csv.reader(io.StringIO(response.text)))) == 20_001
    whole = client.request(method, "/sparql", **sent).json()
    assert len(whole["results"]["bindings"]) == 20_000


def test_the_first_rows_come_before_the_last_are_found(client):
    with client.stream("GET", "/sparql", params={"query": ENDLESS}, headers={"Accept": "text/csv"}) as response:
        pieces = response.iter_bytes()
        assert next(pieces).startswith(b"a,d\r\n")
        assert next(pieces)
    assert client.get("/sparql", params=SMALL).status_code == 200


def drain(response, got):
    for piece in response.iter_bytes():
        got += piece


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"])
@pytest.mark.parametrize("limit", [{"max_rows": 20_000}, {"max_bytes": 2_000_000}])
def test_an_answer_that_reaches_a_limit_is_broken_off(accept, limit):
    with (
        served(endpoint=replace(EndpointSettings(), **limit)) as client,
        client.stream("GET", "/sparql", params={"query": ENDLESS}, headers={"Accept": accept}) as response,
    ):
        got = bytearray()
        with pytest.raises(httpx.RemoteProtocolError):
            drain(response, got)
        assert len(got) > 500_000


def test_one_that_reaches_it_at_once_is_refused_in_words():
    with served(endpoint=replace(EndpointSettings(), max_rows=3)) as client:
        told = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert (told.status_code, "more than 3 rows" in told.json()["detail"]) == (422, True)
        assert client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 3"}).status_code == 200


def test_a_client_that_goes_away_frees_its_worker():
    """There is one place: the next query is answered only when the abandoned one was stopped."""
    with served(replace(PATIENT, query_workers=1)) as client:
        with client.stream("GET", "/sparql", params={"query": ENDLESS}) as response:
            next(response.iter_bytes())
        assert client.get("/sparql", params=SMALL).json() == {"head": {}, "boolean": True}
        silent = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": silent}, timeout=httpx.Timeout(PATIENCE_S, read=SOON))
        assert client.get("/sparql", params=SMALL).status_code == 200


SOON = 0.5  # seconds


def test_a_client_has_so_many_queries_at_once_and_no_more():
    with served(endpoint=replace(EndpointSettings(), client_queries=1)) as client:
        with client.stream("GET", "/sparql", params={"query": ENDLESS}) as response:
            pieces = response.iter_bytes()  # a reader that is forgotten closes its connection
            assert next(pieces)
            refused = client.get("/sparql", params=SMALL)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
        assert client.head("/health").status_code == 200


def test_no_turn_in_time_is_told():
    settings = replace(PATIENT, query_workers=1, query_wait_s=SOON)
    with served(settings) as client, client.stream("GET", "/sparql", params={"query": ENDLESS}) as response:
        pieces = response.iter_bytes()
        assert next(pieces)
        refused = client.get("/sparql", params=SMALL)
        assert (refused.status_code, "retry-after" in refused.headers) == (503, True)


def test_a_client_that_takes_nothing_more_is_left(monkeypatch):
    monkeypatch.setattr(answering, "_STALLED_S", 0)

    async def rows():
        yield b"a,b\n"

    async def send(message):
        await anyio.sleep_forever()

    scope = {"type": "http", "asgi": {"spec_version": "2.4"}}
    with pytest.raises(answering.CutOffError):
        in_its_own_thread(lambda: answering._Download(rows())(scope, None, send))
