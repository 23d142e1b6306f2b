import pytest

from aizone.units.names import damage_pattern, full_form, normalize, read_table, second_names


@pytest.mark.parametrize("form", read_table()["form"], ids=lambda form: form["full"])
def test_each_form_makes_its_examples_equal(form):
    one, two = form["example"]
    assert full_form(normalize(one)) == full_form(normalize(two))


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
