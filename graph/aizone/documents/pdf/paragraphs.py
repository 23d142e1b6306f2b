"""Lines of PDF pages to paragraphs: furniture dropped, lines that fill the measure joined, tables in their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...text.titles import is_menu, is_title, is_upper_row, is_whole_title
from ..content import Content, ContentBuilder, Location, TableCell, note_remark
from .columns import find_gutters, split_columns
from .page import Page, TextLine, rows_of, set_lines
from .tables import PageTable, continued, find_tables, join, same_edges
from .unruled import find_unruled

_ZONE = 0.13
"""The share of the page's height, at its top and foot, in which headers and footers are looked for."""
_CANDIDATES = 3  # lines at the top and at the foot
_REPEATED = 0.4  # of all pages: a line in that zone that so many have is furniture
# '— 3 —', '第 3 页 共 12 页', '3/12'
_PAGE_NUMBER = re.compile(
    r"[-—–－_~·•\s]{0,8}(?:第\s?)?\d{1,4}\s?页?(?:\s?[/／,，]?\s?(?:共\s?)?\d{1,4}\s?页?)?[-—–－_~·•\s]{0,8}"
)
# '第三章', '二、', '（三）', '4.' but not '4.5': a line that begins a paragraph
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d)"
)
# '①各部门指…', '*含市直部门', '1 算力中心：…': the mark that begins a footnote
_NOTE_MARK = re.compile(r"[①-⑳*※]|\[\d{1,2}\]|〔\d{1,2}〕|\d{1,2}\s?(?=[一-鿿])")
_NOTES = 0.25  # of the page's height, at its foot: where footnotes are
_SMALL = 0.9  # of the size of the text: footnotes are smaller
_SENTENCE_ENDS = "。；！？）)〕]：:"
_INDENT = 1.4  # of a character's height: paragraphs are indented by two characters
_FULL = 2.2  # a full line may end so many heights before the measure, because a comma cannot begin a line
_LEAST_MEASURE = 0.7  # of the page's width between equal margins: shorter lines fill no measure
_MANY = 8
_SHARED_EDGE = 20  # lines, of which a tenth share an edge: fewer may be indented but for one
_NEARLY = 0.03
_CONTENTS = frozenset({"目录", "目次", "目錄"})  # a line that never goes on with the one above
_LOOSE = 1.9  # times the usual pitch: as wide as a blank line


@dataclass(frozen=True, slots=True)
class _TextArea:
    """The area that text fills on pages of one size."""

    left: float
    right: float
    size: float
    pitch: float
    indented: bool
    filled: float  # share of lines that reach the right edge


@dataclass(frozen=True, slots=True)
class _PageText:
    page: Page
    lines: list[TextLine]
    tables: list[PageTable]

    @property
    def key(self) -> tuple[int, int]:
        return _size(self.page)


def join_pages(pages: Sequence[Page]) -> Content:
    """The text of the pages; with hard breaks when hardly any line fills its measure, so that line ends tell nothing."""
    texts = _without_furniture(_page_texts(pages))
    measures = {key: _measure([text for text in texts if text.key == key]) for key in {text.key for text in texts}}
    joined = _joins(measures, texts)
    builder = ContentBuilder()
    writer = _PageWriter(builder, joined)
    for text in texts:
        writer.page(text, measures[text.key])
    writer.close()
    return builder.content("application/pdf", "utf-8", hard_breaks=not joined)


def _page_texts(pages: Sequence[Page]) -> list[_PageText]:
    """The text of each page, as several stretches where it is set in columns, in reading order."""
    found: list[tuple[Page, list[PageTable]]] = []
    for page in pages:
        before = found[-1][1] if found else ()
        found.append((page, find_tables(page, before) or find_unruled(page, before)))
    rows = {
        page.number: rows_of([char for char in page.characters if not char.text.isspace()])
        for page, tables in found
        if not tables
    }
    gutters = {
        size: find_gutters([(page, rows[page.number]) for page in pages if page.number in rows and _size(page) == size])
        for size in {_size(page) for page in pages}
    }
    texts: list[_PageText] = []
    for page, tables in found:
        own = gutters[_size(page)]
        if own and not tables:
            parts = split_columns(page, rows[page.number], own)
            texts += [_PageText(part, set_lines(characters), []) for part, characters in parts]
        else:
            taken = frozenset[int]().union(*(table.characters for table in tables))
            lines = set_lines([char for index, char in enumerate(page.characters) if index not in taken])
            texts.append(_PageText(page, lines, tables))
    return texts


def _size(page: Page) -> tuple[int, int]:
    return round(page.right - page.left), round(page.top - page.bottom)


def _without_furniture(texts: list[_PageText]) -> list[_PageText]:
    """Drop page numbers, and lines at the top or foot that many pages share, apart from their digits; a title is kept once."""
    seen: Counter[tuple[bool, str]] = Counter()
    for text in texts:
        seen.update({(_is_high(line, text.page), _shape(line)) for line in _edge_lines(text)})
    least = max(2, _REPEATED * len({text.page.number for text in texts}))
    kept = []
    titles: set[str] = set()
    for text in texts:
        furniture = set()
        for line in _edge_lines(text):
            if _PAGE_NUMBER.fullmatch(line.text):
                furniture.add(id(line))
            elif seen[(_is_high(line, text.page), _shape(line))] >= least:
                shape = _shape(line)
                if shape in titles or not is_title("".join(line.text.split())):
                    furniture.add(id(line))
                titles.add(shape)
        kept.append(_PageText(text.page, [line for line in text.lines if id(line) not in furniture], text.tables))
    return kept


def _edge_lines(text: _PageText) -> list[TextLine]:
    """The first and last lines of a page that lie where headers and footers do."""
    page = text.page
    zone = (page.top - page.bottom) * _ZONE
    high = [line for line in text.lines[:_CANDIDATES] if line.bottom > page.top - zone]
    low = [line for line in text.lines[-_CANDIDATES:] if line.top < page.bottom + zone]
    return high + low


def _is_high(line: TextLine, page: Page) -> bool:
    return line.bottom > (page.top + page.bottom) / 2


def _shape(line: TextLine) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))


def _measure(texts: Sequence[_PageText]) -> _TextArea:
    lines = [line for text in texts for line in text.lines]
    if not lines:
        return _TextArea(0.0, 0.0, 12.0, 20.0, indented=False, filled=0.0)
    size = _usual([line.size for line in lines for _ in range(len(line.text))])
    body = [line for line in lines if abs(line.size - size) <= 0.15 * size] or lines
    right = _edge([line.x1 for line in body], size, high=True)
    left = _edge([line.x0 for line in body], size, high=False)
    page = texts[0].page
    right = max(right, left + _LEAST_MEASURE * (page.left + page.right - 2 * left))
    gaps = [
        above.bottom - below.bottom
        for text in texts
        for above, below in pairwise(text.lines)
        if 0 < above.bottom - below.bottom < 4 * size
    ]
    indented = sum(line.x0 > left + _INDENT * size for line in body)
    filled = sum(line.x1 >= right - _FULL * size for line in body)
    return _TextArea(
        left, right, size, _usual(gaps) if gaps else 1.6 * size, indented > 0.1 * len(body), filled / len(body)
    )


def _usual(values: Sequence[float]) -> float:
    """The value that most others are near: letters of one font differ a little in height."""
    counted = Counter(round(value, 1) for value in values)
    return max(
        counted,
        key=lambda one: (sum(n for other, n in counted.items() if abs(other - one) <= _NEARLY * one), counted[one]),
    )


def _edge(values: Sequence[float], size: float, *, high: bool) -> float:
    """The outermost position that many lines share within a character's height; of few lines, simply the outermost."""
    ordered = sorted(values, reverse=high)
    least = max(2, len(ordered) // 10) if len(ordered) >= _SHARED_EDGE else 1
    for first, last in zip(ordered, ordered[least - 1 :], strict=False):
        if abs(first - last) <= size:
            return first
    return ordered[0]


def _joins(measures: dict[tuple[int, int], _TextArea], texts: Sequence[_PageText]) -> bool:
    lines = sum(len(text.lines) for text in texts)
    filled = sum(measures[text.key].filled * len(text.lines) for text in texts)
    return lines < _MANY or filled >= 0.15 * lines or any(measure.indented for measure in measures.values())


class _PageWriter:
    """Collects the lines of a paragraph and the rows of a table across pages."""

    def __init__(self, builder: ContentBuilder, joined: bool) -> None:
        self.builder = builder
        self.joined = joined
        self.parts: list[tuple[str, Location]] = []
        self.last: tuple[TextLine, int] | None = None
        self.rows: list[list[TableCell]] = []
        self.edges: tuple[float, ...] = ()
        self.notes: list[str] = []

    def page(self, text: _PageText, measure: _TextArea) -> None:
        blocks: list[tuple[float, TextLine | PageTable]] = [(line.top, line) for line in text.lines]
        blocks += [(table.top, table) for table in text.tables]
        note: TextLine | None = None  # the line above, when it is of a footnote
        for _, block in sorted(blocks, key=lambda block: -block[0]):
            if isinstance(block, PageTable):
                self._table(block)
            elif _is_note(block, text.page, measure):
                self.notes.append(block.text)
                note = block
            elif note is not None and _goes_on_with(note, block):
                self.notes[-1] = join(self.notes[-1], block.text)
                note = block
            else:
                self._line(block, text.page, measure)
                note = None

    def close(self) -> None:
        self._end_paragraph()
        self._end_table()
        self.builder.paragraph("", remarks=[note_remark(words) for words in self.notes])

    def _table(self, table: PageTable) -> None:
        self._end_paragraph()
        if self.rows and same_edges(table.edges, self.edges):
            self.rows = continued(self.rows, table)
            return
        self._end_table()
        self.rows = [list(row) for row in table.rows]
        self.edges = table.edges

    def _line(self, line: TextLine, page: Page, measure: _TextArea) -> None:
        self._end_table()
        if self.last is not None and not self._goes_on(self.last[0], line, page.number == self.last[1], page, measure):
            self._end_paragraph()
        place = Location(page=page.number)
        if self.parts:
            before = self.parts[-1][0]
            gap = join(before[-1:], line.text[:1])[1:-1]
            self.parts.append((gap + line.text, place))
        else:
            self.parts.append((line.text, place))
        self.last = (line, page.number)

    def _goes_on(self, before: TextLine, line: TextLine, same_page: bool, page: Page, measure: _TextArea) -> bool:
        """True if a line continues in the next: it fills the measure, and the next is not set like a beginning."""
        if not self.joined or abs(before.size - line.size) > 0.12 * measure.size:
            return False
        words = "".join(line.text.split())
        if words in _CONTENTS or is_menu(before.text):
            return False
        above = "".join(before.text.split())
        if page.number == 1 and (
            (len(self.parts) == 1 and is_whole_title(above))
            or (is_whole_title(words) and not is_upper_row(above, words))
        ):
            return False
        gap = before.bottom - line.bottom
        if same_page and gap > _LOOSE * max(measure.pitch, line.size):
            return False
        if _is_centred(before, page, measure) and _is_centred(line, page, measure):
            return before.size > 1.15 * measure.size  # a title in several lines
        if line.x0 > measure.left + _INDENT * line.size:
            return False
        if before.x1 < measure.right - _FULL * line.size:
            return False
        if not measure.indented or before.x1 < measure.right - 0.6 * line.size:
            return not (before.text[-1] in _SENTENCE_ENDS and _NUMBERED.match(line.text))
        return True

    def _end_paragraph(self) -> None:
        if self.parts:
            self.builder.paragraph(self.parts)
        self.parts, self.last = [], None

    def _end_table(self) -> None:
        if self.rows:
            self.builder.table(self.rows)
        self.rows, self.edges = [], ()


def _is_note(line: TextLine, page: Page, measure: _TextArea) -> bool:
    """Tell whether a line is a footnote: a note's mark at the foot of a page, in smaller letters than the text."""
    at_foot = line.top < page.bottom + _NOTES * (page.top - page.bottom)
    return at_foot and line.size < _SMALL * measure.size and _NOTE_MARK.match(line.text) is not None


def _goes_on_with(note: TextLine, line: TextLine) -> bool:
    """Tell whether a line below one of a footnote is of the same note: as small, and no farther than its lines are."""
    return abs(line.size - note.size) < 0.1 * note.size and note.bottom - line.bottom < _LOOSE * note.size


def _is_centred(line: TextLine, page: Page, measure: _TextArea) -> bool:
    middle = (measure.left + measure.right) / 2
    inset = line.x0 - measure.left
    return inset > 1.2 * line.size and abs((line.x0 + line.x1) / 2 - middle) < 0.8 * line.size
