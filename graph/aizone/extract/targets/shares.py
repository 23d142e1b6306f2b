"""Shares: numbers handed out, each to its own object or year, by '分别' or by their order, and one number said of each of them.

甲率和乙率分别达到30%、35%           two numbers, two objects
2024年、2025年分别达到30、40家       one unit after the last number, years as objects
2024年、2025年甲率分别增长3%、4%      years first, one object
到2024年、2025年，甲率分别达到3%、4%  years before the clause
甲企业5家，乙企业3家，分别增长3%、4%  objects counted before the clause
甲、乙、丙达到10个、20个、30个       as many numbers in a row as objects
甲率90%（2024年）、95%（2025年）      each with its year in brackets
甲率、乙率均达到98%                   one number, each of two objects
2025年、2026年各建成50个              one number, each of two years
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Span, TextSpan
from ...text.lexicon.dates import FIVE_YEARS_END, YEAR
from .context import year_of
from .metrics import ends_as_measure, is_verbs, noun_following, shared_objects
from .quantities import Quantity

_WORD = "分别"
_EACH = "各均都皆双分"
"""The first letters of words that say a number of each thing or year, to look no further where they are not."""
# '30%、35%和40%': what is between two numbers that 分别 hands out
_SEPARATOR = re.compile(r"\s?(?:以及|[、和与及])\s?")
# '30', '3.5': a number without its unit
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
# '30、35、' in '30、35、40家': numbers whose unit follows the last one
_BARE_SERIES = re.compile(r"(?:\d{1,9}(?:\.\d{1,6})?\s?[、和与及]\s?)+")
# '2024', '“十四五”末'
_EACH_YEAR = re.compile(rf"{YEAR}|{FIVE_YEARS_END}")
# '2024年', '甲率2024年', '甲率在“十四五”末': a year as one of the objects
_YEAR = re.compile(rf"(?P<metric>\D{{0,40}}?)[到至在]?(?P<year>{_EACH_YEAR.pattern})\s?年?底?")
# '2024年、2025年甲率', '“十四五”末、“十五五”末甲率': years first, then their one object
_YEARS_FIRST = re.compile(
    rf"(?P<years>(?:(?:{_EACH_YEAR.pattern})\s?年?底?\s?[、和与及]\s?)+(?:{YEAR}\s?年底?|{FIVE_YEARS_END}))(?P<rest>\D{{2,40}})$"
)
# '2024—2026年': a year for each number
_FROM_TO = re.compile(rf"(?P<first>{YEAR})\s?年?\s?[-—–~～至到]{{1,2}}\s?(?P<last>{YEAR})\s?年")
# '甲和乙在2022年的基础上实现翻番': the words after the things that are named
_SUBJECT = re.compile("(?:(?:在|较|比|相比|力争|确保|要)[\\s“”]?.*|(?:实现|达到|保持|同步).*)$")
# '甲和乙' in '到2026年，甲和乙': the last clause of some words
_LAST_CLAUSE = re.compile("[^，,：:]*$")
# '企业', 'PM2.5': letters, which a thing that is named has
_NAMED = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
# '甲率、乙率均' before '达到98%', '甲和乙各' before '500个': one number for each of the things before it
_EACH_THING = re.compile("(?:双双|[均都皆各])(?:要|应|需|须|将|力争|确保|实现|保持|稳定|提升|增长|下降|压缩|压减)?$")
# '2025年、2026年各', '2024—2026年均': one number for each of the years before it
_EACH_OF_YEARS = re.compile(
    rf"(?:(?P<years>(?:{YEAR}\s?年?底?\s?[、和与及]\s?)+{YEAR}\s?年底?)|(?P<range>{_FROM_TO.pattern.replace('?P<first>', '?:').replace('?P<last>', '?:')}))\s?[，,]?\s?(?:每年)?(?:各(?![省市县区乡镇街村级单部地类有成相项领行园校高学企个方界族])|均(?!匀|衡)|都|分别)"
)
# '（2024年）', '(2025年底)' right after a number: its own year
OWN_YEAR = re.compile(rf"\s?[（(]\s?(?:到|至)?(?P<year>{YEAR})\s?年?(?:底|末)?前?\s?[）)]")
_REACH = 80
_MAX_SHARES = 20


class Share(Struct, frozen=True, gc=False):
    """A quantity as it is meant, with the object or the year that '分别' gives it; None where it gives none.

    `shared_at` is where the '分别' is, None for a quantity without one; `first` the number right after it, whose verb
    is said for all ('分别提高到70%和45%'). `things` and `years` are set for a number that is said of each of them; `own_year`
    is where the brackets after a number name its year.
    """

    quantity: Quantity
    metric: str | None = None
    deadline: str | None = None
    shared_at: int | None = None
    first: Quantity | None = None
    things: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    own_year: Span | None = None


class Before(Struct, frozen=True, gc=False):
    """The sentence before a clause: the words without a number right before it, and what its numbers counted so far."""

    passed: TextSpan | None = None
    counted: tuple[str, ...] = ()


def share_out(
    clause: TextSpan,
    quantities: Sequence[Quantity],
    years: Sequence[re.Match[str]] = (),
    before: Before = Before(),  # noqa: B008 - frozen
) -> list[Share]:
    """The quantities of a clause, those that are handed out with what they count; numbers without a unit take the last one's.

    Args:
        clause: the part of the sentence between commas.
        quantities: its numbers.
        years: the years said in it and right before it; as many before it as there are numbers are theirs.
        before: what was said before it.
    """
    text = clause.text
    at = text.find(_WORD, clause.start, clause.end)
    if at < 0 and (dated := _with_own_years(clause, quantities, years)) is not None:
        return dated
    if at < 0:
        return _of_each(clause, before, _listed(clause, quantities))
    earlier = [quantity for quantity in quantities if quantity.number.start < at]
    series, rest = _series(clause.part(at + len(_WORD), clause.end), quantities[len(earlier) :])
    if len(series) < 2:
        return _of_each(clause, before, [Share(quantity) for quantity in quantities])
    front = clause.part(clause.start, at)
    objects = shared_objects(front) or _objects_before(before, len(series))
    runs = front.search(_YEARS_FIRST)
    run = list(map(year_of, _EACH_YEAR.findall(runs["years"]))) if runs else _years_from_to(front)
    subject = _named(shared_objects(front.group(runs, "rest")) if runs else []) or _named(
        [noun_following(clause.part(series[-1].span.end, clause.end)) or ""]
    )
    named = [year for item in objects if (year := _YEAR.fullmatch(item))]
    before_clause = [year_of(year["year"]) for year in years if year.start() < clause.start]
    shares = []
    for number, meant in enumerate(_bounded_alike(series)):
        if len(named) == len(objects) == len(series):
            metric = _named([named[0]["metric"]]) or subject
            shares.append(Share(meant, metric, year_of(named[number]["year"]), at, series[0]))
        elif len(run) == len(series):
            shares.append(Share(meant, subject, run[number], at, series[0]))
        elif len(before_clause) == len(series):
            shares.append(Share(meant, None, before_clause[number], at, series[0]))
        else:
            metric = objects[number] if len(objects) == len(series) else objects[0] if len(objects) == 1 else None
            shares.append(Share(meant, metric, None, at, series[0]))
    return [*map(Share, earlier), *shares, *map(Share, rest)]


def _with_own_years(
    clause: TextSpan, quantities: Sequence[Quantity], years: Sequence[re.Match[str]]
) -> list[Share] | None:
    """The numbers of a clause, each with the year that brackets after it name; None where no brackets do."""
    if not any([year.start() >= clause.start for year in years]):
        return None
    shares, is_dated = [], False
    for quantity in quantities:
        found = OWN_YEAR.match(clause.text, quantity.span.end, clause.end)
        is_dated = is_dated or found is not None
        own = (year_of(found["year"]), Span(*found.span("year"))) if found is not None else (None, None)
        shares.append(Share(quantity, deadline=own[0], own_year=own[1]))
    return shares if is_dated else None


def _listed(clause: TextSpan, quantities: Sequence[Quantity]) -> list[Share]:
    """The same without a word that hands out: as many numbers in a row as things before them ('甲、乙达到10个、20个')."""
    done = clause.start
    for number, quantity in enumerate(quantities[:-1]):
        if quantity.kind == "none":
            continue  # '10、20、30个': read together with the number that has the unit
        near = quantities[number : number + _MAX_SHARES + 1]  # a clause may have thousands
        series, rest = _series(clause.part(done, clause.end), near)
        if len(series) > 1:
            objects = shared_objects(clause.part(done, series[0].span.start))
            if len(objects) != len(series) or not all(map(_NAMED.search, objects)):
                return [Share(quantity) for quantity in quantities]
            meant = _bounded_alike(series)
            shares = [Share(one, metric, first=series[0]) for one, metric in zip(meant, objects, strict=True)]
            after = quantities[number + len(near) :]
            return [*map(Share, quantities[:number]), *shares, *map(Share, rest), *map(Share, after)]
        done = quantity.span.end
    return [Share(quantity) for quantity in quantities]


def _of_each(clause: TextSpan, before: Before, shares: list[Share]) -> list[Share]:
    """The same, with the things or years of which one number is said each: '甲率、乙率均达到98%', '2025年、2026年各建成50个'."""
    if len(shares) > _MAX_SHARES:
        return shares
    said = clause if before.passed is None else clause.part(before.passed.start, clause.end)
    words = said.words
    if not any([sign in words for sign in _EACH]):
        return shares
    found = said.search(_EACH_OF_YEARS) if shares else None
    years: tuple[str, ...] = ()
    if found is not None:
        named = tuple(_years_from_to(said.group(found, "range"))) if found["range"] else ()
        years = named or tuple(map(year_of, _EACH_YEAR.findall(found["years"] or "")))
    each, done = [], clause.start
    for share in shares:
        quantity = share.quantity
        if years and found is not None and quantity.number.start >= found.end():
            each.append(replace(share, years=years))
        elif share.metric is None and share.shared_at is None:
            each.append(replace(share, things=_each_thing(clause, done, quantity)))
        else:
            each.append(share)
        done = quantity.span.end
    return each


def _each_thing(clause: TextSpan, done: int, quantity: Quantity) -> tuple[str, ...]:
    """The things of which a number that ends its clause is said each; none where it is not clear what each of them is."""
    front = clause.part(max(done, quantity.span.start - _REACH), quantity.span.start)
    mark = front.search(_EACH_THING)
    if mark is None or clause.part(quantity.span.end, clause.end).trimmed("左右）) "):
        return ()
    front = front.part(front.start, mark.start())
    things = shared_objects(front)
    if len(things) < 2 or "等" in things[-1] or not all(map(_NAMED.search, things)):
        return ()
    if any(thing.count("（") != thing.count("）") for thing in things):
        return ()  # '县（市、区）'
    are_measured = all(map(ends_as_measure, things)) if quantity.kind != "counter" else not any(map(is_verbs, things))
    return tuple(things) if are_measured else ()


def _bounded_alike(series: Sequence[Quantity]) -> list[Quantity]:
    """Numbers in a row, each with the word that bounds the first or the last of them where it has none of its own."""
    last = series[-1]
    said = last if last.followed else series[0]
    bounded = []
    for quantity in series:
        if quantity.unit == "个" and last.unit.startswith("个"):  # '3个、5个和7个工作日'
            quantity = replace(quantity, unit=last.unit, kind=last.kind)
        if quantity.followed or quantity.high is not None:
            bounded.append(quantity)
        else:
            bound = said.bound if said is quantity or said.bound is None else "bound-shared"
            bounded.append(replace(quantity, comparator=said.comparator, bound=bound))
    return bounded


def _objects_before(before: Before, count: int) -> list[str]:
    """The things that a clause beginning with 分别 hands its numbers to: named right before it, or counted before it."""
    if before.passed is not None:
        begun = _LAST_CLAUSE.search(before.passed.words)
        named = _SUBJECT.sub("", begun.group() if begun else "")
        objects = shared_objects(TextSpan.whole(named))
        if len(objects) == count:
            return objects
    return list(before.counted) if len(before.counted) == count else []


def _years_from_to(front: TextSpan) -> list[str]:
    """The years of a range ('2024—2026年每年分别')."""
    found = front.search(_FROM_TO)
    if found is None:
        return []
    first, last = int(found["first"]), int(found["last"])
    return [str(year) for year in range(first, min(last, first + _MAX_SHARES) + 1)]


def _named(metrics: Sequence[str | None]) -> str | None:
    """The first of some metrics, unless it only says what is done."""
    first = metrics[0] if metrics else None
    return first if first and not is_verbs(first) and _FROM_TO.search(first) is None else None


def _series(rest: TextSpan, quantities: Sequence[Quantity]) -> tuple[list[Quantity], Sequence[Quantity]]:
    """The numbers that follow one another after '分别', and the quantities after them.

    Args:
        rest: the words after '分别'.
        quantities: the numbers in them.
    """
    series: list[Quantity] = []
    for number, quantity in enumerate(quantities):
        if quantity.kind == "none" and number + 1 < len(quantities):
            continue  # '30、35、40家': read together with the number that has the unit
        if not series:
            series.extend(_bare(rest, quantity))
        elif not _SEPARATOR.fullmatch(rest.text, series[-1].span.end, quantity.span.start):
            return series, quantities[number:]
        series.append(quantity)
        if len(series) >= _MAX_SHARES:
            return series, quantities[number + 1 :]
    return series, []


def _bare(rest: TextSpan, last: Quantity) -> Iterator[Quantity]:
    """The numbers before one that has the unit of all of them."""
    text = rest.text
    front = text[max(rest.start, last.number.start - _REACH) : last.number.start]
    run = next((found for found in _BARE_SERIES.finditer(front) if found.end() == len(front)), None)
    digits = _NUMBER.match(text, last.number.start, last.number.end)
    if run is None or digits is None or not float(digits.group()):
        return
    scale = last.low / float(digits.group())
    first = last.number.start - len(run.group())
    for found in _NUMBER.finditer(run.group()):
        here = Span(first + found.start(), first + found.end())
        yield replace(
            last, span=here, number=here, low=round(float(found.group()) * scale, 6), announced="", followed=""
        )
