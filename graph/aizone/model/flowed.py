"""Text as a reader reads it, with the position of each of its characters in the document.

A document's own text may have a line break inside a name, a page number inside a sentence, a zero-width space inside a
word. `FlowedText` is the text without them. It is made of slices of the source in their order, so that every position
can be mapped back, and it exists in two forms of equal length: as printed, and for matching (traditional characters
written simply).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FlowedText:
    """A text for reading, cut from a source text.

    `text` is what is matched against, `printed` what is shown; both have n code points. Slice i of them starts at
    `starts[i]` and comes from `origins[i]` of the source, whose length is `source_length`; both run upwards.
    """

    text: str
    printed: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    source_length: int

    @classmethod
    def of(cls, text: str, printed: str | None = None) -> FlowedText:
        """The whole of a text, nothing left out."""
        return cls(text, text if printed is None else printed, (0,), (0,), len(text))

    @property
    def is_whole(self) -> bool:
        """True when nothing is left out, so that positions are those of the source."""
        return len(self.text) == self.source_length

    def without(self, gaps: Iterable[Interval] = (), *, put: Iterable[tuple[int, str]] = ()) -> FlowedText:
        """This text with gaps left out and single characters shown as another.

        Args:
            gaps: half-open intervals of this text, upwards, not overlapping.
            put: positions of this text, upwards, and the one character to put there.
        """
        changes = list(put)
        text = _changed(self.text, changes)
        printed = text if self.text is self.printed else _changed(self.printed, changes)
        kept = list(_between(gaps, len(text)))
        starts, origins, length = [], [], 0
        for (start, end), origin in self._pieces(kept):
            starts.append(length)
            origins.append(origin)
            length += end - start
        cut = "".join([text[start:end] for start, end in kept])
        return FlowedText(
            cut,
            cut if text is printed else "".join([printed[start:end] for start, end in kept]),
            tuple(starts) or (0,),
            tuple(origins) or (0,),
            self.source_length,
        )

    def part(self, start: int, end: int) -> FlowedText:
        """The passage `start:end` of this text, with positions in the same source."""
        return self.without([(0, start), (end, len(self.text))])

    def to_source(self, start: int, end: int) -> Interval:
        """The passage of the source that `text[start:end]` was read from."""
        if len(self.starts) == 1:  # one unchanged part of the source
            shift = self.origins[0] - self.starts[0]
            return start + shift, max(start, end) + shift
        if start >= end:
            position = self._origin(start)
            return position, position
        return self._origin(start), self._origin(end - 1) + 1

    def from_source(self, start: int, end: int) -> Interval:
        """The passage of this text that is left of `source[start:end]`."""
        return self._flowed(start), max(self._flowed(start), self._flowed(end))

    def words(self, start: int, end: int) -> str:
        """The words left of `source[start:end]`, as printed."""
        begin, stop = self.from_source(start, end)
        return self.printed[begin:stop]

    def _pieces(self, kept: Iterable[Interval]) -> Iterator[tuple[Interval, int]]:
        """The kept intervals cut where the slices they come from end, each with its place in the source."""
        last = len(self.starts) - 1
        for start, end in kept:
            index = bisect_right(self.starts, start) - 1
            while start < end:
                while index < last and self.starts[index + 1] <= start:
                    index += 1
                stop = min(end, self.starts[index + 1]) if index < last else end
                yield (start, stop), self.origins[index] + start - self.starts[index]
                start = stop

    def _origin(self, position: int) -> int:
        index = bisect_right(self.starts, position) - 1
        return self.origins[index] + position - self.starts[index]

    def _flowed(self, position: int) -> int:
        index = max(0, bisect_right(self.origins, position) - 1)
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return min(max(self.starts[index], self.starts[index] + position - self.origins[index]), end)


def _changed(text: str, changes: Iterable[tuple[int, str]]) -> str:
    pieces: list[str] = []
    start = 0
    for place, char in changes:
        pieces += (text[start:place], char)
        start = place + 1
    return "".join([*pieces, text[start:]]) if pieces else text


def _between(gaps: Iterable[Interval], length: int) -> Iterator[Interval]:
    position = 0
    for start, end in gaps:
        if start > position:
            yield position, start
        position = max(position, end)
    if position < length:
        yield position, length
