import pytest

from aizone.documents import read_bytes
from tests.bounds import cpu_at_most


def text(words, name="plan.md"):
    return read_bytes(words.encode(), name).text


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("## 二、重点任务", "二、重点任务"),
        ("##二、重点任务 ##", "二、重点任务"),
        ("1\\.建设平台", "1.建设平台"),
        ("1. 建设平台", "1. 建设平台"),
        ("> 说明文字", "说明文字"),
        ("- （一）建设平台", "（一）建设平台"),
        ("- [x] 建设平台", "建设平台"),
        ("**牵头单位：** 市商务局", "牵头单位： 市商务局"),
        ("由 *市商务局* 负责", "由 市商务局 负责"),
        ("市商务局*、市公安局*（标*的为牵头单位）", "市商务局*、市公安局*（标*的为牵头单位）"),
        ("见[通知](https://example.org/a)。![图](a.png)", "见通知。"),
        ("平台建成[^1]。", "平台建成。"),
        ("甲&nbsp;<u>乙</u><br>丙", "甲\u00a0乙\n丙"),
        ("甲<!-- 市假局 -->乙", "甲乙"),
        ("`甲`\\*", "甲*"),
        ("　　为做好工作，", "　　为做好工作，"),
        ("- 3 -", "- 3 -"),
        ("#1机组改造", "#1机组改造"),
    ],
)
def test_the_marks_of_markdown_are_not_seen(line, seen):
    assert text(line).strip("\n") == seen


def test_rules_fences_and_notes_are_left_out_and_lines_stay_apart():
    assert text("甲\n===\n\n乙\n丙\n\n---\n```text\n丁\n```\n[^1]: （责任单位：市假局）\n").split() == list("甲乙丙丁")


def test_a_title_in_the_front_matter_comes_first():
    assert text("---\ntitle: '玉河市行动方案'\ndate: 2024-05-01\n---\n\n一、任务\n").split() == [
        "玉河市行动方案",
        "一、任务",
    ]


def test_tables_of_both_kinds_are_tables():
    pipes = (
        "序号 | 任务 | 责任单位\n:-- | --- | --:\n1 | 建设\\|运营**平台** | 市商务局<br>市公安局\n2 |  | 同上\n\n尾声\n"
    )
    document = read_bytes(pipes.encode(), "plan.md")
    assert [[cell.of(document.text) for cell in row] for row in document.tables[0].rows] == [
        ["序号", "任务", "责任单位"], ["1", "建设|运营平台", "市商务局\n市公安局"], ["2", "", "同上"]
    ]  # fmt: skip
    assert document.text.rstrip().endswith("\n尾声")
    merged = "<table><tr><th>任务</th><th>责任单位</th></tr><tr><td>甲</td><td rowspan=2>市商务局</td></tr><tr><td>乙</td></tr></table>"
    document = read_bytes(f"# 方案\n\n{merged}\n\n尾声".encode(), "plan.md")
    assert [[cell.of(document.text) for cell in row] for row in document.tables[0].rows][1:] == [
        ["甲", "市商务局"], ["乙", "市商务局"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["|" + "-" * 300_000 + "x\n|" + "-" * 300_000 + "x", "<table " * 50_000, "<!--" * 50_000, "**" * 100_000 + "甲",
              "![](" * 50_000, "[" * 200_000, "|" * 200_000 + "\n|-|\n甲"]
)  # fmt: skip
def test_hostile_marks_are_read_soon(words):
    with cpu_at_most(5):
        document = read_bytes(f"甲\n{words}\n乙".encode(), "plan.md")
    assert document.text.startswith("甲\n")


def test_words_that_are_struck_through_are_left_out_with_an_issue():
    document = read_bytes("# 云江市数字经济行动计划\n\n1. 建设甲。（~~市教育局、~~市数据局牵头）\n".encode(), "plan.md")
    assert "（市数据局牵头）" in document.text
    (issue,) = document.issues
    assert issue.code == "words-left-out"
    assert "市教育局" in issue.message["zh"]


def test_a_row_with_fewer_cells_has_empty_ones():
    words = "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 建设平台 |\n| 2 | 开展试点 | 市商务局 |\n"
    document = read_bytes(words.encode(), "plan.md")
    assert [[cell.of(document.text) for cell in row] for row in document.tables[0].rows] == [
        ["序号", "任务", "责任单位"], ["1", "建设平台", ""], ["2", "开展试点", "市商务局"]
    ]  # fmt: skip


def test_what_is_beyond_the_header_is_one_cell_after_it():
    words = "| 任务 | 责任单位 |\n|---|---|\n| 建设平台 | 市商务局 | 甲 | 乙 |\n| 开展试点 | 市财政局 |\n"
    document = read_bytes(words.encode(), "plan.md")
    assert [[cell.of(document.text) for cell in row] for row in document.tables[0].rows] == [
        ["任务", "责任单位", ""], ["建设平台", "市商务局", "甲 | 乙"], ["开展试点", "市财政局", ""]
    ]  # fmt: skip
