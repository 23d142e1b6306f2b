"""All owner lists of an outline: which section each belongs to, with the rules applied that the document states once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Issue, Outline, OwnerList, Section, Span
from ...text.patterns import shortened
from .document_rules import apply_rules
from .lists import find_heading_owners, find_owner_lists
from .tables import row_owner_list

SectionKey = tuple[int, int]
"""Where a section's number and heading begin: numbering that restarts prints a path twice."""


def section_key(section: Section) -> SectionKey:
    """What a section's owner lists are kept under."""
    return section.mark.start, section.heading.start


def collect_owner_lists(
    outline: Outline,
) -> tuple[dict[SectionKey, list[OwnerList]], list[OwnerList], list[Issue]]:
    """The owner lists of every section that has any, all of them in the order of the document, and what was not understood."""
    text = outline.document.text
    missed: list[Span] = []
    found = [
        (section_key(section), owner_list)
        for section in outline.walk()
        for owner_list in (_row_lists(text, section) if section.rows else find_owner_lists(text, section.body, missed))
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
    return lists, list(ruled.values()), [_not_understood(text, bracket) for bracket in missed]


def _not_understood(text: str, bracket: Span) -> Issue:
    words = shortened(bracket.of(text))
    return Issue(
        "owners-not-understood",
        {
            "zh": f"“{words}”像是责任单位清单，但没有读懂，未据此增加责任单位。",
            "en": f"'{words}' looks like an owner list and was not understood; it adds no owners.",
        },
        bracket,
    )


def _row_lists(text: str, section: Section) -> list[OwnerList]:
    """The owners of the rows of a task table, one list a row that has any."""
    return [found for row in section.rows if (found := row_owner_list(text, row)) is not None]


def _families(outline: Outline) -> Iterator[Sequence[Section]]:
    """Sections that stand directly below one another."""
    yield outline.sections
    for section in outline.walk():
        if section.children:
            yield section.children
