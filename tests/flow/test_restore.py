"""Facts go back to the document they were read from."""

import pyoxigraph as ox
from msgspec import Struct

from aizone.documents import read_bytes
from aizone.flow.reflow import reflow
from aizone.flow.restore import for_reading
from aizone.model import Document, Span, Table
from aizone.model.flowed import FlowedText
from aizone.rdf import reading_quads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read, read_plans
from aizone.vocab import AZ, SKOS
from tests.conftest import EXAMPLE
from tests.flow.test_reflow import in_pieces, pages, rows_of


def test_labels_have_no_line_break_and_quotes_are_the_documents_words(shipped):
    wrapped = "\n".join(pages(in_pieces(rows_of(EXAMPLE.read_text("utf-8"), 80))))
    document = read_bytes(wrapped.encode(), "x.txt")
    reading = read(document, load_knowledge(shipped))
    assert reading.document is document
    quads = reading_quads(reading, "x", keep_text=True)
    shown = [quad.object.value for quad in quads if quad.predicate in {SKOS.prefLabel, AZ.asWritten}]
    assert shown
    assert not any("\n" in words for words in shown)
    exact = [quad.object for quad in quads if quad.predicate == AZ.exact]
    assert any("\n" in words.value for words in exact)
    assert all(isinstance(words, ox.Literal) and words.value in wrapped for words in exact)


def test_spans_that_a_document_carries_move_along():
    text = "甲\u200b乙|丙"
    tables = (Table(Span(0, 5), ((Span(0, 3), Span(4, 5)),)),)
    document = Document("x", text, b"", "", "text/plain", "utf-8", tables=tables)
    moved = for_reading(document, reflow(document))
    assert [cell.of(moved.text) for cell in moved.tables[0].rows[0]] == ["甲乙", "丙"]
    assert for_reading(document, FlowedText.of(text)) is document


def test_each_plan_of_a_compilation_is_read_as_if_it_stood_alone(shipped):
    knowledge = load_knowledge(shipped)
    plan = EXAMPLE.read_text("utf-8").split("\n", 1)[1]
    alone = read(read_bytes(plan.encode(), "x.txt"), knowledge)
    for text in (plan, plan.replace("单位", "單位").replace("算力", "算\u200b力")):
        document = read_bytes((text + "\n" + text).encode(), "x.txt")
        first, second = read_plans(document, knowledge)
        assert first.document is second.document is document
        length = len(text) + 1
        moved = [Span(span.start - length, span.end - length) for span in spans_of(second.tasks)]
        assert spans_of(first.tasks) == moved
        assert len(moved) == len(spans_of(alone.tasks)) > 100


def spans_of(record):
    if isinstance(record, Span):
        return [record]
    if isinstance(record, tuple):
        return [span for item in record for span in spans_of(item)]
    if isinstance(record, Struct) and not isinstance(record, Document):
        return [span for name in record.__struct_fields__ for span in spans_of(getattr(record, name))]
    return []
