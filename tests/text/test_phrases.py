"""Lines of Chinese end between words."""

import pytest

from aizone.queries import select
from aizone.text.phrases import phrases


def test_pieces_are_the_text(shipped):
    names = {str(row[2].value) for row in select(shipped.store, "names").rows}
    assert len(names) > 500
    assert all("".join(phrases(name)) == name for name in names)
    assert phrases("") == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("玉河人工智能计算中心", ["人工智能", "计算", "中心"]),
        ("某市市场监督管理局", ["监督", "管理局"]),
        ("推进和完善公共数据开放", ["和完善", "公共", "数据"]),
        ("建设试验区（2025年底前）", ["试验区", "（2025年底前）"]),
        ("Yuhe Port 港口", ["Yuhe ", "Port ", "港口"]),
    ],
)
def test_words_stay_whole(text, whole):
    pieces = phrases(text)
    assert [piece for piece in pieces if piece in whole] == whole


def test_a_line_begins_with_no_sign_that_closes_and_ends_with_none_that_opens():
    for piece in phrases("关于《玉河市（新区）行动计划》的通知（试行）、说明"):
        assert piece[0] not in "》）、"
        assert piece[-1] not in "《（"
