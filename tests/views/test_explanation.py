"""The reasons of one measure, for a person who checks it."""

import pytest

from aizone.documents import read_bytes
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.readings import Correction, quote_of
from aizone.verdicts.rereading import apply_corrections
from aizone.views.intake.explanation import explain_measure, explain_reading

PLAN = """云江市人民政府
2024年3月1日
云江市人工智能行动计划（2024—2026年）
一、主要目标
到2026年，培育企业50家以上。
二、重点任务
（一）夯实底座。建成算力平台5个，单个补助最高20万元。（责任单位：市科技局、各开发区管委会；2025年12月底前完成）
"""


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped, explain=True)


@pytest.fixture(scope="module")
def reading(knowledge):
    return read(read_bytes(PLAN.encode(), "plan.txt"), knowledge)


def test_each_fact_of_a_measure_has_its_rules_and_their_words(reading):
    measure = explain_measure(reading, 0, 0, "en")
    assert (measure.path, measure.heading, measure.clause) == ("二/(一)", "夯实底座", 1)
    assert [line.rule for line in measure.owner_list] == ["list-in-bracket"]
    assert [(line.rule, line.exact) for line in measure.left_out] == [("not-subsidy-ceiling", "20万元")]
    owner, group, *members = [fact for fact in measure.facts if fact.kind == "owner"]
    assert [(line.rule, line.exact) for line in owner.reasons[1:]] == [
        ("label-responsible", "责任单位："),
        ("name-exact", "市科技局"),
    ]
    assert owner.reasons[1].sentence == "A label before the names says that they are responsible."
    assert owner.result == "云江市科学技术局 · responsible · written in the owner list"
    assert {line.reasons[-1].rule for line in members} == {"group-registered"}
    assert all(line.reasons[-1].exact == group.title for line in members)
    (due,) = [fact for fact in measure.facts if fact.kind == "deadline"]
    assert (due.result, due.reasons[0].rule) == ("2025-12", "deadline-alone")
    (target,) = [fact for fact in measure.facts if fact.kind == "target"]
    assert (target.reasons[0].rule, target.reasons[0].exact) == ("stated-by-verb", "建成")


def test_goals_come_first_and_words_are_in_the_reader_s_language(reading):
    parts = explain_reading(reading, "zh")
    assert [part.clause for part in parts] == [None, 1]
    assert parts[0].facts[0].reasons[-1].sentence == "段中写明“到某年”，一直适用到此处。"
    assert [PLAN[line.start : line.end] for line in parts[1].owner_list] == [parts[1].owner_list[0].exact]


def test_what_a_person_decided_says_so(reading, knowledge):
    quote = quote_of(reading, reading.tasks[0].measures[0])
    made = Attribution("李敏", "2026-11-20T09:30:00")
    correction = Correction("role", quote, "市科技局", made, "lead")
    done = apply_corrections(reading, [correction], knowledge.registry)
    owner = explain_measure(done.reading, 0, 0, "en").facts[0]
    assert [line.sentence for line in owner.reasons] == ["A person decided this."]
