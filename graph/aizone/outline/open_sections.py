"""Sections while they are being filled: where each new one belongs, and what ends an inset box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import Numeral, Section, Span
from ..text.numbering import BOX, Numbered, read_number
from ..text.paragraphs import paragraphs
from .counting import value_of
from .headings import split_heading


@dataclass(slots=True)
class OpenSection:
    """A section that is still being filled; `line` is the line that its number opens, without the number."""

    number: str
    style: str
    rank: int
    mark: Span
    line: Span
    body: list[Span] = field(default_factory=list)
    children: list[OpenSection] = field(default_factory=list)

    def grow(self, piece: Span) -> None:
        """Take back a soft break: the piece goes on where the last paragraph ended."""
        if self.body:
            self.body[-1] = Span(self.body[-1].start, piece.end)
        else:
            self.line = Span(self.line.start, piece.end)

    def close(self, text: str, above: Numeral) -> Section:
        """The section as it stays, under the path above it."""
        path = (*above, self.number)
        heading, rest = split_heading(text, self.line)
        return Section(
            path=path,
            style=self.style,
            mark=self.mark,
            heading=heading,
            body=tuple([rest, *self.body] if rest is not None else self.body),
            children=tuple(child.close(text, path) for child in self.children),
        )


def parent_of(stack: list[OpenSection], section: OpenSection, text: str) -> OpenSection | None:
    """Close the sections that `section` ends, and return the one it belongs to."""
    box = None
    for depth, one in enumerate(stack):
        if one.style == BOX:
            box = depth
    if section.style == BOX:
        if box is not None:
            del stack[box:]
        return stack[-1] if stack else None
    if box is not None and not _ends_box(stack, box, section, text):
        floor = box + 1
    else:
        if box is not None:
            del stack[box:]
        floor = 0
    for depth in range(len(stack) - 1, floor - 1, -1):
        if stack[depth].style == section.style:
            del stack[depth:]
            break
    while len(stack) > floor and stack[-1].rank > section.rank:
        stack.pop()
    return stack[-1] if stack else None


def _ends_box(stack: list[OpenSection], box: int, section: OpenSection, text: str) -> bool:
    """Tell whether a number goes on with the count outside an inset box (专栏) rather than with the box's own.

    Where it would continue both, it is the box's when the same number comes again before the count begins again.
    """
    value = value_of(section.number) or 0
    inside = next((one for one in reversed(stack[box + 1 :]) if one.style == section.style), None)
    outside = next((one for one in reversed(stack[:box]) if one.style == section.style), None)
    if outside is None:
        begun = stack[box + 1 : box + 2]  # the box's own first level: a number above it cannot be in the box
        return (box > 0 and section.rank < stack[box - 1].rank) or (bool(begun) and section.rank < begun[0].rank)
    if value == (value_of(outside.number) or 0) + 1:
        goes_on = inside is not None and value == (value_of(inside.number) or 0) + 1
        return not (goes_on and _comes_again(text, section))
    return inside is not None and value != (value_of(inside.number) or 0) + 1


def _comes_again(text: str, section: OpenSection) -> bool:
    """Tell whether the number of a section is at the start of a later line, before one of its style that is smaller."""
    value = value_of(section.number) or 0
    for start, end in _later_lines(text, section.line.end):
        numbered = read_number(text, start, end)
        if numbered is None:
            continue
        other = value_of(numbered.number) or 0
        if numbered.style.rank < section.rank or (numbered.style.name == section.style and other < value):
            return False
        if numbered.style.name == section.style and other == value:
            return True
    return False


_FLAT = 1_200
"""Code points; a text with no line break for so long has lost them, so that its sentences are its lines."""
# '…（市数据局牵头）2.': the end of a sentence before a number
_SENTENCE = re.compile(r"[。；;)）]\s?(?=[\d（(第专①-⑳一二三四五六七八九十])")


def _later_lines(text: str, position: int) -> Iterator[tuple[int, int]]:
    """The bounds of the lines after a position; those of a text that has lost its line breaks are sentences."""
    if text.find("\n", position, position + _FLAT) < 0:
        for stop in _SENTENCE.finditer(text, position - 1):
            yield stop.end(), len(text)
        return
    for line in paragraphs(text[position:]):
        yield line.start + position, line.end + position


def open_section(line: Span, numbered: Numbered) -> OpenSection:
    """The section that a numbered line opens."""
    return OpenSection(
        number=numbered.number,
        style=numbered.style.name,
        rank=numbered.style.rank,
        mark=Span(line.start, numbered.end),
        line=Span(numbered.end, line.end),
    )
