"""Numeric targets of running text: what is to be reached, how much, per year or in all, from where, by when.

A quantity is a target when the words around it state it as one to reach (`stated`) and it is not a look-alike
(`lookalikes`). A year, a '每年' or a scope said once holds for what follows it (`context`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from ...model import Baseline, Reason, TargetFact, TextSpan
from ...text.lexicon.dates import MONTH, YEAR
from ...text.word_lists import alternatives
from ..fired import Fired
from .context import Said, Years
from .indicators import extract_indicators
from .lookalikes import lookalike
from .metrics import Metric, joined_noun, metric_of, noun_after
from .quantities import Quantity, bound_by, find_quantities, read_table
from .shares import Share, share_out
from .stated import GOVERNS, is_in_brackets_of, stated_by

_SENTENCE_MARKS = "。；;\n"
# '建成5个平台。': the end of a sentence or of a part of it
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")
# up to the last such mark before a number; greedy, so that one look replaces one for each kind of mark
_TO_LAST_SENTENCE = re.compile(f"(?s:.*)[{_SENTENCE_MARKS}]")
_CLAUSE_MARKS = "，,：:"
# '到2025年，' in '到2025年，建成5个平台': up to the last comma before a number
_TO_LAST_CLAUSE = re.compile(f"(?s:.*)[{_CLAUSE_MARKS}]")
# '建成5个平台，': the end of a clause, but not the mark within '1:2' or '1,200'
_CLAUSE_END = re.compile(rf"[{_CLAUSE_MARKS}](?:(?!\d)|(?<!\d.))")
# '每年新增50项': per year
_YEARLY = re.compile(r"每年|年均(?![浓值气])|年度|逐年")
# '2025年6月底前', but not '2025年起': a year that may be a deadline
_YEAR = re.compile(
    rf"(?P<year>{YEAR})\s?年(?:\s?(?P<month>{MONTH})\s?月)?(?:\s?年?底|末)?"
    r"\s?(?:之?前)?(?P<not>\s?(?:起|开始|以来|第|[（(]?第|度))?"
)
# '年均增长8%': what one number is per year; a '每年' also holds for those that follow
_RATE = re.compile(r"年均(?:复合)?(?:增|下降|降|提|递)")
# '累计达到100家': in all, not per year
_IN_ALL = re.compile(rf"累计|总[数量]|达到|提[高升][到至]|[稳保][定持]在|到\s?{YEAR}\s?年")
# '其中智能语音领域发明专利30项以上': the part of the field a number is limited to
_SCOPE = re.compile(r"其中[，,]?(?P<scope>[\u4e00-\u9fffA-Za-z0-9+“”]{2,20}?(?:领域|方面|行业|产业|环节))")
# '由20%提高至40%': the value a target starts from
_FROM = re.compile(r"[从由自](?:20(?P<year>\d\d)\s?年)?[^，。；从由]{0,12}$")
# '提高至' after that value
_TO = re.compile(r"[^，。；]{0,12}?[至到]")
# '甲企业5家、乙企业3家': what follows a number whose noun came before it
_SEPARATOR = re.compile(r"\s?[、和与及]\s?|以及")
# '）', '（其中': what may follow the last number of a clause that ends in a target
_LIST_ENDS = re.compile(r"[）)]?|[（(]其中")
_MAX_METRIC = 40


class TargetsRead(Struct, frozen=True, gc=False):
    """The targets of some passages, and the numbers that look like targets and are not, with the rule that says so."""

    targets: list[TargetFact]
    left_out: list[Reason]


class Sentence(Struct, frozen=True, gc=False):
    """A part of a passage between full stops and semicolons, with its numbers and the years that may be deadlines."""

    words: TextSpan
    quantities: list[Quantity]
    years: list[re.Match[str]]


class Clause(Struct, frozen=True, gc=False):
    """A part of a sentence between commas that has numbers.

    `passed` are the words without a number before it ('研发投入强度，2025年达到3%'), `years` those said in it and right before it.
    """

    sentence: TextSpan
    words: TextSpan
    passed: TextSpan | None
    quantities: list[Quantity]
    years: list[re.Match[str]]


class ClauseRead(Struct, frozen=True, gc=False):
    """The targets of a clause or sentence, what was left out, and what holds after it."""

    targets: list[TargetFact]
    left_out: list[Reason]
    said: Said


def read_targets(
    passages: Sequence[TextSpan], *, end_year: int | None, first_year: int | None = None, explain: bool = False
) -> TargetsRead:
    """Read the numeric targets stated in some passages of a document.

    Args:
        passages: one per paragraph, in document order.
        end_year: the plan's last year, the deadline of a target that names none.
        first_year: the plan's first year, or the year it was issued; numbers of earlier years are baselines.
        explain: whether each target says why, and which numbers were left out.

    Returns:
        the targets in document order. A number written once is one target: '甲和乙分别达到100家' gives one that names both.
    """
    found: list[TargetFact] = []
    left_out: list[Reason] = []
    said = Said(Years(first_year, end_year), {})
    goes_on = False
    for passage in passages:
        text, done = passage.text, passage.start
        if not goes_on:
            said = said.at_paragraph()
        for sentence in _sentences(passage):
            start = sentence.words.start
            if text.find("。", done, start) >= 0 or text.find("\n", done, start) >= 0:
                said = said.at_sentence()
            else:
                said = said.at_part()
            read = _in_sentence(sentence, said, explain)
            found += read.targets
            left_out += read.left_out
            said, done = read.said, sentence.words.end
        goes_on = text[passage.end - 1 : passage.end] in {"；", ";", "，"}
    indicators = extract_indicators(passages, first_year=first_year, end_year=end_year, explain=explain)
    if indicators:
        cells = {target.quantity.start for target in indicators}
        sentences = [target for target in found if target.quantity.start not in cells]
        found = sorted([*sentences, *indicators], key=lambda target: target.quantity)
    return TargetsRead(found, left_out)


def extract_targets(
    passages: Sequence[TextSpan], *, end_year: int | None, first_year: int | None = None
) -> list[TargetFact]:
    """The numeric targets of some passages; see `read_targets`."""
    return read_targets(passages, end_year=end_year, first_year=first_year).targets


def _sentences(passage: TextSpan) -> Iterator[Sentence]:
    """The parts between full stops and semicolons that hold a quantity or year."""
    text = passage.text
    numbers = [
        *((quantity.number.start, quantity) for quantity in find_quantities(passage)),
        *((year.start(), year) for year in _YEAR.finditer(text, passage.start, passage.end)),
    ]
    numbers.sort(key=itemgetter(0))
    at, done = 0, passage.start
    while at < len(numbers):
        first = numbers[at][0]
        mark = _SENTENCE_END.search(text, first, passage.end)
        end = mark.start() if mark else passage.end
        begun = _TO_LAST_SENTENCE.match(text, done, first)
        words = TextSpan(text, begun.end() if begun else done, end)
        later = at
        while later < len(numbers) and numbers[later][0] < end:
            later += 1
        inside = [number for _, number in numbers[at:later]]
        years = [year for year in inside if isinstance(year, re.Match) and _is_deadline(words, year)]
        yield Sentence(words, [quantity for quantity in inside if isinstance(quantity, Quantity)], years)
        at, done = later, end


def _in_sentence(sentence: Sentence, said: Said, explain: bool) -> ClauseRead:
    """The targets of one sentence, clause by clause; clauses without a quantity only say years and subjects."""
    words, quantities, years = sentence.words, sentence.quantities, sentence.years
    text = words.text
    targets: list[TargetFact] = []
    left_out: list[Reason] = []
    at, seen, done = 0, 0, words.start
    while at < len(quantities):
        first = quantities[at].number
        begun = _TO_LAST_CLAUSE.match(text, done, first.start)
        start = begun.end() if begun else done
        mark = _CLAUSE_END.search(text, first.end, words.end)
        clause = TextSpan(text, start, mark.start() if mark else words.end)
        later, last = at, seen
        while later < len(quantities) and quantities[later].number.start < clause.end:
            later += 1
        while last < len(years) and years[last].start() < clause.end:
            last += 1
        passed = TextSpan(text, done, start - 1) if start > done else None
        said, is_rate = _holding(said, TextSpan(text, done, clause.end), goes_on=passed is None)
        read = _in_clause(Clause(words, clause, passed, quantities[at:later], years[seen:last]), said, explain)
        targets += read.targets
        left_out += read.left_out
        said = replace(read.said, period="total", period_by=None) if is_rate else read.said
        at, seen, done = later, last, min(clause.end + 1, words.end)
    for year in years[seen:]:
        said = replace(said, years=said.years.after(year))
    return ClauseRead(targets, left_out, said)


def _holding(said: Said, words: TextSpan, *, goes_on: bool) -> tuple[Said, bool]:
    """The state in a clause: the period and scope its words say, or those said before.

    Args:
        said: what held before.
        words: the clause, and the words without a number before it.
        goes_on: whether there are none of the latter, so that a list may go on.

    Returns:
        what holds, and whether the period holds for this clause alone ('年均增长8%').
    """
    text, start, end = words.text, words.start, words.end
    period, period_by, is_rate = said.period, said.period_by, False
    yearly = _YEARLY.search(text, start, end)
    if yearly:
        is_rate = period == "total" and _RATE.search(text, start, end) is not None
        period, period_by = "year", Fired("target-per-year", *yearly.span())
    elif _IN_ALL.search(text, start, end):
        period, period_by = "total", None
    scope, scope_by = said.scope, said.scope_by
    if text.find("其中", start, end) >= 0 and (named := _SCOPE.search(text, start, end)):
        scope, scope_by = named["scope"], Fired("target-scope", *named.span())
    is_counted, is_list = goes_on and said.is_counted, goes_on and said.is_list
    holding = Said(said.years, said.baselines, said.metric, period, period_by, scope, scope_by, is_counted, is_list)
    return holding, is_rate


def _in_clause(clause: Clause, said: Said, explain: bool) -> ClauseRead:
    """The targets of one clause, in text order; years may come before the clause, after the one read before."""
    words, text = clause.words, clause.words.text
    years, metric_said, is_list, baselines = said.years, said.metric, said.is_list, said.baselines
    targets: list[TargetFact] = []
    left_out: list[Reason] = []
    pending = iter([*clause.years, None])
    year = next(pending)
    shares = share_out(words, clause.quantities, clause.years)
    done, last = words.start, None
    starts_from: Baseline | None = None
    rejected: Quantity | None = None
    for number, share in enumerate(shares):
        quantity = share.quantity
        while year is not None and year.start() < quantity.number.start:
            years = years.after(year)
            year = next(pending)
        origin = _FROM.search(text[max(words.start, quantity.number.start - 20) : quantity.number.start])
        if origin and _TO.match(text, quantity.span.end, words.end):
            when = f"20{origin['year']}" if origin["year"] else None
            starts_from = Baseline(quantity.low, when, quantity.number)
            continue
        other_than = _other_than_target(clause, quantity, rejected)
        if other_than is not None:
            rejected = quantity
            left_out.append(Reason(other_than, quantity.span))
            continue
        opens = said.is_counted and not text[words.start : quantity.span.start].strip()
        stated = _stated_by(words, share, opens=opens, goes_on=is_list or years.is_said)
        if stated is None:
            continue
        other = shares[number + 1].quantity if number + 1 < len(shares) else None
        joined = None if other is None else joined_noun(words, quantity, other)
        metric = Metric(share.metric, "metric-shared") if share.metric else None
        if metric is None and share.shared_at is not None and last is not None and metric_said is not None:
            metric = Metric(metric_said, "metric-said-before")
        if metric is None:
            before = words.part(done, max(done, (starts_from or quantity).span.start))
            after = joined or words.part(quantity.span.end, words.end)
            if other is not None and joined is None and not after.match(_SEPARATOR):
                after = noun_after(clause.sentence, other) or after
            metric = _metric(before, after, quantity, clause.passed, metric_said, said.scope, has_year=years.is_said)
        done = joined.end if joined else quantity.span.end
        if metric is None:
            continue
        metric_said, is_list, last = metric.words, True, quantity
        key = metric.words, quantity.unit
        if years.past is not None:
            baselines = {**baselines, key: Baseline(quantity.low, years.past, quantity.number)}
            continue
        baseline = starts_from or baselines.get(key)
        why = _why(words, share, stated, metric, baseline, years, said) if explain else ()
        targets.append(_fact(words, share, metric.words, baseline, years, said, why))
        starts_from = None
    while year is not None:
        years = years.after(year)
        year = next(pending)
    ends_in_target = last is not None and _LIST_ENDS.fullmatch(text, last.span.end, words.end) is not None
    after_clause = Said(
        years,
        baselines,
        metric_said,
        said.period,
        said.period_by,
        said.scope,
        said.scope_by,
        last is not None,
        ends_in_target,
    )
    return ClauseRead(targets, left_out, after_clause)


def _other_than_target(clause: Clause, quantity: Quantity, rejected: Quantity | None) -> str | None:
    """The rule by which a number is not a target; None when it may be one."""
    if rejected is not None and is_in_brackets_of(clause.words, rejected, quantity):
        return "not-explaining-another"
    return lookalike(clause.sentence, clause.words, quantity)


def _stated_by(clause: TextSpan, share: Share, *, opens: bool, goes_on: bool) -> Fired | None:
    """The rule by which a number is one to reach; `opens` when it begins a clause after one that holds a target."""
    quantity = share.quantity
    if share.shared_at is not None:
        return Fired("stated-shared", share.shared_at, share.shared_at + len("分别"))
    if opens and quantity.kind == "counter" and quantity.comparator != "eq":
        return Fired("stated-next-count", quantity.number.start, quantity.number.end)
    return stated_by(clause, quantity, goes_on=goes_on)


def _fact(
    clause: TextSpan,
    share: Share,
    metric: str,
    baseline: Baseline | None,
    years: Years,
    said: Said,
    why: tuple[Reason, ...],
) -> TargetFact:
    quantity = share.quantity
    written = clause.part(quantity.span.start, quantity.span.end).trimmed()
    return TargetFact(
        metric=metric[-_MAX_METRIC:],
        minimum=quantity.minimum,
        maximum=quantity.maximum,
        unit_text=quantity.unit,
        period=said.period,
        deadline=share.deadline or years.deadline,
        scope=said.scope,
        written=written.words,
        quantity=written.span,
        span=clause.trimmed().span,
        comparator=quantity.comparator,
        baseline=baseline,
        why=why,
    )


def _why(
    clause: TextSpan,
    share: Share,
    stated: Fired,
    metric: Metric,
    baseline: Baseline | None,
    years: Years,
    said: Said,
) -> tuple[Reason, ...]:
    """The rules behind a target: what states it, how it is meant, what it counts, by when, per year, of what, from where."""
    text, quantity = clause.text, share.quantity
    at = text.find(metric.words, clause.start, clause.end)
    named = Fired(metric.rule, at, at + len(metric.words)) if at >= 0 else Fired(metric.rule)
    due = Fired("target-year-shared", clause.start, clause.end) if share.deadline else years.by
    fired = [stated, bound_by(clause, quantity), named, due, said.period_by, said.scope_by]
    if baseline is not None:
        rule = "baseline-from" if clause.start <= baseline.span.start else "baseline-of-past-year"
        fired.append(Fired(rule, baseline.span.start, baseline.span.end))
    return tuple(dict.fromkeys(one.reason for one in fired if one is not None))


def _metric(
    before: TextSpan,
    after: TextSpan,
    quantity: Quantity,
    passed: TextSpan | None,
    said: str | None,
    scope: str | None,
    *,
    has_year: bool,
) -> Metric | None:
    """The metric of a number.

    Args:
        before: the words of its clause before it that no other number has taken.
        after: the words after it.
        quantity: the number.
        passed: the words without a number before its clause.
        said: what the last number counts.
        scope: the part of the field that was named.
        has_year: whether its sentence has named a year.
    """
    metric = metric_of(before, after, scope, announced=bool(quantity.announced) or quantity.kind == "time")
    if metric is not None and metric.words.startswith("占") and said is not None:  # its subject was said before
        return Metric(said.partition("占")[0] + metric.words, "metric-of-share")
    if metric is not None:
        return metric
    ladder = Metric(said, "metric-said-before") if said is not None else None
    if passed is not None and not (has_year and said is not None):
        ladder = _metric_passed(passed) or ladder
    if ladder is not None and ladder.words:
        return ladder
    words = before.words.strip()
    return Metric(words, "metric-before-number") if words else None


def _metric_passed(passed: TextSpan) -> Metric | None:
    """The short clause before one without a metric of its own: '研发投入强度，2025年达到3%'."""
    begun = passed.match(_TO_LAST_CLAUSE)
    start = begun.end() if begun else passed.start
    if passed.end - start > GOVERNS:
        return None
    metric = metric_of(passed.part(start, passed.end), passed.part(passed.end, passed.end), None, announced=True)
    return Metric(metric.words, "metric-in-clause-before") if metric is not None and metric.words else None


@functools.cache
def _reference() -> re.Pattern[str]:
    return re.compile(f"{alternatives(read_table()['reference']['before'])}$")


def _is_deadline(sentence: TextSpan, year: re.Match[str]) -> bool:
    """Tell whether a year says by when: not since when, not 'compared with 2020', not in a title."""
    if year["not"]:
        return False
    front = sentence.text[max(sentence.start, year.start() - 40) : year.start()]
    return (
        _reference().search(front) is None
        and front.rfind("《") <= front.rfind("》")
        and not front.endswith(("从", "由", "自"))
    )
