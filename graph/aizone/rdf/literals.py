"""Python values as RDF literals."""

from __future__ import annotations

from pyoxigraph import Literal

from ..vocab import XSD


def zh(text: str) -> Literal:
    """Chinese text."""
    return Literal(text, language="zh")


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def decimal(value: float) -> Literal:
    """An xsd:decimal in its shortest form."""
    return Literal(str(int(value)) if value == int(value) else repr(value), datatype=XSD.decimal)


def year(value: int) -> Literal:
    """An xsd:gYear."""
    return Literal(f"{value:04d}", datatype=XSD.gYear)


def moment(value: str) -> Literal:
    """'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' with the datatype that fits."""
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth}.get(len(value), XSD.date)
    return Literal(value, datatype=datatype)
