"""All owner lists of an outline: which section each belongs to, with the rules applied that the document states once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Outline, OwnerList, Section
from .document_rules import apply_rules
from .lists import find_heading_owners, find_owner_lists
from .tables import row_owner_list

SectionKey = tuple[int, int]
"""Where a section's number and heading begin: numbering that restarts prints a path twice."""


def section_key(section: Section) -> SectionKey:
    """What a section's owner lists are kept under."""
    return section.mark.start, section.heading.start


def collect_owner_lists(outline: Outline) -> tuple[dict[SectionKey, list[OwnerList]], list[OwnerList]]:
    """The owner lists of every section that has any, and all of them in the order of the document."""
    text = outline.document.text
    found = [
        (section_key(section), owner_list)
        for section in outline.walk()
        for owner_list in (_row_lists(text, section) if section.rows else find_owner_lists(text, section.body))
    ]
    owned = {key for key, _ in found}
    for siblings in _families(outline):
        headed = find_heading_owners(text, [one for one in siblings if section_key(one) not in owned])
        found.extend((section_key(one), headed[one.mark.start]) for one in siblings if one.mark.start in headed)
    found.sort(key=lambda pair: pair[1].span.start)
    ruled = {owner_list.span: owner_list for owner_list in apply_rules(text, [pair[1] for pair in found])}
    lists: dict[SectionKey, list[OwnerList]] = {}
    for key, owner_list in found:
        if owner_list.span in ruled:
            lists.setdefault(key, []).append(ruled[owner_list.span])
    return lists, list(ruled.values())


def _row_lists(text: str, section: Section) -> list[OwnerList]:
    """The owners of the rows of a task table, one list a row that has any."""
    return [found for row in section.rows if (found := row_owner_list(text, row)) is not None]


def _families(outline: Outline) -> Iterator[Sequence[Section]]:
    """Sections that stand directly below one another."""
    yield outline.sections
    for section in outline.walk():
        if section.children:
            yield section.children
