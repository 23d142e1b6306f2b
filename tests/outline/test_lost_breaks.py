"""Where a copy lost its paragraph breaks is found in time that grows with the text."""

from aizone.model import Span
from aizone.outline.lost_breaks import soft_breaks
from tests.bounds import cpu_at_most


def test_a_line_of_blanks_is_looked_through_once():
    text = "建设平台（责任单位：" + "\t" * 200_000 + "市科技局） 2.建设算力。"
    with cpu_at_most(5):
        ((_line, found),) = soft_breaks(text, [Span(0, len(text))])
    assert text[found[-1][0] :].startswith("2.建设算力")
