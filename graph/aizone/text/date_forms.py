"""Dates in the forms that plans write them, as the one plain form that `deadlines` reads: '2025Q2' as '2025年2季度'."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from ..iri import chinese_number
from .lexicon.dates import DAY, FIVE_YEARS, MONTH, NUMERIC_DATE, YEAR, five_years_end, iso_date
from .plain_digits import plain_digits

# '六月', '2025Q2', '明年', '规划期', '2025-06', '25年', '1—6月', '20250630': without any of these a text holds no date in another
# form; most blocks of owner lists hold none, or a plain date
_MAY_HOLD = re.compile(
    r"[〇零一二三四五六七八九十QqHh季中号期明后今次翌下本０-９/．－-]|\d\.\d|(?<!\d)\d{2,3}年|\d{6}|[\d月日]\s?[—–~～至到]\s?\d|\d\s|[年日]\s?\d{1,2}[时:：]"
)
# the characters without which it fits nowhere: one look at each letter, where the pattern above takes seven
_MAY_HOLD_CHARACTERS = re.compile(r"[〇零一二三四五六七八九十QqHh季中号期明后今次翌下本０-９/．－\d-]")

# ' ': a blank, without which the next pattern changes nothing
_BLANK = re.compile(r"\s")
# '2025 - 06 - 30', '2025 年 6 月': blanks around the signs of a date
_BLANKS = re.compile(r"\s*([-－—–./．年月日季])\s*")
# '2025-06-30 00:00:00', '6月30日24时': a time of the day
_TIME = re.compile(r"(?<=\d)\s+\d{1,2}:\d\d(?::\d\d)?$|(?<=日)\s?\d{1,2}(?:时|[:：]\d\d)(?:\d{1,2}分)?")
# '20250630', '202506': a date without signs
_COMPACT = re.compile(r"(?<!\d)(?P<year>20[1-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])?(?!\d)")
# '2024.5-10', '2024年5-10月' in digits: from a month to another
_MONTHS = re.compile(rf"(?<!\d)(?P<year>{YEAR})[./．]{MONTH}[-—–~～至到]{{1,2}}(?P<month>{MONTH})(?![\d.日月])")
# '2024.6.30', '2024/6': a date in digits, but not a part of a longer number
_NUMERIC = re.compile(rf"(?<!\d){NUMERIC_DATE}(?![\d.])")
# '25.6.30', '25/6': the same with a short year
_SHORT_NUMERIC = re.compile(
    rf"(?<![\d.])(?P<year>[23]\d)[./．-](?P<month>{MONTH})(?:[./．-](?P<day>{DAY}))?(?![\d.%％个家项万亿])"
)
# '6.30', '12/31': a month and a day
_MONTH_DAY = re.compile(rf"(?<![\d.年])(?P<month>{MONTH})[./．](?P<day>3[01]|[12]\d)(?![\d.%％个家项万亿])")
# '25年6月', '25年底': a year in two digits
_SHORT_YEAR = re.compile(
    r"(?<![\d至到—–-])['’]?(?P<year>[23]\d)年(?=\d{1,2}月|年?[底末中]|[初上下]|第?[一二三四1-4]季|[，、。；]|$)"
)
# '114年6月', '民国114年', '中华民国114年': a year counted from 1912
_MINGUO = re.compile(r"(?:(?:中华)?民国\s?)?(?<!\d)(?P<year>1[0-4]\d)年")
# '2025Q2', 'Q2', '2025H1'
_LETTER = re.compile(rf"(?:(?P<year>{YEAR})年?)?\s?(?P<kind>[QqHh])(?P<number>[1-4])(?!\d)")
# '第2季', '二季末', '前三季度', '首季': a quarter
_QUARTER = re.compile(r"(?:第|前)?(?P<number>[一二三四1-4首末])\s?个?季度?")
# '2025年年中', '年中': the middle of a year
_MIDDLE = re.compile(r"(?:(?<=年)年?|(?<![\u4e00-\u9fff\d])年)中(?![国心央期旬间])")
# '6月中': the middle of a month
_MONTH_MIDDLE = re.compile(r"(?<=月)中(?!旬)")
# '6月30号': a day as people say it
_DAY_NUMBER = re.compile(r"(?<=\d)号")
# '十二月', '六月', '二十日': a month or day in Chinese
_MONTH_OR_DAY = re.compile(r"(?P<number>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])")
# '1—6月', '6月至12月': the months before the last of a range
_FIRST_MONTH = re.compile(rf"{MONTH}月?[-—–~～至到]{{1,2}}(?={MONTH}月)")
# '6月18日—20日', '6月18—20日': the days before the last of a range
_FIRST_DAY = re.compile(rf"(?<=月){DAY}日?[-—–~～至到]{{1,2}}(?={DAY}日)")
# '“十五五”末', '十四五期间': the end of a five-year plan
_FIVE_YEARS = re.compile(rf"{FIVE_YEARS}(?![”\"]?时?期?[前中初])(?:时期末?|期间|期末|末期|末年?|期内)?")
# '规划期内', '实施期末', '行动计划期末': the end of the plan
PLAN_END = re.compile(
    r"(?:本)?(?:规划|计划|方案|行动|实施|行动计划|方案实施|行动方案)期(?:末|内|间|满|限内|结束|终了)(?:前|之前|时)?|(?<![\u4e00-\u9fff])期末"
)
# '今年底', '明年6月': a year seen from the one of the plan
RELATIVE_YEAR = re.compile(r"(?P<word>今年|本年度?|明年|次年|翌年|下一?年度?(?!底)|后年)(?:度(?![\u4e00-\u9fff]))?")
_OFFSETS = {"今": 0, "本": 0, "明": 1, "次": 1, "翌": 1, "下": 1, "后": 2}
_HALVES = {"1": "上半年", "2": "下半年"}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "末": 4}


def plain_dates(words: str, *, year: int | None = None, end: int | None = None) -> str:
    """A short text with its dates in plain form; words without a date come back as they are.

    Args:
        words: a block of an owner list, or a cell.
        year: the year of the plan, by which '明年' is known; it stays as it is without one.
        end: the last year of the plan, by which '规划期内' is known.

    Examples:
        >>> plain_dates("2025Q2"), plain_dates("二〇二五年六月底前"), plain_dates("明年6月", year=2024)
        ('2025年2季度', '2025年6月底前', '2025年6月')
        >>> plain_dates("到“十五五”末"), plain_dates("规划期内", end=2026), plain_dates("市商务局")
        ('到2030年', '2026年', '市商务局')
    """
    if _MAY_HOLD_CHARACTERS.search(words) is None or _MAY_HOLD.search(words) is None:
        return words
    return _in_plain_form(words, year, end)


@functools.lru_cache(maxsize=1024)
def _in_plain_form(words: str, year: int | None, end: int | None) -> str:
    """The same for words that may hold a date; a plan repeats a few dozen ('2025年12月底前')."""
    words = _TIME.sub("", plain_digits(words).replace("－", "-"))
    if _BLANK.search(words):
        words = _BLANKS.sub(r"\1", words)
    for pattern, plain in _FORMS:
        words = pattern.sub(plain, words)
    if year is not None:
        words = RELATIVE_YEAR.sub(lambda found: f"{year + _OFFSETS[found['word'][0]]}年", words)
    if end is not None:
        words = PLAN_END.sub(f"{end}年", words)
    return words


def _date(found: re.Match[str]) -> str:
    """'2024.6.30' as '2024年6月30日'."""
    year, month, *day = iso_date(found).split("-")
    year = year if len(year) == 4 else f"20{year}"
    return f"{year}年{int(month)}月" + (f"{int(day[0])}日" if day else "")


def _letter(found: re.Match[str]) -> str:
    year = f"{found['year']}年" if found["year"] else ""
    if found["kind"] in "Qq":
        return f"{year}{found['number']}季度"
    return year + _HALVES[found["number"]] if found["number"] in _HALVES else found.group()


def _quarter(found: re.Match[str]) -> str:
    number = found["number"]
    return f"{_QUARTERS.get(number, number)}季度"


def _five_years(found: re.Match[str]) -> str:
    return f"{five_years_end(found.group())}年"


def _number(found: re.Match[str]) -> str:
    value = chinese_number(found["number"])
    return found.group() if value is None else str(value)


_FORMS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_MONTH_OR_DAY, _number),
    (_DAY_NUMBER, "日"),
    (_COMPACT, _date),
    (_MONTHS, lambda found: f"{found['year']}年{int(found['month'])}月"),
    (_NUMERIC, _date),
    (_SHORT_NUMERIC, _date),
    (_MONTH_DAY, lambda found: f"{int(found['month'])}月{int(found['day'])}日"),
    (_MINGUO, lambda found: f"{int(found['year']) + 1911}年"),
    (_SHORT_YEAR, lambda found: f"20{found['year']}年"),
    (_LETTER, _letter),
    (_QUARTER, _quarter),
    (_MIDDLE, "6月"),
    (_MONTH_MIDDLE, ""),
    (_FIRST_DAY, ""),
    (_FIRST_MONTH, ""),
    (_FIVE_YEARS, _five_years),
)
