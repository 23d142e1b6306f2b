"""Named things outside of measures: in the head, the opening chapter, goals, and the openings of parts."""

import pytest
from pyoxigraph import NamedNode

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.extract.mentions.gazetteer import Gazetteer, GazetteerEntry
from aizone.extract.mentions.own_object import find_own_object, short_mentions
from aizone.model import TextSpan
from aizone.rdf import reading_quads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.vocab import AZ

PLAN = """云江市人民政府
2024年3月1日
云江市人工智能行动计划（2024—2026年）
依托云江声谷，制定本计划。
一、总体要求
落实国家新型城镇化发展规划，发挥云江智算中心作用。
二、主要目标
（一）平台。建成云江教育大数据平台，每年培养人才100名以上。
三、重点任务
（一）夯实底座
围绕云江综合性科学中心布局。
1.建设平台。建设云江算力平台。（责任单位：市科技局）
2.建设基地。建设云江产业基地。（责任单位：市科技局）
"""
ZONE = GazetteerEntry(NamedNode("https://w3id.org/aizone/id/park/x/zone"), "Park", "云江国家人工智能创新发展试验区")
KNOWN = Gazetteer([(ZONE.label, ZONE)])


@pytest.fixture(scope="module")
def reading(shipped):
    return read(read_bytes(PLAN.encode(), "plan.txt"), load_knowledge(shipped, explain=True))


def test_names_are_read_outside_of_measures_too(reading):
    passages = to_contract(reading)["passages"]
    named = {one["path"]: [(mention["label"], mention["relation"]) for mention in one["mentions"]] for one in passages}
    assert named == {
        "一": [("国家新型城镇化发展规划", "reliesOn"), ("云江智算中心", "reliesOn")],
        "二/(一)": [("云江教育大数据平台", "delivers")],
    }


def test_a_title_without_marks_is_cited_by_the_plan(reading):
    assert [cited.title for cited in reading.plan.cited] == ["国家新型城镇化发展规划"]
    (why, *_others) = reading.passages[0].mentions[0].why
    assert why.rule == "mention-bare-title"


def test_a_mention_belongs_to_its_work_item_or_to_its_clause(reading):
    quads = reading_quads(reading, "plan", keep_text=True)
    holders = {
        quad.object.value.rsplit("/plan/plan", 1)[1]: quad.predicate
        for quad in quads
        if quad.predicate in {AZ.workItem, AZ.mentionedIn} and "/mention/" in quad.subject.value
    }
    assert holders == {
        "": AZ.mentionedIn,
        "/1": AZ.mentionedIn,
        "/2/1": AZ.mentionedIn,
        "/3/1/1/m1": AZ.workItem,
        "/3/1/2/m1": AZ.workItem,
    }


def short(text):
    own = find_own_object(TextSpan.whole("云江国家人工智能创新发展试验区建设实施方案"), KNOWN)
    return [
        (mention.entity, mention.relation) for mention in short_mentions(TextSpan.whole(text), own, [], explain=True)
    ]


def test_the_short_word_means_the_plans_object():
    assert short("提升试验区产业发展的影响力") == [(ZONE.iri, "supports")]
    assert short("加强试验区建设任务的监测，为试验区提供支撑") == [(ZONE.iri, "supports"), (ZONE.iri, "supports")]
    own = find_own_object(TextSpan.whole("云江国家人工智能创新发展试验区实施方案"), KNOWN)
    (mention,) = short_mentions(TextSpan.whole("提升试验区影响力"), own, [], explain=True)
    assert [why.rule for why in mention.why] == ["mention-own-object", "relation-verb"]


@pytest.mark.parametrize("text", ["支持建设自动驾驶试验区", "推广自贸试验区经验"])
def test_another_zone_is_not_the_plans_object(text):
    assert short(text) == []


@pytest.mark.parametrize("title", ["云江市人工智能行动计划", "支持云江国家人工智能创新发展试验区企业的若干政策"])
def test_a_plan_whose_title_names_no_object_has_none(title):
    assert find_own_object(TextSpan.whole(title), KNOWN) is None


def test_a_short_title_is_the_document_it_is_short_for(shipped):
    text = PLAN.replace(
        "建设云江产业基地。", "公布《云江市服务事项通用目录》（以下简称《通用目录》）。严格执行《通用目录》。"
    )
    reading = read(read_bytes(text.encode(), "plan.txt"), load_knowledge(shipped))
    (measure,) = reading.tasks[1].measures
    assert {mention.label for mention in measure.mentions} == {"云江市服务事项通用目录"}
    assert [cited.title for cited in reading.plan.cited] == ["云江市服务事项通用目录", "国家新型城镇化发展规划"]
