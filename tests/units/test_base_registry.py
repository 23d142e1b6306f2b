"""The base registry agrees with itself and with what everybody can count."""

from collections import Counter

import pyoxigraph as ox
import pytest

from aizone.errors import RegistryError
from aizone.iri import expand
from aizone.units import Resolver, UnitRegistry
from aizone.units.places import level_class
from aizone.units.plan_place import find_place
from aizone.vocab import ORG, RDF, SKOS
from tests.units.conftest import BASE_FILES

PREFECTURES = {
    "河北省": 11, "山西省": 11, "内蒙古自治区": 12, "辽宁省": 14, "吉林省": 9, "黑龙江省": 13, "江苏省": 13, "浙江省": 11,
    "安徽省": 16, "福建省": 9, "江西省": 11, "山东省": 16, "河南省": 17, "湖北省": 13, "湖南省": 14, "广东省": 21,
    "广西壮族自治区": 14, "海南省": 4, "四川省": 21, "贵州省": 9, "云南省": 16, "西藏自治区": 7, "陕西省": 10, "甘肃省": 14,
    "青海省": 8, "宁夏回族自治区": 5, "新疆维吾尔自治区": 14,
}  # fmt: skip
OTHERS = {"香港特别行政区", "澳门特别行政区", "台湾省"}
CHINA = expand("id:place/china")


def test_the_divisions_of_each_province(base):
    counted = Counter(base.places[place.parent].label for place in base.places.values() if place.level == "prefecture")
    assert counted == PREFECTURES
    assert sum(counted.values()) == 333
    provinces = {place.label for place in base.places.values() if place.level == "province"}
    assert provinces == set(PREFECTURES) | {"北京市", "天津市", "上海市", "重庆市", *OTHERS}
    assert len(provinces) == 34


def test_the_corps_is_a_body_with_a_territory_and_not_a_province(base):
    (place,) = (place for place in base.places.values() if place.label == "新疆生产建设兵团")
    assert (place.level, place.parent, level_class(place)) == ("corps", expand("id:place/xinjiang"), "prefecture")
    assert find_place(base, "新疆生产建设兵团办公厅", "", []) == place
    named = Resolver(base, CHINA).resolve("新疆生产建设兵团")
    assert (named.label, base.units[named.unit].place) == ("新疆生产建设兵团", place.iri)


@pytest.mark.parametrize(
    ("issuer", "label"),
    [("香港特别行政区政府", "香港特别行政区"), ("澳门特别行政区政府", "澳门特别行政区"), ("台湾省人民政府", "台湾省")],
)
def test_hong_kong_macao_and_taiwan_are_places(base, issuer, label):
    place = find_place(base, issuer, "", [])
    assert (place.label, place.level, place.parent) == (label, "province", CHINA)


MANAGED = {
    "国家粮食和物资储备局": "国家发展和改革委员会", "国家能源局": "国家发展和改革委员会", "国家数据局": "国家发展和改革委员会",
    "国家国防科技工业局": "工业和信息化部", "国家烟草专卖局": "工业和信息化部", "国家移民管理局": "公安部",
    "国家林业和草原局": "自然资源部", "国家铁路局": "交通运输部", "中国民用航空局": "交通运输部", "国家邮政局": "交通运输部",
    "国家文物局": "文化和旅游部", "国家中医药管理局": "国家卫生健康委员会", "国家疾病预防控制局": "国家卫生健康委员会",
    "国家矿山安全监察局": "应急管理部", "国家消防救援局": "应急管理部", "中国地震局": "应急管理部",
    "国家外汇管理局": "中国人民银行", "国家药品监督管理局": "国家市场监督管理总局",
    "国家认证认可监督管理委员会": "国家市场监督管理总局", "国家标准化管理委员会": "国家市场监督管理总局",
    "国家自然科学基金委员会": "科学技术部", "全国社会保障基金理事会": "财政部", "国务院办公厅": "国务院", "中国科学院": "国务院",
    "国家粮食局": "国家发展和改革委员会", "国家海洋局": "国土资源部", "教育部": "国务院", "国家税务总局": "国务院",
}  # fmt: skip


def test_bodies_managed_by_a_ministry_are_under_it(base):
    superiors = {unit.label: base.units[unit.superior].label for unit in base.units.values() if unit.superior}
    assert {label: superiors.get(label) for label in MANAGED} == MANAGED


@pytest.mark.parametrize(
    ("written", "label", "later"),
    [
        ("安监总局", "国家安全生产监督管理总局", {"应急管理部"}),
        ("国家安全监管总局", "国家安全生产监督管理总局", {"应急管理部"}),
        ("法制办", "国务院法制办公室", {"司法部"}),
        ("林业局", "国家林业局", {"国家林业和草原局"}),
        ("海洋局", "国家海洋局", {"自然资源部"}),
        ("国家海洋局", "国家海洋局", {"自然资源部"}),
        ("测绘局", "国家测绘地理信息局", {"自然资源部"}),
        ("国家测绘地信局", "国家测绘地理信息局", {"自然资源部"}),
        ("新闻出版广电总局", "国家新闻出版广电总局", {"国家广播电视总局", "国家新闻出版署", "国家电影局"}),
        ("国务院侨办", "国务院侨务办公室", {"中共中央统一战线工作部"}),
        ("宗教局", "国家宗教事务局", {"中共中央统一战线工作部"}),
        ("公务员局", "国家公务员局", {"中共中央组织部"}),
        ("外专局", "国家外国专家局", {"科学技术部"}),
        ("监察部", "监察部", {"国家监察委员会"}),
        ("国务院南水北调办", "国务院南水北调工程建设委员会办公室", {"水利部"}),
        ("国务院三峡办", "国务院三峡工程建设委员会办公室", {"水利部"}),
        ("国家煤矿安监局", "国家煤矿安全监察局", {"国家矿山安全监察局"}),
        ("国务院港澳办", "国务院港澳事务办公室", {"中共中央港澳工作办公室"}),
        ("国务院金融委办公室", "国务院金融稳定发展委员会办公室", {"中央金融委员会办公室"}),
        ("银保监会", "中国银行保险监督管理委员会", {"国家金融监督管理总局"}),
    ],
)
def test_what_a_central_body_became(base, written, label, later):
    found = Resolver(base, CHINA).resolve(written)
    assert found.label == label
    store = ox.Store()
    for path in BASE_FILES:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    events = [quad.subject for quad in store.quads_for_pattern(None, ORG.originalOrganization, found.unit, None)]
    became = [
        quad.object for at in events for quad in store.quads_for_pattern(at, ORG.resultingOrganization, None, None)
    ]
    assert {base.units[unit].label for unit in became} == later


def test_kinds_of_prefecture(base):
    endings = Counter(
        next(end for end in ("自治州", "地区", "盟", "市") if place.label.endswith(end))
        for place in base.places.values()
        if place.level == "prefecture"
    )
    assert endings == {"市": 293, "自治州": 30, "地区": 7, "盟": 3}


def test_codes_name_the_province_and_are_unique():
    store = ox.Store()
    for path in BASE_FILES:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    codes = {quad.subject: quad.object.value for quad in store.quads_for_pattern(None, SKOS.notation, None, None)}
    assert len(set(codes.values())) == len(codes) == 34 + 333 + 2845
    registry = UnitRegistry.load([], BASE_FILES)
    for node, code in codes.items():
        parent = registry.places[registry.places[node].parent]
        assert parent.level == "country" or codes[parent.iri][:2] == code[:2]
    for event in store.quads_for_pattern(None, RDF.type, ORG.ChangeEvent, None):
        for term in (ORG.originalOrganization, ORG.resultingOrganization):
            bodies = [quad.object for quad in store.quads_for_pattern(event.subject, term, None, None)]
            assert bodies
            assert set(bodies) <= set(registry.units)


def test_only_counties_share_names(base):
    shared = {name: places for name, places in base.place_names.items() if len(places) > 1}
    assert {place.level for places in shared.values() for place in places} == {"district"}
    assert len(shared["鼓楼区"]) == len(shared["市中区"]) == 4
    assert all(place.iri.value.isascii() for place in base.places.values() if place.level not in {"county", "district"})


def test_central_bodies_have_what_a_reader_needs(base):
    for unit in base.units.values():
        assert unit.label_en
        assert unit.place == CHINA or base.places[unit.place].level == "corps"
        assert unit.classification is not None
    labels = {unit.label for unit in base.units.values()}
    assert {"国家发展和改革委员会", "国家数据局", "国家金融监督管理总局", "中国银行保险监督管理委员会"} <= labels


def test_what_only_the_base_describes_is_marked(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix az: <https://w3id.org/aizone/ontology#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@base <https://w3id.org/aizone/id/> .\n"
        '<place/hefei> a az:Place ; skos:prefLabel "合肥市"@zh ; az:level "prefecture" ; skos:altLabel "庐州"@zh .\n',
        "utf-8",
    )
    registry = UnitRegistry.load([own], BASE_FILES)
    assert expand("id:place/hefei") not in registry.base
    assert expand("id:place/wuhu") in registry.base
    assert registry.places[expand("id:place/hefei")].names == ("合肥", "庐州")
    assert registry.places[expand("id:place/hefei")].parent == expand("id:place/anhui")


HEAD = """@prefix az: <https://w3id.org/aizone/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://w3id.org/aizone/id/> .
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<unit/a> a az:GovernmentUnit ; skos:prefLabel "甲局"@zh ; az:superior <unit/b> .', "id:unit/a: is under id:unit/b"),
        ('<place/a> a az:Place ; skos:prefLabel "甲市"@zh ; az:partOf <place/b> .', "id:place/a: lies in id:place/b"),
        (
            '<unit/a> a az:Unit ; skos:prefLabel "甲局"@zh ; az:superior <unit/b> .\n'
            '<unit/b> a az:Unit ; skos:prefLabel "乙局"@zh ; az:superior <unit/a> .',
            "is above itself: id:unit/a < id:unit/b < id:unit/a",
        ),
        ('<place/a> a az:Place ; skos:prefLabel "甲市"@zh ; az:partOf <place/a> .', "is above itself"),
        (
            '<unit/a> a az:Unit ; skos:prefLabel "甲局"@zh ; dcterms:isReplacedBy <unit/b> .\n'
            "<unit/b> dcterms:isReplacedBy <unit/a> .",
            "cannot be replaced by id:unit/",
        ),
        ('<unit/a> a az:Unit ; skos:prefLabel "甲局"@zh ; dcterms:spatial <place/b> .', "belongs to id:place/b"),
    ],
    ids=["superior", "parent", "loop of units", "loop of places", "merge", "place"],
)  # fmt: skip
def test_a_registry_that_contradicts_itself_is_refused(tmp_path, text, says):
    path = tmp_path / "bad.ttl"
    path.write_text(HEAD + text, "utf-8")
    with pytest.raises(RegistryError, match=says):
        UnitRegistry.load([path])


@pytest.mark.parametrize(
    ("title", "written", "label"),
    [
        ("第八师石河子市促进消费若干措施", "师市财政局", "第八师石河子市财政局"),
        ("八师石河子市2024年工作要点", "师市发展改革委", "第八师石河子市发展和改革委员会"),
        ("第一师阿拉尔市促进消费若干措施", "兵团科技局", "新疆生产建设兵团科学技术局"),
        ("新疆生产建设兵团数字经济行动计划", "兵团财政局", "新疆生产建设兵团财政局"),
    ],
)
def test_names_of_the_corps_and_its_divisions_are_of_their_places(base, title, written, label):
    place = find_place(base, None, title, [])
    assert place is not None
    resolver = Resolver(base.with_place(place), place.iri) if place.provisional else Resolver(base, place.iri)
    assert resolver.resolve(written).label == label
