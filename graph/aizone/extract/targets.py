"""Numeric targets: what is to be reached, how much, per year or in all, from where, by when.

A quantity (`quantities.py`) is a target when a word announces it ('达到', '不少于'), a word behind it bounds it ('以上'), or a verb
of doing governs it ('建成5个'), and it is no look-alike (`lookalikes.py`). A year, a '每年' or a scope said once holds for what
follows it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..model import Baseline, Period, Span, TargetFact
from .brackets import trim
from .indicators import extract_indicators
from .lookalikes import lookalike
from .metrics import metric_of, shared_objects
from .quantities import Quantity, find_quantities, has_quantity, read_table
from .words import alternatives

_DIGIT = re.compile(r"\d")
_SENTENCE_MARKS = "。；;\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")
_CLAUSE_MARKS = "，,：:"
_CLAUSE_END = re.compile(rf"[{_CLAUSE_MARKS}](?:(?!\d)|(?<!\d.))")  # not within '1:2' or '1,200'
_YEARLY = re.compile(r"每年|年均|年度|逐年")
_YEAR = re.compile(
    r"(?P<year>20\d\d)\s?年(?:\s?(?P<month>1[0-2]|0?[1-9])\s?月)?(?:\s?年?底|末)?"
    r"\s?(?:之?前)?(?P<not>\s?(?:起|开始|以来|第|[（(]?第|度))?"
)
_SCOPE = re.compile(r"其中[，,]?(?P<scope>[\u4e00-\u9fffA-Za-z0-9+“”]{2,20}?(?:领域|方面|行业|产业|环节))")
_FROM = re.compile(r"[从由自](?:20(?P<year>\d\d)\s?年)?[^，。；从由]{0,12}$")
_TO = re.compile(r"[^，。；]{0,12}?[至到]")
_SEPARATOR = re.compile(r"\s?[、和与及]\s?|以及")
_CJK = re.compile(r"[\u4e00-\u9fff“]")
_LIST_ENDS = re.compile(r"[）)]?|[（(]其中")
_QUALIFIED = re.compile(r"的([\u4e00-\u9fff]{2,20})(?=[。；，,、]|$)")
_NEXT_ITEM = frozenset("和与及并且或、")
_MAX_METRIC = 40
_GOVERNS = 30
"""How far in front of a number, in code points, a verb may stand that governs it."""


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: re.Pattern[str]
    reducing: re.Pattern[str]
    finishing: re.Pattern[str]
    fronted: re.Pattern[str]
    growth: re.Pattern[str]
    reference: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    table = read_table()
    verbs = table["verbs"]
    return _Words(
        verbs=re.compile(alternatives(verbs["words"])),
        reducing=re.compile(alternatives(verbs["reducing"])),
        finishing=re.compile(alternatives(verbs["finishing"])),
        fronted=re.compile(alternatives(verbs["fronted"])),
        growth=re.compile(alternatives(table["attribute"]["growth"])),
        reference=re.compile(f"{alternatives(table['reference']['before'])}$"),
    )


@dataclass(slots=True)
class _Context:
    """What has been said so far and still holds."""

    end_year: int | None
    first_year: int | None
    announced: str | None = None  # '到2025年' holds to the end of the paragraph
    deadline: str | None = None
    past_year: str | None = None  # the last year said is over: numbers are baselines
    has_year: bool = False
    period: Period = "total"
    scope: str | None = None
    metric: str | None = None
    passed: Span | None = None  # the words without a number in front of the clause: '研发投入强度，2025年达到3%'
    is_list: bool = False  # the clause before ended in a target
    baselines: dict[tuple[str, str], Baseline] = field(default_factory=dict)

    def begin_paragraph(self) -> None:
        """Forget everything but the baselines."""
        self.announced = None
        self.begin_sentence()

    def begin_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.begin_part()
        self.deadline = self.announced or (None if self.end_year is None else str(self.end_year))
        self.past_year, self.has_year, self.metric = None, False, None

    def begin_part(self) -> None:
        """Forget what holds up to a semicolon."""
        self.period, self.scope, self.passed, self.is_list = "total", None, None, False

    def see_year(self, text: str, found: re.Match[str]) -> None:
        """Take a year as the deadline of what follows, or as that of a baseline."""
        year = int(found["year"])
        announces = text[max(0, found.start() - 2) : found.start()].rstrip().endswith(("到", "至"))
        self.has_year = True
        if self.first_year is not None and year < self.first_year and not announces:
            self.past_year = found["year"]
            return
        self.past_year = None
        self.deadline = f"{year}-{int(found['month']):02d}" if found["month"] else str(year)
        if announces:
            self.announced = self.deadline


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
    if not any(_DIGIT.search(text, span.start, span.end) for span in spans):
        return []
    found: list[TargetFact] = []
    context = _Context(end_year, first_year)
    goes_on = False
    for span in spans:
        if not goes_on:
            context.begin_paragraph()
        for sentence, is_new in _sentences_with_numbers(text, span):
            if is_new:
                context.begin_sentence()
            else:
                context.begin_part()
            found.extend(_in_sentence(text, sentence, context))
        goes_on = text[span.end - 1 : span.end] in {"；", ";", "，"}
    indicators = extract_indicators(text, spans, first_year=first_year, end_year=end_year)
    cells = {target.quantity.start for target in indicators}
    sentences = [target for target in found if target.quantity.start not in cells]
    return sorted([*sentences, *indicators], key=lambda target: target.quantity) if indicators else found


def _sentences_with_numbers(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """The parts between full stops and semicolons that hold a digit, and whether a full stop stands before them."""
    done = span.start
    while (digit := _DIGIT.search(text, done, span.end)) is not None:
        end_mark = _SENTENCE_END.search(text, digit.end(), span.end)
        end = end_mark.start() if end_mark else span.end
        start = max([text.rfind(mark, done, digit.start()) for mark in _SENTENCE_MARKS]) + 1
        start = max(start, done)
        skipped = max(done - 1, span.start)
        is_new = text.find("。", skipped, start) >= 0 or text.find("\n", skipped, start) >= 0
        yield Span(start, end), is_new
        done = min(end + 1, span.end)


def _in_sentence(text: str, sentence: Span, context: _Context) -> Iterator[TargetFact]:
    if not has_quantity(text, sentence):
        for year in _YEAR.finditer(text, sentence.start, sentence.end):
            if _is_deadline(text, sentence, year):
                context.see_year(text, year)
        return
    done = sentence.start
    while (digit := _DIGIT.search(text, done, sentence.end)) is not None:
        start = max([done - 1, *(text.rfind(mark, done, digit.start()) for mark in _CLAUSE_MARKS)]) + 1
        mark = _CLAUSE_END.search(text, digit.end(), sentence.end)
        end = mark.start() if mark else sentence.end
        clause = Span(start, end)
        if start > done:
            context.passed, context.is_list = Span(done, start - 1), False
        else:
            context.passed = None
        if _YEARLY.search(text, done, end):
            context.period = "year"
        if text.find("其中", done, end) >= 0 and (scope := _SCOPE.search(text, done, end)):
            context.scope = scope["scope"]
        yield from _in_clause(text, sentence, clause, context)
        done = min(end + 1, sentence.end)


def _in_clause(text: str, sentence: Span, clause: Span, context: _Context) -> Iterator[TargetFact]:
    """The targets of one clause that holds a digit, in text order."""
    years = [year for year in _YEAR.finditer(text, clause.start, clause.end) if _is_deadline(text, clause, year)]
    quantities = list(find_quantities(text, clause))
    pending = iter([*years, None])
    year = next(pending)
    shared = _distribution(text, clause, quantities)
    done, last = clause.start, None
    starts_from: Baseline | None = None
    rejected: Quantity | None = None
    for number, quantity in enumerate(quantities):
        while year is not None and year.start() < quantity.number.start:
            context.see_year(text, year)
            year = next(pending)
        origin = _FROM.search(text[max(clause.start, quantity.number.start - 20) : quantity.number.start])
        if origin and _TO.match(text, quantity.span.end, clause.end):
            when = f"20{origin['year']}" if origin["year"] else None
            starts_from = Baseline(quantity.low, when, quantity.number)
            continue
        given = shared.get(quantity.number.start)
        left_out = rejected is not None and _is_in_its_brackets(text, rejected, quantity)
        if left_out or lookalike(text, sentence, clause, quantity):
            rejected = quantity
            continue
        if not (given or _is_stated(text, clause, quantity, context)):
            continue
        quantity, metric = given or (quantity, None)
        if metric is None:
            head = Span(done, max(done, quantity.span.start if starts_from is None else starts_from.span.start))
            behind = Span(quantity.span.end, clause.end)
            if number + 1 < len(quantities) and not _SEPARATOR.match(text, behind.start, behind.end):
                behind = _noun_after(text, sentence, quantities[number + 1]) or behind
            metric = _metric(text, head, behind, quantity, context)
        done = quantity.span.end
        if metric is None:
            continue
        context.metric, context.is_list, last = metric, True, quantity
        key = metric, quantity.unit
        if context.past_year is not None:
            context.baselines[key] = Baseline(quantity.low, context.past_year, quantity.number)
            continue
        yield _fact(text, clause, quantity, metric, starts_from or context.baselines.get(key), context)
        starts_from = None
    while year is not None:
        context.see_year(text, year)
        year = next(pending)
    context.is_list = last is not None and _LIST_ENDS.fullmatch(text, last.span.end, clause.end) is not None


def _fact(
    text: str, clause: Span, quantity: Quantity, metric: str, baseline: Baseline | None, context: _Context
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
        quantity=trim(text, quantity.span),
        span=trim(text, clause),
        comparator=quantity.comparator,
        baseline=baseline,
    )


def _metric(text: str, before: Span, behind: Span, quantity: Quantity, context: _Context) -> str | None:
    metric = metric_of(text, before, behind, context.scope, announced=bool(quantity.announced))
    if metric is not None:
        return metric
    passed = context.passed
    if passed is None or (context.has_year and context.metric is not None):
        return context.metric
    start = max([passed.start - 1, *(text.rfind(mark, passed.start, passed.end) for mark in _CLAUSE_MARKS)]) + 1
    if passed.end - start > _GOVERNS:
        return context.metric
    nothing = Span(passed.end, passed.end)
    return metric_of(text, Span(start, passed.end), nothing, None, announced=True) or context.metric


def _is_deadline(text: str, clause: Span, year: re.Match[str]) -> bool:
    """Whether a year says by when: not since when, not 'as against 2020', not in a title."""
    if year["not"]:
        return False
    front = text[max(clause.start, year.start() - 40) : year.start()]
    return (
        _words().reference.search(front) is None
        and front.rfind("《") <= front.rfind("》")
        and not front.endswith(("从", "由", "自"))
    )


def _is_stated(text: str, clause: Span, quantity: Quantity, context: _Context) -> bool:
    """Whether the words around a number make it one to reach."""
    words = _words()
    front = text[max(clause.start, quantity.span.start - _GOVERNS) : quantity.span.start]
    behind = text[quantity.span.end : min(clause.end, quantity.span.end + _GOVERNS)].lstrip()
    if quantity.kind == "none":
        return True
    if quantity.kind == "time":
        if quantity.announced or words.reducing.search(front[-8:]):
            return True
        return quantity.followed in {"内", "以内", "之内"} and words.finishing.search(behind) is not None
    if quantity.unit == "岁":
        return bool(quantity.announced) and "寿命" in front
    is_attribute = bool(_CJK.match(behind)) and behind[0] not in _NEXT_ITEM
    governed = words.verbs.search(front) is not None
    if quantity.kind == "measure":
        if is_attribute and (behind.startswith("的") or quantity.followed) and not words.growth.match(behind):
            return bool(quantity.announced) and not behind.startswith("的") and quantity.comparator != "lt"
        if quantity.announced or quantity.comparator != "eq":
            return True
        return not is_attribute and (governed or _continues(text, clause, quantity, context))
    if quantity.announced:
        return True
    if quantity.comparator != "eq":
        return governed or not is_attribute
    if front.startswith(("对", "为")) and words.fronted.search(behind):
        return True
    return governed or _continues(text, clause, quantity, context)


def _continues(text: str, clause: Span, quantity: Quantity, context: _Context) -> bool:
    """'培育甲企业10家，乙企业5家': a clause that ends in its number goes on with what was announced."""
    ends = quantity.span.end >= clause.end or text[quantity.span.end] in "、）)"
    return ends and (context.is_list or context.has_year)


def _noun_after(text: str, sentence: Span, other: Quantity) -> Span | None:
    """The noun that two quantities qualify: '1个面积不少于500平方米、功能齐全的活动中心'."""
    found = _QUALIFIED.search(text, other.span.end, min(sentence.end, other.span.end + 2 * _GOVERNS))
    return Span(*found.span(1)) if found and other.kind == "measure" else None


def _is_in_its_brackets(text: str, rejected: Quantity, quantity: Quantity) -> bool:
    """Whether a number stands in brackets that explain one that was left out: '按不超过1%（小微企业不超过0.5%）'."""
    start, end = rejected.span.end, quantity.number.start
    return end - start <= _GOVERNS and text.rfind("（", start, end) > text.rfind("）", start, end)


def _distribution(text: str, clause: Span, quantities: Sequence[Quantity]) -> dict[int, tuple[Quantity, str | None]]:
    """What '分别' gives to each number, by the number's start: the quantity as it is meant and the object it counts."""
    at = text.find("分别", clause.start, clause.end)
    if at < 0:
        return {}
    series: list[Quantity] = []
    for quantity in quantities:
        if quantity.number.start < at:
            continue
        if series and not _SEPARATOR.fullmatch(text, series[-1].span.end, quantity.span.start):
            break
        series.append(quantity)
    if len(series) < 2:
        return {}
    objects = shared_objects(text, Span(clause.start, at))
    metrics: list[str | None] = list(objects) if len(objects) == len(series) else [None] * len(series)
    first, last = series[0], series[-1]
    comparator = last.comparator if last.followed else first.comparator
    meant = [
        quantity if quantity.followed or quantity.high is not None else replace(quantity, comparator=comparator)
        for quantity in series
    ]
    return {
        quantity.number.start: pair for quantity, pair in zip(series, zip(meant, metrics, strict=True), strict=True)
    }
