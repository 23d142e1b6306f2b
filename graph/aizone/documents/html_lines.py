"""The lines of an element of a web page: one per block, with the numbers of ordered lists, and tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError
from ..text.table_headers import read_header
from .content import NOWHERE, ContentBuilder, TableCell, inner_table
from .docx_numbering import format_number
from .emphasis import without_emphasis
from .preformatted import has_tables, write_preformatted

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
])  # fmt: skip
"""Elements that begin a new line."""

# a line break and the indent after it in the source
SPACE = re.compile(r"[ \t\r\n]+")
_SOURCE_BREAK = "\v"
# '数据 资源' where the source breaks a line between Chinese characters
_BETWEEN_WIDE = re.compile(rf"(?<=[\u3000-\u9fff\uff00-\uffef]) ?{_SOURCE_BREAK} ?(?=[\u3000-\u9fff\uff00-\uffef])")
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# 'style="list-style-type: cjk-ideographic"': a browser numbers 一、二、三
_CJK_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*?(cjk-ideographic|simp-chinese-informal|none)", re.IGNORECASE)
_FEWEST_HEADERS = 2
_HEADER_ROWS = 5
_HEADER_PIECES = 8
MAX_SPAN = 100
MAX_COLUMNS = 200
MAX_PLACES = 500_000
"""Places of a table's cells, merged ones counted at each of theirs."""


def is_layout(table: _Element) -> bool:
    """True if a table only arranges things on the page: it holds tables, or has fewer than two rows or columns.

    One that holds tables in its cells and has headers that a task table has is a table of tasks.
    """
    if any(inner is not table for inner in table.iter("table")):
        return not any(_known_headers(row) >= _FEWEST_HEADERS for row in _own_rows(table)[:_HEADER_ROWS])
    rows = [sum(cell.tag in {"td", "th"} for cell in row) for row in table.iter("tr")]
    return sum(cells >= 2 for cells in rows) < 2


def _own_rows(table: _Element) -> list[_Element]:
    """The rows of a table without those of tables in its cells."""
    parts = [part for part in table if part.tag in {"tr", "tbody", "thead", "tfoot"}]
    return [row for part in parts for row in ([part] if part.tag == "tr" else part) if row.tag == "tr"]


def _outside_cells(table: _Element) -> Iterator[str]:
    """The words of a table that are in none of its cells: its caption, and those that a browser moves before it."""
    yield table.text or ""
    for part in table:
        if part.tag not in {"tr", "tbody", "thead", "tfoot", "colgroup", "col", "br"}:
            yield "".join(part.itertext())
        yield part.tail or ""


def _known_headers(row: _Element) -> int:
    """The number of cells of a row that are the headers of columns of a task table."""
    cells = [cell for cell in row if cell.tag in {"td", "th"} and next(cell.iter("table"), None) is None]
    return sum(read_header("".join(islice(cell.itertext(), _HEADER_PIECES))) is not None for cell in cells)


@dataclass(slots=True)
class LineWriter:
    """Writes an element's lines; `_line` collects the words since the last block edge."""

    builder: ContentBuilder
    _line: list[str] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)

    def write(self, top: _Element) -> None:
        """Write everything in an element."""
        from lxml import etree

        walk = etree.iterwalk(top, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag == "table" and not is_layout(element):
                    self._flush()
                    for words in _outside_cells(element):
                        self.builder.paragraph(_tidy(_inline(words, element)))
                    self.builder.table(_table(element))
                    walk.skip_subtree()
                    continue
                if tag in BLOCKS:
                    self._flush()
                if tag == "pre" and has_tables(words := _preformatted(element)):
                    write_preformatted(without_emphasis(words), self.builder)
                    walk.skip_subtree()
                    continue
                if tag == "ol":
                    start = element.get("start") or ""
                    self._counts.append(int(start) if re.fullmatch(r"\d{1,4}", start) else 1)
                elif tag == "li":
                    self._line.append(self._number(element))
                elif tag == "br":
                    self._line.append("\n")
                self._line.append(_inline(element.text, element))
                continue
            if tag in BLOCKS:
                self._flush()
            if tag == "ol" and self._counts:
                self._counts.pop()
            if element is not top:
                self._line.append(_inline(element.tail, element.getparent()))
        self._flush()

    def _number(self, item: _Element) -> str:
        """The number that a browser shows before an item of an ordered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self._counts:
            return ""
        number = self._counts[-1]
        self._counts[-1] += 1
        styled = _CJK_LIST.search(parent.get("style") or "")
        if styled:
            return "" if styled[1].lower() == "none" else format_number(number, "chineseCounting") + "、"
        return format_number(number, _LIST_STYLES.get(parent.get("type") or "1", "decimal")) + "."

    def _flush(self) -> None:
        for line in "".join(self._line).split("\n"):
            self.builder.paragraph(_tidy(line))
        self._line.clear()


def _inline(words: str | None, holder: _Element | None) -> str:
    """Words as a browser shows them: each run of white space becomes one space, one that breaks the line a mark of its own."""
    if not words:
        return ""
    if holder is not None and holder.tag == "pre":
        return words
    return SPACE.sub(lambda run: _SOURCE_BREAK if "\n" in run[0] else " ", words)


def _preformatted(pre: _Element) -> str:
    """The text of a `<pre>`, with its line breaks."""
    pieces = [pre.text or ""]
    for element in pre.iterdescendants():
        pieces += ["\n" if element.tag == "br" else element.text or "", element.tail or ""]
    return "".join(pieces)


def _tidy(line: str) -> str:
    return SPACE.sub(" ", _BETWEEN_WIDE.sub("", line).replace(_SOURCE_BREAK, " ")).strip()


def _table(table: _Element) -> list[list[TableCell | None]]:
    """A table's cells in their grid; a merged cell appears at each of its places."""
    rows = _own_rows(table)
    grid: dict[tuple[int, int], TableCell] = {}
    width = 0
    for at, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in {"td", "th"}:
                continue
            while (at, column) in grid:
                column += 1
            if column >= MAX_COLUMNS:
                break
            cell = TableCell([(words, NOWHERE) for words in _cell_lines(element)])
            if len(grid) > MAX_PLACES:
                raise DocumentError(
                    "",
                    N_("has a table whose cells reach over far more places than any plan has."),
                    N_("Copy the text of the page into a text file and try again."),
                )
            across = min(_reach(element, "colspan"), MAX_COLUMNS - column)
            for down in range(min(_reach(element, "rowspan"), len(rows) - at)):
                for right in range(across):
                    grid.setdefault((at + down, column + right), cell)
            column += across
            width = max(width, column)
    return [[grid.get((at, column)) for column in range(width)] for at in range(len(rows))]


def _reach(element: _Element, name: str) -> int:
    said = element.get(name) or "1"
    return min(max(int(said), 1), MAX_SPAN) if re.fullmatch(r"\d{1,6}", said) else 1


def _letters(element: _Element) -> int:
    """The number of characters of an element without white space."""
    return sum(len("".join(words.split())) for words in element.itertext())


def _cell_lines(element: _Element) -> Iterator[str]:
    table = next(element.iter("table"), None)
    if table is not None and _letters(element) == _letters(table):  # the cell holds a table and nothing else
        rows = [["\n".join(_cell_lines(cell)) for cell in row if cell.tag in {"td", "th"}] for row in _own_rows(table)]
        yield from inner_table(rows)
        return
    inner = ContentBuilder()
    LineWriter(inner).write(element)
    yield from inner.content("", "").text.splitlines()
