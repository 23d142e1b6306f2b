"""Marks of emphasis that a plain text keeps from Markdown: '**牵头单位：**市商务局', '*责任单位：市商务局*'.

A star is also the mark of a lead ('市商务局*'), and stands for a lost letter ('市民*局', '张**'): only pairs that no letter is before
on the outside are marks of emphasis.
"""

from __future__ import annotations

import re

# '**牵头单位：**市商务局': two stars before and after some words
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*\*(?!\*)")
# '*责任单位：市商务局*' as a line, '。*（市商务局牵头）*' at its end: one star before and after words that are a label or a bracket
_LEANING = re.compile(
    r"(?:(?<=^)|(?<=[\n。；;）)]))([ \t\u3000]*)\*(?=[（(]|[^\s*\n：:]{2,12}[：:])([^*\n]{2,300})(?<=[^\s*])\*(?=[ \t]*(?:\n|$))"
)


def without_emphasis(text: str) -> str:
    """A text without its marks of emphasis.

    Examples:
        >>> without_emphasis("**牵头单位：**市商务局*、市民**局")
        '牵头单位：市商务局*、市民**局'
        >>> without_emphasis("*责任单位：市商务局*")
        '责任单位：市商务局'
    """
    if "*" not in text:
        return text
    if "**" in text:
        text = _STRONG.sub(r"\1", text)
    return _LEANING.sub(r"\1\2", text)
