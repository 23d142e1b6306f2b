"""Cells of csv files for people: none that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from typing import TypeVar

T = TypeVar("T")

# '=HYPERLINK("…")', '+cmd|…', '@SUM(1)', '-2+3', also after white space: Excel, WPS and LibreOffice compute such a cell
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
# '-3', '+1.5': a number is a number
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def guarded(cell: T) -> T | str:
    """A cell as it may stand in a csv file: words that a spreadsheet takes for a formula get an apostrophe before them.

    Examples:
        >>> guarded("=1+1"), guarded("-2"), guarded(-2), guarded("市科技局")
        ("'=1+1", '-2', -2, '市科技局')
    """
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unguarded(words: str) -> str:
    """A cell as it was before `guarded`.

    Examples:
        >>> unguarded(str(guarded("=1+1"))), unguarded("'甲'")
        ('=1+1', "'甲'")
    """
    return words[1:] if words.startswith("'") and guarded(words[1:]) == words else words
