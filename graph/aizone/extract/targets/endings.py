"""Words at the end of a text, found without a look at the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...text.word_lists import alternatives


@dataclass(frozen=True, slots=True)
class Ending:
    """A pattern for the end of a text, at most `longest` characters; `last` are the characters it may end with."""

    pattern: re.Pattern[str]
    longest: int
    last: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str], *, then: str = "") -> Ending:
        """Any of some words, the longest that fits, and perhaps one more.

        Examples:
            >>> Ending.of(["建成", "新建"], then="了").search("去年建成了").group()
            '建成了'
        """
        known = list(words)
        longest = max(map(len, known)) + len(then)
        last = frozenset(word[-1] for word in (*known, then) if word) | {"\n"}  # '$' fits before a line's end, too
        return cls(re.compile(f"{alternatives(known)}{f'(?:{then})?' if then else ''}$"), longest, last)

    def search(self, text: str) -> re.Match[str] | None:
        """The words at the end of a text."""
        if text[-1:] not in self.last:
            return None
        return self.pattern.search(text, len(text) - self.longest)  # a position before the text is its beginning
