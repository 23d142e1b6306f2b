"""Boxes to tick beside names (☒市数据局 ☐市财政局): in a line with a ticked one, what is not ticked does not hold."""

from __future__ import annotations

import re

from ..model import Span

TICKED, EMPTY = "☒☑✔✓■√", "☐□×✗"
_SURE = "☒☑✔✓"
# '☒市数据局 ☐市财政局', '■市数据局 □市财政局': a line with a ticked box before a name; ■ and √ are boxes beside an empty one only
_LINE = re.compile(
    rf"(?m)^(?:(?:[^\n]{{0,40}}[☐□][^{TICKED}{EMPTY}\n]{{2,30}}\n(?=[^\n]{{0,4}}[{_SURE}☐])){{0,12}}"
    rf"[^\n]*[{_SURE}][ \u3000]?[\u4e00-\u9fff][^\n]*(?:\n[ \u3000]{{0,4}}[☐□{_SURE}][^{TICKED}{EMPTY}\n]{{2,30}}){{0,12}}"
    rf"|(?=[^\n]*[■√][ \u3000]?[\u4e00-\u9fff])[^\n]*[{EMPTY}][ \u3000]?[\u4e00-\u9fff][^\n]*)"
)
# ' ☐市财政局', '、□市财政局': an empty box with the name after it and what parts it from the one before
_EMPTY_ITEM = re.compile(rf"[、，, \u3000]*[{EMPTY}][ \u3000]?[\u4e00-\u9fff][^{TICKED}{EMPTY}、，,；;。）)\t\n]*")
# '☒' before a name, with the spaces around it
_TICK = re.compile(rf"[ \u3000]*[{TICKED}][ \u3000]?(?=[\u4e00-\u9fff])")
_NO_SEPARATOR_AFTER = "、，,：:（(；;\t\n"


def unticked(text: str) -> list[Span]:
    """The names beside empty boxes, in lines where another box is ticked.

    Examples:
        >>> words = "牵头单位：☒市数据局 ☐市财政局"
        >>> [words[span.start : span.end] for span in unticked(words)]
        [' ☐市财政局']
    """
    if not any(sign in text for sign in TICKED):
        return []
    return [
        Span(*found.span())
        for line in _LINE.finditer(text)
        for found in _EMPTY_ITEM.finditer(text, line.start(), line.end())
    ]


def ticks(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    """Find the ticked boxes to leave out of a text, and the places where 、 parts two ticked names instead.

    Returns:
        half-open intervals, and positions with the character to put there; both in text order.
    """
    gaps: list[tuple[int, int]] = []
    put: list[tuple[int, str]] = []
    for line in _LINE.finditer(text):
        for found in _TICK.finditer(text, line.start(), line.end()):
            start, end = found.span()
            if start > line.start() and text[start - 1] not in _NO_SEPARATOR_AFTER:
                put.append((start, "、"))
                start += 1
            if start < end:
                gaps.append((start, end))
    return gaps, put
