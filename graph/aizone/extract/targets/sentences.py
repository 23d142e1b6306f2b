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

from ...model import Reason, Span, TargetFact, TextSpan
from ...text.covered import Covered
from ...text.lexicon.dates import FIVE_YEARS_END, MONTH, YEAR
from ...text.word_lists import at_letters
from ..fired import Fired
from .clauses import CLAUSE_MARKS, TO_LAST_CLAUSE, Clause, ClauseRead, read_clause
from .context import Said, Years
from .endings import Ending
from .indicators import extract_indicators
from .metrics import metric_of
from .numbers import find_numbers, may_hold_numbers
from .parts import with_wholes
from .quantities import Quantity, read_table
from .terms import find_terms

_SENTENCE_MARKS = "。；;\n"
# '建成5个平台。': the end of a sentence or of a part of it
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")
# up to the last such mark before a number; greedy, so that one look replaces one for each kind of mark
_TO_LAST_SENTENCE = re.compile(f"(?s:.*)[{_SENTENCE_MARKS}]")
# '建成5个平台，': the end of a clause, but not the mark within '1:2' or '1,200'
_CLAUSE_END = re.compile(rf"[{CLAUSE_MARKS}](?:(?!\d)|(?<!\d.))")
# '每年新增50项': per year, but not '占年度计划的80%'
_YEARLY = re.compile(r"每年|年均(?![浓值气])|年度(?!计划|任务|目标|预算|考核)|逐年")
# '2025年6月底前', but not '2025年起', '2020年基础上', '2020年的2倍': a year that may be a deadline
_YEAR = re.compile(
    rf"(?P<year>{YEAR})\s?年(?:\s?(?P<month>{MONTH})\s?月)?(?:\s?年?底|末)?"
    r"\s?(?:之?前)?(?P<not>\s?(?:起|开始|以来|第|[（(]?第|度|的?基础上|的\s?[\d一二两三四五六七八九十.]{1,5}倍))?"
)
# '“十四五”末', '到十五五期末': the year in which a five-year plan ends; it has no month
_PLAN_YEAR = re.compile(rf"(?P<year>{FIVE_YEARS_END})(?P<month>(?!))?\s?(?:之?前)?(?P<not>\s?(?:以来|起|开始))?")
# '12月底前' after '2025年6月底前，…': a month of the year said before
_MONTH_ONLY = re.compile(rf"(?<![\d年.—–-])(?P<year>)(?P<month>{MONTH})\s?月(?:底|末)?(?:之?前)(?P<not>(?!))?")
# '年均增长8%': what one number is per year; a '每年' also holds for those that follow
_RATE = re.compile(r"年均(?:复合)?(?:增|下降|降|提|递|减|压减|削减|节约)")
# '累计达到100家', '三年共引进3000名': in all, not per year
_IN_ALL = re.compile(
    at_letters(
        r"累共合总两三四五六七八九十\d达提稳保到",
        r"累计|共计|合计|总[计数量]|[两三四五六七八九十\d]年[间内]?(?:总?共|合计)|达到"
        rf"|提[高升][到至]|[稳保][定持]在|到\s?{YEAR}\s?年",
    )
)
# '其中智能语音领域发明专利30项以上', '其中中医药、航运领域不少于15个': the part of the field a number is limited to
_SCOPE = re.compile(r"其中[，,]?(?:在)?(?P<scope>[\u4e00-\u9fffA-Za-z0-9+“”、]{2,20}?(?:领域|方面|行业|产业|环节))")
# '在智能制造、教育、交通等领域，每年形成1-2个': the fields that the numbers after them are of
_FIELD = re.compile(
    r"(?<![正存现所旨内潜实])在(?P<scope>[\u4e00-\u9fffA-Za-z0-9+“”、]{2,40}?(?:领域|行业))(?![\u4e00-\u9fff]*的)"
)


class TargetsRead(Struct, frozen=True, gc=False):
    """The targets of some passages, the numbers that look like targets and are not, with the rule that says so, and those no rule fits."""

    targets: list[TargetFact]
    left_out: list[Reason]
    unread: list[Span]


class Sentence(Struct, frozen=True, gc=False):
    """A part of a passage between full stops and semicolons, with its numbers and the years that may be deadlines."""

    words: TextSpan
    quantities: list[Quantity]
    years: list[re.Match[str]]


def read_targets(
    passages: Sequence[TextSpan],
    *,
    end_year: int | None,
    first_year: int | None = None,
    explain: bool = False,
    due: str | None = None,
    subject: str | None = None,
) -> TargetsRead:
    """Read the numeric targets stated in some passages of a document.

    Args:
        passages: one per paragraph, in document order.
        end_year: the plan's last year, the deadline of a target that names none.
        first_year: the plan's first year, or the year it was issued; numbers of earlier years are baselines.
        explain: whether each target says why, and which numbers were left out.
        due: by when the work is to be done that they are about; the deadline of a target that names none.
        subject: what numbers count that say nothing themselves ('200座' in a column of targets).

    Returns:
        the targets in document order. A number that is said of each of several things or years ('甲率、乙率均达到98%') is a target
        of each.
    """
    found: list[TargetFact] = []
    left_out: list[Reason] = []
    unread: list[Span] = []
    terms: list[Span | Reason] = []
    if subject is not None:
        metric = metric_of(TextSpan.whole(subject), TextSpan.whole(""), None, announced=True)
        subject = metric.words if metric is not None else subject
    years = Years(first_year, None if end_year is None else str(end_year))
    if due is not None:
        years = Years(first_year, due, last_by=Fired("target-year-of-work"))
    said = Said(years, {})
    goes_on = False
    before: list[TargetFact] = []
    begins = True
    for passage in passages:
        text, done = passage.text, passage.start
        begins = begins or not goes_on
        for sentence in _sentences(passage):
            if begins:
                said, before, begins = said.at_paragraph(), [], False
            start = sentence.words.start
            if text.find("。", done, start) >= 0 or text.find("\n", done, start) >= 0:
                said = said.at_sentence()
            else:
                said = said.at_part()
            if subject is not None:
                said = replace(said, metric=said.metric or subject, is_list=True, is_cell=True)
            read = _in_sentence(sentence, said, explain)
            targets = with_wholes(sentence.words, read.targets, before, explain=explain)
            found += targets
            left_out += read.left_out
            unread += read.unread
            before = targets or before
            said, done = read.said, sentence.words.end
        goes_on = text[passage.end - 1 : passage.end] in {"；", ";", "，"}
        terms += find_terms(passage)
    indicators = extract_indicators(passages, first_year=first_year, end_year=end_year, explain=explain)
    if indicators:
        cells = {target.quantity.start for target in indicators}
        sentences = [target for target in found if target.quantity.start not in cells]
        found = sorted([*sentences, *indicators], key=lambda target: target.quantity)
        rows = Covered(sorted({(target.span.start, target.span.end) for target in indicators}))
        unread = [span for span in unread if not rows.touches(span.start, span.end)]
    if terms:
        taken = Covered([(target.quantity.start, target.quantity.end) for target in found])
        terms = [one for one in terms if isinstance(one, Reason) or not taken.touches(one.start, one.end)]
        left_out += [one for one in terms if isinstance(one, Reason)]
        unread = sorted({*unread, *(one for one in terms if isinstance(one, Span))})
    return TargetsRead(found, left_out, unread)


def extract_targets(
    passages: Sequence[TextSpan], *, end_year: int | None, first_year: int | None = None
) -> list[TargetFact]:
    """The numeric targets of some passages; see `read_targets`."""
    return read_targets(passages, end_year=end_year, first_year=first_year).targets


def _sentences(passage: TextSpan) -> Iterator[Sentence]:
    """The parts between full stops and semicolons that hold a quantity or year."""
    text = passage.text
    found = may_hold_numbers().search(text, passage.start, passage.end)
    if found is None:
        return
    numbers: list[tuple[int, Quantity | re.Match[str]]] = []
    numbers += [(quantity.number.start, quantity) for quantity in find_numbers(passage, first=found.start())]
    numbers += [(year.start(), year) for year in _years(passage, found.start())]
    if not numbers:
        return
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


def _years(passage: TextSpan, first: int) -> Iterator[re.Match[str]]:
    """The years that a passage says, those in digits first; no digit is before `first`."""
    text = passage.text
    yield from _YEAR.finditer(text, first, passage.end)
    if text.find("月", passage.start, passage.end) >= 0:
        yield from _MONTH_ONLY.finditer(text, passage.start, passage.end)
    if text.find("末", passage.start, passage.end) >= 0:
        yield from _PLAN_YEAR.finditer(text, passage.start, passage.end)


def _in_sentence(sentence: Sentence, said: Said, explain: bool) -> ClauseRead:
    """The targets of one sentence, clause by clause; clauses without a quantity only say years and subjects."""
    words, quantities, years = sentence.words, sentence.quantities, sentence.years
    text = words.text
    targets: list[TargetFact] = []
    left_out: list[Reason] = []
    unread: list[Span] = []
    at, seen, done = 0, 0, words.start
    while at < len(quantities):
        first = quantities[at].number
        begun = TO_LAST_CLAUSE.match(text, done, first.start)
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
        read = read_clause(Clause(words, clause, passed, quantities[at:later], years[seen:last]), said, explain)
        targets += read.targets
        left_out += read.left_out
        unread += read.unread
        said = replace(read.said, period="total", period_by=None) if is_rate else read.said
        at, seen, done = later, last, min(clause.end + 1, words.end)
    for year in years[seen:]:
        said = replace(said, years=said.years.after(year))
    return ClauseRead(targets, left_out, unread, said)


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
    scope, scope_by, scope_at = said.scope, said.scope_by, said.scope_at
    if text.find("其中", start, end) >= 0 and (named := _SCOPE.search(text, start, end)):
        scope, scope_by, scope_at = named["scope"], Fired("target-scope", *named.span()), Span(*named.span("scope"))
    elif text.find("在", start, end) >= 0 and (named := _FIELD.search(text, start, end)):
        scope, scope_by, scope_at = named["scope"], Fired("target-field", *named.span()), Span(*named.span("scope"))
    is_counted, is_list = goes_on and said.is_counted, goes_on and said.is_list
    holding = Said(
        said.years,
        said.baselines,
        said.metric,
        period,
        period_by,
        scope,
        scope_by,
        scope_at,
        is_counted,
        is_list,
        said.is_cell,
        said.counted,
        said.starts_from,
    )
    return holding, is_rate


@functools.cache
def _reference() -> Ending:
    return Ending.of(read_table()["reference"]["before"])


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
