"""Cells of csv files for people: none that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from typing import TypeVar

from .characters import without_illegal

T = TypeVar("T")

# '=HYPERLINK("…")', '+cmd|…', '@SUM(1)', '-2+3', also after white space: Excel, WPS and LibreOffice compute such a cell
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
# '市\r=1': programs begin a row at it
_RETURN = re.compile(r"\r\n?")
# '-3', '+1.5': a number is a number
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def guarded(cell: T) -> T | str:
    r"""A cell as it may stand in a csv file: words that a spreadsheet takes for a formula get an apostrophe before them.

    Characters that a terminal obeys, or that turn words around, are left out; a carriage return, which would begin a row of its own where
    the cell is not quoted, becomes a line feed.

    Examples:
        >>> guarded("=1+1"), guarded("-2"), guarded(-2), guarded("市科技局"), guarded("\x1b=1\u202e"), guarded("市\r=1")
        ("'=1+1", '-2', -2, '市科技局', "'=1", '市\n=1')
    """
    if not isinstance(cell, str):
        return cell
    words = _RETURN.sub("\n", without_illegal(cell))
    return f"'{words}" if _FORMULA.match(words) and not _NUMBER.fullmatch(words) else words


def unguarded(words: str) -> str:
    """A cell as it was before `guarded`.

    Examples:
        >>> unguarded(str(guarded("=1+1"))), unguarded("'甲'")
        ('=1+1', "'甲'")
    """
    return words[1:] if words.startswith("'") and guarded(words[1:]) == words else words
