"""Several plans in one file."""

import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.flow.reflow import reflow
from aizone.flow.split_plans import split_plans
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans

BODY = (
    "为做好工作，制定本方案。\n一、总体要求\n坚持问题导向。\n二、重点任务\n"
    "（一）建设平台。建成一个平台。（责任单位：市科技局、市公安局）\n三、保障措施\n加强组织领导。\n"
)


def plan(title, *, place="云江市"):
    return f"{place}{title}\n{BODY}"


def notice(title, number):
    return (
        f"云江市人民政府关于印发{title}的通知\n云政发〔2024〕{number}号\n各县（市、区）人民政府：\n"
        f"现将{title}印发给你们，请认真贯彻执行。\n云江市人民政府\n2024年3月{number}日\n（此件公开发布）\n"
    )


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


def titles(text, knowledge):
    document = read_bytes(text.encode(), "x.txt")
    readings = read_plans(document, knowledge)
    for reading in readings:
        assert reading.document is document
        for task in reading.tasks:
            assert task.section.heading.of(document.text) == task.heading
    return [reading.plan.title for reading in readings]


def test_a_notice_with_its_plan_is_one(knowledge):
    text = notice("云江市数据流通行动方案", 5) + plan("数据流通行动方案")
    assert titles(text, knowledge) == ["云江市数据流通行动方案"]
    (reading,) = read_plans(read_bytes(text.encode(), "x.txt"), knowledge)
    assert (reading.plan.number, reading.plan.issued) == ("云政发〔2024〕5号", "2024-03-05")


def test_a_compilation_is_as_many_as_it_holds(knowledge):
    text = "".join(
        f"{number}. 云江市{name}行动方案\n{BODY}"
        for number, name in enumerate(("数据流通", "智能制造", "低空经济"), start=7)
    )
    assert titles(text, knowledge) == ["云江市数据流通行动方案", "云江市智能制造行动方案", "云江市低空经济行动方案"]


def test_each_plan_of_a_compilation_keeps_its_own_notice(knowledge):
    names = ["云江市数据流通行动方案", "云江市智能制造实施意见"]
    text = "".join(notice(name, day) + f"{name}\n{BODY}" for day, name in enumerate(names, start=8))
    readings = read_plans(read_bytes(text.encode(), "x.txt"), knowledge)
    assert [reading.plan.title for reading in readings] == names
    assert [reading.plan.number for reading in readings] == ["云政发〔2024〕8号", "云政发〔2024〕9号"]
    assert [reading.plan.issued for reading in readings] == ["2024-03-08", "2024-03-09"]
    assert [len(reading.tasks) for reading in readings] == [1, 1]


def test_plans_attached_to_one_notice_share_it(knowledge):
    text = (
        notice("云江市营商环境两个专项行动方案", 4)
        + "附件1\n"
        + plan("市场准入专项行动方案")
        + "附件2\n"
        + plan("中介服务专项行动方案")
    )
    readings = read_plans(read_bytes(text.encode(), "x.txt"), knowledge)
    assert [reading.plan.title for reading in readings] == ["云江市市场准入专项行动方案", "云江市中介服务专项行动方案"]
    assert {reading.plan.number for reading in readings} == {"云政发〔2024〕4号"}
    assert {reading.plan.issued for reading in readings} == {"2024-03-04"}
    assert len({reading.tasks[0].section.heading for reading in readings}) == 2


@pytest.mark.parametrize(
    "annex",
    [
        "附件\n云江市重点任务分工清单\n一、平台\n二、人才\n",
        "附件1\n云江市数据流通考核办法\n一、对象\n二、方法\n",
        "专栏1 重点行动\n一、平台\n二、人才\n",
        "四、附则\n一、平台\n二、人才\n",
        "重点工作任务和保障措施\n一、平台\n二、人才\n",
    ],
)
def test_an_annex_stays_with_its_plan(knowledge, annex):
    assert titles(plan("数据流通行动方案") + annex, knowledge) == ["云江市数据流通行动方案"]


def test_an_annex_of_a_plan_under_a_notice_stays_with_it(knowledge):
    text = (
        notice("云江市数据流通行动方案", 4)
        + plan("数据流通行动方案")
        + "附件\n云江市数据流通考核办法\n一、对象\n二、方法\n"
    )
    assert titles(text, knowledge) == ["云江市数据流通行动方案"]


def test_a_plan_with_a_notice_follows_one_without(knowledge):
    text = plan("数据流通行动方案") + notice("云江市智能制造行动方案", 4) + "附件\n" + plan("智能制造行动方案")
    assert titles(text, knowledge) == ["云江市数据流通行动方案", "云江市智能制造行动方案"]


def test_a_running_number_before_a_single_title_is_not_a_heading(knowledge):
    assert titles("12. 云江市数据流通行动方案\n" + BODY, knowledge) == ["云江市数据流通行动方案"]


def test_a_part_that_does_not_read_leaves_one_plan(knowledge):
    text = plan("数据流通行动方案") + "云江市情况说明意见\n一、甲\n二、乙\n"
    assert len(titles(text, knowledge)) in (1, 2)
    with pytest.raises(DocumentError):
        titles("一、甲\n", knowledge)


def test_parts_lie_in_the_text_and_miss_nothing():
    text = "".join(f"云江市{name}行动方案\n{BODY}" for name in ("甲乙", "丙丁"))
    parts = split_plans(reflow(read_bytes(text.encode(), "x.txt")))
    assert "".join(part.text for part in parts) == text
