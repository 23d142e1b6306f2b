"""What a person sees of a plan before it is stored."""

import pytest

from aizone.documents import read_bytes
from aizone.i18n import translator
from aizone.iri import expand, mint
from aizone.names.units import index_units
from aizone.rdf import reading_quads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.readings import Correction, quote_of
from aizone.verdicts.rereading import apply_corrections, resolver_for
from aizone.views.intake.change import change_label, plan_change
from aizone.views.intake.owner import owner_view, units_to_choose
from aizone.views.intake.preview import build_preview, told

PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、主要目标
到2026年，培育人工智能企业50家以上。
二、重点任务
（一）夯实底座
1.建设算力平台。建设算力平台，服务企业发展。（责任单位：市科技局、市经信办；完成时限：2025年12月底前）
2.整理数据。整理公共数据，按季公布目录。（牵头单位：市数据局；配合单位：市经信办、各县（区）人民政府）
3.办好开放日。讲好人工智能的故事。
"""
DATA = mint("unit", "玉河市", "玉河市数据局")


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


@pytest.fixture(scope="module")
def reading(knowledge):
    return read(read_bytes(PLAN.encode(), "plan.txt"), knowledge)


@pytest.fixture(scope="module")
def resolver(reading, knowledge):
    return resolver_for(reading, knowledge.registry)


def corrected(reading, knowledge, *wanted):
    made = []
    for position, (task, kind, written, values) in enumerate(wanted):
        quote = quote_of(reading, reading.tasks[task].measures[0])
        made.append(Correction(kind, quote, written, Attribution("甲", f"2026-01-0{position + 1}T00:00:00Z"), **values))
    return apply_corrections(reading, made, knowledge.registry)


def test_the_outline_has_owners_by_role_and_says_who_is_unknown(reading, resolver):
    preview = build_preview(reading, reading, resolver, "zh")
    assert preview.title == "玉河市人工智能行动计划（2024—2026年）"
    assert preview.facts == ("玉河市人民政府办公室", "2024年3月1日", "2024–2026")
    assert [(task.path, task.heading, task.area) for task in preview.tasks] == [
        ("二/(一)/1", "建设算力平台", "夯实底座"),
        ("二/(一)/2", "整理数据", "夯实底座"),
        ("二/(一)/3", "办好开放日", "夯实底座"),
    ]
    first = preview.tasks[0].measures[0]
    assert (first.words, first.deadline) == ("建设算力平台，服务企业发展", "2025-12")
    assert [(chip.key, chip.label, chip.role, chip.is_known, chip.state) for chip in first.owners] == [
        ("0.0.0", "玉河市科学技术局", "responsible", True, "read"),
        ("0.0.1", "市经信办", "responsible", False, "read"),
    ]
    assert [chip.role for chip in preview.tasks[1].measures[0].owners] == ["lead", "support", "support"]
    assert preview.tasks[2].measures[0].owners == ()
    assert dict((words, count) for count, words in preview.counts)["{count} 项任务"] == 3


def test_what_is_to_be_checked_is_marked(reading, resolver, knowledge):
    def marked(now):
        return [task.measures[0].to_check for task in build_preview(reading, now, resolver, "zh").tasks]

    assert marked(reading) == [True, True, False]
    added = {"role": "support", "unit": DATA}
    assert marked(corrected(reading, knowledge, (2, "owner", "玉河市数据局", added)).reading) == [True, True, True]
    settled = [(task, "not-owner", "市经信办", {}) for task in (0, 1)]
    assert [
        issue.code for issue in corrected(reading, knowledge, *settled).reading.issues if "unit" in issue.code
    ] == []


def test_unknown_names_come_once_with_their_number(reading, resolver):
    (name,) = build_preview(reading, reading, resolver, "zh").names
    assert (name.written, name.times, name.key) == ("市经信办", 2, "0.0.1")


def test_issues_stand_by_kind_with_their_sentence(reading, resolver):
    groups = {group.code: group for group in build_preview(reading, reading, resolver, "en").issues}
    unknown = groups["unit-unresolved"]
    assert (unknown.title, unknown.severity, len(unknown.lines)) == ("Unrecognised unit names", "Warning", 1)
    line = unknown.lines[0]
    assert line.key == "0.0.1"
    assert (line.passage.exact, line.passage.after) == ("市经信办", "；完成时限：2025年12月底前）")
    assert line.passage.before.startswith("建设算力平台，服务企业发展。（责任单位：")


def test_what_a_person_changed_shows_and_keys_stay(reading, resolver, knowledge):
    done = corrected(
        reading,
        knowledge,
        (0, "not-owner", "市科技局", {}),
        (1, "role", "市经信办", {"role": "lead"}),
        (2, "owner", "玉河市数据局", {"role": "support", "unit": DATA}),
    )
    assert len(done.applied) == 3
    preview = build_preview(reading, done.reading, resolver, "zh")
    states = [[(chip.key, chip.state, chip.role) for chip in task.measures[0].owners] for task in preview.tasks]
    assert states == [
        [("0.0.0", "removed", "responsible"), ("0.0.1", "read", "responsible")],
        [("1.0.0", "read", "lead"), ("1.0.1", "changed", "lead"), ("1.0.2", "read", "support")],
        [("2.0.a0", "added", "support")],
    ]
    unresolved = next(group for group in preview.issues if group.code == "unit-unresolved")
    assert [line.keys for line in unresolved.lines] == [("0.0.1", "1.0.1")]


def test_one_owner_with_its_sentence(reading, resolver, knowledge):
    view = owner_view(reading, reading, "0.0.1", resolver, "zh")
    assert (view.written, view.unit, view.role, view.basis, view.heading) == (
        "市经信办",
        None,
        "responsible",
        "责任清单中写明",
        "建设算力平台",
    )
    assert view.passage.exact == "市经信办"
    done = corrected(reading, knowledge, (0, "role", "市经信办", {"role": "lead"}))
    view = owner_view(reading, done.reading, "0.0.1", resolver, "zh")
    assert (view.role, view.basis, view.state) == ("lead", "人工更正", "changed")
    view = owner_view(reading, reading, "1.0", resolver, "en")
    assert (view.written, view.passage.exact) == ("", "（牵头单位：市数据局；配合单位：市经信办、各县（区）人民政府）")
    gone = corrected(reading, knowledge, (0, "not-owner", "市科技局", {})).reading
    assert owner_view(reading, gone, "0.0.0", resolver, "en").state == "removed"


@pytest.mark.parametrize("key", ["", "x", "9.0", "0.9", "0.0.9", "0.0.a0", "-1.0", "0.0.0.0", "²"])
def test_a_key_of_nothing_is_nothing(reading, resolver, key):
    assert owner_view(reading, reading, key, resolver, "zh") is None


def test_the_place_of_the_plan_comes_first_when_a_unit_is_searched(reading, resolver, knowledge, shipped):
    known = index_units(knowledge.registry, shipped.names)
    labels = [label for _unit, label, _other in units_to_choose(reading, known, resolver, "市科技局", limit=4)]
    assert labels[0] == "玉河市科学技术局"
    assert {"合肥市科学技术局", "云江市科学技术局"} <= set(labels)
    (first, *_rest) = units_to_choose(reading, known, resolver, "yhssjj", limit=4)
    assert first[:2] == (DATA, "玉河市数据局"), "a unit only this plan names is found by initials"
    assert units_to_choose(reading, known, resolver, "没有这个单位", limit=4) == []


def test_a_correction_in_words(reading):
    quote = quote_of(reading, reading.tasks[0].measures[0])
    _ = translator("en")

    def words(kind, **values):
        return told(
            Correction(kind, quote, "某局", Attribution("甲", "2026-01-01T00:00:00Z"), **values),
            {DATA.value: "玉河市数据局"},
            _,
        )

    assert words("role", role="lead") == "role: lead"
    assert words("not-owner") == "not an owner"
    assert words("owner", role="support", unit=DATA) == "one more owner: support, 玉河市数据局"
    assert words("unit", unit=expand("id:unit/hefei")) == "means id:unit/hefei"


def test_what_taking_it_in_changes_is_counted(reading, knowledge):
    def quads(reading):
        return reading_quads(reading, "yuhe", keep_text=True)

    before = quads(reading)
    assert plan_change(before, before) == ()
    new = {change.kind: (change.new, change.changed, change.gone) for change in plan_change((), before)}
    assert new["Task"] == (3, 0, 0)
    assert new["Assignment"][0] >= 5
    after = quads(corrected(reading, knowledge, (0, "not-owner", "市科技局", {}), (2, "owner", "玉河市数据局", {"role": "support", "unit": DATA})).reading)  # fmt: skip
    (measures, assignments) = plan_change(before, after)
    assert (measures.kind, measures.new, measures.changed, measures.gone) == ("Measure", 0, 2, 0)
    assert (assignments.new, assignments.changed, assignments.gone) == (1, 0, 1)
    assert assignments.names == ("玉河市数据局",)
    assert change_label(assignments, translator("en")) == "Assignments: 1 new, 1 gone"


def test_words_that_only_moved_are_no_change(reading, knowledge):
    moved = read(read_bytes(PLAN.replace("2024年3月1日\n", "2024年3月1日\n\n\n").encode(), "plan.txt"), knowledge)
    one, other = (reading_quads(each, "yuhe", keep_text=True) for each in (reading, moved))
    assert one != other
    assert plan_change(one, other) == ()
