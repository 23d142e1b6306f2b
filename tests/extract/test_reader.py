import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.exports.contract import to_contract
from aizone.extract import Gazetteer, Knowledge, read_plan
from aizone.outline import parse_outline
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import plans_of_file
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


def test_a_note_that_cannot_be_applied_is_reported_not_taken_for_an_owner():
    noted = TASK.replace("市公安局）", "市公安局，以下除另有标注外同此）")
    contract = read(noted)
    assert [name for name, _role, _basis in roles(contract)] == ["市科技局", "市公安局"]
    assert {issue["code"] for issue in contract["issues"]} == {"note-not-applied"}
    assert "除另有标注" in contract["issues"][0]["message"]


def test_owners_stated_once_hold_for_every_later_list():
    body = TASK.replace("市公安局）", "市公安局。以下均需市教育局落实，不再列出）")
    body += "（二）建设二期。（责任单位：市公安局）\n（三）建设三期。（责任单位：市教育局）\n"
    contract = read(body)
    owners = [
        [(fact["written"], fact["basis"]) for fact in task["measures"][0]["assignments"]] for task in contract["tasks"]
    ]
    assert owners == [
        [("市科技局", "explicit"), ("市公安局", "explicit"), ("市教育局", "blanket")],
        [("市公安局", "explicit"), ("市教育局", "blanket")],
        [("市教育局", "explicit")],
    ]
    assert not contract["issues"]


TWO_PARTS = (
    "一、重点任务\nRULE\n（一）建设。建设平台，服务企业发展。（责任单位：市科技局、市公安局、各县区）\n"
    "（二）服务。提供服务，方便企业办事。（责任单位：市教育局、市公安局）\n"
    "（三）推广。推广经验，扩大应用范围。（责任单位：市公安局，市教育局）\n"
    "二、保障措施\n（一）协调。定期会商，协调解决问题。（责任单位：市数据局、市科技局）\n"
)


def owners(contract):
    return [
        [(fact["written"], fact["role"], fact["basis"]) for fact in measure["assignments"] if fact["basis"] != "group"]
        for task in contract["tasks"]
        for measure in task["measures"]
    ]


@pytest.mark.parametrize("others", ["其余为配合单位", "其他单位均为配合单位", "其他责任单位为协办单位"])
def test_a_rule_of_a_part_gives_lead_and_support_in_that_part_only(others):
    rule = f"本部分各项任务，责任单位列首位的为牵头单位，{others}。"
    first, second, third, beyond = owners(read(TWO_PARTS.replace("RULE", rule)))
    assert first == [("市科技局", "lead", "rule"), ("市公安局", "support", "rule"), ("各县区", "support", "rule")]
    assert second == [("市教育局", "lead", "rule"), ("市公安局", "support", "rule")]
    assert third == [("市公安局", "lead", "rule"), ("市教育局", "support", "rule")]
    assert beyond == [("市数据局", "responsible", "explicit"), ("市科技局", "responsible", "explicit")]


def test_a_rule_that_says_nothing_of_the_others_leaves_them_responsible_everywhere():
    lists = owners(read(TWO_PARTS.replace("RULE", "责任单位列首位的为牵头单位。")))
    assert [[role for _written, role, _basis in found] for found in lists] == [
        ["lead", "responsible", "responsible"],
        ["lead", "responsible"],
        ["lead", "responsible"],
        ["lead", "responsible"],
    ]


def test_beyond_the_part_of_a_rule_leads_may_be_presupposed():
    rule = "本部分各项任务，责任单位列首位的为牵头单位。"
    body = TWO_PARTS.replace("RULE", rule).replace("定期会商，", "各牵头单位定期会商，")
    assert owners(read(body))[-1][0] == ("市数据局", "lead", "order")


def test_words_of_a_list_are_stronger_than_the_rule_for_the_others():
    rule = "本部分列首位的为牵头单位，其余为配合单位。"
    body = TWO_PARTS.replace("RULE", rule).replace("责任单位：市教育局、市公安局", "市教育局、市公安局按职责分工负责")
    assert owners(read(body))[1] == [("市教育局", "lead", "rule"), ("市公安局", "responsible", "explicit")]


@pytest.mark.parametrize(
    ("clause", "reached"),
    [
        ("以下两项任务均须市商务局参与落实，不再逐项列出。", [True, True, False, False]),
        ("以下2项措施均需市商务局落实，不再列出。", [True, True, False, False]),
        ("以下任务均须市商务局参与落实，不再逐项列出。", [True, True, True, False]),
        ("以下五项任务均须市商务局参与落实，不再逐项列出。", [True, True, True, False]),
        ("市商务局均为责任单位，以下不再列出。", [True, True, True, False]),
        ("以下任务要求不再列出。", [False, False, False, False]),
    ],
)
def test_owners_stated_in_the_opening_of_a_section_hold_in_it(clause, reached):
    lists = owners(read(TWO_PARTS.replace("RULE", clause)))
    assert [("市商务局", "responsible", "blanket") in found for found in lists] == reached


def test_a_count_of_tasks_in_a_list_is_of_those_that_follow():
    body = TWO_PARTS.replace("RULE\n", "").replace("、各县区）", "。以下一项任务须由市商务局落实，不再列出）")
    body = body.replace("须由", "均由")
    lists = owners(read(body))
    assert [("市商务局", "responsible", "blanket") in found for found in lists] == [False, True, False, False]


def test_owners_stated_before_the_first_section_hold_for_all():
    head = HEAD + "以下任务均须市商务局参与落实，不再逐项列出。\n"
    lists = owners(read(TWO_PARTS.replace("RULE\n", ""), head=head))
    assert [("市商务局", "responsible", "blanket") in found for found in lists] == [True] * 4


def test_names_before_the_first_comma_lead_when_the_document_says_so():
    rule = "；逗号前为牵头单位，未明确牵头单位的按职责分工负责，下同）"
    body = TASK.replace("市科技局、市公安局）", f"市科技局，市公安局{rule}")
    body += "（二）建设二期。（责任单位：市公安局、市教育局）\n（三）建设三期。（市教育局、市公安局，市科技局）\n"
    contract = read(body)
    assert [
        [(fact["written"], fact["role"]) for fact in task["measures"][0]["assignments"]] for task in contract["tasks"]
    ] == [
        [("市科技局", "lead"), ("市公安局", "responsible")],
        [("市公安局", "responsible"), ("市教育局", "responsible")],
        [("市教育局", "lead"), ("市公安局", "lead"), ("市科技局", "responsible")],
    ]


def test_a_bracket_defined_once_makes_bare_names_lead():
    rule = "（括号中为牵头负责部门、人员、电话，各县区按职责分工负责。下同）"
    body = "一、任务\n（一）建一库。（市科技局，王某某，60000001）" + rule + "\n（二）建一站。（市公安局）\n"
    contract = read(body)
    assert roles(contract) == [
        ("市科技局", "lead", "rule"),
        ("各县区", "responsible", "blanket"),
        ("市公安局", "lead", "rule"),
        ("各县区", "responsible", "blanket"),
    ]
    assert "contact-left-out" in {issue["code"] for issue in contract["issues"]}
    assert "60000001" not in str(contract["tasks"][0]["measures"][0]["assignments"])


def test_starred_names_lead():
    body = TASK.replace("市科技局、市公安局", "市科技局、☆市公安局。☆为牵头单位，下同")
    assert [role for _name, role, _basis in roles(read(body))] == ["responsible", "lead"]


def test_owners_in_a_section_about_aims_are_not_lost():
    contract = read("一、总体要求\n（一）试点范围。选择城市。（市科技局牵头，市公安局参与）\n")
    assert roles(contract) == [("市科技局", "lead", "explicit"), ("市公安局", "support", "explicit")]


def test_words_too_long_for_a_name_are_reported():
    contract = read(TASK.replace("市公安局", "市" + "公安" * 25 + "局"))
    assert len(roles(contract)) == 1
    assert [issue["code"] for issue in contract["issues"]] == ["owner-not-read"]


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        ("（市商贸、市财税两家牵头）", True),
        ("（责任单位：）", True),
        ("（咨询电话：0551-1234567）", False),
        ("（完成时限：另定）", False),
        ("（市公安局负责）", False),
    ],
)
def test_a_bracket_like_an_owner_list_is_never_passed_over_in_silence(words, reported):
    issues = [
        one
        for one in read(TASK + f"（二）协调。制定方案并组织实施。{words}\n")["issues"]
        if one["code"] == "owners-not-understood"
    ]
    assert [words in one["message"] for one in issues] == [True] * reported


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


def test_an_unregistered_collective_is_a_group_without_members():
    contract = read(TASK.replace("市公安局", "市直有关部门、单位"))
    fact = contract["tasks"][0]["measures"][0]["assignments"][1]
    assert (fact["written"], fact["kind"], fact["unit"]) == ("市直有关部门、单位", "group", None)
    assert [issue["code"] for issue in contract["issues"]] == ["group-members-unknown"]


def test_words_without_an_owner_are_reported():
    contract = read(TASK.rstrip("\n") + "另外还要做好宣传推广和总结评估工作。\n")
    assert [issue["code"] for issue in contract["issues"]] == ["clause-without-owner"]


GROUP = (
    "一、重点任务\n（一）收费监管\n1.公示目录清单。\n2.规范电价。\n3.整治收费。\n〔市科技局、市公安局按职责分工负责〕\n"
)
CHAPTERS = "一、收费监管\n公示目录清单。\n二、工作目标\n规范电价。\n三、组织实施\n整治收费。\n（市科技局负责）\n"


def test_a_list_on_its_own_line_after_items_without_owners_is_the_last_ones_and_said_to_be_unclear():
    contract = read(GROUP)
    assert [len(task["measures"][0]["assignments"]) for task in contract["tasks"]] == [0, 0, 2]
    (issue,) = contract["issues"]
    assert (issue["code"], issue["start"]) == ("list-maybe-of-group", (HEAD + GROUP).index("〔"))
    (issue,) = read(CHAPTERS)["issues"]
    assert (issue["code"], issue["start"]) == ("list-maybe-of-group", (HEAD + CHAPTERS).index("（市科技局"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(GROUP.replace("收费。\n〔", "收费。〔"), id="in the line of its item"),
        pytest.param(GROUP.replace("规范电价。", "规范电价。〔市公安局负责〕"), id="an item before has its own"),
        pytest.param(GROUP.replace("1.公示目录清单。\n2.规范电价。\n3.", "1."), id="one item"),
        pytest.param(CHAPTERS.replace("一、收费监管", "一、总体要求"), id="chapters before that hold no work"),
    ],
)
def test_a_list_that_is_plainly_the_last_items_is_not_unclear(body):
    assert read(body)["issues"] == []


@pytest.mark.parametrize("numbers", [("第一，", "第二，"), ("第一、", "第二、"), ("A1 ", "A2 "), ("A1.", "A2.")])
def test_items_numbered_as_a_speech_or_by_letter_and_number_are_tasks(numbers):
    one, two = numbers
    contract = read(f"一、重点任务\n{one}建设平台。（责任单位：市科技局）\n{two}培育企业。（责任单位：市公安局）\n")
    found = [
        (task["path"], [fact["written"] for fact in task["measures"][0]["assignments"]]) for task in contract["tasks"]
    ]
    assert found == [(f"一/{one.strip('，、. ')}", ["市科技局"]), (f"一/{two.strip('，、. ')}", ["市公安局"])]


@pytest.mark.parametrize("line", ["第一，要提高认识。", "A1 级企业优先支持。", "第二，要提高认识。"])
def test_a_line_that_begins_so_and_goes_on_with_no_count_is_no_item(line):
    assert [task["path"] for task in read(TASK + line + "\n")["tasks"]] == ["一/(一)"]


def test_a_task_beside_owned_ones_counts_even_without_owners():
    contract = read(TASK + "（二）宣传。做好宣传推广。\n")
    assert [(task["path"], len(task["measures"][0]["assignments"])) for task in contract["tasks"]] == [
        ("一/(一)", 2),
        ("一/(二)", 0),
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
    contract = to_contract(plans_of_file(EXAMPLE, load_knowledge(shipped), shipped)[0].reading)
    facts = roles(contract)
    measures = [measure for task in contract["tasks"] for measure in task["measures"]]
    assert (len(contract["areas"]), len(contract["tasks"]), len(measures)) == (4, 18, 29)
    assert contract["issues"] == []
    assert contract["plan"]["number"] == "云政办〔2024〕8号"
    assert {role for _written, role, _basis in facts} == {"lead", "responsible", "support", "supervise"}
    assert {basis for _written, _role, basis in facts} == {"explicit"}
    assert any(measure["open_tail"] for measure in measures)
    assert any(measure["continuous"] for measure in measures)
    assert {measure["deadline"] for measure in measures} >= {"2025-12", "2025-06"}
    steps = [t for goal in contract["goals"] for t in goal["targets"] if t["metric"] == "智能算力规模"]
    assert [(step["min"], step["deadline"]) for step in steps] == [(300, 2024), (600, 2025), (1000, 2026)]


def test_a_unit_as_the_heading_owns_the_duties_below_it():
    body = "一、职责分工\n1.市科技局：统筹推进，协调解决问题。\n2.市公安局。负责安全。\n3.市教育局：培养人才。\n4.其他事项。另行通知。\n"
    contract = read(body)
    assert [
        (task["path"], [(fact["written"], fact["role"]) for fact in task["measures"][0]["assignments"]])
        for task in contract["tasks"]
    ][:2] == [("一/1", [("市科技局", "responsible")]), ("一/2", [("市公安局", "responsible")])]
    assert contract["tasks"][1]["measures"][0]["exact"] == "负责安全。"


def test_the_only_unit_of_a_list_leads_without_an_inference():
    """Where the document presupposes leads, one name alone needs no order; two do, and so does a list that is not whole."""
    body = (
        "一、重点任务\n（一）算力。建设平台，服务企业发展。（责任单位：市科技局）\n"
        "（二）园区。建设园区，服务企业发展。（责任单位：市科技局、市公安局）\n"
        "（三）企业。培育企业，服务企业发展。（责任单位：市科技局等）\n"
        "二、保障措施\n（一）加强领导。各牵头单位要制定工作细则。\n"
    )
    found = roles(read(body))
    assert found[:4] == [
        ("市科技局", "lead", "sole"),
        ("市科技局", "lead", "order"),
        ("市公安局", "responsible", "explicit"),
        ("市科技局", "lead", "order"),
    ]


def test_a_thing_that_only_the_heading_of_a_task_names_is_one_of_its_first_measure():
    body = (
        "一、重点任务\n（一）夯实底座\n1.建设云江消防大数据平台。汇聚各部门数据。（责任单位：市公安局）做好推广。（责任单位：市科技局）\n"
        "2.升级云江消防平台。云江消防平台接入各区。（责任单位：市公安局）\n3.打造服务平台。让企业受益。（责任单位：市科技局）\n"
    )
    contract = read(body)
    named = [
        [(mention["label"], mention["relation"]) for mention in measure["mentions"]]
        for task in contract["tasks"]
        for measure in task["measures"]
    ]
    assert named == [[("云江消防大数据平台", "delivers")], [], [("云江消防平台", "supports")], []]
