"""Owners that a sentence of its own names, without a bracket or a label with a colon: '市商务局负责。', '责任单位为市商务局。'."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ...model import TextSpan
from ...text.lexicon.bodies import body_ending
from ...text.lexicon.owner_labels import owner_label
from .one_list import read_owner_list
from .owner_list import OwnerList

# '责任单位为市', '责任单位市': a look for such a sentence
_MAY_BE = re.compile("[位门构关体室][为是]?[省市县区州各]")
# '市商务局牵头、市税务局配合。': the end of a sentence that may say nothing else
_MAY_END = ("负责", "牵头", "配合", "负责。", "牵头。", "配合。")
_OF_SEVERAL = ("以上", "上述")
"""The beginning of a sentence about the tasks before it: '以上任务均需各县区落实'."""
_BEFORE_BY = frozenset("作务施项均都。；;！？\n\u3000 ，,")
"""Letters before 由 in '本项工作由', and before '由市商务局负责。'."""


def may_tell(paragraph: TextSpan) -> bool:
    """A cheap look for a sentence that says who is responsible: '本项工作由', '。由市', '责任单位为市'."""
    text, start, end = paragraph.text, paragraph.start, paragraph.end
    at = text.find("由", start, end)
    while at >= 0:
        if at == start or text[at - 1] in _BEFORE_BY:
            return True
        at = text.find("由", at + 1, end)
    if text.startswith(_OF_SEVERAL, start) or text.endswith(_MAY_END, start, end):
        return True
    return paragraph.search(_MAY_BE) is not None


def told(paragraph: TextSpan) -> Iterator[OwnerList]:
    """The owners that a sentence of its own names: '责任单位为市商务局。', '本项工作由市商务局牵头，市税务局配合。', '市商务局负责。'."""
    for sentence in paragraph.finditer(_said_of_owners()):
        span = paragraph.group(sentence, "list")
        if (opens := span.match(_lead_and_support())) is not None:
            span = span.part(span.start, opens.end())
        # '完善机制，由市商务局牵头制定办法': a duty at the beginning of a sentence is only what a body does in it
        after_aim = span.words.startswith("由") and span.text[max(0, span.start - 1)] in "，,"
        found = read_owner_list(span, span, found_by="list-in-sentence", bare=after_aim)
        if found is not None and found.owners and not found.bare and not found.unread:
            yield found


def duties_said(paragraph: TextSpan) -> Iterator[TextSpan]:
    """The bodies of which sentences say what they are to do: '市商务局要会同市税务局建立机制。', '，市商务局具体实施。'."""
    for found in paragraph.finditer(_duty()):
        yield paragraph.group(found, "bodies")


def _body() -> str:
    """A pattern of the name of a body that is given duties: '市商务局'."""
    return rf"[省市县区州][\u4e00-\u9fff]{{1,12}}?{body_ending('duties')}"


@functools.cache
def _duty() -> re.Pattern[str]:
    """A body at the beginning of a sentence or its part, and a word after it by which it has a duty."""
    body = rf"[省市县区州各][\u4e00-\u9fff（、）]{{1,12}}?{body_ending('duties')}"
    return re.compile(
        rf"(?:^|(?<=[。；;！？\n，,]))\s?(?:由|请)?(?P<bodies>{body}(?:[、和及与]{body}){{0,8}})(?:等(?:有关|相关)?(?:部门|单位)?)?"
        r"(?:要(?!求)|应(?!急|用)当?|须|需要?(?!求)|负责|牵头|会同|具体(?:负责|实施|落实|组织)|负有)"
    )


@functools.cache
def _lead_and_support() -> re.Pattern[str]:
    """The lead and those who take part, at the beginning of a sentence that goes on with what is to be done: '由甲牵头，乙、丙参与，建成…'."""
    body = _body()
    return re.compile(
        rf"由{body}(?:、{body}){{0,8}}牵头(?:负责)?，{body}(?:[、和及]{body}){{0,12}}(?:等(?:有关|相关)?(?:部门|单位))?(?:协同配合|参与|配合|协助|参加|协同)(?=，)"
    )


@functools.cache
def _said_of_owners() -> re.Pattern[str]:
    """A sentence that says who is responsible, and nothing else."""
    body = _body()
    return re.compile(
        rf"(?:^|(?<=[。；;！？\n])|(?<=[，,])(?=由[省市县区州各][^。；;]{{2,80}}?(?:牵头|负责(?:落实|实施|组织|推进)?(?:[。；;，,]|$)|组织实施|具体落实)))\s?(?P<list>(?:{owner_label()}(?:(?:为|是)(?=[省市县区州各])|(?={body}(?:[，,、。；;\s]|$)))"
        r"|(?:(?:此项|该项|这项|本项|上述|以上)(?:各项|所有|全部)?(?:工作|任务|措施|事项)(?:均|都)?)?(?:[由请]|(?<=[均都作务施项])(?:需要?|须))(?=[省市县区州各]))[^。；;：:（）()\n]{3,160}"
        rf"|{body}(?:、{body}){{0,8}}(?:分别|共同)?(?:牵头负责|牵头|负责)(?:[，、]{body}(?:、{body}){{0,8}}(?:配合|负责))?)(?=[。；;\n]|$)"
    )
