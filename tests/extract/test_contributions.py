"""What work serves: goals by the area's words, targets and aims by the words that name what they count."""

import pytest

import aizone
from aizone.documents import read_bytes, read_document
from aizone.extract.contributions.terms import terms_of
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from tests.conftest import EXAMPLE, HEFEI, needs_shared


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(aizone.open())


OTHERS = ("修路", "治水", "种树", "养殖", "防火", "修桥", "办学", "助老")


def plan_of(goal, work):
    """A plan with a goal, tasks as (heading, words), and tasks about other things so that words tell something."""
    others = [(what, f"{what}有关事项按部就班") for what in OTHERS]
    tasks = "".join(
        f"{number}.{heading}\n{words}。（责任单位：市科技局）\n"
        for number, (heading, words) in enumerate([*work, *others], start=1)
    )
    text = (
        "云江市人民政府\n2024年3月1日\n云江市人工智能行动计划（2024—2026年）\n"
        f"一、主要目标\n（一）成效明显。{goal}\n二、重点任务\n（一）夯实基础\n{tasks}三、保障措施\n（一）加强保障。{SAFEGUARD}（责任单位：市市场监管局）\n"
    )
    return read_bytes(text.encode(), "plan.txt")


SAFEGUARD = "做好云鲸专利申请服务，支持企业申请云鲸专利。"


def links(reading):
    """(path, clause or None, target number or aim) of each link to a target or aim."""
    return [
        ("/".join(link.item.path), link.clause, link.target or f"aim {link.aim}")
        for link in reading.contributions
        if link.target is not None or link.aim is not None
    ]


@pytest.mark.parametrize(
    ("goal", "heading", "words", "linked"),
    [
        ("建成云鲸驿馆5个。", "做好服务", "打造山中云鲸驿馆", [("二/(一)/1", 1, 1)]),
        ("建成云鲸驿馆5个。", "建设云鲸驿馆", "提供存储服务", [("二/(一)/1", None, 1)]),
        ("建成云鲸驿馆5个。", "做好服务", "依托云鲸驿馆开展研究", []),
        ("建成云鲸驿馆5个。", "做好服务", "打造云鲸驿馆管理制度", []),  # the head does not end its phrase
        ("建成云鲸驿馆5个。", "做好服务", "打造休闲驿馆", []),  # too little of the words
        ("建成特色小镇5个。", "做好服务", "支持建设云鲸试验区", [("二/(一)/1", 1, 1)]),  # a park by another name
        ("建成特色小镇5个。", "做好服务", "以云鲸试验区为载体开展研究", []),
        ("每年举办云鲸赛事。", "做好服务", "举办云鲸创新创业大赛", [("二/(一)/1", 1, "aim 1")]),
        ("人工智能产业规模达到100亿元。", "做大人工智能产业", "壮大人工智能产业", []),  # boilerplate tells nothing
    ],
)
def test_what_a_measure_must_say_to_answer_for_a_target(goal, heading, words, linked, knowledge):
    assert links(read(plan_of(goal, [(heading, words)]), knowledge)) == linked


def test_what_half_of_the_measures_say_links_none_of_them(knowledge):
    work = [(f"办好第{number}件事", f"方便第{number}批群众，建设驿馆") for number in "一二三四五六七八九"]
    assert links(read(plan_of("建成驿馆5个。", work), knowledge)) == []


def test_a_narrow_link_takes_a_target_from_the_area_and_one_of_the_safeguards_does_not(knowledge):
    goal = "夯实基础，建成云鲸驿馆5个，云鲸专利50项，云鲸驿道和云鲸茶亭6处。"
    reading = read(plan_of(goal, [("做好服务", "打造云鲸驿馆"), ("修好道路", "建设云鲸驿道")]), knowledge)
    assert links(reading) == [("二/(一)/1", 1, 1), ("三/(一)", 1, 2), ("二/(一)/2", 1, 3)]
    (broad,) = [link for link in reading.contributions if link.target is None]
    assert broad.covered == (2, 3)  # the third counts two things, and no measure says the second


def test_a_link_has_its_words_and_a_score(knowledge):
    document = plan_of("建成云鲸驿馆5个。", [("做好服务", "打造山中云鲸驿馆")])
    (link,) = [link for link in read(document, knowledge).contributions if link.target is not None]
    assert [span.of(document.text) for span in link.spans] == ["云鲸驿馆", "5个"]
    assert link.basis == "wording"
    assert link.score == 1.0


def test_terms_are_without_boilerplate_and_measuring_words():
    assert [term.head for term in terms_of("深度应用场景和高水平的人工智能应用解决方案")] == ["场景", "方案"]
    assert [term.head for term in terms_of("技术和应用标准")] == ["标准"]
    assert [term.kind for term in terms_of("应用示范园区和特色小镇")] == ["Park", "Park"]
    assert terms_of("人工智能核心产业规模")[0].pairs == ("核心", "心产", "产业")


@needs_shared
def test_who_serves_the_targets_of_the_first_plan(knowledge):
    reading = read(read_document(HEFEI), knowledge)
    goals = {goal.path: goal for goal in reading.goals}
    targets = {"/".join(link.goal.path): {} for link in reading.contributions}
    for link in reading.contributions:
        if link.target is not None:
            where = "/".join(link.item.path) + (f" m{link.clause}" if link.clause else "")
            metric = goals[link.goal.path].targets[link.target - 1].metric
            targets["/".join(link.goal.path)].setdefault(metric, []).append(where)
    assert targets["二/(四)"]["应用示范园区和特色小镇"] == [
        "三/(三)/1 m1",
        *(f"三/(三)/6 m{number}" for number in (1, 2, 3, 4)),
    ]
    assert targets["二/(四)"]["人工智能创新平台"] == ["三/(五)/2", "三/(五)/5 m1"]
    assert targets["二/(一)"]["授权发明专利"] == ["四/(三) m3"]
    assert targets["二/(一)"]["技术和应用标准"] == ["四/(三) m3"]
    aims = [("/".join(link.item.path), link.clause) for link in reading.contributions if link.aim is not None]
    assert ("四/(四)", 3) in aims
    assert ("四/(四)", 4) in aims


def test_the_links_of_the_invented_plan(knowledge):
    reading = read(read_document(EXAMPLE), knowledge)
    found = {
        (goal.targets[link.target - 1].metric, "/".join(link.item.path), link.clause)
        for link in reading.contributions
        for goal in reading.goals
        if link.target is not None and goal.section.mark == link.goal.mark
    }
    assert found == {
        ("智能算力规模", "三/(一)", None),
        ("高质量行业数据集", "三/(一)/2", 2),
        ("备案的行业大模型", "三/(二)/4", None),
        ("专精特新企业", "三/(四)/13", None),  # a share of the enterprises
        ("标杆应用场景", "三/(三)", None),
        ("人工智能企业", "三/(四)/13", None),
        ("专业人才", "三/(四)/15", None),
    }
