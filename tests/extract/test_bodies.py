"""Whom a plan of a place without a registry names, and whom its relative groups stand for."""

import pytest

from aizone.documents import read_bytes
from aizone.extract import Gazetteer, Knowledge, read_plan
from aizone.iri import BODIES_GRAPH, expand, plan_iri
from aizone.outline import parse_outline
from aizone.rdf import plan_slug, reading_quads
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry
from aizone.vocab import AZ, DCTERMS, RDF, SKOS

REGISTRY = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"), (SHIPPED_DATA / "units" / "china").glob("*.ttl"))
HEAD = "玉河市人民政府办公室\n2024年3月1日\n玉河市人工智能行动计划（2024—2026年）\n一、重点任务\n"


def read(body, head=HEAD):
    document = read_bytes((head + body).encode(), "plan.txt")
    return read_plan(parse_outline(document), Knowledge(REGISTRY, Gazetteer([]), Gazetteer([])))


def expanded(reading):
    return [
        fact.label
        for task in reading.tasks
        for measure in task.measures
        for fact in measure.assignments
        if fact.basis == "group"
    ]


def test_the_graph_describes_whom_no_registry_does():
    reading = read("（一）建设算力平台，服务企业发展。（责任单位：市科技局、国家发展改革委）\n")
    labels = {body.label for body in reading.bodies}
    assert labels == {
        "玉河市", "玉河市人民政府办公室", "玉河市科学技术局", "国家发展和改革委员会", "国务院", "中华人民共和国",
    }  # fmt: skip
    slug = plan_slug(reading)
    assert slug.startswith("plan-"), "the place's name is not in Latin letters"
    quads = reading_quads(reading, slug, keep_text=True)
    assert {quad.graph_name for quad in quads} == {plan_iri(slug), BODIES_GRAPH}
    unit = expand("id:unit/玉河市/玉河市科学技术局")
    said = {(quad.predicate, quad.object.value) for quad in quads if quad.subject == unit}
    assert (RDF.type, AZ.GovernmentUnit.value) in said
    assert (SKOS.prefLabel, "玉河市科学技术局") in said
    assert (SKOS.altLabel, "市科技局") in said
    assert (AZ.provisional, "true") in said
    assert (DCTERMS.spatial, expand("id:place/玉河市").value) in said
    ministry = expand("id:unit/china-national-development-and-reform-commission")
    assert not [quad for quad in quads if quad.subject == ministry and quad.predicate == AZ.provisional]


def test_plans_of_one_place_read_alike_whichever_comes_first(monkeypatch):
    monkeypatch.setattr("aizone.extract.knowledge._MOST_RESOLVERS", 2)
    bodies = {
        place: f"（一）建设算力平台，服务企业发展。（责任单位：{place}科技局、县财政局）\n"
        for place in ("青原县", "白水县", "长坪县")
    }
    heads = {place: HEAD.replace("玉河市", place) for place in bodies}
    shared = Knowledge(REGISTRY, Gazetteer([]), Gazetteer([]))
    for place in ("青原县", "白水县", "青原县", "长坪县", "白水县", "青原县"):
        document = read_bytes((heads[place] + bodies[place]).encode(), "plan.txt")
        reading = read_plan(parse_outline(document), shared)
        alone = read(bodies[place], heads[place])
        assert reading.tasks == alone.tasks
        assert reading.bodies == alone.bodies
        assert f"{place}财政局" in {body.label for body in reading.bodies}


def test_a_plan_of_a_registered_place_describes_no_body_again():
    reading = read("（一）建设算力平台，服务企业发展。（责任单位：市科技局）\n", HEAD.replace("玉河", "云江"))
    assert reading.bodies == ()
    assert plan_slug(reading) == "yunjiang-2024-2026"


def test_a_plan_of_a_place_of_the_base_registry_is_named_after_it():
    reading = read("（一）建设算力平台，服务企业发展。（责任单位：市科技局）\n", HEAD.replace("玉河", "芜湖"))
    assert plan_slug(reading).startswith("wuhu-2024-2026-")
    other = read(
        "（一）建设算力平台，服务企业发展。（责任单位：市科技局）\n",
        HEAD.replace("玉河", "芜湖").replace("行动", "工作"),
    )
    assert plan_slug(other) != plan_slug(reading)


def test_a_body_named_twice_in_a_list_is_assigned_once():
    reading = read("（一）建设算力平台，服务企业发展。（责任单位：市科技局、科技局）\n")
    quads = reading_quads(reading, "p", keep_text=True)
    assignments = [quad for quad in quads if quad.predicate == RDF.type and quad.object == AZ.Assignment]
    ranks = [quad for quad in quads if quad.predicate == AZ.rank]
    assert (len(assignments), len(ranks)) == (1, 1)


TASKS = "（一）建设算力平台，服务企业发展。（牵头单位：市科技局；责任单位：市财政局）\n（二）推进各项工作，加强协同配合。（责任单位：{}）\n"


@pytest.mark.parametrize(
    ("written", "members"),
    [
        ("各牵头单位", ["玉河市科学技术局"]),
        ("各责任单位", ["玉河市科学技术局", "玉河市财政局"]),
        ("各成员单位", []),
    ],
)
def test_relative_groups(written, members):
    reading = read(TASKS.format(written))
    assert expanded(reading) == members
    codes = [issue.code for issue in reading.issues]
    assert ("group-members-unknown" in codes) == (not members)


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("成员单位包括市科技局、市公安局等。", ["玉河市科学技术局", "玉河市公安局"]),
        ("成员单位：市科技局，市发展和改革委员会。", ["玉河市科学技术局", "玉河市发展和改革委员会"]),
        ("建立工作专班，由市科技局、市公安局和市民政局组成。", ["玉河市科学技术局", "玉河市公安局", "玉河市民政局"]),
        ("建立联席会议制度，由市发展和改革委员会及市公安局组成。", ["玉河市发展和改革委员会", "玉河市公安局"]),
        ("由有关部门组成。", []),
        ("成员单位包括相关部门。", []),
        ("成员单位包括市科技局、市公安局。成员单位包括市民政局。", []),
    ],
)
def test_members_are_whom_the_text_lists(sentence, members):
    body = TASKS.format("各成员单位") + f"（三）加强组织领导，形成合力。{sentence}\n"
    assert expanded(read(body)) == members


def test_the_cities_of_a_province_take_part():
    head = HEAD.replace("玉河市", "安徽省").replace("办公室", "办公厅")
    reading = read("（一）建设算力平台，服务企业发展。（责任单位：省科技厅、各市人民政府）\n", head)
    assert len(expanded(reading)) == 16
    group = expand("id:unit-group/anhui/各市人民政府")
    assert group in {body.iri for body in reading.bodies}
