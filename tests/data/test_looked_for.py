"""The invented plans hold at least one of everything a coordinator looks for, so that every page and list has an example."""

import pytest
from pyoxigraph import RdfFormat, Store

from aizone.vocab import DCTERMS, RDF, SKOS
from tests.conftest import ROOT

PLAN = "<https://w3id.org/aizone/id/plan/yunjiang-2027-2029>"
TEXT = (ROOT / "data" / "examples" / "yunjiang-2027-2029.txt").read_text("utf-8")
CONCERNS = "az:concerns|az:delivers|az:supports|az:reliesOn"

LOOKED_FOR = {
    "one platform under two leads of one plan": (
        f"?one {CONCERNS} ?x ; az:leadUnit ?lead . ?two {CONCERNS} ?x ; az:leadUnit ?other FILTER(CONTAINS(STR(?x), '/id/platform/'))"
        " FILTER(?one != ?two && ?lead != ?other) FILTER NOT EXISTS { ?one az:leadUnit ?other }"
    ),
    "a relative owner": "?x az:unit ?group . ?group az:relative true",
    "a lead by a rule stated once": "?x az:role azrole:lead ; az:basis azbasis:rule",
    "support by a rule stated once": "?x az:role azrole:support ; az:basis azbasis:rule",
    "a lead beyond the part of the rule": "?x az:role azrole:lead ; az:basis azbasis:order",
    "a blanket clause": "?x az:basis azbasis:blanket",
    "an unresolved name": "?x a az:UnresolvedUnit",
    "a deadline on a day": "?x a az:Measure ; az:deadline ?d FILTER(DATATYPE(?d) = xsd:date || STRLEN(STR(?d)) = 10)",
    "a continuous measure": "?x a az:Measure ; az:continuous true",
    "a measure without deadline": (
        "?x a az:Measure FILTER NOT EXISTS { ?x az:deadline ?d } FILTER NOT EXISTS { ?x az:continuous true }"
    ),
    "a task without lead": "?x a az:Measure ; az:assignment ?a FILTER NOT EXISTS { ?x az:leadUnit ?lead }",
    "a crowd of owners": "{ SELECT ?x (COUNT(DISTINCT ?u) AS ?n) { ?x a az:Measure ; az:assignment/az:unit ?u } GROUP BY ?x } FILTER(?n > 9)",
    "a lead that supervises itself": (
        "?x az:assignment ?one, ?two . ?one az:unit ?u ; az:role azrole:lead . ?two az:unit ?u ; az:role azrole:supervise"
    ),
    "neighbouring measures with their owners in reversed order": (
        "?x a az:Measure ; az:partOf ?task ; az:leadUnit ?u ; az:supportUnit ?v ."
        " ?next az:partOf ?task ; az:leadUnit ?v ; az:supportUnit ?u"
    ),
    "a goal without a task": "?x a az:Goal FILTER NOT EXISTS { ?area az:servesGoal ?x }",
    "a target without an accountable unit": (
        "?goal az:hasTarget ?x FILTER NOT EXISTS { ?item az:servesGoal ?goal } FILTER NOT EXISTS { ?goal az:assignment ?a }"
    ),
}


@pytest.mark.parametrize("what", LOOKED_FOR)
def test_there_is_one(shipped, what):
    query = f"SELECT DISTINCT ?x {{ GRAPH {PLAN} {{ {LOOKED_FOR[what]} }} }}"
    assert len(shipped.store.select(query))


def test_yearly_numbers_disagree_with_their_total(shipped):
    rows = shipped.store.select(
        f"SELECT ?metric ?min {{ GRAPH {PLAN} {{ ?t a az:Target ; az:metric ?metric ; schema:minValue ?min }} }}"
    ).values()
    yearly, total = sorted(float(number) for metric, number in rows if metric == "专业人才")
    assert 3 * yearly < total


@pytest.mark.parametrize(
    "words",
    [
        "完成时限：2028年3月15日前",
        "完成时限：2027年9月底前",
        "完成时限：2027年第三季度前",
        "完成时限：2028年底前",
        "完成时限：2028年）",
        "完成时限：长期坚持",
        "。责任单位：",
        "〔市政府办公室、市审计局〕",
    ],
)
def test_deadlines_and_lists_are_in_each_form(words):
    assert words in TEXT


def test_a_task_is_there_twice():
    assert TEXT.count("扩建云江方言语音库") == 2


@pytest.mark.parametrize("slug", ["hefei-2020-2023", "yunjiang-2024-2026", "yunjiang-2027-2029"])
def test_everything_named_has_a_place_and_an_english_name(shipped, slug):
    rows = shipped.store.select(
        "SELECT DISTINCT ?x { GRAPH ?plan { ?item ?named ?x ; az:partOf ?whole }"
        " VALUES ?named { az:concerns az:delivers az:supports az:reliesOn az:leadUnit az:responsibleUnit az:supportUnit }"
        f" VALUES ?plan {{ <https://w3id.org/aizone/id/plan/{slug}> }}"
        " FILTER NOT EXISTS { ?x skos:prefLabel ?en FILTER(LANG(?en) = 'en') ."
        " { ?x dcterms:spatial ?place } UNION { ?x a az:PolicyDocument }"
        " UNION { ?x az:relative true } } }"
    ).values()
    assert rows == []


@pytest.mark.parametrize("place", ["hefei", "yunjiang"])
def test_everything_in_a_gazetteer_has_a_place_and_an_english_name(place):
    store = Store()
    store.load(path=str(ROOT / "data" / "entities" / f"{place}.ttl"), format=RdfFormat.TURTLE)
    things = {quad.subject for quad in store.quads_for_pattern(None, RDF.type, None, None)}
    assert things
    for thing in things:
        assert any(store.quads_for_pattern(thing, DCTERMS.spatial, None, None)), thing
        labels = [quad.object.language for quad in store.quads_for_pattern(thing, SKOS.prefLabel, None, None)]
        assert sorted(labels) == ["en", "zh"], thing


def test_a_named_thing_can_be_part_of_another(shipped):
    rows = shipped.store.select(
        "SELECT ?part ?whole { ?p az:partOf ?w ; a az:NamedEntity ; skos:prefLabel ?part . ?w a az:NamedEntity ;"
        " skos:prefLabel ?whole FILTER(LANG(?part) = 'zh' && LANG(?whole) = 'zh') }"
    ).values()
    centre = "合肥综合性国家科学中心"
    assert {tuple(map(str, row)) for row in rows} >= {
        (f"{centre}人工智能研究院", centre),
        ("合肥骆岗中央公园智慧园区", "合肥骆岗中央公园"),
    }
