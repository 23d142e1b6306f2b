"""All owner lists of an outline by section, with the rules applied that the document states once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ...model import Issue, Outline, Section, TextSpan
from ...text.excerpts import shortened
from .authorities import BESIDE_NAME, is_authority
from .document_rules import apply_rules
from .lists import OF_ALL, ListsFound, find_heading_owners, find_owner_lists
from .owner_list import OwnerList
from .tables import row_owner_list
from .told import duties_said
from .unread_labels import bodies_at_end, labels_left, owners_above

# '各区', '各有关部门': collectives that are given duties, unlike '各类人才'
_COLLECTIVE = re.compile("各(?:有关|相关)?(?:[市县区州旗盟乡镇街]|地区|部门|单位)")

SectionKey = tuple[int, int]
"""The positions of a section's number and heading: a path is not enough, because numbering that restarts prints one twice."""


def section_key(section: Section) -> SectionKey:
    """The key that a section's owner lists are kept under."""
    return section.mark.start, section.heading.start


class CollectedLists(Struct, frozen=True, gc=False):
    """The owner lists of every section that has any, all of them in document order, and what was not understood."""

    by_section: dict[SectionKey, list[OwnerList]]
    in_order: list[OwnerList]
    issues: list[Issue]
    of_several: dict[SectionKey, OwnerList]  # those that say they are of the tasks before them, by the section they end

    def of(self, section: Section) -> Sequence[OwnerList]:
        """The lists of a section itself, not of those below it."""
        return self.by_section.get((section.mark.start, section.heading.start), ())


def collect_owner_lists(outline: Outline) -> CollectedLists:
    """Find the owner lists of an outline and apply the rules that the document states once."""
    text = outline.document.text
    found: list[tuple[SectionKey, OwnerList]] = []
    issues = [_not_understood(span) for span in owners_above(text, outline.preamble)] if outline.sections else []
    for section in outline.walk():
        read = _lists_of(text, section)
        if (
            not section.rows
            and not section.body
            and (named := bodies_at_end(TextSpan.at(text, section.heading))) is not None
        ):
            issues.append(_not_understood(named))
        if not section.rows:
            left = list(labels_left(text, section.body, read))
            issues += [_not_understood(span) for span in left]
            if not (read.lists or read.not_understood or left):
                issues += [
                    _duty(span) for paragraph in section.body for span in duties_said(TextSpan.at(text, paragraph))
                ]
        found += [(section_key(section), owner_list) for owner_list in read.lists]
        issues += map(_not_understood, read.not_understood)
    owned = {key for key, _ in found}
    nowhere_else = not found
    for siblings in outline.families():
        unowned = [one for one in siblings if section_key(one) not in owned]
        headed = find_heading_owners(text, unowned, only=nowhere_else)
        found.extend((section_key(one), headed[one.mark.start]) for one in siblings if one.mark.start in headed)
    found.sort(key=lambda pair: pair[1].span.start)
    ruled = {owner_list.span: owner_list for owner_list in apply_rules(outline, [pair[1] for pair in found])}
    lists: dict[SectionKey, list[OwnerList]] = {}
    of_several: dict[SectionKey, OwnerList] = {}
    for key, owner_list in found:
        if owner_list.owners and says_of_several(owner_list):
            of_several[key] = owner_list
        elif owner_list.span in ruled:
            lists.setdefault(key, []).append(ruled[owner_list.span])
        elif any(
            is_authority(BESIDE_NAME.sub("", owner.written)) or _COLLECTIVE.match(owner.written)
            for owner in owner_list.owners
        ):  # a name alone in a bracket, in a plan that does not name owners so
            issues.append(_not_understood(owner_list.span))
    return CollectedLists(lists, list(ruled.values()), issues, of_several)


def says_of_several(owner_list: OwnerList) -> bool:
    """Tell whether a list says that it is of the tasks before it: '以上任务牵头单位：…', '上述工作均由市商务局落实'."""
    text, start = owner_list.span.text, owner_list.span.start
    line = text.rfind("\n", 0, start) + 1
    return OF_ALL.match(text, start) is not None or OF_ALL.fullmatch(text[line:start].strip()) is not None


def start_of_several(owner_list: OwnerList) -> int:
    """The beginning of the words by which a list says that it is of several tasks."""
    text, start = owner_list.span.text, owner_list.span.start
    line = text.rfind("\n", 0, start) + 1
    return line if OF_ALL.fullmatch(text[line:start].strip()) is not None else start


def _lists_of(text: str, section: Section) -> ListsFound:
    """The owner lists of a section: of its paragraphs, or of the rows of a task table, one list per row that has any."""
    if section.rows:
        return ListsFound([found for row in section.rows if (found := row_owner_list(text, row)) is not None], [])
    return find_owner_lists([TextSpan(text, paragraph.start, paragraph.end) for paragraph in section.body])


def _duty(bodies: TextSpan) -> Issue:
    words = {
        "zh": "句子写明了某些单位要做什么，但不是责任单位清单，未据此增加责任单位。",
        "en": "The sentence says what some bodies are to do, but is not an owner list; it adds no owners.",
    }
    return Issue("duty-in-sentence", words, bodies.span)


def _not_understood(bracket: TextSpan) -> Issue:
    words = shortened(bracket.words)
    return Issue(
        "owners-not-understood",
        {
            "zh": f"“{words}”像是责任单位清单，但没有读懂，未据此增加责任单位。",
            "en": f"'{words}' looks like an owner list and was not understood; it adds no owners.",
        },
        bracket.span,
    )
