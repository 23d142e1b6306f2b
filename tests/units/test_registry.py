import pyoxigraph as ox
import pytest

from aizone.errors import RegistryError
from aizone.iri import expand
from aizone.settings import SHIPPED_DATA
from aizone.units import Place, Unit, UnitGroup, UnitRegistry
from aizone.units.places import place_named_first
from aizone.units.plan_place import issuing_unit
from aizone.vocab import AZ, DCTERMS, ORG, RDF, SKOS

FILES = sorted((SHIPPED_DATA / "units").glob("*.ttl"))
REGISTRY = UnitRegistry.load(FILES)
PLACE = expand("id:place/p")
HEAD = """@prefix az: <https://w3id.org/aizone/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/aizone/id/> .
"""


def unit(slug, label, *names):
    return Unit(expand(f"id:unit/{slug}"), label, None, names, "GovernmentUnit", PLACE, None)


def test_two_bodies_of_a_place_do_not_share_a_name():
    one, two = unit("a", "云江市民政局", "市民政局"), unit("b", "云江市民防局", "市民政局")
    with pytest.raises(RegistryError, match="shares the name"):
        UnitRegistry({one.iri: one, two.iri: two}, {}, {PLACE: Place(PLACE, "云江市", (), "prefecture", True)})


def test_every_member_is_registered():
    group = UnitGroup(expand("id:unit-group/g"), "各局", None, (), PLACE, (expand("id:unit/unregistered"),), False)
    with pytest.raises(RegistryError, match="not registered"):
        UnitRegistry({}, {group.iri: group}, {PLACE: Place(PLACE, "云江市", (), "prefecture", True)})


def test_a_damaged_file_says_where(tmp_path):
    path = tmp_path / "bad.ttl"
    path.write_text("<a> <b> .\n", "utf-8")
    with pytest.raises(RegistryError, match=r"bad\.ttl"):
        UnitRegistry.load([path])


@pytest.mark.parametrize(
    "other",
    [
        '<unit/a> a az:GovernmentUnit ; skos:prefLabel "云江市民防局"@zh .',
        '<unit/a> a az:PartyUnit ; skos:prefLabel "云江市民政局"@zh .',
    ],
    ids=["two names", "two kinds"],
)
def test_two_files_do_not_describe_one_body_differently(tmp_path, other):
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text(HEAD + '<unit/a> a az:GovernmentUnit ; skos:prefLabel "云江市民政局"@zh .\n', "utf-8")
    two.write_text(HEAD + other, "utf-8")
    with pytest.raises(RegistryError, match=r"id:unit/a: is both '.+' and '.+'"):
        UnitRegistry.load([one, two])


def test_several_files_are_one_registry_whatever_their_order(tmp_path):
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text(HEAD + '<unit/a> a az:GovernmentUnit ; skos:prefLabel "云江市民政局"@zh .\n', "utf-8")
    two.write_text(
        HEAD + '<unit/a> skos:altLabel "市民政局"@zh .\n<unit/b> a az:PartyUnit ; skos:prefLabel "乙"@zh .', "utf-8"
    )
    registry = UnitRegistry.load([two, one])
    assert registry.units == UnitRegistry.load([one, two]).units
    assert registry.units[expand("id:unit/a")].names == ("市民政局",)
    assert expand("id:unit/b") in registry.units


def test_every_registered_body_has_what_a_reader_needs():
    for owner in REGISTRY.owners():
        assert owner.label_en, owner.label
        assert isinstance(owner.iri, ox.NamedNode)
        assert owner.iri.value.isascii(), owner.iri
    for entry in REGISTRY.units.values():
        assert entry.place in REGISTRY.places
        seen, above = set(), entry.superior
        while above is not None:
            assert above not in seen, f"{entry.label} is under itself"
            seen.add(above)
            above = REGISTRY.units[above].superior
    for place in REGISTRY.places.values():
        assert place.parent is None or place.parent in REGISTRY.places


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_turtle_of_a_registry(path):
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    about = expand(f"id:units/{path.stem}")
    titles = {quad.object.language for quad in store.quads_for_pattern(about, DCTERMS.title, None, None)}
    assert titles == {"zh", "en"}
    units = [node for node in REGISTRY.units if any(store.quads_for_pattern(node, RDF.type, None, None))]
    for node in units:
        assert len(list(store.quads_for_pattern(node, ORG.classification, None, None))) == 1, node
        assert len(list(store.quads_for_pattern(node, RDF.type, None, None))) == 1, node
        assert AZ[REGISTRY.units[node].kind]
    if units:
        for term in (DCTERMS.source, DCTERMS.date):
            assert any(store.quads_for_pattern(about, term, None, None)), term
    assert not [
        quad for quad in store if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    ]
    names = [q.object.value for q in store.quads_for_pattern(None, SKOS.altLabel, None, None)]
    assert all(name == name.strip() and name for name in names)


def test_the_nine_counties_and_four_zones_of_hefei():
    groups = {group.label: group for group in REGISTRY.groups.values() if group.place == expand("id:place/hefei")}
    counties = {REGISTRY.units[member].label for member in groups["各县（市）区人民政府"].members}
    assert counties == {
        "合肥市瑶海区人民政府",
        "合肥市庐阳区人民政府",
        "合肥市蜀山区人民政府",
        "合肥市包河区人民政府",
        "长丰县人民政府",
        "肥东县人民政府",
        "肥西县人民政府",
        "庐江县人民政府",
        "巢湖市人民政府",
    }
    assert {REGISTRY.units[member].label for member in groups["各开发区管委会"].members} == {
        "合肥高新技术产业开发区管理委员会",
        "合肥经济技术开发区管理委员会",
        "合肥新站高新技术产业开发区管理委员会",
        "安徽巢湖经济开发区管理委员会",
    }


@pytest.mark.parametrize(
    ("text", "place", "issuer"),
    [
        ("合肥市人民*", "合肥市", "合肥市人民政府"),
        ("合肥市人民政府", "合肥市", "合肥市人民政府"),
        ("安徽省合肥市人民政府", "合肥市", "合肥市人民政府"),
        ("合肥市人民政府办公室", "合肥市", "合肥市人民政府办公室"),
        ("安徽省人民政府关于支持合肥建设的意见", "安徽省", None),
        ("安徽合肥的方案", "合肥市", None),
        ("合肥建设国家新一代人工智能创新发展试验区实施方案(2020-2023年)", "合肥市", None),
        ("合*", "", None),
        ("某县人民政府", "", None),
        ("市人民政府", "", None),
    ],
)
def test_place_and_issuer(text, place, issuer):
    found, unit = place_named_first(text, REGISTRY), issuing_unit(text, REGISTRY)
    assert (found.label if found else "") == place
    assert (unit.label if unit else None) == issuer


def test_the_smallest_place_of_a_row_is_meant():
    places = {}
    above = None
    for slug, label in (("x", "云岭省"), ("y", "云江市"), ("z", "东山区")):
        places[slug] = Place(expand(f"id:place/{slug}"), label, (), "prefecture", True, above)
        above = places[slug].iri
    registry = UnitRegistry({}, {}, {place.iri: place for place in places.values()})
    assert place_named_first("云岭省云江市东山区人民政府", registry) == places["z"]
    assert place_named_first("云岭省东山区人民政府", registry) == places["z"], "its city may be left out"
