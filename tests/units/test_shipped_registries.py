"""What the shipped city registries say about districts, organs of the Party and successions."""

import pyoxigraph as ox
import pytest

from aizone.iri import expand
from aizone.settings import SHIPPED_DATA
from aizone.units import Resolver, UnitRegistry
from aizone.vocab import DCTERMS, ORG, RDF
from tests.units.conftest import BASE_FILES

HEFEI, YUNJIANG = expand("id:place/hefei"), expand("id:place/yunjiang")
COUNTIES = {
    "hefei": ["瑶海区", "庐阳区", "蜀山区", "包河区", "长丰县", "肥东县", "肥西县", "庐江县", "巢湖市"],
    "yunjiang": ["临岫区", "汀兰区", "青澜县", "望溪市"],
}


@pytest.fixture(scope="module")
def shipped():
    return UnitRegistry.load(sorted((SHIPPED_DATA / "units").glob("*.ttl")), BASE_FILES)


@pytest.mark.parametrize(("city", "names"), COUNTIES.items())
def test_a_countys_government_belongs_to_the_county(shipped, city, names):
    governments = [unit for unit in shipped.units.values() if unit.kind == "LocalGovernment" and city in unit.iri.value]
    places = {shipped.places[unit.place] for unit in governments}
    assert {place.label for place in places} == set(names)
    for place in places:
        assert place.parent == expand(f"id:place/{city}")
        assert place.level == ("district" if place.label.endswith("区") else "county")
        assert place.label_en


@pytest.mark.parametrize(("city", "names"), COUNTIES.items())
def test_a_citys_plan_writes_the_short_names_of_its_districts_governments(shipped, city, names):
    resolver = Resolver(shipped, expand(f"id:place/{city}"))
    for name in names:
        found = resolver.resolve(f"{name}政府")
        assert (found.method, shipped.places[shipped.units[found.unit].place].label) == ("exact", name)
    assert resolver.resolve("区政府").unit is None


@pytest.mark.parametrize(("place", "city"), [(HEFEI, "合肥"), (YUNJIANG, "云江")])
@pytest.mark.parametrize("organ", ["市委组织部", "市委网信办"])
def test_organs_of_the_party_are_under_its_committee(shipped, place, city, organ):
    resolver = Resolver(shipped, place)
    superior = shipped.units[shipped.units[resolver.resolve(organ).unit].superior]
    assert (superior.label, superior.kind) == (f"中共{city}市委员会", "PartyUnit")
    for written in ("市委", f"中共{city}市委", f"{city}市委"):
        assert resolver.resolve(written).unit == superior.iri


@pytest.mark.parametrize("written", ["市场监管局", "市市场监管局", "市场监督管理局", "合肥市市场监管局"])
def test_a_market_regulation_bureau_is_found_with_and_without_its_level(shipped, written):
    assert Resolver(shipped, HEFEI).resolve(written).label == "合肥市市场监督管理局"
    elsewhere = written.replace("合肥", "芜湖")
    assert Resolver(shipped, expand("id:place/wuhu")).resolve(elsewhere).label == "芜湖市市场监督管理局"


def test_a_succession_names_its_source(shipped):
    store = ox.Store()
    store.load(path=str(SHIPPED_DATA / "units" / "hefei.ttl"), format=ox.RdfFormat.TURTLE)
    events = [quad.subject for quad in store.quads_for_pattern(None, RDF.type, ORG.ChangeEvent, None)]
    assert events
    for event in events:
        sources = [quad.object for quad in store.quads_for_pattern(event, DCTERMS.source, None, None)]
        assert [type(source) for source in sources] == [ox.NamedNode]
        (before,) = [quad.object for quad in store.quads_for_pattern(event, ORG.originalOrganization, None, None)]
        (after,) = [quad.object for quad in store.quads_for_pattern(event, ORG.resultingOrganization, None, None)]
        assert {before, after} <= set(shipped.units)
    old, new = (
        Resolver(shipped, HEFEI).resolve(name).unit for name in ("合肥巢湖经开区管委会", "安徽巢湖经开区管委会")
    )
    assert (old, new) == (before, after)
