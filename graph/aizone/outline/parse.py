"""`Document` -> `Outline`: the numbered headings of running text, and what is under each.

Levels are not fixed by the style: a style met below another becomes its child, and meeting it again closes everything
deeper. That reads 一、→（一）→ 1. as well as documents that skip a level or number in another order. Where a copy has lost
its line breaks, a number that continues the count or a label that opens an owner list begins a paragraph again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ..model import Document, Outline, Span
from ..text.lexicon.bodies import body_ending
from ..text.lexicon.owner_labels import deadline_label, owner_label
from ..text.numbering import Numbered, read_number
from ..text.paragraphs import paragraphs, stripped
from .annexes import ANNEX, goes_on_listing, lists_annexes, read_annex
from .counting import MAX_LEVEL, has_words, is_plausible, is_zero, value_of
from .lost_breaks import Break, soft_breaks
from .open_sections import OpenSection, open_section, parent_of

# '（市商务局、市税务局按职责分工负责，各县区政府负': a bracket of owners, also one that goes on on the next line
_HOLDS_OWNERS = re.compile(r"[（(〔\[][^）)〕\]]{2,120}?(?:牵头|负责|落实|配合|单位|部门)")
_NEAR = 4_000
"""Code points in which the next number after a point is looked for."""
_LONGEST_NUMBER = 24
"""Code points; a longer line holds more than its number, and most lines are longer."""
_SUB_ITEMS = frozenset({"arabic_bracket", "arabic_half_bracket", "circled"})
"""Styles of points within an item, whose owners may be in a line after the last of them."""


def parse_outline(document: Document) -> Outline:
    """Read the structure of a document, in time linear in its length.

    Returns:
        the outline; a document without any numbering has no sections and all its lines in the preamble.
    """
    text = document.text
    reader = _OutlineReader(text)
    for line, breaks in soft_breaks(text, _with_words(text, paragraphs(text))):
        if not breaks:  # most lines
            reader.take(line, read_number(text, line.start, line.end, counted=True), None)
            continue
        start = line.start
        before: Break | None = None
        for at, kind in [*breaks, (line.end, "end")]:
            piece, begun = stripped(text, Span(start, at)), start
            start = at
            soft, before = before, kind
            if not piece:
                continue
            numbered = read_number(text, piece.start, piece.end, counted=True)
            if numbered is not None and numbered.end >= piece.end and kind != "end":
                start, before = begun, soft  # a number alone: its words follow the break
                continue
            reader.take(piece, numbered, soft)
    return Outline(document, tuple(reader.preamble), tuple(root.close(text, ()) for root in reader.roots))


class _OutlineReader:
    """Takes the pieces of a text one by one; `stack` are the sections that are open, `counts` the last number by style."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.preamble: list[Span] = []
        self.roots: list[OpenSection] = []
        self.stack: list[OpenSection] = []
        self.counts: dict[str, int] = {}

    def take(self, piece: Span, numbered: Numbered | None, soft: Break | None) -> None:
        """Open a section with a piece whose number is believed; any other piece goes on with what is open."""
        if numbered is not None and (self._is_owner(piece, numbered) or not self._believed(piece, numbered, soft)):
            numbered = None
        if numbered is None and self.stack:
            numbered = read_annex(self.text, piece, soft)
        if numbered is None:
            self._go_on(piece, soft)
            return
        section = open_section(piece, numbered)
        if self._ends_annex(section):
            self.stack.clear()
        if section.style == ANNEX:
            self.counts.clear()
        self.counts[section.style] = value_of(section.number) or 0
        parent = parent_of(self.stack, section, self.text)
        (parent.children if parent else self.roots).append(section)
        self.stack.append(section)

    def _is_owner(self, piece: Span, numbered: Numbered) -> bool:
        """Tell whether a numbered line is one of the owners below a label that is a line of its own: '责任单位：', '1.市商务局'."""
        body = self.stack[-1].body if self.stack else []
        if not body or piece.end - numbered.end > _LONGEST_OWNER:
            return False
        if _owner_alone().match(self.text, numbered.end, piece.end) is None:
            return False
        for line in reversed(body[-_MOST_OWNERS:]):
            if _label_alone().match(self.text, line.start, line.end):
                return True
            inner = read_number(self.text, line.start, line.end)
            if inner is None or _owner_alone().match(self.text, inner.end, line.end) is None:
                return False
        return False

    def _believed(self, piece: Span, numbered: Numbered, soft: Break | None) -> bool:
        if (
            self.stack
            and self.stack[-1].style == ANNEX
            and lists_annexes(self.stack[-1], numbered, piece.of(self.text))
        ):
            return False
        if not self.stack and goes_on_listing(self.text, self.preamble, numbered, piece.of(self.text)):
            return False
        if not has_words(numbered, self.text) or len(self.stack) > MAX_LEVEL:
            return False
        if soft is None and not numbered.needs_count:
            return not is_zero(numbered)
        if soft == "narrow" and self._comes_again(piece, numbered):
            return False
        return is_plausible(numbered, [(one.style, one.number) for one in self.stack], self.counts, self.text, soft)

    def _comes_again(self, piece: Span, numbered: Numbered) -> bool:
        """Tell whether the next numbered line has the number of a piece in the middle of a line: '分三步：1.…；2.…', '2.建设'."""
        text = self.text
        near = text.find("\n", piece.start, piece.start + _NEAR) if text[piece.start - 1] in "；;" else -1
        if near < 0:
            return False
        for line in paragraphs(text[near : near + _NEAR]):
            found = read_number(text, line.start + near, line.end + near)
            if found is not None:
                return found.style.name == numbered.style.name and found.number == numbered.number
        return False

    def _ends_annex(self, section: OpenSection) -> bool:
        """Tell whether a section goes on with the count that an annex in the middle of a plan has broken."""
        if not self.stack or self.stack[0].style != ANNEX or any(one.style == section.style for one in self.stack):
            return False
        before = next((one for one in reversed(self.roots) if one.style == section.style), None)
        value = value_of(section.number)
        return before is not None and value is not None and value == (value_of(before.number) or 0) + 1

    def _go_on(self, piece: Span, soft: Break | None) -> None:
        """Add a piece to the paragraphs of what is open; after a soft break it goes on with the last of them."""
        if not self.stack:
            if soft is None or soft == "label" or not self.preamble:
                self.preamble.append(piece)
            else:
                self.preamble[-1] = Span(self.preamble[-1].start, piece.end)
            return
        last = self.stack[-1]
        if soft is not None and soft != "label":
            last.grow(piece)
        elif last.style == ANNEX and not last.line and not last.body:
            last.line = piece  # the title under '附件1'
        else:
            self._holder(piece).body.append(piece)

    def _holder(self, piece: Span) -> OpenSection:
        """The section that a paragraph without a number belongs to: of a line of owners after （1）（2）, the item above them."""
        last = self.stack[-1]
        if last.style not in _SUB_ITEMS or len(self.stack) < 2 or not self._names_owners(piece):
            return last
        item = self.stack[-2]
        points = [one for one in item.children if one.style == last.style]
        owned = any(
            self._names_owners(line) or _HOLDS_OWNERS.search(self.text, line.start, line.end)
            for one in points
            for line in (one.line, *one.body)
        )
        alone = len(points) == 1 and not self._is_followed(piece, last)
        return item if (len(points) > 1 or alone) and not owned else last

    def _is_followed(self, piece: Span, point: OpenSection) -> bool:
        """Tell whether a later line goes on with the count of a point, before one that is numbered otherwise."""
        for line in paragraphs(self.text[piece.end : piece.end + _NEAR]):
            numbered = read_number(self.text, line.start + piece.end, line.end + piece.end)
            if numbered is not None:
                return numbered.style.name == point.style
        return False

    def _names_owners(self, line: Span) -> bool:
        return _opens_owners().match(self.text, line.start, line.end) is not None


_LONGEST_OWNER = 24
_MOST_OWNERS = 20


@functools.cache
def _label_alone() -> re.Pattern[str]:
    """A label of owners that is a line: '责任单位：'."""
    return re.compile(rf"【?{owner_label()}】?\s?[：:]?\s*$")


@functools.cache
def _owner_alone() -> re.Pattern[str]:
    """A body's name and nothing else: '市商务局', '各县区人民政府；'."""
    return re.compile(rf"\s?[省市县区州各][\u4e00-\u9fff（）()]{{1,20}}?{body_ending('labels')}[；;。、，,]?$")


@functools.cache
def _opens_owners() -> re.Pattern[str]:
    """A label that opens a line of owners or says by when they are done, '责任单位：', or a line that is one bracket of owners."""
    label = rf"【?(?:{owner_label()}|{deadline_label()})(?:\s{{0,2}}[：:]|】)"
    return re.compile(rf"{label}|[（(〔\[](?:{label}|[^（）()。]{{2,120}}(?:牵头|负责|落实|配合)[)）〕\]]。?$)")


def _with_words(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """The lines, a number alone on its line together with the line of its words."""
    alone: Span | None = None
    for line in lines:
        if alone is None and line.end - line.start > _LONGEST_NUMBER:
            yield line
            continue
        numbered = read_number(text, line.start, line.end)
        if alone is not None:
            if numbered is None:
                yield Span(alone.start, line.end)
                alone = None
                continue
            yield alone
        alone = line if numbered is not None and numbered.end >= line.end else None
        if alone is None:
            yield line
    if alone is not None:
        yield alone
