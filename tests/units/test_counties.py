"""The divisions of county level: their number, their names in issuers and titles, and the names of their bodies."""

from collections import Counter

import pytest

from aizone.documents import read_bytes
from aizone.iri import expand
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.units import Resolver
from aizone.units.places import place_named_first, places_named_first, read_off
from aizone.units.plan_place import find_place


def counties(base):
    return [place for place in base.places.values() if place.level in {"county", "district"}]


def test_their_number_and_kinds(base):
    levels = Counter(place.level for place in counties(base))
    assert levels == {"district": 976, "county": 1869}
    for place in counties(base):
        assert base.places[place.parent].level in {"province", "prefecture"}
        assert (place.level == "district") == (
            place.label.endswith("区") and place.label not in {"神农架林区", "六枝特区"}
        )


def test_a_county_that_is_read_off_and_a_registered_one_are_one(base):
    for label, city in (("肥西县", "hefei"), ("市南区", "qingdao"), ("海淀区", "beijing")):
        around = base.places[expand(f"id:place/{city}")]
        assert base.places[read_off(label, around).iri].label == label


@pytest.mark.parametrize(
    ("issuer", "title", "slug"),
    [
        ("肥西县人民政府办公室", "", "hefei/肥西县"),
        ("合肥市肥西县人民政府", "", "hefei/肥西县"),
        ("安徽省肥西县人民政府", "", "hefei/肥西县"),
        ("安徽省合肥市肥西县人民政府", "", "hefei/肥西县"),
        ("青岛市市南区人民政府", "", "qingdao/市南区"),
        ("青岛市南区人民政府", "", "qingdao/市南区"),
        ("市南区人民政府", "", "qingdao/市南区"),
        ("济南市市中区人民政府", "", "jinan/市中区"),
        ("济南市中区人民政府", "", "jinan/市中区"),
        ("枣庄市市中区人民政府办公室", "", "zaozhuang/市中区"),
        ("福建省鼓楼区人民政府", "", "fuzhou-fujian/鼓楼区"),
        ("南京市鼓楼区人民政府", "", "nanjing/鼓楼区"),
        ("鼓楼区人民政府", "福州市鼓楼区某某行动方案", "fuzhou-fujian/鼓楼区"),
        ("鼓楼区人民政府", "河南省某某先行区鼓楼区行动方案", "kaifeng/鼓楼区"),
        ("鼓楼区人民政府", "某某行动方案", None),
        ("江苏省鼓楼区人民政府", "某某行动方案", None),
        ("市中区人民政府", "某某行动方案", None),
        ("大同市云冈区人民政府", "", "datong/云冈区"),
        ("晋城市城区人民政府", "", "jincheng/城区"),
        ("上海市浦东新区人民政府", "", "shanghai/浦东新区"),
        ("象州县人民政府", "", "laibin/象州县"),
        (None, "肥西县农村公路实施方案", "hefei/肥西县"),
        (None, "海淀区某某行动方案", "beijing/海淀区"),
        (None, "关于印发海淀区某某行动方案的通知", "beijing/海淀区"),
        (None, "北京市朝阳区某某行动方案", "beijing/朝阳区"),
        (None, "城区供水行动方案", None),
        (None, "主城区供水行动方案", None),
        (None, "新城区建设行动方案", None),
        ("和县人民政府", "", "maanshan/和县"),
        ("中共和县委员会办公室", "", "maanshan/和县"),
        (None, "和县农村公路实施方案", "maanshan/和县"),
        ("城区人民政府", "某某行动方案", None),
        (None, "支持肥西县建设的行动方案", None),
    ],
)
def test_the_county_a_plan_is_of(base, issuer, title, slug):
    place = find_place(base, issuer, title, [])
    assert (place.iri if place else None) == (expand(f"id:place/{slug}") if slug else None)


def test_a_name_of_several_counties_lists_them(base):
    named = places_named_first("鼓楼区人民政府", base)
    assert {base.places[place.parent].label for place in named} == {"南京市", "徐州市", "福州市", "开封市"}
    assert place_named_first("鼓楼区人民政府", base) is None


@pytest.mark.parametrize(
    ("where", "written", "label"),
    [
        ("qingdao", "市南区政府", "青岛市市南区人民政府"),
        ("qingdao", "市北区教育局", "青岛市市北区教育局"),
        ("qingdao", "青岛市南区政府", "青岛市市南区人民政府"),
        ("zaozhuang", "市中区政府", "枣庄市市中区人民政府"),
        ("leshan", "市中区政府", "乐山市市中区人民政府"),
        ("nanjing", "鼓楼区政府", "南京市鼓楼区人民政府"),
        ("fujian", "鼓楼区政府", "福州市鼓楼区人民政府"),
        ("nanjing", "玄武区发展改革委", "南京市玄武区发展和改革委员会"),
        ("nanjing/鼓楼区", "区教育局", "南京市鼓楼区教育局"),
        ("nanjing/鼓楼区", "玄武区政府", "南京市玄武区人民政府"),
        ("nanjing/鼓楼区", "市教育局", "南京市教育局"),
        ("laibin/象州县", "县财政局", "象州县财政局"),
        ("laibin/象州县", "象州生态环境局", "象州县生态环境局"),
        ("wuhu", "肥西县财政局", "肥西县财政局"),
        ("china", "福建省鼓楼区人民政府", "福州市鼓楼区人民政府"),
        ("jincheng", "城区教育局", "晋城市城区教育局"),
        ("maanshan", "和县财政局", "和县财政局"),
    ],
)
def test_bodies_of_counties(base, where, written, label):
    found = Resolver(base, expand(f"id:place/{where}")).resolve(written)
    assert (found.kind, found.label) == ("unit", label)


@pytest.mark.parametrize(
    ("where", "written"),
    [("jiangsu", "鼓楼区人民政府"), ("china", "鼓楼区人民政府"), ("wuhu", "鼓楼区人民政府"), ("jiangsu", "鼓楼区")],
)
def test_a_county_that_may_be_several_is_asked_back(base, where, written):
    found = Resolver(base, expand(f"id:place/{where}")).resolve(written)
    assert found.kind == "unknown"
    assert {"南京市鼓楼区人民政府", "徐州市鼓楼区人民政府"} <= set(found.candidates)


@pytest.mark.parametrize("written", ["城区教育局", "郊区财政局", "和县财政局", "应县级部门", "新城区财政局"])
def test_a_common_word_is_no_county_of_another_place(base, written):
    found = Resolver(base, expand("id:place/wuhu")).resolve(written)
    assert found.unit is None or "wuhu" in found.unit.value


def test_the_issue_names_the_counties_that_a_plan_may_be_of(workspace):
    plan = (
        "鼓楼区数字经济行动方案\n一、总体目标\n到2026年，建成10个平台。\n二、重点任务\n"
        "1.推进数据共享。建设数据平台。（责任单位：区数据局）\n鼓楼区人民政府\n2024年3月1日\n"
    )
    reading = read(read_bytes(plan.encode(), "plan.txt"), load_knowledge(workspace))
    (issue,) = [issue for issue in reading.issues if issue.code == "place-unknown"]
    assert "南京市鼓楼区" in issue.message["zh"]
    assert "福州市鼓楼区" in issue.message["en"]
