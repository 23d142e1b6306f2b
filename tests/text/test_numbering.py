import pytest

from aizone.model import Span
from aizone.text.numbering import read_number, styles


@pytest.mark.parametrize("style", styles(), ids=lambda style: style.name)
def test_each_style_reads_its_example(style):
    line, number = style.example
    found = read_number(line, 0, len(line), counted=True)
    assert found is not None
    assert (found.style.name, found.number) == (style.like or style.name, number)
    assert (read_number(line, 0, len(line)) is None) == style.needs_count


@pytest.mark.parametrize("line", ["1.5亿元以上", "2020年5月19日", "一批企业", "第三方机构", "三是加强宣传"])
def test_a_line_that_only_looks_numbered_is_not(line):
    assert read_number(line, 0, len(line)) is None


@pytest.mark.parametrize(("line", "number"), [("⒉建设平台", "2"), ("⑵建设平台", "(2)"), ("㈡建设平台", "(二)")])
def test_numbers_of_one_character_are_read_as_those_of_several(line, number):
    assert read_number(line, 0, len(line)).number == number


def test_reading_stays_inside_the_line():
    text = "一、总则"
    assert read_number(text, 0, 1) is None
    assert Span(0, 4).of(text) == text


def test_full_width_digits_are_read_as_any_digits():
    line = "２．建设平台"
    found = read_number(line, 0, len(line))
    assert (found.number, line[found.end :]) == ("2", "建设平台")
