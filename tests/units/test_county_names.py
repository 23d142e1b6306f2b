"""English names of counties: pinyin where that is the official name, none where it is not."""

import re

import pyoxigraph as ox
import pytest

from aizone.settings import SHIPPED_DATA
from aizone.vocab import SKOS

COUNTIES = SHIPPED_DATA / "units" / "china" / "counties.ttl"


@pytest.fixture(scope="module")
def english():
    """English names by the path of the IRI."""
    quads = ox.parse(path=str(COUNTIES), format=ox.RdfFormat.TURTLE)
    labels = [quad for quad in quads if quad.predicate == SKOS.prefLabel and quad.object.language == "en"]
    return {quad.subject.value.partition("/place/")[2]: quad.object.value for quad in labels}


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("hefei/长丰县", "Changfeng County"),
        ("bengbu/蚌山区", "Bengshan District"),
        ("wenzhou/乐清市", "Yueqing"),
        ("liaocheng/东阿县", "Dong'e County"),
        ("guangzhou/番禺区", "Panyu District"),
        ("shanghai/浦东新区", "Pudong New Area"),
        ("qingyuan/清新区", "Qingxin District"),
        ("yangquan/矿区", "Kuangqu District"),
        ("shijiazhuang/井陉矿区", "Jingxing Mining District"),
        ("chongqing/秀山土家族苗族自治县", "Xiushan Tujia and Miao Autonomous County"),
        ("linxia/东乡族自治县", "Dongxiang Autonomous County"),
    ],
)
def test_names_are_read_as_they_are_spoken(english, place, name):
    assert english[place] == name


@pytest.mark.parametrize("place", ["ordos/鄂托克旗", "lhasa/当雄县", "hotan/洛浦县", "songyuan/前郭尔罗斯蒙古族自治县"])
def test_names_that_follow_another_language_than_chinese_are_left_out(english, place):
    assert place not in english


def test_every_name_is_a_word_in_latin_letters(english):
    assert len(english) > 2_400
    assert all(re.fullmatch(r"[A-Z][a-zü']+( [A-Z][A-Za-z,]*| and)*", name) for name in english.values())
