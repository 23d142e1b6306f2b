import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.exports.contract import to_contract
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.reading.rebuild import rebuild
from aizone.vocab import AZ
from tests.documents import renderings

HEAD = "云江市数字经济任务清单（2025年）\n"


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


def contract(words, knowledge, name="plan.csv"):
    return to_contract(read(read_bytes(words.encode(), name), knowledge))


def owners(found):
    return [
        [(fact["written"], fact["role"]) for fact in measure["assignments"] if fact["basis"] != "group"]
        for task in found["tasks"]
        for measure in task["measures"]
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("市科技局", [("市科技局", "responsible")]),
        ("市科技局、市公安局", [("市科技局", "responsible"), ("市公安局", "responsible")]),
        ("市科技局 市公安局", [("市科技局", "responsible"), ("市公安局", "responsible")]),
        ('"市科技局\n市公安局"', [("市科技局", "responsible"), ("市公安局", "responsible")]),
        ("市科技局牵头，市公安局配合", [("市科技局", "lead"), ("市公安局", "support")]),
        ("牵头单位：市科技局；配合单位：市公安局", [("市科技局", "lead"), ("市公安局", "support")]),
        ("各县（市、区）人民政府", [("各县（市、区）人民政府", "responsible")]),
    ],
)
def test_an_owner_cell_is_read_by_the_grammar_of_lists(cell, expected, knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位\n1,建设平台,{cell}\n", knowledge)
    assert owners(found) == [expected]


@pytest.mark.parametrize(
    ("cell", "deadline", "continuous"),
    [
        ("2025年6月底前", "2025-06", False),
        ("2025/12/31", "2025-12-31", False),
        ("2025.6", "2025-06", False),
        ("2025", 2025, False),
        ("2025年底", 2025, False),
        ("持续推进", None, True),
    ],
)
def test_deadline_cells(cell, deadline, continuous, knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位,完成时限\n1,建设平台,市科技局,{cell}\n", knowledge)
    measure = found["tasks"][0]["measures"][0]
    assert (measure["deadline"], measure["continuous"]) == (deadline, continuous)


def test_what_is_unclear_is_reported(knowledge):
    words = f"{HEAD}序号,任务,责任单位,完成时限\n1,建设平台,市科技局,另行通知\n2,开展试点,,2025年\n"
    found = contract(words, knowledge)
    issues = {issue["code"]: issue for issue in found["issues"]}
    assert issues["deadline-not-read"]["cell"] == "D3"
    assert issues["owners-from-above"]["cell"] == "B4"


def test_a_row_whose_heading_speaks_of_goals_is_still_a_task(knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位\n1,完善目标考核,市科技局\n2,夯实工作基础,市公安局\n", knowledge)
    assert [task["heading"] for task in found["tasks"]] == ["完善目标考核", "夯实工作基础"]


def test_targets_are_read_from_the_column_beside_the_task(knowledge):
    found = contract(f"{HEAD}序号,任务,年度目标,责任单位\n1,培育企业,新增企业50家以上,市科技局\n", knowledge)
    assert [target["min"] for target in found["tasks"][0]["measures"][0]["targets"]] == [50]


def test_the_title_is_the_title_row_the_sheet_or_the_file(knowledge):
    table = "序号,任务,责任单位\n1,建设平台,市科技局\n"
    assert contract(HEAD + table, knowledge)["plan"]["title"] == HEAD.strip()
    for mark in ("附件2", "附件：", "附表1"):
        assert contract(f"{mark},,\n玉河市任务分解表,,\n{table}", knowledge)["plan"]["title"] == "玉河市任务分解表"
    assert contract(table, knowledge, "folder/云江市任务分工表.csv")["plan"]["title"] == "云江市任务分工表"
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "2025年重点任务清单"
    for line in table.splitlines():
        book.active.append(line.split(","))
    buffer = io.BytesIO()
    book.save(buffer)
    found = to_contract(read(read_bytes(buffer.getvalue(), "导出.xlsx"), knowledge))
    assert found["plan"]["title"] == "2025年重点任务清单"
    assert found["tasks"][0]["measures"][0]["assignments"][0]["cell"] == "'2025年重点任务清单'!C2"


@pytest.mark.parametrize(
    ("name", "data", "term", "place"),
    [
        ("plan.csv", renderings.as_csv, "cell", "cell=3,3"),
        ("plan.xlsx", renderings.as_xlsx, "cell", "D3"),
        ("plan.pdf", renderings.as_pdf, "page", "2"),
        ("plan.docx", renderings.as_docx, "paragraph", "10"),
    ],
)
def test_evidence_says_where_to_look(name, data, term, place, workspace, tmp_path):
    path = tmp_path / name
    path.write_bytes(data())
    (result,) = ingest(workspace, [path], slug="t")
    assert result.error is None
    quads = workspace.stored_plan("t").quads
    places = {
        quad.predicate.value.rpartition("#")[2]: {
            other.object.value for other in quads if other.predicate == quad.predicate
        }
        for quad in quads
        if quad.predicate in {AZ.cell, AZ.page, AZ.paragraph}
    }
    assert set(places) == {term}
    assert place in places[term]
    before = workspace.paths.plan("t").read_bytes()
    assert [one.change for one in rebuild(workspace) if one.slug == "t"] == ["unchanged"]
    assert workspace.paths.plan("t").read_bytes() == before


def workbook(**sheets):
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name.startswith("隐藏") else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_several_sheets_are_several_tables_and_hidden_ones_none(knowledge):
    header = ["类别", "序号", "任务", "责任单位"]
    data = workbook(
        底座任务=[["云江市任务清单（2025年）"], header, ["算力", 1, "建设平台", "市科技局"]],
        场景任务=[header, ["交通", 1, "开展试点", "市公安局"]],
        隐藏任务=[header, ["其他", 1, "不应读取", "市教育局"]],
    )
    reading = read(read_bytes(data, "plan.xlsx"), knowledge)
    assert [(task.path, task.heading, task.area) for task in reading.tasks] == [
        (("1",), "建设平台", ("算力",)),
        (("1",), "开展试点", ("交通",)),
    ]
    assert "场景任务" in reading.document.text
    assert "不应读取" not in reading.document.text


def test_a_header_of_two_rows_and_one_that_is_repeated(knowledge):
    page = (
        "<html><body><p>云江市任务清单（2025年）</p><table><tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>责任单位</th></tr>"
        "<tr><th>牵头单位</th><th>配合单位</th></tr><tr><td>1</td><td>建设平台</td><td>市科技局</td><td>市公安局</td></tr>"
        "<tr><td>序号</td><td>任务</td><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td>2</td><td>开展试点</td><td>市公安局</td><td>/</td></tr></table></body></html>"
    )
    found = to_contract(read(read_bytes(page.encode(), "plan.html"), knowledge))
    assert owners(found) == [[("市科技局", "lead"), ("市公安局", "support")], [("市公安局", "lead")]]
    assert [task["path"] for task in found["tasks"]] == ["1", "2"]


def test_dates_and_percentages_of_a_workbook_are_read_as_shown(knowledge):
    import datetime

    data = workbook(
        任务=[
            ["云江市任务清单（2025年）"],
            ["序号", "任务", "责任单位", "完成时限"],
            [1.0, "建设平台", "市科技局", datetime.datetime(2025, 6, 30)],
        ]
    )
    found = to_contract(read(read_bytes(data, "plan.xlsx"), knowledge))
    assert found["tasks"][0]["path"] == "1"
    assert found["tasks"][0]["measures"][0]["deadline"] == "2025-06-30"


def test_a_table_with_owners_but_no_known_task_column_is_reported(knowledge):
    page = (
        "<html><body><p>云江市行动计划（2025年）</p><p>一、任务</p><p>（一）平台。建设平台。（责任单位：市科技局）</p>"
        "<table><tr><td>政策</td><td>责任单位</td></tr><tr><td>甲</td><td>市公安局</td></tr></table></body></html>"
    )
    found = to_contract(read(read_bytes(page.encode(), "plan.html"), knowledge))
    assert "table-not-read" in {issue["code"] for issue in found["issues"]}


def marked(table, knowledge):
    found = contract(HEAD + table, knowledge)
    return owners(found), [issue["code"] for issue in found["issues"] if issue["code"] != "group-members-unknown"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("序号,任务,市科技局,市公安局\n1,建设平台,牵头,配合\n", [[("市科技局", "lead"), ("市公安局", "support")]]),
        ("序号,任务,市科技局,市公安局\n1,建设平台,●,○\n", [[("市科技局", "lead"), ("市公安局", "support")]]),
        ("序号,任务,市科技局,市公安局\n1,建设平台,√,√\n", [[("市科技局", "responsible"), ("市公安局", "responsible")]]),
        ("序号,任务,市科技局,市公安局\n1,建设平台,☑,□\n", [[("市科技局", "responsible")]]),
        (
            "序号,任务,市科技局,市公安局\n1,建设平台,○,●\n注：○为牵头单位；●为配合单位,,,\n",
            [[("市科技局", "lead"), ("市公安局", "support")]],
        ),
        (
            "序号,任务,责任单位,,完成时限\n,,市科技局,市公安局,\n1,建设平台,√,,2025年底\n",
            [[("市科技局", "responsible")]],
        ),
        (
            "序号,任务,牵头单位,,配合单位,\n,,市科技局,市公安局,市教育局,市民政局\n1,建设平台,√,,,√\n2,开放数据,,√,√,\n",
            [[("市科技局", "lead"), ("市民政局", "support")], [("市公安局", "lead"), ("市教育局", "support")]],
        ),
    ],
)
def test_units_as_columns_are_owners_by_their_marks(table, expected, knowledge):
    assert marked(table, knowledge) == (expected, [])


def test_a_column_with_a_tick_that_is_no_unit_adds_no_owner(knowledge):
    found, codes = marked("序号,任务,市科技局,市公安局,是否完成\n1,建设平台,★,○,√\n", knowledge)
    assert found == [[("市科技局", "lead"), ("市公安局", "support")]]
    assert codes == ["column-not-read"]


def notes(found, kind):
    return [[note["name"], note["exact"]] for task in found["tasks"] for m in task["measures"] for note in m[kind]]


@pytest.mark.parametrize("header", ["牵头领导", "责任人", "联系人"])
def test_people_in_a_column_are_kept_apart_from_bodies(header, knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位,{header}\n1,建设平台,市科技局,王强\n", knowledge)
    assert owners(found) == [[("市科技局", "responsible")]]
    assert notes(found, "people") == [[header, "王强"]]
    assert (notes(found, "notes"), found["issues"]) == ([], [])


@pytest.mark.parametrize("header", ["资金来源", "完成情况", "备注"])
def test_a_column_of_remarks_is_kept_under_its_name(header, knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位,{header}\n1,建设平台,市科技局,某处\n", knowledge)
    assert (notes(found, "notes"), found["issues"]) == ([[header, "某处"]], [])


def test_remarks_are_in_the_graph_and_people_are_not(workspace, tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(f"{HEAD}序号,任务,责任单位,责任人,资金来源\n1,建设平台,市科技局,王强,财政资金\n", "utf-8")
    (result,) = ingest(workspace, [path], slug="t")
    assert result.error is None
    quads = workspace.stored_plan("t").quads
    assert [quad.object.value for quad in quads if quad.predicate == AZ.remark] == ["资金来源：财政资金"]
    assert not any("王强" in str(quad.object) for quad in quads)


def test_a_list_that_is_published_without_its_text_names_no_people(workspace, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        f"{HEAD}一、重点任务\n1.建设平台。（责任单位：市科技局；责任人：王强）\n2.建设乙。（责任单位：市公安局）\n",
        "utf-8",
    )
    (result,) = ingest(workspace, [path], slug="t", facts_only=True)
    assert result.error is None
    lists = {quad.object.value for quad in workspace.stored_plan("t").quads if quad.predicate == AZ.ownerList}
    assert lists == {"（责任单位：市科技局；责任人：…）", "（责任单位：市公安局）"}


def test_a_column_that_is_not_known_is_kept_and_named_in_an_issue(knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位,所在园区\n1,建设平台,市科技局,某处\n", knowledge)
    assert owners(found) == [[("市科技局", "responsible")]]
    assert notes(found, "notes") == [["所在园区", "某处"]]
    (issue,) = found["issues"]
    assert issue["code"] == "column-not-read"
    assert "所在园区" in issue["message"]


def test_bodies_and_people_of_one_column_are_parted(knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位及责任人\n1,建设平台,市科技局 王强\n", knowledge)
    assert owners(found) == [[("市科技局", "responsible")]]
    assert notes(found, "people") == [["责任人", "王强"]]


def test_a_header_of_two_rows_whose_cells_are_not_merged(knowledge):
    rows = "序号,任务,责任分工,,完成时限\n,,牵头单位,配合单位,\n1,建设平台,市科技局,市公安局,2025年\n合计,1项,,,\n"
    assert owners(contract(f"{HEAD}{rows}", knowledge)) == [[("市科技局", "lead"), ("市公安局", "support")]]


def test_two_lists_of_tasks_below_each_other_have_each_its_own_header(knowledge):
    rows = "序号,任务,责任单位\n1,建设平台,市科技局\n序号,项目,牵头单位\n1,丙项目,市公安局\n"
    assert owners(contract(f"{HEAD}{rows}", knowledge)) == [[("市科技局", "responsible")], [("市公安局", "lead")]]


def test_collective_columns_and_letters_as_ticks(knowledge):
    rows = "序号,任务,市科技局,各县（市、区）\n1,建设平台,Y,\n2,推广应用,Y,Y\n"
    assert owners(contract(f"{HEAD}{rows}", knowledge)) == [
        [("市科技局", "responsible")],
        [("市科技局", "responsible"), ("各县（市、区）", "responsible")],
    ]


def test_tasks_without_a_column_of_owners_are_of_the_unit_above_them_or_an_issue(knowledge):
    rows = "序号,任务,完成时限\n1,建设平台,2025年\n"
    assert owners(contract(f"{HEAD}牵头单位：市科技局,,\n{rows}", knowledge)) == [[("市科技局", "lead")]]
    with pytest.raises(DocumentError, match="who is responsible"):
        contract(f"{HEAD}{rows}", knowledge)


def test_columns_of_schedules_and_targets_are_read_as_what_they_are(knowledge):
    found = contract(
        f"{HEAD}任务,目标要求,责任单位,进度安排\n建设平台,接入企业200家以上,市科技局,2025年6月底前\n", knowledge
    )
    ((measure,),) = (task["measures"] for task in found["tasks"])
    assert (measure["deadline"], [target["min"] for target in measure["targets"]]) == ("2025-06", [200])
    assert not found["issues"]


def test_a_row_without_a_task_is_an_issue_where_it_is(knowledge):
    found = contract(f"{HEAD}序号,任务,责任单位,完成时限\n,,,2026年\n1,建设平台,市科技局,2025年\n", knowledge)
    assert [issue["code"] for issue in found["issues"]] == ["row-not-read"]


def test_running_numbers_that_skip_some_say_which_are_missing(knowledge):
    rows = "".join(f"{number},建设平台{number},市科技局\n" for number in (1, 2, 3, 10))
    found = contract(f"{HEAD}序号,任务,责任单位\n{rows}", knowledge)
    assert [task["path"] for task in found["tasks"]] == ["1", "2", "3", "10"]
    assert [(issue["code"], issue["message"]) for issue in found["issues"]] == [
        ("numbers-missing", "序号从3跳到10，缺4—9。")
    ]
    lines = "".join(f"{number}.建设平台。（市科技局负责）\n" for number in (1, 2, 3, 5))
    text = contract(f"{HEAD}一、重点任务\n{lines}", knowledge, "plan.txt")
    assert [issue["message"] for issue in text["issues"]] == ["序号从3跳到5，缺4。"]
    again = contract(
        f"{HEAD}一、重点任务\n1.甲。（市科技局负责）\n二、保障措施\n2.乙。（市科技局负责）\n", knowledge, "plan.txt"
    )
    assert not again["issues"]


@pytest.mark.parametrize(
    ("table", "targets"),
    [
        ("任务,目标要求,主要举措,责任单位,时限\n建站,建成充电站200座,选址,市交通局,2025年6月底前\n", [("充电站", 200, "2025-06")]),
        ("任务,责任单位,目标值\n建设充电站,市交通局,200座\n", [("充电站", 200, 2025)]),
        ("任务,责任单位,2025年目标,2026年目标\n建设充电站,市交通局,新建200座,新建300座\n", [("充电站", 200, 2025), ("充电站", 300, 2026)]),
    ],
)  # fmt: skip
def test_a_column_of_targets_away_from_the_task_is_read_and_kept_as_written(table, targets, knowledge):
    found = contract(f"{HEAD}{table}", knowledge)
    ((measure,),) = (task["measures"] for task in found["tasks"])
    assert [(one["metric"], one["min"], one["deadline"]) for one in measure["targets"]] == targets
    assert all("目标" in one["name"] for one in measure["notes"])
    assert len(measure["notes"]) == len(targets)


def test_a_number_in_a_column_of_targets_that_says_nothing_is_an_issue(knowledge):
    found = contract(f"{HEAD}任务,单位,责任单位,目标值\n建设充电站,座,市交通局,200\n", knowledge)
    assert owners(found) == [[("市交通局", "responsible")]]
    assert [one["code"] for one in found["issues"]] == ["value-not-read"]


def test_tables_of_working_groups_name_owners_and_keep_people_apart(knowledge):
    rows = (
        "序号,工作专班,组长,牵头单位,成员单位,主要职责\n"
        "1,绿道专班,李某某,市科技局,市公安局、市财政局,贯通滨河步道\n2,公交专班,王某某,市交通运输局,市公安局,加密班次\n"
    )
    found = contract(HEAD + rows, knowledge)
    assert owners(found) == [
        [("市科技局", "lead"), ("市公安局", "support"), ("市财政局", "support")],
        [("市交通运输局", "lead"), ("市公安局", "support")],
    ]
    assert not {issue["code"] for issue in found["issues"]} & {"column-not-read", "row-not-read"}


def test_a_row_with_nothing_but_an_area_is_the_area_of_the_rows_below_it(knowledge):
    rows = "编号,行动,子任务,责任单位\n1,夯实底座,,\n1.1,,建设平台,市科技局\n2,推广应用,,\n2.1,,开展试点,市公安局\n"
    found = contract(HEAD + rows, knowledge)
    assert [(task["path"], task["area"]) for task in found["tasks"]] == [("1.1", "夯实底座"), ("2.1", "推广应用")]
    assert "row-not-read" not in {issue["code"] for issue in found["issues"]}


@pytest.mark.parametrize("title", ["绿色出行", "无废城市", "特色小镇", "智慧社区服务中心"])
def test_a_title_that_ends_like_a_body_names_no_unit(title, knowledge):
    with pytest.raises(DocumentError, match="nowhere who is responsible"):
        contract(f"云江市{title}任务清单\n序号,任务,完成时限\n1,建设平台,2025年\n2,开展试点,2026年\n", knowledge)


def test_an_owner_that_is_struck_out_is_not_taken_from_the_row_above(knowledge):
    page = (
        f"<h1>{HEAD.strip()}</h1><table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>"
        "<tr><td>1</td><td>建设平台</td><td>市科技局</td></tr><tr><td>2</td><td>开展试点</td><td><del>市公安局</del></td></tr></table>"
    )
    found = contract(f"<html><body>{page}</body></html>", knowledge, "plan.html")
    assert owners(found) == [[("市科技局", "responsible")], []]
    assert {issue["code"] for issue in found["issues"]} >= {"words-left-out"}


@pytest.mark.parametrize("total", ["合计,,1,2", "合计：2项,,1,2", ",总计（项）,1,2", "共计2项,,,"])
def test_a_row_that_adds_up_is_no_task_and_its_numbers_are_no_marks(total, knowledge):
    rows = "序号,任务,市科技局,市公安局\n1,建设平台,牵头,配合\n2,开展试点,,牵头\n"
    assert owners(contract(f"{HEAD}{rows}{total}\n", knowledge)) == [
        [("市科技局", "lead"), ("市公安局", "support")],
        [("市公安局", "lead")],
    ]


@pytest.mark.parametrize(
    ("numbers", "paths"),
    [
        (("1", "1.1", "2", "2.1"), ["1.1", "2.1"]),
        (("1", "1-1", "2", "2-1"), ["1-1", "2-1"]),
        (("1", "（1）", "2", "（1）"), ["1/(1)", "2/(1)"]),
    ],
)
def test_a_row_whose_parts_follow_is_their_area_and_takes_no_owners_from_above(numbers, paths, knowledge):
    first, part, second, other = numbers
    rows = (
        f"{first},扩大供给,,\n{part},建设食堂,市科技局,2025年\n{second},提升质量,,\n{other},开展培训,市公安局,2025年\n"
    )
    found = contract(f"{HEAD}序号,任务,责任单位,完成时限\n{rows}", knowledge)
    assert [task["path"] for task in found["tasks"]] == paths
    assert owners(found) == [[("市科技局", "responsible")], [("市公安局", "responsible")]]
    assert "owners-from-above" not in [issue["code"] for issue in found["issues"]]


def test_tables_of_one_sheet_keep_the_numbered_lines_above_them(knowledge):
    header = "序号,任务,责任单位\n"
    rows = f"一、供给领域,,\n{header}1,建设食堂,市科技局\n二、保障领域,,\n{header}1,开展培训,市公安局\n"
    found = contract(f"云江市养老任务清单（2025年）,,\n{rows}", knowledge)
    assert [task["path"] for task in found["tasks"]] == ["一/1", "二/1"]


def test_a_short_row_of_a_pasted_table_is_read(knowledge):
    words = f"# {HEAD}\n| 序号 | 任务 | 责任单位 | 完成时限 |\n|-|-|-|-|\n| 1 | 建设食堂 | 市科技局 |\n| 2 | 开展培训 | 市公安局 | 2025年 |\n"
    found = contract(words, knowledge, "plan.md")
    assert owners(found) == [[("市科技局", "responsible")], [("市公安局", "responsible")]]
