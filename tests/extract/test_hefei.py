"""The first plan, read again from its text when that lies beside the checkout."""

import csv
from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import Quad

from aizone.exports.contract import to_contract
from aizone.iri import path_slug
from aizone.rdf import to_nquads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import plans_of_file
from aizone.store.seal import unsealed
from aizone.vocab import AZ, RDFS, SKOS
from tests.conftest import HEFEI, ROOT, needs_shared

pytestmark = needs_shared


@pytest.fixture(scope="module")
def plan(shipped):
    (plan,) = plans_of_file(HEFEI, load_knowledge(shipped), shipped)
    return replace(plan, text_held=False)


@pytest.fixture(scope="module")
def contract(plan):
    return to_contract(plan.reading)


def assignments(contract):
    return [fact for task in contract["tasks"] for measure in task["measures"] for fact in measure["assignments"]]


def written(contract):
    return [fact for fact in assignments(contract) if fact["basis"] not in {"group", "blanket"}]


def test_the_shipped_graph_is_what_reading_gives(plan, shipped):
    """Of measures with a label by hand in the summaries, that label."""
    graph = unsealed((ROOT / "data" / "plans" / "hefei-2020-2023.nq").read_bytes())
    assert plan.slug == "hefei-2020-2023"
    by_hand = shipped.labels_by_hand(plan.slug)
    read = {
        Quad(quad.subject, quad.predicate, by_hand[quad.subject], quad.graph_name)
        if quad.predicate in (SKOS.prefLabel, RDFS.label) and quad.subject in by_hand
        else quad
        for quad in plan.quads
    }
    assert to_nquads(read) == graph


def test_metadata(contract):
    assert contract["plan"]["title"] == "合肥建设国家新一代人工智能创新发展试验区实施方案(2020-2023年)"
    assert contract["plan"]["issuer"] == "合肥市人民政府"
    assert contract["plan"]["issued"] == "2020-05-19"
    assert (contract["plan"]["start"], contract["plan"]["end"], contract["plan"]["number"]) == (2020, 2023, None)
    assert [cited["number"] for cited in contract["plan"]["cited"]] == [
        "国科函规〔2019〕185号",
        "合*办〔2019〕14号",
        None,
    ]
    assert contract["plan"]["cited"][-1]["title"] == "新一代人工智能发展规划"  # without 《》


def test_structure(contract):
    paths = [task["path"] for task in contract["tasks"]]
    assert len(contract["areas"]) == 5
    assert Counter(path.split("/")[0] for path in paths) == {"三": 24, "四": 4}
    assert sum(len(task["measures"]) for task in contract["tasks"]) == 57
    assert all(measure["owners"] for task in contract["tasks"] for measure in task["measures"])
    assert max(len(task["measures"]) for task in contract["tasks"]) == 6


def test_a_damaged_heading_is_mended_and_the_original_kept(contract, plan):
    (task,) = [task for task in contract["tasks"] if task["path"] == "四/(二)"]
    assert task["heading"] == "强化政策扶持"
    said = {
        quad.object.value
        for quad in plan.quads
        if quad.subject.value.endswith("/hefei-2020-2023/4/2") and quad.predicate in {SKOS.prefLabel, AZ.asWritten}
    }
    assert said == {"强化政策扶持", "强化*策扶持"}


def test_owners(contract):
    facts = written(contract)
    assert len(facts) == 159
    assert {fact["kind"] for fact in facts} == {"unit", "group"}
    assert len({fact["unit"] for fact in facts if fact["kind"] == "unit"}) == 32
    assert {fact["label"] for fact in facts if fact["kind"] == "group"} == {
        "各县（市）区人民政府",
        "各开发区管委会",
        "各牵头单位",
    }
    assert contract["issues"] == []


def test_first_listed_units_lead_by_inference(contract):
    leads = [fact for fact in written(contract) if fact["role"] == "lead"]
    assert len(leads) == 56  # one list names only a collective owner
    assert Counter((fact["basis"], fact["rank"]) for fact in leads) == {("order", 1): 46, ("sole", 1): 10}
    assert {fact["role"] for fact in written(contract) if fact["rank"] > 1} == {"responsible"}


def test_the_lead_units_are_those_of_the_demonstrations(contract):
    expected = {
        fact["unit"]
        for task in contract["tasks"]
        if task["path"].startswith("三/(三)/")
        for measure in task["measures"]
        for fact in measure["assignments"]
        if fact["role"] == "lead"
    }
    task = next(task for task in contract["tasks"] if task["path"] == "四/(一)")
    members = {fact["unit"] for fact in task["measures"][1]["assignments"] if fact["basis"] == "group"}
    assert members == expected
    assert len(members) == 10


def test_groups_are_expanded(contract):
    expanded = Counter(fact["group"].rsplit("/", 1)[-1] for fact in assignments(contract) if fact["group"])
    assert expanded["hefei-county-level-governments"] == 9 * 11
    assert expanded["hefei-development-zone-committees"] == 4 * 11


def test_goals_and_targets(contract):
    overall, *goals = contract["goals"]
    assert (overall["path"], overall["overall"], overall["targets"]) == ("二", True, [])
    assert [len(goal["targets"]) for goal in goals] == [5, 1, 1, 2]
    aims = [(goal["path"], aim["label"], aim["period"]) for goal in goals for aim in goal["aims"]]
    assert aims == [
        ("二/(三)", "一批科技型中小企业", "year"),
        ("二/(四)", "每年举办具有较大影响力的会议或赛事", "year"),
        ("二/(四)", "培育和集聚一大批高水平领军人才和创新团队", "total"),
    ]
    numbers = [
        (target["metric"], target["min"], target["max"], target["unit"], target["period"])
        for goal in contract["goals"]
        for target in goal["targets"]
    ]
    assert ("授权发明专利", 50, None, "项", "year") in numbers
    assert ("人工智能创新平台", 5, 8, "个", "total") in numbers
    assert [low for _metric, low, _high, _unit, _period in numbers] == [2, 50, 1, 30, 1, 1, 1, 4, 5]
    scopes = [target["scope"] for goal in contract["goals"] for target in goal["targets"]]
    assert scopes == [
        *["人工智能领域"] * 2,
        *["智能语音领域"] * 3,
        "智能制造、教育、交通、大健康、公共安全、社会治理等领域",
        *[None] * 3,
    ]
    first, second = goals[:2]
    concepts = [[iri.rsplit("/", 1)[-1] for iri in target["scope_concepts"]] for target in first["targets"]]
    assert concepts == [["artificial-intelligence"]] * 2 + [["speech"]] * 3
    assert len(second["targets"][0]["scope_concepts"]) == 6
    assert [target["part_of"] for target in first["targets"]] == [None, None, 1, 2, None]
    assert goals[2]["targets"][0]["metric"] == "人工智能细分领域的龙头企业"
    assert not [measure["targets"] for task in contract["tasks"] for measure in task["measures"] if measure["targets"]]


def test_areas_serve_goals(contract):
    served = {area["path"]: [link["goal"] for link in area["serves_goal"]] for area in contract["areas"]}
    assert served == {
        "三/(一)": ["二/(一)"],
        "三/(二)": ["二/(一)"],
        "三/(三)": ["二/(二)"],
        "三/(四)": ["二/(三)"],
        "三/(五)": ["二/(四)"],
    }


def test_every_measure_has_a_topic(contract):
    assert all(measure["topics"] for task in contract["tasks"] for measure in task["measures"])


def test_mentions_against_the_list_made_by_hand(contract):
    with (ROOT / "tests" / "golden" / "hefei-mentions.tsv").open(encoding="utf-8") as stream:
        golden = {tuple(row) for row in list(csv.reader(stream, delimiter="\t"))[1:]}
    found = {
        (path_slug(task["path"]), str(measure["clause"]), mention["type"], mention["label"], mention["relation"])
        for task in contract["tasks"]
        for measure in task["measures"]
        for mention in measure["mentions"]
    }
    assert len(found & golden) / len(golden) >= 0.95
    assert len(found & golden) / len(found) >= 0.93


def test_mentions_outside_of_measures(contract):
    zone, centre = "合肥国家新一代人工智能创新发展试验区", "合肥综合性国家科学中心"
    named = {passage["path"]: [mention["label"] for mention in passage["mentions"]] for passage in contract["passages"]}
    assert named == {
        None: [zone, zone],
        "一": ["新一代人工智能发展规划", centre],
        "二": [zone],
        "三/(一)": [centre],
    }


def test_the_pilot_zone_is_what_measures_are_about(contract):
    named = {
        (task["path"], measure["clause"], mention["relation"])
        for task in contract["tasks"]
        for measure in task["measures"]
        for mention in measure["mentions"]
        if mention["entity"] and mention["entity"].endswith("/national-ai-pilot-zone")
    }
    assert named == {("四/(一)", 1, "reliesOn"), ("四/(三)", 1, "supports"), ("四/(四)", 4, "supports")}


def test_every_offset_quotes_its_words(contract, plan):
    text = plan.reading.document.text

    def walk(value):
        if isinstance(value, dict):
            if value.get("exact") is not None:
                assert text[value["start"] : value["end"]] == value["exact"]
            if "written" in value and "rank" in value:
                assert text[value["start"] : value["end"]] == value["written"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(contract)


def test_no_sentence_of_the_plan_is_in_what_ships(plan):
    text = plan.reading.document.text
    shipped = (ROOT / "data" / "plans" / "hefei-2020-2023.nq").read_text("utf-8")
    names = {section.heading.of(text) for section in plan.reading.outline.walk()}
    for section in plan.reading.outline.walk():
        for span in section.body:
            for sentence in span.of(text).split("。"):
                owners_only = sentence.startswith("(责任单位")  # owner lists are facts and may ship
                if len(sentence) > 40 and sentence not in names and not owners_only:
                    assert sentence not in shipped
