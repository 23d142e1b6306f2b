"""Paragraphs headed by the body they give work to ('省能源局：负责…'), without numbers: each is a measure of its section.

Numbered ones are sections of their own; `lists.find_heading_owners` reads them.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ...model import Outline, Section, Span, TableOwners, TableRow, TextSpan
from .authorities import is_authority
from .lists import DUTY, find_owner_lists
from .one_list import read_owner_list

# '省能源局：负责…': the bodies that head a paragraph
_HEAD = re.compile(r"(?P<names>[^\n:：。；;]{3,60})[:：]\s*")
# '\n省能源局：': the beginning of such a paragraph, to count them
_HEADED_LINE = re.compile(r"\n[ \t\u3000]*[^\n:：。；;]{3,60}[:：]")
_FEWEST = 3
"""One paragraph that begins with a body and a colon proves nothing."""


def with_duty_lines(outline: Outline) -> Outline:
    """The outline with a row for each body that heads a paragraph, in sections made of such paragraphs."""
    text = outline.document.text
    if sum(1 for _ in _HEADED_LINE.finditer(text)) < _FEWEST:
        return outline
    sections = tuple(_with_rows(text, section) for section in outline.sections)
    return replace(outline, sections=sections) if sections != outline.sections else outline


def _with_rows(text: str, section: Section) -> Section:
    children = tuple(_with_rows(text, child) for child in section.children)
    section = replace(section, children=children) if children != section.children else section
    if section.rows or children or len(section.body) < _FEWEST:
        return section
    rows = _rows(text, section)
    return replace(section, rows=rows) if rows else section


def _rows(text: str, section: Section) -> tuple[TableRow, ...]:
    """A row per headed paragraph, with the paragraphs that go on with it; none unless most begin with an authority's duty."""
    rows: list[TableRow] = []
    authorities = 0
    body = [TextSpan.at(text, span) for span in section.body]
    for paragraph in body:
        head = paragraph.match(_HEAD)
        names = paragraph.group(head, "names") if head is not None else None
        if head is None or names is None or not _is_bodies(names):
            if rows:
                rows[-1] = replace(rows[-1], words=Span(rows[-1].words.start, paragraph.end))
            continue
        duty = paragraph.part(head.end(), paragraph.end)
        authorities += is_authority(names.words) and duty.match(DUTY) is not None
        rows.append(TableRow(duty.span, (TableOwners(names.span, "responsible"),)))
    enough = len(rows) >= _FEWEST and 2 * len(rows) > len(body) and 2 * authorities > len(rows)
    return tuple(rows) if enough and not find_owner_lists(body).lists else ()


def _is_bodies(names: TextSpan) -> bool:
    owner_list = read_owner_list(names, names, found_by="list-heads-paragraph", bare=True)
    return owner_list is not None and owner_list.bare
