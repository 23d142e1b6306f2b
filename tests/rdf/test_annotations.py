"""Evidence as one node, as Web Annotations, and back."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aizone.iri import mint
from aizone.rdf import to_nquads
from aizone.rdf.annotations import from_annotations, to_annotations
from aizone.store.older_layout import as_written_today, is_older
from aizone.store.seal import sealed
from aizone.vocab import AZ, DCTERMS, OA, RDF, RDFS
from tests.conftest import SHIPPED_DATA
from tests.rdf.passages import FORMATS, OWNERS, SENTENCE, TEXT, evidence

GOLDEN = Path(__file__).parent / "golden"
"""What the code of layout 1 wrote for the passages of `passages`; nothing writes these files any more."""
PLANS = sorted((SHIPPED_DATA / "plans").glob("*.nq"))


def quads_of(path):
    return set(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))


def about_nodes(quads):
    """How many quads each node of evidence has."""
    nodes = {quad.object for quad in quads if quad.predicate in (AZ.evidence, AZ.ownerListEvidence)}
    return Counter(quad.subject for quad in quads if quad.subject in nodes)


@pytest.mark.parametrize("name", FORMATS)
def test_evidence_is_one_node_of_at_most_five_quads(name):
    quads = evidence(name)
    has_place = name != "plain"
    assert set(about_nodes(quads).values()) == {5 if has_place else 4}
    node = mint("plan", f"lanlan-{name}", "span", f"{SENTENCE.start}-{SENTENCE.end}")
    said = {quad.predicate: quad.object.value for quad in quads if quad.subject == node}
    assert said[DCTERMS.source].endswith("/document")
    assert TEXT[int(said[AZ.start]) : int(said[AZ.end])] == said[AZ.exact] == "建设开放平台。"
    places = {"plain": {}, "pdf": {AZ.page: "2"}, "docx": {AZ.paragraph: "9"}, "csv": {AZ.cell: "cell=12,28"}, "xlsx": {AZ.cell: "任务表!B3"}}  # fmt: skip
    assert {term: said[term] for term in (AZ.page, AZ.paragraph, AZ.cell) if term in said} == places[name]


def test_a_facts_only_plan_quotes_the_owner_list_and_not_the_sentence():
    exact = [quad.object.value for quad in evidence("plain", keep_text=False) if quad.predicate == AZ.exact]
    assert exact == [OWNERS.of(TEXT)]


def test_no_plan_has_more_than_five_quads_for_a_piece_of_evidence():
    assert PLANS
    for path in PLANS:
        counts = about_nodes(quads_of(path))
        assert counts
        assert max(counts.values()) <= 5


@pytest.mark.parametrize(("golden", "keep_text"), [("annotations.nq", True), ("annotations-facts-only.nq", False)])
def test_the_annotation_form_is_what_was_written_before(golden, keep_text):
    written = (GOLDEN / golden).read_bytes()
    lean = set().union(*(evidence(name, keep_text=keep_text) for name in (FORMATS if keep_text else ["pdf"])))
    assert to_nquads(to_annotations(lean)) == written
    assert from_annotations(quads_of(GOLDEN / golden)) == lean
    assert (is_older(written), is_older(sealed(to_nquads(lean)))) == (True, False)
    assert as_written_today(written) == to_nquads(lean) == as_written_today(to_nquads(lean))


@pytest.mark.parametrize(
    ("name", "selector", "value", "standard"),
    [
        ("pdf", OA.FragmentSelector, "page=2", "http://tools.ietf.org/rfc/rfc3778"),
        ("csv", OA.FragmentSelector, "cell=12,28", "http://tools.ietf.org/rfc/rfc7111"),
        ("xlsx", OA.FragmentSelector, "任务表!B3", "https://ecma-international.org/publications-and-standards/standards/ecma-376/"),
        ("docx", OA.XPathSelector, "(//w:p)[9]", None),
    ],
)  # fmt: skip
def test_an_annotation_says_which_standard_its_place_follows(name, selector, value, standard):
    said = {quad.predicate: quad.object for quad in to_annotations(evidence(name)) if "#place" in str(quad.subject)}
    assert (said[RDF.type], said[RDF.value].value) == (selector, value)
    assert said.get(DCTERMS.conformsTo) == (standard and ox.NamedNode(standard))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_shipped_plan_comes_back_from_its_annotations_byte_for_byte(path):
    as_annotations = to_annotations(quads_of(path))
    assert not [quad for quad in as_annotations if quad.predicate in (AZ.start, AZ.exact)]
    assert sealed(as_written_today(to_nquads(as_annotations))) == path.read_bytes()


@pytest.mark.parametrize("graph", [ox.DefaultGraph(), mint("plan", "lanlan-pdf")], ids=["default", "named"])
@pytest.mark.parametrize("chosen", [ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.TRIG])
def test_files_of_annotations_are_read_back(chosen, graph):
    if graph != ox.DefaultGraph() and not chosen.supports_datasets:
        graph = ox.DefaultGraph()
    lean = {ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in evidence("pdf")}
    written = ox.serialize(to_annotations(lean), format=chosen)
    assert from_annotations(ox.parse(written, format=chosen)) == lean


def test_what_people_noted_and_whatever_else_is_said_stays():
    node = mint("plan", "lanlan-pdf", "span", "8-15")
    remark = ox.Quad(node, RDFS.comment, ox.Literal("see page 3"), mint("plan", "lanlan-pdf"))
    note = {quad for quad in quads_of(GOLDEN / "annotations.nq") if "lanlan-csv" in quad.subject.value}
    note = {
        ox.Quad(quad.subject, quad.predicate, OA.editing if quad.object == OA.identifying else quad.object, quad.graph_name)
        for quad in note
    }  # fmt: skip
    old = {*to_annotations(evidence("pdf")), remark, *note}
    assert from_annotations(old) == {*evidence("pdf"), remark, *note}
    blank = ox.Quad(ox.BlankNode("b"), RDFS.comment, ox.Literal("x"), ox.DefaultGraph())
    assert from_annotations({blank}) == to_annotations({blank}) == {blank}


def test_an_annotation_without_its_position_is_left_as_it_is():
    broken = {quad for quad in quads_of(GOLDEN / "annotations.nq") if quad.predicate != OA.start}
    assert from_annotations(broken) == broken


@given(
    st.text(),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.sampled_from(["page", "paragraph", "cell", None]),
    st.text(),
)
def test_round_trip(exact, start, length, place, cell):  # fmt: skip
    node, graph = mint("plan", "x", "span", "s"), mint("plan", "x")
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    lean = {
        ox.Quad(mint("plan", "x", "m1"), AZ.evidence, node, graph),
        ox.Quad(node, DCTERMS.source, mint("plan", "x", "document"), graph),
        ox.Quad(node, AZ.start, ox.Literal(str(start), datatype=integer), graph),
        ox.Quad(node, AZ.end, ox.Literal(str(start + length), datatype=integer), graph),
        ox.Quad(node, AZ.exact, ox.Literal(exact), graph),
    }
    if place is not None:
        value = ox.Literal(cell) if place == "cell" else ox.Literal(str(length), datatype=integer)
        lean.add(ox.Quad(node, AZ[place], value, graph))
    assert from_annotations(to_annotations(lean)) == lean
