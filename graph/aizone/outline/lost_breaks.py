"""Paragraph breaks that a copy has lost: where a number or a label begins a paragraph in the middle of a line.

What stands before the number tells how much to believe it. 'wide': two or more blanks (an indent that was a line's);
'flat': a sentence end in a line as long as a page, or a chapter's short heading in front of its first part; 'narrow': a
single blank, or a sentence end in an ordinary line; 'title': the plan's title in front of its first chapter or article;
'label': a label that opens an owner list ('责任单位：') behind a sentence or blank.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from ..model import Span
from ..text.lexicon.dates import YEAR_OF_ISSUE
from ..text.lexicon.owner_labels import deadline_label, owner_label

Break = Literal["wide", "flat", "narrow", "title", "label", "end"]

_FLAT_LINE = 1_200
"""Code points of a line that is a page rather than a paragraph."""
_LONG_LINE = 240
"""Code points of a text's only line that has lost its line breaks."""
_SHORT_LINE = 12
"""Fewer code points hold no number or label behind other words."""
_BLANK = "[ \\t\u3000\u00a0]"
_NUMBER = rf"(?:第[一二三四五六七八九十百]{{1,4}}[章节条]|[一二三四五六七八九十]{{1,3}}\s?[、．.]|[（(][一二三四五六七八九十]{{1,3}}[)）]|\d{{1,3}}\s?[.．﹒、](?:(?!\d)|(?={YEAR_OF_ISSUE}\s?年))|[（(]\d{{1,2}}[)）])"

_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；;，,：:(（\d]{2,24}(?=[(（]一[)）]|1[.．、](?!\d))")
"""A chapter's heading that runs into its first part: '一、治理任务（一）规范停放'."""
_TITLE = re.compile(
    r"[^。；;，,：:《》\s]{4,60}(?:方案|计划|规划|要点|意见|措施|办法|细则|规定|政策)(?:[(（][^()（）]{1,20}[)）])?"
    r"\s{0,2}(?=第一[章条]|一、)"
)
_IN_BRACKET = re.compile(r"[(（〔\[［【][^)）〕\]］】]*$")
_LOOK_BACK = 160


def _label() -> str:
    """A label that begins a paragraph: '责任单位：', '【完成时限】'."""
    return rf"(?:【?(?:{owner_label()}|{deadline_label()})(?:\s{{0,2}}[：:]|】))"


@functools.cache
def _gaps() -> re.Pattern[str]:
    """Blanks before a number or label: '…建成平台。  （二）…', '…建成平台  责任单位：…'."""
    return re.compile(rf"(?P<gap>{_BLANK}+)(?:(?P<number>{_NUMBER})|(?={_label()}))")


@functools.cache
def _stops() -> re.Pattern[str]:
    """The end of a sentence right before a number or label: '…建成平台。2.…', '…建成平台。责任单位：…'."""
    return re.compile(rf"(?P<stop>[。；;！？)）〕\]])(?:(?P<number>{_NUMBER})|(?P<label>{_label()}))")


def soft_breaks(text: str, lines: Iterable[Span]) -> Iterator[tuple[Span, list[tuple[int, Break]]]]:
    """Each line with the places inside it where a paragraph may begin, in order.

    Args:
        text: the document's text.
        lines: its lines.

    Yields:
        the line, and pairs of position and kind; whether a break counts is for the outline to say.
    """
    only = "\n" not in text.strip()
    for line in lines:
        if len(line) < _SHORT_LINE:
            yield line, []
            continue
        found: list[tuple[int, Break]] = []
        flat = len(line) > (_LONG_LINE if only else _FLAT_LINE)
        title = _TITLE.match(text, line.start, line.end)
        if title is not None:
            found.append((title.end(), "title"))
        for gap in _gaps().finditer(text, line.start + 1, line.end):
            at = gap.end("gap")
            if gap["number"] is None:
                if not _inside_bracket(text, line, at):
                    found.append((at, "label"))
            else:
                found.append((at, "wide" if len(gap["gap"]) > 1 else "flat" if flat else "narrow"))
        for stop in _stops().finditer(text, line.start + 1, line.end):
            at = stop.end("stop")
            if stop["label"] is not None:
                if not _inside_bracket(text, line, at):
                    found.append((at, "label"))
            else:
                found.append((at, "flat" if flat else "narrow"))
        if flat:
            found.extend((chapter.end(), "flat") for chapter in _CHAPTER.finditer(text, line.start, line.end))
        found.sort()
        yield line, found


def _inside_bracket(text: str, line: Span, at: int) -> bool:
    """Whether a position stands behind an opening bracket that is not closed before it."""
    return _IN_BRACKET.search(text, max(line.start, at - _LOOK_BACK), at) is not None
