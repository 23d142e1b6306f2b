"""What holds for any text."""

import contextlib
import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.exports.contract import to_contract
from aizone.extract import Knowledge
from aizone.extract.owners.lists import find_owner_lists
from aizone.iri import chinese_number, compact, expand, mint, path_slug
from aizone.model import Span, TextSpan
from aizone.outline import parse_outline
from aizone.rdf import reading_quads, to_nquads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from tests.conftest import EXAMPLE

PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "（1）", "重点任务", "主要目标", "行动计划", "（责任单位：市科技局、市公安局）", "（", "）", "〔", "、", "，", "。", "；", "：",
     "牵头单位：", "市科技局牵头", "配合", "每年", "50项以上", "到2025年，", "建设", "教育大数据平台", "《若干政策》", "各县（市、区）", "等", "*", "\n", "\r\n", " ", "a", "负责"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@pytest.fixture(scope="module")
def knowledge(shipped) -> Knowledge:
    return load_knowledge(shipped)


def assert_written(words, written):
    """A name is what is printed; where a copy broke a line inside it, without the white space, and never over two annotations."""
    assert written in {words, "".join(words.split())}
    outside = re.sub(
        r"（[^（）：]*）", "", words
    )  # '市科技局（科创处）': a bracket without a label is a part of the name
    assert not re.search(r"[)）]\s*\n", outside)


@settings(max_examples=150)
@given(text=TEXTS)
@example(text="一、（（责任单位：市科技局、市公安局）\n一、")
def test_any_text_reads_or_says_why_not(knowledge, text):
    text = "云江市人工智能行动计划（2024—2026年）\n" + text
    document = read_bytes(text.encode(), "any.txt")
    reading = None
    with contextlib.suppress(DocumentError):  # any other error is a bug
        reading = read(document, knowledge)
    if reading is None:
        return
    contract = to_contract(reading)
    for task in contract["tasks"]:
        for measure in task["measures"]:
            assert document.text[measure["start"] : measure["end"]] == measure["exact"]
            for fact in measure["assignments"]:
                assert_written(reading.words(Span(fact["start"], fact["end"])), fact["written"])
    quads = reading_quads(reading, "any", keep_text=True)
    assert to_nquads(quads) == to_nquads(reading_quads(reading, "any", keep_text=True))


@settings(max_examples=60)
@given(text=TEXTS)
def test_line_endings_do_not_matter(text):
    def outline(data):
        parsed = parse_outline(read_bytes(data, "any.txt"))
        return [(section.printed_path, section.heading.of(parsed.document.text)) for section in parsed.walk()]

    lines = ("标题\n" + text).replace("\r\n", "\n")
    assert outline(lines.encode()) == outline(lines.replace("\n", "\r\n").encode())


@settings(max_examples=200)
@given(text=TEXTS)
@example(text="一、（（责任单位：市科技局、市公安局）\n一、")
@example(text="（（责任单位：市科技局、市公安局）建设\n（责任单位：市科技局、市公安局）\n（二）")
@example(text="牵头单位：（一）\n一、")
@example(text="牵头单位：（责任单位：市科技局、市公安局）\n一、")
@example(text="（（责任单位：市科技局、市公安局）\n一、）")
def test_owner_spans_are_in_range_and_quote(text):
    for owner_list in find_owner_lists([TextSpan.whole(text)]).lists:
        assert 0 <= owner_list.span.start <= owner_list.span.end <= len(text)
        ranks = [owner.rank for owner in owner_list.owners]
        assert ranks == list(range(1, len(ranks) + 1))
        for owner in owner_list.owners:
            assert_written(owner.name.words, owner.written)
            assert owner_list.span.span.contains(owner.name.span)


def test_the_example_reads_the_same_with_any_line_endings(knowledge):
    text = EXAMPLE.read_text("utf-8")
    one = to_contract(read(read_bytes(text.encode(), "x.txt"), knowledge))
    two = to_contract(read(read_bytes(text.replace("\n", "\r\n").encode(), "x.txt"), knowledge))
    assert {**one, "document": None} == {**two, "document": None}


@example(["\U000e0100"])  # a variation selector: not an IRI character
@example(["#", "a b"])
@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4))
def test_minted_iris_are_iris_and_come_back_from_their_curie(parts):
    if all(part.strip() for part in "/".join(parts).split("/")):
        node = mint(*parts)
        assert expand(compact(node)) == node


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numbers(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert chinese_number(written) == number
    assert path_slug(f"{written}/{number}") == f"{number}/{number}"


CELLS = st.sampled_from(
    ["序号", "任务", "重点任务", "具体举措", "类别", "牵头单位", "责任单位", "配合单位", "完成时限", "备注", "1", "2", "一", "（一）", "同上", "—", "",
     "建设平台。推进应用", "市科技局", "市科技局、市公安局", "市科技局牵头，市公安局配合", "2025年6月", "持续推进", "一、总体要求", "\u3000", "a,b", "x\ty"]
)  # fmt: skip


@settings(max_examples=150)
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8),
    header=st.permutations(["序号", "任务", "责任单位", "类别", "完成时限"]),
)
def test_any_table_reads_or_says_why_not(knowledge, rows, header):
    stream = io.StringIO()
    csv.writer(stream).writerows([["云江市任务清单（2025年）"], header, *rows])
    document = read_bytes(stream.getvalue().encode(), "any.csv")
    reading = None
    with contextlib.suppress(DocumentError):  # any other error is a bug
        reading = read(document, knowledge)
    if reading is None:
        return
    starts = [section.mark.start for section in reading.outline.walk()]
    assert len(set(starts)) == len(starts)
    for task in to_contract(reading)["tasks"]:
        for measure in task["measures"]:
            assert document.text[measure["start"] : measure["end"]] == measure["exact"]
            for fact in measure["assignments"]:
                assert document.text[fact["start"] : fact["end"]] == fact["written"]
    assert reading_quads(reading, "any", keep_text=True)
