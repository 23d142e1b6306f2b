"""Quantities that look like targets and are not: ceilings of grants, thresholds, rates, the status quo, names.

The patterns are declared in `quantities.toml`, each with an example; `where` says which words around a number they are held
against. Only words close to the number are looked at, so that a sentence without end costs no more than its length.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import TextSpan
from ...text.lexicon.dates import YEAR
from ...text.word_lists import at_letters
from .quantities import Quantity, read_table

_NEAR = 120
"""The code points of the clause or sentence on each side of a number that are looked at."""
_LONG = 4 * _NEAR
"""Code points; a longer sentence, which is no sentence, has more numbers than it is worth looking around each of."""
_WIDE = frozenset({"clause", "sentence", "rest"})
"""The words around a number of which there are many."""
_BEFORE = 24
_AFTER = 24
# '80%的企业完成改造', '95%的乡镇至少有1个站点': a share of what does or has something
SHARE_OF = re.compile(
    "的[\u4e00-\u9fff“”]{2,16}?(?:完成|实现|建成|达到?|建立|开展|通过|配备|接入|至少|拥有|设有|建有|都?有|上云|纳入|创建|享有|参加|参与|安装|使用|签约|设立)"
)
# '3家企业进入百强': a count of what does something
COUNT_OF = re.compile(
    "[\u4e00-\u9fff“”]{2,12}(?:完成|实现|建成|进入|入选|跻身|达到|通过|上市|上云|投产|投用|开工|挂牌|获批|获评)"
)


@dataclass(frozen=True, slots=True)
class LookalikeRule:
    """A named pattern of words that make a number something else, unless other words do not."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class LookalikeRules:
    """The rules that look at the same words, and one pattern that fits whenever one of theirs does.

    `look` tells as much of some words, in less time, where each rule says which letters it begins with.
    """

    where: str
    exact: bool
    any: re.Pattern[str]
    look: re.Pattern[str]
    rules: tuple[LookalikeRule, ...]


@functools.cache
def _rules() -> tuple[LookalikeRules, ...]:
    together: dict[tuple[str, bool], list[LookalikeRule]] = {}
    begins: dict[tuple[str, bool], list[str | None]] = {}
    for entry in read_table()["lookalike"]:
        pattern = entry["pattern"].replace("YEAR", YEAR)
        pattern = f"(?:{pattern})$" if entry["where"] == "before" else pattern
        unless = re.compile(entry["unless"].replace("YEAR", YEAR)) if "unless" in entry else None
        rule = LookalikeRule(entry["name"], re.compile(pattern), unless)
        key = (entry["where"], entry.get("exact", False))
        together.setdefault(key, []).append(rule)
        begins.setdefault(key, []).append(entry.get("begins"))
    return tuple(_together(*key, rules, begins[key]) for key, rules in together.items())


def _together(where: str, exact: bool, rules: Sequence[LookalikeRule], begins: Sequence[str | None]) -> LookalikeRules:
    """Some rules, tried only at the letters they begin with where each of them says which these are."""
    either = "|".join(f"(?:{rule.pattern.pattern})" for rule in rules)
    letters = "".join(filter(None, begins))
    look = at_letters(letters, either) if all(begins) else either
    return LookalikeRules(
        where,
        exact,
        re.compile(f"(?=[{letters}])(?:{either})" if all(begins) else either),
        re.compile(look),
        tuple(rules),
    )


def lookalike(sentence: TextSpan, clause: TextSpan, quantity: Quantity) -> str | None:
    """The name of the look-alike a quantity is, None when it may be a target.

    Args:
        sentence: the sentence it is in.
        clause: the part of the sentence between commas it is in.
        quantity: the number.
    """
    text, start, end = sentence.text, quantity.span.start, quantity.span.end
    first, last = clause.start, clause.end
    words = {
        "clause": text[max(first, start - _NEAR) : min(last, end + _NEAR)],
        "sentence": text[max(sentence.start, start - _NEAR) : start],
        "before": text[max(first, start - _BEFORE) : start],
        "after": text[end : min(last, end + _AFTER)],
        "rest": text[end : min(sentence.end, end + _NEAR)],
    }
    is_exact = quantity.comparator == "eq" and not quantity.announced
    fitting = _fitting(sentence) if len(sentence) > _LONG else None
    for at, same in enumerate(_rules()):
        if same.exact and not is_exact:
            continue
        if fitting is not None and same.where in _WIDE and not _is_near(fitting[at], start, end):
            continue
        there = words[same.where]
        at_start = same.where == "after"
        if not (same.any.match(there) if at_start else same.look.search(there)):
            continue
        for rule in same.rules:
            found = rule.pattern.match(there) if at_start else rule.pattern.search(there)
            if not found or (rule.unless and rule.unless.search(there, found.end())):
                continue
            if rule.name == "not-count-at-start" and (quantity.unit == "%" or _does_something(text, quantity)):
                continue  # '60%的道路': not a count
            return rule.name
    return None


@functools.lru_cache(maxsize=2)
def _fitting(sentence: TextSpan) -> list[list[tuple[int, int]]]:
    """For each rule the places in a long sentence that fit, so that it is searched once and not around each of its numbers."""
    return [
        [found.span() for found in same.any.finditer(sentence.text, sentence.start, sentence.end)]
        if same.where in _WIDE
        else []
        for same in _rules()
    ]


def _is_near(places: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether one of some places is in the words that are looked at around a number `start:end`."""
    if not places:
        return False
    at = bisect_right(places, start - _NEAR, key=lambda place: place[1])
    return at < len(places) and places[at][0] < end + _NEAR


def _does_something(text: str, quantity: Quantity) -> bool:
    """Tell whether a count that begins its clause says how many of some things do something."""
    return quantity.kind == "counter" and COUNT_OF.match(text, quantity.span.end) is not None
