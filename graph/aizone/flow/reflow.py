"""`Document` -> `FlowedText`: the text as a person reads it, with every position kept.

Dropped are line breaks inside sentences and names, page numbers, headers and footers, contents pages and the navigation of
web pages, spaces that a PDF put between Chinese characters, and invisible characters. A document without any of these is returned as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..model import Document
from ..model.flowed import FlowedText, Interval
from ..text.boxes import may_hold_boxes, ticks, unticked
from ..text.characters import ODD_SIGNS, characters_of, columns, invisible, with_line_feeds, with_plain_signs
from ..text.plain_digits import ODD_DIGITS, plain_digits
from ..text.simplified import simplified
from .cell_lines import find_cell_lines, joints
from .furniture import furniture
from .page_marks import is_page_mark, page_lines
from .page_width import FULL, usual_width
from .printed_lines import PrintedLine
from .wraps import Link, links

_LONG = 160
"""A text whose lines are often longer than this many code points is not hard-wrapped."""
# a page of text in one line
_LONG_LINE = re.compile(r"[^\n]{400,}")
# '…建成平台。　　（二）…': an indent in the middle of a line
_INDENT = re.compile(r"(?<![\u3000\n])\u3000\u3000(?=\S)")
_FEWEST_INDENTS = 3
# '附 件', '目 录': two characters spaced out; the first look is at the blank
_SPACED_OUT = re.compile(
    r"[ \u3000](?<=(?<![\u4e00-\u9fff])[\u4e00-\u9fff].)[ \u3000]?(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
)
# '41 . 5%': a decimal spaced out, but not '1. 5%以上的企业', which is an item
_SPACED_DECIMAL = re.compile(
    r"(?<=\d)[ \u3000]{1,2}(?=\.[ \u3000]{0,2}\d{1,2}\s?[%％])|(?<=\d[ \u3000]\.)[ \u3000]{1,2}(?=\d{1,2}\s?[%％])"
)
# '市发改委 、市财政局 ，', '一 、', '各市、 州': spaces before signs of Chinese, and after 、
_AT_SIGNS = re.compile(r"(?<=\S)[ \u3000]{1,2}(?=[、，。；：])|(?<=[、])[ \u3000]{1,2}(?=[\u4e00-\u9fff])")
# '市发改委', '、市财政局': a line that begins with a sign that goes on with the one before
_BROKEN_OFF = re.compile(r"\n[ \t\u3000]*[、，；。）〕】]")
_WORDS_OF_LISTS = frozenset(
    [
        "牵头",
        "配合",
        "负责",
        "落实",
        "职责",
        "分工",
        "单位",
        "责任",
        "部门",
        "时限",
        "完成",
        "参与",
        "协助",
        "实施",
        "头单",
        "任单",
        "合单",
        "任部",
        "头部",
        "合部",
        "责分",
        "工负",
        "按职",
        "成时",
        "责落",
    ]
)
"""Words of owner lists, and what meets inside the longer ones, by two characters."""
# '牵 头', '责任 单位': a space that may be inside one of them
_IN_WORD = re.compile(
    rf"[ \u3000](?<=[{''.join(sorted({word[0] for word in _WORDS_OF_LISTS}))}].)(?=[{''.join(sorted({word[1] for word in _WORDS_OF_LISTS}))}])"
)
# '市 商务局': a space in a full row, but not '… 责任单位：', where it parts a label
_DROPPED_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])[ \u00a0\u3000](?=[\u4e00-\u9fff])(?![^\n:：]{2,8}[:：])")
_MARKS = "★☆◆■▲△※●◎"
_STARTS = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?\s?[、.．)）]|[（(][一二三四五六七八九十\d]{1,3}[)）])"
# '★1.建设平台', '◆（一）': a mark before the number of a line
_MARKED = re.compile(rf"(?:^|(?<=\n))[ \t\u3000]*(?P<mark>[{_MARKS}][ \u3000]?)(?={_STARTS})")
# '**1.建设平台。**推进…', '## 一、重点任务': marks of Markdown in a plain text
_TYPED = re.compile(
    rf"(?:^|(?<=\n))[ \t]*(?:(?P<opens>\*\*)(?={_STARTS})[^*\n]{{1,120}}(?P<closes>\*\*)|(?P<hashes>\#{{1,6}} )(?={_STARTS}))"
)
_SPACES = {" ", "\u3000"}
_UNWRAPPED = ("text/html", "text/csv", "application/vnd.openxmlformats")
"""Media types whose line breaks are the document's own."""


def reflow(document: Document) -> FlowedText:
    """The text of a document for reading, in time linear in its length."""
    used = characters_of(document.text)
    printed = with_line_feeds(document.text, used)
    simple = simplified(printed, used)
    if used & set(ODD_DIGITS) or "二零" in simple:
        simple = plain_digits(simple)
    if not used.isdisjoint(ODD_SIGNS):
        simple, used = with_plain_signs(simple), used | {" "}
    flowed = FlowedText.of(simple, printed)
    hidden = invisible(flowed.text, used)
    if hidden:
        flowed = flowed.without(hidden)
    marks = sorted(_line_marks(flowed.text))
    if marks:
        flowed = flowed.without(marks)
    if used & _SPACES:
        spaced_out = sorted([found.span() for found in _SPACED_OUT.finditer(flowed.text)] + _split_words(flowed.text))
        flowed = flowed.without(spaced_out) if spaced_out else flowed
        if _may_be_spaced(flowed.text):
            flowed = flowed.without([found.span() for found in _AT_SIGNS.finditer(flowed.text)])
        if " ." in flowed.text:
            flowed = flowed.without([found.span() for found in _SPACED_DECIMAL.finditer(flowed.text)])
    empty = unticked(flowed.text)
    if empty or may_hold_boxes(flowed.text):
        flowed = flowed.without([(span.start, span.end) for span in empty])
        gaps, put = ticks(flowed.text)
        flowed = flowed.without(gaps, put=put)
    around = furniture(flowed.text)
    if around:
        flowed = flowed.without(around)
    if document.media_type.startswith(_UNWRAPPED):
        return flowed
    indents = list(_flattened(flowed.text)) if "\u3000" in used else []
    if indents:
        flowed = flowed.without(put=indents)
    gaps, spaces = _line_gaps(flowed.text)
    return flowed.without(gaps, put=spaces) if gaps or spaces else flowed


def _may_be_spaced(text: str) -> bool:
    """A cheap look for spaces around the signs of Chinese."""
    return any(pair in text for pair in (" 、", " ，", " 。", "、 ", " ；", "\u3000、"))


def _line_marks(text: str) -> Iterator[Interval]:
    """The marks before numbers of lines, which a copy or a habit put there: '★1.', '**一、重点任务**', '# 一、'."""
    if any(mark in text for mark in _MARKS):
        for mark in _MARKED.finditer(text):
            yield mark.span("mark")
    if "**" in text or "\n#" in text or text.startswith("#"):
        for heading in _TYPED.finditer(text):
            yield heading.span("hashes" if heading["opens"] is None else "opens")
            if heading["closes"] is not None:
                yield heading.span("closes")


def _split_words(text: str) -> list[Interval]:
    """The spaces inside the words of owner lists that a copy has split: '牵头 单位', '按职责 分工负责'."""
    found = _IN_WORD.finditer(text)
    return [gap.span() for gap in found if text[gap.start() - 1] + text[gap.end()] in _WORDS_OF_LISTS]


def _flattened(text: str) -> Iterator[tuple[int, str]]:
    """Line breaks for the indents inside very long lines, which lost theirs with the layout."""
    for line in _LONG_LINE.finditer(text):
        indents = [found.start() for found in _INDENT.finditer(text, line.start() + 1, line.end())]
        if len(indents) >= _FEWEST_INDENTS:
            yield from ((position, "\n") for position in indents)


def _line_gaps(text: str) -> tuple[list[Interval], list[tuple[int, str]]]:
    """The intervals to drop from a text without invisible characters, and the spaces to put between Latin words."""
    if not _may_be_cut(text):
        return [], []
    lines = list(_lines(text))
    marks = page_lines([line.words for line in lines], [index for index, line in enumerate(lines) if line.after_page])
    tables = find_cell_lines(lines, frozenset(index for index in marks if is_page_mark(lines[index].words)))
    inside = {index for table in tables for index in range(*table.span)}
    marks -= inside
    kept = _without_marks(lines, marks | inside)
    width = usual_width(kept)
    if width is None and not marks and not tables and _BROKEN_OFF.search(text) is None:
        return [], []
    gaps, spaces = _joints(kept, links(kept, width))
    gaps += [(lines[index].start, lines[index].end) for index in marks]
    for table in tables:
        gaps += joints(lines, table)
        gaps += [(lines[index].start, lines[index].end) for index in table.repeated]
    if width is not None:
        gaps += _dropped_spaces(text, kept, width)
    return _merged(gaps), spaces


def _may_be_cut(text: str) -> bool:
    """A cheap first look: lines of a hard-wrapped or paged text are short, or look like page marks."""
    ends = text.count("\n")
    if ends == 0:
        return False
    return len(text) <= _LONG * ends or any(
        len(line) <= 24 and (line.startswith(("#", "—", "-", "–", "－", "第", "·", "·")) or line[:1].isdigit())
        for line in map(str.strip, text.split("\n"))
    )


def _lines(text: str) -> Iterator[PrintedLine]:
    """The lines that are not blank."""
    position, gap, page = 0, False, False
    for raw in text.split("\n"):
        words = raw.strip()
        page = page or "\f" in raw
        if words:
            indent = raw.index(words[0])
            start = position + indent
            yield PrintedLine(start, start + len(words), words, indent, columns(words), gap or page, page)
        gap, page = not words, page and not words
        position += len(raw) + 1


def _without_marks(lines: Sequence[PrintedLine], marks: set[int]) -> list[PrintedLine]:
    """The lines of the text itself; one that follows a mark counts as following a gap."""
    kept: list[PrintedLine] = []
    gap = False
    for index, line in enumerate(lines):
        if index in marks:
            gap = True
            continue
        kept.append(replace(line, after_gap=True) if gap else line)
        gap = False
    return kept


def _joints(lines: Sequence[PrintedLine], found: Sequence[Link]) -> tuple[list[Interval], list[tuple[int, str]]]:
    """The intervals between joined lines, and the spaces that take the place of some."""
    gaps: list[Interval] = []
    spaces: list[tuple[int, str]] = []
    for line, following, link in zip(lines, lines[1:], found, strict=False):
        if link == "joined":
            gaps.append((line.end, following.start))
        elif link == "spaced":
            spaces.append((line.end, " "))
            gaps.append((line.end + 1, following.start))
    return gaps, spaces


def _dropped_spaces(text: str, lines: Sequence[PrintedLine], width: int) -> Iterator[Interval]:
    """Single spaces between Chinese characters in full rows, which justified text does not have."""
    for line in lines:
        if line.width >= FULL * width and (" " in line.words or "\u3000" in line.words):
            for found in _DROPPED_SPACE.finditer(text, line.start, line.end):
                yield found.span()


def _merged(gaps: list[Interval]) -> list[Interval]:
    """The intervals in order, those that touch or overlap merged."""
    merged: list[Interval] = []
    for start, end in sorted(gaps):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
