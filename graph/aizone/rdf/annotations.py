"""Evidence in the W3C Web Annotation form, made from our own one and read back.

One node of evidence becomes an `oa:Annotation` whose target selects the passage by position, by its words and by its place:

    span/8-15            oa:Annotation, oa:motivatedBy oa:identifying
    span/8-15#target     oa:SpecificResource of the document
    span/8-15#position   oa:TextPositionSelector
    span/8-15#quote      oa:TextQuoteSelector, where the words may be quoted
    span/8-15#place      where the document has such places:
        az:page          oa:FragmentSelector that conforms to RFC 3778 (the one Web Annotation lists for PDF)
        az:cell          oa:FragmentSelector that conforms to RFC 7111 (comma-separated text) or ECMA-376 (a workbook)
        az:paragraph     oa:XPathSelector on the main part of a Word document

Plan files of layout 1 have this form: see `store.older_layout`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..vocab import AZ, DCTERMS, OA, RDF, XSD
from .literals import integer

PDF_FRAGMENT = NamedNode("http://tools.ietf.org/rfc/rfc3778")
CSV_FRAGMENT = NamedNode("http://tools.ietf.org/rfc/rfc7111")
WORKBOOK_REFERENCE = NamedNode("https://ecma-international.org/publications-and-standards/standards/ecma-376/")
# 'cell=12,28': a cell of comma-separated text as RFC 7111 writes it; a workbook's is '任务表!B3'
_CSV_CELL = re.compile(r"cell=\d+,\d+")
# 'page=3': a page of a PDF as RFC 3778 writes it
_PAGE = re.compile(r"page=(\d+)")
# '(//w:p)[9]': the ninth paragraph of a Word document
_PARAGRAPH = re.compile(r"\(//w:p\)\[(\d+)\]")

_Graph = NamedNode | DefaultGraph
_Key = tuple[NamedNode, _Graph]
_Said = Mapping[_Key, tuple[Quad, ...]]


def to_annotations(quads: Iterable[Quad]) -> set[Quad]:
    """Quads with each node of evidence in the Web Annotation form.

    Args:
        quads: of any graphs; those that are not about evidence are given back as they are.
    """
    made: set[Quad] = set()
    for (node, graph), about in _by_subject(quads, made).items():
        said = {quad.predicate: quad.object for quad in about}
        source, start, end = said.get(DCTERMS.source), said.get(AZ.start), said.get(AZ.end)
        if isinstance(source, NamedNode) and isinstance(start, Literal) and isinstance(end, Literal):
            made.update(_annotation(node, source, start, end, graph))
            made.update(_selectors(node, said, graph))
            made.update(quad for quad in about if quad.predicate not in _TERMS)
        else:
            made.update(about)
    return made


def from_annotations(quads: Iterable[Quad]) -> set[Quad]:
    """Quads with each annotation that `to_annotations` makes as one node of evidence.

    Args:
        quads: of any graphs; other annotations (what people noted), and whatever else is said of these, stay as they are.
    """
    made: set[Quad] = set()
    said = _by_subject(quads, made)
    read: set[Quad] = set()
    for (node, graph), about in said.items():
        if Quad(node, OA.motivatedBy, OA.identifying, graph) in about:
            lean = _lean(node, graph, said)
            if lean:
                read.update(to_annotations(lean))
                made.update(lean)
    made.update(quad for about in said.values() for quad in about if quad not in read)
    return made


_TERMS = (DCTERMS.source, AZ.start, AZ.end, AZ.exact, AZ.page, AZ.paragraph, AZ.cell)


def _by_subject(quads: Iterable[Quad], others: set[Quad]) -> _Said:
    """Quads by subject and graph; those of blank nodes go to `others`."""
    found: defaultdict[_Key, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, (NamedNode, DefaultGraph)):
            found[quad.subject, quad.graph_name].append(quad)
        else:
            others.add(quad)
    return {key: tuple(about) for key, about in found.items()}


def _part(node: NamedNode, name: str) -> NamedNode:
    return NamedNode(f"{node.value}#{name}")


def _annotation(node: NamedNode, source: NamedNode, start: Literal, end: Literal, graph: _Graph) -> Iterator[Quad]:
    target, position = _part(node, "target"), _part(node, "position")
    yield Quad(node, RDF.type, OA.Annotation, graph)
    yield Quad(node, OA.motivatedBy, OA.identifying, graph)
    yield Quad(node, OA.hasTarget, target, graph)
    yield Quad(target, RDF.type, OA.SpecificResource, graph)
    yield Quad(target, OA.hasSource, source, graph)
    yield Quad(target, OA.hasSelector, position, graph)
    yield Quad(position, RDF.type, OA.TextPositionSelector, graph)
    yield Quad(position, OA.start, Literal(start.value, datatype=XSD.nonNegativeInteger), graph)
    yield Quad(position, OA.end, Literal(end.value, datatype=XSD.nonNegativeInteger), graph)


def _selectors(node: NamedNode, said: Mapping[NamedNode, object], graph: _Graph) -> Iterator[Quad]:
    """The words and the place, where the evidence has them."""
    target = _part(node, "target")
    exact = said.get(AZ.exact)
    if isinstance(exact, Literal):
        quote = _part(node, "quote")
        yield Quad(target, OA.hasSelector, quote, graph)
        yield Quad(quote, RDF.type, OA.TextQuoteSelector, graph)
        yield Quad(quote, OA.exact, exact, graph)
    page, paragraph, cell = said.get(AZ.page), said.get(AZ.paragraph), said.get(AZ.cell)
    selector, standard = OA.FragmentSelector, None
    if isinstance(page, Literal):
        value, standard = f"page={page.value}", PDF_FRAGMENT
    elif isinstance(paragraph, Literal):
        selector, value = OA.XPathSelector, f"(//w:p)[{paragraph.value}]"
    elif isinstance(cell, Literal):
        value = cell.value
        standard = CSV_FRAGMENT if _CSV_CELL.fullmatch(value) else WORKBOOK_REFERENCE
    else:
        return
    place = _part(node, "place")
    yield Quad(target, OA.hasSelector, place, graph)
    yield Quad(place, RDF.type, selector, graph)
    yield Quad(place, RDF.value, Literal(value), graph)
    if standard is not None:
        yield Quad(place, DCTERMS.conformsTo, standard, graph)


def _lean(node: NamedNode, graph: _Graph, said: _Said) -> set[Quad]:
    """An annotation as one node of evidence; empty when it does not have the form that `to_annotations` gives."""

    def value(part: str, term: NamedNode) -> object:
        return next((quad.object for quad in said.get((_part(node, part), graph), ()) if quad.predicate == term), None)

    source, start, end = value("target", OA.hasSource), value("position", OA.start), value("position", OA.end)
    if not (isinstance(source, NamedNode) and isinstance(start, Literal) and isinstance(end, Literal)):
        return set()
    lean = {
        Quad(node, DCTERMS.source, source, graph),
        Quad(node, AZ.start, integer(int(start.value)), graph),
        Quad(node, AZ.end, integer(int(end.value)), graph),
    }
    exact = value("quote", OA.exact)
    if isinstance(exact, Literal):
        lean.add(Quad(node, AZ.exact, exact, graph))
    place = value("place", RDF.value)
    if isinstance(place, Literal):
        page, paragraph = _PAGE.fullmatch(place.value), _PARAGRAPH.fullmatch(place.value)
        if page is not None and value("place", DCTERMS.conformsTo) == PDF_FRAGMENT:
            lean.add(Quad(node, AZ.page, integer(int(page[1])), graph))
        elif paragraph is not None and value("place", RDF.type) == OA.XPathSelector:
            lean.add(Quad(node, AZ.paragraph, integer(int(paragraph[1])), graph))
        else:
            lean.add(Quad(node, AZ.cell, place, graph))
    return lean
