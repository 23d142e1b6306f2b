"""Small documents typed here, with the owners, deadlines and issues a person reads in them."""

import io

import pytest

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.extract import Gazetteer, Knowledge
from aizone.reading.read import read_plans
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry

TITLE = "云江市绿色出行行动计划（2024—2026年）"
TASK = "1.建设绿道。贯通步道。（责任单位：{}）"
PAGE = "<html><head><meta charset=utf-8></head><body><h1>{title}</h1><p>一、重点任务</p>{body}</body></html>"
ROWS = (
    ("序号", "任务", "责任单位", "完成时限"),
    ("1", "建设绿道", "市园林局、市财政局", "2025年底"),
    ("2", "加密班次", "市交通局", "2026年"),
)
OWNERS_OF_ROWS = ["1 市园林局=responsible 市财政局=responsible @2025", "2 市交通局=responsible @2026"]


def page(body):
    return PAGE.format(title=TITLE, body=body)


def markdown(body):
    return f"# {TITLE}\n\n## 一、重点任务\n\n{body}\n"


def separated(sign):
    return "\n".join([TITLE, *(sign.join(row) for row in ROWS)])


def cells(header, *rows):
    return "\n".join([TITLE, *("\t".join(row) for row in (header, *rows))])


CASES = {
    "boxes to tick on a page": (
        "a.html",
        page(f"<p>{TASK.format('<input type=checkbox checked>市园林局 <input type=checkbox>市城管局')}</p>"),
        ["一/1 市园林局=responsible"],
        ["words-left-out"],
    ),
    "fields that are filled in": (
        "a.html",
        page(
            "<p>1.建设绿道。贯通步道。（牵头单位：<select><option>市水务局<option selected>市园林局</select>；"
            '配合单位：<input value="市财政局">）</p>'
        ),
        ["一/1 市园林局=lead 市财政局=support"],
        [],
    ),
    "the mark of a note after a name": (
        "a.html",
        page(f"<p>{TASK.format('市园林局<sup>[1]</sup>、市财政局')}</p>"),
        ["一/1 市园林局=responsible 市财政局=responsible"],
        [],
    ),
    "items of Markdown that all have the first number": (
        "a.md",
        markdown(f"{TASK.format('市园林局').replace('1.', '1. ')}\n1. 加密班次。加密。（责任单位：市交通局）"),
        ["一/1 市园林局=responsible", "一/2 市交通局=responsible"],
        [],
    ),
    "a footnote of Markdown": (
        "a.md",
        markdown(TASK.format("各部门[^1]") + "\n\n[^1]: 各部门指市园林局、市财政局。"),
        ["一/1 各部门=responsible"],
        ["note-not-read"],
    ),
    "fields parted by upright lines": ("a.csv", separated("|"), OWNERS_OF_ROWS, []),
    "fields parted by semicolons": ("a.csv", separated(";"), OWNERS_OF_ROWS, []),
    "cells that are lines, whose numbers skip": (
        "a.txt",
        "\n".join([TITLE, *(word for row in ROWS for word in row), "5", "停放", "市城管局", "2026年"]),
        [*OWNERS_OF_ROWS, "5 市城管局=responsible @2026"],
        ["numbers-missing"],
    ),
    "cells that are lines, with Chinese numbers, notes and a name cut after its first letter": (
        "a.txt",
        "\n".join(
            [
                TITLE,
                *ROWS[0],
                "备注",
                "一",
                "建设绿道",
                "市园林局、市",
                "财政局",
                "2025年底",
                "—",
                "二",
                "加密班次",
                "市交通局",
                "2026年",
                "新增",
            ]
        ),
        ["一 市园林局=responsible 市财政局=responsible @2025", "二 市交通局=responsible @2026"],
        [],
    ),
    "an empty box on the next line of a cell": (
        "a.csv",
        f'{TITLE}\n任务,责任单位,完成时限\n建设绿道,"☑市园林局\n☐市财政局",2025年\n',
        ["1 市园林局=responsible @2025"],
        ["words-left-out"],
    ),
    "a cell of owners that names none": (
        "a.tsv",
        cells(ROWS[0], ("1", "建设绿道", "详见附件2", "2025年"), ROWS[2]),
        ["1 @2025", "2 市交通局=responsible @2026"],
        ["owner-not-read"],
    ),
    "columns of targets beside the task": (
        "a.tsv",
        cells(("序号", "任务", "目标要求", "责任单位"), ("1", "建设绿道", "步道达到30公里", "市园林局")),
        ["1 市园林局=responsible"],
        [],
    ),
    "three tables side by side": (
        "a.tsv",
        cells(
            ("序号", "任务", "责任单位") * 3,
            ("1", "建设绿道", "市园林局", "3", "增设泊位", "市城管局", "5", "整治河道", "市水务局"),
            ("2", "加密班次", "市交通局", "4", "建设学校", "市教育局", "6", "建设医院", "市卫健委"),
        ),
        [
            f"{number} {name}=responsible"
            for number, name in zip(
                "135246", ["市园林局", "市城管局", "市水务局", "市交通局", "市教育局", "市卫健委"], strict=True
            )
        ],
        [],
    ),
    "rows of a text whose owners are in brackets": (
        "a.txt",
        cells(
            ("序号", "任务", "完成时限"),
            ("1", "建设绿道。（市园林局牵头）", "2025年"),
            ("2", "加密班次。（市交通局牵头）", "2026年6月"),
        ),
        ["1 市园林局=lead @2025", "2 市交通局=lead @2026-06"],
        [],
    ),
    "a row with a number of its own and no task": (
        "a.tsv",
        cells(
            ("序号", "任务", "责任单位"),
            ("1", "建设绿道", "市园林局"),
            ("2", "", "市财政局"),
            ("3", "加密班次", "市交通局"),
        ),
        ["1 市园林局=responsible", "3 市交通局=responsible"],
        ["row-not-read", "numbers-missing"],
    ),
    "names on lines of a cell, and a column of progress in time": (
        "a.csv",
        f'{TITLE}\n序号,任务,责任单位,时间进度\n1,建设绿道,"人民银行云江市分行\n市直有关部门",2025年\n',
        ["1 人民银行云江市分行=responsible 市直有关部门=responsible @2025"],
        [],
    ),
    "a list of events": (
        "a.csv",
        f"{TITLE}\n时间,活动内容,承办单位,地点\n2025年5月20日上午,绿道开放日,市园林局,滨河公园\n",
        ["1 市园林局=responsible @2025-05-20"],
        [],
    ),
    "what is put right, and bodies with their duties": (
        "a.csv",
        f"{TITLE}\n序号,整改措施,责任单位及分工,整改时限\n1,贯通绿道,市园林局：牵头统筹,2025年6月\n",
        ["1 市园林局=lead @2025-06"],
        [],
    ),
    "letters in columns of units, with a key below": (
        "a.csv",
        f"{TITLE}\n序号,任务,市园林局,市财政局\n1,建设绿道,A,B\n2,加密班次,B,A\n注：A=牵头，B=配合,,,\n",
        ["1 市园林局=lead 市财政局=support", "2 市园林局=support 市财政局=lead"],
        [],
    ),
    "digits in columns of units, with a key below": (
        "a.tsv",
        cells(
            ("序号", "任务", "市园林局", "市财政局"),
            ("1", "建设绿道", "2", "1"),
            ("说明：1代表牵头单位，2代表配合单位",),
        ),
        ["1 市园林局=support 市财政局=lead"],
        [],
    ),
    "first letters of roles in columns of units": (
        "a.tsv",
        cells(("序号", "任务", "市园林局", "市财政局"), ("1", "建设绿道", "牵", "配")),
        ["1 市园林局=lead 市财政局=support"],
        [],
    ),
    "headers in English": (
        "a.csv",
        f"{TITLE}\nNo.,Task,Lead Unit,Supporting Units,Deadline\n1,建设绿道,市园林局,市财政局,2025年底\n",
        ["1 市园林局=lead 市财政局=support @2025"],
        [],
    ),
    "headers in both languages": (
        "a.tsv",
        cells(("序号 No", "任务/Task", "牵头单位 Lead", "时限（Deadline）"), ("1", "建设绿道", "市园林局", "2025年底")),
        ["1 市园林局=lead @2025"],
        [],
    ),
    "a table of duties": (
        "a.tsv",
        cells(("部门", "职责分工"), ("市园林局", "建设绿道，养护步道"), ("市财政局", "保障建设资金")),
        ["1 市园林局=responsible", "2 市财政局=responsible"],
        [],
    ),
    "a table under the body that issued it": (
        "a.txt",
        f"{TITLE}\n云江市人民政府办公室\n2024年3月28日\n序号\t任务\t完成时限\n1\t建设绿道。（市园林局牵头）\t2025年\n",
        ["1 市园林局=lead @2025"],
        [],
    ),
    "a body with the person in charge below its task": (
        "a.txt",
        f"{TITLE}\n一、重点任务\n1.建设绿道。贯通步道。\n市园林局：王强\n2.加密班次。加密。（市交通局牵头）\n",
        ["一/1", "一/2 市交通局=lead"],
        ["owners-not-understood"],
    ),
    "boxes made of brackets before names": (
        "a.txt",
        f"{TITLE}\n一、重点任务\n1.建设绿道。贯通步道。\n牵头单位：[x]市园林局 [ ]市财政局\n",
        ["一/1 市园林局=lead"],
        ["words-left-out"],
    ),
    "boxes made of brackets after names": (
        "a.txt",
        f"{TITLE}\n一、重点任务\n1.建设绿道。贯通步道。\n牵头单位：市园林局（√）、市财政局（×）\n",
        ["一/1 市园林局=lead"],
        ["words-left-out"],
    ),
    "crosses after names": (
        "a.txt",
        f"{TITLE}\n一、重点任务\n1.建设绿道。贯通步道。\n牵头单位：市园林局√、市财政局×、市水务局√\n",
        ["一/1 市园林局=lead 市水务局=lead"],
        ["words-left-out"],
    ),
    "owners in thick brackets in the heading": (
        "a.txt",
        f"{TITLE}\n一、重点任务\n（一）优化出行环境【市园林局牵头，市财政局配合】\n（二）停放【市城管局负责】\n",
        ["一/(一) 市园林局=lead 市财政局=support", "一/(二) 市城管局=responsible"],
        [],
    ),
    "a first line that is numbered by its compiler": (
        "a.txt",
        f"（三）{TITLE}\n一、重点任务\n{TASK.format('市园林局')}\n二、保障\n1.宣传。做好宣传。（市教育局负责）\n",
        ["一/1 市园林局=responsible", "二/1 市教育局=responsible"],
        [],
    ),
}


@pytest.fixture(scope="module")
def read():
    registry = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
    knowledge = Knowledge(registry, Gazetteer([]), Gazetteer([]), "auto")

    def read(name, text):
        (reading,) = read_plans(read_bytes(text.encode(), name), knowledge)
        return to_contract(reading)

    return read


def lines(contract):
    for task in contract["tasks"]:
        for measure in task["measures"]:
            owners = [f"{one['written']}={one['role']}" for one in measure["assignments"] if one["basis"] != "group"]
            yield " ".join([task["path"], *owners, *([f"@{measure['deadline']}"] if measure["deadline"] else [])])


@pytest.mark.parametrize(("name", "text", "tasks", "issues"), CASES.values(), ids=CASES)
def test_a_small_document(read, name, text, tasks, issues):
    contract = read(name, text)
    assert contract["plan"]["title"] == TITLE
    assert list(lines(contract)) == tasks
    assert [one["code"] for one in contract["issues"] if one["code"] != "group-members-unknown"] == issues


def test_what_a_cell_of_targets_counts_is_named_in_that_cell(read):
    name, text, *_ = CASES["columns of targets beside the task"]
    ((target,),) = (one["targets"] for task in read(name, text)["tasks"] for one in task["measures"])
    assert (target["metric"], target["min"], target["unit"]) == ("步道", 30, "公里")


def test_comments_that_speak_of_owners_are_issues(read):
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    for row in ([TITLE], *ROWS):
        book.active.append(list(row))
    book.active["C3"].comment = Comment("改为市城管局牵头", "读者")
    book.active["B3"].comment = Comment("请核对", "读者")
    stream = io.BytesIO()
    book.save(stream)
    document = read_bytes(stream.getvalue(), "a.xlsx")
    assert [(issue.code, "改为市城管局牵头" in issue.message["zh"]) for issue in document.issues] == [
        ("note-not-read", True)
    ]
