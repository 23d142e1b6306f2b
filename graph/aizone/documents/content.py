"""The result of a format module: text, where its parts were in the document, and its tables."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from ..errors import N_, DocumentError
from ..model import Anchor, Issue, Span, Table
from ..text.excerpts import shortened
from ..text.lexicon.bodies import any_body
from ..text.lexicon.owner_labels import owner_hint
from ..text.table_headers import read_header

# '\r\n' of Windows, '\x0b' of Word's soft breaks, '\u2028' of web pages
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# '市\u200b商务局', '\ufeff一、', '\u202e': zero-width characters, byte order marks, direction marks, controls
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
# '\ud83d' alone: half of a character, which cannot be stored as UTF-8
_SURROGATES = re.compile("[\ud800-\udfff]")


MAX_REMARKS = 20_000
"""Words left out, notes not read: each is told to people with its place."""
MAX_CHARACTERS = 1_000_000
"""The longest text that is read: the longest plans met have a fifth of it."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a document; see `model.Document` for the fields."""

    text: str
    media_type: str
    encoding: str
    anchors: tuple[Anchor, ...] = ()
    tables: tuple[Table, ...] = ()
    hard_breaks: bool = False
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """The place of words in a document; see `model.Anchor`."""

    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None


NOWHERE = Location()


@dataclass(slots=True, eq=False)
class TableCell:
    """A table cell: its paragraphs with their locations. A merged cell is one object in all its rows and columns.

    `remarks` become issues at the cell, or at its row when it is empty.
    """

    parts: list[tuple[str, Location]] = field(default_factory=list)
    remarks: list[Issue] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, one line per paragraph."""
        return "\n".join(words for words, _ in self.parts)


def clean(words: str) -> str:
    """Words without invisible characters: controls, zero-width characters, direction marks, lone surrogates."""
    return _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", words)))


def too_long(count: int) -> DocumentError:
    """The error for a document with more characters than a plan; the reader of documents adds its name.

    The same long text in many cells of a small file is one way to get there.
    """
    return DocumentError(
        "",
        N_("has {count} characters of text or more; at most {most} are read."),
        N_("Split it, or check that it is the right file."),
        count=count,
        most=MAX_CHARACTERS,
    )


NOTHING = "—"
"""A cell whose words were left out: not one that was never filled in, which may repeat the cell above it."""


def left_out(words: str, *, zh: str, en: str) -> Issue:
    """The remark that words were left out, and what they are ('带删除线', 'struck through')."""
    words = shortened(clean(words).strip())
    return Issue("words-left-out", {"zh": f"“{words}”{zh}，没有读取。", "en": f"'{words}' {en}; it was not read."})


def note_remark(words: str) -> Issue:
    """The remark that a footnote or endnote was not read."""
    words = shortened(words)
    return Issue(
        "note-not-read",
        {
            "zh": f"脚注“{words}”没有读取，未据此增加责任单位。",
            "en": f"The note '{words}' was not read; it adds no owners.",
        },
    )


@functools.cache
def _telling() -> re.Pattern[str]:
    """Words of comments that speak of owners or dates: '改为市工信局牵头', '应为2025年6月'."""
    return re.compile(rf"{any_body()}|{owner_hint()}|\d\s?[年月]")


def comment_remarks(comments: Iterable[str]) -> list[Issue]:
    """The remarks that readers' comments were not read, of those that speak of owners or dates."""
    remarks = []
    for comment in comments:
        words = shortened(clean(" ".join(comment.split())))
        if _telling().search(words):
            message = {
                "zh": f"批注“{words}”没有读取，未据此增加责任单位。",
                "en": f"The comment '{words}' was not read; it adds no owners.",
            }
            remarks.append(Issue("note-not-read", message))
    return remarks


def inner_table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table that is inside a cell: each owner after its header, other rows as their words.

    Examples:
        >>> inner_table([["牵头单位", "市数据局"], ["配合单位", "市财政局"]])
        ['牵头单位：市数据局', '配合单位：市财政局']
        >>> inner_table([["牵头单位", "配合单位"], ["市数据局", "市财政局"]])
        ['牵头单位：市数据局', '配合单位：市财政局']
    """
    filled = [[words for words in row if words.strip()] for row in rows]
    first = filled[0] if filled else []
    if len(first) > 1 and all(map(_is_owner_header, first)) and all(len(row) == len(first) for row in filled):
        return [f"{head}：{words}" for row in filled[1:] for head, words in zip(first, row, strict=True)]
    return [
        f"{row[0]}：{'、'.join(row[1:])}" if len(row) > 1 and _is_owner_header(row[0]) else "\t".join(row)
        for row in filled
        if row
    ]


def _is_owner_header(words: str) -> bool:
    column = read_header(words)
    return column is not None and column.kind == "owners"


@dataclass(slots=True)
class ContentBuilder:
    """Puts a document's text together, part by part, and records where each part is from."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _anchors: list[Anchor] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _issues: list[Issue] = field(default_factory=list)

    def paragraph(
        self,
        parts: str | Iterable[tuple[str, Location]],
        place: Location = NOWHERE,
        *,
        remarks: Iterable[Issue] = (),
    ) -> None:
        """Add a paragraph, in several parts when a page break cuts it. Blank ones are dropped, their remarks are kept."""
        start = self._length
        pieces = [(parts, place)] if isinstance(parts, str) else parts
        wanted = [(cleaned, place) for words, place in pieces if (cleaned := clean(words))]
        if any(words.strip() for words, _ in wanted):
            for words, where in wanted:
                self._write(words, where)
            self._write("\n")
        self._note(replace(remark, span=Span(start, max(start, self._length - 1))) for remark in remarks)

    def include(self, content: Content) -> None:
        """Add a document that is embedded in this one; its parts have no locations of this document."""
        by = self._length

        def moved(span: Span) -> Span:
            return Span(span.start + by, span.end + by)

        self._tables += [
            Table(moved(table.span), tuple(tuple(map(moved, row)) for row in table.rows)) for table in content.tables
        ]
        self._note(replace(one, span=one.span and moved(one.span)) for one in content.issues)
        self._write(content.text if content.text.endswith("\n") else content.text + "\n")

    def blank(self) -> None:
        """Add a blank line, where the document's own line breaks are kept."""
        self._write("\n")

    def table(self, rows: Sequence[Sequence[TableCell | None]]) -> None:
        """Add a table, one line per row; None is a place without a cell, as those that a shorter row has not are."""
        start = self._length
        width = max(map(len, rows), default=0)
        written: dict[int, Span] = {}
        spans: list[tuple[Span, ...]] = []
        for row in rows:
            firsts = {id(cell): i for i, cell in reversed([*enumerate(row)]) if cell is not None and cell.parts}
            last = max((i for key, i in firsts.items() if key not in written), default=-1)
            line: list[Span] = []
            begin = self._length
            remarks: list[tuple[Issue, Span]] = []
            for column, cell in enumerate(row):
                if cell is not None and id(cell) in written:
                    line.append(written[id(cell)])
                else:
                    span = self._cell(cell)
                    line.append(span)
                    if cell is not None:
                        written[id(cell)] = span
                        remarks += [(remark, span) for remark in cell.remarks]
                if column < last:
                    self._write("\t")
            end = Span(self._length, self._length)
            spans.append((*line, *[end] * (width - len(line))))
            whole = Span(begin, self._length)
            self._note(replace(remark, span=span if span else whole) for remark, span in remarks)
            self._write("\n")
        if spans:
            self._tables.append(Table(Span(start, self._length), tuple(spans)))

    def content(self, media_type: str, encoding: str, *, hard_breaks: bool = False) -> Content:
        """Everything added so far."""
        text = "".join(self._pieces)
        return Content(
            text, media_type, encoding, tuple(self._anchors), tuple(self._tables), hard_breaks, tuple(self._issues)
        )

    def _cell(self, cell: TableCell | None) -> Span:
        start = self._length
        wanted = [(clean(words).strip(), place) for words, place in cell.parts] if cell else []
        for position, (words, place) in enumerate((words, place) for words, place in wanted if words):
            if position:
                self._write("\n")
            self._write(words, place)
        return Span(start, self._length)

    def _note(self, remarks: Iterable[Issue]) -> None:
        self._issues += remarks
        if len(self._issues) > MAX_REMARKS:
            raise DocumentError(
                "",
                N_("has more than {most} places whose words were left out; a plan has far fewer."),
                N_("Accept its changes, or copy what counts into a new file."),
                most=MAX_REMARKS,
            )

    def _write(self, words: str, place: Location = NOWHERE) -> None:
        end = self._length + len(words)
        if end > MAX_CHARACTERS:
            raise too_long(end)
        if place != NOWHERE and words:
            span = Span(self._length, end)
            self._anchors.append(Anchor(span, place.page, place.paragraph, place.cell))
        self._pieces.append(words)
        self._length = end
