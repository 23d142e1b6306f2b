"""Compact IRIs pasted from answers into queries."""

import pytest

from aizone.iri import ID, expand
from aizone.store.curies import write_out_ids
from aizone.workspace import Workspace
from tests.bounds import cpu_at_most


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{ id:plan/a/3/1/1 ?p ?o }", "{ <ID/plan/a/3/1/1> ?p ?o }"),
        ("{ ?s ?p id:plan/a.}", "{ ?s ?p <ID/plan/a>.}"),
        ("{ ?s ?p id:unit/a, id:unit/b; ?q id:unit/c }", "{ ?s ?p <ID/unit/a>, <ID/unit/b>; ?q <ID/unit/c> }"),
        ("FILTER(?x = id:unit/a)", "FILTER(?x = <ID/unit/a>)"),
        ("FILTER(?x IN (id:unit/a,id:unit/b))", "FILTER(?x IN (<ID/unit/a>,<ID/unit/b>))"),
        ("{ id:enterprise/hefei/大众汽车集团(中国) ?p ?o }", "{ <ID/enterprise/hefei/大众汽车集团(中国)> ?p ?o }"),
        ("{ id:platform/a%20b ?p ?o }", "{ <ID/platform/a%20b> ?p ?o }"),
        (r"{ id:unit\/a ?p ?o }", "{ <ID/unit/a> ?p ?o }"),
        ("{ ?s ?p 'id:unit/a' }", None),
        ('{ ?s ?p "say \\"id:unit/a\\"" }', None),
        ('{ ?s ?p """a\nid:unit/a""" }', None),
        ("{ ?s ?p <x:id:unit/a> }", None),
        ("{ ?s ?p ?o } # id:unit/a", None),
        ("{ ?s eli:id_local ?id . ?s grid:unit ?o }", None),
        ("PREFIX id: <https://example.org/> SELECT * { id:unit ?p ?o }", None),
    ],
)
def test_only_our_own_names_outside_strings_iris_and_comments_are_written_out(text, wanted):
    assert write_out_ids(text) == (text if wanted is None else wanted.replace("ID/", ID))


def test_every_compact_iri_of_an_answer_can_be_pasted_into_a_query(shipped):
    for question, column in (("work_items", "item"), ("units", "unit"), ("platforms_by_unit", "platform")):
        rows = shipped.query(question)
        for curie in set(rows[column]):
            asked = f"SELECT ?label {{ {curie} skos:prefLabel ?label FILTER(LANG(?label) = 'zh') }}"
            assert len(shipped.sparql(asked)) == 1, curie


def test_prefixes_of_ours_need_no_declaration_anywhere(shipped):
    asked = "SELECT ?m FROM <https://w3id.org/aizone/id/plan/hefei-2020-2023> { ?m az:partOf id:plan/hefei-2020-2023/3/1/1 }"
    assert isinstance(shipped, Workspace)
    named = set(shipped.sparql(asked)["m"])
    assert named == set(
        shipped.sparql(asked.replace("FROM <https://w3id.org/aizone/id/plan/hefei-2020-2023>", ""))["m"]
    )
    assert named
    assert {expand(node).value for node in named} == {
        f"{ID}plan/hefei-2020-2023/3/1/1/m{number}" for number in range(1, len(named) + 1)
    }


def test_a_declared_prefix_wins(shipped):
    asked = "PREFIX az: <https://example.org/> SELECT ?m { ?m a az:Measure }"
    assert shipped.sparql(asked).empty


@pytest.mark.parametrize("text", ["a-" * 200_000 + " id:x", "id:a(" * 50_000, "id:" * 50_000, "id:a/" + "(b" * 50_000])
def test_hostile_text_takes_no_more_than_its_length(text):
    with cpu_at_most(5):
        write_out_ids(text)
