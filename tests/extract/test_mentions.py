import pytest
from pyoxigraph import NamedNode

from aizone.extract.mentions import extract_mentions, read_table
from aizone.extract.mentions.gazetteer import Gazetteer, GazetteerEntry
from aizone.model import TextSpan

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


def test_cited_documents():
    (mention,) = mentions("落实《云江市促进人工智能产业发展若干政策》")
    assert (mention.entity_type, mention.label) == ("PolicyDocument", "云江市促进人工智能产业发展若干政策")
    assert mention.relation == "reliesOn"
