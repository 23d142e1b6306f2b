"""Topics of measures: labels at the borders of words, one in the end of another, two with one head."""

import pytest

from aizone.documents import read_bytes
from aizone.extract.mentions.topics import extract_topics
from aizone.model import TextSpan
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read


@pytest.fixture(scope="module")
def topics(shipped):
    known = load_knowledge(shipped).topics
    return lambda text: {
        fact.concept.value.rsplit("/", 1)[-1] for fact in extract_topics([TextSpan.whole(text)], known)
    }


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("扩大数据标注员队伍", "big-data"),
        ("推出行业标准", "transport"),
        ("召开重大会议", "events"),
        ("举办事项推介", "government-services"),
        ("规模以上市场主体", "finance"),
        ("建设大学科技园", "talent"),
        ("国家电网改造", "smart-home"),
        ("压减预算力度", "computing-power"),
        ("注销公司法人", "justice"),
        ("培养老师", "elderly-care"),
        ("在家电、汽车等行业推广", "smart-home"),
        ("聚焦图计算等领域", "knowledge-graphs"),
        ("推动智慧教育向农村延伸", "agriculture"),
        ("开发人机对话系统", "human-machine-hybrid-intelligence"),
        ("总结典型案例", "monitoring"),
        ("无人驾驶航空器试飞", "autonomous-driving"),
    ],
)
def test_a_measure_is_not_about_what_it_does_not_name(topics, text, concept):
    assert concept not in topics(text)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("汇集大数据", {"big-data"}),
        ("扩大大数据应用", {"big-data"}),
        ("推出行业大模型", {"large-models"}),
        ("方便群众出行", {"transport"}),
        ("发展农业物联网", {"agriculture", "internet-of-things"}),
        ("研究感知和认知智能", {"perceptual-intelligence", "cognitive-intelligence"}),
        (
            "研究计算、感知与认知智能",
            {"computational-intelligence", "perceptual-intelligence", "cognitive-intelligence"},
        ),
        ("围绕新能源汽车、新型显示产业", {"new-energy-vehicles", "new-displays"}),
        ("推广智能网联汽车", {"intelligent-connected-vehicles"}),
        ("发展无人驾驶和车联网", {"autonomous-driving", "vehicle-networks"}),
    ],
)
def test_a_measure_is_about_what_it_names(topics, text, concepts):
    assert topics(text) == concepts


def test_autonomous_driving_and_vehicle_networks_have_one_parent(shipped):
    rows = shipped.store.select(
        "SELECT ?child { ?child skos:broader <https://w3id.org/aizone/technology/intelligent-connected-vehicles> }"
    ).values()
    assert {str(row[0]).rsplit("/", 1)[-1] for row in rows} == {"autonomous-driving", "vehicle-networks"}


def test_a_shared_head_is_quoted_with_its_first_part(shipped):
    text = "研究感知和认知智能"
    known = load_knowledge(shipped).topics
    quoted = {fact.label: fact.span.of(text) for fact in extract_topics([TextSpan.whole(text)], known)}
    assert quoted == {"认知智能": "认知智能", "感知智能": "感知和认知智能"}


FARMS, TOWNS = "建设农业示范园。（市农业农村局牵头）", "打造文旅街区。（市文旅局牵头）"


@pytest.mark.parametrize(
    ("heading", "words", "expected"),
    [
        ("发展智慧农业和文旅", [FARMS, TOWNS], [{"农业"}, {"文化旅游"}]),
        (
            "发展智慧农业和文旅",
            [FARMS, "完善配套。（市财政局牵头）", TOWNS],
            [{"农业"}, {"农业", "文化旅游"}, {"文化旅游"}],
        ),
        # nothing divides them
        ("发展智慧农业和文旅", ["建设园区。（市农业农村局牵头）", TOWNS], [{"农业", "文化旅游"}] * 2),
        ("发展智慧农业", ["建设园区。（市农业农村局牵头）", TOWNS], [{"农业"}, {"农业", "文化旅游"}]),
    ],
)
def test_topics_of_a_heading_are_of_all_its_measures_unless_these_divide_them(shipped, heading, words, expected):
    text = f"云江市行动计划（2024—2026年）\n云江市人民政府\n一、重点任务\n1.{heading}。\n{''.join(words)}\n"
    (task,) = read(read_bytes(text.encode(), "plan.txt"), load_knowledge(shipped)).tasks
    assert [{topic.label for topic in measure.topics} for measure in task.measures] == expected
