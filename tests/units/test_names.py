import pytest

from aizone.units.names import (
    damage_pattern,
    full_form,
    is_collective,
    level_words,
    normalize,
    read_collectives,
    read_table,
    safe_damage_patterns,
    second_names,
)


@pytest.mark.parametrize("form", read_table()["form"], ids=lambda form: form["full"])
def test_each_form_makes_its_examples_equal(form):
    one, two = form["example"]
    assert full_form(normalize(one)) == full_form(normalize(two))


@pytest.mark.parametrize("name", [entry["not"] for entry in read_collectives() if "not" in entry])
def test_a_body_is_not_a_collective(name):
    assert not is_collective(normalize(name))


@pytest.mark.parametrize("entry", read_collectives(), ids=lambda entry: entry["example"])
def test_each_pattern_of_collectives_reads_its_example(entry):
    assert is_collective(normalize(entry["example"]))


@pytest.mark.parametrize(
    "name",
    [
        "市科技局",
        "市发展和改革委员会",
        "合肥电信公司",
        "省税务局",
        "市公安局",
        "国家电网",
        "高新区",
        "高新区管委会",
        "高新区管委会办公室",
    ],
)
def test_a_bodys_name_is_not_a_collective(name):
    assert not is_collective(normalize(name))


def test_width_space_and_brackets_do_not_matter():
    assert normalize("各县〔市、 区〕政府") == normalize("各县(市、区)政府")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("市商务局(自贸委)", ("市商务局", "市自贸委")),
        ("市发改委(审改办、数据局)", ("市发改委", "市审改办", "市数据局")),
        ("财政厅(省国资委)", ("财政厅", "省国资委")),
        ("各县(市、区)", None),
        ("各功能区(市、区)", None),
        ("市商务局", None),
    ],
)
def test_second_names(written, expected):
    assert second_names(written) == expected


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("合肥市", ("市",)),
        ("云岭省", ("省",)),
        ("广西壮族自治区", ("自治区", "区")),
        ("凉山彝族自治州", ("自治州", "州")),
        ("阿里地区", ("地区",)),
        ("国务院", ()),
        ("", ()),
    ],
)
def test_the_words_used_for_a_place(place, words):
    assert level_words(place) == words


@pytest.mark.parametrize(
    ("name", "patterns"), [("市*局", 0), ("市民*局", 1), ("市务服务*局", 2), ("各区*", 2), ("*", 0)]
)
def test_a_damaged_name_decides_only_when_enough_is_left(name, patterns):
    assert len(list(safe_damage_patterns(name))) == patterns


def test_a_star_is_at_least_one_lost_character():
    assert damage_pattern("市民*局").fullmatch("市民政局")
    assert not damage_pattern("市民*局").fullmatch("市民局")
