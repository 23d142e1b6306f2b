"""Addresses of entities answer as a page and as RDF."""

from urllib.parse import quote

import pyoxigraph as ox
import pytest

ID = "https://w3id.org/aizone/id/"
UNIT = "unit/hefei-science-and-technology-bureau"
FORMS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@pytest.mark.parametrize("kind", FORMS)
def test_a_unit_as_rdf(client, kind):
    response = client.get(f"/id/{UNIT}", headers={"Accept": kind})
    assert response.headers["content-type"].partition(";")[0] == kind
    assert response.headers["link"] == f'<{ID}{UNIT}>; rel="canonical"'
    triples = [quad.triple for quad in ox.parse(response.content, format=FORMS[kind])]
    unit = ox.NamedNode(ID + UNIT)
    labels = {t.object.value for t in triples if t.subject == unit and t.predicate.value.endswith("prefLabel")}
    assert "合肥市科学技术局" in labels
    assert [t for t in triples if t.object == unit and t.predicate.value.endswith("leadUnit")]


def test_a_measure_brings_its_assignments_and_the_places_it_was_read_from(client):
    response = client.get("/id/plan/yunjiang-2024-2026/3/1/1/m1", headers={"Accept": "text/turtle"})
    predicates = {
        quad.predicate.value.rpartition("#")[2] for quad in ox.parse(response.content, format=ox.RdfFormat.TURTLE)
    }
    assert {"assignment", "unit", "role", "evidence", "start", "end", "exact"} <= predicates


def test_a_unit_as_a_page(client):
    response = client.get(
        f"/id/{UNIT}", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "zh"}
    )
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["content-language"] == "zh"
    assert "<h1>合肥市科学技术局</h1>" in response.text
    assert f"{ID}{UNIT}" in response.text
    assert "<script" not in response.text
    assert (
        "Hefei Municipal Bureau of Science" in client.get(f"/id/{UNIT}?lang=en", headers={"Accept": "text/html"}).text
    )


def test_the_links_of_a_page_lead_on(client):
    page = client.get(f"/id/{UNIT}?lang=en", headers={"Accept": "text/html"}).text
    links = [part.partition('"')[0] for part in page.split('href="/id/')[1:]]
    assert len(links) > 10
    for link in links[:10]:
        assert client.get("/id/" + link.replace("&amp;", "&"), headers={"Accept": "text/html"}).status_code == 200, link


def test_quotes_are_shown_where_the_text_is_held(client):
    assert "<blockquote>" in client.get("/id/plan/yunjiang-2024-2026/3/1/1/m1", headers={"Accept": "text/html"}).text


def test_every_kind_of_address_answers(client, shipped):
    asked = "SELECT ?type (SAMPLE(?x) AS ?one) { ?x a ?type FILTER(STRSTARTS(STR(?x), STR(id:))) } GROUP BY ?type"
    nodes = shipped.store.select(asked).rows
    assert len(nodes) > 30
    for _, node in nodes:
        local = node.value.removeprefix(ID)
        for address in {quote(local, safe="/%"), quote(local, safe="/%()（）:,;=@!$&'*+~")}:
            response = client.get(f"/id/{address}", headers={"Accept": "text/turtle"})
            assert response.status_code == 200, node
            assert (
                node.value in response.text or node.value.encode("ascii", "backslashreplace").decode() in response.text
            )


def test_what_is_not_there_is_said(client):
    for local in ("unit/nobody", "", "..%2f..%2fetc%2fpasswd", "unit/%3Cscript%3E", "%ff"):
        response = client.get(f"/id/{local}", headers={"Accept": "text/html"})
        assert response.status_code == 404
        assert "<script>" not in response.text
    told = client.get("/id/unit/hefei-tourr", headers={"Accept": "text/turtle"}).json()
    assert (told["status"], told["next_step"]) == (404, "Did you mean /id/unit/hefei-tower?")
    part = client.get("/id/plan/hefei-2020-2023/9/9", headers={"Accept": "text/turtle"}).json()
    assert part["next_step"] == "Look at /sparql for what there is."
    assert client.get(f"/id/{UNIT}", headers={"Accept": "image/png"}).status_code == 406
    assert client.post(f"/id/{UNIT}").status_code == 405
    assert client.get("/nowhere").json()["status"] == 404


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get(f"/id/{UNIT}", headers={"Accept": "text/turtle"})
    again = client.get(f"/id/{UNIT}", headers={"Accept": "text/turtle", "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for held in (f'"other", W/{first.headers["etag"]}', "*"):
        assert client.get(f"/id/{UNIT}", headers={"Accept": "text/turtle", "If-None-Match": held}).status_code == 304
    for held in ('"other"', f'"x{first.headers["etag"][1:]}', ""):
        assert client.get(f"/id/{UNIT}", headers={"Accept": "text/turtle", "If-None-Match": held}).status_code == 200
    assert client.get("/id/unit/nobody", headers={"Accept": "text/turtle", "If-None-Match": "*"}).status_code == 404
    assert client.head(f"/id/{UNIT}", headers={"Accept": "text/turtle"}).headers["etag"] == first.headers["etag"]
