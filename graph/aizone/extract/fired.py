"""A reading rule that fired, on its way to a fact."""

from __future__ import annotations

from msgspec import Struct

from ..model import Reason, Span


class Fired(Struct, frozen=True, gc=False):
    """A rule and the words `start:end` it fired on, 0:0 where there are none.

    Readers return it instead of a bare yes, because it costs no more; it becomes a `Reason` only when a fact is to say why.
    """

    rule: str
    start: int = 0
    end: int = 0

    @property
    def reason(self) -> Reason:
        """The rule as a fact keeps it."""
        return Reason(self.rule, Span(self.start, self.end) if self.end else None)
