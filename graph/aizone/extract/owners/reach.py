"""The reach of a rule that a document states once: the whole document, one part of it, or a number of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...iri import chinese_number
from ...model import Outline, Section, Span

# '以下三项任务均须…落实', '下列5条措施': how many tasks a rule is about
_COUNTED = re.compile(r"(?:以下|下列|下述)(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})(?:大|类)?[项条个件]")
# '本部分各项任务，责任单位列首位的为牵头单位': a rule of the part that states it
_OF_PART = re.compile("本(?:部分|章|节)|该部分")
# '…为牵头单位。其他各项…': where the sentence of a rule ends
_SENTENCE_END = re.compile("[。！？\n]")


class _Extent(Struct, frozen=True, gc=False):
    """A section and the text from its number to the next section that is not below it."""

    section: Section
    span: Span
    following: tuple[Section, ...]  # its younger siblings


def reach_of(outline: Outline, stated: Span) -> Span | None:
    """The reach of a rule that counts tasks or speaks of its own part.

    Args:
        outline: the document.
        stated: the words of the rule.

    Returns:
        the passage whose owner lists it is about; None when it says nothing of its reach.
    """
    text = outline.document.text
    counted = _COUNTED.search(text, stated.start, stated.end)
    if counted is None and not _OF_PART.search(text, _sentence_start(text, stated.start), stated.end):
        return None
    around = [one for one in _extents(outline.sections, len(text)) if one.span.start <= stated.start < one.span.end]
    if not around:
        return None
    inner = around[-1]
    if counted is None:
        return inner.span if inner.section.children or len(around) == 1 else around[-2].span
    following = inner.section.children or inner.following
    number = _number(counted["count"])
    if number is None or not following:
        return None
    last = following[min(number, len(following)) - 1]
    ends = [one.span.end for one in _extents(outline.sections, len(text)) if one.section is last]
    return Span(following[0].mark.start, ends[0])


def opening_reach(outline: Outline, stated: Span) -> Span:
    """The reach of a rule that running text states: the section it opens, or from there to the end of the document."""
    text = outline.document.text
    said = reach_of(outline, stated)
    if said is not None:
        return said
    around = [one for one in _extents(outline.sections, len(text)) if one.span.start <= stated.start < one.span.end]
    if around and around[-1].section.children:
        return around[-1].span
    return Span(stated.start, len(text))


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() else chinese_number(written.replace("两", "二"))


def _sentence_start(text: str, position: int) -> int:
    start = 0
    for end in _SENTENCE_END.finditer(text, max(0, position - 80), position):
        start = end.end()
    return max(start, position - 80)


def _extents(sections: Sequence[Section], end: int) -> Iterator[_Extent]:
    for number, section in enumerate(sections):
        following = tuple(sections[number + 1 :])
        stop = following[0].mark.start if following else end
        yield _Extent(section, Span(section.mark.start, stop), following)
        yield from _extents(section.children, stop)
