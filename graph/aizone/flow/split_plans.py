"""Several plans in one file: the beginning of each, and the words above it that belong to it.

A plan of its own has a title of its own and numbering that starts again at the top (一、… 二、…). A plan attached to a
notice is one plan with its notice; several plans attached to one notice share it; an annex of a plan stays with the
plan, whatever its numbering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from ..model import Span
from ..model.flowed import FlowedText, Interval
from ..text.lexicon.dates import YEAR
from ..text.lexicon.document_numbers import DOCUMENT_NUMBER
from ..text.numbering import read_number
from ..text.paragraphs import paragraphs
from ..text.titles import RUNNING_NUMBER, is_notice, is_own_title, is_title

_TOP_STYLES = ("part", "chapter", "cn_comma", "cn_article")
_SECOND = "二"
_FIRST = "一"
# '附件', '附件1：': the mark above an annex
_ANNEX = re.compile(r"附\s?件\s?[\d一二三四五六七八九十]{0,2}\s?[:：.．]?")
# '附件：1.玉河市…方案': the list of annexes below a notice
_ANNEX_LIST = re.compile(r"附\s?件\s?[:：]\s?\S")
# '…等三个方案的通知': a notice about several plans
_SEVERAL = re.compile(r"[二两三四五六七八九十](?:个|项|大)|等")
# '玉政办发〔2023〕12号'
_DOCUMENT_NUMBER = re.compile(DOCUMENT_NUMBER)
# '12.', '（3）': a compiler's number on a line of its own
_LONE_NUMBER = re.compile(r"[（(]?\d{1,3}[)）.．、]?")
_LONGEST_LINE = 160
_HEAD_LINES = 60
"""A plan's title is at most this many lines above its first number."""


class _CountedLine(Struct, frozen=True, gc=False):
    """A line, and what it tells about the beginning of a plan."""

    span: Span
    words: str  # without white space and without a compiler's running number
    skipped: int  # code points of that running number
    style: str | None  # of its numbering at the top of a plan, None when it has none
    number: str | None
    numbered: bool
    own_title: bool = False
    notice: bool = False


@dataclass(frozen=True, slots=True)
class _PlanStart:
    """The beginning of a plan among the lines: the numbers of its head's first line, its own title and its first number."""

    front: int
    title: int
    first: int
    is_annex: bool  # 附件 is above its title
    has_notice: bool  # a notice about it is above its title


def split_plans(flowed: FlowedText) -> tuple[FlowedText, ...]:
    """The plans of a text, each with what belongs to it; the text itself when it holds one. Linear in its length."""
    text = flowed.text
    lines = list(_lines(text)) if _restarts(text) else []
    starts = _starts(lines)
    if len(starts) < 2:
        return (_without_running_number(flowed),)
    shared = _shared_front(lines, starts)
    parts = []
    for index, start in enumerate(starts):
        begin = lines[start.front].span.start
        end = lines[starts[index + 1].front].span.start if index + 1 < len(starts) else len(text)
        if index == 0:
            begin = 0
        kept = [(begin, end)] if shared is None or index == 0 else [shared, (begin, end)]
        gaps = [*_outside(kept, len(text)), *_running_numbers(lines[start.front : start.title + 1])]
        parts.append(flowed.without(sorted(gaps)))
    return tuple(parts)


def _restarts(text: str) -> bool:
    """A cheap first look: top-level numbering has to begin twice."""
    return any(
        text.count(mark) > 1
        for mark in ("一、", "一 、", "一．", "一.", "第一章", "第一条", "第一部分", "第一编", "第一篇")
    )


def _lines(text: str) -> Iterator[_CountedLine]:
    for span in paragraphs(text):
        words = _squeezed(span.of(text)) if len(span) <= _LONGEST_LINE else ""
        running = RUNNING_NUMBER.match(text, span.start, span.end) if words else None
        if running:
            rest = _squeezed(text[running.end() : span.end])
            own_title, notice = is_own_title(rest), is_notice(rest)
            if own_title or notice:
                yield _CountedLine(span, rest, running.end() - span.start, None, None, False, own_title, notice)
                continue
        number = read_number(text, span.start, span.end)
        top = number is not None and number.style.name in _TOP_STYLES
        style, printed = (number.style.name, number.number) if number and top else (None, None)
        own_title, notice = bool(words) and is_own_title(words), bool(words) and is_notice(words)
        yield _CountedLine(span, words, 0, style, printed, number is not None, own_title, notice)


def _squeezed(words: str) -> str:
    """Words without the white space inside a title that is printed spaced out."""
    return "".join(words.split())


def _starts(lines: Sequence[_CountedLine]) -> list[_PlanStart]:
    """The beginnings of plans; an annex of a plan is left with it."""
    found: list[_PlanStart] = []
    last_numbered = -1
    beginnings = _that_go_on(lines)
    for index, line in enumerate(lines):
        if index in beginnings:
            start = _start(lines, max(last_numbered + 1, index - _HEAD_LINES), index)
            if start is not None and not (found and _is_annex_of(found[0], start)):
                found.append(start)
        if line.numbered:
            last_numbered = index
    return found


def _that_go_on(lines: Sequence[_CountedLine]) -> set[int]:
    """First numbers that a second one of the same style follows, before another first one."""
    found: set[int] = set()
    following: dict[str, str | None] = {}
    for index in range(len(lines) - 1, -1, -1):
        style, number = lines[index].style, lines[index].number
        if style is not None and number in (_FIRST, _SECOND):
            if number == _FIRST and following.get(style) == _SECOND:
                found.add(index)
            following[style] = number
    return found


def _start(lines: Sequence[_CountedLine], low: int, first: int) -> _PlanStart | None:
    """The plan whose numbering begins at `first`, its title being among the lines from `low` on."""
    titles = [place for place in range(low, first) if lines[place].own_title]
    notices = [place for place in range(low, first) if lines[place].notice]
    if not titles and not notices:
        return None
    title = titles[-1] if titles else notices[-1]
    front = min([place for place in notices if place <= title] or [title])
    if front == title and title > low and _is_title_row(lines[title - 1], lines[title]):
        front = title - 1
    above = title - 1 if front < title - 1 or not _is_title_row(lines[title - 1], lines[title]) else title - 2
    is_annex = above >= low and _ANNEX.fullmatch(lines[above].words) is not None
    while front > low and _belongs_above(lines[front - 1].words):
        front -= 1
    return _PlanStart(front, title, first, is_annex, has_notice=bool(notices) and notices[0] < title)


def _is_annex_of(first: _PlanStart, start: _PlanStart) -> bool:
    """Tell whether what looks like a plan is an annex of the first one, which is not one of several annexes itself."""
    return start.is_annex and not start.has_notice and not first.is_annex


def _is_title_row(line: _CountedLine, title: _CountedLine) -> bool:
    """Tell whether the line above a title is the title of a notice, or another row of titles."""
    return is_title(line.words) and not line.numbered and line.words != title.words


def _belongs_above(words: str) -> bool:
    return any(pattern.fullmatch(words) for pattern in (_ANNEX, _DOCUMENT_NUMBER, _LONE_NUMBER))


def _shared_front(lines: Sequence[_CountedLine], starts: Sequence[_PlanStart]) -> Interval | None:
    """The notice that several attached plans share: everything above the first plan's own title."""
    first = starts[0]
    above = [line.words for line in lines[: first.title]]
    others_have_one = any(line.notice for start in starts[1:] for line in lines[start.front : start.title])
    if not first.has_notice or others_have_one:
        return None
    several = any(_ANNEX_LIST.match(words) for words in above) or all(start.is_annex for start in starts)
    several = several or any(_SEVERAL.search(words) for words in above if is_notice(words))
    return (0, lines[first.title].span.start) if several else None


def _running_numbers(lines: Sequence[_CountedLine]) -> Iterator[Interval]:
    for line in lines:
        if line.skipped:
            yield line.span.start, line.span.start + line.skipped
        elif _LONE_NUMBER.fullmatch(line.words):
            yield line.span.start, line.span.end


# '（三）玉河市…行动计划（2024—2026年）', '二、玉河市…行动计划': the same in Chinese numerals, before a title that says its place or years
_CHINESE_NUMBER = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)\s?"
    rf"(?=[^\n]{{2,8}}[省市县区州]|[^\n]{{4,60}}[（(]{YEAR})"
)
_BEFORE_TITLE = "（(【一二三四五六七八九十"


def _without_running_number(flowed: FlowedText) -> FlowedText:
    """The text of a single plan without the number a compiler put before its title."""
    text = flowed.text
    span = next(paragraphs(text), None)
    if (
        span is None
        or not (text[span.start].isdigit() or text[span.start] in _BEFORE_TITLE)
        or len(span) > _LONGEST_LINE
    ):
        return flowed
    running = RUNNING_NUMBER.match(text, span.start, span.end) or _CHINESE_NUMBER.match(text, span.start, span.end)
    words = _squeezed(text[running.end() : span.end]) if running else ""
    if running is None or not (is_own_title(words) or is_notice(words)):
        return flowed
    return flowed.without([(span.start, running.end())])


def _outside(kept: Sequence[Interval], length: int) -> Iterator[Interval]:
    position = 0
    for start, end in kept:
        if start > position:
            yield position, start
        position = end
    if position < length:
        yield position, length
