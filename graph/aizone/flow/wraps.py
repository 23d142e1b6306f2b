"""Hard-wrapped text: the lines that go on in the next.

A page of justified Chinese text has lines of nearly equal width. A PDF adds a second habit: it leaves gaps beside
full-width punctuation, so that one printed row comes out as several short lines whose widths add up to a full one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..text.numbering import read_number
from ..text.titles import NOTICE_END, OPENS_TITLE, ROW_END, ends_as_title, ends_in_issuer, is_upper_row
from .page_width import ENDS, FULL
from .printed_lines import ANNEX, DATE_LINE, PrintedLine, begins_paragraph, is_date_or_number, label_at_start

_HANGING = 2
"""Columns by which punctuation may hang over the end of a row."""
_SENTENCE_ENDS = "。！？!?"
_STOPS = _SENTENCE_ENDS + "；;：:"
_GOES_ON = "，,—－-·"
_NEVER_FIRST = "，。、；：！？）〕】》〉”’,;:!?"
_NEVER_LAST = "、（([［〔【〈《“‘第"
_OPENS = "（([［〔【〈《“‘"
_GAP_BESIDE = "，。、；：！？）)】〕》〉”’]］"
# '（', '》': an opening or closing bracket
_BRACKETS = re.compile("[（(［\\[〔【〈《）)］\\]〕】〉》]")
# '2 拓展应用场景', '2.1 夯实底座': numbers that only their count tells from those in sentences
_COUNTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[ \u3000]+(?=[\u4e00-\u9fff])(?![个家倍元米吨年月日天项条万亿])")
_LONGEST_BRACKET = 400
"""Code points; a bracket open for longer has lost its partner, and no longer holds the text together."""
_SET_IN = 4
"""Columns by which the first row of a paragraph is indented; a PDF does not give them."""
_MOST_FRAGMENTS = 12
"""A printed row comes out in at most this many pieces."""
_NO_TITLE = ("《", "根据", "按照", "为", "现将", "经")
"""Beginnings of the sentences between a notice's title and its plan."""
_LONGEST_TITLE = 120
_LONGEST_TITLE_ROW = 48

Link = Literal["joined", "spaced", "apart"]


def links(lines: Sequence[PrintedLine], width: int | None) -> list[Link]:
    """The link of each line to the next, n-1 links for n lines.

    Args:
        lines: the lines of a document, without page marks.
        width: its usual width; without one, only lines cut by a page's edge are joined.
    """
    joiner = _LineJoiner(lines, width)
    return [joiner.link(index) for index in range(len(lines) - 1)]


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "*"


class _LineJoiner:
    """Walks the lines once, and keeps what the paragraph and the printed row hold so far."""

    def __init__(self, lines: Sequence[PrintedLine], width: int | None) -> None:
        self.lines, self.width = lines, width
        self.indented = self._indents()
        self.row = 0  # columns of the printed row so far
        self.paragraph: list[str] = []
        self.length = 0  # code points of the paragraph so far
        self.open: list[int] = []  # positions in the paragraph of brackets that are still open
        self.in_head = True  # no numbered line has come yet
        self._take(0, first=True)

    def _indents(self) -> bool:
        """Tell whether first lines of paragraphs are indented: some lines are and most are not."""
        share = sum(line.indent > 0 for line in self.lines) / max(1, len(self.lines))
        return 0.02 <= share <= 0.5

    def _take(self, index: int, *, first: bool) -> None:
        """Add a line to the paragraph, or begin a new one with it."""
        if not self.lines:
            return
        line = self.lines[index]
        if first:
            self.paragraph, self.length, self.open = [], 0, []
            if self.in_head and read_number(line.words, 0, len(line.words)) is not None:
                self.in_head = False
        for found in _BRACKETS.finditer(line.words):
            if found[0] in _OPENS:
                self.open.append(self.length + found.start())
            elif self.open:
                self.open.pop()
        self.paragraph.append(line.words)
        self.length += len(line.words)

    def link(self, index: int) -> Link:
        line, following = self.lines[index], self.lines[index + 1]
        if index == 0:
            self.row = line.width + _SET_IN
        joined = self._joined_by_page(line, following) if self.width is None else self._joined(index, self.width)
        if not joined:
            self.row = following.width + _SET_IN
            self._take(index + 1, first=True)
            return "apart"
        self.row += following.width
        if self.width is None or self.row > self.width + _HANGING:
            self.row = following.width
        self._take(index + 1, first=False)
        latin = line.words[-1].isascii() and line.words[-1].isalpha() and following.words[0].isascii()
        return "spaced" if latin and following.words[0].isalpha() else "joined"

    def _in_bracket(self) -> bool:
        return bool(self.open) and self.length - self.open[0] <= _LONGEST_BRACKET

    def _joined_by_page(self, line: PrintedLine, following: PrintedLine) -> bool:
        """In text that is not hard-wrapped: only a page's edge cuts a sentence, except before a sign that never begins a line."""
        if following.words[0] in _NEVER_FIRST and not following.words[0].isascii():
            return True
        if not following.after_gap or begins_paragraph(following):
            return False
        if self._in_bracket() or line.words[-1] in "、，,":
            return True
        return len(line.words) > 30 and line.words[-1] not in ENDS and _is_ideograph(following.words[0])

    def _joined(self, index: int, width: int) -> bool:
        line, following = self.lines[index], self.lines[index + 1]
        last, first = line.words[-1], following.words[0]
        if last in _NEVER_LAST or first in _NEVER_FIRST:
            return True
        number = read_number(following.words, 0, len(following.words))
        if number is not None or ANNEX.match(following.words):
            return False
        if self._only_a_number():
            return True
        if self._in_bracket():
            return True
        if label_at_start().match(following.words) or (self.indented and following.indent > 0 and last in ENDS):
            return False
        if is_date_or_number(line.words) or is_date_or_number(following.words):
            return False
        if self.in_head and (title := self._title_goes_on(line, following)) is not None:
            return title
        if self._signature_goes_on(index):
            return True
        if last in ")）〕]】。；;" and _COUNTED.match(following.words):
            return False
        full = self.row >= FULL * width
        if (following.after_gap and last in _STOPS) or (self.in_head and last in "：:"):
            return False
        if last in _STOPS and self._is_whole(index + 1, width):
            return False
        if full or last in _GOES_ON:
            return True
        if len(self.paragraph) == 1 and line.words[0] in "（(〔[【" and last in ")）〕]】":
            return False
        beside = last in _GAP_BESIDE or first in _OPENS
        return beside and self._row_is_filled(index + 1, width)

    def _only_a_number(self) -> bool:
        """Tell whether the paragraph is a number whose words are on the next line."""
        if self.length > 8:
            return False
        words = "".join(self.paragraph)
        number = read_number(words + "字", 0, len(words) + 1)
        return number is not None and number.end >= len(words)

    def _title_goes_on(self, line: PrintedLine, following: PrintedLine) -> bool | None:
        """Tell whether two lines above the first number are one title; None when they are not a title at all."""
        if self.length > _LONGEST_TITLE or following.width > 2 * _LONGEST_TITLE_ROW:
            return None
        words = "".join(self.paragraph)
        if words.startswith(_NO_TITLE) or words.count("、") > 2 or any(mark in words for mark in "，。；"):
            return None
        if ROW_END.fullmatch(following.words):
            return True
        if ends_as_title(words):
            is_open = OPENS_TITLE.match(words) is not None and NOTICE_END.search(words) is None
            return is_open and NOTICE_END.search(following.words) is not None
        if line.words[-1] in "。；：;:!?！？，,":
            return None
        if OPENS_TITLE.match(words):
            return True
        if line.words[-1] in ENDS:
            return None
        short = line.width <= _LONGEST_TITLE_ROW and following.width <= _LONGEST_TITLE_ROW
        return True if short and is_upper_row(words, following.words) else None

    def _signature_goes_on(self, index: int) -> bool:
        """Tell whether two lines above a date are one body's name."""
        if index + 2 >= len(self.lines) or not DATE_LINE.fullmatch(self.lines[index + 2].words):
            return False
        first, second = (self.lines[place].words.removesuffix("（代章）") for place in (index, index + 1))
        return first[-1] not in _SENTENCE_ENDS and not ends_in_issuer(first) and ends_in_issuer(second)

    def _is_whole(self, index: int, width: int) -> bool:
        """Tell whether a line is a short paragraph of its own, a signature or title: it neither fills a row nor stops."""
        line = self.lines[index]
        in_same_row = self.row + line.width <= width + _HANGING
        if in_same_row or line.width >= FULL * width or line.words[-1] in _GAP_BESIDE:
            return False
        return index + 1 >= len(self.lines) or self.lines[index + 1].words[0] not in _OPENS

    def _row_is_filled(self, index: int, width: int) -> bool:
        """Tell whether the next fragments add up with the row so far to one full row."""
        total = self.row
        for place in range(index, min(index + _MOST_FRAGMENTS, len(self.lines) - 1)):
            line, following = self.lines[place], self.lines[place + 1]
            total += line.width
            if total > width + _HANGING:
                return False
            if total >= 0.92 * width:
                return True
            if line.words[-1] not in _GAP_BESIDE and following.words[0] not in _OPENS:
                return False
        return False
