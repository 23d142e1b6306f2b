import pytest

from aizone.names.folding import fold
from aizone.names.index import NameIndex

NAMES = [
    ("kj", "玉河市科学技术局", "label"),
    ("kj", "市科技局", "alias"),
    ("cz", "玉河市财政局", "label"),
    ("cq", "重庆市财政局", "label"),
    ("yh", "玉河银行", "label"),
    ("en", "Yuhe Data Group", "label"),
]
INDEX = NameIndex(NAMES, kinds=("label", "alias"))


def found(text, **options):
    return [(match.id, match.name, match.why, match.converted) for match in INDEX.search(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市科技局", ("kj", "市科技局", "exact", False)),
        ("玉河市科", ("kj", "玉河市科学技术局", "prefix", False)),
        ("技术", ("kj", "玉河市科学技术局", "part", False)),
        (" 市 科技局 ", ("kj", "市科技局", "exact", False)),
        ("shikejiju", ("kj", "市科技局", "pinyin", False)),
        ("shi ke ji ju", ("kj", "市科技局", "pinyin", False)),
        ("Kējìjú", ("kj", "市科技局", "pinyin", False)),
        ("kejij", ("kj", "市科技局", "pinyin", False)),
        ("kjj", ("kj", "市科技局", "initials", False)),
        ("SKJJ", ("kj", "市科技局", "initials", False)),
        ("財政", ("cq", "重庆市财政局", "part", True)),
        ("玉河銀行", ("yh", "玉河银行", "exact", True)),
        ("chongqing", ("cq", "重庆市财政局", "pinyin", False)),
        ("yhyh", ("yh", "玉河银行", "initials", False)),
        ("yinhang", ("yh", "玉河银行", "pinyin", False)),
        ("data group", ("en", "Yuhe Data Group", "part", False)),
        ("ｄａｔａ", ("en", "Yuhe Data Group", "part", False)),
    ],
)
def test_a_name_is_found_and_says_why(text, expected):
    assert found(text)[0] == expected


@pytest.mark.parametrize("text", ["", "   ", "ejiju", "k", "审计", "kjjj", "\n"])
def test_what_fits_nothing(text):
    assert found(text) == []


def test_better_fits_come_first():
    index = NameIndex(
        [("a", "局科技", "label"), ("b", "科技局", "label"), ("c", "科技", "label"), ("d", "科技", "alias")]
    )
    assert [match.id for match in index.search("科技")] == ["c", "d", "b", "a"]


def test_each_thing_comes_once_by_its_best_name():
    assert [match[0] for match in found("局")] == ["cq", "cz", "kj"]
    assert found("局")[2][1] == "玉河市科学技术局", "of names that fit alike the preferred kind is shown"
    assert found("科")[0][1] == "玉河市科学技术局"
    assert found("市科")[0][1] == "市科技局", "but one that begins so fits better"


def test_a_weak_name_is_equal_only_after_all_others():
    index = NameIndex([("a", "科技局", "bare"), ("b", "科技局", "label"), ("c", "科技局长", "label")], weak=["bare"])
    assert [match.id for match in index.search("科技局")] == ["b", "a", "c"]
    assert {(fit.name, thing) for fit, thing, _name, _kind in index.equal("科技局")} == {
        ("WEAK", "a"),
        ("WRITTEN", "b"),
    }
    assert [fit.name for fit, *_rest in index.equal("科 技局")] == ["WEAK", "FOLDED"]


def test_of_equally_good_fits_the_nearest_comes_first():
    index = NameIndex([("a", "科技局", "label"), ("b", "科技局", "label"), ("c", "科技", "label")])
    near = {"a": 1, "b": 0, "c": 5}
    assert [match.id for match in index.search("科技局", distance=near.__getitem__)] == ["b", "a"]
    assert [match.id for match in index.search("科技", distance=near.__getitem__)] == ["c", "b", "a"]
    assert len(index.search("科技", limit=None)) == 3


def test_limits_and_filters():
    assert len(found("局", limit=2)) == 2
    assert [match[0] for match in found("局", among=lambda thing: thing == "cq")] == ["cq"]
    assert NameIndex([]).search("局") == []
    assert NameIndex([]).search("ju") == []


def test_two_letters_are_pinyin_only_at_the_beginning():
    assert {match[0] for match in found("cz")} == {"cz", "cq"}, "initials of 财政"
    assert found("ch")[0][:1] == ("cq",)


def test_a_name_with_a_line_end_does_not_run_into_the_next():
    index = NameIndex([("a", "甲\n乙", "label"), ("b", "丙", "label")])
    assert [match.id for match in index.search("乙")] == ["a"]
    assert index.search("乙丙") == []


def test_folding():
    assert fold("Ａ 科技\u3000局") == "a科技局"
