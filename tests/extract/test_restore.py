"""Facts go back to the document they were read from."""

import pyoxigraph as ox

from aizone.documents import read_bytes
from aizone.extract.restore import for_reading
from aizone.flowed import FlowedText
from aizone.model import Document, Span, Table
from aizone.outline.flow import flow
from aizone.pipeline import load_knowledge, read
from aizone.rdf import reading_quads
from aizone.vocab import AZ, OA, SKOS
from tests.conftest import EXAMPLE
from tests.outline.test_flow import in_pieces, pages, rows_of


def test_labels_have_no_line_break_and_quotes_are_the_documents_words(shipped):
    wrapped = "\n".join(pages(in_pieces(rows_of(EXAMPLE.read_text("utf-8"), 80))))
    document = read_bytes(wrapped.encode(), "x.txt")
    reading = read(document, load_knowledge(shipped))
    assert reading.document is document
    quads = reading_quads(reading, "x", keep_text=True)
    shown = [quad.object.value for quad in quads if quad.predicate in {SKOS.prefLabel, AZ.asWritten}]
    assert shown
    assert not any("\n" in words for words in shown)
    exact = [quad.object for quad in quads if quad.predicate == OA.exact]
    assert any("\n" in words.value for words in exact)
    assert all(isinstance(words, ox.Literal) and words.value in wrapped for words in exact)


def test_spans_that_a_document_carries_move_along():
    text = "甲\u200b乙|丙"
    tables = (Table(Span(0, 5), ((Span(0, 3), Span(4, 5)),)),)
    document = Document("x", text, b"", "", "text/plain", "utf-8", tables=tables)
    moved = for_reading(document, flow(document))
    assert [cell.of(moved.text) for cell in moved.tables[0].rows[0]] == ["甲乙", "丙"]
    assert for_reading(document, FlowedText.of(text)) is document
