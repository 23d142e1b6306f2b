import pytest
from pyoxigraph import NamedNode

from aizone.extract.mentions import extract_mentions, read_table
from aizone.extract.mentions.gazetteer import Gazetteer, GazetteerEntry
from aizone.model import TextSpan
from aizone.settings import SHIPPED_DATA

NOBODY = Gazetteer([])
PARK = GazetteerEntry(NamedNode("https://w3id.org/aizone/id/park/x/valley"), "Park", "云江声谷")


def mentions(text, gazetteer=NOBODY):
    return extract_mentions(TextSpan.whole(text), gazetteer)


@pytest.mark.parametrize("entry", read_table()["type"], ids=lambda entry: entry["name"])
def test_each_type_reads_its_example(entry):
    text, label, relation = entry["example"]
    (mention,) = mentions(text)
    assert (mention.entity_type, mention.label, mention.relation) == (entry["name"], label, relation)


@pytest.mark.parametrize("entry", read_table()["example"], ids=lambda entry: entry["text"])
def test_further_examples(entry):
    assert [mention.label for mention in mentions(entry["text"])] == entry["expect"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设教育大数据平台、医疗影像平台", [("教育大数据平台", "delivers"), ("医疗影像平台", "delivers")]),
        ("以算力开放创新平台为载体", [("算力开放创新平台", "reliesOn")]),
        ("建设基于机器学习的故障预测平台", [("故障预测平台", "delivers")]),
        ("依托云江国家实验室，搭建仿真验证平台", [("云江国家实验室", "reliesOn"), ("仿真验证平台", "delivers")]),
        ("深入开展营商环境攻坚行动", [("营商环境攻坚行动", "delivers")]),
        ("开展云江算力平台应用推广", [("云江算力平台", "supports")]),
        (
            "运用云江公路管理平台，将数据归集到云江信用信息共享平台",
            [("云江公路管理平台", "reliesOn"), ("云江信用信息共享平台", "reliesOn")],
        ),
        ("打造集展示平台、体验运营于一体的新城", []),
        ("在市第一人民医院、市中医院开展影像质量比对", []),
        ("在二级以上医院和乡镇卫生院推广辅助诊断", []),
        ("在货运码头和医院建设云江机器人实训场", []),
        ("在全市建设云江儿童医院", [("云江儿童医院", "delivers")]),
        ("推进在建的云江儿童医院建设", [("云江儿童医院", "supports")]),
        (
            "在云江自动驾驶试验区、云江智能产业园开展测试",
            [("云江自动驾驶试验区", "reliesOn"), ("云江智能产业园", "reliesOn")],
        ),
        ("培育一批创新平台，推动平台化发展", []),
        ("建设望溪市公共数据授权运营平台", [("望溪市公共数据授权运营平台", "delivers")]),
        ("打造云江软件园、望溪科技城", [("云江软件园", "delivers"), ("望溪科技城", "delivers")]),
        ("推进云江人工智能产业园（二期）建设", [("云江人工智能产业园", "supports")]),
        ("打造“一网统管”平台、“亲清在线”服务平台", [("一网统管平台", "delivers"), ("亲清在线服务平台", "delivers")]),
        ("建设云江-望溪合作产业园", [("云江-望溪合作产业园", "delivers")]),
    ],
)
def test_names_and_relations(text, expected):
    assert [(mention.label, mention.relation) for mention in mentions(text)] == expected


def test_a_gazetteer_wins_over_patterns_and_gives_the_iri():
    gazetteer = Gazetteer([("云江声谷", PARK)])
    (mention,) = mentions("发挥云江声谷作用", gazetteer)
    assert (mention.entity, mention.entity_type, mention.relation) == (PARK.iri, "Park", "reliesOn")


def test_a_damaged_name_is_found_when_only_one_fits():
    gazetteer = Gazetteer([("云江声谷", PARK)])
    (mention,) = mentions("建设云*声谷", gazetteer)
    assert mention.entity == PARK.iri
    other = GazetteerEntry(NamedNode("https://w3id.org/aizone/id/park/x/other"), "Park", "云海声谷")
    assert mentions("建设云*声谷", Gazetteer([("云江声谷", PARK), ("云海声谷", other)])) == []


GROUP = GazetteerEntry(NamedNode("https://w3id.org/aizone/id/enterprise/x/group"), "Enterprise", "云江汽车集团（中国）")
PROJECT = GazetteerEntry(
    NamedNode("https://w3id.org/aizone/id/project/x/city"), "Project", "云江汽车集团（中国）智慧城市项目"
)
ALLIANCE = GazetteerEntry(NamedNode("https://w3id.org/aizone/id/institution/x/alliance"), "Institution", "智慧城市项目")


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("支持云江汽车集团（中国）智慧城市项目建设", "云江汽车集团（中国）"),
        ("支持云江汽车*团（中国）智慧城市项目建设", "云江汽车*团（中国）"),
        ("支持云江汽*中国）智慧城市项目建设", "云江汽*中国）"),
    ],
)
def test_a_name_inside_a_longer_name_is_a_mention_of_its_own(text, inner):
    known = Gazetteer([(entry.label, entry) for entry in (GROUP, PROJECT, ALLIANCE)])
    outer, nested = extract_mentions(TextSpan.whole(text), known, explain=True)
    assert (outer.entity, outer.relation) == (PROJECT.iri, "supports")
    assert (nested.entity, nested.relation, nested.span.of(text)) == (GROUP.iri, "reliesOn", inner)
    assert nested.why[-1].rule == "relation-nested"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持发展“云医助理”平台和建设“云联网医院”", [("云医助理平台", "supports"), ("云联网医院", "supports")]),
        ("支持建设云江示范园区", [("云江示范园区", "supports")]),
        ("鼓励建设云江养老平台", [("云江养老平台", "supports")]),
        ("鼓励发展云江养老平台", [("云江养老平台", "supports")]),
        (
            "鼓励云江研究院建立机器人服务平台，云江大学建设公共安全创新平台。建设云江算力平台",
            [("机器人服务平台", "supports"), ("公共安全创新平台", "supports"), ("云江算力平台", "delivers")],
        ),
        ("鼓励研发算法工具，建设云江检测平台", [("云江检测平台", "supports")]),
        ("鼓励研发穿戴设备，打造云江养老平台", [("云江养老平台", "delivers")]),
        ("支持建设云江试验区，搭建车联网能力平台", [("云江试验区", "supports"), ("车联网能力平台", "delivers")]),
    ],
)
def test_what_others_are_encouraged_to_do_is_supported(text, expected):
    assert [(mention.label, mention.relation) for mention in mentions(text)] == expected


def test_a_name_that_two_places_give_to_two_things_means_that_of_the_plans_place():
    places = [NamedNode(f"https://w3id.org/aizone/id/place/{place}") for place in ("a", "b")]
    things = [
        GazetteerEntry(NamedNode(f"{place.value}/school"), "Institution", "人工智能学院", place) for place in places
    ]
    known = Gazetteer([(thing.label, thing) for thing in things])
    for place, thing in zip(places, things, strict=True):
        assert [found.entity for found in mentions("建立人工智能学院", known.of_place(place))] == [thing.iri]


@pytest.mark.parametrize(
    ("text", "label", "is_general"),
    [
        ("建立面向智能家居、智能汽车等领域的技术开放平台", "面向智能家居、智能汽车等领域的技术开放平台", False),
        ("引导企业建设面向深度学习的公共计算平台", "面向深度学习的公共计算平台", False),
        ("建设基于人工智能环境下的创新实验室", "基于人工智能环境下的创新实验室", False),
        ("支持云江量子建立以量子计算机为核心的创新创业平台", "以量子计算机为核心的创新创业平台", False),
        ("发展面向无人驾驶的车联网", "面向无人驾驶的车联网", False),
        ("建设全国领先的教育大数据平台", "教育大数据平台", False),
        ("建设技术一流的公共计算平台", "公共计算平台", True),
        ("建设决策支撑平台", "决策支撑平台", True),
    ],
)
def test_a_general_name_keeps_what_qualifies_it(text, label, is_general):
    *_others, mention = mentions(text)
    assert (mention.label, mention.is_general) == (label, is_general)


@pytest.mark.parametrize(
    "text",
    [
        "开展工业互联网等研究",
        "打造“智慧园区”",
        "完善开源社区",
        "设立产业基金",
        "发挥社会保险基金作用",
        "申请核发《建设工程规划许可证》和《不动产权证（土地）》",
    ],
)
def test_the_word_for_a_kind_is_not_a_name(text):
    assert mentions(text) == []


def test_endings_of_one_plan_are_in_its_gazetteer():
    endings = {ending for entry in read_table()["type"] for ending in entry["endings"]}
    assert not endings & {"中部中心", "审讯系统", "维稳系统", "机器人小镇"}
    known = (SHIPPED_DATA / "entities" / "hefei.ttl").read_text("utf-8")
    for name in ("国家健康医疗大数据中部中心", "智能审讯系统", "维稳系统", "南艳湖机器人小镇"):
        assert f'"{name}"@zh' in known


def test_cited_documents():
    (mention,) = mentions("落实《云江市促进人工智能产业发展若干政策》")
    assert (mention.entity_type, mention.label) == ("PolicyDocument", "云江市促进人工智能产业发展若干政策")
    assert mention.relation == "reliesOn"
