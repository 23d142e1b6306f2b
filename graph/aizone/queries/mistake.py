"""A mistake of a query, or a hint about one that was answered: its words, its place, and the change that mends it."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import Translate


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the text that mends a mistake: `words` instead of what is between two places."""

    start: int
    end: int
    words: str

    def apply(self, text: str) -> str:
        """The text with the change."""
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: a message id and the values in it, the part of the text it is about (code points), and its fix, if there is one.

    A hint is about a query that was answered and is shown as such: nothing is wrong with it, but it may not say what was meant.
    """

    start: int
    end: int
    what: str
    values: dict[str, str]
    fix: Fix | None = None
    is_hint: bool = False

    def line(self, _: Translate) -> str:
        """The mistake in words."""
        return _(self.what).format(**self.values)

    def place(self, text: str) -> tuple[int, int]:
        """Its line and column, both from 1."""
        before = text[: self.start]
        return before.count("\n") + 1, self.start - before.rfind("\n")
