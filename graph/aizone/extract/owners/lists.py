"""Places of owner lists: brackets after sentences and headings, label lines, brackets that a copy has damaged."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Section, TextSpan
from ...text.brackets import Brackets, find_brackets
from ...text.deadlines import read_deadline
from ...text.lexicon.bodies import after_body, body_ending
from ...text.lexicon.owner_labels import deadline_label, owner_label
from .authorities import (
    LEVELS,
    LONGEST_ANNOTATION,
    LONGEST_AUTHORITY,
    is_authority,
    names_authorities,
    speaks_of_owners,
)
from .damaged import BEFORE_BARE, damaged_lists
from .grammar import Grammar, grammar
from .one_list import MAX_LIST, read_owner_list, says_none
from .owner_list import OwnerList, later_deadline
from .told import may_tell, told

_MAX_JOINED_LINES = 4
# '建设平台。——市商务局', '建设平台。…… 市商务局': dashes or dots after the end of a sentence, before the owners
_DASH = re.compile(r"(?<=[。！？!?；;”)）\]］〕】])\s?(?:[—–－⸺-]{1,4}|……)\s?(?=[^\s。—–－⸺…-])")
# '——市科技局负责': dashes that begin a line of owners
_DASH_FIRST = re.compile(r"(?:[—–－⸺]{2}|--)\s?")
_DASHES = "—–－⸺…-"
"""The letters of dashes and dots."""
_SEPARATORS = "、，,"
_IN_LIST = _SEPARATORS + "；;：:"
"""Characters beside a line break that is inside a list: '（牵头单位：', '市商务局；'."""
_LONGEST_DATE = 20
_MAX_HEADING_NAMES = 60
_IS_NAMED = ("部门", "单位", "机关", "机构", "中心", "企业")
"""What a bracket in the middle of a sentence names: '报主管部门（市商务局），…'."""
_MIN_HEADING_OWNERS = 3
_BULLETS = "-—–*•●○■□◆◇·※▲△▶►➢➤√✓✔★☆◎▪"
# '● 责任单位：…': what may come before a label at the beginning of a line
_BULLET = re.compile(rf"[{_BULLETS}\s]{{1,4}}")
# '以上任务牵头单位：…': what a line of owners may say it is of
OF_ALL = re.compile("(?:以上|上述)(?:各项|所有|全部)?(?:任务|工作|措施|事项|内容)(?:的)?")
# '负责…', '牵头…': a verb that opens what a body has to do
DUTY = re.compile("负责|牵头|配合|承担|组织|指导|统筹|会同|协同|做好|抓好|落实|履行|参与")


class ListsFound(Struct, frozen=True, gc=False):
    """The owner lists of some paragraphs, in document order.

    `not_understood` are brackets that look and speak like owner lists and name no body that the grammar knows.
    """

    lists: list[OwnerList]
    not_understood: list[TextSpan]


def find_owner_lists(body: Sequence[TextSpan]) -> ListsFound:
    """Find the owner lists in the paragraphs of one section.

    Returns:
        bracketed lists, and runs of label lines ('牵头单位：…' on lines of their own) as one list each.
    """
    rules = grammar()
    found: list[OwnerList] = []
    missed: list[TextSpan] = []
    lines: list[TextSpan] = []
    index = 0
    while index < len(body):
        paragraph = body[index]
        index += 1
        if paragraph.start >= paragraph.end:
            continue
        is_short = paragraph.end - paragraph.start <= _LONGEST_LABEL
        if is_short and index < len(body) and _is_label(paragraph) and not _opens_with_label(body[index], rules):
            paragraph, index = paragraph.part(paragraph.start, body[index].end), index + 1
            while index < len(body) and _is_name(body[index], rules):
                paragraph, index = paragraph.part(paragraph.start, body[index].end), index + 1
        of_all = paragraph.match(OF_ALL) if paragraph.text[paragraph.start] in "以上" else None
        if of_all is not None and _opens_with_label(rest := paragraph.part(of_all.end(), paragraph.end), rules):
            paragraph = rest
        if _opens_with_label(paragraph, rules):
            while (
                index < len(body)
                and (_goes_on(paragraph) or _is_name(body[index], rules))
                and not _opens_with_label(body[index], rules)
            ):
                paragraph, index = paragraph.part(paragraph.start, body[index].end), index + 1
            lines.append(_without_lone_end(paragraph))
            continue
        if lines and len(paragraph) <= _LONGEST_DATE and read_deadline(paragraph) is not None:
            lines.append(paragraph)  # '2025年6月底前', without a label
            continue
        if lines:
            missed += _take_lines(lines, found, rules)
            lines = []
        brackets = find_brackets(paragraph)
        if brackets.unclosed:
            following = body[index : index + _MAX_JOINED_LINES]
            paragraph, brackets, joined = _joined(paragraph, brackets, following, rules)
            index += joined
        first = len(found)  # those before it are of other paragraphs
        if brackets.closed or brackets.unclosed or brackets.lone:
            read = _in_paragraph(paragraph, brackets, rules)
            _add(found, read.lists)
            missed += read.not_understood
        if may_tell(paragraph):
            found += [one for one in told(paragraph) if not any(_overlap(one, other) for other in found[first:])]
        if (after := _after_dash(paragraph)) is not None and not any(
            after.span.start < one.span.end for one in found[first:]
        ):
            found.append(after)
    missed += _take_lines(lines, found, rules)
    if lines and not found and not missed and speaks_of_owners(people := lines[0], rules):
        missed.append(people)  # '责任人：王某某', and nothing else says who
    return ListsFound(found, missed)


def _after_dash(paragraph: TextSpan) -> OwnerList | None:
    """The owners behind a dash at the end of a paragraph: '建设平台。——市数据局牵头，市财政局配合'."""
    text, first = paragraph.text, max(paragraph.start, paragraph.end - LONGEST_ANNOTATION)
    words = text[first : paragraph.end]
    if not any([dash in words for dash in _DASHES]):
        return None
    dash = next(iter(reversed([*_DASH.finditer(text, first, paragraph.end)])), None)
    if dash is None and first == paragraph.start:
        dash = paragraph.match(_DASH_FIRST)
    if dash is None:
        return None
    inner = paragraph.part(dash.end(), paragraph.end).trimmed("。；;")
    span = paragraph.part(dash.start(), paragraph.end)
    found = read_owner_list(span, inner, found_by="list-after-dash") if inner else None
    return found if found is not None and found.owners and not found.bare else None


def _overlap(one: OwnerList, other: OwnerList) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _joined(
    paragraph: TextSpan, brackets: Brackets, following: Sequence[TextSpan], rules: Grammar
) -> tuple[TextSpan, Brackets, int]:
    """A paragraph with those that close the bracket it leaves open, the brackets of all, and how many were added.

    Where none closes it, only those are added that go on at a separator: '（责任单位：市商务局、', '市税务局'.
    """
    joined = 0
    kept, goes_on = (paragraph, brackets, 0), True
    while brackets.unclosed and not brackets.lone and joined < len(following) and len(paragraph) < MAX_LIST:
        longer = paragraph.part(paragraph.start, following[joined].end)
        scan = find_brackets(longer)
        if scan.unclosed and joined == 0 and not _may_run_on(brackets.unclosed[-1], paragraph, rules):
            break
        at_break = (paragraph.text[paragraph.end - 1], paragraph.text[following[joined].start])
        goes_on = goes_on and any(char in _IN_LIST for char in at_break)
        paragraph, brackets, joined = longer, scan, joined + 1
        if goes_on:
            kept = paragraph, brackets, joined
    return kept if brackets.unclosed else (paragraph, brackets, joined)


def find_heading_owners(text: str, siblings: Sequence[Section], *, only: bool = False) -> dict[int, OwnerList]:
    """Owners that are headings of their own duties ('3.县林业局：加强巡查…'), by the position of the section's number.

    Args:
        text: the document's text.
        siblings: sections of one level; one heading that names a body proves nothing, most of them do.
        only: whether the document names owners nowhere else; two headings with a colon are enough then.
    """
    found: dict[int, OwnerList] = {}
    for section in siblings:
        heading = TextSpan.at(text, section.heading)
        if 3 <= len(heading) <= _MAX_HEADING_NAMES and (
            heading.text[heading.start] == "各" or grammar().strong_body.search(heading.words)
        ):
            owner_list = read_owner_list(heading, heading, found_by="list-in-heading", bare=True)
            if owner_list is not None and owner_list.bare and _has_duties(text, section):
                found[section.mark.start] = replace(owner_list, bare=False)
    authorities = sum(is_authority(owner_list.inner.words) for owner_list in found.values())
    if only and len(found) == len(siblings) == authorities == 2:
        return found if all(text.startswith(("：", ":"), one.heading.end) for one in siblings) else {}
    enough = len(found) >= _MIN_HEADING_OWNERS and 2 * len(found) > len(siblings) and 2 * authorities > len(found)
    return found if enough else {}


@functools.cache
def _named() -> re.Pattern[str]:
    """The place after a name whose bracket belongs to it, as in '报市教育局（信息中心）'."""
    return re.compile(after_body("brackets"))


def _has_duties(text: str, section: Section) -> bool:
    """Tell whether what follows a heading that names a body is what it has to do: after a colon, or opened by a verb of duty."""
    if text.startswith(("：", ":"), section.heading.end):
        return True
    if section.children and not section.body:  # '一、市商务局', '1.建设平台'
        return True
    return bool(section.body) and TextSpan.at(text, section.body[0]).match(DUTY) is not None


def _opens_with_label(paragraph: TextSpan, rules: Grammar) -> bool:
    """Tell whether a paragraph is a label line ('责任单位：…'), perhaps after a bullet."""
    text, start = paragraph.text, paragraph.start
    if text[start] in _BULLETS or text[start].isspace():
        bullet = paragraph.match(_BULLET)
        start = bullet.end() if bullet is not None else start
    if rules.line_labels.match(text, start, paragraph.end) is not None:
        return True
    return (
        text.find("：", start, start + _LONGEST_VERB) >= 0
        and _verb_label().match(text, start, paragraph.end) is not None
    )


_LONGEST_VERB = 4
"""Characters up to the colon of a label without its noun."""


@functools.cache
def _verb_label() -> re.Pattern[str]:
    """A label without its noun at the beginning of a line, and a body right after it: '牵头：市商务局'."""
    return re.compile(
        rf"(?:牵头|主办|主责|责任|负责|配合|协办|协助|参与)：\s?[省市县区州各][\u4e00-\u9fff]{{1,12}}?{body_ending('labels')}"
    )


# '1.', '（2）', '①', '- ': what may come before each name below a label
_NUMBER_OF_NAME = re.compile(r"^(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]|[①-⑳]|[-·•*●○])\s?")
_LONGEST_LABEL = 10


def _is_label(paragraph: TextSpan) -> bool:
    """Tell whether a paragraph is a label and nothing else, its names in the line below: '牵头单位', '完成时限：'."""
    return len(paragraph) <= _LONGEST_LABEL and paragraph.match(_label_alone()) is not None


def _is_name(line: TextSpan, rules: Grammar) -> bool:
    """Tell whether a line is one more body under a label that is a line of its own."""
    words = _NUMBER_OF_NAME.sub("", line.words.rstrip("。；;、，,"))
    is_short = 3 <= len(words) <= LONGEST_AUTHORITY and words[0] in LEVELS
    return is_short and not _is_label(line) and rules.strong_body.search(words) is not None


@functools.cache
def _label_alone() -> re.Pattern[str]:
    """A label that is a line: '牵头单位', '【责任单位】', '完成时限：'."""
    return re.compile(rf"【?(?:{owner_label()}|{deadline_label()})】?\s?[：:]?$")


def _without_lone_end(line: TextSpan) -> TextSpan:
    """A line of owners without the closing bracket at its end whose partner a copy has lost: '责任单位：市商务局负责）'."""
    if line.text[line.end - 1] not in "）)〕】" or not find_brackets(line).lone:
        return line
    return line.part(line.start, line.end - 1)


def _goes_on(line: TextSpan) -> bool:
    """Tell whether a label line breaks off inside its list: after a separator, or inside a bracket."""
    return len(line) < MAX_LIST and (line.text[line.end - 1] in _SEPARATORS or bool(find_brackets(line).unclosed))


def _may_run_on(opened: int, paragraph: TextSpan, rules: Grammar) -> bool:
    """Tell whether an annotation that is not closed in its paragraph may go on in the next one."""
    rest = paragraph.part(opened, paragraph.end)
    if len(rest) >= LONGEST_ANNOTATION:
        return False
    return rest.search(rules.likely) is not None or rules.strong_body.search(rest.words) is not None


def _take_lines(lines: Sequence[TextSpan], found: list[OwnerList], rules: Grammar) -> list[TextSpan]:
    """Add the list that label lines are to those found; the lines themselves where they have a label of owners and no owner."""
    if not lines:
        return []
    span = lines[0].part(lines[0].start, lines[-1].end)
    owner_list = read_owner_list(span, span, found_by="list-on-lines")
    if owner_list is not None:
        _add(found, [owner_list])
        return []
    label = span.match(rules.labels)
    if label is None or label.lastgroup in {"other", "deadline"} or says_none(span.part(label.end(), span.end)):
        return []
    return [span]


def _in_paragraph(paragraph: TextSpan, brackets: Brackets, rules: Grammar) -> ListsFound:
    found: list[OwnerList] = []
    missed: list[TextSpan] = []
    inside: list[TextSpan] = []  # brackets in the middle of a sentence
    for bracket in brackets.closed:
        if bracket.end - bracket.start < 4:
            continue
        bare = _is_annotation(paragraph, bracket)
        if not bare and not bracket.search(rules.likely):
            if paragraph.text.startswith(("，", "；"), bracket.end):
                inside.append(bracket)
            continue
        inner = bracket.part(bracket.start + 1, bracket.end - 1)
        owner_list = read_owner_list(bracket, inner, found_by="list-in-bracket", bare=bare)
        if owner_list is not None and owner_list.bare:
            found.append(replace(owner_list, found_by="list-of-names"))
        elif owner_list is not None:
            found.append(owner_list)
        elif found and (dated := _due_of(found[-1], bracket, inner)) is not None:
            found.append(dated)
        elif bare and (speaks_of_owners(inner, rules) or names_authorities(inner)):
            missed.append(bracket)
    if found and inside:  # '完成设计（市商务局），建成平台。（市税务局）': the paragraph names owners so
        missed += [one for one in inside if not one.text.endswith(_IS_NAMED, 0, one.start) and _names_bodies(one)]
    if brackets.unclosed or brackets.lone:
        for damaged in list(damaged_lists(paragraph, brackets, found, rules)):
            if isinstance(damaged, OwnerList):
                found.append(damaged)
            else:
                missed.append(damaged)
        found.sort(key=lambda owner_list: owner_list.span.start)
    lists: list[OwnerList] = []
    for owner_list in found:
        if lists and owner_list.span.start < lists[-1].span.end:
            continue
        _add(lists, [owner_list])
    return ListsFound(lists, missed)


def _names_bodies(bracket: TextSpan) -> bool:
    """Tell whether a bracket holds nothing but names of bodies that are given duties."""
    names = bracket.part(bracket.start + 1, bracket.end - 1).words.split("、")
    return all(3 <= len(one) <= LONGEST_AUTHORITY and one[0] in LEVELS and is_authority(one) for one in names)


def _due_of(before: OwnerList, bracket: TextSpan, inner: TextSpan) -> OwnerList | None:
    """A bracket right after one of owners that holds a date and nothing else: '（市商务局）（2026年）'."""
    if not before.owners or bracket.text[before.span.end : bracket.start].strip():
        return None
    deadline = read_deadline(inner)
    return None if deadline is None else OwnerList(bracket, inner, (), "list-in-bracket", deadline)


def _add(lists: list[OwnerList], more: Iterable[OwnerList]) -> None:
    """Add lists to those before them; one that only says by when is part of the one beside it: '（市商务局）⏎（2025年底前）'."""
    for one in more:
        last = lists[-1] if lists else None
        if last is not None and (_dates(one, last) or _dates(last, one)):
            dated = last if last.owners else one
            due = later_deadline(last.deadline, one.deadline)
            lists[-1] = replace(dated, span=one.span.part(last.span.start, one.span.end), deadline=due)
        else:
            lists.append(one)


def _dates(date: OwnerList, named: OwnerList) -> bool:
    """Tell whether a bracket only says by when the list right beside it is done: '（市商务局）（2025年6月底前）'."""
    if date.owners or date.rules or date.deadline is None or not named.owners:
        return False
    between = named.span.text[named.span.end : date.span.start] or named.span.text[date.span.end : named.span.start]
    return not between.strip("。；;，, \u3000\n")


def _is_annotation(paragraph: TextSpan, bracket: TextSpan) -> bool:
    """Tell whether a bracket comes after a sentence and before the next one, as annotations do."""
    text = paragraph.text
    before = text[bracket.start - 1] if bracket.start > paragraph.start else "。"
    after = text[bracket.end] if bracket.end < paragraph.end else "。"
    if _named().match(text, bracket.start):
        return False
    at_end = bracket.end >= paragraph.end or not paragraph.part(bracket.end, paragraph.end).trimmed("。；;）)〕")
    return (before in BEFORE_BARE or (at_end and bracket.start > paragraph.start)) and after not in "，,、：:的"
