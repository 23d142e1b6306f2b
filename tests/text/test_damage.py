"""Words of headings mended where a copy replaced characters by stars."""

import pytest

from aizone.text.damage import mended


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("强化*策扶持", "强化政策扶持"),
        ("优化*务服务", "优化政务服务"),
        ("加大*采购力度", "加大政府采购力度"),
        ("强化财*保障", "强化财政保障"),
        ("*策试验和*务公开", "政策试验和政务公开"),
        ("推进骆岗*公园建设", "推进骆岗中央公园建设"),
    ],
)
def test_a_star_is_mended_where_one_word_fits(damaged, whole):
    assert mended(damaged) == whole


@pytest.mark.parametrize("words", ["推进*建设", "构建“高校—*—企业”机制", "*", "强化政策扶持"])
def test_what_no_word_fits_stays(words):
    assert mended(words) == words
