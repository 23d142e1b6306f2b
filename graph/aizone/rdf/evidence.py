"""Evidence: which words of the document a fact was read from (W3C Web Annotation)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ..model import Reading, Span
from ..vocab import AZ, OA, RDF, XSD
from .names import PlanNames


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
        """The words of a span as a reader reads them."""
        return self.reading.words(span)

    def cite(
        self, fact: NamedNode, span: Span, *, is_name: bool = False, term: NamedNode = AZ.evidence
    ) -> Iterator[Quad]:
        """Point a fact at its words.

        Args:
            fact: what the words are evidence for.
            span: the words.
            is_name: they are a name, a quantity or an owner list: facts, quoted even in a facts-only plan.
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

    def _quote(self, annotation: NamedNode, span: Span) -> Iterator[Quad]:
        graph = self.names.plan
        target, quote = (NamedNode(f"{annotation.value}#{part}") for part in ("target", "quote"))
        yield Quad(target, OA.hasSelector, quote, graph)
        yield Quad(quote, RDF.type, OA.TextQuoteSelector, graph)
        yield Quad(quote, OA.exact, Literal(span.of(self.reading.document.text)), graph)
