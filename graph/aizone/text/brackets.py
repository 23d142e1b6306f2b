"""Bracketed passages of a text; nested ones are kept inside the outer one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ..model import TextSpan

OPENING = "(（[［〔【〈﹝{｛"
CLOSING = ")）]］〕】〉﹞}｝"
# '（' or ']': any bracket
_ANY = re.compile(f"[{re.escape(OPENING + CLOSING)}]")


class Brackets(Struct, frozen=True, gc=False):
    """The brackets of a passage.

    `closed` are the outermost closed ones in order, brackets included; `unclosed` and `lone` the positions of opening and
    of closing ones without a partner.
    """

    closed: list[TextSpan]
    unclosed: list[int]
    lone: list[int]


def find_brackets(within: TextSpan) -> Brackets:
    """The brackets of a passage, in time linear in its length.

    Widths and shapes may be mixed, as they are in real documents: '（…)' closes. A closing bracket without an opening
    one ('1)') is skipped; an opening one that is never closed leaves its place to the next.
    """
    text = within.text
    stack: list[int] = []
    inner: list[TextSpan] = []  # closed ones after an opening one that may never close
    closed: list[TextSpan] = []
    lone: list[int] = []
    for found in _ANY.finditer(text, within.start, within.end):
        position = found.start()
        if text[position] in OPENING:
            stack.append(position)
        elif stack:
            span = TextSpan(text, stack.pop(), position + 1)
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
    return Brackets(closed, stack, lone)


def split_outside(
    within: TextSpan, separators: re.Pattern[str], protect: Sequence[TextSpan] = ()
) -> Sequence[TextSpan]:
    """Split a passage at separators outside brackets and outside the protected passages.

    Args:
        within: what is split.
        separators: a character class.
        protect: passages in document order that hold no separator.

    Returns:
        at least one piece.
    """
    text, start, end = within.text, within.start, within.end
    if separators.search(text, start, end) is None:
        return (within,)  # most passages: their brackets need not be looked for
    covered = [*find_brackets(within).closed, *protect] if _ANY.search(text, start, end) else protect
    pieces: list[TextSpan] = []
    for found in separators.finditer(text, start, end):
        at = found.start()
        if covered and any([span.start <= at < span.end for span in covered]):
            continue
        pieces.append(TextSpan(text, start, at))
        start = found.end()
    pieces.append(TextSpan(text, start, end))
    return pieces
