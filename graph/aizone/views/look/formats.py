"""Numbers, dates and lists as each language writes them; the rules are CLDR's, through Babel, which is imported with the first one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ...i18n import Lang, translator
from ...text.units_of_measure import in_english, large, times_of

_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
# '2023', '2023-06', '2023-06-30'
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
# '2026Q4'
_QUARTER = re.compile(r"(?P<year>\d{4})Q(?P<quarter>[1-4])")
# '三/(三)/4 m2': the second measure of a task, as papers and commands print its place
_MEASURE = re.compile(r"(?P<task>.*) m(?P<number>\d+)")


def place_words(place: str, lang: Lang) -> str:
    """The place of a measure, task or area in words, as pages say it.

    Examples:
        >>> place_words("三/(三)/4 m2", "en"), place_words("三/(三)/4 m2", "zh"), place_words("三/(三)", "zh")
        ('三/(三)/4, measure 2', '三/(三)/4 第2项', '三/(三)')
    """
    found = _MEASURE.fullmatch(place)
    if found is None:
        return place
    _ = translator(lang)
    return _("{task}, measure {number}").format(task=found["task"], number=found["number"])


def number(value: float, lang: Lang) -> str:
    """A number with grouped thousands, at most two decimals.

    Examples:
        >>> number(60000, "zh"), number(1234.5, "en")
        ('60,000', '1,234.5')
    """
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.##", locale=_LOCALES[lang])


def percent(share: float, lang: Lang) -> str:
    """A share of 1 as whole per cent."""
    from babel.numbers import format_percent

    return format_percent(share, locale=_LOCALES[lang])


def quantity(values: Sequence[float], unit: str, lang: Lang, sign: str = "") -> str:
    """A number, or the two ends of a range, with a unit of measure as a language writes it.

    Args:
        values: none, one or two; the same one twice is one.
        unit: as in the plan.
        lang: the language.
        sign: what goes before the number: '≥ '.

    Examples:
        >>> quantity([400], "个", "zh", "≥ "), quantity([400], "个", "en", "≥ "), quantity([150], "亿元", "en"), quantity([6, 8], "公里", "en")
        ('≥ 400 个', '≥ 400', '15 billion CNY', '6–8 km')
    """
    times, base = (1, unit) if lang == "zh" else times_of(unit)
    figures = dict.fromkeys(number(value, lang) if times == 1 else large(value * times) for value in values)
    return f"{sign}{'–'.join(figures)} {unit_of_measure(base, lang)}".strip()


def unit_of_measure(unit: str, lang: Lang) -> str:
    """A unit of measure as a language writes it: Chinese as in the plan, elsewhere without words that only count."""
    return unit if lang == "zh" else in_english(unit)


def quarter(name: str, lang: Lang) -> str:
    """A quarter of a year in words; text that is none comes back as it is.

    Examples:
        >>> quarter("2026Q4", "zh"), quarter("2026Q4", "en"), quarter("soon", "en")
        ('2026年第4季度', 'Q4 2026', 'soon')
    """
    found = _QUARTER.fullmatch(name)
    if found is None:
        return name
    from babel.dates import format_skeleton

    return format_skeleton("yQQQ", date(int(found["year"]), 3 * int(found["quarter"]), 1), locale=_LOCALES[lang])


def day(iso: str, lang: Lang) -> str:
    """An ISO date, month or year in words; text that is none comes back as it is.

    Examples:
        >>> day("2020-05-19", "zh"), day("2025-06", "zh"), day("2023", "zh")
        ('2020年5月19日', '2025年6月', '2023年')
        >>> day("2020-05-19", "en"), day("2025-06", "en"), day("2023", "en"), day("soon", "en")
        ('19 May 2020', 'June 2025', '2023', 'soon')
    """
    found = _ISO.fullmatch(iso)
    try:
        first = found and date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return iso
    if not found or not first:
        return iso
    from babel.dates import format_date, format_skeleton

    locale = _LOCALES[lang]
    if found["day"]:
        return format_date(first, "long", locale=locale)
    if found["month"]:
        return format_skeleton("yMMMM", first, locale=locale)
    return f"{first.year}年" if lang == "zh" else str(first.year)


def listed(words: Sequence[str], lang: Lang) -> str:
    """Words as one phrase: '甲、乙和丙', 'A, B and C'."""
    if not words:
        return ""
    from babel.lists import format_list

    return format_list(list(words), locale=_LOCALES[lang])
