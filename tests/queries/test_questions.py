import re

import pyoxigraph as ox
import pytest

from aizone import queries
from aizone.errors import AmbiguousNameError, UnknownNameError, UsageError
from aizone.names.known import KnownNames
from aizone.names.resolve import resolve
from aizone.queries.records import KnownUnit
from aizone.store import OxigraphStore
from aizone.vocab import AZ, AZROLE, PREFIXES, RDF, RDFS, SKOS

ARGUMENTS = {
    "duties_of_unit": {"unit": "市科技局"},
    "owners_of_item": {"item": "id:plan/hefei-2020-2023/3/1/1"},
    "partners_of_unit": {"unit": "市科技局"},
    "shared_items": {"unit": "市科技局", "other": "市发改委"},
    "measures_about": {"concept": "智能语音"},
    "connected_to": {"node": "id:plan/hefei-2020-2023/3/1/1"},
    "measures_of_entity": {"entity": "中国声谷"},
    "evidence_of": {"fact": "id:plan/hefei-2020-2023/3/1/1/m1"},
}


@pytest.mark.parametrize("question", list(queries.every()), ids=lambda question: question.name)
def test_each_question_is_documented(question):
    assert set(question.title) == {"zh", "en"}
    assert question.columns
    for param in question.params:
        assert set(param.description) == {"zh", "en"}
        assert (
            param.name == "groups" or f"?{param.name}" in question.sparql().split("SELECT", 1)[1].split("WHERE", 1)[0]
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", queries.names())
def test_each_question_answers_on_the_shipped_data(shipped, name, lang):
    rows = shipped.select(name, lang=lang, **ARGUMENTS.get(name, {}))
    assert rows.columns == queries.load(name).columns
    assert len(rows)


@pytest.mark.parametrize("name", queries.names())
def test_no_row_is_given_twice(shipped, name):
    """Counts that are kept apart for each plan say of which plan they are."""
    rows = shipped.select(name, **ARGUMENTS.get(name, {})).values()
    assert len(set(rows)) == len(rows)


def test_counts_of_several_plans_stay_apart():
    store = OxigraphStore()
    unit, topic, schemes = ox.NamedNode("x:unit"), ox.NamedNode("x:topic"), ox.NamedNode("x:schemes")
    store.replace_graph(schemes, [ox.Quad(topic, RDF.type, AZ.Technology, schemes)])
    for plan, measures in ((ox.NamedNode("x:p1"), 1), (ox.NamedNode("x:p2"), 2)):
        quads = []
        for number in range(measures):
            item, lead = ox.NamedNode(f"{plan.value}/m{number}"), ox.NamedNode(f"{plan.value}/m{number}/lead")
            quads += [ox.Quad(item, AZ.about, topic, plan), ox.Quad(lead, AZ.workItem, item, plan)]
            quads += [ox.Quad(lead, AZ.unit, unit, plan), ox.Quad(lead, AZ.role, AZROLE.lead, plan)]
        store.replace_graph(plan, quads)
    for name, count in (("leads_per_unit", "leads"), ("topics", "measures")):
        rows = queries.select(store, name).dicts()
        assert [(row["plan"], row[count]) for row in rows] == [("x:p2", 2), ("x:p1", 1)]


def test_there_are_enough_questions():
    assert len(queries.names()) >= 16


def test_every_parameter_narrows_the_answer(shipped):
    for question in queries.every():
        if "plan" not in {param.name for param in question.params}:
            continue
        arguments = ARGUMENTS.get(question.name, {})
        every = len(shipped.select(question.name, **arguments))
        each = [len(shipped.select(question.name, plan=slug, **arguments)) for slug in shipped.plan_slugs()]
        assert sum(each) >= every >= max(each), question.name
        assert min(each) < every, question.name


def test_the_first_plans_numbers(shipped):
    leads = shipped.query("leads_per_unit", plan="hefei-2020-2023")
    assert int(leads["leads"].sum()) == 56
    assert leads.iloc[0]["unit_label"] == "合肥市科学技术局"
    assert [row["path"] for row in shipped.select("tasks_without_lead", plan="hefei-2020-2023").dicts()] == ["四/(一)"]
    duties = shipped.query("duties_of_unit", unit="市科技局")
    assert (duties["role"] == "azrole:lead").sum() == 18
    assert str(duties["rank"].dtype) == "Int64"
    assert str(duties["role"].dtype) == "category"


def test_labels_follow_the_language_and_fall_back(shipped):
    chinese = shipped.query("plans", lang="zh")["plan_label"].tolist()
    english = shipped.query("plans", lang="en")["plan_label"].tolist()
    assert "合肥建设国家新一代人工智能创新发展试验区实施方案(2020-2023年)" in chinese
    assert all(name.isascii() or "–" in name for name in english)


def test_wrong_calls_say_what_to_do(shipped):
    with pytest.raises(UnknownNameError, match="duties_of_unit"):
        shipped.select("duties_of_units")
    with pytest.raises(UsageError, match="needs unit="):
        shipped.select("duties_of_unit")
    with pytest.raises(UsageError, match="It takes: unit, plan"):
        shipped.select("duties_of_unit", unit="市科技局", colour="red")
    with pytest.raises(UnknownNameError, match="合肥市科学技术局"):
        shipped.select("duties_of_unit", unit="合肥市科学技局")


def test_a_real_unit_comes_before_an_examples(shipped):
    found = shipped.find("市科技局", "az:Unit")
    assert [(match.label, match.fictional) for match in found] == [
        ("合肥市科学技术局", False),
        ("云江市科学技术局", True),
    ]


def test_names_paths_slugs_and_iris_mean_the_same(shipped):
    wanted = "https://w3id.org/aizone/id/unit/hefei-science-and-technology-bureau"
    written = ["市科技局", "合肥市科学技术局", "合肥市 科学技术局", "hefei-science-and-technology-bureau",
               "id:unit/hefei-science-and-technology-bureau", wanted]  # fmt: skip
    assert {shipped.find(text, "az:Unit")[0].iri.value for text in written} == {wanted}


def test_a_path_of_a_real_plan_comes_before_an_examples(shipped):
    rows = shipped.select("owners_of_item", item="三/一/1")
    assert {str(row["item"]) for row in rows.dicts()} == {"https://w3id.org/aizone/id/plan/hefei-2020-2023/3/1/1"}


def test_a_name_that_two_real_things_share_is_ambiguous(tmp_path):
    path = tmp_path / "twins.ttl"
    path.write_text(
        """@prefix az: <https://w3id.org/aizone/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://w3id.org/aizone/id/unit/a> a az:GovernmentUnit ; skos:prefLabel "甲市民政局"@zh ; skos:altLabel "市民政局"@zh .
        <https://w3id.org/aizone/id/unit/b> a az:GovernmentUnit ; skos:prefLabel "乙市民政局"@zh ; skos:altLabel "市民政局"@zh .
        """,
        "utf-8",
    )
    store = OxigraphStore()
    store.bulk_load([(path, None)])
    with pytest.raises(AmbiguousNameError, match=r"甲市民政局.*乙市民政局.*Write the full name"):
        resolve(KnownNames(store), "市民政局", "az:Unit", where="unit=")


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "合肥市科学技术局"), ("en", "Hefei Municipal Bureau of Science and Technology")]
)
def test_the_query_to_start_from_runs(shipped, lang, name):
    first = shipped.store.select(queries.example(lang)).dicts()[0]
    assert (first["name"], first["leads"]) == (name, 18)


def test_a_unit_without_a_place_is_listed_once():
    graph, store = ox.NamedNode("x:g"), OxigraphStore()
    unit = ox.NamedNode("x:a")
    store.replace_graph(
        graph,
        [
            ox.Quad(AZ.GovernmentUnit, RDFS.subClassOf, AZ.Unit, graph),
            *(ox.Quad(node, RDF.type, AZ.GovernmentUnit, graph) for node in (unit, ox.NamedNode("x:b"))),
            *(
                ox.Quad(node, SKOS.prefLabel, ox.Literal("甲", language="zh"), graph)
                for node in (unit, ox.NamedNode("x:b"))
            ),
        ],
    )
    found = queries.answers(store, "known_units", KnownUnit)
    assert [(row.unit, row.place, row.place_label) for row in found] == [("x:a", None, ""), ("x:b", None, "")]


def test_what_is_given_is_where_the_engine_begins(shipped):
    plan, fact = (ox.NamedNode(f"https://w3id.org/aizone/id/plan/hefei-2020-2023{end}") for end in ("", "/3/1/1/m1"))
    given = f"VALUES ?fact {{ {fact} }}"
    text = queries.load("evidence_of").sparql(given={"fact": fact})
    assert text.index("GRAPH ?plan") < text.index(given) < text.index("?passage")
    text = queries.load("work_items").sparql(given={"plan": plan})
    assert text.index("WHERE {") < text.index(f"VALUES ?plan {{ {plan} }}") < text.index("GRAPH")
    assert "VALUES ?x" not in queries.load("work_items").sparql(given={"x": ox.BlankNode()})


def test_a_text_that_is_given_cannot_end_the_question():
    hostile = ox.Literal('" } } ; DROP ALL #')
    text = queries.load("work_items").sparql(given={"plan": hostile})
    assert f"VALUES ?plan {{ {hostile} }}" in text
    assert ox.Store().query(text, prefixes=dict(PREFIXES)) is not None


AS_WRITTEN = {"as_written", "exact", "owner_list", "path", "number", "message", "unit_text"}
"""Columns that hold words and numbers of the plan itself; a unit of measure is said in English where it is shown."""


@pytest.mark.parametrize(
    "question",
    [one for one in queries.every() if not any(param.required for param in one.params)],
    ids=lambda one: one.name,
)
def test_an_answer_in_english_has_no_chinese_but_the_plans_own_words(shipped, question):
    rows = queries.select(shipped.store, question.name, lang="en").dicts()
    chinese = {
        column
        for row in rows
        for column, value in row.items()
        if isinstance(value, str) and not isinstance(value, ox.NamedNode) and re.search("[\u4e00-\u9fff]", value)
        if not value.startswith("https://")
    }
    assert chinese <= AS_WRITTEN
