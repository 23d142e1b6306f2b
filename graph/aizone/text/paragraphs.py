"""Paragraphs: the lines of a text without the white space around them."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span

_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
"""Whatever Python takes for white space, which ends with U+3000, and the mark of the byte order."""


def paragraphs(text: str) -> Iterator[Span]:
    """The non-empty lines of a text without the white space around them."""
    start = 0
    for line in text.split("\n"):
        words = line.strip(_SPACE)
        if words:
            first = start + line.index(words[0])
            yield Span(first, first + len(words))
        start += len(line) + 1


def stripped(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    left, right = span.start, span.end
    while left < right and text[left] in _SPACE:
        left += 1
    while right > left and text[right - 1] in _SPACE:
        right -= 1
    return span if left == span.start and right == span.end else Span(left, right)
