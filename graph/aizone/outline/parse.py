"""`Document` -> `Outline`: the numbered headings of running text, and what is under each.

Levels are not fixed by the style: a style met below another becomes its child, and meeting it again closes everything
deeper. That reads 一、→（一）→ 1. as well as documents that skip a level or number in another order. Where a copy has lost
its line breaks, a number that continues the count or a label that opens an owner list begins a paragraph again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..iri import numeral_value
from ..model import Document, Numeral, Outline, Section, Span
from ..text.lexicon.bodies import body_ending
from ..text.lexicon.owner_labels import owner_hint
from ..text.numbering import BOX, Numbered, read_number
from ..text.paragraphs import paragraphs, stripped
from .lost_breaks import Break, soft_breaks

MAX_LEVEL = 8
MAX_HEADING = 80
"""Code points; the heading of a longer line ends at its first full stop, or is cut."""

_LONGEST_NUMBER = 24
"""Code points; a longer line holds more than its number, and most lines are longer."""
# '建设平台。', '建设平台：', '建设平台.推进…': the end of a heading on a line that goes on
_SENTENCE_END = re.compile(r"[。！？；;：:]|(?<=[\u4e00-\u9fff)）])\.(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class _Open:
    """A section that is still being filled; `line` is the line that its number opens, without the number."""

    number: str
    style: str
    rank: int
    mark: Span
    line: Span
    body: list[Span] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)

    def grow(self, piece: Span) -> None:
        """Take back a soft break: the piece goes on where the last paragraph ended."""
        if self.body:
            self.body[-1] = Span(self.body[-1].start, piece.end)
        else:
            self.line = Span(self.line.start, piece.end)

    def close(self, text: str, above: Numeral) -> Section:
        path = (*above, self.number)
        heading, rest = _split_heading(text, self.line)
        return Section(
            path=path,
            style=self.style,
            mark=self.mark,
            heading=heading,
            body=tuple([rest, *self.body] if rest is not None else self.body),
            children=tuple(child.close(text, path) for child in self.children),
        )


def parse_outline(document: Document) -> Outline:
    """Read the structure of a document, in time linear in its length.

    Returns:
        the outline; a document without any numbering has no sections and all its lines in the preamble.
    """
    text = document.text
    preamble: list[Span] = []
    roots: list[_Open] = []
    stack: list[_Open] = []
    for line, breaks in soft_breaks(text, _with_words(text, paragraphs(text))):
        start = line.start
        before: Break | None = None
        for at, kind in [*breaks, (line.end, "end")]:
            piece, begun = Span(start, at), start
            start = at
            soft, before = before, kind
            piece = stripped(text, piece)
            if not piece:
                continue
            numbered = read_number(text, piece.start, piece.end)
            if numbered is not None and numbered.end >= piece.end and kind != "end":
                start, before = begun, soft  # a number alone: its words follow the break
                continue
            if numbered is not None and not _plausible(numbered, stack, text, soft):
                numbered = None
            if numbered is None:
                if soft is None or soft == "label":
                    (stack[-1].body if stack else preamble).append(piece)
                elif stack:
                    stack[-1].grow(piece)
                else:
                    preamble[-1:] = [Span(preamble[-1].start, piece.end)] if preamble else [piece]
                continue
            section = _open_section(piece, numbered)
            parent = _parent(stack, section)
            (parent.children if parent else roots).append(section)
            stack.append(section)
    return Outline(document, tuple(preamble), tuple(root.close(text, ()) for root in roots))


def _with_words(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """The lines, a number alone on its line together with the line of its words."""
    alone: Span | None = None
    for line in lines:
        if alone is None and len(line) > _LONGEST_NUMBER:
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


def _plausible(numbered: Numbered, stack: list[_Open], text: str, soft: Break | None) -> bool:
    """Tell whether a number at a line's start numbers something: words follow it.

    After a soft break it must also continue a count that is open, or begin one where the break is as wide as that of a
    lost line.
    """
    if not text[numbered.end : numbered.end + 1].strip() or len(stack) > MAX_LEVEL:
        return False
    if soft is None:
        return True
    value = numeral_value(numbered.number)
    if value is None or soft == "label":
        return False
    if soft == "title":
        return value == 1 and not stack
    for section in reversed(stack):
        if section.style == numbered.style.name:
            last = numeral_value(section.number)
            return last is not None and (value == last + 1 or (value == 1 and soft == "wide" and last > 1))
    return value == 1 and soft in {"wide", "flat"}


def _parent(stack: list[_Open], section: _Open) -> _Open | None:
    """Close the sections that `section` ends, and return the one it belongs to."""
    box = next((depth for depth in range(len(stack) - 1, -1, -1) if stack[depth].style == BOX), None)
    if section.style == BOX:
        if box is not None:
            del stack[box:]
        return stack[-1] if stack else None
    if box is not None and not _ends_box(stack, box, section):
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


def _ends_box(stack: list[_Open], box: int, section: _Open) -> bool:
    """Tell whether a number goes on with the count outside an inset box (专栏) rather than with the box's own.

    Where it would continue both, it is taken to be outside: more text follows a box than is in it.
    """
    value = numeral_value(section.number) or 0
    inside = next((one for one in reversed(stack[box + 1 :]) if one.style == section.style), None)
    outside = next((one for one in reversed(stack[:box]) if one.style == section.style), None)
    if outside is None:
        begun = stack[box + 1 : box + 2]  # the box's own first level: a number above it cannot be in the box
        return (box > 0 and section.rank < stack[box - 1].rank) or (bool(begun) and section.rank < begun[0].rank)
    if value == (numeral_value(outside.number) or 0) + 1:
        return True
    return inside is not None and value != (numeral_value(inside.number) or 0) + 1


def _open_section(line: Span, numbered: Numbered) -> _Open:
    return _Open(
        number=numbered.number,
        style=numbered.style.name,
        rank=numbered.style.rank,
        mark=Span(line.start, numbered.end),
        line=Span(numbered.end, line.end),
    )


def _split_heading(text: str, line: Span) -> tuple[Span, Span | None]:
    """The heading of a numbered line, and the rest of the line.

    A heading runs to the first full stop, or is the whole line. The words before the first stop are the heading even
    when the item is one long sentence: it is then cut at `MAX_HEADING` and the sentence is its body as well.
    """
    stop = _SENTENCE_END.search(text, line.start, line.end)
    if stop is None:
        if len(line) <= MAX_HEADING and not _annotated().search(text, line.start, line.end):
            return line, None
        return Span(line.start, min(line.end, line.start + MAX_HEADING)), line
    heading = Span(line.start, stop.start())
    if text[stop.start()] in "。." and len(heading) <= MAX_HEADING and not _annotated().search(text, *_ends(heading)):
        rest = Span(stop.end(), line.end)
        return heading, rest if text[rest.start : rest.end].strip() else None
    return Span(line.start, min(stop.start(), line.start + MAX_HEADING)), line


@functools.cache
def _annotated() -> re.Pattern[str]:
    """A bracket in a heading that holds owners: '（责任单位：市商务局）', '（市商务局、市税务局）' at its end."""
    return re.compile(
        rf"[(（\[［〔](?:[^)）\]］〕]{{0,40}}{owner_hint()}"
        rf"|[^)）\]］〕]{{1,120}}{body_ending('headings')}[)）\]］〕][。\s]?$)"
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
