"""Numeric targets of one clause: which of its numbers are to be reached, what each counts, by when, from where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ...model import Baseline, Reason, Span, TargetFact, TextSpan
from ...text.lexicon.dates import YEAR
from ..fired import Fired
from .changes import change_of, compared_with
from .context import Said, Years
from .following import NEXT_YEAR, goes_on_in_years, goes_on_with, is_in_all
from .lookalikes import lookalike
from .metrics import (
    Metric,
    is_verb_bounded,
    is_verbs,
    joined_noun,
    metric_of,
    noun_after,
    noun_of_last,
    noun_of_levels,
    noun_of_named,
    noun_reached,
    without_years,
)
from .quantities import Quantity, bound_by
from .shares import Before, Share, share_out
from .stated import GOVERNS, is_in_brackets_of, stated_by, stays_out

CLAUSE_MARKS = "，,：:"
# '到2025年，' in '到2025年，建成5个平台': up to the last comma before a number
TO_LAST_CLAUSE = re.compile(f"(?s:.*)[{CLAUSE_MARKS}]")
# '由20%提高至40%': the value a target starts from
_FROM = re.compile(r"[从由自](?:20(?P<year>\d\d)\s?年)?[^，。；从由]{0,12}$")
# '提高至', '减为' after that value
_TO = re.compile(r"[^，。；]{0,12}?(?:[至到]|[减降缩短简少]为)")
# '，提高到', '，发展到' after that value and a comma
_TO_NEXT = re.compile(
    "[，,]\\s?(?:逐步|稳步|力争)?(?:提[高升]|发展|增[加长]|扩大|上升|下降|降低|减少|压[减缩]|缩[短减]|精简)[到至]"
)
# '甲企业5家、乙企业3家': what follows a number whose noun came before it
_SEPARATOR = re.compile(r"\s?[、和与及]\s?|以及")
# '）', '（其中': what may follow the last number of a clause that ends in a target
_LIST_ENDS = re.compile(r"[）)]?|[（(]其中")
# '2025年' before '70%以上、2026年80%以上的县达标'
_YEAR_ALONE = re.compile(rf"{YEAR}年(?:底|末)?")
# '实现' in '5G网络实现乡镇全覆盖'
_DOING = re.compile("(?:全面|基本)?实现")
# '2—3家/年', '10场（次）／年': a number that says itself that it is per year; '5%/年' is a rate
_A_YEAR = re.compile(r"\s?(?:[（(]次[）)])?[/／]年")
# '每年' before '不超过3家': words that say when, and not what is counted
_ONLY_WHEN = re.compile("(?:每|全|本|当)?年(?:均|度|内)?|每(?:批|月|季度|期|次|个)|年均|月均")
_LEADING = frozenset({"stated-share-leads", "stated-count-leads"})
"""Rules by which a number begins its clause: what it counts is the rest of it."""
# '轮岗比例每年不低于' before '在编教师的10%': a rate, and what it is bounded by
_BOUND_BY = re.compile(
    "(?P<rate>率|比例|比重|占比)(?:每年|原则上|应|要|均|都)?(?:不低于|不少于|不超过|至少|最多)[\u4e00-\u9fff]{2,8}的?$"
)
_BARE_VERBS = frozenset({"实现", "确保", "保持", "力争"})
_MAX_METRIC = 40


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
    """The targets of a clause or sentence, what was left out by a rule, numbers that no rule fits, and what holds after it."""

    targets: list[TargetFact]
    left_out: list[Reason]
    unread: list[Span]
    said: Said


_NEAR_COLON = 30
# '建成市级以上平台：工程中心30个、重点实验室20个': what is done with the things that a colon opens a list of
_ANNOUNCES = re.compile(r"(?:建成|新建|新增|培育|打造|建设|完成|形成|引进|创建|实现)[^，。；：:]{0,20}[：:]\s?$")


def read_clause(clause: Clause, said: Said, explain: bool) -> ClauseRead:
    """The targets of one clause, in text order; years may come before the clause, after the one read before."""
    words, text = clause.words, clause.words.text
    years, metric_said, is_list, baselines = said.years, said.metric, said.is_list, said.baselines
    targets: list[TargetFact] = []
    left_out: list[Reason] = []
    unread: list[Span] = []
    shares = share_out(words, clause.quantities, clause.years, Before(clause.passed, said.counted))
    own_years = {share.own_year.start for share in shares if share.own_year is not None}
    pending = iter([*(one for one in clause.years if one.start() not in own_years), None])
    year = next(pending)
    done, last, covered = words.start, None, words.start
    is_announced = (
        clause.sentence.start < words.start
        and (text[words.start - 1] in "：:" or text[words.start - 1].isspace())  # what it ends in
        and _ANNOUNCES.search(text, max(clause.sentence.start, words.start - _NEAR_COLON), words.start) is not None
    )
    first_word = words.end - len(words.words.lstrip())
    starts_from = said.starts_from
    rejected: Quantity | None = None
    for number, share in enumerate(shares):
        quantity = share.quantity
        while year is not None and year.start() < quantity.number.start:
            years = years.after(year)
            year = next(pending)
        origin = _FROM.search(text[max(words.start, quantity.number.start - 20) : quantity.number.start])
        goes_to_next = _TO_NEXT.match(text, quantity.span.end, clause.sentence.end)
        if origin and (goes_to_next or _TO.match(text, quantity.span.end, words.end)):
            when = f"20{origin['year']}" if origin["year"] else None
            starts_from = Baseline(quantity.low, when, quantity.number)
            if goes_to_next:
                front = words.part(done, quantity.number.start - len(origin.group()))
                named = metric_of(front, front.part(front.end, front.end), None, announced=True)
                metric_said = named.words if named is not None else metric_said
            continue
        if quantity.number.start < covered:
            left_out.append(Reason("not-explaining-another", quantity.span))
            continue
        in_all = last is not None and is_in_all(words, last, quantity)
        other_than = None if in_all else _other_than_target(clause, quantity, rejected)
        if other_than == "not-count-at-start" and (said.is_cell or (share.own_year and metric_said)):
            other_than = None
        if other_than is not None:
            rejected = quantity
            left_out.append(Reason(other_than, quantity.span))
            continue
        opens = said.is_counted and quantity.span.start <= first_word
        stated = _stated_by(words, share, opens=opens, goes_on=is_list or years.is_said or is_announced)
        if stated is None and last is not None and (in_all or goes_on_with(words, last, quantity)):
            stated = Fired("stated-in-list", quantity.number.start, quantity.number.end)
        if stated is None:
            rule = stays_out(words, quantity)
            if rule is None:
                unread.append(quantity.span)
            else:
                left_out.append(Reason(rule, quantity.span))
        if stated is None or (quantity.needs_year and not years.is_said and years.announced is None):
            continue
        other = shares[number + 1].quantity if number + 1 < len(shares) else None
        joined = None if other is None else joined_noun(words, quantity, other)
        metric = Metric(share.metric, "metric-shared") if share.metric else None
        is_of_last = share.shared_at is not None or in_all or goes_on_in_years(words, last, share)
        if metric is None and is_of_last and last is not None and metric_said is not None:
            metric = Metric(metric_said, "metric-said-before")
        if metric is None:
            before = words.part(done, max(done, (starts_from or quantity).span.start))
            after = joined or words.part(quantity.span.end, words.end)
            if other is not None and is_in_all(words, quantity, other):
                after = words.part(quantity.span.end, quantity.span.end)
            qualified = other is not None and other.kind == "measure" and other.span.start == quantity.span.end
            if other is not None and joined is None and not qualified and not after.match(_SEPARATOR):
                after = noun_after(clause.sentence, other) or after
            metric = _metric(before, after, quantity, clause.passed, metric_said, said.scope, has_year=years.is_said)
        done = joined.end if joined else quantity.span.end
        if share.own_year is not None and (bracket := NEXT_YEAR.match(text, done, words.end)) is not None:
            done = bracket.end()
        if (
            metric is not None and metric_said is not None and said.is_cell and is_verbs(metric.words)
        ):  # '200座', '新建200座'
            metric = Metric(metric_said, "metric-said-before")
        if metric is not None and _is_counted_later(words, quantity, other, metric):
            metric = noun_of_last(words, [share.quantity for share in shares[number + 1 :]]) or metric
        if metric is None or _ONLY_WHEN.fullmatch(metric.words):
            unread.append(quantity.span)
            continue
        if joined is not None and metric.words == joined.words:  # '1个千亿级、3个百亿级产业集群'
            following = [share.quantity for share in shares[number + 1 :]]
            metric = Metric(metric.words + noun_of_levels(words, joined, following), metric.rule)
        if quantity.noun and not metric.words.endswith(quantity.noun):  # '公交站点全覆盖' has a 覆盖率
            before_noun = "" if metric.words in _BARE_VERBS else metric.words  # '实现零事故'
            metric = Metric(_DOING.sub("", before_noun) + quantity.noun, metric.rule)
        metric_said, is_list, last = metric.words, True, quantity
        if stated.rule in _LEADING and metric.rule == "metric-after-number":  # '50%以上的村集体收入超过50万元'
            covered = text.find(metric.words, quantity.span.end, words.end) + len(metric.words)
        key = metric.words, quantity.unit
        if years.past is not None:
            baselines = {**baselines, key: Baseline(quantity.low, years.past, quantity.number)}
            continue
        baseline = starts_from or baselines.get(key) or compared_with(clause.sentence, quantity)
        own = _per_year(words, quantity, said)
        for one, counted in _each(share, metric):
            why = _why(words, one, stated, counted, baseline, years, own) if explain else ()
            targets.append(_fact(words, one, counted.words, baseline, years, own, why))
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
        said.scope_at,
        last is not None,
        ends_in_target,
        starts_from=starts_from,
        counted=(*said.counted, *(target.metric for target in targets)),
    )
    return ClauseRead(targets, left_out, unread, after_clause)


def _is_counted_later(clause: TextSpan, quantity: Quantity, other: Quantity | None, metric: Metric) -> bool:
    """Tell whether what a number counts comes after the next: '建成投用5个、开工建设8个重点项目', '2025年70%、2026年80%以上的县'."""
    if other is None or quantity.unit != other.unit or metric.rule != "metric-before-number":
        return False
    says_nothing = is_verbs(metric.words) if quantity.kind == "counter" else _YEAR_ALONE.fullmatch(metric.words)
    return bool(says_nothing) and clause.text.startswith(("、", "和"), quantity.span.end)


def _each(share: Share, metric: Metric) -> Iterator[tuple[Share, Metric]]:
    """A number once for each thing and each year of which it is said, with what it counts there."""
    things = [Metric(thing, "metric-of-each") for thing in share.things] or [metric]
    for year in share.years or (share.deadline,):
        for thing in things:
            yield replace(share, deadline=year), thing


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
    if share.own_year is not None:
        return stated_by(clause, quantity, goes_on=True) or Fired(
            "stated-with-year", share.own_year.start, share.own_year.end
        )
    if opens and quantity.kind == "counter" and quantity.comparator != "eq":
        return Fired("stated-next-count", quantity.number.start, quantity.number.end)
    return stated_by(clause, quantity, goes_on=goes_on)


def _per_year(clause: TextSpan, quantity: Quantity, said: Said) -> Said:
    """The state for one number: it may say itself that it is per year."""
    found = None if quantity.unit == "%" else _A_YEAR.match(clause.text, quantity.span.end, clause.end)
    return said if found is None else replace(said, period="year", period_by=Fired("target-per-year", *found.span()))


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
    change = change_of(clause, quantity, baseline)
    if change.direction is None and share.first is not None:
        change = change_of(clause, share.first, None)
    written = clause.part(quantity.span.start, quantity.span.end).trimmed()
    return TargetFact(
        metric=metric[-_MAX_METRIC:],
        minimum=quantity.minimum,
        maximum=quantity.maximum,
        unit_text=quantity.unit,
        period="total" if share.years else said.period,
        deadline=share.deadline or years.deadline,
        scope=said.scope,
        written=written.words,
        quantity=written.span,
        span=clause.trimmed().span,
        comparator=quantity.comparator,
        baseline=baseline,
        is_change=change.is_size,
        direction=change.direction,
        scope_span=said.scope_at,
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
    due = years.by
    if share.deadline:
        due = Fired("target-year-of-each" if share.years else "target-year-shared", clause.start, clause.end)
    fired = [stated, bound_by(clause, quantity), named, due, said.period_by, said.scope_by]
    if baseline is not None:
        rule = "baseline-from" if clause.start <= baseline.span.start else "baseline-of-past-year"
        fired.append(Fired(rule, baseline.span.start, baseline.span.end))
    return tuple(dict.fromkeys(one.reason for one in fired if one is not None))


_BOUNDS = frozenset({"不少于", "不低于", "不小于", "至少", "最少", "不超过", "不多于", "多于"})
"""Words that only bound a number, so that a verb before them governs the noun after it ('配备不少于2名网格员')."""
_OF_SUBJECT = ("占", "高于", "低于", "快于", "优于")
"""Words that a metric begins with whose subject was said before: '占生产总值比重', '高于全国平均水平'."""
_TOTALS = frozenset({"总数", "总量", "数量", "总数量", "总规模"})
"""Words that say nothing of what is counted: what the number before counts."""


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
    if (reached := noun_reached(quantity, after) or noun_of_named(quantity, before, after)) is not None:
        return reached
    before = _until_bound(before, quantity)
    announced = bool(quantity.announced.strip("约近")) or quantity.kind == "time"
    if quantity.announced in _BOUNDS and quantity.kind == "counter" and is_verb_bounded(before, after):
        announced = False
    metric = metric_of(before, after, scope, announced=announced)
    if metric is not None and said is not None and metric.words.startswith(_OF_SUBJECT):  # its subject was said before
        return Metric(said.partition("占")[0] + metric.words, "metric-of-share")
    if metric is not None and said is not None and metric.words in _TOTALS:  # '新增企业10家，总数达到30家'
        return Metric(said, "metric-said-before")
    if metric is not None:
        return metric
    ladder = Metric(said, "metric-said-before") if said is not None else None
    if passed is not None and not (has_year and said is not None):
        ladder = _metric_passed(passed) or ladder
    if ladder is not None and ladder.words:
        return ladder
    words = without_years(before.words) or before.words.strip()
    return Metric(words, "metric-before-number") if words else None


def _until_bound(before: TextSpan, quantity: Quantity) -> TextSpan:
    """The words before a number, without those that bound it by something: '轮岗比例' of '轮岗比例不低于在编教师的10%'."""
    if quantity.bound != "bound-ahead" or quantity.kind != "measure":
        return before
    found = before.search(_BOUND_BY)
    return before if found is None else before.part(before.start, found.end("rate"))


def _metric_passed(passed: TextSpan) -> Metric | None:
    """The short clause before one without a metric of its own: '研发投入强度，2025年达到3%'."""
    begun = passed.match(TO_LAST_CLAUSE)
    start = begun.end() if begun else passed.start
    if passed.end - start > GOVERNS:
        return None
    metric = metric_of(passed.part(start, passed.end), passed.part(passed.end, passed.end), None, announced=True)
    return Metric(metric.words, "metric-in-clause-before") if metric is not None and metric.words else None
