"""Bracketed passages of a text, nested ones kept inside the outer one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Span

OPENING = "(（[［〔【〈﹝"
CLOSING = ")）]］〕】〉﹞"
_ANY = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_BLANK = re.compile(r"\s*")


def outer_brackets(text: str, within: Span) -> Iterator[Span]:
    """The outermost bracketed passages of `text` inside `within`, brackets included; linear in its length.

    Widths and shapes may be mixed, as they are in real documents: '（…)' closes. A closing bracket without an opening
    one ('1)') is passed over; an opening one that is never closed gives up its place to the next.
    """
    return iter(bracket_scan(text, within)[0])


def bracket_scan(text: str, within: Span) -> tuple[list[Span], list[int], list[int]]:
    """The outermost closed brackets in order, and the positions of opening and closing ones without a partner."""
    stack: list[int] = []
    inner: list[Span] = []  # closed ones above an opener that may never close
    closed: list[Span] = []
    lone: list[int] = []
    for found in _ANY.finditer(text, within.start, within.end):
        position = found.start()
        if text[position] in OPENING:
            stack.append(position)
        elif stack:
            span = Span(stack.pop(), position + 1)
            if stack:
                while inner and inner[-1].start > span.start:
                    inner.pop()
                inner.append(span)
            else:
                closed.append(span)
                inner.clear()
        else:
            lone.append(position)
    if stack:
        closed += [span for span in inner if span.start > stack[0]]
    return closed, stack, lone


def split_outside(text: str, within: Span, separators: re.Pattern[str], protect: Sequence[Span] = ()) -> Iterator[Span]:
    """Split a span at separators that stand outside brackets and outside the protected spans.

    Args:
        text: the document's text.
        within: what is split.
        separators: a character class.
        protect: spans in document order that hold no separator.
    """
    start = within.start
    covered = [*bracket_scan(text, within)[0], *protect] if _ANY.search(text, within.start, within.end) else protect
    for found in separators.finditer(text, within.start, within.end):
        at = found.start()
        if covered and any(span.start <= at < span.end for span in covered):
            continue
        yield Span(start, at)
        start = found.end()
    yield Span(start, within.end)


def trim(text: str, span: Span, extra: str = "") -> Span:
    """The span without white space, and without the characters of `extra`, at either end."""
    start, end = span.start, span.end
    if start < end and not (text[start].isspace() or text[start] in extra):
        last = text[end - 1]
        if not last.isspace() and last not in extra:
            return span
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return span if start == span.start and end == span.end else Span(start, end)
