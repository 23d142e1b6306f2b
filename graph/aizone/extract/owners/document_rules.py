"""Rules that a document states once and that hold for its later owner lists.

'列第一位者为牵头单位，下同' makes first names lead, '逗号前为牵头单位' those before the first comma, '以下均需…落实，不再列出' adds owners
to every later list, '括号中为牵头部门' says what a bare bracket means. `one_list` finds them; here they are applied, from
the list that states a rule onwards, until a later list states another of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ...model import Reason, Span
from .grammar import grammar
from .owner_list import GivenRole, ListedOwner, OwnerList, StatedRule

_MIN_BARE = 2
# '各县（市、区）': what two ways to write one owner may differ in
_NOT_WORDS = re.compile(r"[\s()（）〔〕\[\]、，,]")


def apply_rules(text: str, lists: Sequence[OwnerList]) -> list[OwnerList]:
    """Give every list the roles and owners that earlier rules give it.

    Args:
        text: the document's text; a rule may also be stated outside any list.
        lists: all lists of the document in its order.

    Returns:
        the lists in the same order. Owners a rule adds have the basis 'blanket', roles it gives the basis 'rule'. Bare
        lists are left out unless the document makes a habit of them.
    """
    stated: dict[str, StatedRule] = {rule.kind: rule for rule in _stated_outside(text, lists)}
    defined = next((rule for found in lists for rule in found.rules if rule.kind == "defined"), None)
    if defined is not None:  # it speaks of the bracket before it, too
        stated["defined"] = defined
    any_said = any(not owner_list.bare for owner_list in lists)
    keep_bare = _has_bare_habit(lists)
    applied: list[OwnerList] = []
    for owner_list in lists:
        for rule in owner_list.rules:
            stated[rule.kind] = rule
        before = text[max(0, owner_list.span.start - 1)]
        kept = keep_bare or "defined" in stated or (any_said and before in "。；;")
        if owner_list.bare and owner_list.owners and not kept:
            continue
        applied.append(_ruled(owner_list, stated))
    return applied


def _stated_outside(text: str, lists: Sequence[OwnerList]) -> Iterable[StatedRule]:
    """A comma rule that is in running text rather than in a list ('注：逗号前为牵头单位')."""
    if any(rule.kind == "before_comma" for owner_list in lists for rule in owner_list.rules):
        return
    for rule in grammar().rules:
        if rule.kind == "before_comma":
            found = rule.pattern.search(text)
            if found:
                yield StatedRule(rule.kind, Reason(rule.name, Span(*found.span())))


def _has_bare_habit(lists: Sequence[OwnerList]) -> bool:
    bare = [owner_list for owner_list in lists if owner_list.bare and owner_list.owners]
    return len(bare) >= _MIN_BARE or (len(lists) > len(bare) and any(len(found.owners) > 1 for found in bare))


def _ruled(owner_list: OwnerList, stated: dict[str, StatedRule]) -> OwnerList:
    owners = owner_list.owners
    if not owners and owner_list.deadline is None:
        return owner_list  # a bracket that only states a rule
    if owner_list.bare and "defined" in stated:
        owners = tuple(_leading(owner, stated["defined"]) for owner in owners)
    elif "before_comma" in stated and any(owner.block for owner in owners):
        first = min(owner.block for owner in owners)
        owners = tuple(
            _leading(owner, stated["before_comma"])
            if owner.block == first and owner.given.role == "responsible"
            else owner
            for owner in owners
        )
    added = [unit for kind in ("propagate", "defined") if kind in stated for unit in stated[kind].units]
    named = {_key(owner.written) for owner in owners} if added else set()
    blanket: list[ListedOwner] = []
    for unit in added:
        if _key(unit.written) not in named:
            named.add(_key(unit.written))
            blanket.append(replace(unit, rank=len(owners) + len(blanket) + 1))
    changed = bool(blanket) or owners is not owner_list.owners
    return replace(owner_list, owners=(*owners, *blanket)) if changed else owner_list


def _leading(owner: ListedOwner, rule: StatedRule) -> ListedOwner:
    start, end = (rule.why.span.start, rule.why.span.end) if rule.why.span is not None else (0, 0)
    return replace(owner, given=GivenRole("lead", rule.why.rule, start, end, "rule"))


def _key(written: str) -> str:
    """Two ways to write one owner are one: brackets and commas do not count."""
    return _NOT_WORDS.sub("", written).replace("人民政府", "政府")
