"""Where a copy lost its paragraph breaks is found in time that grows with the text."""

import pytest

from aizone.documents import read_bytes
from aizone.model import Span
from aizone.outline import parse_outline
from aizone.outline.lost_breaks import soft_breaks
from tests.bounds import cpu_at_most


def test_a_line_of_blanks_is_looked_through_once():
    text = "建设平台（责任单位：" + "\t" * 200_000 + "市科技局） 2.建设算力。"
    with cpu_at_most(5):
        ((_line, found),) = soft_breaks(text, [Span(0, len(text))])
    assert text[found[-1][0] :].startswith("2.建设算力")


FLAT = (
    "为推动就业帮扶，制定本方案。 一、总体要求 抓牢车间建设，充分发挥车间吸纳群众就近就业的作用，帮助群众实现就业顾家两不误的目标，"
    "不断提高群众稳岗就业水平和劳动收入，促进县域经济持续健康发展。 二、主要任务 (一)稳定车间数量。新建车间10个。(责任单位：县人社局) "
    "(二)提升车间质量。加强车间管理和安全生产检查，完善带贫机制，及时兑现奖补政策，做到应补尽补。(责任单位：县应急局) "
    "(三)拓宽销路。(责任单位：县商务局) 三、组织保障 (一)加强领导。(责任单位：县人社局)"
)


@pytest.mark.parametrize("above", ["", "首页 政务公开 政策\n来源：县政府办\n索引号：2024-1\n青溪县帮扶车间行动方案\n"])
def test_chapters_of_a_flat_plan_are_found_under_a_head_of_short_lines(above):
    outline = parse_outline(read_bytes((above + FLAT).encode(), "x.txt"))
    assert ["/".join(section.path) for section in outline.walk()] == [
        "一", "二", "二/(一)", "二/(二)", "二/(三)", "三", "三/(一)"
    ]  # fmt: skip
