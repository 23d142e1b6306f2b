"""Evidence: the words of the document that a fact was read from (W3C Web Annotation).

Positions count the characters of the text we read. A document with pages, paragraphs or cells gets one more selector, so
that a person finds the passage in the program that made the document:

- a page of a PDF: `oa:FragmentSelector` 'page=3', which conforms to RFC 3778 (the one Web Annotation lists for PDF);
- a cell of comma-separated text: `oa:FragmentSelector` 'cell=3,2' (row, column), which conforms to RFC 7111;
- a cell of a workbook: `oa:FragmentSelector` "任务表!B3", a reference as ECMA-376 writes it (no fragment is registered);
- a paragraph of a Word document: `oa:XPathSelector` on its main part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ..model import Anchor, Reading, Span
from ..vocab import AZ, DCTERMS, OA, RDF, XSD
from .names import PlanNames

PDF_FRAGMENT = NamedNode("http://tools.ietf.org/rfc/rfc3778")
CSV_FRAGMENT = NamedNode("http://tools.ietf.org/rfc/rfc7111")
WORKBOOK_REFERENCE = NamedNode("https://ecma-international.org/publications-and-standards/standards/ecma-376/")
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
        annotation = self.names.span(span)
        yield Quad(fact, term, annotation, graph)
        quote = is_name or self.keep_text
        known = self._quoted.get(span)
        if known is None:
            yield from self._position(annotation, span)
        if quote and not known:
            yield from self._quote(annotation, span)
        self._quoted[span] = quote or bool(known)

    def _position(self, annotation: NamedNode, span: Span) -> Iterator[Quad]:
        graph = self.names.plan
        target, position = (NamedNode(f"{annotation.value}#{part}") for part in ("target", "position"))
        yield Quad(annotation, RDF.type, OA.Annotation, graph)
        yield Quad(annotation, OA.motivatedBy, OA.identifying, graph)
        yield Quad(annotation, OA.hasTarget, target, graph)
        yield Quad(target, RDF.type, OA.SpecificResource, graph)
        yield Quad(target, OA.hasSource, self.names.document, graph)
        yield Quad(target, OA.hasSelector, position, graph)
        yield Quad(position, RDF.type, OA.TextPositionSelector, graph)
        yield Quad(position, OA.start, Literal(str(span.start), datatype=XSD.nonNegativeInteger), graph)
        yield Quad(position, OA.end, Literal(str(span.end), datatype=XSD.nonNegativeInteger), graph)
        anchor = self.reading.document.anchor_of(span)
        if anchor is not None:
            yield from self._place(annotation, target, anchor)

    def _place(self, annotation: NamedNode, target: NamedNode, anchor: Anchor) -> Iterator[Quad]:
        """The page, paragraph or cell in which the words begin."""
        graph = self.names.plan
        place = NamedNode(f"{annotation.value}#place")
        if anchor.paragraph is not None:
            selector, value, standard = OA.XPathSelector, f"(//w:p)[{anchor.paragraph}]", None
        elif anchor.page is not None:
            selector, value, standard = OA.FragmentSelector, f"page={anchor.page}", PDF_FRAGMENT
        elif self.reading.document.media_type == "text/csv":
            selector, value, standard = OA.FragmentSelector, csv_fragment(anchor.cell or ""), CSV_FRAGMENT
        else:
            selector, value, standard = OA.FragmentSelector, anchor.cell or "", WORKBOOK_REFERENCE
        yield Quad(target, OA.hasSelector, place, graph)
        yield Quad(place, RDF.type, selector, graph)
        yield Quad(place, RDF.value, Literal(value), graph)
        if standard is not None:
            yield Quad(place, DCTERMS.conformsTo, standard, graph)

    def _quote(self, annotation: NamedNode, span: Span) -> Iterator[Quad]:
        graph = self.names.plan
        target, quote = (NamedNode(f"{annotation.value}#{part}") for part in ("target", "quote"))
        yield Quad(target, OA.hasSelector, quote, graph)
        yield Quad(quote, RDF.type, OA.TextQuoteSelector, graph)
        yield Quad(quote, OA.exact, Literal(span.of(self.reading.document.text)), graph)


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
