import pytest

from aizone.iri import expand
from aizone.text.lexicon.bodies import body_kinds
from aizone.units import Resolver
from aizone.units.usual_bodies import read_usual_bodies, usual_bodies
from aizone.vocab import UNIT_CLASSES
from tests.units.conftest import INVENTED

PLACES = {place.label: place.iri for place in INVENTED}
TABLE = read_usual_bodies()
EXAMPLES = [
    (entry["full"], entry.get("until") or entry.get("since"), example)
    for kind in ("function", "body", "party", "open")
    for entry in TABLE[kind]
    for example in entry["example"]
] + [("", None, example) for example in TABLE["generic"]["not_generic"]]
EXAMPLES += [(kind.name, None, example) for kind in body_kinds() if kind.unit for example in kind.unit.examples]


@pytest.mark.parametrize(("full", "year", "example"), EXAMPLES, ids=lambda value: str(value))
def test_every_example_of_the_table(invented, full, year, example):
    place, written, label = example
    found = Resolver(invented, PLACES[place], year=year).resolve(written)
    assert (found.kind, found.label, found.method) == ("unit", label, "usual"), full


def test_every_entry_has_an_example_and_a_kind_of_the_vocabulary():
    for kind in ("function", "body", "party", "open"):
        for entry in TABLE[kind]:
            assert entry["example"]
            assert entry.get("kind", "GovernmentUnit") in UNIT_CLASSES


def test_no_two_bodies_of_the_same_time_share_a_written_form():
    for key, bodies in usual_bodies().index.items():
        for year in (None, *range(2015, 2027)) if len(bodies) > 1 else ():
            in_use = [body for body in bodies if body.in_use(year)]
            assert year is None or len(in_use) <= 1, (key, year)


@pytest.mark.parametrize(
    ("place", "written", "label"),
    [
        # whose bureau it is follows from the level word, the place and where the plan is from
        ("云岭省", "省科技厅", "云岭省科学技术厅"),
        ("玉河市", "省科技厅", "云岭省科学技术厅"),
        ("青原县", "省科技厅", "云岭省科学技术厅"),
        ("青原县", "市发改委", "玉河市发展和改革委员会"),
        ("东山区", "市发改委", "玉河市发展和改革委员会"),
        ("东山区", "区发改委", "玉河市东山区发展和改革委员会"),
        ("青原县", "发改委", "青原县发展和改革委员会"),
        ("青原县", "市监局", "青原县市场监督管理局"),
        ("云岭省", "财政厅", "云岭省财政厅"),
        ("云岭省", "国资委", "云岭省人民政府国有资产监督管理委员会"),
        ("北原壮族自治区", "财政厅", "北原壮族自治区财政厅"),
        ("北原壮族自治区", "自治区财政厅", "北原壮族自治区财政厅"),
        ("北原壮族自治区", "自治区党委宣传部", "中共北原壮族自治区委员会宣传部"),
        ("岚江彝族自治州", "州财政局", "岚江彝族自治州财政局"),
        ("岚江彝族自治州", "岚江州财政局", "岚江彝族自治州财政局"),
        ("云岭省", "玉河市科技局", "玉河市科学技术局"),
        ("云岭省", "云岭省玉河市科技局", "玉河市科学技术局"),
        ("玉河市", "市市场监管局", "玉河市市场监督管理局"),
        ("玉河市", "市场监管局", "玉河市市场监督管理局"),
        ("玉京市", "市商务委", "玉京市商务委员会"),
        # compounds of a county's merged bureaus stay as written
        ("青原县", "科技工信局", "青原县科技工信局"),
        ("青原县", "县工信商务局", "青原县工信商务局"),
        # several plates: the first is the body
        ("玉河市", "市发改委（审改办、大数据局）", "玉河市发展和改革委员会"),
        ("云岭省", "省发展改革委〔能源局〕", "云岭省发展和改革委员会"),
        # the country's bodies, anywhere
        ("玉河市", "国家发展改革委", "国家发展和改革委员会"),
        ("青原县", "科技部", "科学技术部"),
        ("云岭省", "中央网信办", "中共中央网络安全和信息化委员会办公室"),
    ],
)
def test_whose_body_a_name_is(invented, place, written, label):
    found = Resolver(invented, PLACES[place]).resolve(written)
    assert (found.kind, found.label) == ("unit", label)


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("玉河市", "县科技局"),
        ("玉河市", "省科技局"),
        ("云岭省", "市科技局"),
        ("云岭省", "科技局"),
        ("玉河市", "法规处"),
        ("玉河市", "市某某局"),
        ("玉河市", "市*局"),
        ("玉河市", "海关"),
        ("玉河市", "政府"),
        ("玉河市", "云江大学"),
        ("玉河市", "各区政府"),
        ("玉河市", "有关县政府"),
    ],
)
def test_a_name_of_no_usual_body_is_not_minted(invented, place, written):
    resolver = Resolver(invented, PLACES[place])
    assert resolver.resolve(written).unit is None
    assert resolver.minted == {}


@pytest.mark.parametrize("written", TABLE["generic"]["examples"])
def test_a_name_of_no_particular_body_is_not_minted(invented, written):
    for place in ("玉河市", "云岭省", "青原县"):
        resolver = Resolver(invented, PLACES[place])
        assert resolver.resolve(written).unit is None, place


def test_a_ministrys_short_name_means_the_ministry_in_its_own_plans_only(invented):
    central = Resolver(invented, expand("id:place/china"))
    assert central.resolve("发展改革委").label == "国家发展和改革委员会"
    assert central.resolve("国资委").label == "国务院国有资产监督管理委员会"
    assert central.resolve("科技局").unit is None
    assert Resolver(invented, PLACES["云岭省"]).resolve("发展改革委").label == "云岭省发展和改革委员会"
    assert Resolver(invented, None).resolve("发展改革委").unit is None


def test_a_name_that_changed_its_meaning_follows_the_plans_year(invented):
    def label(year):
        return Resolver(invented, PLACES["云岭省"], year=year).resolve("省金融监管局").label

    assert label(2022) == "云岭省地方金融监督管理局"
    assert label(2025) == "国家金融监督管理总局云岭监管局"
    unsure = Resolver(invented, PLACES["云岭省"]).resolve("省金融监管局")
    assert unsure.unit is None, "without a year it may be either"


def test_a_minted_unit_says_what_it_is(invented):
    resolver = Resolver(invented, PLACES["玉河市"])
    iri = resolver.resolve("市科技局").unit
    unit = resolver.minted[iri]
    assert iri == expand("id:unit/yuhe/玉河市科学技术局")
    assert (unit.kind, unit.place, unit.provisional) == ("GovernmentUnit", PLACES["玉河市"], True)
    assert unit.classification == expand("azkind:government-department")
    assert resolver.resolve("玉河市科学技术局").unit == iri, "however it is written"


def test_a_registered_body_is_never_minted_again(invented):
    from aizone.settings import SHIPPED_DATA
    from aizone.units import UnitRegistry

    registry = UnitRegistry.load(
        (SHIPPED_DATA / "units").glob("*.ttl"), (SHIPPED_DATA / "units" / "china").glob("*.ttl")
    )
    province = Resolver(registry, expand("id:place/anhui"))
    found = province.resolve("合肥市科技局")
    assert found.unit == expand("id:unit/hefei-science-and-technology-bureau")
    assert province.minted == {}


def test_the_cities_of_a_province_are_known(base):
    anhui = Resolver(base, expand("id:place/anhui"))
    found = anhui.resolve("各市人民政府")
    members = [anhui.unit(iri).label for iri in anhui.group(found.unit).members]
    assert len(members) == 16
    assert "芜湖市人民政府" in members
    sichuan = Resolver(base, expand("id:place/sichuan"))
    assert len(sichuan.group(sichuan.resolve("各市(州)人民政府").unit).members) == 21
    assert Resolver(base, expand("id:place/hefei")).resolve("各市人民政府").unit is None
    assert anhui.resolve("各市、县人民政府").unit is None, "counties are not all known"


@pytest.mark.parametrize(
    ("place", "written", "label"),
    [
        ("青原县", "河口镇", "青原县河口镇人民政府"),
        ("青原县", "白音苏木", "青原县白音苏木人民政府"),
        ("青原县", "城关镇", "青原县城关镇人民政府"),
        ("东山区", "河口街道", "玉河市东山区河口街道办事处"),
        ("玉河市", "高新区", "玉河高新技术产业开发区管理委员会"),
        ("玉河市", "澄岚经济开发区", "澄岚经济开发区管理委员会"),
    ],
)
def test_townships_and_zones_called_by_their_place_alone(invented, place, written, label):
    found = Resolver(invented, PLACES[place]).resolve(written)
    assert (found.kind, found.label, found.method) == ("unit", label, "place")


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("青原县", "乡镇"),
        ("青原县", "中心镇"),
        ("青原县", "各镇"),
        ("青原县", "有关街道"),
        ("青原县", "所属乡镇"),
        ("玉河市", "河口镇"),
        ("玉河市", "示范区"),
        ("玉河市", "开发区"),
    ],
)
def test_kinds_of_townships_and_zones_are_none(invented, place, written):
    assert Resolver(invented, PLACES[place]).resolve(written).unit is None


@pytest.mark.parametrize(
    ("place", "written", "label", "where"),
    [
        ("青原县", "市生态环境局青原县分局", "玉河市生态环境局青原分局", "青原县"),
        ("青原县", "玉河市生态环境局青原分局", "玉河市生态环境局青原分局", "青原县"),
        ("玉河市", "市生态环境局青原分局", "玉河市生态环境局青原分局", "青原县"),
        ("东山区", "区公安分局", "玉河市公安局东山分局", "东山区"),
        ("东山区", "东山公安分局", "玉河市公安局东山分局", "东山区"),
        ("东山区", "市规划自然资源局东山分局", "玉河市规划和自然资源局东山分局", "东山区"),
        ("玉河市", "市市场监管局南岸分局", "玉河市市场监督管理局南岸分局", "玉河市"),
    ],
)
def test_a_branch_is_one_body_however_it_is_written(invented, place, written, label, where):
    resolver = Resolver(invented, PLACES[place])
    found = resolver.resolve(written)
    assert (found.kind, found.label, found.method) == ("unit", label, "usual")
    assert resolver.unit(found.unit).place == PLACES[where]
    assert Resolver(invented, PLACES[place]).known(found.unit).label == label


@pytest.mark.parametrize("written", ["市商务局分局", "南岸公安分局", "市生态局的分局"])
def test_what_only_looks_like_a_branch_is_none(invented, written):
    assert Resolver(invented, PLACES["青原县"]).resolve(written).unit is None
