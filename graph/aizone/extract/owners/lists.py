"""Where owner lists stand: brackets behind sentences and headings, label lines, brackets that a copy has damaged."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ...model import OwnerList, Section, Span
from ...text.brackets import bracket_scan, trim
from ...text.lexicon.bodies import after_body, body_ending
from .grammar import Grammar, grammar
from .one_list import MAX_LIST, read_owner_list

_SENTENCE_ENDS = "。！？!?；;”"
_BEFORE_BARE = _SENTENCE_ENDS + ")）]］〕】"
_MAX_DAMAGED = 240
"""Code points of an annotation one of whose brackets is missing."""
_MAX_JOINED_LINES = 4
_MAX_HEADING_NAMES = 60
_MIN_HEADING_OWNERS = 3
_BULLET = re.compile(r"[-—–*•●■◆◇·※▲►➢√\s]{1,4}")
DUTY = re.compile("负责|牵头|配合|承担|组织|指导|统筹|会同|协同|做好|抓好|落实|履行|参与")
"""A verb that opens what a body has to do."""


def find_owner_lists(text: str, body: Sequence[Span], missed: list[Span] | None = None) -> list[OwnerList]:
    """The owner lists in the paragraphs of one section, in document order.

    Args:
        text: the document's text.
        body: its paragraphs.
        missed: takes the brackets that stand and speak like owner lists and name nobody the grammar knows.

    Returns:
        bracketed lists, and runs of label lines ('牵头单位：…' on lines of their own) as one list each.
    """
    rules = grammar()
    found: list[OwnerList] = []
    lines: list[Span] = []
    index = 0
    while index < len(body):
        paragraph = body[index]
        index += 1
        if _opens_with_label(text, paragraph, rules):
            while index < len(body) and _goes_on(text, paragraph) and not _opens_with_label(text, body[index], rules):
                paragraph, index = Span(paragraph.start, body[index].end), index + 1
            lines.append(paragraph)
            continue
        found.extend(_from_lines(text, lines))
        lines = []
        closed, unclosed, lone = bracket_scan(text, paragraph)
        joined = 0
        while unclosed and not lone and index < len(body) and joined < _MAX_JOINED_LINES and len(paragraph) < MAX_LIST:
            longer = Span(paragraph.start, body[index].end)
            scan = bracket_scan(text, longer)
            joined += 1
            if scan[1]:
                if joined == 1 and not _may_run_on(text, unclosed[-1], paragraph):
                    break
                paragraph, index = longer, index + 1
                closed, unclosed, lone = scan
                continue
            paragraph, index = longer, index + 1
            closed, unclosed, lone = scan
        found.extend(_in_paragraph(text, paragraph, closed, unclosed, lone, rules, missed))
    found.extend(_from_lines(text, lines))
    return found


def find_heading_owners(text: str, siblings: Sequence[Section]) -> dict[int, OwnerList]:
    """Owners that stand as headings of their own duties ('3.县林业局：加强巡查…'), by the position of the section's number.

    Args:
        text: the document's text.
        siblings: the sections below one another; one heading that names a body proves nothing, most of them do.
    """
    found: dict[int, OwnerList] = {}
    for section in siblings:
        heading = section.heading
        if 3 <= len(heading) <= _MAX_HEADING_NAMES and grammar().strong_body.search(heading.of(text)):
            owner_list = read_owner_list(text, heading, heading, bare=True)
            if owner_list is not None and owner_list.bare and _has_duties(text, section):
                found[section.mark.start] = replace(owner_list, bare=False)
    authorities = sum(is_authority(owner_list.inner.of(text)) for owner_list in found.values())
    enough = len(found) >= _MIN_HEADING_OWNERS and 2 * len(found) > len(siblings) and 2 * authorities > len(found)
    return found if enough else {}


def is_authority(name: str) -> bool:
    """Whether a body is one that is given duties rather than one that is built."""
    return _authority().search(name) is not None


@functools.cache
def _authority() -> re.Pattern[str]:
    """The end of the name of a body that is given duties: '市商务局', '市政府（办公室）'."""
    return re.compile(rf"{body_ending('duties')}[)）〕\]]?$")


@functools.cache
def _named() -> re.Pattern[str]:
    """The place after a name whose bracket belongs to it, as in '报市教育局（信息中心）'."""
    return re.compile(after_body("brackets"))


def _has_duties(text: str, section: Section) -> bool:
    """Whether what follows a heading that names a body is what it has to do: behind a colon, or opened by a verb of duty."""
    if text.startswith(("：", ":"), section.heading.end):
        return True
    return bool(section.body) and DUTY.match(text, section.body[0].start, section.body[0].end) is not None


def _opens_with_label(text: str, paragraph: Span, rules: Grammar) -> bool:
    """Whether a paragraph is a label line ('责任单位：…'), perhaps behind a bullet."""
    bullet = _BULLET.match(text, paragraph.start, paragraph.end)
    start = bullet.end() if bullet is not None else paragraph.start
    return rules.line_labels.match(text, start, paragraph.end) is not None


def _goes_on(text: str, line: Span) -> bool:
    """Whether a label line breaks off inside its list: behind a separator, or inside a bracket."""
    return len(line) < MAX_LIST and (text[line.end - 1] in "、，," or bool(bracket_scan(text, line)[1]))


def _may_run_on(text: str, opened: int, paragraph: Span) -> bool:
    """Whether an annotation that is not closed in its paragraph may go on in the next one."""
    return paragraph.end - opened < _MAX_DAMAGED and grammar().likely.search(text, opened, paragraph.end) is not None


def _from_lines(text: str, lines: list[Span]) -> Iterator[OwnerList]:
    if lines:
        span = Span(lines[0].start, lines[-1].end)
        owner_list = read_owner_list(text, span, span)
        if owner_list is not None:
            yield owner_list


def _in_paragraph(
    text: str,
    paragraph: Span,
    closed: Sequence[Span],
    unclosed: Sequence[int],
    lone: Sequence[int],
    rules: Grammar,
    missed: list[Span] | None,
) -> Iterator[OwnerList]:
    found: list[OwnerList] = []
    for bracket in closed:
        if len(bracket) < 4:
            continue
        bare = _stands_alone(text, paragraph, bracket)
        if not bare and not rules.likely.search(text, bracket.start, bracket.end):
            continue
        inner = Span(bracket.start + 1, bracket.end - 1)
        owner_list = read_owner_list(text, bracket, inner, bare=bare)
        if owner_list is not None:
            found.append(owner_list)
        elif missed is not None and bare and _speaks_of_owners(text, inner, rules):
            missed.append(bracket)
    if unclosed or lone:
        found.extend(_damaged(text, paragraph, unclosed, lone, rules))
        found.sort(key=lambda owner_list: owner_list.span.start)
    done = paragraph.start
    for owner_list in found:
        if owner_list.span.start >= done:
            yield owner_list
            done = owner_list.span.end


def _speaks_of_owners(text: str, inner: Span, rules: Grammar) -> bool:
    """Whether words that were not read as a list open with a label or end in a predicate of owners."""
    if len(inner) > MAX_LIST:
        return False
    label = rules.labels.match(text, inner.start, inner.end)
    named = label is not None and label.lastgroup not in {"other", "deadline"}
    return named or text.endswith(rules.predicate_ends, inner.start, inner.end)


def _stands_alone(text: str, paragraph: Span, bracket: Span) -> bool:
    """Whether a bracket stands behind a sentence and before the next one, as annotations do."""
    before = text[bracket.start - 1] if bracket.start > paragraph.start else "。"
    behind = text[bracket.end] if bracket.end < paragraph.end else "。"
    at_end = bracket.end >= paragraph.end or trim(text, Span(bracket.end, paragraph.end), "。；;）)〕") == Span(
        paragraph.end, paragraph.end
    )
    if _named().match(text, bracket.start):
        return False
    return (before in _BEFORE_BARE or (at_end and bracket.start > paragraph.start)) and behind not in "，,、：:的"


def _damaged(
    text: str, paragraph: Span, unclosed: Sequence[int], lone: Sequence[int], rules: Grammar
) -> Iterator[OwnerList]:
    """Annotations that lost a bracket: to the end of the paragraph, or from the end of the sentence before."""
    for opened in unclosed[-1:]:
        if paragraph.end - opened < _MAX_DAMAGED and rules.likely.search(text, opened, paragraph.end):
            inner = trim(text, Span(opened + 1, paragraph.end), "。")
            owner_list = read_owner_list(text, Span(opened, paragraph.end), inner)
            if owner_list is not None and owner_list.owners:
                yield owner_list
    for closing in lone[:_MAX_JOINED_LINES]:
        floor = max(paragraph.start, closing - _MAX_DAMAGED)
        cut = max((text.rfind(mark, floor, closing - 2) for mark in "。！？；;)）〕"), default=-1)
        label = rules.line_labels.search(text, floor, closing)
        start = label.start() if label is not None else cut + 1 if cut >= 0 else paragraph.start
        inner = trim(text, Span(min(start, closing), closing))
        if inner and (closing - start) < _MAX_DAMAGED and rules.likely.search(text, inner.start, inner.end):
            owner_list = read_owner_list(text, Span(inner.start, closing + 1), inner)
            if owner_list is not None and owner_list.owners:
                yield owner_list
