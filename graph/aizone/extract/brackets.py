"""Bracketed passages of a text, nested ones kept inside the outer one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span

OPENING = "(（[［〔【〈"
CLOSING = ")）]］〕】〉"
_ANY = re.compile(f"[{re.escape(OPENING + CLOSING)}]")


def outer_brackets(text: str, within: Span) -> Iterator[Span]:
    """The outermost bracketed passages of `text` inside `within`, brackets included; linear in its length.

    Widths and shapes may be mixed, as they are in real documents: '（…)' closes. A closing bracket without an opening
    one ('1)') is passed over; an opening one that is never closed gives up its place to the next.
    """
    stack: list[int] = []
    for found in _ANY.finditer(text, within.start, within.end):
        position = found.start()
        if text[position] in OPENING:
            stack.append(position)
        elif stack:
            opened = stack.pop()
            if not stack:
                yield Span(opened, position + 1)
    if stack:  # an unclosed bracket hid what follows it: look again behind it
        yield from _behind_unclosed(text, stack, within.end)


def _behind_unclosed(text: str, unclosed: list[int], end: int) -> Iterator[Span]:
    """Balanced passages that stand deeper than brackets nobody closes."""
    depths: list[int] = []
    floor = set(unclosed)
    for found in _ANY.finditer(text, unclosed[0], end):
        position = found.start()
        if position in floor:
            continue
        if text[position] in OPENING:
            depths.append(position)
        elif depths:
            opened = depths.pop()
            if not depths:
                yield Span(opened, position + 1)


def split_outside(text: str, within: Span, separators: str, *, protect: tuple[Span, ...] = ()) -> Iterator[Span]:
    """Split a span at separators that stand outside brackets and outside the protected spans."""
    depth = 0
    start = within.start
    shields = iter(sorted(protect))
    shield = next(shields, None)
    for position in range(within.start, within.end):
        while shield is not None and position >= shield.end:
            shield = next(shields, None)
        char = text[position]
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0 and not (shield is not None and shield.start <= position):
            yield Span(start, position)
            start = position + 1
    yield Span(start, within.end)


def trim(text: str, span: Span, extra: str = "") -> Span:
    """The span without white space, and without the characters of `extra`, at either end."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return Span(start, end)
