"""Plans whose headings have no numbers: a short line heads the paragraphs below it, and its tasks are counted in their order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from ..flow.printed_lines import is_date_or_number, label_at_start
from ..model import Issue, Numeral, Outline, Section, Span, TextSpan
from ..outline.headings import split_heading
from ..text.table_headers import read_header
from ..text.table_marks import is_body_name
from .head import read_metadata
from .owners.lists import find_owner_lists
from .sections import SectionKind, section_kind

STYLE = "unnumbered"
"""The style of sections without a number."""
_LONGEST_HEADING = 36
_STOPS = frozenset("。；;：:，,！!？?、）)")
_SALUTED = "：:"
# '任务名称：建设算力中心': a heading after its label
_NAMED = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,6})[：:]\s?(?P<name>[^\n。；;：:]{2,60})$")
# '云江市人民政府办公室': a body that issues plans
_ISSUERS = ("政府", "办公室", "办公厅", "委员会", "局", "厅", "领导小组", "专班")
_BELOW: frozenset[SectionKind | None] = frozenset({None, "work"})
"""Purposes of headings that may be one of several tasks."""


@dataclass(slots=True)
class _Group:
    """A heading (None: the first sentence of its text), its paragraphs, and the groups under it."""

    heading: Span | None
    body: list[Span] = field(default_factory=list)
    below: list[_Group] = field(default_factory=list)
    has_owners: bool = False


def with_unnumbered(outline: Outline) -> Outline:
    """The outline of a text without numbers and tables, with a section for each heading; other outlines come back as they are."""
    text = outline.document.text
    if outline.sections or outline.document.tables:
        return outline
    lines = [TextSpan.at(text, span) for span in outline.preamble]
    lists = find_owner_lists(lines).lists
    owned = [found for found in lists if found.owners and not found.bare]
    if not owned:
        return outline
    head = read_metadata(outline, has_owners=True)
    if head is None:
        return outline
    after = [line for line in lines if line.start >= head.title_span.end and not _is_imprint(line)]
    groups = _groups(after, sorted(found.span.start for found in lists), owned[0].span.start)
    if not groups:
        return outline
    first = min(_start(group) for group in groups)
    return replace(
        outline,
        preamble=tuple(line for line in outline.preamble if line.start < first),
        sections=tuple(_numbered(text, groups)),
    )


def without_numbers(outline: Outline) -> list[Issue]:
    """The remark that the tasks of a plan were counted because it numbers nothing."""
    if not outline.sections or any(section.style != STYLE for section in outline.sections):
        return []
    message = {
        "zh": "文中没有编号，任务按先后顺序编号。",
        "en": "The text has no numbers; its tasks were counted in their order.",
    }
    return [Issue("tasks-without-numbers", message, outline.sections[0].heading)]


def _groups(lines: Sequence[TextSpan], starts: Sequence[int], first_list: int) -> list[_Group]:
    """The headings with what is under them; what comes before the first heading or list is left out."""
    groups: list[_Group] = []
    open_group: _Group | None = None
    area: _Group | None = None
    for at, line in enumerate(lines):
        holds_list = _holds(line, starts)
        named = _named(line)
        if named is not None:
            open_group = _Group(named.span)
            (area.below if area is not None else groups).append(open_group)
            continue
        if not holds_list and _is_heading(line):
            following = lines[at + 1] if at + 1 < len(lines) else None
            if following is None:
                if open_group is not None:
                    open_group.body.append(line.span)
                continue
            group = _Group(line.span)
            heads_heading = (_is_heading(following) or _named(following) is not None) and not _holds(following, starts)
            if heads_heading:  # '重点任务', '建设算力中心': the first of two holds those after it
                area, open_group = group, None
                groups.append(group)
                continue
            if area is not None and section_kind(line.words) not in _BELOW:
                area = None  # '保障措施' after the tasks of '重点任务'
            (area.below if area is not None else groups).append(group)
            open_group = group
            continue
        if open_group is None and not holds_list and line.end <= first_list and area is None:
            continue  # the opening of the text
        if open_group is None or (open_group.heading is None and open_group.has_owners and not _is_label(line)):
            open_group = _Group(None)
            (area.below if area is not None else groups).append(open_group)
        open_group.body.append(line.span)
        open_group.has_owners = open_group.has_owners or holds_list
    return [group for group in groups if group.body or group.below or group.heading]


def _holds(line: TextSpan, starts: Sequence[int]) -> bool:
    """Tell whether one of some positions, which are in order, is in a line."""
    at = bisect_left(starts, line.start)
    return at < len(starts) and starts[at] < line.end


def _numbered(text: str, groups: Sequence[_Group], base: Numeral = ()) -> list[Section]:
    """The groups as sections, counted from 1."""
    sections = []
    for number, group in enumerate(groups, start=1):
        path = (*base, str(number))
        body = tuple(group.body)
        heading = group.heading
        if heading is None:
            heading, rest = split_heading(text, body[0])
            body = (*(() if rest is None else (rest,)), *body[1:])
        mark = Span(heading.start, heading.start)
        sections.append(Section(path, STYLE, mark, heading, body, tuple(_numbered(text, group.below, path))))
    return sections


def _start(group: _Group) -> int:
    return group.heading.start if group.heading is not None else group.body[0].start


def _is_heading(line: TextSpan) -> bool:
    """Tell whether a line can only be a heading: short, and no sentence."""
    words = line.words
    return len(words) <= _LONGEST_HEADING and _STOPS.isdisjoint(words) and not _is_label(line)


def _named(line: TextSpan) -> TextSpan | None:
    """The name of a task after its label: '建设算力中心' of '任务名称：建设算力中心'; None for other lines."""
    found = line.match(_NAMED)
    if found is None or (column := read_header(found["label"])) is None or column.kind != "task":
        return None
    return line.group(found, "name")


def _is_label(line: TextSpan) -> bool:
    return label_at_start().match(line.text, line.start, line.end) is not None


def _is_imprint(line: TextSpan) -> bool:
    """Tell whether a line is of the head or the signature: a date, a number, the issuer, whom it is sent to."""
    words = line.words
    return (
        is_date_or_number(words)
        or (words.endswith(_ISSUERS) and is_body_name(words) and not _is_label(line))
        or (words[-1] in _SALUTED and "各" in words)
    )
