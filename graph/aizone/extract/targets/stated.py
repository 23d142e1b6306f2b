"""Whether a quantity is stated as one to reach: a word announces it, bounds it, or a verb of doing governs it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ...model import Span
from ...text.word_lists import alternatives
from .quantities import Quantity, read_table

GOVERNS = 30
"""How far in front of a number, in code points, a verb may stand that governs it."""
_NOUN = re.compile(r"[\u4e00-\u9fff“\d]")
"""What a quantity in front qualifies; a number does when it counts things of that size ('10亿元以上3家')."""
_NEXT_ITEM = frozenset("和与及并且或、")


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: re.Pattern[str]
    adjacent: re.Pattern[str]
    closing: re.Pattern[str]
    reaching: re.Pattern[str]
    reducing: re.Pattern[str]
    finishing: re.Pattern[str]
    fronted: re.Pattern[str]
    growth: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    table = read_table()
    verbs = table["verbs"]
    return _Words(
        verbs=re.compile(alternatives(verbs["words"])),
        adjacent=re.compile(f"{alternatives(verbs['adjacent'])}$"),
        closing=re.compile(alternatives(verbs["closing"])),
        reaching=re.compile(f"{alternatives(verbs['reaching'])}$"),
        reducing=re.compile(alternatives(verbs["reducing"])),
        finishing=re.compile(alternatives(verbs["finishing"])),
        fronted=re.compile(alternatives(verbs["fronted"])),
        growth=re.compile(alternatives(table["attribute"]["growth"])),
    )


def is_stated(text: str, clause: Span, quantity: Quantity, *, goes_on: bool) -> bool:
    """Whether the words around a number make it one to reach.

    Args:
        text: the document's text.
        clause: the part of the sentence between commas it stands in.
        quantity: the number, known to be no look-alike.
        goes_on: whether targets or a year have been stated right before, so that '乙企业5家' goes on with them.
    """
    words = _words()
    front = text[max(clause.start, quantity.span.start - GOVERNS) : quantity.span.start]
    behind = text[quantity.span.end : min(clause.end, quantity.span.end + GOVERNS)].lstrip()
    if quantity.kind == "none":
        return True
    if quantity.kind == "time":
        if quantity.announced or words.reducing.search(front[-8:]):
            return True
        if goes_on and quantity.followed and _ends_clause(text, clause, quantity):
            return True
        if quantity.followed in {"内", "以内", "之内"}:
            return words.finishing.search(behind) is not None
        return words.finishing.match(behind) is not None
    if quantity.unit == "岁":
        return bool(quantity.announced) and "寿命" in front
    is_attribute = bool(_NOUN.match(behind)) and behind[0] not in _NEXT_ITEM
    governed = words.verbs.search(front) is not None or words.adjacent.search(front) is not None
    if quantity.kind == "measure":
        qualifies = behind.startswith("的") or quantity.followed or quantity.comparator in {"gt", "lt"}
        if is_attribute and qualifies and not words.growth.match(behind):  # '10亿元以上企业', '超10亿元企业'
            if quantity.unit == "%" and words.reaching.search(front):  # '实现95%以上事项网上可办'
                return True
            return bool(quantity.announced) and not behind.startswith("的") and quantity.comparator not in {"gt", "lt"}
        if quantity.announced or quantity.comparator != "eq":
            return True
        return not is_attribute and (governed or (goes_on and _ends_clause(text, clause, quantity)))
    if quantity.announced:
        return True
    if quantity.comparator != "eq":
        return governed or not is_attribute
    if front.startswith(("对", "为")) and words.fronted.search(behind):
        return True
    if governed:
        return True
    return _ends_clause(text, clause, quantity) and (goes_on or words.closing.search(front) is not None)


def _ends_clause(text: str, clause: Span, quantity: Quantity) -> bool:
    return quantity.span.end >= clause.end or text[quantity.span.end] in "、）)"


def is_in_brackets_of(text: str, rejected: Quantity, quantity: Quantity) -> bool:
    """Whether a number stands in brackets that explain one that was left out: '按不超过1%（小微企业不超过0.5%）'."""
    start, end = rejected.span.end, quantity.number.start
    return end - start <= GOVERNS and text.rfind("（", start, end) > text.rfind("）", start, end)
