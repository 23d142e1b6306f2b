"""Deadlines: dates by which something is to be done. The words that make a date a deadline are in `deadlines.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Deadline, Span, TextSpan
from .lexicon.dates import BEFORE, DAY, EDGE, MONTH, NUMERIC_DATE, WITHIN, YEAR, YEAR_WORD
from .word_lists import alternatives

_MAX_BLOCK = 60
"""Code points; a longer block holds more than a deadline."""
_FRONT = 24
"""Code points before a date in which a word may say that it is not a deadline."""

# '6月', '6月份', '6月30日'
_MONTH = rf"(?P<month>{MONTH})\s?月(?:份)?(?:\s?(?P<day>{DAY})\s?日)?"
# '6月底前', '30日之前', '三季度末前', '上半年前', '年内', '年底前': the end of a deadline without a year. It begins with a set
# of letters, which is searched for three times as fast as words that share none.
_ANCHOR = re.compile(
    rf"[月日季半年](?:(?:(?<=月)份?|(?<=日)|(?<=季)度|(?<=半)年){EDGE}\s?{BEFORE}"
    r"|(?<=年)(?:内|[底末]之?前))"
)

# '2024.6.30', '2024/6': a date in digits, but not a part of a longer number
_NUMERIC = re.compile(rf"(?<!\d){NUMERIC_DATE}(?![\d.])")

# '自2023年1月1日至…': the words before the second date of a range
_DAY_RANGE = re.compile(r"自[^。；]{0,20}$")


@dataclass(frozen=True, slots=True)
class _DeadlineWords:
    """`deadlines.toml` compiled: see `_words` for an example of each pattern."""

    block: re.Pattern[str]
    token: re.Pattern[str]
    continuous: re.Pattern[str]
    beginnings: re.Pattern[str]
    dated: re.Pattern[str]
    undated: re.Pattern[str]
    not_after: tuple[str, ...]
    not_before: re.Pattern[str]
    parts: dict[str, int]


def read_table() -> dict[str, Any]:
    """The deadline file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))


@functools.cache
def _words() -> _DeadlineWords:
    table = read_table()
    part = rf"第?(?P<part>{alternatives(table['parts'])})"
    inner = rf"(?:{_MONTH}|{part})"
    token = rf"(?:(?P<year>{YEAR}){YEAR_WORD}\s?|{WITHIN}\s?)?{inner}{EDGE}|(?P<only>{YEAR})\s?年?{EDGE}|{WITHIN}{EDGE}"
    label = rf"(?:{alternatives(table['labels'])}\s?[:：为]?\s?)?"
    words = alternatives([*table["closers"], *table["openers"]])
    going_on = alternatives(table["continuous"])
    unnamed = re.sub(r"\?P<\w+>", "?:", token)
    return _DeadlineWords(
        # '完成时限：2023年6月底前完成并持续推进': a block that holds nothing else
        block=re.compile(rf"{label}(?>(?:{unnamed}|{going_on}|{words}|[\s，,、；;。.—–~～-])+)"),
        # '2023年6月底', '今年三季度', '2023年', '年底': a date in such a block
        token=re.compile(token),
        # '持续推进', '长期坚持'
        continuous=re.compile(going_on),
        # '启动', '起': makes the date before it a beginning
        beginnings=re.compile(alternatives(table["beginnings"])),
        # '2023年6月底前', '2025年，': a date with a year in running text
        dated=re.compile(rf"(?P<year>{YEAR}){YEAR_WORD}(?:\s?{inner})?{EDGE}\s?(?P<due>{BEFORE}|[，,])?"),
        # '8月底前', '今年三季度末前', '年内', but not '每年6月底前', '三年内'
        undated=re.compile(
            rf"(?:(?<![\d一二三四五六七八九十两几每整数多]){WITHIN}\s?|(?<![\d年])){inner}{EDGE}\s?{BEFORE}"
            r"|(?<![\d一二三四五六七八九十两几每整数多\s])(?:年内|年底前|年末前|年底之前)"
        ),
        not_after=tuple(table["not_after"]["words"]),
        not_before=re.compile(alternatives(table["not_before"]["words"])),
        parts=table["parts"],
    )


def read_deadline(block: TextSpan, *, year: int | None = None) -> Deadline | None:
    """Read a block that holds a deadline and nothing else ('2023年6月底前完成', '持续推进').

    Args:
        block: the passage.
        year: the year meant where the block names a month or quarter alone.

    Returns:
        None when the block says anything else. `value` is None when the year is not known, or work only goes on. Of
        several dates the last one counts that is not a beginning ('3月启动，12月底前完成').
    """
    if len(block) > _MAX_BLOCK:
        return None
    words = _words()
    said = block.words.strip()
    if "20" in said:
        said = _NUMERIC.sub(_in_words, said)
    if not said or words.block.fullmatch(said) is None:
        return None
    going_on = words.continuous.search(said) is not None
    value: str | None = None
    is_dated = False
    for found in words.token.finditer(said):
        if value is not None and words.beginnings.match(said, found.end()):
            continue
        is_dated = True
        year = int(found["year"] or found["only"] or year or 0) or None
        value = _iso(found, year) or value
    if not is_dated and not going_on:
        return None
    rule = "deadline-alone" if is_dated else "deadline-going-on"
    return Deadline(value, block.span, continuous=going_on, rule=rule)


def _in_words(found: re.Match[str]) -> str:
    """'2024.6.30' as '2024年6月30日'."""
    return f"{found[1]}年{found[2]}月{found[3]}日" if found[3] else f"{found[1]}年{found[2]}月"


def find_deadline(passage: TextSpan, *, year: int | None = None) -> Deadline | None:
    """The first deadline in running text ('2023年底前', '到2025年，'); None when there is none.

    Args:
        passage: the text to look in.
        year: the year meant where the words name a month or quarter alone; without it those are skipped.
    """
    words, text = _words(), passage.text
    first: Deadline | None = None
    for found in words.dated.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if (found["due"] or front.endswith(("到", "至"))) and _is_due(passage, found, front):
            rule = "deadline-dated" if found["due"] else "deadline-by-year"
            first = Deadline(_iso(found, int(found["year"])), Span(*found.span()), rule=rule)
            break
    if year is None:
        return first
    for anchor in _ANCHOR.finditer(text, passage.start, first.span.start if first and first.span else passage.end):
        whole = words.undated.search(text, max(passage.start, anchor.start() - _FRONT), anchor.end())
        if whole is None or whole.end() < anchor.end():
            continue
        front = text[max(passage.start, whole.start() - _FRONT) : whole.start()]
        if _is_due(passage, whole, front):
            return Deadline(_iso(whole, year), Span(*whole.span()), rule="deadline-without-year")
    return first


def _is_due(passage: TextSpan, found: re.Match[str], front: str) -> bool:
    """Tell whether a date says by when something is to be done: not since when, not compared with when, not in a title."""
    words = _words()
    bare = front.rstrip("到至在于 ")
    if front.endswith(words.not_after) or bare.endswith(words.not_after) or front.rfind("《") > front.rfind("》"):
        return False
    is_range = _DAY_RANGE.search(front) is not None and front.rstrip().endswith(("至", "到"))
    return not is_range and words.not_before.match(passage.text, found.end(), passage.end) is None


def _iso(found: re.Match[str], year: int | None) -> str | None:
    """The ISO date of a match in a year; None when the year is not known."""
    groups = found.groupdict()
    if year is None:
        return None
    if groups["part"]:
        return f"{year}-{_words().parts[groups['part']]:02d}"
    if not groups["month"]:
        return str(year)
    day = f"-{int(groups['day']):02d}" if groups["day"] else ""
    return f"{year}-{int(groups['month']):02d}{day}"
