"""Small pieces of plans with their right values, read as a user would: `cases.toml`."""

import tomllib
from pathlib import Path

import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.exports.contract import to_contract
from aizone.extract import Gazetteer, Knowledge
from aizone.reading.read import read_plans
from aizone.settings import SHIPPED_DATA
from aizone.text.indicator_headers import is_indicator_header
from aizone.units import UnitRegistry
from tests.bounds import cpu_at_most

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
HEAD = "云江市数字经济行动计划（2024—2026年）\n云政办〔2024〕8号\n云江市人民政府办公室\n2024年3月28日\n"
TASK = "一、重点任务\n（一）夯实底座\n1.建设算力中心。建设云江算力中心。（责任单位：市数据局；完成时限：{}）\n"


@pytest.fixture(scope="module")
def read_whole():
    registry = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
    knowledge = Knowledge(registry, Gazetteer([]), Gazetteer([]), "auto")

    def read_whole(text):
        (reading,) = read_plans(read_bytes(text.encode(), "plan.txt"), knowledge)
        return to_contract(reading)

    return read_whole


@pytest.fixture(scope="module")
def read(read_whole):
    return lambda body: read_whole(HEAD + body)


def by_text(case):
    return case["text"]


def only_measure(contract):
    ((measure,),) = (task["measures"] for task in contract["tasks"])
    return measure


@pytest.mark.parametrize("case", CASES["deadline"], ids=by_text)
def test_a_deadline_after_its_label(read, case):
    contract = read(TASK.format(case["text"]))
    measure = only_measure(contract)
    assert [owner["written"] for owner in measure["assignments"]] == ["市数据局"]
    assert (measure["deadline"], measure["continuous"]) == (case.get("value"), case.get("continuous", False))
    assert measure["stages"] == case.get("stages", [])
    assert (measure["schedule"] or {}).get("every") == case.get("every")
    assert not contract["issues"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("市数据局牵头，每季度通报一次，每月调度一次", "每季度通报一次，每月调度一次"),
        ("责任单位：市数据局；完成时限：每月调度、每季度通报", "每月调度、每季度通报"),
        ("市数据局牵头，按月调度，按季通报，年底前总结", "按月调度，按季通报"),
    ],
)
def test_of_several_schedules_all_words_are_kept_and_the_shortest_time_between(read, text, words):
    contract = read(f"一、重点任务\n1.建设算力中心。建设中心。（{text}）\n")
    schedule = only_measure(contract)["schedule"]
    assert (schedule["every"], schedule["exact"]) == ("P1M", words)
    assert not contract["issues"]


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("每年6月底前公布结果。", "P1Y"),
        ("每年6月底前和12月底前各检查一次。", "P1Y"),
        ("每季度末前完成评估。", "P3M"),
        ("每月10日前调度项目进度。", "P1M"),
        ("每年年底前开展评估。", "P1Y"),
        ("每月5日前报送进展。", None),
        ("每年3月、9月底前报告进展。", None),
    ],
)
def test_dates_of_each_year_are_a_schedule_and_no_deadline(read, text, every):
    measure = only_measure(read(f"一、重点任务\n1.建设算力中心。{text}（市数据局牵头）\n"))
    assert (measure["deadline"], (measure["schedule"] or {}).get("every")) == (None, every)


@pytest.mark.parametrize(
    ("text", "value", "stages"),
    [
        ("第三季度启动，第四季度完成。", "2024-12", []),
        ("下半年完成验收。", "2024-12", []),
        ("6月底完成摸底，12月底全部完成。", "2024-12", ["2024-06"]),
        ("一季度建成平台。", "2024-03", []),
        ("2025年二季度完成立项，四季度建成。", "2025-12", ["2025-06"]),
        ("2025年6月底前完成立项，12月底前建成。", "2025-12", ["2025-06"]),
        ("2025年6月底前完成立项，9月底前开工，2026年底前建成。", 2026, ["2025-06", "2025-09"]),
        ("2025年12月底前完成，每年6月底前评估。", "2025-12", []),
        ("2025年3月底前制定方案。6月底前报送。", "2025-03", []),
        ("上半年完成的项目抓紧验收。", None, []),
        ("去年下半年建成的平台继续运行。", None, []),
        ("6月底建成的平台。", None, []),
    ],
)
def test_stages_of_a_sentence_and_dates_by_which_something_is_done(read, text, value, stages):
    measure = only_measure(read(f"一、重点任务\n1.建设算力中心。{text}（市数据局牵头）\n"))
    assert (measure["deadline"], measure["stages"]) == (value, stages)


@pytest.mark.parametrize("case", CASES["sentence_deadline"], ids=by_text)
def test_a_deadline_in_a_sentence(read, case):
    contract = read(f"一、重点任务\n1.建设算力中心。{case['text']}建成云江算力中心。（责任单位：市数据局）\n")
    assert only_measure(contract)["deadline"] == case["value"]


@pytest.mark.parametrize("text", CASES["unread_sentence_deadline"]["texts"])
def test_a_deadline_in_a_sentence_that_gives_no_date_is_an_issue_where_it_stands(read, text):
    body = f"一、重点任务\n1.建设算力中心。{text}建成云江算力中心。（责任单位：市数据局）\n"
    contract = read(body)
    assert only_measure(contract)["deadline"] is None
    (issue,) = contract["issues"]
    assert issue["code"] == "deadline-not-read"
    assert (HEAD + body)[issue["start"] : issue["end"]] in text


@pytest.mark.parametrize("text", CASES["unread_deadline"]["texts"])
def test_a_deadline_that_cannot_be_read_is_an_issue_where_it_stands(read, text):
    contract = read(TASK.format(text))
    measure = only_measure(contract)
    assert (measure["deadline"], measure["continuous"], measure["schedule"]) == (None, False, None)
    (issue,) = contract["issues"]
    whole = HEAD + TASK.format(text)
    assert (issue["code"], whole[issue["start"] : issue["end"]]) == ("deadline-not-read", text)


@pytest.mark.parametrize("case", CASES["half_read_deadline"], ids=by_text)
def test_what_a_deadline_says_beside_its_date_is_an_issue_where_it_stands(read, case):
    contract = read(TASK.format(case["text"]))
    whole = HEAD + TASK.format(case["text"])
    assert only_measure(contract)["deadline"] == case["value"]
    assert [whole[one["start"] : one["end"]] for one in contract["issues"]] == case["unread"]


def as_lines(contract):
    for task in contract["tasks"]:
        for measure in task["measures"]:
            owners = [f"{one['written']}={one['role']}" for one in measure["assignments"] if one["basis"] != "group"]
            due = [f"@{measure['deadline']}"] if measure["deadline"] else []
            yield f"{task['path']} {' '.join([*owners, *due])}"


@pytest.mark.parametrize("case", CASES["structure"], ids=lambda case: case["about"])
def test_the_structure_of_a_text(read, case):
    contract = read(case["text"])
    assert list(as_lines(contract)) == case["tasks"]
    if "issues" in case:
        assert [issue["code"] for issue in contract["issues"]] == case["issues"]


@pytest.mark.parametrize("case", CASES["flat"], ids=lambda case: case["about"])
def test_the_structure_of_a_text_without_line_breaks(read_whole, case):
    contract = read_whole(HEAD.replace("\n", "") + case["text"])
    assert list(as_lines(contract)) == case["tasks"]


GOAL = "一、主要目标\n到2026年，{}。\n二、重点任务\n1.建设算力中心。（市数据局牵头）\n"


def targets_of(contract):
    return [target for goal in contract["goals"] for target in goal["targets"]]


@pytest.mark.parametrize("case", CASES["number"], ids=by_text)
def test_a_number_to_reach(read, case):
    (target,) = targets_of(read(GOAL.format(case["text"])))
    baseline = target["baseline"] or {"value": None, "date": None}
    assert (target["metric"], target["unit"], target["comparator"]) == (
        case["metric"],
        case["unit"],
        case["comparator"],
    )
    assert (target["min"], target["max"]) == (case.get("low"), case.get("high"))
    assert (target["change"], target["direction"]) == (case.get("change", False), case.get("direction"))
    assert (baseline["value"], baseline["date"]) == (case.get("baseline"), case.get("baseline_date"))
    assert target["deadline"] == 2026


@pytest.mark.parametrize("case", CASES["numbers"], ids=by_text)
def test_several_numbers_of_one_sentence(read, case):
    found = targets_of(read(GOAL.format(case["text"])))
    assert [[target["metric"], target["min"]] for target in found] == case["targets"]


@pytest.mark.parametrize("text", CASES["no_number"]["texts"])
def test_a_way_to_speak_is_not_a_number_to_reach(read, text):
    assert targets_of(read(GOAL.format(text))) == []


def test_a_goal_of_one_sentence_states_its_number(read):
    goals = "一、主要目标\n（一）到2026年，公共数据开放率≥95%。\n（二）到2026年，培育企业200家以上。\n"
    contract = read(goals + "二、重点任务\n1.建设算力中心。（市数据局牵头）\n")
    found = [(target["metric"], target["min"], target["max"], target["unit"]) for target in targets_of(contract)]
    assert found == [("公共数据开放率", 95, None, "%"), ("企业", 200, None, "家")]


@pytest.mark.parametrize("case", CASES["owners"], ids=by_text)
def test_the_owners_of_a_list(read, case):
    contract = read(f"一、重点任务\n1.建设算力中心。建设云江算力中心。（{case['text']}）\n")
    owners = [one for one in only_measure(contract)["assignments"] if one["basis"] != "group"]
    assert [f"{one['written']}={one['role']}" for one in owners] == case["expect"]
    if "units" in case:
        assert [one["label"] for one in owners] == case["units"]
    codes = {issue["code"] for issue in contract["issues"]} - {"group-members-unknown"}
    assert codes == set(case.get("issues", []))


TWO_TASKS = (
    "一、重点任务\n1.建设甲。推进甲。（市数据局牵头）\n2.建设乙。推进乙。（市财政局牵头）\n二、保障措施\n加强领导。\n"
)


@pytest.mark.parametrize("case", CASES["head"], ids=lambda case: case["about"])
def test_the_head_of_a_plan(read_whole, case):
    contract = read_whole(f"{case['text']}\n{TWO_TASKS}")
    plan = contract["plan"]
    assert plan["title"] == case.get("title", "云江市数字经济行动计划（2024—2026年）")
    assert [plan[key] for key in ("number", "issuer", "issued")] == [
        case.get(key) for key in ("number", "issuer", "issued")
    ]
    assert list(as_lines(contract)) == ["一/1 市数据局=lead", "一/2 市财政局=lead"]


def test_links_below_an_article_are_not_of_the_plan(read_whole):
    foot = "相关链接\n《行动计划》政策解读（市教育局牵头起草）\n上一篇：关于1.建设的通知\n"
    contract = read_whole(f"云江市数字经济行动计划（2024—2026年）\n{TWO_TASKS * 2}{foot}")
    assert "市教育局" not in {
        one["written"] for task in contract["tasks"] for m in task["measures"] for one in m["assignments"]
    }


def test_a_plan_in_english_is_refused_by_its_language(read_whole):
    with pytest.raises(DocumentError, match="not in Chinese"):
        read_whole("Digital Economy Action Plan\n1. Build A. (Lead: Data Bureau)\n2. Build B. (Lead: Finance Bureau)\n")


def test_chapters_of_taiwan_and_owners_of_hong_kong(read):
    text = "壹、重點任務\n一、建設綠道。貫通綠道。（工務局）\n貳、配套\n一、宣導。辦理宣導。（教育局）\n"
    assert list(as_lines(read(text))) == ["壹/一 工務局=responsible", "贰/一 教育局=responsible"]


TABLE_OF_GOALS = "一、主要目标\n主要指标如下。\n{}\n二、重点任务\n1.建设算力中心。（市数据局牵头）\n"


def rows_of(contract):
    return [
        (one["metric"], one["min"], one["unit"], one["deadline"], one["baseline"] and one["baseline"]["value"])
        for one in targets_of(contract)
    ]


def test_a_column_of_an_earlier_year_holds_baselines(read):
    table = (
        "序号\t指标名称\t单位\t2023年基数\t2026年目标值\t指标属性\n1\t核心产业规模\t亿元\t100\t150\t预期性\n"
        "2\t公共数据开放率\t%\t60\t≥95\t约束性\n3\t培育企业数\t家\t80\t200\t预期性"
    )
    assert rows_of(read(TABLE_OF_GOALS.format(table))) == [
        ("核心产业规模", 150, "亿元", 2026, 100),
        ("公共数据开放率", 95, "%", 2026, 60),
        ("培育企业数", 200, "家", 2026, 80),
    ]


def test_a_year_in_brackets_says_which_values_a_column_holds():
    header = "主要指标\t现状值（2023年）\t目标值（2026年）\t属性"
    assert is_indicator_header(header.split("\t"))
    assert not is_indicator_header(["主要指标", "现状值（2023年）"])


def test_a_column_for_each_year_is_a_ladder_of_targets(read):
    table = "指标\t2024年\t2025年\t2026年\n核心产业规模（亿元）\t120\t135\t150\n公共数据开放率（%）\t70\t80\t95"
    assert rows_of(read(TABLE_OF_GOALS.format(table))) == [
        ("核心产业规模", 120, "亿元", 2024, None),
        ("核心产业规模", 135, "亿元", 2025, None),
        ("核心产业规模", 150, "亿元", 2026, None),
        ("公共数据开放率", 70, "%", 2024, None),
        ("公共数据开放率", 80, "%", 2025, None),
        ("公共数据开放率", 95, "%", 2026, None),
    ]


def test_an_issue_is_one_cause_with_its_places_the_severest_first(read):
    lists = "".join(f"{number}.建设甲。推进甲。（市甲乙局牵头，有关部门配合）\n" for number in range(1, 5))
    contract = read(f"一、重点任务\n{lists}5.建设乙。推进乙。（市丙丁局牵头；完成时限：尽快）\n")
    text = f"{HEAD}一、重点任务\n{lists}"
    first, second, *others = contract["issues"]
    assert (first["code"], len(first["places"])) == ("unit-unresolved", 4)
    assert {text[place["start"] : place["end"]] for place in first["places"]} == {"市甲乙局"}
    assert (second["code"], len(second["places"])) == ("unit-unresolved", 1)
    assert {issue["code"] for issue in others} == {"group-members-unknown", "deadline-not-read"}
    assert all(issue["cure"] for issue in contract["issues"])


def test_an_unread_deadline_is_reported_beside_a_schedule(read):
    list_ = "市数据局牵头，每季度调度一次；完成时限：{}"
    late = read(f"一、重点任务\n1.建设算力中心。建设中心。（{list_.format('尽快')}）\n")
    assert only_measure(late)["schedule"]["every"] == "P3M"
    assert [issue["code"] for issue in late["issues"]] == ["deadline-not-read"]
    dated = read(f"一、重点任务\n1.建设算力中心。建设中心。（{list_.format('明年6月底前')}）\n")
    assert (only_measure(dated)["deadline"], only_measure(dated)["schedule"]["every"]) == ("2025-06", "P3M")
    assert not dated["issues"]


def test_values_of_a_year_in_brackets_are_baselines_and_targets(read):
    table = "主要指标\t现状值（2023年）\t目标值（2026年）\n公共数据开放率（%）\t60\t95以上\n算力规模（EFLOPS）\t2.5\t6"
    assert rows_of(read(TABLE_OF_GOALS.format(table))) == [
        ("公共数据开放率", 95, "%", 2026, 60),
        ("算力规模", 6, "EFLOPS", 2026, 2.5),
    ]


def test_the_layer_of_a_city_is_a_list_of_its_own(read):
    contract = read("一、重点任务\n1.建设算力中心。建设中心。（省数据局负责）（市分工：市数据局负责）\n")
    assert list(as_lines(contract)) == ["一/1 省数据局=responsible", "一/1 市数据局=responsible"]


def test_people_without_a_body_are_an_issue(read):
    contract = read("一、重点任务\n1.建设算力中心。建设中心。（责任人：王强）\n2.开放。开放数据。（市数据局负责）\n")
    assert list(as_lines(contract)) == ["一/1 ", "一/2 市数据局=responsible"]
    assert [issue["code"] for issue in contract["issues"]] == ["owners-not-understood"]


def test_a_body_whose_verb_gives_no_role_is_an_issue(read):
    contract = read(
        "一、重点任务\n1.建设算力中心。建设中心。（市数据局会签市财政局办理）\n2.开放。开放数据。（市数据局负责）\n"
    )
    assert list(as_lines(contract)) == ["一/1 ", "一/2 市数据局=responsible"]
    assert [issue["code"] for issue in contract["issues"]] == ["owners-not-understood"]


DAMAGED = {
    "（市数据局牵头，市财政局配合。以下任务均需各县区政府落实，不再列出）": ["市数据局=lead", "市财政局=support"],
    "（市数据局牵头，各县（市、区）政府按职责分工负责）": ["市数据局=lead", "各县（市、区）政府=responsible"],
    "（市数据局、市财政局负责，完成时限：2025年6月）": ["市数据局=responsible", "市财政局=responsible"],
    "责任单位：各有关部门按职责分工负责）": ["各有关部门=responsible"],
}


@pytest.mark.parametrize("bracket", DAMAGED)
def test_a_list_whose_opening_bracket_is_lost(read, bracket):
    lines = "" if bracket[0] == "（" else "\n"
    text = f"一、重点任务\n1.建设甲。推进甲的建设。{lines}{bracket.removeprefix('（')}\n2.建设乙。推进乙。（市科技局负责）\n"
    first = read(text)["tasks"][0]["measures"][0]
    explicit = [one for one in first["assignments"] if one["basis"] == "explicit"]
    assert [f"{one['written']}={one['role']}" for one in explicit] == DAMAGED[bracket]


def test_a_list_that_is_not_closed_ends_at_its_last_predicate(read):
    words = "（市数据局牵头负责，市财政局配合研究制定市场准入效能评估指标体系，积极主动做好评估。\n"
    contract = read(f"一、重点任务\n1.建设甲。推进甲的建设。{words}2.建设乙。推进乙。（市科技局负责）\n")
    assert next(iter(as_lines(contract))).startswith("一/1 市数据局=lead 市财政局=support")


def test_numbers_go_on_after_a_list_that_is_not_closed_in_flat_text(read_whole):
    text = "一、重点任务1.建设甲。推进甲。（市数据局牵头，市财政局负责2.建设乙。推进乙。（市科技局负责）3.建设丙。推进丙。（市教育局负责）"
    assert list(as_lines(read_whole(HEAD.replace("\n", "") + text))) == [
        "一/1 市数据局=lead 市财政局=responsible",
        "一/2 市科技局=responsible",
        "一/3 市教育局=responsible",
    ]


def test_spaces_around_signs_leave_collectives_whole(read):
    contract = read("一、重点任务\n1.建设甲 。推进甲 。（市数据局 、市财政局 ，各市 、州 、县人民政府负责 ）\n")
    assert list(as_lines(contract)) == [
        "一/1 市数据局=responsible 市财政局=responsible 各市、州、县人民政府=responsible"
    ]


def test_a_number_that_is_no_target_and_nothing_else_is_an_issue(read):
    contract = read("一、重点任务\n1.充实力量。每村有2名专干，新增岗位30个。（市人社局负责）\n")
    (issue,) = [issue for issue in contract["issues"] if issue["code"] == "number-not-read"]
    assert (issue["severity"], issue["message"]) == ("Info", "数字“2名”未读作目标。")
    assert [target["min"] for target in only_measure(contract)["targets"]] == [30]


def test_what_only_the_heading_of_a_task_states_is_of_its_first_measure(read):
    heading = "1.2025年10月底前新增学位2万个。\n统筹推进学校建设，新增托位300个。\n"
    contract = read(f"一、重点任务\n{heading}责任单位：市教育局\n")
    measure = only_measure(contract)
    assert measure["deadline"] == "2025-10"
    assert [(one["metric"], one["min"]) for one in measure["targets"]] == [("学位", 20000), ("托位", 300)]


def test_labelled_lines_below_the_owners_are_notes_and_dates_of_the_same_measure(read):
    people = "主管领导:刘某\n责任单位:市教育局\n主要责任人:毛某\n"
    rest = "资金来源:市财政资金\n进度安排:6月底前完成基建;12月底前全部完工。\n"
    contract = read(f"一、教育\n1.新增学位2万个。\n{people}{rest}2.新建公园。\n责任单位:市园林局\n")
    first, second = (task["measures"] for task in contract["tasks"])
    assert [(len(first), len(second)), first[0]["deadline"], first[0]["targets"][0]["min"]] == [
        (1, 1),
        "2024-12",
        20000,
    ]
    assert [(note["name"], note["exact"]) for note in first[0]["notes"]] == [("资金来源", "市财政资金")]


def test_the_list_of_annexes_above_a_plan_is_no_count_that_its_items_go_on_with(read_whole):
    notice = "云江市人民政府办公室关于印发重点工作分工的通知\n各县区：\n现印发给你们。\n附件：{}\n云江市人民政府办公室\n2024年5月2日\n附件1\n重点工作分工\n"
    plan = "一、工业\n1.支持企业。（市经信局负责）\n二、教育\n3.扩大学位。（市教育局负责）\n附件2\n民生实事清单\n一、新增车位。（市公安局负责）\n"
    plan = plan.replace("3.", "2.建学校。（市教育局负责）\n3.")
    for annexes in ("1.重点工作分工\n2.民生实事清单", "\n1.重点工作分工\n2.民生实事清单"):
        contract = read_whole(notice.format(annexes) + plan)
        assert [task["path"] for task in contract["tasks"]] == ["一/1", "二/2", "二/3", "附件2/一"]
        assert contract["plan"]["issued"] == "2024-05-02"


def test_cells_that_a_copied_page_left_on_lines_of_their_own_are_a_table(read_whole):
    cells = ["目标与任务", "分管领导", "牵头责任单位", "责任单位"]
    rows = [
        ["80", "新增托位400个。", "于 某", "市教育局", "市财政局、各县区"],
        ["81", "新建广场3个。\n完善设施。", "陆 某", "市文旅局", ""],
    ]
    lines = "".join(f"{cell} |\n" for cell in ["序号", *cells, *(cell for row in rows for cell in row)])
    contract = read_whole(f"附件\n云江市2024年重点工作任务分解表\n{lines}")
    assert list(as_lines(contract)) == [
        "80 市教育局=lead 市财政局=responsible 各县区=responsible",
        "81 市文旅局=lead",
    ]
    assert [measure["people"][0]["exact"] for task in contract["tasks"] for measure in task["measures"]] == [
        "于 某",
        "陆 某",
    ]


def test_bars_before_words_without_end_cost_no_more_than_their_length(read_whole):
    bars = "序号 |\n" * 6
    with cpu_at_most(10):
        contract = read_whole(
            f"{HEAD}{bars}" + "推进建设工作\n" * 20_000 + "一、重点任务\n1.建设平台。（市科技局负责）\n"
        )
    assert list(as_lines(contract)) == ["一/1 市科技局=responsible"]


TABLE_AND_NOTE = (
    "附件\n任务清单\n序号\t任务\t责任单位\t完成时限\n1\t建设丙\t市教育局\t2025年\n2\t建设丁\t市科技局\t2025年\n{}\n"
)


@pytest.mark.parametrize(
    ("note", "unread"),
    [
        ("备注：以上任务均由各县（市、区）政府配合落实。", ["以上任务均由各县（市、区）政府配合落实"]),
        ("说明：以上任务于2025年12月底前完成。", ["以上任务于2025年12月底前完成"]),
        ("注：\n1.各县区负责落实。\n2.市统计局提供数据。", ["1.各县区负责落实", "2.市统计局提供数据"]),
        ("注：1.排名第一的为牵头单位；2.各县区负责落实本辖区任务。", ["2.各县区负责落实本辖区任务"]),
        ("注：完成时限未注明的为2026年底。\t\t\t", ["完成时限未注明的为2026年底"]),
        ("（注：县直单位由市教育局指导。）", ["县直单位由市教育局指导"]),
        # what rules read, and what says nothing of owners or deadlines
        ("注：标★的为牵头单位。", []),
        ("注：表中数据为初步统计。", []),
        ("合计：2项\t\t\t", []),
        ("填报单位：市统计局", []),
    ],
)
def test_a_note_on_a_table_that_no_rule_reads_is_an_issue_where_it_stands(read, note, unread):
    text = TABLE_AND_NOTE.format(note)
    contract = read(text)
    assert [task["path"] for task in contract["tasks"]] == ["1", "2"]
    whole = HEAD + text
    notes = [issue for issue in contract["issues"] if issue["code"] == "note-not-read"]
    assert [whole[one["start"] : one["end"]] for one in notes] == unread


def test_the_head_of_a_working_group_leads(read):
    contract = read(
        "一、工作专班\n（一）协调组\n组长单位：市数据局\n配合单位：市财政局\n主要职责：统筹协调。\n（二）项目组\n组长单位：市科技局\n"
    )
    assert list(as_lines(contract)) == ["一/(一) 市数据局=lead 市财政局=support", "一/(二) 市科技局=lead"]


def test_a_table_of_working_groups_has_their_names_as_areas(read):
    rows = (
        "1\t基础设施组\t市数据局\t市财政局、市科技局\t统筹算力建设\n2\t应用推广组\t市教育局\t市统计局\t推广应用场景\n"
    )
    contract = read(f"附件1\n工作专班\n序号\t专班名称\t牵头单位\t成员单位\t主要职责\n{rows}")
    assert list(as_lines(contract)) == [
        "1 市数据局=lead 市财政局=support 市科技局=support",
        "2 市教育局=lead 市统计局=support",
    ]
    assert [area["heading"] for area in contract["areas"]] == ["基础设施组", "应用推广组"]


@pytest.mark.parametrize(
    ("words", "deadline", "stages"),
    [
        ("示范车辆2024年达到50辆，2025年翻一番，2026年突破200辆。", 2026, [2024, 2025]),
        ("到2024年建成充电桩100个，2025年累计300个。", 2025, [2024]),
        ("2024年底前建成充电桩100个。", 2024, []),
        ("建成充电桩100个，2024年底前投用，与规划（2025—2026年）衔接。", 2024, []),
    ],
)
def test_the_last_year_of_the_targets_is_when_their_measure_is_done(read_whole, words, deadline, stages):
    (task,) = read_whole(f"{HEAD}一、重点任务\n（一）推广车辆\n{words}（市数据局）\n")["tasks"]
    (measure,) = task["measures"]
    assert (measure["deadline"], measure["stages"]) == (deadline, stages)


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("由市商务局牵头，市财政局、市税务局参与，2025年前建成服务站40个。", "市商务局=lead 市财政局=support 市税务局=support"),
        ("由市商务局牵头负责，市财政局等部门配合，完善服务体系。", "市商务局=lead 市财政局=support"),
        ("由市商务局牵头制定办法，市财政局参与评审，建成服务站40个。", ""),
    ],
)  # fmt: skip
def test_a_sentence_that_begins_with_who_leads_and_who_takes_part_names_owners(read_whole, words, owners):
    (task,) = read_whole(f"{HEAD}一、重点任务\n（一）服务商户\n{words}\n")["tasks"]
    (measure,) = task["measures"]
    assert " ".join(f"{one['written']}={one['role']}" for one in measure["assignments"]) == owners


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        ("市商务局要会同市财政局抓好落实，各县区政府具体实施。", ["市商务局", "各县区政府"]),
        ("市应急局、市公安局要强化管控。", ["市应急局、市公安局"]),
        ("请市商务局负责统计。", ["市商务局"]),
        ("企业要落实责任。市商务局要求企业整改。", []),
        ("市商务局要抓好落实。（市财政局牵头）", []),
    ],
)
def test_duties_that_sentences_give_to_bodies_are_told_where_no_list_names_owners(read_whole, words, bodies):
    text = f"{HEAD}一、重点任务\n（一）服务商户\n改善服务条件。{words}\n"
    told = [one for one in read_whole(text)["issues"] if one["code"] == "duty-in-sentence"]
    places = [place for one in told for place in one["places"]]
    assert [text[place["start"] : place["end"]] for place in places] == bodies
