"""Which passages outside the tasks state targets."""

from aizone.documents import read_bytes
from aizone.extract import Gazetteer, Knowledge, read_plan
from aizone.outline import parse_outline
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry

REGISTRY = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
HEAD = "云江市人民政府\n2024年3月1日\n云江市充电设施行动计划（2024—2026年）\n"
WORK = "二、重点任务\n（一）建设站点。新建充电站20座。（责任单位：市发展改革委）\n"


def goals(body):
    document = read_bytes((HEAD + body + WORK).encode(), "plan.txt")
    reading = read_plan(parse_outline(document), Knowledge(REGISTRY, Gazetteer([]), Gazetteer([])))
    return [("/".join(goal.path), [target.minimum for target in goal.targets]) for goal in reading.goals]


def test_the_opening_chapter_may_state_targets():
    body = "一、总体要求\n（一）基本原则。坚持统筹。\n（二）试点范围。选择10个左右有条件的园区。\n"
    assert goals(body) == [("一/(二)", [10])]


def test_how_things_are_is_no_goal():
    assert goals("一、总体要求\n（一）发展基础。建成充电站10座以上。\n") == []


def test_a_chapter_of_goals_with_parts_keeps_its_own_targets():
    body = "一、主要目标\n到2026年，公共充电桩达到2万个。\n（一）布局。建成充电站50座以上。\n"
    assert goals(body) == [("一", [20000]), ("一/(一)", [50])]


def test_a_number_of_an_earlier_year_is_a_baseline():
    assert goals("一、主要目标\n2023年，公共充电桩1万个；2026年，公共充电桩达到2万个。\n") == [("一", [20000])]


def test_numbers_of_goals_and_headings_that_are_not_read_are_issues():
    body = "一、主要目标\n到2026年，公共充电桩达到2万个。对3个园区查漏补缺。\n"
    work = "二、重点任务\n（一）对7个城市查漏补缺\n完善选址办法。（责任单位：市发展改革委）\n"
    document = read_bytes((HEAD + body + work).encode(), "plan.txt")
    reading = read_plan(parse_outline(document), Knowledge(REGISTRY, Gazetteer([]), Gazetteer([])))
    not_read = [issue.span.of(document.text) for issue in reading.issues if issue.code == "number-not-read"]
    assert not_read == ["3个", "7个"]
