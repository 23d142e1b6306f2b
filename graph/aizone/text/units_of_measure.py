"""Units of measure in English: '公里' is 'km', and what Chinese counts things with ('个', '项') is nothing."""

from __future__ import annotations

import math
import re

_COUNTERS = frozenset("个项家件款条次场种台套座所辆批篇门处部支只株")
"""Words that Chinese counts things with and other languages do without."""

_ENGLISH = {
    "名": "people", "人": "people", "位": "people", "人次": "visits", "人天": "person-days", "户": "households",
    "元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR",
    "米": "m", "千米": "km", "公里": "km", "平方米": "m²", "平方公里": "km²", "平方千米": "km²", "立方米": "m³", "公顷": "ha", "亩": "mu",
    "吨": "t", "千克": "kg", "公斤": "kg", "千瓦": "kW", "兆瓦": "MW", "千瓦时": "kWh", "度": "kWh",
    "秒": "s", "分钟": "minutes", "小时": "hours", "天": "days", "日": "days", "个月": "months", "月": "months", "年": "years",
    "个百分点": "percentage points", "百分点": "percentage points", "倍": "times", "架次": "flights", "标准箱": "TEU",
    "毫秒": "ms", "微秒": "µs", "岁": "years", "字": "characters",
}  # fmt: skip
# '元/亩', '吨／年'
_PER = re.compile(r"[/／]")


# '亿元', '万吨', '万亿元', '千万元'
_TIMES = re.compile(r"(?P<times>[十百千]?万亿|[十百千]?亿|[十百千]?万)(?P<unit>.+)")
_VALUES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def times_of(unit: str) -> tuple[int, str]:
    """How many of a smaller unit a unit of measure is: it may hold a number itself.

    Examples:
        >>> times_of("亿元"), times_of("万亿元"), times_of("公里"), times_of("千万人次")
        ((100000000, '元'), (1000000000000, '元'), (1, '公里'), (10000000, '人次'))
    """
    found = _TIMES.fullmatch(unit)
    if found is None:
        return 1, unit
    return math.prod(_VALUES[char] for char in found["times"]), found["unit"]


def in_english(unit: str) -> str:
    """A unit of measure in English; '' for a word that only counts, and what is not known as it is.

    A unit that holds a number (`times_of`) says it: '亿元' is '100 million CNY'.

    Examples:
        >>> in_english("公里"), in_english("个"), in_english("元/亩"), in_english("%"), in_english("标段")
        ('km', '', 'CNY/mu', '%', '标段')
        >>> in_english("个/万人"), in_english("亿元"), in_english("万人次")
        ('个/万人', '100 million CNY', '10,000 visits')
    """
    times, rest = times_of(unit)
    if times > 1 and (known := _ENGLISH.get(rest) or ("" if rest in _COUNTERS else None)) is not None:
        return f"{large(times)} {known}".strip()
    parts = [_ENGLISH.get(part, part) for part in _PER.split(unit)]
    return "/".join(parts) if len(parts) > 1 else "" if unit in _COUNTERS else parts[0]


def large(value: float) -> str:
    """A number in English with its millions, billions and trillions as words.

    Examples:
        >>> large(15_000_000_000), large(2_500_000), large(10_000), large(1e12)
        ('15 billion', '2.5 million', '10,000', '1 trillion')
    """
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
