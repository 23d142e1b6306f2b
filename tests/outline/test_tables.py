import pytest

from aizone.documents import read_bytes
from aizone.flow.cell_tables import with_cell_tables
from aizone.outline import read_outline
from aizone.outline.tables import as_task_table
from aizone.text.table_headers import read_header, read_table
from tests.bounds import cpu_at_most

HEADER = "序号,任务,牵头单位,配合单位,完成时限\n"


@pytest.mark.parametrize(
    ("words", "kind", "role"),
    [(words, entry["kind"], entry.get("role")) for entry in read_table()["column"] for words in entry["example"]],
)
def test_the_examples_of_the_table_are_true(words, kind, role):
    column = read_header(words)
    assert column is not None
    assert (column.kind, column.role) == (kind, role)


@pytest.mark.parametrize("entry", ["none", "same"])
def test_the_examples_of_cells_are_true(entry):
    import re

    words = read_table()[entry]
    assert all(re.fullmatch(words["pattern"], example) for example in words["example"])


@pytest.mark.parametrize(
    "words", ["数量", "金额（万元）", "", "推进数字经济发展的若干重要举措和主要责任单位一览", "姓名"]
)
def test_other_headers_are_not_known(words):
    assert read_header(words) is None


def outline(words, name="某市任务分工表.csv"):
    return read_outline(read_bytes(words.encode(), name))


def tasks(found):
    text = found.document.text
    return [
        (
            section.printed_path,
            section.heading.of(text),
            [
                (
                    [(one.cell.of(text), one.role, one.from_above) for one in row.owners],
                    row.deadline and row.deadline.of(text),
                )
                for row in section.rows
            ],
        )
        for section in found.walk()
        if section.rows
    ]


def test_rows_are_tasks_with_their_printed_number():
    found = outline("某市任务表\n" + HEADER + "3,建设平台,市商务局,—,2025年\n5,开展试点,市公安局,无,\n")
    assert tasks(found) == [
        ("3", "建设平台", [([("市商务局", "lead", False)], "2025年")]),
        ("5", "开展试点", [([("市公安局", "lead", False)], None)]),
    ]
    assert [span.of(found.document.text) for span in found.preamble] == ["某市任务表"]


def test_rows_without_numbers_are_counted():
    assert [path for path, _, _ in tasks(outline("任务,责任单位\n建设平台,市商务局\n开展试点,市公安局\n"))] == [
        "1",
        "2",
    ]


def test_the_same_as_above_is_taken_from_there_and_said_when_it_is_only_blank():
    found = outline(HEADER + "1,甲任务,市商务局,市税务局,2025年\n2,乙任务,同上,,\n3,丙任务,,,2026年\n4,丁任务,—,,\n")
    assert [rows[0][0] for _, _, rows in tasks(found)] == [
        [("市商务局", "lead", False), ("市税务局", "support", False)],
        [("市商务局", "lead", False)],
        [("市商务局", "lead", True)],
        [],
    ]


def test_the_same_as_above_reaches_into_the_first_row_of_an_area():
    found = outline("类别,任务,责任单位\n底座,甲任务,市商务局\n同上,乙任务,同上\n场景,丙任务,〃\n")
    assert [rows[0][0] for _, _, rows in tasks(found)] == [[("市商务局", "responsible", False)]] * 3


def test_a_table_by_unit_is_read_the_other_way_round():
    found = outline("序号,单位,任务\n1,市商务局,甲任务\n2,,乙任务\n3,市公安局,丙任务\n")
    assert [(heading, rows[0][0][0][0]) for _, heading, rows in tasks(found)] == [
        ("甲任务", "市商务局"), ("乙任务", "市商务局"), ("丙任务", "市公安局")
    ]  # fmt: skip


def test_rows_that_name_an_area_group_those_below():
    found = outline(
        HEADER + "一,夯实底座,,,\n1,甲任务,市商务局,,\n2,乙任务,市公安局,,\n二,拓展场景,,,\n1,丙任务,市教育局,,\n"
    )
    assert [(path, heading) for path, heading, _ in tasks(found)] == [
        ("一/1", "甲任务"), ("一/2", "乙任务"), ("二/1", "丙任务")
    ]  # fmt: skip
    areas = [section for section in found.sections if section.style == "table_area"]
    assert [area.heading.of(found.document.text) for area in areas] == ["夯实底座", "拓展场景"]


def test_a_category_column_groups_without_entering_the_path():
    found = outline("类别,序号,任务,责任单位\n底座,1,甲任务,市商务局\n,2,乙任务,市公安局\n场景,3,丙任务,市教育局\n")
    assert [section.printed_path for section in found.sections] == ["底座", "场景"]
    assert [path for path, _, _ in tasks(found)] == ["1", "2", "3"]


def test_a_task_with_several_measures_has_a_row_for_each():
    found = outline(
        "序号,重点任务,具体举措,责任单位\n1,建设平台,编制方案,市商务局\n,,启动建设,市公安局\n2,开展试点,选定区县,市教育局\n"
    )
    assert [(path, heading, len(rows)) for path, heading, rows in tasks(found)] == [
        ("1", "建设平台", 2),
        ("2", "开展试点", 1),
    ]


HTML = (
    "<html><body><p>某市数字经济行动计划</p><p>一、总体要求</p><p>推进发展。</p><p>二、重点任务</p>{before}<table><tr><th>序号</th>"
    "<th>任务</th><th>责任单位</th></tr><tr><td>1</td><td>一、甲任务</td><td>市商务局</td></tr></table><p>三、保障</p><p>加强领导。</p></body></html>"
)


def test_a_table_is_under_its_section_and_its_words_open_no_section():
    found = outline(HTML.format(before=""), "plan.html")
    assert [section.printed_path for section in found.walk()] == ["一", "二", "二/1", "三"]
    assert found.document.text[found.sections[1].children[0].mark.start] == "1"


def test_an_attached_table_has_no_section_above_it():
    found = outline(HTML.format(before="<p>附件：任务分工表</p>"), "plan.html")
    assert [section.printed_path for section in found.sections] == ["一", "二", "1", "三"]
    assert [span.of(found.document.text) for span in found.sections[1].body] == []  # the mark is not part of 二


def test_other_tables_stay_running_text():
    document = read_bytes(b"\xef\xbb\xbf" + "指标,单位,目标值\n规模,亿元,100\n企业,家,20\n".encode(), "指标.csv")
    assert as_task_table(document.text, document.tables[0]) is None
    assert read_outline(document).sections == ()


def test_thousands_of_tables_are_placed_in_time_that_grows_with_the_text():
    cells = "".join(
        f"<tr><td>{cell}</td></tr>".replace("|", "</td><td>") for cell in ("序号|任务|责任单位", "1|建设平台|市商务局")
    )
    page = "<h1>云江市分工方案</h1><p>一、重点任务</p>" + f"<table>{cells}</table><p>二、其他</p>" * 2_000
    document = read_bytes(f"<html><body>{page}</body></html>".encode(), "plan.html")
    with cpu_at_most(8):
        found = read_outline(document)
    rows = [section for section in found.walk() if section.rows]
    assert len(rows) == 2_000
    assert rows[0].path[0] == "一"


def test_a_table_attached_after_a_section_stays_beside_it_and_so_does_the_next():
    table = "序号\t任务\t责任单位\n{}\t建设平台\t市商务局\n"
    text = f"云江市方案\n一、重点任务\n推进工作。\n附件2 分工表\n{table.format(1)}\n{table.format(2)}"
    found = read_outline(with_cell_tables(read_bytes(text.encode(), "plan.txt")))
    assert [section.path for section in found.walk() if section.rows] == [("1",), ("2",)]
    (chapter,) = [section for section in found.sections if section.style == "cn_comma"]
    assert [line.of(text) for line in chapter.body] == ["推进工作。"]
