"""Task tables that a PDF left as lines, one per piece of a cell."""

import pytest

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from tests.bounds import cpu_at_most

HEAD = "云江市人民政府\n2024年3月1日\n云江市优化营商环境重点任务清单（2024年）\n为落实年度部署，现将任务分解如下，请认真抓好落实。\n"
HEADER = "序号\n任务\n牵头部门\n责任单位\n"
TAIL = "以上任务由有关方面定期调度，年底前汇总上报。\n"


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


def rows(text, knowledge):
    document = read_bytes(text.encode(), "plan.txt")
    contract = to_contract(read(document, knowledge))
    for task in contract["tasks"]:
        for measure in task["measures"]:
            for fact in measure["assignments"]:
                assert "".join(document.text[fact["start"] : fact["end"]].split()).startswith(fact["written"][:1])
    return [
        (
            task["path"],
            task["heading"],
            [
                (fact["written"], fact["role"])
                for measure in task["measures"]
                for fact in measure["assignments"]
                if fact["basis"] == "explicit"
            ],
        )
        for task in contract["tasks"]
    ]


def test_rows_are_found_by_their_numbers_and_cells_by_what_they_hold(knowledge):
    table = (
        "1\n推行企业开办一件事，压缩办理\n时限，实现全程网办。\n市市场监管局\n市公安局、市税\n务局、市人社局\n"
        "2\n完善信用修复机制。\n市发展改\n革委\n—\n"
    )
    assert rows(HEAD + HEADER + table + TAIL, knowledge) == [
        (
            "1",
            "推行企业开办一件事，压缩办理时限，实现全程网办",
            [
                ("市市场监管局", "lead"),
                ("市公安局", "responsible"),
                ("市税务局", "responsible"),
                ("市人社局", "responsible"),
            ],
        ),
        ("2", "完善信用修复机制", [("市发展改革委", "lead")]),
    ]


def test_a_cell_may_run_over_a_page_with_its_header(knowledge):
    page = "# Page {}:\n" + HEADER
    table = (
        "1\n推广电子证照应用，减少纸质材料。\n市数据局\n市公安局、市财政局、\n"
        + page.format(2)
        + "市住房公积金中心\n2\n开展涉企收费检查\n市市场监管局\n各县（市、区）人民政府\n"
        + page.format(3)
        + "3\n清理拖欠账款。\n市工业和信息化局\n市财政局\n"
    )
    found = rows(HEAD + HEADER + table, knowledge)
    assert [(path, [name for name, _ in owners]) for path, _, owners in found] == [
        ("1", ["市数据局", "市公安局", "市财政局", "市住房公积金中心"]),
        ("2", ["市市场监管局", "各县（市、区）人民政府"]),
        ("3", ["市工业和信息化局", "市财政局"]),
    ]


def test_three_columns_of_owners_and_a_deadline(knowledge):
    header = "序号\n重点任务\n牵头单位\n责任单位\n配合单位\n完成时限\n"
    table = (
        "1\n建成智算中心一期。\n市数据局\n市财政局\n市科技局、市教育局\n2024年12月底前\n"
        "2\n发布场景清单。\n市经信局\n—\n各县（市、区）人民政府\n持续推进\n"
    )
    document = read_bytes((HEAD + header + table).encode(), "plan.txt")
    measures = [task["measures"][0] for task in to_contract(read(document, knowledge))["tasks"]]
    assert [
        [(fact["written"], fact["role"]) for fact in one["assignments"] if fact["basis"] == "explicit"]
        for one in measures
    ] == [
        [("市数据局", "lead"), ("市财政局", "responsible"), ("市科技局", "support"), ("市教育局", "support")],
        [("市经信局", "lead"), ("各县（市、区）人民政府", "support")],
    ]
    assert [(one["deadline"], one["continuous"]) for one in measures] == [("2024-12", False), (None, True)]


def test_a_table_without_numbers(knowledge):
    header = "工作任务\n牵头单位\n责任单位\n"
    table = "建设公共充电桩，先医院后社区。\n市发展改革委\n市住建局\n改造老旧管网。\n市水利局\n市财政局、市住建局\n"
    assert [owners for _, _, owners in rows(HEAD + header + table + TAIL, knowledge)] == [
        [("市发展改革委", "lead"), ("市住建局", "responsible")],
        [("市水利局", "lead"), ("市财政局", "responsible"), ("市住建局", "responsible")],
    ]


def test_lines_that_only_look_like_a_header_are_text(knowledge):
    text = HEAD + "一、任务\n（一）建设平台。牵头单位和责任单位另行明确。\n牵头单位：市数据局\n责任单位：市财政局\n"
    assert rows(text, knowledge) == [
        ("一/(一)", "建设平台", [("市数据局", "lead"), ("市财政局", "responsible")]),
    ]


@pytest.mark.parametrize("lines", [HEADER * 4000, HEADER + "1\n任务。\n" * 8000, (HEADER + "1\n市数据局、\n") * 3000])
def test_hostile_tables_end_soon(lines, knowledge):
    with cpu_at_most(8):
        found = rows(HEAD + "一、任务\n（一）建设。（市数据局负责）\n" + lines, knowledge)
    assert found[0][0] == "一/(一)"
