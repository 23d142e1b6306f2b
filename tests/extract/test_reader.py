import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.extract import Gazetteer, Knowledge, read_plan, to_contract
from aizone.outline import parse_outline
from aizone.pipeline import load_knowledge, read_file
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry
from tests.conftest import EXAMPLE

REGISTRY = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
HEAD = "云江市人民政府\n2024年3月1日\n云江市人工智能行动计划（2024—2026年）\n"


def read(body, order_rule="auto", head=HEAD):
    knowledge = Knowledge(REGISTRY, Gazetteer([]), Gazetteer([]), order_rule)
    document = read_bytes((head + body).encode(), "plan.txt")
    return to_contract(read_plan(parse_outline(document), knowledge))


def roles(contract):
    return [
        (fact["written"], fact["role"], fact["basis"])
        for task in contract["tasks"]
        for measure in task["measures"]
        for fact in measure["assignments"]
        if fact["basis"] != "group"
    ]


TASK = "一、重点任务\n（一）算力。建设平台，服务企业发展。（责任单位：市科技局、市公安局）\n"


def test_a_list_without_a_lead_stays_without_one():
    assert roles(read(TASK)) == [("市科技局", "responsible", "explicit"), ("市公安局", "responsible", "explicit")]


def test_a_stated_rule_makes_the_first_lead():
    ruled = TASK.replace("市公安局）", "市公安局；列第一位者为牵头单位，下同）")
    assert roles(read(ruled))[0] == ("市科技局", "lead", "rule")


def test_a_note_about_other_tasks_is_reported_not_taken_for_an_owner():
    noted = TASK.replace("市公安局）", "市公安局。以下均需市教育局落实，不再列出）")
    contract = read(noted)
    assert [name for name, _role, _basis in roles(contract)] == ["市科技局", "市公安局"]
    assert {issue["code"] for issue in contract["issues"]} == {"note-not-applied"}
    assert "市教育局" in contract["issues"][0]["message"]


def test_words_too_long_for_a_name_are_reported():
    contract = read(TASK.replace("市公安局", "市" + "公安" * 25 + "局"))
    assert len(roles(contract)) == 1
    assert [issue["code"] for issue in contract["issues"]] == ["owner-not-read"]


def test_presupposed_leads_are_inferred_and_can_be_switched_off():
    presupposing = TASK + "（二）协调。各牵头单位制定方案并组织实施。（责任单位：市公安局）\n"
    assert roles(read(presupposing))[0] == ("市科技局", "lead", "order")
    assert roles(read(presupposing, "never"))[0] == ("市科技局", "responsible", "explicit")
    assert roles(read(TASK, "always"))[0] == ("市科技局", "lead", "order")


def test_a_document_that_writes_leads_has_no_leads_by_order():
    mixed = TASK + "（二）协调。各牵头单位制定方案。（市数据局牵头，市公安局配合）\n"
    assert roles(read(mixed))[0] == ("市科技局", "responsible", "explicit")


def test_an_unknown_unit_is_kept_and_reported():
    contract = read(TASK.replace("市公安局", "市量子局"))
    fact = contract["tasks"][0]["measures"][0]["assignments"][1]
    assert (fact["written"], fact["kind"], fact["unit"]) == ("市量子局", "unknown", None)
    assert [issue["code"] for issue in contract["issues"]] == ["unit-unresolved"]


def test_a_collective_nobody_registered_is_a_group_without_members():
    contract = read(TASK.replace("市公安局", "市直有关部门、单位"))
    fact = contract["tasks"][0]["measures"][0]["assignments"][1]
    assert (fact["written"], fact["kind"], fact["unit"]) == ("市直有关部门、单位", "group", None)
    assert [issue["code"] for issue in contract["issues"]] == ["group-members-unknown"]


def test_words_without_an_owner_are_reported():
    contract = read(TASK.rstrip("\n") + "另外还要做好宣传推广和总结评估工作。\n")
    assert [issue["code"] for issue in contract["issues"]] == ["clause-without-owner"]


def test_a_task_beside_owned_ones_counts_even_without_owners():
    contract = read(TASK + "（二）宣传。做好宣传推广。\n")
    assert [(task["path"], len(task["measures"][0]["assignments"])) for task in contract["tasks"]] == [
        ("一/一", 2),
        ("一/二", 0),
    ]


def test_a_document_that_assigns_work_is_a_plan_whatever_it_is_called():
    contract = read(TASK, head="关于几件事的说明\n")
    assert contract["plan"]["title"] == "关于几件事的说明"
    assert len(contract["tasks"]) == 1


@pytest.mark.parametrize(
    "text",
    ["这是一封信。\n祝好。\n", "云江市人工智能行动计划\n没有编号的文字。\n", "一、买菜\n二、做饭\n", "x" * 2000],
    ids=["letter", "title only", "list", "one long word"],
)
def test_what_is_not_a_plan_says_so(text):
    with pytest.raises(DocumentError, match="does not look like a plan") as caught:
        read("", head=text)
    assert "\n" not in str(caught.value)


def test_the_example_plan_reads_in_all_its_forms(shipped):
    contract = to_contract(read_file(EXAMPLE, load_knowledge(shipped)).reading)
    facts = roles(contract)
    measures = [measure for task in contract["tasks"] for measure in task["measures"]]
    assert (len(contract["areas"]), len(contract["tasks"]), len(measures)) == (4, 18, 29)
    assert contract["issues"] == []
    assert contract["plan"]["number"] == "云政办〔2024〕8号"
    assert {role for _written, role, _basis in facts} == {"lead", "responsible", "support", "supervise"}
    assert {basis for _written, _role, basis in facts} == {"explicit"}
    assert any(measure["openTail"] for measure in measures)
    assert any(measure["continuous"] for measure in measures)
    assert {measure["deadline"] for measure in measures} >= {"2025-12", "2025-06"}
    steps = [t for goal in contract["goals"] for t in goal["targets"] if t["metric"] == "智能算力规模"]
    assert [(step["min"], step["deadline"]) for step in steps] == [(300, 2024), (600, 2025), (1000, 2026)]
