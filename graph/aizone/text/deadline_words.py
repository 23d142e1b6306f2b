"""The words and dates that deadlines are made of: `deadlines.toml` compiled."""

from __future__ import annotations

import functools
import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..iri import chinese_number
from .date_forms import PLAN_END, RELATIVE_YEAR
from .lexicon.dates import BEFORE, DAY, EDGE, FIVE_YEARS_END, MONTH, MONTH_IN_CHINESE, WITHIN, YEAR, YEAR_WORD
from .schedules import RECURRING_WORK
from .word_lists import alternatives, starting

# '6月', '6月份', '6月30日', '六月'
_MONTH = rf"(?P<month>{MONTH}|{MONTH_IN_CHINESE})\s?月(?:份)?(?:\s?(?P<day>{DAY})\s?日)?"
# '2025年初', '2025年年中': a part of a year that is not its end
_YEAR_EDGE = re.compile(r"年\s?年?([初中])")
_EDGES = {"初": "01", "中": "06"}


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """`deadlines.toml` compiled: see `deadline_words` for an example of each pattern."""

    block: re.Pattern[str]
    token: re.Pattern[str]
    continuous: re.Pattern[str]
    beginnings: re.Pattern[str]
    dated: re.Pattern[str]
    undated: re.Pattern[str]
    relative: re.Pattern[str]
    five_years_end: re.Pattern[str]
    plan_end: re.Pattern[str]
    unread: re.Pattern[str]
    not_after: tuple[str, ...]
    not_before: re.Pattern[str]
    parts: dict[str, int]


def read_table() -> dict[str, Any]:
    """The deadline file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))


@functools.cache
def deadline_words() -> DeadlineWords:
    """The compiled words."""
    table = read_table()
    part = rf"第?(?P<part>{alternatives(table['parts'])}|(?<=第){alternatives(table['ordinal_parts'])}(?!度))"
    inner = rf"(?:{_MONTH}|{part})"
    unknown = rf"(?P<unknown>{PLAN_END.pattern}|{re.sub(r'[?]P<[a-z]+>', '?:', RELATIVE_YEAR.pattern)})"
    token = (
        rf"(?:(?P<year>{YEAR}){YEAR_WORD}\s?|{WITHIN}\s?)?{inner}{EDGE}|(?P<only>{YEAR})\s?年?度?{EDGE}"
        rf"|{unknown}(?:{re.sub(r'[?]P<[a-z]+>', '?:', inner)})?{EDGE}|{WITHIN}{EDGE}"
    )
    label = rf"(?:{alternatives(table['labels'])}\s?[:：为]?\s?)?"
    words = alternatives([*table["closers"], *table["openers"]])
    going_on = alternatives(table["continuous"])
    unnamed = re.sub(r"\?P<\w+>", "?:", token)
    due = rf"(?=(?:{alternatives(table['degrees'])})?(?:{alternatives(table['completing'])})(?!{alternatives(table['not_completing'])}))"
    return DeadlineWords(
        # '完成时限：2023年6月底前完成并持续推进': a block that holds nothing else
        block=re.compile(
            rf"{label}(?>(?:{going_on}|{RECURRING_WORK.pattern}|{unnamed}|{words}|[\s，,、；;。.（()）—–~～-])+)"
        ),
        # '2023年6月底', '今年三季度', '2023年', '年底': a date in such a block
        token=re.compile(token),
        # '持续推进', '长期坚持'
        continuous=re.compile(going_on),
        # '启动', '起': makes the date before it a beginning
        beginnings=re.compile(alternatives(table["beginnings"])),
        # '2023年6月底前', '2025年，', '2025年上半年建成': a date with a year in running text
        dated=re.compile(
            rf"(?P<year>{YEAR}){YEAR_WORD}(?:\s?{inner})?{EDGE}\s?(?P<due>{BEFORE}|内(?![部设涵容地外河蒙江贸需循])|[，,]|{due})?"
        ),
        # '8月底前', '今年三季度末前', '年内', but not '每年6月底前', '三年内'
        undated=re.compile(
            rf"(?:(?<![\d一二三四五六七八九十两几每整数多]){WITHIN}\s?|(?<![\d年])){inner}(?:{EDGE}\s?{BEFORE}|(?:(?<=月)[底末]|(?<=季度)[底末]?|(?<=[上下]半年)){due})"
            r"|(?<![\d一二三四五六七八九十两几每整数多\s])(?:年内|年底前|年末前|年底之前)"
        ),
        # '今年底建成', '明年6月底前', '今年内': a year seen from the plan's own
        relative=re.compile(rf"(?P<rel>[今明后]年)\s?(?:{inner})?{EDGE}\s?(?:内|{BEFORE}|[，,]|{due})"),
        # '到“十四五”末，', '“十五五”期末前', '“十五五”末建成': the end of a five-year plan
        five_years_end=re.compile(rf"{FIVE_YEARS_END}\s?(?P<due>{BEFORE}|[，,]|{due})?"),
        # '规划期内建成', '到方案实施期末，': the end of the plan
        plan_end=re.compile(rf"(?:{PLAN_END.pattern})\s?(?P<due>{BEFORE}|[，,]|{due})?"),
        # '2025年春节前', '自印发之日起3个月内': words by when something is to be done that give no date
        unread=re.compile(
            starting([*table["events"], *"2今明当印发实下施公"])
            + rf"(?:(?<!每年)(?:{YEAR}年|[今明]年|当年)?[“\"]?(?:{alternatives(table['events'])})[”\"]?(?:之?前(?!后)|以前)"
            rf"|(?:印发|发布|实施|下发|施行|公布)(?:之日)?[起后]\s?(?:\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})\s?个?(?:工作日|自然日|[年月日天周])之?内)"
        ),
        not_after=tuple(table["not_after"]["words"]),
        not_before=re.compile(alternatives(table["not_before"]["words"])),
        parts={**table["parts"], **table["ordinal_parts"]},
    )


def last_day(value: str) -> str:
    """A text that sorts like the last day of a deadline: '2024' after '2024-06'.

    Examples:
        >>> sorted(["2024", "2024-06", "2024-06-15"], key=last_day)
        ['2024-06-15', '2024-06', '2024']
    """
    return value + {4: "-12-31", 7: "-31"}.get(len(value), "")


def iso_date(found: re.Match[str], year: int | None) -> str | None:
    """The ISO date of a match in a year; None when the year is not known."""
    groups = found.groupdict()
    if year is None:
        return None
    if groups["part"]:
        return f"{year}-{deadline_words().parts[groups['part']]:02d}"
    if not groups["month"]:
        edge = _YEAR_EDGE.search(found.group())
        return f"{year}-{_EDGES[edge[1]]}" if edge is not None else str(year)
    month = int(chinese_number(groups["month"]) or groups["month"])
    if groups["day"] is None or int(groups["day"]) > monthrange(year, month)[1]:  # there is no 31 June
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{int(groups['day']):02d}"
