"""Cautions about queries that are answered: what they leave out, and the query that does not."""

import pytest

from aizone import queries
from aizone.i18n import translator
from aizone.queries.cautions import cautions

LEADS = "SELECT ?goal ?unit (COUNT(DISTINCT ?m) AS ?n) {{ ?m az:leadUnit ?unit ; {} ?goal FILTER NOT EXISTS {{ ?goal a az:Aim }} }} GROUP BY ?goal ?unit"


def test_goals_of_the_task_above_are_missed_and_the_mended_query_counts_as_the_library_does(shipped):
    text = LEADS.format("az:servesGoal")
    (found,) = cautions(text)
    assert text[found.start : found.end] == "az:servesGoal"
    assert "az:partOf?/az:partOf?/az:servesGoal" in found.line(translator("zh"))
    mended = found.fix.apply(text)
    assert mended == LEADS.format("az:partOf?/az:partOf?/az:servesGoal")
    assert cautions(mended) == []
    prefix = "PREFIX az: <https://w3id.org/aizone/ontology#> "
    counted = {(row[0], row[1]): row[2] for row in shipped.store.select(prefix + mended).rows}
    library = queries.select(shipped.store, "leads_per_goal")
    places = [library.columns.index(name) for name in ("goal", "unit", "leads")]
    assert counted == {(row[places[0]], row[places[1]]): row[places[2]] for row in library.rows}
    assert sum(int(n.value) for n in counted.values()) > sum(
        int(row[2].value) for row in shipped.store.select(prefix + text).rows
    )


@pytest.mark.parametrize(
    ("path", "right"),
    [
        (
            "<https://w3id.org/aizone/ontology#servesTarget>",
            "<https://w3id.org/aizone/ontology#partOf>?/<https://w3id.org/aizone/ontology#partOf>?/<https://w3id.org/aizone/ontology#servesTarget>",
        ),
        ("az:servesGoal/skos:prefLabel", "az:partOf?/az:partOf?/az:servesGoal/skos:prefLabel"),
    ],
)
def test_the_property_is_mended_as_it_is_written(path, right):
    text = LEADS.format(path)
    (found,) = cautions(text)
    assert found.fix.apply(text) == LEADS.format(right)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "SELECT ?t ?u { ?t a az:Task ; az:leadUnit ?u }",
            "SELECT ?t ?u { ?t a az:Task ; az:hasPart+/az:leadUnit ?u }",
        ),
        (
            "SELECT ?t ?u { ?t az:assignment/az:unit ?u . ?t rdf:type az:TaskArea }",
            "SELECT ?t ?u { ?t az:hasPart+/az:assignment/az:unit ?u . ?t rdf:type az:TaskArea }",
        ),
    ],
)
def test_owners_of_a_task_are_those_of_its_measures(shipped, text, right):
    (found,) = cautions(text)
    assert found.fix.apply(text) == right
    assert cautions(right) == []
    assert shipped.sparql(text).empty
    assert not shipped.sparql(right).empty


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?unit { ?t a az:Task . ?m az:partOf ?t ; az:leadUnit ?unit }",
        "SELECT ?unit { ?m a az:Measure ; az:leadUnit ?unit }",
        "SELECT ?t { ?t a az:Task FILTER NOT EXISTS { ?t az:hasPart/az:leadUnit ?u } }",
        "SELECT ?goal { ?area az:servesGoal ?goal }",
        "SELECT ?unit { ?m az:leadUnit ?unit # az:servesGoal\n}",
        "SELECT ?unit { ?m az:leadUnit ?unit ; az:partOf+ ?work . ?work az:servesGoal ?goal }",
        "SELECT ?unit { ?goal ^az:servesGoal ?m . ?m az:leadUnit ?unit }",
        'SELECT ?unit { ?m az:leadUnit ?unit ; skos:prefLabel "az:servesGoal" }',
    ],
)
def test_other_queries_are_left_alone(text):
    assert cautions(text) == []


def test_every_question_of_the_library_is_without():
    for internal in (False, True):
        for question in queries.library.every(internal=internal):
            assert [(question.name, one.line(translator("en"))) for one in cautions(question.sparql())] == []
