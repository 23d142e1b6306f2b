"""Deadlines: dates by which something is to be done. The words that make a date a deadline are in `deadlines.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from ..iri import chinese_number
from ..model import Deadline, Span, TextSpan
from .brackets import split_outside
from .date_forms import PLAN_END, RELATIVE_YEAR, plain_dates
from .lexicon.dates import (
    BEFORE,
    DAY,
    EDGE,
    FIVE_YEARS_END,
    MONTH,
    MONTH_IN_CHINESE,
    WITHIN,
    YEAR,
    YEAR_WORD,
    five_years_end,
)
from .schedules import RECURRING, RECURRING_WORK, find_schedule
from .word_lists import alternatives, starting

_MAX_BLOCK = 60
"""Code points; a longer block holds more than a deadline."""
_ANY_YEAR = 2000
_FRONT = 24
"""Code points before a date in which a word may say that it is not a deadline."""

_DUE = 12
"""Code points after a date in which a word may say that something is done by then."""

_SENTENCE = 160
"""Code points after a date in which its sentence may say later ones."""
# '2026年' after '2025年6月底前': another year, which the months after it are of
_OTHER_YEAR = re.compile(rf"{YEAR}\s?年|[今明后次翌去]年")

# '6月', '6月份', '6月30日', '六月'
_MONTH = rf"(?P<month>{MONTH}|{MONTH_IN_CHINESE})\s?月(?:份)?(?:\s?(?P<day>{DAY})\s?日)?"
# '6月底前', '30日之前', '三季度末前', '上半年前', '年内', '年底前', '今年底', '6月底完成', '下半年建成': the end of a deadline without a year. It begins
# with a set of letters, which is searched for three times as fast as words that share none.
_ANCHOR = re.compile(
    rf"[月日季半年今明后](?:(?:(?<=月)份?|(?<=日)|(?<=季)度|(?<=半)年){EDGE}\s?{BEFORE}"
    r"|(?<=年)(?:内|[底末]之?前)|(?<=[今明后])年"
    r"|(?:(?<=月)[底末]|(?<=季)度[底末]?|(?<=[上下]半)年)(?=[基全初力争确率如要将建完实投出竣通上达形开落交启办整]))"
)
# '期末', '期内': a look for the end of the plan that begins with a letter, which `re` finds ten times as fast as the words for it
_MAY_PLAN_END = re.compile("期(?:末|内|间|满|限内|结束|终了)")
# '自2023年1月1日至…': the words before the second date of a range
_DAY_RANGE = re.compile(r"自[^。；]{0,20}$")
# '启动时间：' before '2025年3月': the date after it is a beginning
_STARTS = re.compile("(?:启动|开始|开工|起始)(?:时间|日期)?[：:]$")
_LEADS_UP = ("到", "至", "时间为", "时限为", "期限为", "节点为", "日期为")
"""Words right before a date that make it a deadline: '到2025年', '完成时限为2025年6月'."""
# '每年6月底前和' before '12月底前': a date of each year
_EACH_YEAR = re.compile(r"每(?:学年|年度?)\s?(?:\d{1,2}月(?:\d{1,2}日)?[底末初中]?之?前?[、和与及或])+$")
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
# '2025年初', '2025年年中': a part of a year that is not its end
_YEAR_EDGE = re.compile(r"年\s?年?([初中])")
_EDGES = {"初": "01", "中": "06"}
# '。': what ends the sentence in which a later date is a later stage
_SENTENCE_END = re.compile(r"[。\n]")


@dataclass(frozen=True, slots=True)
class _DeadlineWords:
    """`deadlines.toml` compiled: see `_words` for an example of each pattern."""

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
def _words() -> _DeadlineWords:
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
    return _DeadlineWords(
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
    words = _words()
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
    return _words().continuous.search(_FROM_NOW.sub("", plain)) is not None


def _dates_with_year(plain: str) -> list[re.Match[str]]:
    """The dates of a text that say their year, and those after them that are in the same one."""
    dates: list[re.Match[str]] = []
    for date in _words().token.finditer(plain):
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
    return _words().block.fullmatch(plain_dates(part.words.strip(), year=_ANY_YEAR, end=_ANY_YEAR)) is not None


def last_day(value: str) -> str:
    """A text that sorts like the last day of a deadline: '2024' after '2024-06'.

    Examples:
        >>> sorted(["2024", "2024-06", "2024-06-15"], key=last_day)
        ['2024-06-15', '2024-06', '2024']
    """
    return value + {4: "-12-31", 7: "-31"}.get(len(value), "")


def _values(dates: list[re.Match[str]], said: str, year: int | None) -> list[str]:
    """The dates that are ends, as ISO dates: a date after one with a year is in that year; beginnings only when alone.

    A date since when something is done ('2025年起') is not an end, even alone.
    """
    found: list[tuple[str, bool]] = []
    for date in dates:
        if date["unknown"]:
            continue
        year = int(date["year"] or date["only"] or year or 0) or None
        value = _iso(date, year)
        begins = _words().beginnings.match(said, date.end()) or _RANGE.match(said, date.end())
        begins = begins or _STARTS.search(said[: date.start()].rstrip())
        if value is not None and _SINCE.match(said, date.end()) is None:
            found.append((value, begins is not None))
    ends = [value for value, begins in found if not begins] or [value for value, _ in found[-1:]]
    return sorted(dict.fromkeys(ends), key=last_day)  # '2025年6月底前（力争3月底前）'


def find_unread_deadline(passage: TextSpan) -> TextSpan | None:
    """Words in running text that say by when something is to be done and give no date: '春节前', '印发之日起3个月内'.

    Examples:
        >>> find_unread_deadline(TextSpan.whole("2025年春节前建成")).words
        '2025年春节前'
    """
    if (
        passage.text.find("前", passage.start, passage.end) < 0
        and passage.text.find("内", passage.start, passage.end) < 0
    ):
        return None
    found = passage.search(_words().unread)
    return None if found is None else passage.part(*found.span())


def find_deadline(passage: TextSpan, *, year: int | None = None, end: int | None = None) -> Deadline | None:
    """The first deadline in running text ('2023年底前', '到2025年，'); None when there is none.

    Later dates of its sentence are the ones by which all of it is done: the last counts, those before it are stages.

    Args:
        passage: the text to look in.
        year: the year meant where the words name a month or quarter alone; without it those are skipped.
        end: the last year of the plan, meant by 规划期末.
    """
    words, text = _words(), passage.text
    first: Deadline | None = None
    looked = 0  # no sentence ends before it: thousands of dates in one must not search it thousands of times
    for found in words.dated.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if not (found["due"] is not None or front.endswith(_LEADS_UP)) or not _is_due(passage, found, front):
            continue
        value = _iso(found, int(found["year"]))
        if first is None or first.span is None or first.value is None or value is None:
            rule = "deadline-dated" if found["due"] else "deadline-by-year"
            first = Deadline(value, Span(*found.span()), rule=rule)
        elif _SENTENCE_END.search(text, max(first.span.end, looked), found.start()):
            break
        elif last_day(value) > last_day(first.value):
            first = _with_later_months(passage.part(passage.start, found.start()), first)
            span = Span(first.span.start if first.span is not None else found.start(), found.end())
            first = Deadline(value, span, stages=_stages(first), rule=first.rule)
        looked = found.start()
    first = _with_later_months(passage, first) if first is not None else None
    if first is None and text.find("末", passage.start, passage.end) >= 0:
        first = _five_years_end(passage)
    if first is None and end is not None and _MAY_PLAN_END.search(text, passage.start, passage.end) is not None:
        first = _plan_end(passage, end)
    if year is None:
        return first
    undated: Deadline | None = None
    looked = 0
    for anchor in _ANCHOR.finditer(text, passage.start, first.span.start if first and first.span else passage.end):
        if anchor.group()[0] in "今明后":
            whole = words.relative.match(text, anchor.start(), passage.end)
        else:
            done = undated.span.end if undated is not None and undated.span is not None else passage.start
            far = min(passage.end, anchor.end() + _DUE)
            whole = words.undated.search(text, max(done, anchor.start() - _FRONT), far)
        if whole is None or whole.end() < anchor.end():
            continue
        front = text[max(passage.start, whole.start() - _FRONT) : whole.start()]
        if _is_due(passage, whole, front):
            meant = year + "今明后".index(whole["rel"][0]) if "rel" in whole.re.groupindex else year
            found_here = Deadline(_iso(whole, meant), Span(*whole.span()), rule="deadline-without-year")
            if undated is None or undated.span is None or undated.value is None or found_here.value is None:
                undated = found_here
            elif _SENTENCE_END.search(text, max(undated.span.end, looked), whole.start()):
                break
            elif last_day(found_here.value) > last_day(undated.value):
                span = Span(undated.span.start, whole.end())
                undated = replace(found_here, span=span, stages=(*undated.stages, undated.value))
            looked = whole.start()
    if undated is None or undated.span is None or undated.value is None:
        return undated or first
    if first is None or first.span is None or first.value is None or last_day(first.value) <= last_day(undated.value):
        return undated
    if _SENTENCE_END.search(text, undated.span.end, first.span.start):
        return undated
    span = Span(undated.span.start, first.span.end)
    return replace(first, span=span, stages=(*undated.stages, undated.value, *first.stages))


def _stages(first: Deadline) -> tuple[str, ...]:
    """The stages of a deadline that turns out to be one itself."""
    return first.stages if first.value is None else (*first.stages, first.value)


def _with_later_months(passage: TextSpan, first: Deadline) -> Deadline:
    """A date with the later ones of its year in the same sentence: '2025年6月底前完成立项，12月底前建成', '2025年二季度…，四季度建成'."""
    text = passage.text
    if first.value is None or first.span is None:
        return first
    start, year = first.span.end, int(first.value[:4])
    far = min(passage.end, start + _SENTENCE)
    stop = _SENTENCE_END.search(text, start, far) or _OTHER_YEAR.search(text, start, far)
    end = stop.start() if stop is not None else far
    for anchor in _ANCHOR.finditer(text, start, end):
        whole = _words().undated.search(
            text, max(first.span.end, anchor.start() - _FRONT), min(end, anchor.end() + _DUE)
        )
        if whole is None or whole.end() < anchor.end() or (not whole["month"] and not whole["part"]):
            continue
        value = _iso(whole, year)
        if value is None or last_day(value) <= last_day(first.value):
            continue
        if _is_due(passage, whole, text[max(start, whole.start() - _FRONT) : whole.start()]):
            first = replace(
                first, value=value, span=Span(first.span.start, whole.end()), stages=(*first.stages, first.value)
            )
    return first


def _five_years_end(passage: TextSpan) -> Deadline | None:
    """The first end of a five-year plan by which something is to be done; None when there is none."""
    text = passage.text
    for found in _words().five_years_end.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if (found["due"] is not None or front.endswith(("到", "至"))) and _is_due(passage, found, front):
            value = str(five_years_end(found.group()))
            return Deadline(value, Span(*found.span()), rule="deadline-dated" if found["due"] else "deadline-by-year")
    return None


def _plan_end(passage: TextSpan, end: int) -> Deadline | None:
    """The first end of the plan by which something is to be done; None when there is none."""
    text = passage.text
    for found in _words().plan_end.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if (found["due"] is not None or front.endswith(("到", "至"))) and _is_due(passage, found, front):
            rule = "deadline-dated" if found["due"] is not None else "deadline-by-year"
            return Deadline(str(end), Span(*found.span()), rule=rule)
    return None


def _is_due(passage: TextSpan, found: re.Match[str], front: str) -> bool:
    """Tell whether a date says by when something is to be done: not since when, not compared with when, not in a title."""
    words = _words()
    bare = front.rstrip("到至在于 ")
    if front.endswith(words.not_after) or bare.endswith(words.not_after) or front.rfind("《") > front.rfind("》"):
        return False
    if "每" in front and _EACH_YEAR.search(front) is not None:
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
        edge = _YEAR_EDGE.search(found.group())
        return f"{year}-{_EDGES[edge[1]]}" if edge is not None else str(year)
    month = int(chinese_number(groups["month"]) or groups["month"])
    if groups["day"] is None or int(groups["day"]) > monthrange(year, month)[1]:  # there is no 31 June
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{int(groups['day']):02d}"
