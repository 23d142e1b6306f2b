import pytest
from hypothesis import given
from hypothesis import strategies as st

from aizone.iri import expand
from aizone.settings import SHIPPED_DATA
from aizone.units import Resolver, UnitRegistry
from aizone.units.registry import Place, Unit

REGISTRY = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
HEFEI = Resolver(REGISTRY, expand("id:place/hefei"))
YUNJIANG = Resolver(REGISTRY, expand("id:place/yunjiang"))

WRITTEN_IN_THE_HEFEI_PLAN = {
    "市科技局": "合肥市科学技术局",
    "市发改委": "合肥市发展和改革委员会",
    "市经信局": "合肥市经济和信息化局",
    "市教育局": "合肥市教育局",
    "市卫健委": "合肥市卫生健康委员会",
    "市司法局": "合肥市司法局",
    "市数据资源局": "合肥市数据资源局",
    "市民*局": "合肥市民政局",
    "经开区管委会": "合肥经济技术开发区管理委员会",
    "市公安局": "合肥市公安局",
    "高新区管委会": "合肥高新技术产业开发区管理委员会",
    "市交通运输局": "合肥市交通运输局",
    "市*务服务管理局": "合肥市政务服务管理局",
    "市生态环境局": "合肥市生态环境局",
    "滨湖科学城管委会": "合肥滨湖科学城管理委员会",
    "包河区*": "合肥市包河区人民政府",
    "市地方金融监管局": "合肥市地方金融监督管理局",
    "市投资促进局": "合肥市投资促进局",
    "市委组织部": "中共合肥市委组织部",
    "市人社局": "合肥市人力资源和社会保障局",
    "市市场监管局": "合肥市市场监督管理局",
    "合肥电信公司": "中国电信股份有限公司合肥分公司",
    "合肥移动公司": "中国移动通信集团安徽有限公司合肥分公司",
    "合肥联通公司": "中国联合网络通信有限公司合肥市分公司",
    "合肥铁塔公司": "中国铁塔股份有限公司合肥市分公司",
    "市委网信办": "中共合肥市委网络安全和信息化委员会办公室",
    "市*办公室": "合肥市人民政府办公室",
    "市公共资源交易管理局": "合肥市公共资源交易监督管理局",
    "市医保局": "合肥市医疗保障局",
    "市统计局": "合肥市统计局",
    "市*新闻办": "合肥市人民政府新闻办公室",
    "市科协": "合肥市科学技术协会",
}


@pytest.mark.parametrize(("written", "label"), WRITTEN_IN_THE_HEFEI_PLAN.items())
def test_every_body_the_hefei_plan_names(written, label):
    found = HEFEI.resolve(written)
    assert (found.kind, found.label) == ("unit", label)
    assert found.written == written


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("各县(市)区*", "各县（市）区人民政府"),
        ("开发区管委会", "各开发区管委会"),
        ("各牵头单位", "各牵头单位"),
        ("各县（市、区）人民政府", "各县（市）区人民政府"),
        ("各县（市）区政府", "各县（市）区人民政府"),
        ("各县（市、区）", "各县（市）区人民政府"),
        ("各县(市、区)人民*", "各县（市）区人民政府"),
        ("各县（市）、区人民政府", "各县（市）区人民政府"),
        ("各县区", "各县（市）区人民政府"),
        ("各县市区政府", "各县（市）区人民政府"),
        ("各开发区管委会", "各开发区管委会"),
        ("各开发区管理委员会", "各开发区管委会"),
        ("各开发区", "各开发区管委会"),
        ("各开发区*", "各开发区管委会"),
        ("各牵头部门", "各牵头单位"),
    ],
)
def test_collective_owners(written, label):
    found = HEFEI.resolve(written)
    assert (found.kind, found.label) == ("group", label)


@pytest.mark.parametrize(("written", "label"), [("各责任单位", "各责任单位"), ("领导小组成员单位", "各成员单位")])
def test_a_relative_group_is_known_everywhere(written, label):
    found = HEFEI.resolve(written)
    assert (found.kind, found.label) == ("group", label)
    assert REGISTRY.groups[found.unit].relative


@pytest.mark.parametrize("written", ["各有关责任单位", "各相关成员单位", "市直有关部门", "市政府各部门"])
def test_an_unregistered_collective_owner_stays_a_group(written):
    found = HEFEI.resolve(written)
    assert (found.kind, found.unit, found.method) == ("group", None, "collective")


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("科技局", "合肥市科学技术局"),
        ("市科学技术局", "合肥市科学技术局"),
        ("市 科 技 局", "合肥市科学技术局"),
        ("合肥科技局", "合肥市科学技术局"),
        ("安徽省合肥市科技局", "合肥市科学技术局"),
        ("发展改革委", "合肥市发展和改革委员会"),
        ("市经济信息化局", "合肥市经济和信息化局"),
        ("卫健委", "合肥市卫生健康委员会"),
        ("市场监管局", "合肥市市场监督管理局"),
        ("合肥市场监督管理局", "合肥市市场监督管理局"),
        ("网信办", "中共合肥市委网络安全和信息化委员会办公室"),
        ("市高新区管委会", "合肥高新技术产业开发区管理委员会"),
        ("安徽巢湖经开区管委会", "安徽巢湖经济开发区管理委员会"),
        ("合肥市长丰县人民政府", "长丰县人民政府"),
        ("合肥市巢湖市政府", "巢湖市人民政府"),
        ("市发改委（审改办、数据局）", "合肥市发展和改革委员会"),
        ("市科技局〔外专局〕", "合肥市科学技术局"),
    ],
)
def test_other_ways_to_write_a_body_of_hefei(written, label):
    assert HEFEI.resolve(written).label == label


def test_the_plan_decides_whose_bureau_it_is():
    assert HEFEI.resolve("市科技局").label == "合肥市科学技术局"
    assert YUNJIANG.resolve("市科技局").label == "云江市科学技术局"
    assert Resolver(REGISTRY, None).resolve("市科技局").kind == "unknown"
    assert Resolver(REGISTRY, None).resolve("合肥市科学技术局").label == "合肥市科学技术局"


@pytest.mark.parametrize(
    ("written", "method"),
    [
        ("市科技局", "exact"),
        ("合肥市科学技术局", "exact"),
        ("合肥市经济信息化局", "form"),
        ("科技局", "prefix"),
        ("市科技局（市外专局）", "bracket"),
        ("市民*局", "damage"),
    ],
)
def test_the_step_that_found_it_is_said(written, method):
    assert HEFEI.resolve(written).method == method


@pytest.mark.parametrize("written", ["省科技局", "县科技局", "区科技局", "州科技局", "安徽省科技局", "自治区科技厅"])
def test_a_name_of_another_level_is_not_the_citys(written):
    found = HEFEI.resolve(written)
    assert (found.kind, found.unit) == ("unknown", None)


def test_an_unknown_name_is_kept_with_proposals():
    found = HEFEI.resolve("市科学技局")
    assert (found.kind, found.unit, found.written) == ("unknown", None, "市科学技局")
    assert found.proposals == ("合肥市科学技术局",), "no body of another place"
    assert HEFEI.resolve("云江市科学技局").proposals[0] == "云江市科学技术局", "but of one that the name names"


def test_several_plates_of_several_bodies_are_ambiguous():
    found = HEFEI.resolve("市卫健委（市科技局）")
    assert (found.kind, found.candidates) == ("unknown", ("合肥市卫生健康委员会", "合肥市科学技术局"))


def test_the_bodies_in_the_bracket_of_a_collective_are_its_examples():
    assert HEFEI.resolve("市直有关部门（市科技局、市发改委）").unit is None


def test_too_little_left_of_a_name_means_no_body():
    found = HEFEI.resolve("市*局")
    assert found.kind == "unknown"
    assert {"合肥市民政局", "合肥市生态环境局"} <= set(found.candidates)
    lonely = unit("a", "云江市民政局", "市民政局")
    resolver = Resolver(UnitRegistry({lonely.iri: lonely}, {}, {PLACE.iri: PLACE}), PLACE.iri)
    assert resolver.resolve("市*局").unit is None, "the only bureau registered need not be the only one there is"
    assert resolver.resolve("市民*局").unit == lonely.iri


@pytest.mark.parametrize("text", ["省、" * 20_000, "各部门" * 100], ids=["slow to compare", "like a group"])
def test_a_text_is_not_a_name(text):
    found = HEFEI.resolve(text)
    assert (found.kind, found.proposals) == ("unknown", ())


def test_every_registered_name_is_found_in_its_own_place():
    for owner in REGISTRY.owners():
        resolver = Resolver(REGISTRY, owner.place)
        for name in (owner.label, *owner.names):
            assert resolver.resolve(name).unit == owner.iri, name


@pytest.mark.parametrize(
    ("place", "label", "written"),
    [
        ("北京市", "北京市科学技术委员会", "市科学技术委员会"),
        ("广西壮族自治区", "广西壮族自治区科学技术厅", "自治区科技厅"),
        ("广西壮族自治区", "广西壮族自治区科学技术厅", "区科技厅"),
        ("凉山彝族自治州", "凉山彝族自治州科学技术局", "州科技局"),
        ("庐阳区", "庐阳区市场监督管理局", "区市场监管局"),
        ("庐阳区", "庐阳区市场监督管理局", "市场监管局"),
    ],
)
def test_the_level_word_is_that_of_the_places_own_name(place, label, written):
    here = Place(PLACE.iri, place, (), "prefecture", False)
    body = unit("a", label)
    assert Resolver(UnitRegistry({body.iri: body}, {}, {here.iri: here}), here.iri).resolve(written).unit == body.iri


def unit(slug, label, *names, place="id:place/p"):
    return Unit(expand(f"id:unit/{slug}"), label, None, names, "GovernmentUnit", expand(place), None)


PLACE = Place(expand("id:place/p"), "云江市", ("云江",), "prefecture", True)


def test_ambiguity_is_reported_not_guessed():
    one, two = unit("a", "云江市民政局"), unit("b", "云江市民防局")
    registry = UnitRegistry({one.iri: one, two.iri: two}, {}, {PLACE.iri: PLACE})
    found = Resolver(registry, PLACE.iri).resolve("云江市民*局")
    assert found.kind == "unknown"
    assert found.candidates == ("云江市民政局", "云江市民防局")


def test_what_one_plan_found_serves_the_next(monkeypatch):
    monkeypatch.setattr("aizone.units.resolve._MOST_COMPARED", 1)
    first = Resolver(REGISTRY, expand("id:place/hefei"))
    bureau, near = first.resolve("市科技局"), first.resolve("合肥市科学技木局")
    assert near.proposals[0] == "合肥市科学技术局"
    assert first.resolve("合肥市财玫局").proposals == (), "names beyond the most compared in one plan get no proposals"
    second = first.for_another_plan()
    assert second.resolve("市科技局") is bureau
    assert second.resolve("合肥市科学技木局") is near
    assert second.resolve("合肥市财玫局").proposals, "the count starts again"
    monkeypatch.setattr("aizone.units.resolve._MOST_REMEMBERED", 1)
    assert second.for_another_plan().resolve("市科技局") is not bureau


@given(st.text(max_size=30))
def test_resolving_never_raises(text):
    assert HEFEI.resolve(text).written == text


@given(st.text(alphabet="省市县区各科技局发改委政府管会*()（）、合肥云江", max_size=12))
def test_a_name_is_one_body_or_a_group_or_says_why_not(text):
    found = HEFEI.resolve(text)
    assert found.written == text
    if found.kind == "unit":
        assert HEFEI.unit(found.unit).label == found.label
        assert (found.candidates, found.proposals) == ((), ())
    elif found.kind == "unknown":
        assert found.unit is None
        assert len(found.candidates) != 1
    assert Resolver(REGISTRY, expand("id:place/hefei")).resolve(text) == found
