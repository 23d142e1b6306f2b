"""Annexes: parts of their own ('附件1 重点任务清单'), and the list of them at a plan's end ('附件：1.…')."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ..model import Span
from ..text.numbering import Numbered, NumberingStyle, read_number
from ..text.paragraphs import paragraphs
from ..text.titles import is_own_title
from .counting import value_of
from .lost_breaks import Break
from .open_sections import OpenSection

ANNEX = "annex"
"""The style of annexes: parts of their own, whose numbering begins again."""
# '附件1', '附件2：重点任务清单', '附 件', '附件：1.重点任务清单': a line that begins an annex, or lists the annexes
_ANNEX = re.compile(r"(?P<n>附\s?[件录表]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?)\s*[:：.]?\s*(?P<list>1[.．、])?")
_ANNEX_RANK = -1
_LONGEST_ANNEX = 60
"""Code points; a longer line is not the heading of an annex."""
_MOST_ANNEXES = 30


def read_annex(text: str, line: Span, soft: Break | None) -> Numbered | None:
    """The number of an annex that a line begins: '附件1'; '附件' for the list of annexes at a plan's end."""
    if soft not in {None, "annex"} or len(line) > _LONGEST_ANNEX or text[line.start] != "附":
        return None
    found = _ANNEX.match(text, line.start, line.end)
    if found is None:
        return None
    words = text[found.end() : line.end] or next((one.of(text) for one in _following(text, line.end)), "")
    squeezed = "".join(words.split())
    if not found["list"] and (is_own_title(squeezed) or "。" in words):  # a plan that is attached to its notice
        return None
    style = NumberingStyle(ANNEX, "", _ANNEX_RANK, "{n}", ("附件1", "附件1"))
    return Numbered(style, "".join(found["n"].split()), found.start("list") if found["list"] else found.end())


def _following(text: str, position: int) -> Iterator[Span]:
    """The line after a position, if there is one."""
    for line in islice(paragraphs(text[position : position + _LONGEST_ANNEX]), 1):
        yield Span(line.start + position, line.end + position)


def lists_annexes(section: OpenSection, numbered: Numbered, words: str) -> bool:
    """Tell whether a number is of the list of annexes that '附件：1.…' begins, rather than of a task with its sentence."""
    is_listed = section.style == ANNEX and section.number == "附件" and numbered.style.name == "arabic_dot"
    return is_listed and "。" not in words


def goes_on_listing(text: str, above: Sequence[Span], numbered: Numbered, words: str) -> bool:
    """Tell whether a number goes on with the list of annexes of a notice, above the plan: '附件：1.重点任务', '2.民生实事'.

    Args:
        text: the document's text.
        above: the lines before it.
        numbered: the number.
        words: its line.
    """
    value = value_of(numbered.number)
    if value is None or "。" in words or numbered.style.name != "arabic_dot":
        return False
    for line in reversed(above[-_MOST_ANNEXES:]):
        opened = _ANNEX.match(text, line.start, line.end)
        if opened is not None:
            return value == (2 if opened["list"] else 1) and (bool(opened["list"]) or opened.end() == line.end)
        before = read_number(text, line.start, line.end)
        if before is None or value_of(before.number) != value - 1:
            return False
        value -= 1
    return False
