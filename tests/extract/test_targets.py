import pytest

from aizone.extract.targets import extract_targets, read_table
from aizone.model import Span


def targets(text, end_year=2025):
    return extract_targets(text, [Span(0, len(text))], end_year=end_year)


@pytest.mark.parametrize("example", read_table()["example"], ids=lambda example: example["text"])
def test_the_word_lists_read_their_own_examples(example):
    (target,) = targets(example["text"])
    low, high = ("" if value is None else value for value in (target.minimum, target.maximum))
    assert [target.metric, low, high, target.unit_text] == example["expect"]


def test_every_year_holds_to_the_end_of_its_sentence():
    found = targets("每年形成重大成果2项以上，授权专利50项以上。建设4个以上园区。")
    assert [(target.minimum, target.period) for target in found] == [(2, "year"), (50, "year"), (4, "total")]


def test_a_scope_narrows_what_follows_it():
    found = targets("授权发明专利50项以上，其中智能语音领域发明专利30项以上")
    assert [(target.metric, target.scope) for target in found] == [("授权发明专利", None), ("发明专利", "智能语音领域")]


def test_a_year_in_the_sentence_is_the_deadline():
    found = targets("到2024年，建成5个平台。新增企业10家以上。", end_year=2026)
    assert [target.deadline for target in found] == ["2024", "2026"]


@pytest.mark.parametrize(
    "text",
    [
        "给予最高不超过200万元补助",
        "对年销售额1000万元以上的企业开展培训",
        "目前已建成12个平台",
        "推进5G网络和3D传感器研发",
        "发挥G60科创走廊作用",
        "拨打12345热线",
    ],
)
def test_numbers_that_are_no_targets(text):
    assert targets(text) == []


def test_the_span_holds_the_quantity_and_quotes_it():
    text = "前言。到2025年，培育企业20家以上，"
    (target,) = targets(text)
    assert target.written == "20家以上"
    assert target.quantity.of(text) == "20家以上"
    assert target.span.of(text) == "培育企业20家以上"
