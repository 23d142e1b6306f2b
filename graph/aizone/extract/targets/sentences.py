"""Numeric targets: what is to be reached, how much, per year or in all, from where, by when.

A quantity (`quantities.py`) is a target when a word announces it ('达到', '不少于'), a word behind it bounds it ('以上'), or a verb
of doing governs it ('建成5个'), and it is no look-alike (`lookalikes.py`). A year, a '每年' or a scope said once holds for what
follows it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec.structs import replace

from ...model import Baseline, Span, TargetFact, TextSpan
from ...text.lexicon.dates import MONTH, YEAR
from ...text.word_lists import alternatives
from .context import TargetContext
from .indicators import extract_indicators
from .lookalikes import lookalike
from .metrics import joined_noun, metric_of, noun_after
from .quantities import Quantity, find_quantities, read_table
from .shares import share_out
from .stated import GOVERNS, is_in_brackets_of, is_stated

_SENTENCE_MARKS = "。；;\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")
_TO_LAST_SENTENCE = re.compile(f"(?s:.*)[{_SENTENCE_MARKS}]")
_CLAUSE_MARKS = "，,：:"
_TO_LAST_CLAUSE = re.compile(f"(?s:.*)[{_CLAUSE_MARKS}]")
"""Greedy, so that it ends behind the last mark: one look from behind instead of one for each kind of mark."""
_CLAUSE_END = re.compile(rf"[{_CLAUSE_MARKS}](?:(?!\d)|(?<!\d.))")  # not within '1:2' or '1,200'
_YEARLY = re.compile(r"每年|年均(?![浓值气])|年度|逐年")
_YEAR = re.compile(
    rf"(?P<year>{YEAR})\s?年(?:\s?(?P<month>{MONTH})\s?月)?(?:\s?年?底|末)?"
    r"\s?(?:之?前)?(?P<not>\s?(?:起|开始|以来|第|[（(]?第|度))?"
)
_RATE = re.compile(r"年均(?:复合)?(?:增|下降|降|提|递)")
"""Says what one number is a year; a '每年' holds for those that follow, too."""
_IN_ALL = re.compile(rf"累计|总[数量]|达到|提[高升][到至]|[稳保][定持]在|到\s?{YEAR}\s?年")
_SCOPE = re.compile(r"其中[，,]?(?P<scope>[\u4e00-\u9fffA-Za-z0-9+“”]{2,20}?(?:领域|方面|行业|产业|环节))")
_FROM = re.compile(r"[从由自](?:20(?P<year>\d\d)\s?年)?[^，。；从由]{0,12}$")
_TO = re.compile(r"[^，。；]{0,12}?[至到]")
_SEPARATOR = re.compile(r"\s?[、和与及]\s?|以及")
_LIST_ENDS = re.compile(r"[）)]?|[（(]其中")
_MAX_METRIC = 40


def extract_targets(
    text: str, spans: Sequence[Span], *, end_year: int | None, first_year: int | None = None
) -> list[TargetFact]:
    """The numeric targets stated in some passages of a document.

    Args:
        text: the document's text.
        spans: passages, one a paragraph, in document order.
        end_year: the plan's last year, the deadline of a target that names none.
        first_year: the plan's first year, or the year it was issued; numbers of earlier years are baselines.

    Returns:
        the targets in document order. A number written once is one target: '甲和乙分别达到100家' gives one that names both.
    """
    found: list[TargetFact] = []
    context = TargetContext(end_year, first_year)
    goes_on = False
    for span in spans:
        if not goes_on:
            context.begin_paragraph()
        done = span.start
        for sentence, quantities, years in _sentences(text, span):
            if text.find("。", done, sentence.start) >= 0 or text.find("\n", done, sentence.start) >= 0:
                context.begin_sentence()
            else:
                context.begin_part()
            found.extend(_in_sentence(text, sentence, quantities, years, context))
            done = sentence.end
        goes_on = text[span.end - 1 : span.end] in {"；", ";", "，"}
    indicators = extract_indicators(text, spans, first_year=first_year, end_year=end_year)
    cells = {target.quantity.start for target in indicators}
    sentences = [target for target in found if target.quantity.start not in cells]
    return sorted([*sentences, *indicators], key=lambda target: target.quantity) if indicators else found


def _sentences(text: str, span: Span) -> Iterator[tuple[Span, list[Quantity], list[re.Match[str]]]]:
    """The parts between full stops and semicolons that hold a quantity or year, with those."""
    numbers = [
        *((quantity.number.start, quantity) for quantity in find_quantities(text, span)),
        *((year.start(), year) for year in _YEAR.finditer(text, span.start, span.end)),
    ]
    numbers.sort(key=itemgetter(0))
    at, done = 0, span.start
    while at < len(numbers):
        first = numbers[at][0]
        mark = _SENTENCE_END.search(text, first, span.end)
        end = mark.start() if mark else span.end
        begun = _TO_LAST_SENTENCE.match(text, done, first)
        start = begun.end() if begun else done
        behind = at
        while behind < len(numbers) and numbers[behind][0] < end:
            behind += 1
        sentence = Span(start, end)
        inside = [number for _, number in numbers[at:behind]]
        years = [year for year in inside if isinstance(year, re.Match) and _is_deadline(text, sentence, year)]
        yield sentence, [quantity for quantity in inside if isinstance(quantity, Quantity)], years
        at, done = behind, end


def _in_sentence(
    text: str, sentence: Span, quantities: Sequence[Quantity], years: Sequence[re.Match[str]], context: TargetContext
) -> Iterator[TargetFact]:
    """The targets of one sentence, clause by clause; clauses without a quantity only say years and subjects."""
    at, seen, done = 0, 0, sentence.start
    while at < len(quantities):
        first = quantities[at].number
        begun = _TO_LAST_CLAUSE.match(text, done, first.start)
        start = begun.end() if begun else done
        mark = _CLAUSE_END.search(text, first.end, sentence.end)
        clause = Span(start, mark.start() if mark else sentence.end)
        if start > done:
            context.passed, context.is_list, context.is_counted = Span(done, start - 1), False, False
        else:
            context.passed = None
        is_rate = False
        if _YEARLY.search(text, done, clause.end):
            is_rate = context.period == "total" and _RATE.search(text, done, clause.end) is not None
            context.period = "year"
        elif _IN_ALL.search(text, done, clause.end):
            context.period = "total"
        if text.find("其中", done, clause.end) >= 0 and (scope := _SCOPE.search(text, done, clause.end)):
            context.scope = scope["scope"]
        behind, later = at, seen
        while behind < len(quantities) and quantities[behind].number.start < clause.end:
            behind += 1
        while later < len(years) and years[later].start() < clause.end:
            later += 1
        yield from _in_clause(text, sentence, clause, quantities[at:behind], years[seen:later], context)
        if is_rate:
            context.period = "total"
        at, seen, done = behind, later, min(clause.end + 1, sentence.end)
    for year in years[seen:]:
        context.see_year(text, year)


def _in_clause(
    text: str,
    sentence: Span,
    clause: Span,
    quantities: Sequence[Quantity],
    years: Sequence[re.Match[str]],
    context: TargetContext,
) -> Iterator[TargetFact]:
    """The targets of one clause, in text order; years may stand before the clause, behind the one read before."""
    pending = iter([*years, None])
    year = next(pending)
    shares = share_out(text, clause, quantities, years)
    done, last = clause.start, None
    starts_from: Baseline | None = None
    rejected: Quantity | None = None
    for number, share in enumerate(shares):
        quantity = share.quantity
        while year is not None and year.start() < quantity.number.start:
            context.see_year(text, year)
            year = next(pending)
        origin = _FROM.search(text[max(clause.start, quantity.number.start - 20) : quantity.number.start])
        if origin and _TO.match(text, quantity.span.end, clause.end):
            when = f"20{origin['year']}" if origin["year"] else None
            starts_from = Baseline(quantity.low, when, quantity.number)
            continue
        left_out = rejected is not None and is_in_brackets_of(text, rejected, quantity)
        if left_out or lookalike(text, sentence, clause, quantity):
            rejected = quantity
            continue
        opens = context.is_counted and not text[clause.start : quantity.span.start].strip()
        if not (
            share.is_shared
            or (opens and quantity.kind == "counter" and quantity.comparator != "eq")
            or is_stated(text, clause, quantity, goes_on=context.is_list or context.has_year)
        ):
            continue
        other = shares[number + 1].quantity if number + 1 < len(shares) else None
        joined = None if other is None else joined_noun(text, quantity, other)
        metric = share.metric or (context.metric if share.is_shared and last is not None else None)
        if metric is None:
            head = Span(done, max(done, quantity.span.start if starts_from is None else starts_from.span.start))
            behind = joined or Span(quantity.span.end, clause.end)
            if other is not None and joined is None and not _SEPARATOR.match(text, behind.start, behind.end):
                behind = noun_after(text, sentence, other) or behind
            metric = _metric(text, head, behind, quantity, context)
        done = joined.end if joined else quantity.span.end
        if metric is None:
            continue
        context.metric, context.is_list, last = metric, True, quantity
        key = metric, quantity.unit
        if context.past_year is not None:
            context.baselines[key] = Baseline(quantity.low, context.past_year, quantity.number)
            continue
        fact = _fact(text, clause, quantity, metric, starts_from or context.baselines.get(key), context)
        yield replace(fact, deadline=share.deadline) if share.deadline else fact
        starts_from = None
    while year is not None:
        context.see_year(text, year)
        year = next(pending)
    context.is_counted = last is not None
    context.is_list = last is not None and _LIST_ENDS.fullmatch(text, last.span.end, clause.end) is not None


def _fact(
    text: str, clause: Span, quantity: Quantity, metric: str, baseline: Baseline | None, context: TargetContext
) -> TargetFact:
    return TargetFact(
        metric=metric[-_MAX_METRIC:],
        minimum=quantity.minimum,
        maximum=quantity.maximum,
        unit_text=quantity.unit,
        period=context.period,
        deadline=context.deadline,
        scope=context.scope,
        written=text[quantity.span.start : quantity.span.end].strip(),
        quantity=TextSpan.at(text, quantity.span).trimmed().span,
        span=TextSpan.at(text, clause).trimmed().span,
        comparator=quantity.comparator,
        baseline=baseline,
    )


def _metric(text: str, before: Span, behind: Span, quantity: Quantity, context: TargetContext) -> str | None:
    metric = metric_of(
        text, before, behind, context.scope, announced=bool(quantity.announced) or quantity.kind == "time"
    )
    if metric is not None and metric.startswith("占") and context.metric is not None:  # its subject was said before
        return context.metric.partition("占")[0] + metric
    if metric is not None:
        return metric
    return _metric_said_before(text, context) or text[before.start : before.end].strip() or None


def _metric_said_before(text: str, context: TargetContext) -> str | None:
    """The metric of a clause that has none: that of the ladder it goes on with, or the short clause in front of it."""
    passed = context.passed
    if passed is None or (context.has_year and context.metric is not None):
        return context.metric
    begun = _TO_LAST_CLAUSE.match(text, passed.start, passed.end)
    start = begun.end() if begun else passed.start
    if passed.end - start > GOVERNS:
        return context.metric
    nothing = Span(passed.end, passed.end)
    return metric_of(text, Span(start, passed.end), nothing, None, announced=True) or context.metric


@functools.cache
def _reference() -> re.Pattern[str]:
    return re.compile(f"{alternatives(read_table()['reference']['before'])}$")


def _is_deadline(text: str, clause: Span, year: re.Match[str]) -> bool:
    """Whether a year says by when: not since when, not 'as against 2020', not in a title."""
    if year["not"]:
        return False
    front = text[max(clause.start, year.start() - 40) : year.start()]
    return (
        _reference().search(front) is None
        and front.rfind("《") <= front.rfind("》")
        and not front.endswith(("从", "由", "自"))
    )
