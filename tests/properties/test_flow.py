"""What holds for any text that is flowed and split."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aizone.documents import read_bytes
from aizone.flow.reflow import reflow
from aizone.flow.split_plans import split_plans
from aizone.model import Document
from aizone.model.flowed import FlowedText
from aizone.reading.gc_pause import collector_paused
from tests.bounds import cpu_seconds

ROWS = st.sampled_from(
    ["一、重点任务", "（一）", "1.建设平台。支持企业建设示范车间，到二〇二六年底建成一百个以上，带动中小企", "业用上共享的检测和排产工具，（责任单位：市科技局、市公", "安局）",
     "牵头单位：市科技局", "云江市数据流通行动方案", "云江市人民政府关于印发云江市数据流通行动方案的通知", "附件1", "— 3 —", "# Page 4:", "\f", "", "　　缩进", "單位責任", "a b", "12", "（", "）",
     "\u200b", "2024年3月1日", "二、保障措施", "\u2028", "通　知", "第一条"]
)  # fmt: skip
TEXTS = st.lists(ROWS, min_size=1, max_size=40).map("\n".join) | st.text(max_size=200)


def document(text):
    return Document("x.txt", text, b"", "", "text/plain", "utf-8")


@settings(max_examples=300)
@given(TEXTS)
def test_a_flowed_text_is_cut_from_its_source(text):
    flowed = reflow(document(text))
    for part in (flowed, *split_plans(flowed)):
        assert len(part.text) == len(part.printed)
        places = [part.to_source(position, position + 1) for position in range(len(part.text))]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(earlier[0] < later[0] for earlier, later in pairwise(places))
        assert [part.from_source(*place) for place in places] == [(at, at + 1) for at in range(len(part.text))]
        for char, (start, _) in zip(part.printed, places, strict=True):
            assert char == text[start] or char in "\n "


@settings(max_examples=100)
@given(st.lists(ROWS, min_size=1, max_size=40))
def test_line_endings_do_not_matter_to_the_flow(rows):
    texts = {reflow(read_bytes(("标题" + end.join(rows)).encode(), "x.txt")).text for end in ("\n", "\r\n", "\r")}
    assert len(texts) == 1


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_any_cuts_keep_the_order(text, cuts):
    bounds = sorted({min(place, len(text)) for cut in cuts for place in cut})
    gaps = list(zip(bounds[::2], bounds[1::2], strict=False))
    cut = FlowedText.of(text).without(gaps)
    assert cut.text == "".join(char for at, char in enumerate(text) if not any(a <= at < b for a, b in gaps))
    assert cut.words(0, len(text)) == cut.text


HOSTILE = {
    "brackets never closed": "（" * 1000,
    "a bracket a line": "（\n" * 300,
    "labels": "牵头单位：\n" * 200,
    "invisible": "\0\u202e" * 500,
    "titles that never end": ("关于" * 20 + "\n") * 30,
    "indents": "\u3000\u3000" * 500,
    "page numbers": "1\n" * 300,
    "spaced out": "甲 " * 300,
    "fragments": "甲，\n" * 300 + ("支持企业建设示范车间，到二〇二六年底建成一百个以上，带动中小企业用\n" * 20),
    "first numbers": "一、甲\n" * 200,
    "plans": "云江市甲行动方案\n一、甲\n二、乙\n" * 40,
}

RUNS = 3
"""The best of so many counts, so that a full cache or the collector does not."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_line_with_its_length(name):
    def seconds(times):
        given = document(HOSTILE[name] * times)
        with collector_paused():
            begun = cpu_seconds()
            split_plans(reflow(given))
            return cpu_seconds() - begun

    few = min(seconds(20) for _ in range(RUNS))
    bound = 8 * 4 * max(few, 0.01)
    assert any(seconds(160) <= bound for _ in range(RUNS))  # the next only where it took too long
