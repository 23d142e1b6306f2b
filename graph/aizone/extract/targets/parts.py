"""Shares of a target: what 其中 ('of which') names is part of a number stated before it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...model import Reason, Span, TargetFact, TextSpan

_OF_WHICH = "其中"
_HEAD = 2
"""The characters at the end of a metric that name the kind of thing it counts: '专精特新企业', '人工智能企业'."""
_RATES = frozenset({"%", "‰", "个百分点", "百分点", "倍", ""})
"""Numbers of these units are not shares of one another, unless they measure the same."""


def with_wholes(
    sentence: TextSpan, targets: list[TargetFact], before: Sequence[TargetFact], *, explain: bool = False
) -> list[TargetFact]:
    """The targets of a sentence, those after a 其中 linked to the target they are a share of.

    Args:
        sentence: its words.
        targets: its targets, in text order.
        before: those of the sentence before it in the paragraph ('引进500名。其中，博士50名').
        explain: whether a linked target says why.
    """
    text = sentence.text
    if not targets or text.find(_OF_WHICH, sentence.start, sentence.end) < 0:
        return targets
    found: list[TargetFact] = []
    for number, target in enumerate(targets):
        at = text.rfind(_OF_WHICH, sentence.start, target.quantity.start)
        whole = None
        if at >= 0:
            wholes = [one for one in (*before, *targets[:number]) if one.quantity.end <= at]
            is_first = number == 0 or targets[number - 1].quantity.end <= at
            whole = _whole_of(target, wholes, is_first=is_first)
        if whole is not None:
            why = (*target.why, Reason("target-of-which", Span(at, at + len(_OF_WHICH)))) if explain else target.why
            target = replace(target, whole=whole.quantity, why=why)
        found.append(target)
    return found


def _whole_of(target: TargetFact, wholes: Sequence[TargetFact], *, is_first: bool) -> TargetFact | None:
    """The target that another is a share of: the nearest that counts the same kind of thing, else for the first one the nearest."""
    alike = [one for one in wholes if one.unit_text == target.unit_text and _is_at_most(target, one)]
    for one in reversed(alike):
        if one.metric.endswith(target.metric) or target.metric.endswith(one.metric):
            return one
    if target.unit_text in _RATES:
        return None
    for one in reversed(alike):
        if one.metric[-_HEAD:] == target.metric[-_HEAD:]:
            return one
    return wholes[-1] if is_first and wholes and wholes[-1] in alike else None


def _is_at_most(part: TargetFact, whole: TargetFact) -> bool:
    """Tell whether a number can be a share of another: it is not greater."""
    low, high = (_amount(part), _amount(whole))
    return low is None or high is None or low <= high


def _amount(target: TargetFact) -> float | None:
    return target.minimum if target.minimum is not None else target.maximum
