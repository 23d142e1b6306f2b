"""Python values as RDF literals."""

from __future__ import annotations

from calendar import monthrange

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


def last_day(value: str) -> Literal:
    """The last day of 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', an xsd:date.

    Examples:
        >>> last_day("2023").value, last_day("2024-02").value, last_day("2023-06-30").value
        ('2023-12-31', '2024-02-29', '2023-06-30')
    """
    if len(value) > len("2024-02"):
        return Literal(value, datatype=XSD.date)
    year, month = int(value[:4]), int(value[5:] or 12)
    return Literal(f"{value[:4]}-{month:02d}-{monthrange(year, month)[1]}", datatype=XSD.date)


def moment(value: str) -> Literal:
    """'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' with the datatype that fits."""
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth}.get(len(value), XSD.date)
    return Literal(value, datatype=datatype)
