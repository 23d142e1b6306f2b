"""What has been read of an owner list so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...model import Deadline, Role, Span

_SPACES = re.compile(r"\s+")
_SPACE = re.compile(r"\s")


@dataclass(slots=True)
class ListDraft:
    """Names read so far, those since the last predicate still without their role."""

    owners: list[tuple[Span, Role, bool, int]] = field(default_factory=list)  # name, role, marked, block
    waiting: list[tuple[Span, int]] = field(default_factory=list)
    block: int = 0
    said: bool = False  # a label or predicate was seen
    open_tail: bool = False
    has_duty: bool = False  # '市财政局负责资金保障': what a body does was said, as in sentences
    titled: bool = False  # a name stood behind a colon and words that are no label
    bare_places: bool = False  # '广州、深圳等市人民政府': names of places stand for their governments
    deadline: Deadline | None = None
    unread: list[Span] = field(default_factory=list)
    contacts: list[Span] = field(default_factory=list)

    def see_deadline(self, deadline: Deadline | None) -> None:
        """Take a deadline; '并持续推进' behind a date takes nothing from it."""
        if deadline is None:
            return
        if deadline.value is None and self.deadline is not None and self.deadline.value is not None:
            continuous = self.deadline.continuous or deadline.continuous
            deadline = Deadline(self.deadline.value, self.deadline.span, continuous=continuous)
        self.deadline = deadline

    def settle(self, role: Role) -> None:
        """Give the waiting names their role."""
        if self.waiting:
            self.owners.extend((name, role, False, block) for name, block in self.waiting)
            self.waiting.clear()


def written_name(text: str, name: Span) -> str:
    """A name as written; white space that a line break or a table left inside it is none of it."""
    words = text[name.start : name.end]
    return _SPACES.sub("", words) if _SPACE.search(words) and not words.isascii() else words
