import pytest

from aizone.names.search import search, similar
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace

OTHER_CITY = """澜山市人民政府办公室
2024年3月1日
澜山市人工智能行动计划（2024—2026年）
一、重点任务
（一）建设算力中心，余热供给浴场。（牵头单位：市发展和改革委员会；责任单位：市科学技术局）
"""


@pytest.fixture(scope="module")
def index(shipped):
    return shipped.names


def first(index, text, lang="zh"):
    hits = search(index, text, lang)
    return (hits[0].label, hits[0].why) if hits else None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("合肥市科学技术局", ""),
        ("市科技局", "又称"),
        ("合肥市科學技術局", "按繁体字"),
        ("skjj", "按拼音首字母"),
        ("shikejiju", "按拼音"),
        ("Shì Kējì Jú", "按拼音"),
        ("hefeishikexue", "按拼音"),
        ("Hefei Municipal Bureau of Science", "按另一种语言的名称"),
        ("  市 科技局 ", "又称"),
    ],
)
def test_one_unit_is_found_by_many_names_and_each_says_why(index, typed, why):
    assert first(index, typed) == ("合肥市科学技术局", why)


@pytest.mark.parametrize(
    ("typed", "unit", "found_by"),
    [
        ("科技", "合肥市科学技术局", "市科技局"),
        ("keji", "合肥市科学技术局", "市科技局"),
        ("kj", "合肥市科学技术局", "市科技局"),
        ("数据", "合肥市数据资源局", ""),
    ],
)
def test_the_level_of_a_bureau_need_not_be_typed(index, typed, unit, found_by):
    hit = search(index, typed, "zh")[0]
    assert (hit.label, hit.found_by) == (unit, found_by)


@pytest.mark.parametrize(
    ("typed", "found_by"), [("sfgw", "市发改委"), ("市發改委", "市发改委"), ("fgw", "市发改委"), ("skjj", "市科技局")]
)
def test_a_body_of_any_city_is_found_by_its_usual_short_names(tmp_path, typed, found_by):
    (tmp_path / "plan.txt").write_text(OTHER_CITY, "utf-8")
    workspace = Workspace(Settings(workspace=tmp_path))
    assert [record.error for record in ingest(workspace, [tmp_path / "plan.txt"])] == [None]
    hits = search(Workspace(Settings(workspace=tmp_path)).names, typed, "zh")
    assert [hit.found_by for hit in hits if hit.label in {"澜山市发展和改革委员会", "澜山市科学技术局"}] == [found_by]


def test_real_bodies_come_before_invented_ones(index):
    assert [hit.label for hit in search(index, "市科技局", "zh")[:2]] == ["合肥市科学技术局", "云江市科学技术局"]


def test_a_whole_name_comes_before_one_that_begins_so_and_that_before_one_that_holds_it(index):
    labels = [hit.label for hit in search(index, "智能语音", "zh", limit=50)]
    places = [
        0 if label == "智能语音" else 1 if label.startswith("智能语音") else 2
        for label in labels
        if "智能语音" in label
    ]
    assert places == sorted(places)
    assert places


def test_only_some_classes(index):
    assert {hit.kind for hit in search(index, "智能", "en", groups=["Park"])} == {"Park"}


def test_a_limit_and_nothing(index):
    assert len(search(index, "市", "zh", limit=3)) == 3
    assert search(index, "", "zh") == search(index, "  ", "zh") == search(index, "没有这样的名字", "zh") == []
    assert search(index, "\n", "zh") == []


def test_what_is_near_is_proposed(index):
    assert similar(index, "合肥市科学技局", "zh")[0].label == "合肥市科学技术局"
    assert similar(index, "xyzw", "zh") == similar(index, "", "zh") == []


def test_a_name_that_is_markup_is_only_text(index):
    assert search(index, "</script><img onerror=…>", "zh") == []
