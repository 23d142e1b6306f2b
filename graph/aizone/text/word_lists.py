"""Lists of words as regular expressions: any of the words, and the place after any of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_Trie = dict[str, Any]
_END = ""


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words; where several fit, the longest one.

    The words share their first letters as in a dictionary, so that at most positions of a text one look at one letter is
    enough, however many words there are.

    Args:
        words: at least one; none of them empty.

    Raises:
        ValueError: there are no words.

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


def starting(words: Iterable[str]) -> str:
    """A look at the next letter: one of those that words start with. It saves trying a pattern at every position.

    Examples:
        >>> starting(["省级", "省", "市级"])
        '(?=[市省])'
    """
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"


def at_letters(letters: str, pattern: str) -> str:
    """A pattern that tells where another one fits, tried only at the letters that one may begin with; its match is that letter.

    `re` runs to a letter of a set five times as fast as it tries a look ahead (`starting`) at every position, where the set is the
    first thing of a pattern.

    Args:
        letters: a set of characters, as in brackets.
        pattern: a regular expression; all its matches begin with one of the letters.

    Examples:
        >>> re.search(at_letters("市县", "市[场区](?=.)|县级"), "城市、市区里").span()
        (3, 4)
    """
    return rf"[{letters}](?<=(?={pattern})(?s:.))"


def lookbehind(words: Iterable[str]) -> str:
    """A regular expression for the place right after any of the words.

    `re` looks behind for words of one length only, so there is one group per length; a word that ends in another one of the
    list adds nothing.

    Examples:
        >>> lookbehind(["局", "委", "管委", "中心"])
        '(?:(?<=[委局])|(?<=中心))'
    """
    known = set(words)
    bare = {word for word in known if not any(word[at:] in known for at in range(1, len(word)))}
    groups = []
    for length in sorted(set(map(len, bare))):
        alike = sorted(word for word in bare if len(word) == length)
        groups.append(f"(?<=[{re.escape(''.join(alike))}])" if length == 1 else f"(?<={alternatives(alike)})")
    return f"(?:{'|'.join(groups)})"
