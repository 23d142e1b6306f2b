"""A character of a page with its box, in points, y upwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Character:
    """A character and its box."""

    text: str
    x0: float
    bottom: float
    x1: float
    top: float

    @property
    def size(self) -> float:
        """The height of its box."""
        return self.top - self.bottom

    @property
    def is_unreadable(self) -> bool:
        """True if its font does not say what letter it shows: no mapping, or a private one."""
        return self.text in "\0\ufffd\ufffe\uffff" or "\ue000" <= self.text <= "\uf8ff"
