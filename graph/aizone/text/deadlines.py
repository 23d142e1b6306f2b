"""Deadlines after a label, in a cell or in a block of an owner list: '2023年6月底前完成', '持续推进', '每季度末'."""

from __future__ import annotations

import re

from ..model import Deadline, TextSpan
from .brackets import split_outside
from .date_forms import plain_dates
from .deadline_words import deadline_words, iso_date, last_day
from .deadlines_in_text import find_deadline
from .schedules import RECURRING, find_schedule

_MAX_BLOCK = 60
"""Code points; a longer block holds more than a deadline."""
_ANY_YEAR = 2000
# '启动时间：' before '2025年3月': the date after it is a beginning
_STARTS = re.compile("(?:启动|开始|开工|起始)(?:时间|日期)?[：:]$")
# '6月—', '2024年至': a date that begins a range
_RANGE = re.compile(r"\s?(?:[-—–~～]{1,2}|[至到])\s?\d")
# '2025年春节前', '2025年“五一”前', '2025年春季学期': a day or time of the year that has other dates each year
_FEAST = re.compile('[“"]?[\u4e00-\u9fff]{2,5}[”"]?前|[春夏秋冬暑寒汛雨旱农采供开](?:[季期假耕暖]|学期)')
# '2025年起', '2025年6月1日之后', but not '2025年起至2026年底': since when, which is no date by which anything is done
_SINCE = re.compile(r"\s?(?:[起始]|以后|之后)(?![至到])")
# '即日起至2025年底': a beginning
_FROM_NOW = re.compile("(?:即日|现在)起?(?=[至到])")
# '2025年6月底前，视情推进': what ends a part of a deadline
_PART_END = re.compile("[，,；;。]")
# '第二批待定', '2026年视情推进': words that leave open when
_UNDECIDED = re.compile("待定|视情|另行|择机|适时|酌情|未定")


def read_deadline(block: TextSpan, *, year: int | None = None, end: int | None = None) -> Deadline | None:
    """Read a block that holds a deadline and nothing else ('2023年6月底前完成', '持续推进', '每季度末').

    Args:
        block: the passage.
        year: the year meant where the block names a month or quarter alone, or 今年 and 明年.
        end: the last year of the plan, meant by 规划期内.

    Returns:
        None when the block says anything else. `value` is None when the year is not known, or work only goes on. Of
        several dates the last one counts that is not a beginning ('3月启动，12月底前完成'); those before it are stages.
    """
    if len(block) > _MAX_BLOCK:
        return None
    words = deadline_words()
    said = block.words.strip()
    plain = plain_dates(said, year=year, end=end)
    if not plain or words.block.fullmatch(plain) is None:
        return None
    going_on = _goes_on(plain)
    schedule = find_schedule(block)
    if schedule is not None:
        plain = RECURRING.sub("", plain)
    dates = list(words.token.finditer(plain))
    if not dates and not going_on and schedule is None:
        return None
    ends = _values(dates, plain, year)
    rule = "deadline-alone" if dates else "deadline-going-on" if going_on else "deadline-recurring"
    return Deadline(
        ends[-1] if ends else None,
        block.span,
        continuous=going_on,
        stages=tuple(ends[:-1]),
        schedule=schedule,
        rule=rule,
    )


def read_labelled_deadline(words: TextSpan, *, year: int | None = None, end: int | None = None) -> Deadline | None:
    """Read the words after a label of deadlines or in a cell of their column, which may say more than when.

    Returns:
        None when they hold no date, no schedule and no word for work that goes on.
    """
    found = read_deadline(words, year=year, end=end)
    if found is not None:
        return found
    plain = plain_dates(words.words, year=year, end=end)
    dates = _dates_with_year(plain)
    if not dates and (found := find_deadline(words, year=year)) is not None:
        return found
    schedule = find_schedule(words)
    going_on = _goes_on(plain)
    if not dates and schedule is None and not going_on:
        return None
    ends = _values(dates, plain, year)
    return Deadline(
        ends[-1] if ends else None,
        words.span,
        continuous=going_on,
        stages=tuple(ends[:-1]),
        schedule=schedule,
        rule="deadline-alone",
    )


def _goes_on(plain: str) -> bool:
    """Tell whether the words of a deadline say that work goes on; '即日起至2025年底' does not."""
    return deadline_words().continuous.search(_FROM_NOW.sub("", plain)) is not None


def _dates_with_year(plain: str) -> list[re.Match[str]]:
    """The dates of a text that say their year, and those after them that are in the same one."""
    dates: list[re.Match[str]] = []
    for date in deadline_words().token.finditer(plain):
        said = date["year"] or (date["only"] and "年" in date.group())
        if (said or dates) and not (date["only"] and _FEAST.match(plain, date.end())):
            dates.append(date)
    return dates


def unread_parts(words: TextSpan) -> list[TextSpan]:
    """The parts of a deadline that was read which say something else: '视情推进' of '2025年6月底前，视情推进'."""
    if _PART_END.search(words.text, words.start, words.end) is None:
        return []
    parts = [part.trimmed() for part in split_outside(words, _PART_END)]
    return [part for part in parts if part and not _is_of_deadline(part)]


def _is_of_deadline(part: TextSpan) -> bool:
    """Tell whether a part of a deadline says when, how often, or with the words that go with a date what is done then."""
    if _UNDECIDED.search(part.text, part.start, part.end):
        return False
    if read_labelled_deadline(part, year=_ANY_YEAR, end=_ANY_YEAR) is not None:
        return True
    return deadline_words().block.fullmatch(plain_dates(part.words.strip(), year=_ANY_YEAR, end=_ANY_YEAR)) is not None


def _values(dates: list[re.Match[str]], said: str, year: int | None) -> list[str]:
    """The dates that are ends, as ISO dates: a date after one with a year is in that year; beginnings only when alone.

    A date since when something is done ('2025年起') is not an end, even alone.
    """
    found: list[tuple[str, bool]] = []
    for date in dates:
        if date["unknown"]:
            continue
        year = int(date["year"] or date["only"] or year or 0) or None
        value = iso_date(date, year)
        begins = deadline_words().beginnings.match(said, date.end()) or _RANGE.match(said, date.end())
        begins = begins or _STARTS.search(said[: date.start()].rstrip())
        if value is not None and _SINCE.match(said, date.end()) is None:
            found.append((value, begins is not None))
    ends = [value for value, begins in found if not begins] or [value for value, _ in found[-1:]]
    return sorted(dict.fromkeys(ends), key=last_day)  # '2025年6月底前（力争3月底前）'
