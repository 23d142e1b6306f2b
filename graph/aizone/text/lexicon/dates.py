"""Parts of dates as documents write them, for patterns: every pattern that reads a year or date is built from these."""

from __future__ import annotations

import re

# '2023年': a year that plans speak of
YEAR = r"20\d\d"

# '1998年': a year in which any document may have been issued
YEAR_OF_ISSUE = r"(?:19|20)\d\d"

# '2023 年', '2023年度': the word after a year
YEAR_WORD = r"\s?年度?"

# '6月', '06月', '12月'
MONTH = r"(?:1[0-2]|0?[1-9])"

# '六月', '十二月'
MONTH_IN_CHINESE = r"(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])(?=\s?月)"

# '1日', '09日', '31日'
DAY = r"(?:3[01]|[12]\d|0?[1-9])"

# '2023年底', '2023年末', '6月上旬', '年初', '2023年年中': the part of a year or month
EDGE = r"(?:\s?(?:年?底|年?末|[上中下]旬|年?初(?![步期始级创中])|(?<=年)年?中(?![国心央期旬间小学型长])))?"

# '年内', '今年': a part of the year that the plan is of
WITHIN = r"(?:年内|年底|年末|年度内|当年|今年|本年度?)"

# '6月底前', '2023年底之前', '9月以前': by a date rather than on it
BEFORE = r"(?:之?前|以前)"

# '“十四五”', '十五五规划': a five-year plan
FIVE_YEARS = r"[“\"]?十[三四五六七]五[”\"]?(?:规划)?"

# '“十四五”末', '十五五期末': the year in which it ends
FIVE_YEARS_END = rf"{FIVE_YEARS}(?:时期|期)?末期?"

# '-', '—', '至': the signs between two years
DASH = "-—–~～－至到"

# '2021-2025年', '2021年至2025年': between two years
FROM_TO = rf"\s?[{DASH}]{{1,2}}\s?"

# '2023年6月30日', '2023 年 6 月 30 日'
DATE = rf"{YEAR_OF_ISSUE}\s?年\s?{MONTH}\s?月\s?{DAY}\s?日"

# the same, with its parts in groups
DATE_IN_PARTS = rf"(?P<year>{YEAR_OF_ISSUE})\s?年\s?(?P<month>{MONTH})\s?月\s?(?P<day>{DAY})\s?日"

# '（2023年6月30日）': the date under or after a title
DATE_IN_BRACKETS = rf"\s?[(（]\s?{DATE}\s?[)）]"

# '2023-06-30', '2023.6', '2023/6/30': a date in digits, as spreadsheets write it
NUMERIC_DATE = rf"(?P<year>{YEAR})[./．-](?P<month>{MONTH})(?:[./．-](?P<day>{DAY}))?"


_END_OF_ELEVENTH = 2010
"""The year in which the 11th five-year plan ended."""


def five_years_end(said: str) -> int:
    """The last year of the five-year plan that words name.

    Examples:
        >>> five_years_end("“十四五”末"), five_years_end("十五五")
        (2025, 2030)
    """
    return _END_OF_ELEVENTH + 5 * "一二三四五六七".index(said[said.index("十") + 1])


def iso_date(found: re.Match[str]) -> str:
    """'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' from a match with the groups year, month and day."""
    parts = [found["year"]]
    if found["month"]:
        parts.append(f"{int(found['month']):02d}")
        if found["day"]:
            parts.append(f"{int(found['day']):02d}")
    return "-".join(parts)


# '2024年3月1日': a date in words that is typed whole
_TYPED_DATE = re.compile(DATE_IN_PARTS)
# '2024.3.1', '1998/3/1': a whole date in digits, of any document
_DATE_IN_DIGITS = re.compile(rf"(?P<year>{YEAR_OF_ISSUE})[./．-](?P<month>{MONTH})[./．-](?P<day>{DAY})")


def typed_date(text: str) -> str:
    """A day as somebody typed it, in ISO form; a text that is none comes back as it is.

    Examples:
        >>> typed_date("2024年3月1日"), typed_date("2024.3.1"), typed_date("2024-3-1"), typed_date("昨天")
        ('2024-03-01', '2024-03-01', '2024-03-01', '昨天')
    """
    found = _TYPED_DATE.fullmatch(text) or _DATE_IN_DIGITS.fullmatch(text)
    return iso_date(found) if found else text
