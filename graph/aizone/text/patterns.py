"""Word lists as one pattern: any of many words, tried letter by letter instead of word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_Trie = dict[str, Any]
_END = ""


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words; where several fit, the longest one.

    The words share their first letters as in a dictionary: a position of the text is left after one look at one letter,
    however many words there are.

    Args:
        words: at least one; none of them empty.

    Raises:
        ValueError: there are none.

    Examples:
        >>> alternatives(["省级", "省", "市级"])
        '(?:市级|省级?)'
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    if not trie or _END in trie:
        raise ValueError("no words, or an empty one")
    return _group(trie)


def _group(node: _Trie) -> str:
    branches = [re.escape(letter) + _group(below) for letter, below in sorted(node.items()) if letter != _END]
    if not branches:
        return ""
    is_letter = len(branches) == 1 and len(branches[0].removeprefix("\\")) == 1
    group = branches[0] if len(branches) == 1 and (is_letter or _END not in node) else f"(?:{'|'.join(branches)})"
    return f"{group}?" if _END in node else group


def shortened(words: str, most: int = 60) -> str:
    """A passage as an issue quotes it: at most so many code points.

    Examples:
        >>> shortened("市商务局、市税务局", most=4), shortened("市商务局")
        ('市商务局…', '市商务局')
    """
    return words if len(words) <= most else f"{words[:most]}…"
