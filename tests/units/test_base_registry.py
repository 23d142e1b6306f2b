"""The base registry agrees with itself and with what everybody can count."""

from collections import Counter

import pyoxigraph as ox
import pytest

from aizone.errors import RegistryError
from aizone.iri import expand
from aizone.units import UnitRegistry
from aizone.vocab import ORG, RDF, SKOS
from tests.units.conftest import BASE_FILES

PREFECTURES = {
    "河北省": 11, "山西省": 11, "内蒙古自治区": 12, "辽宁省": 14, "吉林省": 9, "黑龙江省": 13, "江苏省": 13, "浙江省": 11,
    "安徽省": 16, "福建省": 9, "江西省": 11, "山东省": 16, "河南省": 17, "湖北省": 13, "湖南省": 14, "广东省": 21,
    "广西壮族自治区": 14, "海南省": 4, "四川省": 21, "贵州省": 9, "云南省": 16, "西藏自治区": 7, "陕西省": 10, "甘肃省": 14,
    "青海省": 8, "宁夏回族自治区": 5, "新疆维吾尔自治区": 14,
}  # fmt: skip


def test_the_divisions_of_each_province(base):
    counted = Counter(base.places[place.parent].label for place in base.places.values() if place.level == "prefecture")
    assert counted == PREFECTURES
    assert sum(counted.values()) == 333
    provinces = {place.label for place in base.places.values() if place.level == "province"}
    assert provinces == set(PREFECTURES) | {"北京市", "天津市", "上海市", "重庆市", "新疆生产建设兵团"}


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
    assert len(set(codes.values())) == len(codes) == 31 + 333 + 32
    registry = UnitRegistry.load([], BASE_FILES)
    for node, code in codes.items():
        parent = registry.places[registry.places[node].parent]
        assert parent.level == "country" or codes[parent.iri][:2] == code[:2]
    for event in store.quads_for_pattern(None, RDF.type, ORG.ChangeEvent, None):
        for term in (ORG.originalOrganization, ORG.resultingOrganization):
            bodies = [quad.object for quad in store.quads_for_pattern(event.subject, term, None, None)]
            assert bodies
            assert set(bodies) <= set(registry.units)


def test_no_name_means_two_places(base):
    assert [name for name, places in base.place_names.items() if len(places) > 1] == []
    assert all(place.iri.value.isascii() for place in base.places.values())


def test_central_bodies_have_what_a_reader_needs(base):
    for unit in base.units.values():
        assert unit.label_en
        assert unit.place == expand("id:place/china")
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
