"""Deadlines in running text: '2023年底前', '到2025年，', '6月底完成摸底，12月底全部完成'."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..model import Deadline, Span, TextSpan
from .deadline_words import deadline_words, iso_date, last_day
from .lexicon.dates import BEFORE, EDGE, YEAR, five_years_end

_FRONT = 24
"""Code points before a date in which a word may say that it is not a deadline."""
_DUE = 12
"""Code points after a date in which a word may say that something is done by then."""
_SENTENCE = 160
"""Code points after a date in which its sentence may say later ones."""
# '2026年' after '2025年6月底前': another year, which the months after it are of
_OTHER_YEAR = re.compile(rf"{YEAR}\s?年|[今明后次翌去]年")
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
_LEADS_UP = ("到", "至", "时间为", "时限为", "期限为", "节点为", "日期为")
"""Words right before a date that make it a deadline: '到2025年', '完成时限为2025年6月'."""
# '每年6月底前和' before '12月底前': a date of each year
_EACH_YEAR = re.compile(r"每(?:学年|年度?)\s?(?:\d{1,2}月(?:\d{1,2}日)?[底末初中]?之?前?[、和与及或])+$")
# '。': what ends the sentence in which a later date is a later stage
_SENTENCE_END = re.compile(r"[。\n]")


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
    found = passage.search(deadline_words().unread)
    return None if found is None else passage.part(*found.span())


def find_deadline(passage: TextSpan, *, year: int | None = None, end: int | None = None) -> Deadline | None:
    """The first deadline in running text ('2023年底前', '到2025年，'); None when there is none.

    Later dates of its sentence are the ones by which all of it is done: the last counts, those before it are stages.

    Args:
        passage: the text to look in.
        year: the year meant where the words name a month or quarter alone; without it those are skipped.
        end: the last year of the plan, meant by 规划期末.
    """
    words, text = deadline_words(), passage.text
    first: Deadline | None = None
    looked = 0  # no sentence ends before it: thousands of dates in one must not search it thousands of times
    for found in words.dated.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if not (found["due"] is not None or front.endswith(_LEADS_UP)) or not _is_due(passage, found, front):
            continue
        value = iso_date(found, int(found["year"]))
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
            found_here = Deadline(iso_date(whole, meant), Span(*whole.span()), rule="deadline-without-year")
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
        whole = deadline_words().undated.search(
            text, max(first.span.end, anchor.start() - _FRONT), min(end, anchor.end() + _DUE)
        )
        if whole is None or whole.end() < anchor.end() or (not whole["month"] and not whole["part"]):
            continue
        value = iso_date(whole, year)
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
    for found in deadline_words().five_years_end.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if (found["due"] is not None or front.endswith(("到", "至"))) and _is_due(passage, found, front):
            value = str(five_years_end(found.group()))
            return Deadline(value, Span(*found.span()), rule="deadline-dated" if found["due"] else "deadline-by-year")
    return None


def _plan_end(passage: TextSpan, end: int) -> Deadline | None:
    """The first end of the plan by which something is to be done; None when there is none."""
    text = passage.text
    for found in deadline_words().plan_end.finditer(text, passage.start, passage.end):
        front = text[max(passage.start, found.start() - _FRONT) : found.start()]
        if (found["due"] is not None or front.endswith(("到", "至"))) and _is_due(passage, found, front):
            rule = "deadline-dated" if found["due"] is not None else "deadline-by-year"
            return Deadline(str(end), Span(*found.span()), rule=rule)
    return None


def _is_due(passage: TextSpan, found: re.Match[str], front: str) -> bool:
    """Tell whether a date says by when something is to be done: not since when, not compared with when, not in a title."""
    words = deadline_words()
    bare = front.rstrip("到至在于 ")
    if front.endswith(words.not_after) or bare.endswith(words.not_after) or front.rfind("《") > front.rfind("》"):
        return False
    if "每" in front and _EACH_YEAR.search(front) is not None:
        return False
    is_range = _DAY_RANGE.search(front) is not None and front.rstrip().endswith(("至", "到"))
    return not is_range and words.not_before.match(passage.text, found.end(), passage.end) is None
