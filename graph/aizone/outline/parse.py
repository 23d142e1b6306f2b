"""`Document` -> `Outline`: which lines are headings, what stands under them.

Levels are not fixed by the style: a style met below another becomes its child, and meeting it again closes everything
deeper. That reads 一、→（一）→ 1. as well as documents that skip a level or number in another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import Document, Numeral, Outline, Section, Span
from .numbering import Numbered, read_number

MAX_LEVEL = 8
MAX_HEADING = 80
"""A line longer than this many code points has its heading end at the first full stop, or has none."""

_SPACE = " \t\u3000\u00a0\ufeff"
_SENTENCE_END = re.compile(r"[。！？；;：:]|(?<=[\u4e00-\u9fff)）])\.(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class _Open:
    """A section still being filled."""

    number: str
    style: str
    rank: int
    mark: Span
    heading: Span
    body: list[Span] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)

    def close(self, above: Numeral) -> Section:
        path = (*above, self.number)
        return Section(
            path=path,
            style=self.style,
            mark=self.mark,
            heading=self.heading,
            body=tuple(self.body),
            children=tuple(child.close(path) for child in self.children),
        )


def parse_outline(document: Document) -> Outline:
    """Read the structure of a document; linear in its length.

    Returns:
        the outline; a document without any numbering has no sections and all its lines in the preamble.
    """
    text = document.text
    preamble: list[Span] = []
    roots: list[_Open] = []
    stack: list[_Open] = []
    for line in paragraphs(text):
        numbered = read_number(text, line.start, line.end)
        if numbered is None or not _plausible(numbered, stack, text):
            (stack[-1].body if stack else preamble).append(line)
            continue
        section = _open_section(text, line, numbered)
        parent = _parent(stack, section)
        (parent.children if parent else roots).append(section)
        stack.append(section)
    return Outline(document, tuple(preamble), tuple(root.close(()) for root in roots))


def paragraphs(text: str) -> Iterator[Span]:
    """The non-empty lines of a text without the white space around them."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        left, right = start, end
        while left < right and (text[left] in _SPACE or text[left].isspace()):
            left += 1
        while right > left and (text[right - 1] in _SPACE or text[right - 1].isspace()):
            right -= 1
        if left < right:
            yield Span(left, right)
        start = end + 1


def _plausible(numbered: Numbered, stack: list[_Open], text: str) -> bool:
    """Whether a number at a line's start numbers something: it has words, and a first number starts a level."""
    return bool(text[numbered.end : numbered.end + 1].strip()) and len(stack) <= MAX_LEVEL


def _parent(stack: list[_Open], section: _Open) -> _Open | None:
    """Close what `section` ends and return what it stands under."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == section.style:
            del stack[depth:]
            break
    while stack and stack[-1].rank > section.rank:
        stack.pop()
    return stack[-1] if stack else None


def _open_section(text: str, line: Span, numbered: Numbered) -> _Open:
    heading, rest = _split_heading(text, Span(numbered.end, line.end))
    section = _Open(
        number=numbered.number,
        style=numbered.style.name,
        rank=numbered.style.rank,
        mark=Span(line.start, numbered.end),
        heading=heading,
    )
    if rest is not None:
        section.body.append(rest)
    return section


def _split_heading(text: str, line: Span) -> tuple[Span, Span | None]:
    """The heading of a numbered line and what follows it on the same line.

    A heading runs to the first full stop, or is the whole line. The words before the first stop are the heading even
    when the item is one long sentence: it is then cut at `MAX_HEADING` and the sentence is its body as well.
    """
    stop = _SENTENCE_END.search(text, line.start, line.end)
    if stop is None:
        if len(line) <= MAX_HEADING and not _ANNOTATED.search(text, line.start, line.end):
            return line, None
        return Span(line.start, min(line.end, line.start + MAX_HEADING)), line
    heading = Span(line.start, stop.start())
    if text[stop.start()] in "。." and len(heading) <= MAX_HEADING and not _ANNOTATED.search(text, *_ends(heading)):
        rest = Span(stop.end(), line.end)
        return heading, rest if text[rest.start : rest.end].strip() else None
    return Span(line.start, min(stop.start(), line.start + MAX_HEADING)), line


_ANNOTATED = re.compile(r"[(（\[［〔][^)）\]］〕]{0,40}(?:单位|部门|负责|牵头)")


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
