"""Schedules: work that comes again every month, quarter or year ('每季度末', '按月通报')."""

from __future__ import annotations

import re

from ..model import Schedule, Span, TextSpan
from .lexicon.dates import DAY, MONTH

_EVERY = {
    "日": "P1D",
    "天": "P1D",
    "周": "P1W",
    "旬": "P10D",
    "月": "P1M",
    "季": "P3M",
    "季度": "P3M",
    "半年": "P6M",
    "年": "P1Y",
    "年度": "P1Y",
    "学期": "P6M",
    "学年": "P1Y",
}
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
_MAX_SAID = 8

_DONE = rf"(?:[调通更报总评检召督考公发分研推会汇跟组开提上小自核巡反盘梳][\u4e00-\u9fff\d]{{1,{_MAX_SAID}}})?"
"""What is done each time, in a block that says nothing else: '按月通报', '每季度召开一次会议'."""

# '每季度末', '每年6月底前', '每年6月、12月', '每年年底', '每两个月', '按月', '逐年', '定期': how often
RECURRING = re.compile(
    rf"(?:(?:以后|此后|今后)?每(?:隔)?(?:[两二2三3](?:个|(?=[年周]))|个)?|按|逐)(?:季度?|半年|年度?(?![底末]?前?(?:初步|基本|全面))|学[期年]|月度?|周|旬|日(?![程])|天)(?!份)"
    rf"(?:\s?{MONTH}月(?:{DAY}日)?(?:[底末初中]?[、和]{MONTH}月(?:{DAY}日)?){{0,11}}|(?<=年)第?(?:前?[一二三四1-4]季度|[上下]半年))?(?:\s?{DAY}[日号])?(?:年?[底末初]|中|结束)?(?:之?前|以前|后)?|定期|不定期"
    rf"|(?:一(?:季度?|月|周|年)|半年)(?=[一1][次调通总评督研会报巡查])"
)
# '每年6月底前', '每月10日前', but not '每月5日前报送': by when work is done each time, in running text
_DUE_EACH_TIME = re.compile(
    rf"每(?:半年|季度?|年度?|学[期年]|个?月|周)\s?(?:{MONTH}月(?:底|末|{DAY}[日号])?(?:前?[、和与]{MONTH}月(?:底|末|{DAY}[日号])?)*|(?:首月|末月)?{DAY}[日号]|年?[底末])之?前(?!后|[\u4e00-\u9fff]{{0,10}}?(?:报送|上报|报告|反馈|备案|提交|报[省市县区]))"
)
# '每', '按', '逐', '定期', '半年一次', '一月一调度': without any of these there is no schedule
_SIGN = re.compile("[每按逐定]|[年月周季度][一1]")
# '每两个月': several of a unit
_SEVERAL = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3}
# '季度', '半年': the unit after 每, 按 or 逐
_UNIT = re.compile(r"半年|季度?|学[期年]|年度?|月|周|旬|日|天")
# '调度一次', '通报': what is done then
_SAID = re.compile(rf"[\u4e00-\u9fff\d]{{0,{_MAX_SAID}}}")

# '每季度调度一次': the same with what is done
RECURRING_WORK = re.compile(rf"(?:{RECURRING.pattern}){_DONE}")


def find_schedule(passage: TextSpan) -> Schedule | None:
    """The schedule of a passage, None when it has none; of several all words, and the shortest time between.

    Examples:
        >>> find_schedule(TextSpan.whole("每季度末"))
        Schedule(every='P3M', span=Span(start=0, end=4))
        >>> find_schedule(TextSpan.whole("每两个月调度一次")).every, find_schedule(TextSpan.whole("定期")).every
        ('P2M', None)
        >>> find_schedule(TextSpan.whole("每季度通报、每月调度"))
        Schedule(every='P1M', span=Span(start=0, end=10))
    """
    text = passage.text
    if _SIGN.search(text, passage.start, passage.end) is None:
        return None
    schedule: Schedule | None = None
    for found in RECURRING.finditer(text, passage.start, passage.end):
        schedule = both_schedules(schedule, _schedule(passage, found))
    return schedule


def find_due_each_time(passage: TextSpan) -> Schedule | None:
    """The first date of each year, quarter or month by which running text wants something done; None without one.

    Examples:
        >>> find_due_each_time(TextSpan.whole("每年6月底前公布结果")).every
        'P1Y'
    """
    if passage.text.find("每", passage.start, passage.end) < 0:
        return None
    found = passage.search(_DUE_EACH_TIME)
    return None if found is None else _schedule(passage, found)


def both_schedules(one: Schedule | None, other: Schedule | None) -> Schedule | None:
    """Two schedules of the same work as one: the words from the first to the last, and the shorter time between."""
    if one is None or other is None:
        return one or other
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    return Schedule(min(one.every, other.every, key=_days), span)


def _days(every: str | None) -> int:
    """About how many days are between two times of recurring work; 定期 is the longest."""
    return int(every[1:-1]) * _DAYS[every[-1]] if every is not None else _DAYS["Y"] * 1_000


def _schedule(passage: TextSpan, found: re.Match[str]) -> Schedule:
    """The schedule that words of a passage say, with what is done then."""
    said = _SAID.match(passage.text, found.end(), passage.end)
    span = passage.part(found.start(), said.end() if said is not None else found.end()).span
    unit = _UNIT.search(found.group())
    if unit is None:
        return Schedule(None, span)
    every = _EVERY[unit.group()]
    several = next((_SEVERAL[sign] for sign in found.group()[: unit.start()] if sign in _SEVERAL), 1)
    return Schedule(f"P{int(every[1:-1]) * several}{every[-1]}", span)
