"""Words that name owners and that no list holds, so that no duty is dropped in silence."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ...model import Span, TextSpan
from ...text.covered import Covered
from ...text.lexicon.bodies import body_ending
from ...text.lexicon.owner_labels import owner_label, short_nouns
from ...text.word_lists import alternatives
from .lists import DUTY, ListsFound, find_owner_lists

_FEW = 8
"""So many spans are looked at one by one: most sections have one list."""
_LONGEST_TAIL = 80
_LONGEST_LABEL = 10
"""Characters: bodies alone after a full stop, and a label before its noun."""


def owners_above(text: str, preamble: Sequence[Span]) -> Iterator[TextSpan]:
    """Lists of owners before the first number of a document, which are of no task: their spans."""
    likely = [TextSpan.at(text, line) for line in preamble]
    lines = [line for line in likely if _noun_left().search(text, line.start, line.end)]
    if lines:
        read = find_owner_lists(lines)
        yield from (one.span for one in read.lists if one.owners and not one.bare)
        yield from labels_left(text, lines, read)


def labels_left(text: str, paragraphs: Iterable[Span | TextSpan], read: ListsFound) -> Iterator[TextSpan]:
    """Words that name owners and that no list holds: a label with a body after it, bodies after the last full stop.

    Args:
        text: the document's text.
        paragraphs: those that are looked through.
        read: the lists that were read in them, and the words already said to be not understood.

    Yields:
        their spans in the text, paragraph by paragraph.
    """
    listed = _covered([one.span for one in read.lists])
    not_understood = _covered(read.not_understood)
    for paragraph in paragraphs:
        stop = text.rfind("。", paragraph.start, paragraph.end - 1)
        last = stop + 1 if stop >= 0 else paragraph.start  # '市商务局' may be all of a line
        if paragraph.end - last <= _LONGEST_TAIL and _bodies_alone().match(text, last, paragraph.end) is not None:
            if not any(one.span.start < paragraph.end and last < one.span.end for one in read.lists):
                yield TextSpan(text, last, paragraph.end).trimmed("—–－- \u3000")
            continue
        if (
            not read.lists
            and (duty := _duty_in(text, paragraph)) is not None
            and not not_understood(duty.start, duty.end)
        ):
            yield duty
            continue
        words = text[paragraph.start : paragraph.end]
        if _AFORESAID in words or (_ABOVE in words and any([one in words for one in _OF_THOSE_ABOVE])):
            for sentence in _of_several().finditer(text, paragraph.start, paragraph.end):
                if not listed(*sentence.span()) and not not_understood(*sentence.span()):
                    yield TextSpan(text, *sentence.span())
        for found in _noun_left().finditer(text, paragraph.start, paragraph.end):
            if listed(found.start(), found.end()):
                continue
            first = max(paragraph.start, found.start() - _LONGEST_LABEL)
            label = _label_left().search(text, first, found.end("noun"))
            if label is not None and not not_understood(label.start(), found.end()):
                yield TextSpan(text, label.start(), found.end())


def _duty_in(text: str, paragraph: Span | TextSpan) -> TextSpan | None:
    """The first clause of a paragraph that gives a body a duty: '由市商务局会同市税务局制定办法', '市商务局负责审核'."""
    if not any([text.find(one, paragraph.start, paragraph.end) >= 0 for one in _DUTIES]):
        return None
    found = _gives_duty().search(text, paragraph.start, paragraph.end)
    return TextSpan(text, *found.span()).trimmed("，,") if found is not None else None


_DUTIES = ("负责", "牵头", "会同")
"""Words of every clause that gives a body a duty, to look no further where they are not."""


@functools.cache
def _gives_duty() -> re.Pattern[str]:
    """A clause that gives a body a duty, up to the end of its sentence."""
    body = rf"[省市县区州][\u4e00-\u9fff]{{1,12}}?{body_ending('duties')}"
    bodies = rf"{body}(?:[、和与及]{body}){{0,8}}(?:等[\u4e00-\u9fff]{{0,4}}?(?:部门|单位))?"
    return re.compile(
        rf"(?:由{bodies}(?:会同|联合|牵头|负责(?!解释)|组织|统筹)|(?<![\u4e00-\u9fff]){bodies}(?:要|应|须)?(?:具体|共同|分别)?(?:负责(?!解释|人|同志|部门|单位|的)|牵头(?!单位|部门|的))"
        r")[^。；;\n]{0,60}"
    )


def _covered(spans: Sequence[TextSpan]) -> Callable[[int, int], bool]:
    """A look whether one of some spans shares a character with a place of the text."""
    if len(spans) > _FEW:
        return Covered([(one.start, one.end) for one in spans]).touches
    return lambda start, end: any([one.start < end and start < one.end for one in spans])


def bodies_at_end(heading: TextSpan) -> TextSpan | None:
    """Bodies after a gap or dash at the end of a heading that is all of its item: '建设平台 市商务局 2025年'; None without any."""
    found = heading.search(_after_gap()) if len(heading) <= _LONGEST_TAIL else None
    return heading.group(found, "names") if found is not None else None


@functools.cache
def _after_gap() -> re.Pattern[str]:
    """Bodies behind a gap, dash or line at the end of words: ' 市商务局 2025年', '——市商务局', '|市商务局|2025年'."""
    name = rf"[省市县区州][\u4e00-\u9fff]{{1,14}}?{body_ending('duties')}"
    return re.compile(
        rf"(?<=[\u4e00-\u9fff])(?:[ \t\u3000]+|[—–－-]{{1,2}}|[|｜])\s?(?P<names>{name}(?:[、，,； ]{name})*)(?:[ \t\u3000|｜，,]+[\d年月日底前长期持续]{{2,12}})?$"
    )


@functools.cache
def _bodies_alone() -> re.Pattern[str]:
    """Names of bodies and nothing else, as after the last full stop of a paragraph or on a line: ' 市商务局、市税务局', '——市商务局'.

    Also with the people in charge: '市商务局：王强', after an arrow: '→市商务局', and after words that are no known label: '承接方：市商务局'.
    """
    person = rf"\s?[：:]\s?(?!{DUTY.pattern})[\u4e00-\u9fff]{{2,3}}(?![\u4e00-\u9fff])"
    name = rf"[省市县区州][\u4e00-\u9fff]{{1,14}}?{body_ending('duties')}(?:{person})?"
    lead = r"(?:[\s—–－→⇒➜➔@＠>＞*-]*|[\u4e00-\u9fff]{2,8}\s?[：:]\s?)"
    return re.compile(rf"{lead}{name}(?:[、，,；; ]{name})*[。\s]?$")


_ABOVE, _AFORESAID = "以上", "上述"
"""The first letters of a sentence about several tasks, to look no further where they are not."""
_OF_THOSE_ABOVE = tuple(f"{_ABOVE}{letter}" for letter in "各所全任工措事")
"""The same with the next letter, because most words with 以上 are numbers: '90%以上'."""


@functools.cache
def _of_several() -> re.Pattern[str]:
    """A sentence about the tasks before it that names bodies: '以上任务均需各县区政府落实', '上述各项工作由市商务局统筹推进'."""
    body = rf"[省市县区州各][\u4e00-\u9fff（）()、]{{1,20}}?{body_ending('duties')}"
    return re.compile(
        r"(?:以上|上述)(?:各项|所有|全部)?(?:任务|工作|措施|事项)(?:均|都)?(?:由|需要?|须|要求|请)"
        rf"{body}[^。；;\n]{{0,40}}?(?:负责|落实|牵头|配合|推进|实施|办理)"
    )


@functools.cache
def _noun_left() -> re.Pattern[str]:
    """The noun of a label, signs, and the name of a body, '单位；市商务局', or words that stand for one: '单位同上'."""
    return re.compile(
        rf"(?P<noun>{alternatives(short_nouns())})(?:[^\w\u4e00-\u9fff]{{1,4}}[省市县区州][\u4e00-\u9fff]{{1,14}}?{body_ending('duties')}"
        r"|[：:]?\s?(?:同[上前第]|详见|待定|另行))"
    )


@functools.cache
def _label_left() -> re.Pattern[str]:
    """A label up to its noun, which no word is before: '责任单位'."""
    return re.compile(rf"(?<![\u4e00-\u9fff]){owner_label()}$")
