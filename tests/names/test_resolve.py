import pyoxigraph as ox
import pytest

from aizone.errors import AmbiguousNameError, UnknownNameError
from aizone.iri import compact, plan_iri
from aizone.names.known import KnownNames
from aizone.names.resolve import meanings, resolve
from aizone.store import OxigraphStore

HEFEI, YUNJIANG = plan_iri("hefei-2020-2023"), plan_iri("yunjiang-2024-2026")
HEFEI_BUREAU, YUNJIANG_BUREAU = (f"id:unit/{city}-science-and-technology-bureau" for city in ("hefei", "yunjiang"))


def meant(workspace, text, kind=None, plan=None):
    return compact(resolve(workspace.names, text, kind, plan, where="name"))


@pytest.mark.parametrize(
    ("text", "plan", "expected"),
    [
        ("市科技局", None, HEFEI_BUREAU),  # a real place before an example
        ("市科技局", HEFEI, HEFEI_BUREAU),
        ("市科技局", YUNJIANG, YUNJIANG_BUREAU),
        ("市 科技局", YUNJIANG, YUNJIANG_BUREAU),
        ("市科學技術局", YUNJIANG, YUNJIANG_BUREAU),
        ("科技局", YUNJIANG, YUNJIANG_BUREAU),
        ("合肥市科技局", YUNJIANG, HEFEI_BUREAU),  # a full name means the same everywhere
        ("云江市科技局", None, YUNJIANG_BUREAU),
        ("Hefei Municipal Bureau of Science and Technology", None, HEFEI_BUREAU),
        ("hefei-science-and-technology-bureau", None, HEFEI_BUREAU),
        (HEFEI_BUREAU, YUNJIANG, HEFEI_BUREAU),
        ("人工智能学院", None, "id:institution/hefei/ai-colleges"),
        ("人工智能学院", YUNJIANG, "id:institution/yunjiang/university-ai-school"),
        ("hefei/high-tech-zone", None, "id:park/hefei/high-tech-zone"),
        ("high-tech-zone", None, "id:park/hefei/high-tech-zone"),
        ("yunjiang", None, "id:place/yunjiang"),
        ("国科函规〔2019〕185号", None, "id:policy-document/most-letter-supporting-hefei-ai-pilot-zone"),
        ("国科函规[2019] 185号", YUNJIANG, "id:policy-document/most-letter-supporting-hefei-ai-pilot-zone"),
        ("云政办（2027）3号", None, "id:plan/yunjiang-2027-2029"),
    ],
)
def test_a_name_means_what_its_plans_issuer_means(shipped, text, plan, expected):
    assert meant(shipped, text, None, plan) == expected


@pytest.mark.parametrize(
    ("path", "plan", "expected"),
    [
        ("2/4", None, "hefei-2020-2023/2/4"),
        ("2/4", YUNJIANG, "yunjiang-2024-2026/2/4"),
        ("二/(四)", HEFEI, "hefei-2020-2023/2/4"),
        ("三/(二)/4", None, "hefei-2020-2023/3/2/4"),
        ("三/（二）/４", HEFEI, "hefei-2020-2023/3/2/4"),
        ("三/二/4", HEFEI, "hefei-2020-2023/3/2/4"),
        ("3/2/4", YUNJIANG, "yunjiang-2024-2026/3/2/4"),
        ("3/1/1/m1", HEFEI, "hefei-2020-2023/3/1/1/m1"),
        ("yunjiang-2024-2026/三/(二)/4", None, "yunjiang-2024-2026/3/2/4"),
        ("hefei-2020-2023/3/1/1/m1", YUNJIANG, "hefei-2020-2023/3/1/1/m1"),
    ],
)
def test_a_path_fits_a_whole_item(shipped, path, plan, expected):
    assert meant(shipped, path, None, plan) == f"id:plan/{expected}"


@pytest.mark.parametrize(("path", "near"), [("1/1", "三/(一)/1"), ("2/4", "三/(二)/4"), ("5/1", "三/(五)/1")])
def test_a_part_of_a_path_fits_nothing_and_says_what_is_near(shipped, path, near):
    with pytest.raises(UnknownNameError) as told:
        meant(shipped, path, "az:WorkItem", HEFEI)
    assert near in told.value.nearest


def test_a_task_and_its_only_measure_are_not_ambiguous(shipped):
    assert meant(shipped, "加强计算智能理论研究") == "id:plan/hefei-2020-2023/3/1/1"
    assert meant(shipped, "加强计算智能理论研究", "az:WorkItem") == "id:plan/hefei-2020-2023/3/1/1"
    assert meant(shipped, "加强计算智能理论研究", "az:Measure") == "id:plan/hefei-2020-2023/3/1/1/m1"


def test_a_measure_with_a_name_of_its_own_is_found_by_it(shipped):
    (measure,) = shipped.find("人工智能产业小镇")
    assert (measure.kind, compact(measure.iri)) == ("az:Measure", "id:plan/hefei-2020-2023/3/3/6/m2")


def test_the_last_parts_of_an_iri_are_whole_segments(shipped):
    for part in ("science-and-technology-bureau", "tech-zone", "2020-2023", "efei-2020-2023"):
        with pytest.raises(UnknownNameError):
            meant(shipped, part)


def test_what_is_only_close_is_proposed_and_never_chosen(shipped):
    for text, near in {
        "kjj": "合肥市科学技术局",
        "科技": "合肥市科学技术局",
        "合肥市科学技局": "合肥市科学技术局",
        "health commission": "Hefei Municipal Health Commission",
        "Hefei Helth Commission": "Hefei Municipal Health Commission",
    }.items():
        with pytest.raises(UnknownNameError) as told:
            meant(shipped, text, "az:Unit")
        assert told.value.nearest[0] == near
    with pytest.raises(UnknownNameError) as told:
        meant(shipped, "科技", "az:Unit", YUNJIANG)
    assert told.value.nearest[0] == "云江市科学技术局"
    with pytest.raises(UnknownNameError, match="hefei-2020-2023"):
        meant(shipped, "hefei-2020-2024", "az:Plan")


def test_names_that_plans_write_for_unregistered_units_count(yuhe):
    plan = plan_iri("yuhe")
    unit = "id:unit/玉河市/玉河市科学技术局"
    assert meant(yuhe, "市科技局", "az:Unit", plan) == meant(yuhe, "玉河市科技局", "az:Unit") == unit
    # the shipped registry's Hefei has one too, but every plan of this workspace is of 玉河市
    assert meant(yuhe, "市科技局", "az:Unit") == unit
    assert "省科技厅" in {one.label for one in meanings(yuhe.names, "省科技厅", "az:Unit", plan)}


TWINS = """@prefix az: <https://w3id.org/aizone/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix id: <https://w3id.org/aizone/id/> .
id:place\\/a a az:Place ; skos:prefLabel "甲市"@zh ; az:partOf id:place\\/p .
id:place\\/b a az:Place ; skos:prefLabel "乙市"@zh ; az:partOf id:place\\/p .
id:place\\/p a az:Place ; skos:prefLabel "丙省"@zh .
id:unit\\/a a az:GovernmentUnit ; dcterms:spatial id:place\\/a ; skos:prefLabel "甲市民政局"@zh ; skos:altLabel "市民政局"@zh .
id:unit\\/b a az:GovernmentUnit ; dcterms:spatial id:place\\/b ; skos:prefLabel "乙市民政局"@zh ; skos:altLabel "市民政局"@zh .
id:unit\\/old a az:GovernmentUnit ; dcterms:spatial id:place\\/b ; skos:prefLabel "乙市救助局"@zh ; dcterms:isReplacedBy id:unit\\/b .
id:unit\\/p a az:GovernmentUnit ; dcterms:spatial id:place\\/p ; skos:prefLabel "丙省民政厅"@zh ; skos:altLabel "民政主管部门"@zh .
id:unit\\/c a az:GovernmentUnit ; skos:prefLabel "丁县民政局"@zh ; skos:altLabel "民政主管部门"@zh .
id:plan\\/a1 a az:Plan ; dcterms:spatial id:place\\/a ; skos:prefLabel "甲市方案"@zh .
id:plan\\/b1 a az:Plan ; dcterms:spatial id:place\\/b ; skos:prefLabel "乙市方案"@zh .
id:plan\\/a1\\/1 a az:Task ; az:path "1" ; skos:prefLabel "同名任务"@zh .
id:plan\\/a1\\/1\\~2 a az:Task ; az:path "1" ; skos:prefLabel "另一任务"@zh .
id:plan\\/b1\\/1 a az:Task ; az:path "1" ; skos:prefLabel "同名任务"@zh .
id:park\\/x\\/zone a az:Park ; skos:prefLabel "AI Park"@en .
id:park\\/y\\/zone a az:Park ; skos:prefLabel "ai park"@en .
"""


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    path = tmp_path_factory.mktemp("twins") / "twins.ttl"
    path.write_text(TWINS, "utf-8")
    store = OxigraphStore()
    store.bulk_load([(path, None)])
    return KnownNames(store)


def test_a_name_that_two_real_things_share_is_asked_back_unless_a_plan_says_which(twins):
    with pytest.raises(AmbiguousNameError, match=r"甲市民政局.*乙市民政局.*Write the full name"):
        resolve(twins, "市民政局", "az:Unit")
    assert compact(resolve(twins, "市民政局", "az:Unit", plan_iri("a1"))) == "id:unit/a"
    assert compact(resolve(twins, "市民政局", "az:Unit", plan_iri("b1"))) == "id:unit/b"
    with pytest.raises(AmbiguousNameError):
        resolve(twins, "同名任务")
    assert compact(resolve(twins, "同名任务", plan=plan_iri("b1"))) == "id:plan/b1/1"


def test_the_places_around_come_before_others(twins):
    assert compact(resolve(twins, "民政主管部门", plan=plan_iri("a1"))) == "id:unit/p"
    with pytest.raises(AmbiguousNameError):
        resolve(twins, "民政主管部门")


def test_a_merged_unit_means_the_one_that_stays(twins):
    assert compact(resolve(twins, "乙市救助局")) == "id:unit/b"
    assert compact(resolve(twins, "id:unit/old")) == "id:unit/old", "an address means what it says"


def test_a_number_printed_twice_and_a_slug_that_fits_two_are_asked_back(twins):
    with pytest.raises(AmbiguousNameError) as told:
        resolve(twins, "1", plan=plan_iri("a1"))
    assert len(told.value.candidates) == 2
    assert compact(resolve(twins, "1", plan=plan_iri("b1"))) == "id:plan/b1/1"
    with pytest.raises(AmbiguousNameError):
        resolve(twins, "zone")


def test_a_name_written_exactly_comes_before_one_that_differs_in_case(twins):
    assert compact(resolve(twins, "AI Park")) == "id:park/x/zone"
    assert compact(resolve(twins, "ai park")) == "id:park/y/zone"
    with pytest.raises(AmbiguousNameError):
        resolve(twins, "Ai PARK")


def test_many_candidates_are_not_all_told():
    error = AmbiguousNameError("unit=", "市科技局", [f"{number}市科技局" for number in range(30)])
    assert "7市科技局 and 22 more" in str(error)
    assert len(error.candidates) == 30


@pytest.mark.parametrize("text", ["", "  ", "://", "id:", "x:y", "id:unit/nobody", "http://nowhere/at all", "/", "\n"])
def test_what_means_nothing(shipped, text):
    with pytest.raises(UnknownNameError):
        resolve(shipped.names, text)
    assert not isinstance(text, ox.NamedNode)
