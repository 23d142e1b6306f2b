"""What a format module hands over: text, where its parts stand, and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..model import Anchor, Span, Table

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a document; see `model.Document` for the fields."""

    text: str
    media_type: str
    encoding: str
    anchors: tuple[Anchor, ...] = ()
    tables: tuple[Table, ...] = ()
    hard_breaks: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand; see `model.Anchor`."""

    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None


NOWHERE = Place()


@dataclass(slots=True, eq=False)
class Cell:
    """A table cell: its paragraphs with their places. One object stands in every row and column it reaches over."""

    parts: list[tuple[str, Place]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, a paragraph a line."""
        return "\n".join(words for words, _ in self.parts)


def clean(words: str) -> str:
    """Words without what nobody sees: controls, zero-width characters, direction marks, lone surrogates."""
    return _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", words)))


@dataclass(slots=True)
class ContentBuilder:
    """Puts a document's text together, part by part, keeping account of where each stands."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _anchors: list[Anchor] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)

    def paragraph(self, parts: str | Iterable[tuple[str, Place]], place: Place = NOWHERE) -> None:
        """Add a paragraph; one that is cut by a page break comes in several parts. Blank ones are left out."""
        pieces = [(parts, place)] if isinstance(parts, str) else parts
        wanted = [(cleaned, place) for words, place in pieces if (cleaned := clean(words))]
        if any(words.strip() for words, _ in wanted):
            for words, where in wanted:
                self._write(words, where)
            self._write("\n")

    def blank(self) -> None:
        """Add a blank line, where the document's own line breaks are kept."""
        self._write("\n")

    def table(self, rows: Sequence[Sequence[Cell | None]]) -> None:
        """Add a table, a row a line; None is a place without a cell."""
        start = self._length
        written: dict[int, Span] = {}
        spans: list[tuple[Span, ...]] = []
        for row in rows:
            firsts = {id(cell): i for i, cell in reversed([*enumerate(row)]) if cell is not None and cell.parts}
            last = max((i for key, i in firsts.items() if key not in written), default=-1)
            line: list[Span] = []
            for column, cell in enumerate(row):
                if cell is not None and id(cell) in written:
                    line.append(written[id(cell)])
                else:
                    span = self._cell(cell)
                    line.append(span)
                    if cell is not None:
                        written[id(cell)] = span
                if column < last:
                    self._write("\t")
            spans.append(tuple(line))
            self._write("\n")
        if spans:
            self._tables.append(Table(Span(start, self._length), tuple(spans)))

    def content(self, media_type: str, encoding: str, *, hard_breaks: bool = False) -> Content:
        """Everything added so far."""
        text = "".join(self._pieces)
        return Content(text, media_type, encoding, tuple(self._anchors), tuple(self._tables), hard_breaks)

    def _cell(self, cell: Cell | None) -> Span:
        start = self._length
        wanted = [(clean(words).strip(), place) for words, place in cell.parts] if cell else []
        for position, (words, place) in enumerate((words, place) for words, place in wanted if words):
            if position:
                self._write("\n")
            self._write(words, place)
        return Span(start, self._length)

    def _write(self, words: str, place: Place = NOWHERE) -> None:
        end = self._length + len(words)
        if place != NOWHERE and words:
            span = Span(self._length, end)
            self._anchors.append(Anchor(span, place.page, place.paragraph, place.cell))
        self._pieces.append(words)
        self._length = end
