"""Paragraphs: the lines of a text without the white space around them."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span

_SPACE = " \t\u3000\u00a0\ufeff"


def paragraphs(text: str) -> Iterator[Span]:
    """The non-empty lines of a text without the white space around them."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        span = stripped(text, Span(start, end))
        if span:
            yield span
        start = end + 1


def stripped(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    left, right = span.start, span.end
    while left < right and (text[left] in _SPACE or text[left].isspace()):
        left += 1
    while right > left and (text[right - 1] in _SPACE or text[right - 1].isspace()):
        right -= 1
    return span if left == span.start and right == span.end else Span(left, right)
