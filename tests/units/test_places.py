import pytest

from aizone.iri import expand
from aizone.units.places import level_class, read_off, short_name
from aizone.units.plan_place import find_place

CHINA = expand("id:place/china")


@pytest.mark.parametrize(
    ("issuer", "title", "lines", "slug"),
    [
        ("玉河市人民政府办公室", "", [], "yuhe"),
        ("云岭省玉河市人民政府", "", [], "yuhe"),
        ("中共玉河市委玉河市人民政府", "", [], "yuhe"),
        ("国务院办公厅", "", [], "china"),
        ("工业和信息化部", "", [], "china"),
        ("国务院某某工作领导小组办公室", "", [], "china"),
        (None, "某某工作意见", ["国务院关于某某工作的意见"], "china"),
        (None, "某某工作意见", ["国办发〔2020〕1号"], "china"),
        (None, "某某工作意见", ["各省、自治区、直辖市人民政府，国务院各部委："], "china"),
        ("省政府办公厅", "某某措施", ["云岭省人民政府办公厅关于印发某某措施的通知"], "yunling"),
        (None, "玉河市某某行动方案", [], "yuhe"),
        (None, "2024年玉河市某某行动方案", [], "yuhe"),
        (None, "玉河某某行动方案", [], "yuhe"),
        (None, "关于支持玉河建设的意见", [], None),
        (None, "某某行动方案", [], None),
        ("云岭省人民政府", "关于支持玉河市建设的意见", [], "yunling"),
        ("东川县人民政府办公室", "", [], "东川县"),
        ("玉河市东川县人民政府", "", [], "yuhe/东川县"),
        ("云岭省东川县人民政府", "", [], "yunling/东川县"),
        ("玉河市发展和改革委员会", "", [], "yuhe"),
        ("市人民政府", "", [], None),
        ("玉河高新区管委会", "", [], "yuhe"),
        ("玉河市临湖新区人民政府", "", [], "yuhe/临湖新区"),
        ("玉河市临湖新区管委会", "", [], "yuhe"),
        ("某某经济开发区委员会", "", [], None),
        (None, "东川县农村公路实施方案", [], "东川县"),
        (None, "农村公路实施方案", ["关于印发东川县农村公路实施方案的通知"], "东川县"),
        (None, "全县农村公路实施方案", [], None),
        (None, "城市更新实施方案", ["各乡镇人民政府："], None),
        (None, "东川市农村公路实施方案", ["各乡镇人民政府，市政府各部门："], "东川市"),
        (None, "东川市农村公路实施方案", [], None),
        (None, "某某行动方案", ["为落实云岭省人民政府关于某某的意见"], None),
    ],
)
def test_the_place_a_plan_is_of(invented, issuer, title, lines, slug):
    place = find_place(invented, issuer, title, lines)
    assert (place.iri if place else None) == (expand(f"id:place/{slug}") if slug else None)


def test_a_district_that_a_citys_registry_names_has_plans_of_its_own(invented):
    from aizone.settings import SHIPPED_DATA
    from aizone.units import Resolver, UnitRegistry

    shipped = UnitRegistry.load(
        (SHIPPED_DATA / "units").glob("*.ttl"), (SHIPPED_DATA / "units" / "china").glob("*.ttl")
    )
    district = find_place(shipped, "合肥市庐阳区人民政府", "", [])
    assert (district.label, district.parent) == ("庐阳区", expand("id:place/hefei"))
    resolver = Resolver(shipped.with_place(district), district.iri)
    assert resolver.resolve("区发改委").label == "合肥市庐阳区发展和改革委员会"
    assert resolver.resolve("市科技局").unit == expand("id:unit/hefei-science-and-technology-bureau")


def test_an_unknown_city_is_of_county_level_when_its_plan_speaks_to_townships():
    assert read_off("青川市", None).level == "prefecture"
    assert read_off("青川市", None, towns=True).level == "county"


def test_a_place_read_off_is_provisional(invented):
    place = find_place(invented, "玉河市东川县人民政府", "", [])
    assert (place.label, place.names, place.level, place.provisional) == ("东川县", ("东川",), "county", True)
    assert place.parent == expand("id:place/yuhe")


@pytest.mark.parametrize(
    ("slug", "level", "short"),
    [
        ("beijing", "municipality", "北京"),
        ("anhui", "province", "安徽"),
        ("hefei", "prefecture", "合肥"),
        ("garze", "prefecture", "甘孜"),
        ("jiyuan", "county", "济源"),
        ("jilin-city", "prefecture", "吉林"),
    ],
)
def test_levels_and_short_names(base, slug, level, short):
    place = base.places[expand(f"id:place/{slug}")]
    assert (level_class(place), short_name(place)) == (level, short)


@pytest.mark.parametrize(
    ("first", "slug"),
    [
        ("云岭省发电 特急 云汛明电〔2024〕4号", "yunling"),
        ("玉河市防汛抗旱指挥部办公室明传电报", "yuhe"),
        ("玉河来信", None),
        ("为贯彻落实云岭省人民政府部署，制定本方案。", None),
    ],
)
def test_a_first_line_begins_with_the_place_of_a_plan_that_is_signed_by_none(invented, first, slug):
    place = find_place(invented, None, "落实防汛批示分工方案", [first])
    assert (place and place.iri) == (expand(f"id:place/{slug}") if slug else None)


@pytest.mark.parametrize(
    ("issuer", "label"),
    [
        ("澜溪市安全生产委员会", "澜溪市"),
        ("澜溪市生态环境局", "澜溪市"),
        ("澜溪市优化营商环境领导小组办公室", "澜溪市"),
        ("城市交通管理局", None),
        ("都市文化促进会", None),
    ],
)
def test_a_place_that_no_registry_has_is_read_off_any_of_its_bodies(invented, issuer, label):
    place = find_place(invented, issuer, "某某工作要点", [])
    assert (place and place.label) == label
