"""Tables that say along a row what others say down a column: cards, turned tables, tables drawn in a text."""

import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.exports.contract import to_contract
from aizone.extract import Gazetteer, Knowledge
from aizone.reading.read import read_plans
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry

TITLE = "云江市数字经济任务清单（2025年）"


def as_lines(contract):
    for task in contract["tasks"]:
        for measure in task["measures"]:
            owners = [f"{one['written']}={one['role']}" for one in measure["assignments"]]
            due = [f"@{measure['deadline']}"] if measure["deadline"] else []
            yield " ".join([task["path"], task["heading"], *owners, *due])


@pytest.fixture(scope="module")
def read():
    registry = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
    knowledge = Knowledge(registry, Gazetteer([]), Gazetteer([]), "auto")

    def read(text, name):
        (reading,) = read_plans(read_bytes(text.encode(), name), knowledge)
        return to_contract(reading)

    return read


@pytest.fixture
def lines(read):
    def lines(text, name):
        contract = read(text, name)
        assert contract["plan"]["title"] == TITLE
        assert not contract["issues"]
        return as_lines(contract)

    return lines


TWO = ["1 建设甲 市数据局=lead 市财政局=support @2025-06", "2 建设乙 市科技局=lead 市教育局=support @2025"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "cards.csv",
            "任务名称,建设甲\n牵头单位,市数据局\n配合单位,市财政局\n完成时限,2025年6月\n"
            ",\n任务名称,建设乙\n牵头单位,市科技局\n配合单位,市教育局\n完成时限,2025年\n",
        ),
        (
            "wide_cards.csv",
            "任务名称,建设甲,完成时限,2025年6月\n牵头单位,市数据局,配合单位,市财政局\n"
            "任务名称,建设乙,完成时限,2025年\n牵头单位,市科技局,配合单位,市教育局\n",
        ),
        (
            "numbered_cards.csv",
            "序号,1,任务名称,建设甲\n牵头单位,市数据局,配合单位,市财政局\n完成时限,2025年6月,,\n"
            "序号,2,任务名称,建设乙\n牵头单位,市科技局,配合单位,市教育局\n完成时限,2025年,,\n",
        ),
        (
            "turned.csv",
            "任务,建设甲,建设乙\n牵头单位,市数据局,市科技局\n配合单位,市财政局,市教育局\n完成时限,2025年6月,2025年\n",
        ),
        (
            "labelled_rows.csv",
            "建设甲,牵头单位,市数据局\n,配合单位,市财政局\n,完成时限,2025年6月\n"
            "建设乙,牵头单位,市科技局\n,配合单位,市教育局\n,完成时限,2025年\n",
        ),
        (
            "headed_cards.csv",
            "项目,内容\n任务名称,建设甲\n牵头单位,市数据局\n配合单位,市财政局\n完成时限,2025年6月\n"
            "任务名称,建设乙\n牵头单位,市科技局\n配合单位,市教育局\n完成时限,2025年\n",
        ),
        (
            "cards.md",
            "\n| 任务名称 | 建设甲 |\n|---|---|\n| 牵头单位 | 市数据局 |\n| 配合单位 | 市财政局 |\n| 完成时限 | 2025年6月 |\n"
            "\n| 任务名称 | 建设乙 |\n|---|---|\n| 牵头单位 | 市科技局 |\n| 配合单位 | 市教育局 |\n| 完成时限 | 2025年 |\n",
        ),
        (
            "grid.md",
            "+----+--------+------------+----------+----------+\n| 序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 |\n"
            "+====+========+============+==========+==========+\n| 1 | 建设甲 | **市数据局** | 市财政局 | 2025年6月 |\n"
            "+----+--------+------------+----------+----------+\n| 2 | 建设乙 | 市科技局 | 市教育局 | 2025年 |\n"
            "+----+--------+------------+----------+----------+\n",
        ),
        (
            "grid.txt",
            "+----+--------+------------+----------+----------+\n| 序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 |\n"
            "+====+========+============+==========+==========+\n| 1 | 建设甲 | **市数据局** | 市财政局 | 2025年6月 |\n"
            "+----+--------+------------+----------+----------+\n| 2 | 建设乙 | 市科技局 | 市教育局 | 2025年 |\n"
            "+----+--------+------------+----------+----------+\n",
        ),
        (
            "preformatted.html",
            "<pre>序号\t任务\t牵头单位\t配合单位\t完成时限\n1\t建设甲\t<b>市数据局\t市财政局</b>\t2025年6月\n"
            "2\t建设乙\t市科技局\t市教育局\t2025年\n</pre>",
        ),
        (
            "drawn.txt",
            "┌────┬──────┬────────┬────────┬────────┐\n│序号│任务  │牵头单位│配合单位│完成时限│\n"
            "├────┼──────┼────────┼────────┼────────┤\n│1   │建设甲│市数据局│市财政局│2025年6 │\n│    │      │        │        │月      │\n"
            "├────┼──────┼────────┼────────┼────────┤\n│2   │建设乙│市科技局│市教育局│2025年  │\n"
            "└────┴──────┴────────┴────────┴────────┘\n",
        ),
        (
            "drawn_without_rules.txt",
            "+----+--------+----------+----------+-----------+\n|序号|任务    |牵头单位  |配合单位  |完成时限   |\n"
            "+====+========+==========+==========+===========+\n|1   |建设甲  |市数据局  |市财政局  |2025年6月  |\n"
            "|2   |建设乙  |市科技局  |市教育局  |2025年     |\n+----+--------+----------+----------+-----------+\n",
        ),
    ],
    ids=lambda value: value if "." in value[:24] and "\n" not in value else "",
)
def test_two_tasks_however_their_table_is_turned(lines, name, text):
    title = f"# {TITLE}\n" if name.endswith(".md") else f"<h1>{TITLE}</h1>" if name.endswith(".html") else f"{TITLE}\n"
    assert list(lines(title + text, name)) == TWO


def test_units_are_columns_and_their_tasks_are_below(lines):
    table = ",市数据局,市科技局\n任务,建设甲,建设乙\n完成时限,2025年6月,2025年\n"
    assert list(lines(f"{TITLE}\n{table}", "units.csv")) == [
        "1 建设甲 市数据局=responsible @2025-06",
        "2 建设乙 市科技局=responsible @2025",
    ]


def test_lines_of_a_drawn_cell_are_names_or_one_wrapped_name(lines):
    table = (
        "+----+----------+----------+\n|序号|任务      |牵头单位  |\n+----+----------+----------+\n"
        "|1   |建设算力中|市人力资源|\n|    |心        |和社会保障|\n|    |          |局        |\n+----+----------+----------+\n"
        "|2   |建设乙    |市科技局  |\n|    |          |市教育局  |\n+----+----------+----------+\n"
    )
    assert list(lines(f"{TITLE}\n{table}", "drawn.txt")) == [
        "1 建设算力中心 市人力资源和社会保障局=lead",
        "2 建设乙 市科技局=lead 市教育局=lead",
    ]


def test_a_number_in_a_cell_keeps_its_brackets(lines):
    table = "序号,任务,牵头单位\n（一）,建设甲,市数据局\n（二）,建设乙,市科技局\n"
    assert list(lines(f"{TITLE}\n{table}", "numbers.csv")) == ["(一) 建设甲 市数据局=lead", "(二) 建设乙 市科技局=lead"]


def test_tasks_are_in_the_column_with_most_words_where_no_header_of_theirs_is_known(read):
    table = "序号,事由,办理科室,牵头单位\n1,建设云江算力中心,综合科,市数据局\n2,开放云江公共数据,数据科,市科技局\n"
    contract = read(f"{TITLE}\n{table}", "unknown.csv")
    assert list(as_lines(contract)) == ["1 建设云江算力中心 市数据局=lead", "2 开放云江公共数据 市科技局=lead"]
    assert [one["code"] for one in contract["issues"]] == ["column-not-read"]


def test_a_list_of_contacts_holds_no_tasks(read):
    table = "序号,责任单位,联系人,电话\n1,市数据局,王强,60000001\n2,市财政局,李明,60000002\n"
    with pytest.raises(DocumentError):
        read(f"云江市责任单位联系表\n{table}", "contacts.csv")


@pytest.mark.parametrize(
    "table",
    [
        "责任单位,建设甲,建设乙\n市数据局,★,○\n市财政局,○,★\n",
        "单位,建设甲,建设乙\n市数据局,牵头,配合\n市财政局,配合,牵头\n",
    ],
)
def test_units_are_rows_tasks_are_columns_and_cells_are_marks(lines, table):
    assert list(lines(f"{TITLE}\n{table}", "marks.csv")) == [
        "1 建设甲 市数据局=lead 市财政局=support",
        "2 建设乙 市数据局=support 市财政局=lead",
    ]


def test_a_column_says_which_role_the_owner_beside_it_has(lines):
    table = "任务,角色,单位\n建设甲,牵头,市数据局\n建设甲,配合,市财政局\n建设乙,责任单位,市科技局\n"
    assert list(lines(f"{TITLE}\n{table}", "roles.csv")) == [
        "1 建设甲 市数据局=lead",
        "1 建设甲 市财政局=support",
        "2 建设乙 市科技局=responsible",
    ]


def test_owners_in_brackets_after_the_tasks_of_a_table(lines):
    table = "序号,任务\n1,建设甲。（责任单位：市数据局）\n2,建设乙。（市科技局牵头，市财政局配合）\n"
    assert list(lines(f"{TITLE}\n{table}", "brackets.csv")) == [
        "1 建设甲 市数据局=responsible",
        "2 建设乙 市科技局=lead 市财政局=support",
    ]


def test_a_person_on_the_line_below_a_body_is_not_part_of_its_name(read):
    table = '序号,任务,责任单位\n1,建设甲,"市数据局\n王强"\n'
    contract = read(f"{TITLE}\n{table}", "person.csv")
    assert list(as_lines(contract)) == ["1 建设甲 市数据局=responsible"]
