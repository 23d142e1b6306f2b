"""Boxes to tick beside names (☒市数据局 ☐市财政局): in a line with a ticked one, what is not ticked does not hold."""

from __future__ import annotations

import re

from ..model import Span

TICKED, EMPTY = "☒☑✔✓■√", "☐□×✗"
_SURE = "☒☑✔✓"
_PAD = "\x1f"
"""What follows a sign that stands for a box of several characters; no text holds it."""
# '☒市数据局 ☐市财政局', '■市数据局 □市财政局': a line with a ticked box before a name; ■ and √ are boxes beside an empty one only
_LINE = re.compile(
    rf"(?m)^(?:(?:[^\n]{{0,40}}[☐□][^{TICKED}{EMPTY}\n]{{2,30}}\n(?=[^\n]{{0,4}}[{_SURE}☐])){{0,12}}"
    rf"[^\n]*[{_SURE}][ \u3000{_PAD}]{{0,3}}[\u4e00-\u9fff][^\n]*(?:\n[ \u3000]{{0,4}}[☐□{_SURE}][^{TICKED}{EMPTY}\n]{{2,30}}){{0,12}}"
    rf"|(?=[^\n]*[■√][ \u3000{_PAD}]{{0,3}}[\u4e00-\u9fff])[^\n]*[{EMPTY}][ \u3000{_PAD}]{{0,3}}[\u4e00-\u9fff][^\n]*)"
)
# ' ☐市财政局', '、□市财政局': an empty box with the name after it and what parts it from the one before
_EMPTY_ITEM = re.compile(
    rf"[、，, \u3000]*[{EMPTY}][ \u3000{_PAD}]{{0,3}}[\u4e00-\u9fff][^{TICKED}{EMPTY}、，,；;。）)\t\n]*"
)
# '☒' before a name, with the spaces around it
_TICK = re.compile(rf"[ \u3000]*[{TICKED}][ \u3000{_PAD}]{{0,3}}(?=[\u4e00-\u9fff])")
_NO_SEPARATOR_AFTER = "、，,：:（(；;\t\n"


# '[x]市数据局 [ ]市财政局', '（√）市数据局 （ ）市财政局': boxes made of brackets
_BRACKETS = re.compile(r"[\[［(（][ \u3000]?([xX√✓✔]?)[ \u3000]{0,2}[\]］)）](?=[ \u3000]?[\u4e00-\u9fff])")
# '市数据局（√）、市财政局（ ）': the same after names
_BRACKETS_AFTER = re.compile(
    r"(?<=[\u4e00-\u9fff])[\[［(（][ \u3000]?([xX√✓✔×✗]?)[ \u3000]{0,2}[\]］)）](?=[、，,；;。）) \u3000\n]|$)"
)
# '市数据局√、市财政局×': a line with boxes after names, of which some are ticked and some are not
_LINE_AFTER = re.compile(
    rf"(?m)^(?=[^\n]*[\u4e00-\u9fff][{TICKED}][ {_PAD}]{{0,3}}(?:[、，,；;。]|$))[^\n]*[\u4e00-\u9fff][{EMPTY}][ {_PAD}]{{0,3}}(?:[、，,；;。）)][^\n]*)?$"
)
# '、市财政局×': a name with an empty box after it, and what parts it from the one before
_EMPTY_BEFORE = re.compile(
    rf"[、，, \u3000]*[^{TICKED}{EMPTY}{_PAD}、，,；;。：:（(\t\n]{{2,30}}[{EMPTY}][ {_PAD}]{{0,3}}(?=[、，,；;。）)\n]|$)"
)
# '√' after a name
_TICK_AFTER = re.compile(rf"(?<=[\u4e00-\u9fff])[{TICKED}][ {_PAD}]{{0,3}}(?=[、，,；;。）)\n]|$)")
# '[x]', '（√）': one with a mark in it, to look no further where there is none
_MARKED = re.compile(r"[\[［(（][ \u3000]?[xX√✓✔][ \u3000]?[\]］)）]")


# 'x]', 'X）': the end of a ticked box that is made of brackets
_TICK_IN_BRACKETS = re.compile(r"[xX][\]］)）]")


def may_hold_boxes(text: str) -> bool:
    """A cheap look for ticked boxes."""
    if any([sign in text for sign in TICKED]):
        return True
    return ("x" in text or "X" in text) and _TICK_IN_BRACKETS.search(text) is not None


def _with_boxes(text: str) -> str:
    """A text with boxes made of brackets as single signs and blanks, of the same length."""
    if _MARKED.search(text) is None:
        return text
    text = _BRACKETS.sub(lambda found: ("☑" if found[1] else "☐").ljust(len(found[0]), _PAD), text)
    return _BRACKETS_AFTER.sub(
        lambda found: ("☑" if found[1] and found[1] not in EMPTY else "☐").ljust(len(found[0]), _PAD), text
    )


def unticked(text: str) -> list[Span]:
    """The names beside empty boxes, in lines where another box is ticked.

    Examples:
        >>> words = "牵头单位：☒市数据局 ☐市财政局"
        >>> [words[span.start : span.end] for span in unticked(words)]
        [' ☐市财政局']
    """
    if not may_hold_boxes(text):
        return []
    text = _with_boxes(text)
    before = (
        Span(*found.span())
        for line in _LINE.finditer(text)
        for found in _EMPTY_ITEM.finditer(text, line.start(), line.end())
    )
    after = (
        Span(*found.span())
        for line in _LINE_AFTER.finditer(text)
        for found in _EMPTY_BEFORE.finditer(text, line.start(), line.end())
    )
    found: list[Span] = []
    for span in sorted([*before, *after]):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def ticks(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    """Find the ticked boxes to leave out of a text, and the places where 、 parts two ticked names instead.

    Returns:
        half-open intervals, and positions with the character to put there; both in text order.
    """
    gaps: list[tuple[int, int]] = []
    put: list[tuple[int, str]] = []
    text = _with_boxes(text)
    for line in _LINE.finditer(text):
        for found in _TICK.finditer(text, line.start(), line.end()):
            start, end = found.span()
            if start > line.start() and text[start - 1] not in _NO_SEPARATOR_AFTER:
                put.append((start, "、"))
                start += 1
            if start < end:
                gaps.append((start, end))
    taken = set(gaps)
    gaps += [found.span() for found in _TICK_AFTER.finditer(text) if found.span() not in taken]
    return sorted(gaps), put
