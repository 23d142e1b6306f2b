"""Directions: whether a number is a level to reach or the size of a change, up or down, and from what.

提高到95%        a level, up                    压减6%以上      a change, down
提高5个百分点    a change, up                   从30家增加到80家  a level, up from 30
比2023年翻一番   a change of 100 %, up from the level of 2023
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from msgspec import Struct

from ...model import Baseline, Direction, Span, TextSpan
from ...text.lexicon.dates import FIVE_YEARS, YEAR
from ...text.word_lists import alternatives
from .context import year_of
from .endings import Ending
from .quantities import Quantity, read_table

# '比2023年', '较2020年底', '在2023年基础上', '较“十三五”末': what a change is measured from; '是2023年的' before '2倍'; '在2025年达到3%' is measured from nothing
_COMPARED = re.compile(
    r"[比较相对在是为达](?:"  # their first letters, by which `re` skips all others
    r"(?:(?<=[比较])|(?<=相)(?:比|较于?)|(?<=对)比|(?P<on>(?<=在)))\s?"
    rf"(?:(?P<year>{YEAR})\s?年?(?:底|末|度)?|(?P<plan>{FIVE_YEARS})(?:期?末|时期末?|期间)?)"
    r"(?:的?基础上|(?(on)(?!)))"
    rf"|(?:(?<=[是为])|(?<=达)到?|(?<=相)当于)\s?(?P<times>{YEAR})\s?年?(?:底|末|度)?的$)"
)
_POINTS = ("个百分点", "百分点")
_MADE_BETTER = ("改造提升", "建设提升", "新建提升", "整治提升", "改扩提升", "巩固提升", "打造提升", "培育提升")
"""Verbs whose 提升 makes things better, not more: '改造提升农田0.8万亩'."""
_SHARES = frozenset({"%", "‰", *_POINTS})
# '普及率', '占比', '满意度': a share itself: '提高普及率95%' is the one to reach
_RATES = re.compile("(?<!效)率$|比[重例]?$|度$")
# '年均减少农药用量1%', '力争每年降低能耗2%': what may come before such a verb and what gets less
_HOW_OFTEN = re.compile("^(?:力争|确保|争取)?(?:年均|每年|逐年|累计|平均)?")
_NEAR = 40
"""Code points before a number in which it is said what it is compared with."""


class Change(Struct, frozen=True, gc=False):
    """How a number is meant: the size of a change or a level; `direction` is None where the words do not say."""

    is_size: bool
    direction: Direction | None


@dataclass(frozen=True, slots=True)
class _ChangeWords:
    """Compiled words of change at the end of what comes before a number."""

    up: Ending
    down: Ending
    adverbs: Ending
    levels_up: frozenset[str]
    any: re.Pattern[str]
    down_first: re.Pattern[str]  # '压减用能' before '3%', '减少碳排放' before '5万吨': a verb and what gets less
    up_first: re.Pattern[str]  # '提升效率' before '30%', '增加绿地面积' before '100公顷': a verb and what gets more


@functools.cache
def _words() -> _ChangeWords:
    table = read_table()["change"]
    return _ChangeWords(
        up=Ending.of(table["up"]),
        down=Ending.of(table["down"]),
        adverbs=Ending.of(table["adverbs"]),
        levels_up=frozenset(table["levels_up"]),
        down_first=re.compile(rf"{alternatives(table['down_first'])}[\u4e00-\u9fff]{{2,10}}"),
        up_first=re.compile(
            rf"(?:(?P<any>{alternatives(table['up_first'])})|{alternatives(table['share_up_first'])})[\u4e00-\u9fff]{{2,10}}"
        ),
        any=re.compile(f"(?P<up>{alternatives(table['up'])})|(?P<down>{alternatives(table['down'])})"),
    )


def change_of(clause: TextSpan, quantity: Quantity, baseline: Baseline | None) -> Change:
    """How a number is meant, by the words before it.

    Args:
        clause: the part of the sentence between commas it is in.
        quantity: the number.
        baseline: the value it starts from.
    """
    if quantity.change:
        return Change(is_size=True, direction="down" if "半" in quantity.announced else "up")
    words = _words()
    reached = quantity.announced.removesuffix("至").removesuffix("到")
    if reached != quantity.announced:  # '提高到', '降至'
        stated: Direction | None = "up" if reached in words.levels_up else _direction(reached, words)
        return Change(is_size=False, direction=stated or _from(baseline, quantity))
    front = clause.text[max(clause.start, quantity.span.start - _NEAR) : quantity.span.start].rstrip()
    while (adverb := words.adverbs.search(front)) is not None and adverb.start() > 0:
        front = front[: adverb.start()].rstrip()
    direction = _direction(front, words)
    if direction is not None:
        return Change(is_size=True, direction=direction)
    level = front.removesuffix("至").removesuffix("到")
    if (
        level != front and (direction := _direction(level, words)) is not None
    ):  # '提高到30、40家', whose 家 is after the 40
        return Change(is_size=False, direction=direction)
    bare = _HOW_OFTEN.sub("", front.strip())
    if words.down_first.fullmatch(bare):
        return Change(is_size=True, direction="down")
    more = words.up_first.fullmatch(bare) if _RATES.search(bare) is None else None
    if more is not None and (more["any"] or quantity.unit in _SHARES):
        return Change(is_size=True, direction="up")
    if quantity.unit in _POINTS:
        said = [found.lastgroup for found in words.any.finditer(front)]
        return Change(is_size=True, direction="down" if said[-1:] == ["down"] else "up" if said else None)
    return Change(is_size=False, direction=_from(baseline, quantity))


def _from(baseline: Baseline | None, quantity: Quantity) -> Direction | None:
    """The direction from the value that a target starts from."""
    if baseline is None or baseline.value is None or baseline.value == quantity.low:
        return None
    return "up" if baseline.value < quantity.low else "down"


def _direction(front: str, words: _ChangeWords) -> Direction | None:
    """The direction that a verb at the end of some words gives."""
    if front.endswith(_MADE_BETTER):
        return None
    if words.up.search(front):
        return "up"
    return "down" if words.down.search(front) else None


def compared_with(sentence: TextSpan, quantity: Quantity) -> Baseline | None:
    """The year whose level a number is compared with ('比2023年'), right before it in its sentence; its value is not said."""
    start = max(sentence.start, quantity.span.start - _NEAR)
    text, end = sentence.text, quantity.span.start
    if text.find("20", start, end) < 0 and text.find("五", start, end) < 0 and text.find("19", start, end) < 0:
        return None  # most numbers: no year is near
    found: re.Match[str] | None = None
    for found in _COMPARED.finditer(sentence.text, start, quantity.span.start):  # noqa: B007 - the last one counts
        pass
    if found is None or (found["times"] and quantity.unit != "倍"):
        return None
    return Baseline(None, year_of(found["times"] or found["year"] or found["plan"]), Span(*found.span()))
