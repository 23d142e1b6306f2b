"""Why a query has no rows, where the vocabulary is the reason."""

import pytest
import rdflib

from aizone import queries
from aizone.cli import main
from aizone.errors import RemoteStoreError
from aizone.i18n import translator
from aizone.queries.empty_answers import _TO_ENTITIES, reasons_for_no_rows
from aizone.store.base import Dataset
from aizone.vocab import AZ
from tests.bounds import cpu_at_most
from tests.conftest import ROOT

ENGLISH = translator("en")


def lines(text):
    return [reason.line(ENGLISH) for reason in reasons_for_no_rows(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "SELECT ?x { ?x skos:prefLable ?y }",
            "skos:prefLable is not a term of its vocabulary: did you mean skos:prefLabel?",
        ),
        ("SELECT ?x { ?x rdfs:lable ?y }", "did you mean rdfs:label?"),
        ("SELECT ?x { ?x org:hasMembers ?y }", "did you mean org:hasMember?"),
        ("SELECT ?x { ?x skos:xyzzy ?y }", "skos:xyzzy is not a term of its vocabulary."),
        ("SELECT ?x { ?x dcterms:issued ?d FILTER(DATATYPE(?d) = xsd:data) }", "did you mean xsd:date?"),
        ('SELECT ?x { ?x az:leadUnit "市科技局" }', 'az:leadUnit leads to an entity, which "市科技局" never is'),
        ("SELECT ?x { ?x az:leadUnit '市科技局'@zh }", "write its address (id:…)"),
        ("SELECT ?x { ?x az:unit ?u FILTER(?u = '市科技局') }", "ask for its name: ?u skos:prefLabel '市科技局'@zh."),
        ("SELECT ?x { ?x az:role 'lead' }", "az:role leads to an entity"),
        ("SELECT ?x { ?x a 'Task' }", "rdf:type leads to an entity"),
        ("SELECT ?u { ?u a az:Uint }", "az:Uint is not a term of the ontology: did you mean az:Unit?"),
        ("SELECT ?u { ?u a az:unitgroup }", "az:unitgroup is not a term of the ontology: did you mean az:UnitGroup?"),
        ("SELECT ?u { ?u a <https://w3id.org/aizone/ontology#Units> }", "did you mean az:Unit?"),
        ("SELECT ?u { ?u az:role azrole:leader }", "did you mean azrole:lead?"),
        (
            "PREFIX o: <https://w3id.org/aizone/ontology#> SELECT ?u { ?u a o:Xyzzyq }",
            "az:Xyzzyq is not a term of the ontology.",
        ),
        ('SELECT ?u { ?u skos:prefLabel "市科技局" }', 'write "市科技局"@zh'),
        ("SELECT ?u { ?u rdfs:label ?l FILTER(?l = '市科技局') }", "write '市科技局'@zh"),
        ('SELECT ?u { ?u rdfs:label ?l FILTER("市科技局" = ?l) }', 'write "市科技局"@zh'),
        ("SELECT ?m { ?m az:deadline 2023 }", "which 2023 may never match: compare az:due"),
        ("SELECT ?p { ?p schema:endDate ?d FILTER(?d <= 2023) }", "SUBSTR(STR(?d), 1, 4)"),
        ("SELECT ?m { ?m az:deadline ?d FILTER(?d <= 2023) }", "compare az:due, its last day"),
        ("SELECT ?m { ?m az:due ?d FILTER(?d <= 2023) }", "az:due has dates, which 2023 never matches"),
        ('SELECT ?m { ?m az:due "2023"^^xsd:gYear }', 'az:due has dates, which "2023" never matches'),
        ('SELECT ?m { ?m az:deadline ?d FILTER(?d = "2023") }', 'which "2023" may never match'),
        ('SELECT ?m { ?m az:deadline ?d FILTER(?d < "2023-01-01"^^xsd:date) }', "may be a year, a month or a day"),
        ('SELECT ?p { ?p schema:endDate "2023-12-31"^^xsd:date }', "schema:endDate has dates"),
        ("SELECT ?m { ?m az:due ?d FILTER(?d <= '2023-12-31') }", 'write "2023-12-31"^^xsd:date.'),
        ("SELECT ?u { ?u skos:prefLabel '市科技局'@cn }", "in the language “cn”; there are zh, en."),
        ("SELECT ?l { ?u rdfs:label ?l FILTER(LANG(?l) = 'zh-CN') }", "in the language “zh-CN”"),
        ("SELECT ?l { ?u rdfs:label ?l FILTER(LANGMATCHES(LANG(?l), 'chs')) }", "in the language “chs”"),
        (
            "PREFIX az: <http://w3id.org/aizone/ontology#> SELECT ?m { ?m a az:Measure }",
            "az: is declared as <http://w3id.org/aizone/ontology#>",
        ),
        (
            "SELECT ?m { id:unit/x az:leadUnit ?m }",
            "az:leadUnit leads from az:WorkItem to org:Organization: turn it round.",
        ),
        ("SELECT ?m { ?u a az:Unit ; az:supportUnit ?m }", "turn it round"),
        ("SELECT ?m { ?x az:servesGoal ?m . ?m a az:Measure }", "turn it round"),
        ("SELECT ?t { ?g a az:Goal ; az:target ?t }", "az:Contribution, not of az:Goal: did you mean az:hasTarget?"),
        ("SELECT ?u { ?t a az:Target ; az:unit ?u }", "az:unit is said of az:Assignment, not of az:Target."),
        ("SELECT ?u { ?m a az:Measure ; az:unit ?u }", "not of az:Measure: did you mean az:"),
    ],
)
def test_the_reason_is_told(text, said):
    assert len(lines(text)) == 1
    assert said in lines(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?u { ?u a az:Unit }",
        "SELECT ?x { ?x rdf:_1 ?y ; skos:topConceptOf ?z ; org:unitOf ?u ; rdfs:comment 'x' }",
        "SELECT ?x { ?x az:leadUnit ?u . ?u skos:prefLabel '合肥市科学技术局'@zh }",
        "SELECT ?x { ?x az:leadUnit ?u FILTER(STR(?u) = 'https://w3id.org/aizone/id/unit/x') }",
        'SELECT ?u { ?u skos:prefLabel "市科技局"@zh }',
        'SELECT ?u { ?u skos:prefLabel ?l FILTER(STR(?l) = "市科技局") }',
        'SELECT ?u { ?u skos:prefLabel ?l FILTER(LANG(?l) = "zh") }',
        'SELECT ?u { ?u az:asWritten "市科技局" }',
        'SELECT ?p { ?p schema:endDate "2023"^^xsd:gYear }',
        'SELECT ?m { ?m az:deadline ?d FILTER(SUBSTR(STR(?d), 1, 4) <= "2023") }',
        'SELECT ?m { ?m az:deadline "2023"^^xsd:gYear }',
        'SELECT ?m { ?m az:due ?d FILTER(?d <= "2023-12-31"^^xsd:date) }',
        "SELECT ?m { ?m az:rank 1 } # az:Uint",
        'SELECT ?m { ?m az:asWritten "az:Uint" }',
        "PREFIX az: <https://example.org/> SELECT ?u { ?u a az:Uint }",
        "SELECT ?p { id:plan/hefei-2020-2023 ?p ?o }",
        "SELECT ?m { ?m az:about/skos:broader* ?t ; az:partOf/az:servesGoal ?g }",
    ],
)
def test_a_query_without_such_a_fault_has_no_reason(text):
    assert lines(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "SELECT ?m { ?m az:leadUnit id:unit/hefei-science-and-technology-bureu }",
            "Nothing here has the address id:unit/hefei-science-and-technology-bureu:"
            " did you mean id:unit/hefei-science-and-technology-bureau?",
        ),
        ("SELECT ?o { <https://w3id.org/aizone/id/unit/qqq> ?p ?o }", "Nothing here has the address id:unit/qqq."),
        ("SELECT ?o { id:plan/hefei-2020-2023/3/1/1/m99 ?p ?o }", "id:plan/hefei-2020-2023/3/1/1/m99."),
        ("SELECT ?m { ?m az:about aztech:computer-visionn }", "did you mean aztech:computer-vision?"),
        ("SELECT ?m { VALUES ?u { <https://example.org/x> } ?m az:leadUnit ?u }", "address <https://example.org/x>."),
        (
            "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?n { ?u foaf:name ?n }",
            "<http://xmlns.com/foaf/0.1/name>.",
        ),
        (
            "SELECT ?p { GRAPH id:plan/hefei-2020-2032 { ?p a az:Plan } }",
            "id:plan/hefei-2020-2032 is not a graph of this workspace: did you mean id:plan/hefei-2020-2023?",
        ),
        (
            "SELECT ?p { GRAPH <https://example.org/g> { ?p a az:Plan } }",
            "<https://example.org/g> is not a graph of this workspace; a plan's address is that of its graph.",
        ),
    ],
)
def test_an_address_that_is_not_here_is_told_with_the_nearest_one(shipped, text, said):
    assert lines(text) == []
    (line,) = [reason.line(ENGLISH) for reason in reasons_for_no_rows(text, shipped.store)]
    assert said in line


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?m { ?m az:leadUnit id:unit/hefei-science-and-technology-bureau ; az:rank 99 }",
        "SELECT ?a { GRAPH id:plan/hefei-2020-2023 { ?a a az:Assignment ; az:rank 99 } }",
        'SELECT ?x { ?x az:rank ?n FILTER(xsd:integer(?n) > 99 && ?n = "3"^^<https://example.org/number>) }',
        "SELECT ?x { ?x az:leadUnit <unit/relative> }",
        "PREFIX x: <https://example.org/> SELECT ?x { ?x az:rank 99 }",
        r"SELECT ?x { ?x az:leadUnit id:unit\/x }",
    ],
)
def test_addresses_that_are_here_and_those_of_functions_and_datatypes_are_no_reason(shipped, text):
    assert reasons_for_no_rows(text, shipped.store) == []


def test_of_many_addresses_that_are_not_here_the_first_are_told_and_the_others_counted(shipped):
    text = f"SELECT ?m {{ ?m az:leadUnit ?u VALUES ?u {{ {' '.join(f'id:unit/q{n}q' for n in range(700))} }} }}"
    told = [reason.line(ENGLISH) for reason in reasons_for_no_rows(text, shipped.store)]
    assert all(f"id:unit/q{n}q" in line for n, line in enumerate(told[:5]))
    assert told[5:] == ["More addresses of the query that are not here: 45 at least."]


def test_an_address_outside_the_graphs_that_were_asked_is_told(shipped):
    text = "SELECT ?o { id:plan/yunjiang-2024-2026 ?p ?o }"
    asked = Dataset(("https://w3id.org/aizone/id/plan/hefei-2020-2023",))
    (reason,) = reasons_for_no_rows(text, shipped.store, asked)
    assert "is in this workspace, but not in the graphs that were asked" in reason.line(ENGLISH)
    assert (
        reasons_for_no_rows(text, shipped.store, Dataset(("https://w3id.org/aizone/id/plan/yunjiang-2024-2026",))) == []
    )


def test_a_server_that_fails_afterwards_takes_no_answer_away():
    class Gone:
        def statements(self, **_pattern):
            raise RemoteStoreError("http://127.0.0.1:1/", "cannot be reached.")

    assert reasons_for_no_rows("SELECT ?o { id:unit/x ?p ?o }", Gone()) == []


def test_no_question_of_the_library_has_one():
    for internal in (False, True):
        for question in queries.every(internal=internal):
            assert lines(question.sparql()) == [], question.name


def test_the_command_says_it_after_an_empty_answer(capsys):
    assert main(["--lang", "en", "query", "-e", 'SELECT ?u { ?u skos:prefLabel "市科技局" }']) == 0
    assert '"市科技局"@zh' in capsys.readouterr().err
    assert main(["--lang", "en", "query", "-e", "SELECT ?o { id:unit/qqq ?p ?o }"]) == 0
    assert "Nothing here has the address id:unit/qqq." in capsys.readouterr().err


@pytest.mark.parametrize("text", ["az:" * 10_000, '"' * 32_001, "<" * 32_000, "a-" * 16_000, "?d = " * 6_000])
def test_hostile_text_takes_no_more_time_than_its_length(text):
    with cpu_at_most(5):
        reasons_for_no_rows(text)


def test_links_are_the_object_properties_of_the_ontology():
    graph = rdflib.Graph().parse(ROOT / "ontology" / "aizone.ttl")
    stated = {
        str(node) for node in graph.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty) if node.startswith(AZ.base)
    }
    assert stated | {str(rdflib.RDF.type)} == _TO_ENTITIES


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?l { ?m az:leadUnit/skos:prefLabel ?l . ?m a az:Measure }",
        "SELECT ?m { id:unit/x ^az:leadUnit ?m }",
        "SELECT ?m { ?m a az:GovernmentUnit . ?x az:leadUnit ?m }",
        "SELECT ?m { ?x az:leadUnit ?g . ?g a az:UnitGroup }",
        "SELECT ?m { ?g a az:Goal , az:Clause ; az:rank ?m }",
        "SELECT ?l { ?x a az:Task ; az:servesGoal ?g . ?g a az:Goal FILTER(LANG(?l) = '') }",
        "PREFIX o: <https://w3id.org/aizone/ontology#> SELECT ?m { ?m a o:Measure }",
    ],
)
def test_a_property_in_its_place_and_a_prefix_of_ones_own_are_no_reason(text):
    assert lines(text) == []


def test_no_question_of_the_library_is_said_to_be_misplaced():
    for internal in (False, True):
        for question in queries.every(internal=internal):
            assert not [line for line in lines(question.sparql()) if "turn it round" in line or "is said of" in line]
