"""Evidence: the words of the document that a fact was read from, as one node of at most five quads.

The node says which document (`dcterms:source`), which characters of its text (`az:start`, `az:end`) and, where they may be
quoted, the words (`az:exact`). A document with pages, paragraphs or cells gets one more quad, so that a person finds the
passage in the program that made the document:

- a page of a PDF: `az:page` 3;
- a paragraph of a Word document: `az:paragraph` 9;
- a cell of comma-separated text: `az:cell` 'cell=3,2' (row, column), a fragment as RFC 7111 writes it;
- a cell of a workbook: `az:cell` "任务表!B3", a reference as ECMA-376 writes it (no fragment is registered).

`annotations` makes the Web Annotation form from it, and reads that form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ..model import Anchor, Reading, Span
from ..vocab import AZ, DCTERMS
from .literals import integer
from .names import PlanNames

# 'AB12': a cell of a sheet by column letters and row number
_CELL = re.compile(r"(?P<column>[A-Z]+)(?P<row>\d+)")


@dataclass(slots=True)
class EvidenceWriter:
    """Writes each passage once, however many facts point at it.

    Args:
        names: IRIs of the plan.
        reading: what was read; its document is quoted exactly.
        keep_text: whether sentences may be quoted; names and quantities always are.
    """

    names: PlanNames
    reading: Reading
    keep_text: bool
    _quoted: dict[Span, bool] = field(default_factory=dict)

    def words(self, span: Span) -> str:
        """The words of a span as a reader sees them."""
        return self.reading.words(span)

    def cite(
        self, fact: NamedNode, span: Span, *, is_name: bool = False, term: NamedNode = AZ.evidence
    ) -> Iterator[Quad]:
        """Point a fact at its words.

        Args:
            fact: what the words are evidence for.
            span: the words.
            is_name: they are a name, a quantity or an owner list, which are facts and are quoted even in a facts-only plan.
            term: the property to use.
        """
        graph = self.names.plan
        passage = self.names.span(span)
        yield Quad(fact, term, passage, graph)
        quote = is_name or self.keep_text
        known = self._quoted.get(span)
        if known is None:
            yield from self._position(passage, span)
        if quote and not known:
            yield Quad(passage, AZ.exact, Literal(span.of(self.reading.document.text)), graph)
        self._quoted[span] = quote or bool(known)

    def _position(self, passage: NamedNode, span: Span) -> Iterator[Quad]:
        graph = self.names.plan
        yield Quad(passage, DCTERMS.source, self.names.document, graph)
        yield Quad(passage, AZ.start, integer(span.start), graph)
        yield Quad(passage, AZ.end, integer(span.end), graph)
        anchor = self.reading.document.anchor_of(span)
        if anchor is not None:
            yield from self._place(passage, anchor)

    def _place(self, passage: NamedNode, anchor: Anchor) -> Iterator[Quad]:
        """The page, paragraph or cell in which the words begin."""
        graph = self.names.plan
        if anchor.paragraph is not None:
            yield Quad(passage, AZ.paragraph, integer(anchor.paragraph), graph)
        elif anchor.page is not None:
            yield Quad(passage, AZ.page, integer(anchor.page), graph)
        elif anchor.cell is not None:
            is_csv = self.reading.document.media_type == "text/csv"
            yield Quad(passage, AZ.cell, Literal(csv_fragment(anchor.cell) if is_csv else anchor.cell), graph)


def csv_fragment(cell: str) -> str:
    """A cell's name as RFC 7111 writes it.

    Examples:
        >>> csv_fragment("AB12")
        'cell=12,28'
    """
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found["column"]:
        column = column * 26 + ord(letter) - 64
    return f"cell={found['row']},{column}"
