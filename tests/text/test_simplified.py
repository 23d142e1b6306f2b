import pytest

from aizone.documents import read_bytes
from aizone.flow.reflow import reflow
from aizone.names.index import NameIndex
from aizone.text.characters import characters_of
from aizone.text.simplified import simplified, traditional_characters

ELEVEN = {
    "乾": [
        ("乾县", "乾县"),
        ("乾元镇", "乾元镇"),
        ("乾隆", "乾隆"),
        ("餅乾廠", "饼干厂"),
        ("乾燥設備", "干燥设备"),
        ("烘乾", "烘干"),
    ],
    "徵": [
        ("徵求意見", "征求意见"),
        ("徵信", "征信"),
        ("象徵", "象征"),
        ("宫商角徵羽", "宫商角徵羽"),
        ("變徵", "变徵"),
    ],
    "甯": [("甯先生", "甯先生")],
    "榘": [("黃榘", "黄榘")],
    "麴": [("麴某某", "麴某某")],
    "薹": [("蒜薹基地", "蒜薹基地")],
    "吒": [("哪吒", "哪吒")],
    "捱": [("捱家捱戶", "挨家挨户")],
    "摺": [("摺疊屏", "折叠屏")],
    "醣": [("多醣", "多糖")],
    "馀": [("其馀部分", "其余部分")],
}


@pytest.mark.parametrize(("written", "simple"), [pair for pairs in ELEVEN.values() for pair in pairs])
def test_each_character_that_is_also_one_of_simplified_text_has_one_reading(written, simple):
    assert simplified(written) == simple
    assert simplified(written, characters_of(written)) == simple, "reading a document converts alike"
    assert reflow(read_bytes(written.encode(), "plan.txt")).text == simple
    index = NameIndex([("it", simple, "label")])
    assert [found.id for found in index.search(written)] == ["it"], "and so does search"


def test_conversion_keeps_every_position():
    for char in traditional_characters():
        assert len(simplified(char)) == 1
    assert simplified("發展和改革委員會") == "发展和改革委员会"
    assert simplified("plain") == "plain"
