import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aizone.errors import RegistryError
from aizone.iri import expand
from aizone.settings import SHIPPED_DATA
from aizone.units import Resolver, UnitRegistry
from aizone.units.registry import Place, Unit, UnitGroup

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
    ],
)
def test_collective_owners(written, label):
    found = HEFEI.resolve(written)
    assert (found.kind, found.label) == ("group", label)


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


def test_a_name_of_another_level_is_not_the_citys():
    assert HEFEI.resolve("省科学技术厅").kind == "unknown"


def test_an_unknown_name_is_kept_with_proposals():
    found = HEFEI.resolve("市科学技局")
    assert (found.kind, found.unit, found.written) == ("unknown", None, "市科学技局")
    assert "合肥市科学技术局" in found.proposals


def unit(slug, label, *names, place="id:place/p"):
    return Unit(expand(f"id:unit/{slug}"), label, None, names, "GovernmentUnit", expand(place), None)


PLACE = Place(expand("id:place/p"), "云江市", ("云江",), "prefecture", True)


def test_ambiguity_is_reported_not_guessed():
    one, two = unit("a", "云江市民政局"), unit("b", "云江市民防局")
    registry = UnitRegistry({one.iri: one, two.iri: two}, {}, {PLACE.iri: PLACE})
    found = Resolver(registry, PLACE.iri).resolve("云江市民*局")
    assert found.kind == "unknown"
    assert found.candidates == ("云江市民政局", "云江市民防局")


def test_contradictions_in_a_registry_are_errors():
    one, two = unit("a", "云江市民政局", "市民政局"), unit("b", "云江市民防局", "市民政局")
    with pytest.raises(RegistryError, match="shares the name"):
        UnitRegistry({one.iri: one, two.iri: two}, {}, {})
    group = UnitGroup(expand("id:unit-group/g"), "各局", None, (), PLACE.iri, (expand("id:unit/nobody"),), False)
    with pytest.raises(RegistryError, match="not registered"):
        UnitRegistry({}, {group.iri: group}, {})


def test_a_damaged_registry_file_says_where(tmp_path):
    path = tmp_path / "bad.ttl"
    path.write_text("<a> <b> .\n", "utf-8")
    with pytest.raises(RegistryError, match=r"bad\.ttl"):
        UnitRegistry.load([path])


def test_every_registered_unit_has_what_a_reader_needs():
    for owner in REGISTRY.owners():
        assert owner.label_en, owner.label
        assert isinstance(owner.iri, ox.NamedNode)
    for entry in REGISTRY.units.values():
        assert entry.place in REGISTRY.places
        seen, above = set(), entry.superior
        while above is not None:
            assert above not in seen, f"{entry.label} is under itself"
            seen.add(above)
            above = REGISTRY.units[above].superior


def test_the_nine_counties_and_four_zones():
    groups = {group.label: group for group in REGISTRY.groups.values() if group.place == expand("id:place/hefei")}
    assert len(groups["各县（市）区人民政府"].members) == 9
    assert len(groups["各开发区管委会"].members) == 4


def test_issuer_and_place_from_damaged_words():
    assert REGISTRY.place_of("合肥市人民*").label == "合肥市"
    assert REGISTRY.issuer("合肥市人民*").label == "合肥市人民政府"
    assert REGISTRY.place_of("某县人民政府") is None


@given(st.text(max_size=30))
def test_no_text_makes_it_raise(text):
    assert HEFEI.resolve(text).written == text
