"""Targets, mentions, topics and deadlines on any text: spans quote it, hostile text costs its length."""

import itertools
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from aizone.extract.mentions import extract_mentions
from aizone.extract.mentions.gazetteer import Gazetteer, GazetteerEntry
from aizone.extract.mentions.names_in_text import NamesInText
from aizone.extract.mentions.topics import extract_topics
from aizone.extract.targets import extract_targets
from aizone.model import Span, TextSpan
from aizone.text.deadlines import read_deadline
from aizone.text.deadlines_in_text import find_deadline
from benchmarks.hostile import HOSTILE

KNOWN = Gazetteer(
    [("云江平台", GazetteerEntry(NamedNode("https://w3id.org/aizone/id/platform/x/y"), "Platform", "云江平台"))]
)
WORDS = st.sampled_from(
    ["达到", "不少于", "分别", "以上", "左右", "万", "个", "%", "家", "元", "2025年", "6月", "底前", "每年", "建成", "平台", "云江", "《", "》",
     "“", "”", "（", "）", "、", "，", "。", "；", "\n", "\t", "|", "和", "其中", "由", "提高到", "1", "23", ".", ",", "-", "*", "甲", "率", "单位", " "]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.characters(codec="utf-8"), max_size=60).map("".join)


@given(TEXTS, st.integers(0, 5), st.integers(0, 5))
def test_every_span_quotes_its_words(text, before, behind):
    span = Span(min(before, len(text)), max(min(before, len(text)), len(text) - behind))
    passage = TextSpan.at(text, span)
    for target in extract_targets([passage], end_year=2025, first_year=2023):
        assert span.contains(target.span)
        assert span.contains(target.quantity)
        assert target.written == target.quantity.of(text)
        assert target.minimum is not None or target.maximum is not None
        assert (target.minimum is None) == (target.comparator in {"le", "lt"})
        assert (target.maximum is None) == (target.comparator in {"ge", "gt"})
        assert target.baseline is None or span.contains(target.baseline.span)
    mentions = extract_mentions(passage, KNOWN)
    assert all(span.contains(mention.span) and len(mention.span) > 0 for mention in mentions)
    for one, other in itertools.pairwise(mentions):
        assert one.span.end <= other.span.start or one.span.contains(other.span)
    assert all(span.contains(topic.span) for topic in extract_topics([passage], KNOWN))
    deadline = find_deadline(passage, year=2023)
    assert deadline is None or span.contains(deadline.span)
    read_deadline(passage)


@given(TEXTS, st.integers(0, 5), st.integers(0, 5))
def test_names_found_in_the_whole_text_are_those_found_in_each_passage(text, before, behind):
    passage = TextSpan.at(text, Span(min(before, len(text)), max(min(before, len(text)), len(text) - behind)))
    names = NamesInText(TextSpan.whole(text), KNOWN, KNOWN)
    assert extract_mentions(passage, KNOWN, names=names) == extract_mentions(passage, KNOWN)
    assert extract_topics([passage], KNOWN, names) == extract_topics([passage], KNOWN)
    hits = [(one.span.start, one.span.end) for one in KNOWN.find(passage)]
    assert [(start, end) for _number, start, end in names.entities.longest_within(passage)] == hits


def calls(text):
    """How many functions are called to read a text: a measure of work that no busy machine changes."""
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    passage = TextSpan.whole(text)
    sys.setprofile(seen)
    try:
        extract_targets([passage], end_year=2025, first_year=2023)
        extract_mentions(passage, KNOWN)
        extract_topics([passage], KNOWN)
        find_deadline(passage, year=2023)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_no_faster_than_the_text(name):
    unit = HOSTILE[name]
    calls(unit * 10)  # word lists are compiled once
    short, long = calls(unit * 300), calls(unit * 600)
    assert long <= 2.1 * short + 100
