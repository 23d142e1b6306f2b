"""Passages quoted by their words, so that they are found again in another version of the document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

CONTEXT = 40
"""Characters of the words beside a passage that are kept with it."""
_ALIKE = 0.5
"""Share of characters, in order, that both the passage and its context must keep (Ratcliff and Obershelp's measure)."""
# "（市科技局、 市公安局）" and "(市科技局，市公安局)" are the same words: punctuation, brackets and white space do not count
_MARKS = re.compile(r"[\W_]+")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage by its words: `exact` ('' for one that is only known by what is beside it), and the words beside it.

    These are the last ones before it (`prefix`) or the first ones after it (`suffix`).
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


def squeeze(words: str) -> str:
    """Words as they are compared: NFKC, without white space and punctuation.

    Examples:
        >>> squeeze("（市科技局、 市公安局）")
        '市科技局市公安局'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", words))


def find_again(wanted: Quote, candidates: Mapping[Key, Quote]) -> list[Key]:
    """Find a quoted passage among those of a document.

    Both the passage and its context may change a little (a comma, one more name).

    Args:
        wanted: the passage as it was quoted.
        candidates: the passages of the document, as they would be quoted.

    Returns:
        the keys of the passages most like it: several where the document has the same words twice; none when nothing is
        like it, or two passages of different words are equally like it.
    """
    best = 0.0
    found: list[Key] = []
    for key, quote in candidates.items():
        score = likeness(wanted, quote)
        if score > best:
            best, found = score, [key]
        elif score == best and score:
            found.append(key)
    return found if len({candidates[key] for key in found}) == 1 else []


def likeness(one: Quote, other: Quote) -> float:
    """Score how alike two passages and their contexts are, in (0, 1]; 0 when either is not alike enough."""
    scores = []
    for first, second in (
        (one.exact, other.exact),
        (one.prefix or one.suffix, other.prefix or other.suffix),
    ):
        left, right = squeeze(first), squeeze(second)
        score = 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()
        if score < _ALIKE:
            return 0.0
        scores.append(score)
    return sum(scores) / len(scores)
