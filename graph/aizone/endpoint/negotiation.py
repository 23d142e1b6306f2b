"""Content negotiation: the format of an answer that suits a client best (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROWS: dict[str, str] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
"""Media types of rows and truth values, and the format each is written in; the first is for clients that take anything."""
GRAPHS: dict[str, str] = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
}
"""Media types of triples, likewise."""
SHORT_NAMES: dict[str, str] = {
    "json": "application/sparql-results+json",
    "srj": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "srx": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "ntriples": "application/n-triples",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "rdfxml": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "n3": "text/turtle",
    "json-ld": "application/ld+json",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "nq": "application/n-quads",
    "html": "text/html",
}
"""Names that the parameter `format` takes instead of an Accept header."""
_TEXT = frozenset({"text/csv", "text/tab-separated-values", "text/turtle", "text/plain", "text/html"})


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How exactly it names a media type: 3 for the type itself, 1 for anything, 0 for another one."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return 1 if (self.kind, self.subtype) == ("*", "*") else 0


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The media type that an Accept header prefers; None when it takes none of those offered.

    Args:
        accept: the header; an empty one takes anything.
        offered: media types, the one for clients that do not care first.

    Examples:
        >>> best("text/csv;q=0.5, application/json", ["application/json", "text/csv"])
        'application/json'
        >>> best("text/*", ["application/json", "text/csv"])
        'text/csv'
        >>> best("image/png", ["application/json"]) is None
        True
    """
    ranges = [found for part in accept.split(",") if (found := _range(part)) is not None]
    if not ranges:
        return offered[0]
    ranked: list[tuple[float, int, str]] = []
    for order, media_type in enumerate(offered):
        _, quality = max(((one.fits(media_type), one.quality) for one in ranges), key=lambda pair: pair[0])
        if quality > 0 and any(one.fits(media_type) for one in ranges):
            ranked.append((-quality, order, media_type))
    return min(ranked)[2] if ranked else None


def _range(part: str) -> _Range | None:
    words, *parameters = (word.strip() for word in part.split(";"))
    kind, slash, subtype = words.lower().partition("/")
    if not slash or not kind or not subtype:
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return _Range(kind, subtype, quality)


def content_type(media_type: str) -> str:
    """The value of a Content-Type header."""
    return f"{media_type}; charset=utf-8" if media_type in _TEXT else media_type


def tags(header: str) -> set[str]:
    """The entity tags that an If-None-Match header lists, weak ones as strong ones; `*` stands for any (RFC 9110, 13.1.2)."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
