import pytest

from aizone.text.collation import collate, sort_key
from aizone.views.look import formats


def test_chinese_names_sort_by_pinyin_then_tone():
    names = ["市重点办", "市科技局", "市财政局", "市委办", "市数据局", "市水务局", "市公安局"]
    assert collate(names, str, "zh") == [
        "市财政局",
        "市公安局",
        "市科技局",
        "市数据局",
        "市水务局",
        "市委办",
        "市重点办",
    ]


def test_a_character_is_read_in_its_word():
    assert collate(["银川", "银行", "银海"], str, "zh") == ["银川", "银海", "银行"]  # háng, not xíng


def test_numbers_sort_by_value_and_accents_and_case_do_not_count():
    assert collate(["任务10", "任务9"], str, "zh") == ["任务9", "任务10"]
    assert collate(["éclair", "Echo", "dune"], str, "en") == ["dune", "Echo", "éclair"]


def test_scripts_keep_their_places():
    mixed = ["Park", "园区", "3"]
    assert collate(mixed, str, "zh") == ["3", "园区", "Park"]
    assert collate(mixed, str, "en") == ["3", "Park", "园区"]


def test_keys_of_odd_names_compare():
    odd = ["", "※", "①", "〇号", "㐂", "A-1", "a_1", "\u200b"]
    assert sorted(odd, key=lambda name: sort_key(name, "zh"))


@pytest.mark.parametrize("broken", ["2020-13-01", "二〇二〇", "", "2020-05-19T00:00"])
def test_a_text_that_is_not_a_date_stays(broken):
    assert formats.day(broken, "zh") == broken


def test_lists_and_shares():
    assert formats.listed(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert formats.listed(["A", "B", "C"], "en") == "A, B and C"
    assert formats.listed([], "en") == ""
    assert formats.percent(0.256, "en") == "26%"
