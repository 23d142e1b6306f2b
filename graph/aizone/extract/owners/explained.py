"""Reasons of assignments and measures: the rules that read an owner list, with the words they fired on."""

from __future__ import annotations

from ...model import Reason
from ...units.resolve import Resolution
from .grammar import collective_rule
from .owner_list import ListedOwner, OwnerList


def why_owner(
    owner_list: OwnerList, owner: ListedOwner, resolution: Resolution, by_rule: Reason | None
) -> tuple[Reason, ...]:
    """The rules behind an assignment: how its list and its role were found, where the name ends, and what it means.

    Args:
        owner_list: the list.
        owner: one of its names, or one that a rule of the document adds.
        resolution: the body the name means.
        by_rule: the rule about order by which it leads or supports; None when its place says nothing.
    """
    name = owner.name.span
    meaning = Reason(_name_rule(resolution), name)
    if owner.given.basis == "blanket":
        return owner.given.why, meaning
    order = () if by_rule is None else (by_rule,)
    found = Reason(owner_list.found_by, owner_list.span.span)
    return found, owner.given.why, *order, *_why_name(owner_list, owner), meaning


def _why_name(owner_list: OwnerList, owner: ListedOwner) -> list[Reason]:
    """The unusual separators beside a name, and the rule that keeps a usual one inside it."""
    start, end = owner.name.start, owner.name.end
    beside = [
        why for why in owner_list.boundaries if why.span and why.span.start - 1 <= end and start <= why.span.end + 1
    ]
    inside = [one for one in owner_list.shields if one.start < end and start < one.end]
    return beside + [collective_rule(one, owner_list.inner) for one in inside]


def _name_rule(resolution: Resolution) -> str:
    if resolution.method is not None:
        return f"name-{resolution.method}"
    return "name-ambiguous" if resolution.candidates else "name-unknown"


def why_list(owner_list: OwnerList) -> tuple[Reason, ...]:
    """The way a list was found, the rules it states for others, and the words in it that are not owners."""
    found = Reason(owner_list.found_by, owner_list.span.span)
    tail = () if owner_list.open_tail is None else (owner_list.open_tail,)
    stated = (rule.why for rule in owner_list.rules)
    return found, *tail, *stated, *owner_list.skipped, *owner_list.contacts, *owner_list.unread
