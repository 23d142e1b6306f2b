"""The cases of the W3C's SPARQL 1.1 Protocol tests, written out; those of updates ask for the refusal of a read-only service."""

import json
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from tests.bounds import PATIENCE_S

HEFEI = "https://w3id.org/aizone/id/plan/hefei-2020-2023"
YUNJIANG = "https://w3id.org/aizone/id/plan/yunjiang-2024-2026"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
ASK = "ASK { ?plan a az:Plan }"
RDF = {"application/rdf+xml": ox.RdfFormat.RDF_XML, "text/turtle": ox.RdfFormat.TURTLE}


def truth(response):
    assert response.status_code == 200, response.text
    kind = response.headers["content-type"]
    if "xml" in kind:
        return "<boolean>true</boolean>" in response.text
    assert kind == "application/sparql-results+json"
    return response.json()["boolean"]


def refused(response, *statuses):
    assert response.status_code in statuses, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert set(told) == {"type", "title", "status", "detail", "where", "next_step"}
    assert told["title"] in told["detail"]
    return told


# --- queries


def test_query_get(client):
    assert truth(client.get("/sparql", params={"query": "ASK {}"}))


def test_query_post_form(client):
    assert truth(client.post("/sparql", data={"query": "ASK {}"}))


def test_query_post_direct(client):
    assert truth(client.post("/sparql", content="ASK {}", headers={"Content-Type": QUERY}))
    with_charset = f"{QUERY}; charset=UTF-8"
    assert truth(
        client.post("/sparql", content="ASK { BIND('市' AS ?x) }".encode(), headers={"Content-Type": with_charset})
    )


def test_the_mark_with_which_windows_begins_a_file_is_not_a_part_of_a_query(client):
    marked = "\ufeffASK {}"
    assert truth(client.get("/sparql", params={"query": marked}))
    assert truth(client.post("/sparql", data={"query": marked}))
    assert truth(client.post("/sparql", content=marked.encode(), headers={"Content-Type": QUERY}))


COUNT = "SELECT (COUNT(DISTINCT ?plan) AS ?n) { ?plan a az:Plan }"
NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?plan a az:Plan } }"


def count(response):
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("how", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("query", "dataset", "expected"),
    [
        (COUNT, [], 3),
        (COUNT, [("default-graph-uri", HEFEI)], 1),
        (COUNT, [("default-graph-uri", HEFEI), ("default-graph-uri", YUNJIANG)], 2),
        (COUNT, [("named-graph-uri", HEFEI)], 0),
        (NAMED, [("named-graph-uri", HEFEI)], 1),
        (NAMED, [("named-graph-uri", HEFEI), ("named-graph-uri", YUNJIANG)], 2),
        (NAMED, [("default-graph-uri", HEFEI)], 0),
        (NAMED, [("default-graph-uri", HEFEI), ("named-graph-uri", YUNJIANG)], 1),
        # the protocol's dataset goes before the query's own
        (COUNT.replace("{ ?plan", f"FROM <{YUNJIANG}> {{ ?plan"), [("default-graph-uri", HEFEI), ("default-graph-uri", YUNJIANG)], 2),
    ],
)  # fmt: skip
def test_query_dataset(client, how, query, dataset, expected):
    if how == "get":
        response = client.get("/sparql", params=[("query", query), *dataset])
    elif how == "form":
        pairs = [("query", query), *dataset]
        body = "&".join(str(httpx_pair(*pair)) for pair in pairs)
        response = client.post("/sparql", content=body, headers={"Content-Type": FORM})
    else:
        response = client.post("/sparql", params=dataset, content=query, headers={"Content-Type": QUERY})
    assert count(response) == expected


def httpx_pair(name, value):
    import httpx

    return httpx.QueryParams([(name, value)])


def test_query_multiple_datasets_of_one_graph_count_it_once(client):
    twice = [("query", COUNT), ("default-graph-uri", HEFEI), ("default-graph-uri", HEFEI)]
    assert count(client.get("/sparql", params=twice)) == 1


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", ["application/sparql-results+xml", "application/sparql-results+json", "text/tab-separated-values", "text/csv"]),
        ("ASK {}", ["application/sparql-results+xml", "application/sparql-results+json"]),
        (f"DESCRIBE <{HEFEI}>", list(RDF)),
        ("CONSTRUCT { <http://example.org/s> a <http://example.org/t> } {}", list(RDF)),
    ],
)  # fmt: skip
def test_query_content_type(client, query, kinds):
    for kind in kinds:
        response = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == kind
        assert response.content
        if kind in RDF:
            assert list(ox.parse(response.content, format=RDF[kind]))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(client, method):
    response = client.request(method, "/sparql", params={"query": "ASK {}"})
    refused(response, 405)
    assert "GET" in response.headers["allow"]


def test_bad_multiple_queries(client):
    told = refused(client.get("/sparql", params=[("query", "ASK {}"), ("query", "SELECT * {}")]), 400)
    assert "2 times" in told["detail"]
    refused(client.post("/sparql", params={"query": "ASK {}"}, content="ASK {}", headers={"Content-Type": QUERY}), 400)


def test_bad_query_wrong_media_type(client):
    response = client.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"})
    told = refused(response, 415)
    assert "text/plain" in told["detail"]
    assert QUERY in response.headers["accept-post"]


def test_bad_query_missing_form_type(client):
    refused(client.post("/sparql", content="query=ASK%20%7B%7D"), 415)


def test_bad_query_missing_direct_type(client):
    refused(client.post("/sparql", content="ASK {}"), 415)


def test_bad_query_non_utf8(client):
    body = "ASK { BIND('市' AS ?x) }"
    refused(client.post("/sparql", content=body.encode("utf-16"), headers={"Content-Type": QUERY}), 400)
    refused(client.post("/sparql", content=b"query=ASK%20%7B%7D%ff", headers={"Content-Type": FORM}), 400)
    refused(client.get("/sparql?query=%ff"), 400)


def test_bad_query_syntax(client):
    told = refused(client.get("/sparql", params={"query": "ASK {", "lang": "en"}), 400)
    assert told["where"] == "query, line 1, column 5"
    assert "{ is not closed: } is missing" in told["detail"]


def test_a_query_that_is_missing_is_named(client):
    refused(client.post("/sparql", data={"x": "y"}), 400)
    refused(client.get("/sparql", params={"default-graph-uri": HEFEI}), 400)


# --- updates: this service has none


@pytest.mark.parametrize("update", ["INSERT DATA { <x:a> <x:b> <x:c> }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>"])
def test_updates_are_refused(client, update):
    for response in (
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
        client.get("/sparql", params={"update": update}),
    ):
        assert "read-only" in refused(response, 403)["detail"]
    assert "would change data" in refused(client.get("/sparql", params={"query": update}), 400)["detail"]
    assert count(client.get("/sparql", params={"query": COUNT})) == 3


def test_other_hosts_are_refused(client):
    for query in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
                  "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"):  # fmt: skip
        refused(client.get("/sparql", params={"query": query}), 400)
    refused(client.get("/sparql", params={"query": ASK, "default-graph-uri": "http://127.0.0.1:9/"}), 400)


# --- what else HTTP asks of it


def test_head_says_what_get_would(client, monkeypatch):
    monkeypatch.setattr("aizone.endpoint.answering._SOON_S", PATIENCE_S)  # what comes later is sent without its length
    params = {"query": "SELECT * { ?plan a az:Plan }"}
    got, head = client.get("/sparql", params=params), client.head("/sparql", params=params)
    assert head.content == b""
    for name in ("content-type", "etag", "content-length", "vary"):
        assert head.headers[name] == got.headers[name]
    assert client.head("/sparql", params={"query": "SELECT"}).status_code == 400


def test_options_names_the_methods(client):
    for path, methods in (("/sparql", "GET, HEAD, POST, OPTIONS"), ("/id/x", "GET, HEAD, OPTIONS")):
        response = client.options(path)
        assert (response.status_code, response.headers["allow"]) == (204, methods)


def test_an_answer_is_tagged_with_the_revision_and_not_computed_twice(client):
    params = {"query": ASK}
    first = client.get("/sparql", params=params)
    again = client.get("/sparql", params=params, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = client.get("/sparql", params=params, headers={"If-None-Match": first.headers["etag"], "Accept": "text/xml"})
    assert other.status_code == 200
    for changing in ("SELECT (NOW() AS ?n) {}", "SELECT (RAND() AS ?n) {}", "SELECT (STRUUID() AS ?n) {}"):
        assert "etag" not in client.get("/sparql", params={"query": changing}).headers
    assert "etag" not in client.post("/sparql", data=params).headers


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("text/csv;q=0.1, text/tab-separated-values", "text/tab-separated-values"),
        ("text/*", "text/xml"),
        ("application/sparql-results+json;q=0, */*", "application/json"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_the_format_is_the_one_that_suits_best(client, accept, kind):
    response = client.get("/sparql", params={"query": "SELECT * {}"}, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize(("name", "kind"), [("csv", "text/csv"), ("json", "application/sparql-results+json"), ("XML", "application/sparql-results+xml")])  # fmt: skip
def test_the_format_can_be_named(client, name, kind):
    response = client.get("/sparql", params={"query": "SELECT * {}", "format": name}, headers={"Accept": "image/png"})
    assert response.headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize(("name", "kind"), [("turtle", "text/turtle"), ("ttl", "text/turtle"), ("nt", "application/n-triples"), ("rdfxml", "application/rdf+xml"),
                                            ("jsonld", "application/ld+json"), ("trig", "application/trig"), ("nquads", "application/n-quads"), ("json", "application/json"),
                                            ("xml", "application/xml")])  # fmt: skip
def test_the_format_of_triples_can_be_named(client, name, kind):
    response = client.get("/sparql", params={"query": f"DESCRIBE <{HEFEI}>", "format": name})
    assert response.headers["content-type"].partition(";")[0] == kind
    assert response.content


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/id/plan/hefei-2020-2023"])
def test_each_form_of_a_description_has_a_tag_of_its_own_and_is_sent_once(client, path):
    forms = {
        "text/turtle": "text/turtle",
        "application/ld+json": "application/ld+json",
        "application/rdf+xml": "application/rdf+xml",
    }
    found = {accept: client.get(path, headers={"Accept": accept}) for accept in forms}
    held = [response.headers["etag"] for response in found.values()]
    assert len(set(held)) == len(held)
    for accept, response in found.items():
        assert {"Accept", "Authorization"} <= set(response.headers["vary"].split(", "))
        for known, status in (
            (response.headers["etag"], 304),
            ("*", 304),
            (f'"x", W/{response.headers["etag"]}', 304),
            ('"x"', 200),
        ):
            again = client.get(path, headers={"Accept": accept, "If-None-Match": known})
            assert (again.status_code, again.headers["etag"]) == (status, response.headers["etag"])
        others = ", ".join(tag for tag in held if tag != response.headers["etag"])
        assert client.get(path, headers={"Accept": accept, "If-None-Match": others}).status_code == 200


def test_a_page_in_another_language_is_another_page(client):
    for path in ("/sparql", "/id/plan/hefei-2020-2023"):
        zh, en = (client.get(path, headers={"Accept": "text/html", "Accept-Language": lang}) for lang in ("zh", "en"))
        assert (zh.headers["content-language"], en.headers["content-language"]) == ("zh", "en")
        assert zh.headers["etag"] != en.headers["etag"]
        assert "Accept-Language" in zh.headers["vary"]


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/id/plan/hefei-2020-2023"])
def test_a_format_that_there_is_not_is_refused_everywhere(client, path):
    assert "text/turtle" in refused(client.get(path, headers={"Accept": "image/png"}), 406)["detail"]
    told = refused(client.get(path, params={"format": "word"}), 406)
    assert "'word'" in told["detail"]
    assert "jsonld" in told["detail"]
    assert client.get(path, params={"format": "N3"}).headers["content-type"] == "text/turtle; charset=utf-8"
    by_hand = client.get(f"{path}?format=application/rdf+xml")  # the plus sign of an address is a space
    assert by_hand.headers["content-type"] == "application/rdf+xml"


def test_empty_fields_of_a_form_name_no_graph(client):
    fields = {"query": COUNT, "default-graph-uri": "", "named-graph-uri": "", "format": "", "output": ""}
    assert count(client.post("/sparql", data=fields)) == 3
    assert count(client.get("/sparql", params=fields)) == 3


@pytest.mark.parametrize("method", ["QUERY", "TRACE", "PROPFIND", "MKCOL"])
def test_methods_that_nothing_here_knows_are_refused_and_those_it_knows_are_named(client, method):
    for path, allowed in (
        ("/sparql", "GET, HEAD, OPTIONS, POST"),
        ("/id/x", "GET, HEAD, OPTIONS"),
        ("/health", "GET, HEAD"),
    ):
        response = client.request(method, path)
        refused(response, 405)
        assert response.headers["allow"] == allowed


def test_no_format_that_suits_is_said(client):
    assert (
        "text/csv"
        in refused(client.get("/sparql", params={"query": ASK}, headers={"Accept": "image/png"}), 406)["detail"]
    )
    for query, accept in (("SELECT * {}", "text/turtle"), (f"DESCRIBE <{HEFEI}>", "text/csv")):
        refused(client.get("/sparql", params={"query": query}, headers={"Accept": accept}), 406)


def test_a_problem_is_told_in_the_language_of_the_client(client):
    said = client.get("/sparql", params={"query": "DROP ALL"}, headers={"Accept-Language": "fr, zh-CN;q=0.9, en;q=0.5"})
    assert "会改动数据" in said.json()["detail"]
    assert said.headers["content-language"] == "zh"
    page = client.get("/sparql", params={"query": "DROP ALL <b>"}, headers={"Accept": "text/html, */*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "would change data" in page.text


def test_a_form_that_is_too_large_is_refused(client):
    refused(client.post("/sparql", content=b"x" * (2**20 + 1), headers={"Content-Type": QUERY}), 413)


def test_times_are_checked_and_never_longer_than_allowed(client):
    for value in ("0", "-1", "x", "nan", "inf"):
        refused(client.get("/sparql", params={"query": ASK, "timeout": value}), 400)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    told = refused(client.get("/sparql", params={"query": endless, "timeout": "0.2"}), 422)
    assert "0.2 seconds" in json.dumps(told)


# --- why an answer is empty


EMPTY = "SELECT ?o { id:unit/hefei-tourr ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        EMPTY,
        "SELECT (COUNT(*) AS ?n) { id:unit/hefei-tourr ?p ?o }",
        "ASK { id:unit/hefei-tourr ?p ?o }",
        "CONSTRUCT { ?o ?p 1 } { id:unit/hefei-tourr ?p ?o }",
    ],
)
@pytest.mark.parametrize("accept", ["application/sparql-results+json, text/turtle", "text/csv, application/n-triples"])
def test_an_empty_answer_has_its_reason_beside_it(client, query, accept):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["aizone-hint"].startswith('%"Nothing here has the address id:unit/hefei-tourr')
    assert "Accept-Language" in answer.headers["vary"]
    assert client.head("/sparql", params={"query": query}).headers["aizone-hint"] == answer.headers["aizone-hint"]


def test_reasons_are_in_the_clients_language_and_plain_ascii(client):
    told = client.get("/sparql", params={"query": EMPTY}, headers={"Accept-Language": "zh-CN"}).headers["aizone-hint"]
    assert told.isascii()
    assert "这里没有地址" in unquote(told)
    several = client.get("/sparql", params={"query": "SELECT ?o { ?x az:Uint ?o . id:unit/qqq ?p ?o }"})
    assert several.headers["aizone-hint"].count('%"') == 2


@pytest.mark.parametrize("query", ["SELECT ?plan { ?plan a az:Plan }", "SELECT ?x { ?x az:rank 9999 }", ASK])
def test_an_answer_with_rows_or_without_a_known_reason_has_none(client, query):
    answer = client.get("/sparql", params={"query": query})
    assert "aizone-hint" not in answer.headers
    assert answer.headers["vary"] == "Accept, Authorization"
