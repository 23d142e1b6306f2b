"""Numbers and owner lists repeated without end are read in time that grows with the text."""

from aizone.extract.owners.lists import find_owner_lists
from aizone.extract.owners.unread_labels import labels_left
from aizone.extract.targets.aims import read_aims
from aizone.extract.targets.numbers import find_numbers
from aizone.extract.targets.sentences import read_targets
from aizone.model import TextSpan
from tests.bounds import cpu_at_most


def test_words_before_a_number_are_not_read_again_for_each():
    with cpu_at_most(5):
        assert find_numbers(TextSpan.whole("万元" * 100_000)) == []


def test_a_clause_without_end_is_not_read_again_for_each_of_its_anchors():
    for unit in ("每年不少于1个", "每年举办", "培育一批"):
        with cpu_at_most(5):
            found = read_aims([TextSpan.whole(unit * (200_000 // len(unit)))])
        assert len(found) <= 1  # the last one, before which the text ends


def test_a_sentence_without_end_is_searched_once_for_what_its_numbers_are():
    text = "规模" + "1%" * 40_000
    with cpu_at_most(5):
        read_targets([TextSpan.whole(text)], end_year=None)


def test_a_number_of_a_long_sentence_is_what_it_is_in_a_short_one():
    long = "加快推进各项工作落地见效" * 60
    for words, count in (("最高不超过200万元", 0), ("开放率达到95%", 1)):
        assert len(read_targets([TextSpan.whole(f"{long}{words}{long}")], end_year=None).targets) == count


def test_owner_lists_without_end_are_not_compared_with_each_other():
    line = TextSpan.whole("（牵头单位：市商务局）" * 8_000 + "（牵头单位市商务局；）（单位；市商务局）")
    with cpu_at_most(5):
        read = find_owner_lists([line])
        left = list(labels_left(line.text, [line], read))
    assert len(read.lists) >= 8_000
    assert len(left) <= 2


def test_numbers_in_digits_and_in_chinese_are_not_compared_with_each_other():
    with cpu_at_most(5):
        found = find_numbers(TextSpan.whole("100家一百家翻一番，" * 8_000))
    assert [quantity.low for quantity in found[:2]] == [100, 100]
    assert len(found) >= 16_000


def test_the_words_since_the_last_target_are_not_copied_for_each_number():
    with cpu_at_most(8):
        read_targets([TextSpan.whole("建成5个平台" + "过半" * 60_000)], end_year=None)
