"""Rules that a document states once and that hold for its later owner lists.

'列第一位者为牵头单位，下同' makes first names lead, '逗号前为牵头单位' those before the first comma, '以下均需…落实，不再列出' adds owners
to every later list, '括号中为牵头部门' says what a bare bracket means. `one_list` finds them; here they are applied, from
the list that states a rule onwards, until a later list states another of its kind. Running text states rules too: a section's
opening for that section. '以下三项任务' and '本部分' say how far a rule reaches (`reach`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ...model import Outline, Reason, Span, TextSpan
from .grammar import grammar
from .one_list import rule_units
from .owner_list import GivenRole, ListedOwner, OwnerList, RuleKind, StatedRule
from .reach import opening_reach, reach_of

_MIN_BARE = 2
_BLANKS_BEFORE = 40
"""Characters before a bracket in which the sentence before it ends: the bracket may be on a line of its own."""
# '各县（市、区）': what two ways to write one owner may differ in
_NOT_WORDS = re.compile(r"[\s()（）〔〕\[\]、，,]")
# '以下三项任务均须各县（市、区）人民政府参与落实，不再逐项列出。': the words by which running text states owners once
_SAID_ONCE = re.compile(
    "不再?(?:一一|单独|逐一|逐项|重复|另行|分别)*(?:列出|列举|列明|标注|标明|注明|赘述|重复|单列|罗列)"
)
# what parts sentences
_SENTENCE_ENDS = "。；;\n"
_MAX_SENTENCE = 160
"""Code points before and after the words that state owners once."""


class _Stated:
    """The rules stated so far; of two of one kind the later one counts where it holds."""

    def __init__(self) -> None:
        self._rules: dict[RuleKind, list[StatedRule]] = {}

    def add(self, rule: StatedRule) -> None:
        self._rules.setdefault(rule.kind, []).append(rule)

    def at(self, position: int) -> dict[RuleKind, StatedRule]:
        """The rule of each kind that holds for a list at a position."""
        if not self._rules:
            return {}
        return {
            kind: holding[-1]
            for kind, rules in self._rules.items()
            if (holding := [rule for rule in rules if rule.holds_at(position)])
        }


def apply_rules(outline: Outline, lists: Sequence[OwnerList]) -> list[OwnerList]:
    """Give every list the roles and owners that earlier rules give it.

    Args:
        outline: the document; a rule may also be stated in its running text.
        lists: all lists of the document in its order.

    Returns:
        the lists in the same order. Owners a rule adds have the basis 'blanket', roles it gives the basis 'rule'. Bare
        lists are left out unless the document makes a habit of them.
    """
    text = outline.document.text
    stated = _Stated()
    for rule in _comma_rules(text, lists):
        stated.add(rule)
    defined = next((rule for found in lists for rule in found.rules if rule.kind == "defined"), None)
    if defined is not None:  # it speaks of the bracket before it, too
        stated.add(defined)
    waiting = _said_in_text(outline, lists)
    any_said = any(not owner_list.bare for owner_list in lists)
    keep_bare = _has_bare_habit(lists)
    applied: list[OwnerList] = []
    for owner_list in lists:
        while waiting and waiting[0].why.span is not None and waiting[0].why.span.start < owner_list.span.start:
            stated.add(waiting.pop(0))
        for rule in owner_list.rules:
            where = rule.why.span
            stated.add(replace(rule, reach=reach_of(outline, where)) if where is not None else rule)
        holding = stated.at(owner_list.span.start)
        before = text[max(0, owner_list.span.start - _BLANKS_BEFORE) : owner_list.span.start].rstrip()[-1:]
        kept = keep_bare or "defined" in holding or (any_said and before != "" and before in "。；;")
        if owner_list.bare and owner_list.owners and not kept:
            continue
        applied.append(_ruled(owner_list, holding))
    return applied


def _said_in_text(outline: Outline, lists: Sequence[OwnerList]) -> list[StatedRule]:
    """The owners that sentences outside any list state once, in document order."""
    text = outline.document.text
    found: list[StatedRule] = []
    for once in _SAID_ONCE.finditer(text):
        first, last = max(0, once.start() - _MAX_SENTENCE), min(len(text), once.end() + _MAX_SENTENCE)
        start = max(text.rfind(mark, first, once.start()) for mark in _SENTENCE_ENDS) + 1
        ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, once.end(), last)) >= 0]
        where = TextSpan(text, max(start, first), min(ends, default=last))
        if any(one.span.start < where.end and where.start < one.span.end for one in lists):
            continue
        rule = _propagating(where)
        if rule is not None:
            found.append(replace(rule, reach=opening_reach(outline, where.span)))
    return found


def _propagating(sentence: TextSpan) -> StatedRule | None:
    """The first rule by which a sentence gives owners to other lists; None when it names no body."""
    for rule in grammar().rules:
        match = sentence.search(rule.pattern) if rule.kind == "propagate" else None
        if match is not None:
            given = GivenRole(rule.role, rule.name, *match.span(), basis="blanket")
            units = rule_units(sentence, match, given, grammar())
            if units:
                return StatedRule(rule.kind, Reason(rule.name, Span(*match.span())), units)
    return None


def _comma_rules(text: str, lists: Sequence[OwnerList]) -> Iterable[StatedRule]:
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
    return len(bare) >= _MIN_BARE or any(len(found.owners) > 1 for found in bare)


def _ruled(owner_list: OwnerList, stated: dict[RuleKind, StatedRule]) -> OwnerList:
    owners = owner_list.owners
    if not stated or (not owners and owner_list.deadline is None):
        return owner_list  # nothing holds for it, or it is a bracket that only states a rule
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
    kinds: tuple[RuleKind, ...] = ("propagate", "defined")
    added = [unit for kind in kinds if kind in stated for unit in stated[kind].units]
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
