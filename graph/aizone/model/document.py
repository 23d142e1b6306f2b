"""A source document as text, with the pages, paragraphs and cells its words are in."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from .issues import Issue
from .span import Span


class Anchor(Struct, frozen=True, gc=False):
    """The place of a span in a document that has pages, paragraphs or cells.

    `page` counts the pages of a PDF from 1, `paragraph` the paragraphs of a Word document from 1 (those in tables
    included), `cell` names a cell of a spreadsheet: 'B3', or '任务表!B3' when the document has named sheets.
    """

    span: Span
    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None


class Table(Struct, frozen=True, gc=False):
    """A table as r rows of c cells; each cell is the span of its words in `Document.text`.

    A cell that covers several rows or columns is the same span in each of them; an empty one is an empty span.
    """

    span: Span
    rows: tuple[tuple[Span, ...], ...]


class Document(Struct, frozen=True, gc=False):
    """A source document as text.

    `text` has line endings normalised to line feeds and is otherwise what a reader sees; spans count its code points.
    `data` are the bytes as they came, `sha256` their digest, `source` a URL or note saying where they are from, and
    `retrieved` the ISO date they were fetched on; the last two are None when not given. `anchors` (in text order) say
    on which page, in which paragraph or cell a span is; plain text has none. `tables` are the document's tables, in
    text order; their words are part of `text`, one line per row, cells separated by tabs. `hard_breaks` is set when the lines
    of `text` may end inside a sentence because the page was full. `issues` are what its format shows and its text does not:
    words left out, cells without a value, rows that are hidden.
    """

    name: str
    text: str
    data: bytes
    sha256: str
    media_type: str
    encoding: str
    source: str | None = None
    retrieved: str | None = None
    anchors: tuple[Anchor, ...] = ()
    tables: tuple[Table, ...] = ()
    hard_breaks: bool = False
    issues: tuple[Issue, ...] = ()

    def anchor_of(self, span: Span) -> Anchor | None:
        """The place of the first character of a span; None in a document without such places."""
        index = bisect_right(self.anchors, span.start, key=lambda anchor: anchor.span.start) - 1
        if index < 0 or self.anchors[index].span.end < span.start:
            return None
        return self.anchors[index]
