"""Corrections of a reading: found again by content, applied, reported when their words are gone."""

import random

import pytest
from msgspec.structs import replace

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.iri import expand
from aizone.rdf import reading_quads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.quote import Quote
from aizone.verdicts.readings import Correction, in_force, quote_of
from aizone.verdicts.rereading import apply_corrections

HEAD = "云江市人民政府\n2024年3月1日\n云江市人工智能行动计划（2024—2026年）\n一、重点任务\n"
BODY = """（一）算力。建设云江算力平台，服务企业发展。（责任单位：市科技局、市公安局）
（二）数据。整理公共数据，按季公布目录。（牵头单位：市数据局；责任单位：市科技局）
（三）场景。开放港口场景，每年发布清单。（市科技局负责）
（四）人才。培养人工智能人才，办好实训班。（市科技局负责）
（五）宣传。讲好人工智能的故事，办好开放日。
"""
SCIENCE = expand("id:unit/yunjiang-science-and-technology-bureau")
POLICE = expand("id:unit/yunjiang-public-security-bureau")


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


@pytest.fixture(scope="module")
def read_text(knowledge):
    return lambda body, head=HEAD: read(read_bytes((head + body).encode(), "plan.txt"), knowledge)


@pytest.fixture(scope="module")
def reading(read_text):
    return read_text(BODY)


def measure(reading, task=0, index=0):
    return reading.tasks[task].measures[index]


def correction(reading, kind, written, task=0, when="2026-01-02T03:04:05Z", **values):
    return Correction(kind, quote_of(reading, measure(reading, task)), written, Attribution("tester", when), **values)


def facts(reading):
    return [
        [(fact.written, fact.role, fact.basis) for fact in one.assignments]
        for task in reading.tasks
        for one in task.measures
    ]


def test_a_role_is_a_persons_and_says_so(reading, knowledge):
    done = apply_corrections(reading, [correction(reading, "role", "市科技局", role="lead")], knowledge.registry)
    assert len(done.applied) == 1
    assert facts(done.reading)[0] == [("市科技局", "lead", "decision"), ("市公安局", "responsible", "explicit")]
    assert facts(done.reading)[1:] == facts(reading)[1:], "the same name in other lists stays"
    first = to_contract(done.reading)["tasks"][0]["measures"][0]["assignments"][0]
    assert (first["role"], first["basis"]) == ("lead", "decision")


def test_what_is_no_owner_goes(reading, knowledge):
    done = apply_corrections(reading, [correction(reading, "not-owner", "市公安局")], knowledge.registry)
    assert [name for name, _role, _basis in facts(done.reading)[0]] == ["市科技局"]


def test_a_missing_owner_comes_in_with_its_unit(reading, knowledge):
    added = correction(reading, "owner", "云江市公安局", task=4, role="support", unit=POLICE)
    done = apply_corrections(reading, [added], knowledge.registry)
    (fact,) = measure(done.reading, 4).assignments
    assert (fact.unit, fact.role, fact.basis, fact.rank) == (POLICE, "support", "decision", 1)
    assert done.reading.words(fact.span) == "宣传", "a measure without a list: the owner stands by its heading"
    again = apply_corrections(done.reading, [added], knowledge.registry)
    assert measure(again.reading, 4).assignments == (fact,), "an owner that is there is not added twice"


def test_lists_of_the_same_words_differ_by_what_they_speak_for(reading, knowledge):
    done = apply_corrections(
        reading, [correction(reading, "role", "市科技局", task=3, role="support")], knowledge.registry
    )
    assert [row[0][1] for row in facts(done.reading)[2:4]] == ["responsible", "support"]


CHANGES = {
    "a new task before it": BODY.replace(
        "（一）", "（一）统筹。统筹各方力量，形成合力。（市政府办公室负责）\n（二）", 1
    ),
    "a line break in the list": BODY.replace("市科技局、市公安局", "市科技局、\n市公安局"),
    "other punctuation": BODY.replace("责任单位：市科技局、市公安局", "责任单位: 市科技局，市公安局"),
    "one more owner": BODY.replace("市公安局）", "市公安局、市财政局）"),
    "a sentence mended": BODY.replace("服务企业发展", "服务中小企业发展"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_correction_survives_small_changes(reading, read_text, knowledge, change):
    wanted = correction(reading, "role", "市科技局", role="lead")
    changed = read_text(CHANGES[change])
    done = apply_corrections(changed, [wanted], knowledge.registry)
    assert done.applied == (wanted,)
    led = [
        task.heading for task in done.reading.tasks for fact in task.measures[0].assignments if fact.basis == "decision"
    ]
    assert led == ["算力"]
    assert not [issue for issue in done.reading.issues if issue.code == "correction-not-applied"]


GONE = {
    "the task": BODY.replace(BODY.splitlines(keepends=True)[0], ""),
    "the name": BODY.replace("市科技局、市公安局", "市公安局", 1),
    "the list": BODY.replace("（责任单位：市科技局、市公安局）", ""),
}


@pytest.mark.parametrize("gone", GONE)
def test_a_correction_whose_words_are_gone_is_an_issue_and_changes_nothing(reading, read_text, knowledge, gone):
    wanted = correction(reading, "role", "市科技局", role="lead")
    changed = read_text(GONE[gone])
    done = apply_corrections(changed, [wanted], knowledge.registry)
    assert done.not_applied == (wanted,)
    assert facts(done.reading) == facts(changed)
    (issue,) = [issue for issue in done.reading.issues if issue.code == "correction-not-applied"]
    assert "市科技局" in issue.message["zh"]


def test_a_unit_that_is_not_known_any_more_is_not_applied(reading, knowledge):
    wanted = correction(reading, "owner", "某局", role="lead", unit=expand("id:unit/nobody"))
    assert apply_corrections(reading, [wanted], knowledge.registry).not_applied == (wanted,)


def test_the_later_decision_about_an_owner_counts(reading, knowledge):
    first = correction(reading, "role", "市科技局", role="lead")
    second = correction(reading, "role", "市科技局", role="support", when="2026-01-03T00:00:00Z")
    removed = correction(reading, "not-owner", "市科技局", when="2026-01-04T00:00:00Z")
    back = correction(reading, "role", "市科技局", role="lead", when="2026-01-05T00:00:00Z")
    assert in_force([second, first]) == (second,)
    assert in_force([first, second, removed]) == (removed,)
    assert in_force([first, removed, back]) == (back,)
    assert in_force(random.Random(1).sample([first, second, removed, back], 4)) == (back,)


def test_a_name_that_means_a_unit_here_settles_its_issue(read_text, knowledge):
    reading = read_text(BODY.replace("市公安局", "科创专班"))
    assert [issue.code for issue in reading.issues] == ["unit-unresolved"]
    done = apply_corrections(reading, [correction(reading, "unit", "科创专班", unit=SCIENCE)], knowledge.registry)
    fact = measure(done.reading).assignments[1]
    assert (fact.written, fact.unit, fact.label, fact.kind, fact.basis) == (
        "科创专班", SCIENCE, "云江市科学技术局", "unit", "decision",
    )  # fmt: skip
    assert done.reading.issues == ()


def test_a_group_of_all_leads_follows_the_leads(read_text, knowledge):
    reading = read_text(
        BODY.replace(
            "（五）宣传。讲好人工智能的故事，办好开放日。", "（五）宣传。讲好人工智能的故事。（各牵头单位负责）"
        )
    )
    derived = {fact.unit for fact in measure(reading, 4).assignments if fact.from_group}
    done = apply_corrections(reading, [correction(reading, "role", "市公安局", role="lead")], knowledge.registry)
    assert {fact.unit for fact in measure(done.reading, 4).assignments if fact.from_group} == derived | {POLICE}


@pytest.mark.parametrize("named", ["id:unit-group/lead-units", "id:plan/x/group/各牵头单位"])
def test_a_relative_group_may_be_named_by_its_own_address_in_the_plan(reading, knowledge, named):
    added = correction(reading, "owner", "各牵头单位", role="support", unit=expand(named))
    done = apply_corrections(reading, [added], knowledge.registry)
    fact = next(
        fact for fact in measure(done.reading).assignments if fact.written == "各牵头单位" and not fact.from_group
    )
    assert (fact.unit, fact.kind) == (expand("id:unit-group/lead-units"), "group")


def test_a_body_that_only_the_wrong_reading_named_is_not_described_any_more(read_text, knowledge):
    head = HEAD.replace("云江市", "玉河市")
    reading = read_text(BODY, head)
    labels = {body.label for body in reading.bodies}
    assert "玉河市公安局" in labels
    done = apply_corrections(reading, [correction(reading, "not-owner", "市公安局")], knowledge.registry)
    assert {body.label for body in done.reading.bodies} == labels - {"玉河市公安局"}
    finance = expand("id:unit/玉河市/玉河市财政局")
    done = apply_corrections(
        reading, [correction(reading, "owner", "市财政局", role="support", unit=finance)], knowledge.registry
    )
    assert {body.label for body in done.reading.bodies} == labels | {"玉河市财政局"}


def test_nothing_to_correct_changes_nothing(reading, knowledge):
    assert apply_corrections(reading, [], knowledge.registry).reading is reading
    same = apply_corrections(
        reading, [correction(reading, "role", "市科技局", role="lead")], knowledge.registry
    ).reading
    assert same.tasks[1:] == reading.tasks[1:]
    assert reading_quads(replace(same, tasks=reading.tasks), "x", keep_text=True) == reading_quads(
        reading, "x", keep_text=True
    )


def test_the_quote_keeps_a_list_and_its_context(reading):
    quote = quote_of(reading, measure(reading))
    assert quote == Quote("（责任单位：市科技局、市公安局）", prefix="建设云江算力平台，服务企业发展")
