"""Records of owner lists: what one list says, before it is known who its names are."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...model import Basis, Deadline, Reason, Role, Span, TextSpan
from ...text.deadline_words import last_day
from ...text.schedules import both_schedules

# '市发展 改革委': a name that a line break or a table cut has left white space in
_SPACES = re.compile(r"\s+")
# one white space, a quick look before the pattern above is needed
_SPACE = re.compile(r"\s")

RuleKind = Literal["propagate", "defined", "before_comma", "order", "star", "other"]


class GivenRole(Struct, frozen=True, gc=False):
    """A role, how it is known, and the rule that gives it; `start:end` are the words it fired on, 0:0 where there are none."""

    role: Role
    rule: str
    start: int = 0
    end: int = 0
    basis: Basis = "explicit"

    @property
    def why(self) -> Reason:
        """The rule with its words."""
        return Reason(self.rule, Span(self.start, self.end) if self.end else None)


class ListedOwner(Struct, frozen=True, gc=False):
    """One name of an owner list as written, and its role there; `rank` is its 1-based position in the list.

    `block` counts the commas before it that part blocks of names.
    """

    written: str
    name: TextSpan
    given: GivenRole
    rank: int
    block: int = 0


class StatedRule(Struct, frozen=True, gc=False):
    """A rule that one list states for itself and the later ones, or running text for those after it.

    `units` are the owners it adds to each, `reach` is the passage it is about where it does not hold to the end.
    """

    kind: RuleKind
    why: Reason
    units: tuple[ListedOwner, ...] = ()
    reach: Span | None = None

    def holds_at(self, position: int) -> bool:
        """Tell whether the rule is about an owner list at a position after it."""
        return self.reach is None or self.reach.start <= position < self.reach.end


class OwnerList(Struct, frozen=True, gc=False):
    """One annotation of owners: where it is and what it says."""

    span: TextSpan  # brackets or label lines included
    inner: TextSpan  # the list without brackets
    owners: tuple[ListedOwner, ...]
    found_by: str  # the rule by which it was taken for an owner list
    deadline: Deadline | None = None
    open_tail: Reason | None = None  # the list ends in 等: there are owners it does not name
    unread: tuple[Reason, ...] = ()  # words that are not a name
    rules: tuple[StatedRule, ...] = ()  # what it says for other lists ('以下均需…落实，不再列出')
    bare: bool = False  # nothing but names: no label and no predicate says what they do
    contacts: tuple[Reason, ...] = ()  # people and telephone numbers; never stored
    skipped: tuple[Reason, ...] = ()  # words that a label says are something else ('目标位置：全省前三名')
    boundaries: tuple[Reason, ...] = ()  # unusual separators that part two names ('以及', a gap)
    shields: tuple[TextSpan, ...] = ()  # single owners that hold a separator ('各市、县')


def written_name(name: TextSpan) -> str:
    """A name as written, without the white space that a line break or a table left inside it."""
    words = name.words
    return _SPACES.sub("", words) if _SPACE.search(words) and not words.isascii() else words


def later_deadline(said: Deadline | None, found: Deadline | None) -> Deadline | None:
    """The deadline of a list that has said one and then another; an earlier one is a stage, '并持续推进' takes nothing from it."""
    if found is None or said is None:
        return found or said
    schedule = both_schedules(said.schedule, found.schedule)
    if said.value is None and not found.is_read:  # '每季度调度；完成时限：尽快': kept, to be reported
        return replace(found, continuous=said.continuous, schedule=schedule)
    continuous = said.continuous or found.continuous
    if found.value is None and said.value is not None:
        return replace(said, continuous=continuous, schedule=schedule)
    if said.value is None or found.value is None or last_day(found.value) <= last_day(said.value):
        return replace(found, continuous=continuous if said.value is None else found.continuous, schedule=schedule)
    return replace(found, stages=(*said.stages, said.value, *found.stages), schedule=schedule)
