"""Answers written piece by piece as the standards say: SPARQL 1.1 results in JSON, XML, CSV and TSV; triples as RDF.

The engine writes an answer only as a whole, which cannot be stopped at a number of rows, so rows are written here and triples by
the engine's own serialiser, which takes them one by one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ..base import Term
from .requests import ROWS

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

Row = Sequence[Term | None]


@dataclass(frozen=True, slots=True)
class RowFormat:
    """A format of rows and truth values.

    Args:
        head: what stands before the rows, for the variables.
        row: writes one row.
        between: what stands between rows.
        tail: what stands after them.
        truth: writes the answer of an ASK.
    """

    head: Callable[[Sequence[str]], str]
    row: Callable[[Sequence[str], Row], str]
    between: str
    tail: str
    truth: Callable[[bool], str]


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        found: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language is not None:
            found["xml:lang"] = term.language
        elif term.datatype.value != _XSD_STRING:
            found["datatype"] = term.datatype.value
        return found
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    inner = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {place: _json_term(one) for place, one in inner.items()}}


def _json_row(columns: Sequence[str], row: Row) -> str:
    bound = {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
    return json.dumps(bound, ensure_ascii=False, separators=(",", ":"))


# characters that XML cannot hold, not even escaped: '\x00', '\x1b', a half of a surrogate pair
_NOT_XML = {
    code: "\ufffd" for code in [*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)] if code not in (9, 10, 13)
}


def _xml_text(text: str) -> str:
    """Text between tags; by hand, because the library's own escaping loads a web client, a tenth of the time of a command."""
    text = text.translate(_NOT_XML).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _xml_value(text: str) -> str:
    """A value of an attribute, in quotes."""
    escaped = _xml_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.Literal):
        about = ""
        if term.language is not None:
            about = f" xml:lang={_xml_value(term.language)}"
        elif term.datatype.value != _XSD_STRING:
            about = f" datatype={_xml_value(term.datatype.value)}"
        return f"<literal{about}>{_xml_text(term.value)}</literal>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    places = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return "<triple>" + "".join(f"<{place}>{_xml_term(one)}</{place}>" for place, one in places) + "</triple>"


def _xml_head(columns: Sequence[str]) -> str:
    names = "".join(f"<variable name={_xml_value(name)}/>" for name in columns)
    return f"{_XML_START}<head>{names}</head><results>"


def _xml_row(columns: Sequence[str], row: Row) -> str:
    bound = (
        f"<binding name={_xml_value(name)}>{_xml_term(term)}</binding>"
        for name, term in zip(columns, row, strict=True)
        if term is not None
    )
    return f"<result>{''.join(bound)}</result>"


_XML_START = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _csv_cell(term: Term | None) -> str:
    """A cell as the standard says: values alone, quoted only where they need it."""
    if term is None:
        return ""
    text = str(term) if isinstance(term, (ox.BlankNode, ox.Triple)) else term.value
    if any(mark in text for mark in ('"', ",", "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv_cell(term: Term | None) -> str:
    return "" if term is None else str(term)  # N-Triples escapes tabs and line ends


ROW_FORMATS: dict[str, RowFormat] = {
    ROWS: RowFormat(
        lambda _columns: "",
        lambda _columns, row: "\t".join(map(_tsv_cell, row)) + "\n",
        "",
        "",
        lambda truth: f'"{str(truth).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>\n',
    ),
    "application/sparql-results+json": RowFormat(
        lambda columns: '{"head":{"vars":' + json.dumps(list(columns)) + '},"results":{"bindings":[',
        _json_row,
        ",",
        "]}}",
        lambda truth: '{"head":{},"boolean":' + str(truth).lower() + "}",
    ),
    "application/sparql-results+xml": RowFormat(
        _xml_head,
        _xml_row,
        "",
        "</results></sparql>",
        lambda truth: f"{_XML_START}<head></head><boolean>{str(truth).lower()}</boolean></sparql>",
    ),
    "text/csv": RowFormat(
        lambda columns: ",".join(columns) + "\r\n",
        lambda _columns, row: ",".join(map(_csv_cell, row)) + "\r\n",
        "",
        "",
        lambda truth: str(truth).lower(),
    ),
    "text/tab-separated-values": RowFormat(
        lambda columns: "\t".join(f"?{name}" for name in columns) + "\n",
        lambda _columns, row: "\t".join(map(_tsv_cell, row)) + "\n",
        "",
        "",
        lambda truth: str(truth).lower(),
    ),
}
"""By media type; 'rows' is our own."""

GRAPH_FORMATS: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
"""By media type."""
