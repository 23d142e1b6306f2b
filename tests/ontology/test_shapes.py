"""Each shape with one conforming and one violating example."""

import pyoxigraph as ox
import pytest
import rdflib

from aizone.settings import ONTOLOGY
from aizone.vocab import AZ, AZVERDICT
from aizone.workspace.shapes import validate
from tests.ontology.shape_examples import DECIDED, EXAMPLES, FOUND, OBSERVED, PROPERTY_TARGETS, turtle

SH = rdflib.SH
SHAPES = ONTOLOGY / "shapes.ttl"


def report(name, body):
    quads = ox.parse(turtle(name, body), format=ox.RdfFormat.TURTLE)
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return validate([nquads], SHAPES, concerns="https://example.org/x".__eq__)


def test_each_shape_has_examples():
    shapes = rdflib.Graph().parse(SHAPES)
    targets = {str(target).rsplit("#")[-1] for target in shapes.objects(None, SH.targetClass)}
    assert targets | set(PROPERTY_TARGETS) == set(EXAMPLES)
    others = {str(shape).rsplit("#")[-1] for shape in shapes.subjects(SH.targetObjectsOf)}
    assert others == {f"{name}Shape" for name in PROPERTY_TARGETS}


def test_every_class_has_a_shape_or_a_superclass_with_one():
    ontology = rdflib.Graph().parse(ONTOLOGY / "aizone.ttl")
    base = AZ.base
    for term in ontology.subjects(rdflib.RDF.type, rdflib.OWL.Class):
        above = {str(kind)[len(base) :] for kind in ontology.transitive_objects(term, rdflib.RDFS.subClassOf)}
        assert above & set(EXAMPLES), term


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_conforming_example_conforms(name):
    assert report(name, EXAMPLES[name][0]).results == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_violating_example_is_found_by_its_shape(name):
    found = report(name, EXAMPLES[name][1])
    assert found.results
    assert found.conforms == (name == "UnresolvedUnit")  # a gap of the registry is said, the plan's data conform
    assert {result.shape.rsplit("#")[-1] for result in found.results} == {f"{name}Shape"}
    assert all(set(result.message) == {"zh", "en"} for result in found.results)


@pytest.mark.parametrize(
    "body",
    [
        "az:start 8 ; az:end 15",  # of no document
        "dcterms:source :doc ; az:start 8",  # no end
        "dcterms:source :doc ; az:start -1 ; az:end 15",
        "dcterms:source :doc ; az:start 8, 9 ; az:end 15",
        "dcterms:source :doc ; az:start '8' ; az:end 15",  # text, not a number
        "dcterms:source :doc ; az:start 8 ; az:end 15 ; az:exact '甲', '乙'",
        "dcterms:source :doc ; az:start 8 ; az:end 15 ; az:page 2 ; az:cell 'B3'",
    ],
)
def test_evidence_that_cannot_be_followed_is_found(body):
    assert {result.shape.rsplit("#")[-1] for result in report("Evidence", body).results} == {"EvidenceShape"}


@pytest.mark.parametrize("name", ["Clause", "Target", "Measure", "Assignment", "Contribution", "Mention"])
def test_a_fact_without_evidence_is_found(name):
    bare = EXAMPLES[name][0].replace("az:evidence :e", "az:position 1")
    assert {(result.shape.rsplit("#")[-1], result.result_path) for result in report(name, bare).results} == {
        (f"{name}Shape", "az:evidence")
    }


@pytest.mark.parametrize(
    ("name", "body", "path"),
    [
        ("Finding", f"{FOUND} ; az:findingClass azfinding:overlap ; az:concernsItem :m", ""),  # one side is no overlap
        ("Finding", f"{FOUND} ; az:findingClass :bad ; az:concernsItem :m, :m2", "az:findingClass"),
        ("Finding", f"{FOUND} ; az:rankScore 'high'", "az:rankScore"),
        ("Verdict", "oa:hasTarget :finding ; dcterms:created '2026-03-01'^^xsd:date", "prov:wasAttributedTo"),
        ("Verdict", "prov:wasAttributedTo :somebody ; oa:hasTarget :finding", "dcterms:created"),
        ("Verdict", f"{DECIDED} ; dcterms:description 'a', 'b'", "dcterms:description"),
        ("StatusObservation", f"{OBSERVED} ; dcterms:source 'a report'", ""),  # says neither status nor number
        ("StatusObservation", f"{OBSERVED} ; dcterms:source 'a report' ; az:status :good", "az:status"),
        ("Figure", "schema:value 5", "schema:propertyID"),
    ],
)
def test_a_finding_verdict_or_observation_that_cannot_be_used_is_found(name, body, path):
    found = {(result.shape.rsplit("#")[-1], result.result_path or "") for result in report(name, body).results}
    assert found == {(f"{name}Shape", path)}


@pytest.mark.parametrize("kind", AZVERDICT.terms())
def test_every_kind_of_verdict_is_accepted(kind):
    assert report("Verdict", f"{DECIDED} ; az:verdictKind azverdict:{kind}").results == ()


@pytest.mark.parametrize(
    ("said", "conforms"),
    [
        ("az:basis azbasis:wording ; az:score 0.5", True),
        ("az:basis azbasis:wording", False),
        ("az:basis azbasis:decision", True),
        ("az:basis azbasis:order ; az:score 0.5", False),
    ],
)
def test_a_contribution_has_a_score_unless_a_person_decided_it(said, conforms):
    assert report("Contribution", f"az:workItem :area ; az:goal :goal ; az:evidence :e ; {said}").conforms == conforms
