"""Facts read from a flowed text, moved back to the document: spans point at its text, words are those printed there."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import fields, replace

from ..model import (
    AimFact,
    AssignmentFact,
    CitedDocument,
    Document,
    GoalFact,
    MentionFact,
    PlanFact,
    Reading,
    Section,
    Span,
    TargetFact,
    TaskFact,
)
from ..model.flowed import FlowedText

_Record = TypeVar("_Record", bound=Struct)

_WORDS: dict[type, tuple[tuple[str, str], ...]] = {
    AimFact: (("label", "span"), ("metric", "span")),
    AssignmentFact: (("written", "span"),),
    CitedDocument: (("title", "span"), ("number", "span")),
    GoalFact: (("heading", "section"),),
    MentionFact: (("label", "span"),),
    PlanFact: (("title", "title_span"), ("number", ""), ("issuer", "issuer_span")),
    TargetFact: (("metric", "span"), ("written", "quantity"), ("scope", "scope_span")),
    TaskFact: (("heading", "section"),),
}
"""By record, the fields that hold words of the text and the field with their position ('' for anywhere)."""


@functools.cache
def _holding_records(kind: type[Struct]) -> tuple[str, ...]:
    """The fields of a record that may hold other records, spans among them."""
    return tuple(field.name for field in fields(kind) if _names_record(field.type))


def _names_record(hint: Any) -> bool:  # noqa: ANN401 - a type or a union or tuple of types
    return (isinstance(hint, type) and issubclass(hint, Struct)) or any(map(_names_record, get_args(hint)))


def for_reading(document: Document, flowed: FlowedText) -> Document:
    """The document as it is read: its text flowed, and its own spans moved along."""
    if flowed.text is document.text:
        return document
    moved = {
        name: _moved(getattr(document, name), lambda span: Span(*flowed.from_source(span.start, span.end)))
        for name in _holding_records(Document)
    }
    begin, end = flowed.to_source(0, len(flowed.text))
    within = [one.span is None or begin <= one.span.start <= end for one in document.issues]
    moved["issues"] = tuple(issue for issue, kept in zip(moved["issues"], within, strict=True) if kept)
    return replace(document, **{**moved, "text": flowed.text})


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:  # noqa: ANN401 - any record of the model
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(item, move) for item in value)
    if isinstance(value, Struct):
        return replace(value, **{name: _moved(getattr(value, name), move) for name in _holding_records(type(value))})
    return value


def restore(reading: Reading, flowed: FlowedText, document: Document) -> Reading:
    """A reading of a flowed text as one of its document.

    Args:
        reading: what was read from `flowed.text`; its spans are positions there.
        flowed: the text it was read from.
        document: the document that was cut from; nothing changes when it was read as it is.
    """
    if flowed.is_whole and flowed.text is flowed.printed:
        return replace(reading, outline=replace(reading.outline, document=document))
    moved = _Restorer(flowed, document).move(reading)
    assert isinstance(moved, Reading)
    return replace(moved, flowed=flowed)


@functools.cache
def _spans_and_others(kind: type[Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a record that hold one span, and those that hold other records."""
    spans = tuple(field.name for field in fields(kind) if field.type is Span or set(get_args(field.type)) == _SPAN)
    return spans, tuple(name for name in _holding_records(kind) if name not in spans)


_SPAN = {Span, type(None)}


class _Restorer:
    """Rebuilds records with their spans moved; a section that occurs twice stays one object."""

    def __init__(self, flowed: FlowedText, document: Document) -> None:
        self.flowed, self.document = flowed, document
        self.translated = flowed.text is not flowed.printed
        self.shift = flowed.origins[0] - flowed.starts[0] if len(flowed.starts) == 1 else None
        self.sections: dict[int, Section] = {}

    def move(self, value: Any) -> Any:  # noqa: ANN401 - any record of the model
        kind = type(value)
        if kind is Span:
            return self._span(value)
        if kind is tuple:
            return tuple([self.move(item) for item in value])
        if kind is Section:
            known = self.sections.get(id(value))
            if known is None:
                known = self.sections[id(value)] = self._record(value)
            return known
        if kind is Document:
            return self.document
        return self._record(value) if isinstance(value, Struct) else value

    def _span(self, span: Span) -> Span:
        start, end = span.start, span.end
        if self.shift is None:
            return Span(*self.flowed.to_source(start, end))
        return Span(start + self.shift, (end if end > start else start) + self.shift)

    def _record(self, value: _Record) -> _Record:
        spans, others = _spans_and_others(type(value))
        changes: dict[str, Any] = {}
        for name in spans:
            span = getattr(value, name)
            if span is not None:
                changes[name] = self._span(span)
        for name in others:
            held = getattr(value, name)
            if held:  # neither None nor an empty tuple: no record but a span may be false
                changes[name] = self.move(held)
        if self.translated:
            for name, place in _WORDS.get(type(value), ()):
                words = getattr(value, name)
                if isinstance(words, str):
                    changes[name] = self._as_printed(words, getattr(value, place) if place else None)
        return replace(value, **changes)

    def _as_printed(self, words: str, place: Span | Section | None) -> str:
        """The printed form of words of the flowed text; words that are not in the text stay as they are."""
        span = place.heading if isinstance(place, Section) else place
        start, end = (span.start, span.end) if span else (0, len(self.flowed.text))
        found = self.flowed.text.find(words, start, end)
        if found >= 0:
            return self.flowed.printed[found : found + len(words)]
        squeeze: Callable[[str], str] = functools.partial(re.sub, r"\s+", "")
        if squeeze(self.flowed.text[start:end]) == words:
            return squeeze(self.flowed.printed[start:end])
        return words
