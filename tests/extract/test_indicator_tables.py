"""Tables of indicators without any numbered section: each is a goal with its targets."""

import pytest

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read

TITLE = "云江市数字经济行动计划（2024—2026年）主要指标\n"


@pytest.fixture(scope="module")
def contract(shipped):
    knowledge = load_knowledge(shipped)
    return lambda rows: to_contract(read(read_bytes((TITLE + rows).encode(), "plan.csv"), knowledge))


def values(found):
    return [
        [
            target["metric"],
            target["min"],
            target["max"],
            target["unit"],
            target["deadline"],
            target["baseline"] and target["baseline"]["value"],
        ]
        for goal in found["goals"]
        for target in goal["targets"]
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "序号,指标,单位,2023年基数,2026年目标值,指标属性\n1,产业规模,亿元,100,150,预期性\n2,开放率,%,60,≥95,约束性\n",
            [["产业规模", 150, 150, "亿元", 2026, 100], ["开放率", 95, None, "%", 2026, 60]],
        ),
        (
            "指标名称,现状值,目标值,单位\n产业规模,100,150,亿元\n企业数,1.2,2,万家\n",
            [["产业规模", 150, 150, "亿元", 2026, 100], ["企业数", 20000, 20000, "家", 2026, 12000]],
        ),
        (
            '指标,2024年,2025年,2026年\n产业规模（亿元）,120,135,150\n企业数（家）,,"1,200",1500左右\n',
            [
                ["产业规模", 120, 120, "亿元", 2024, None],
                ["产业规模", 135, 135, "亿元", 2025, None],
                ["产业规模", 150, 150, "亿元", 2026, None],
                ["企业数", 1200, 1200, "家", 2025, None],
                ["企业数", 1500, 1500, "家", 2026, None],
            ],
        ),
        ("类别,指标,2026年目标\n规模,产业规模,150亿元以上\n应用,时延,10—20毫秒\n", [
            ["产业规模", 150, None, "亿元", 2026, None], ["时延", 10, 20, "毫秒", 2026, None],
        ]),
        ("一级指标,二级指标,单位,基期,目标值,\n,,,2023年,2025年,2026年\n规模,产业规模,亿元,100,120,150\n", [
            ["产业规模", 120, 120, "亿元", 2025, 100], ["产业规模", 150, 150, "亿元", 2026, 100],
        ]),
    ],
)  # fmt: skip
def test_a_table_of_indicators_alone_is_a_plan_with_targets(rows, expected, contract):
    found = contract(rows)
    assert values(found) == expected
    assert [issue["code"] for issue in found["issues"]] == ["no-tasks"]


def test_a_value_that_is_not_a_number_is_an_issue_where_it_stands(contract):
    rows = "指标,单位,2026年目标值\n产业规模,亿元,150\n满意度,%,完成省下达任务\n"
    found = contract(rows)
    assert values(found) == [["产业规模", 150, 150, "亿元", 2026, None]]
    issue = next(one for one in found["issues"] if one["code"] == "value-not-read")
    text = read_bytes((TITLE + rows).encode(), "plan.csv").text
    assert text[issue["start"] : issue["end"]] == "完成省下达任务"


@pytest.mark.parametrize(
    "rows",
    [
        "序号,指标,单位,2026年目标值,责任单位\n1,产业规模,亿元,150,市数据局\n2,开放率,%,≥95,市科技局、市财政局\n",
        "一级指标,二级指标,单位,2026年目标值,责任单位\n规模,产业规模,亿元,150,市数据局\n应用,开放率,%,≥95,市科技局、市财政局\n",
    ],
)
def test_owners_of_indicators_are_read_beside_the_goals(rows, contract):
    found = contract(rows)
    assert values(found) == [["产业规模", 150, 150, "亿元", 2026, None], ["开放率", 95, None, "%", 2026, None]]
    owners = [
        [task["path"], task["heading"], *(owner["written"] for owner in measure["assignments"])]
        for task in found["tasks"]
        for measure in task["measures"]
    ]
    assert owners == [["指标/1", "产业规模", "市数据局"], ["指标/2", "开放率", "市科技局", "市财政局"]]
    assert not found["issues"]


def test_indicators_with_units_and_owners_are_goals_and_duties(contract):
    rows = "序号,指标名称,计量单位,2023年基数,2026年目标值,指标性质,责任单位\n1,绿道长度,公里,120,200,预期性,市园林局\n2,分担率,%,28,≥35,约束性,市交通局\n"
    found = contract(rows)
    assert values(found) == [["绿道长度", 200, 200, "公里", 2026, 120], ["分担率", 35, None, "%", 2026, 28]]
    owned = [
        [one["written"] for one in measure["assignments"]] for task in found["tasks"] for measure in task["measures"]
    ]
    assert owned == [["市园林局"], ["市交通局"]]
