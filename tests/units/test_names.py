import pytest

from aizone.units.names import (
    damage_pattern,
    full_form,
    is_collective,
    normalize,
    read_collectives,
    read_table,
    second_names,
)


@pytest.mark.parametrize("form", read_table()["form"], ids=lambda form: form["full"])
def test_each_form_makes_its_examples_equal(form):
    one, two = form["example"]
    assert full_form(normalize(one)) == full_form(normalize(two))


@pytest.mark.parametrize("entry", read_collectives(), ids=lambda entry: entry["example"])
def test_each_pattern_of_collectives_reads_its_example(entry):
    assert is_collective(normalize(entry["example"]))


@pytest.mark.parametrize(
    "name", ["市科技局", "市发展和改革委员会", "合肥电信公司", "省税务局", "市公安局", "国家电网", "高新区管委会办公室"]
)
def test_a_bodys_name_is_no_collective(name):
    assert not is_collective(normalize(name))


def test_width_space_and_brackets_do_not_matter():
    assert normalize("各县〔市、 区〕政府") == normalize("各县(市、区)政府")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("市商务局(自贸委)", ("市商务局", "市自贸委")), ("各县(市、区)", None), ("市商务局", None)],
)
def test_second_names(written, expected):
    assert second_names(written) == expected


def test_a_star_stands_for_at_least_one_character():
    assert damage_pattern("市民*局").fullmatch("市民政局")
    assert not damage_pattern("市民*局").fullmatch("市民局")
