"""Half-open spans of a document's text, in code points: bare ones for facts, and ones that know their text for reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open span of a document's text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` is wholly inside."""
        return self.start <= other.start and other.end <= self.end


class TextSpan(Struct, frozen=True, gc=False):
    """A half-open span together with the text it is a span of.

    Readers pass these around, so that no function takes a text and positions that may belong to another one. Facts keep
    the bare `span`: they are moved to the document's own text afterwards. Making one costs what a `Span` costs; where a
    pattern runs once per name or number, call it with `text`, `start` and `end` directly instead of through a method.

    Examples:
        >>> list_ = TextSpan.whole("（市商务局 ）").part(1, 6)
        >>> list_.trimmed().words, list_.span
        ('市商务局', Span(start=1, end=6))
    """

    text: str
    start: int
    end: int

    @classmethod
    def whole(cls, text: str) -> TextSpan:
        """All of a text."""
        return cls(text, 0, len(text))

    @classmethod
    def at(cls, text: str, span: Span) -> TextSpan:
        """A span of a text."""
        return cls(text, span.start, span.end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    @property
    def words(self) -> str:
        """The words of the span."""
        return self.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The span without its text, as facts keep it."""
        return Span(self.start, self.end)

    def part(self, start: int, end: int) -> TextSpan:
        """Another span of the same text, by positions in the text."""
        return TextSpan(self.text, start, end)

    def group(self, found: re.Match[str], name: str | int = 0) -> TextSpan:
        """The span of a match in this text, or of one group of it."""
        return TextSpan(self.text, *found.span(name))

    def contains(self, other: TextSpan) -> bool:
        """Tell whether `other` is wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match of a pattern inside the span; its positions are those of the text."""
        return pattern.search(self.text, self.start, self.end)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of a pattern at the beginning of the span."""
        return pattern.match(self.text, self.start, self.end)

    def fullmatch(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of a pattern that covers the whole span."""
        return pattern.fullmatch(self.text, self.start, self.end)

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern inside the span, in text order."""
        return pattern.finditer(self.text, self.start, self.end)

    def trimmed(self, extra: str = "") -> TextSpan:
        """The span without white space, and without the characters of `extra`, at either end."""
        text, start, end = self.text, self.start, self.end
        if start < end and not (text[start].isspace() or text[start] in extra):
            last = text[end - 1]
            if not last.isspace() and last not in extra:
                return self
        while start < end and (text[start].isspace() or text[start] in extra):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
            end -= 1
        return self if start == self.start and end == self.end else TextSpan(text, start, end)
