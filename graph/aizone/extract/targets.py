"""Numeric targets: what is to be reached, how much, per year or in all, by when.

The words that matter are declared in `quantities.toml`. A number is a target when a counting unit stands behind it and a
metric can be named; subsidies, thresholds and the status quo are left out.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Period, Span, TargetFact
from .brackets import trim
from .dates import iso_value

_SENTENCE_END = re.compile(r"[。；;\n]")
_CLAUSE_END = re.compile(r"[，,：:]")
_YEARLY = re.compile(r"每年|年均|年度|逐年")
_YEAR = re.compile(
    r"(?:到|至|在|力争)?\s?(?P<year>20\d\d)\s?年(?:\s?(?P<month>1[0-2]|[1-9])\s?月)?(?P<day>)\s?(?:年?底|末)?\s?(?:前|，|,)?"
)
_SCOPE = re.compile(r"其中[，,]?(?P<scope>[\u4e00-\u9fffA-Za-z0-9+“”]{2,20}?(?:领域|方面|行业|产业|环节))")
_LEADING = re.compile(
    r"^(?:其中|同时|并|且|再|以及|和|及|力争|争取|累计|全市|全省|全区|全县|共|总计|分别|每年|年均|在.{2,30}?(?:领域|方面)[，,]?)+"
)
_TRAILING = re.compile(r"(?:总量|数量|总数)?(?:累计|总计|分别|共计|均|再|争取|力争|要|应|将)+$")
_NUMBER = r"\d+(?:\.\d+)?"
_MAX_METRIC = 40


@dataclass(frozen=True, slots=True)
class Quantities:
    """Compiled word lists of `quantities.toml`."""

    quantity: re.Pattern[str]
    verbs: re.Pattern[str]
    floor: frozenset[str]
    ceiling: frozenset[str]
    floor_after: frozenset[str]
    excluded: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The quantity file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def quantities() -> Quantities:
    """The compiled word lists."""
    table = read_table()
    before, after, units = table["before"], table["after"], table["units"]
    unit = _alternatives(
        [f"{scale}{name}" for name in units["counters"] + units["measures"] for scale in ("", "万", "亿")]
    )
    return Quantities(
        quantity=re.compile(
            rf"(?P<before>{_alternatives(before['min'] + before['max'])})?\s?"
            rf"(?P<low>{_NUMBER})\s?(?:(?P<lowunit>{unit})?\s?(?:[-—–~～]{{1,2}}|至)\s?(?P<high>{_NUMBER}))?\s?"
            rf"(?P<unit>{unit})\s?(?P<after>{_alternatives(after['min'] + after['max'])}|左右)?"
        ),
        verbs=re.compile(_alternatives(table["verbs"])),
        floor=frozenset(before["min"]),
        ceiling=frozenset(before["max"] + after["max"]),
        floor_after=frozenset(after["min"]),
        excluded=re.compile("|".join(f"(?:{pattern})" for pattern in table["not_target"]["patterns"])),
    )


def extract_targets(text: str, spans: list[Span], *, end_year: int | None) -> list[TargetFact]:
    """The numeric targets stated in some passages of a document.

    Args:
        text: the document's text.
        spans: passages, in document order.
        end_year: the plan's last year, the deadline of a target that names none.

    Returns:
        the targets in document order; a year or a '每年' said once holds up to the end of its sentence.
    """
    return [
        target
        for span in spans
        for sentence in _split(text, span, _SENTENCE_END)
        for target in _in_sentence(text, sentence, end_year)
    ]


def _split(text: str, span: Span, at: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for found in at.finditer(text, span.start, span.end):
        if found.start() > start:
            yield Span(start, found.start())
        start = found.end()
    if start < span.end:
        yield Span(start, span.end)


def _in_sentence(text: str, sentence: Span, end_year: int | None) -> Iterator[TargetFact]:
    period: Period = "total"
    scope: str | None = None
    deadline = None if end_year is None else str(end_year)
    metric: str | None = None
    for clause in _split(text, sentence, _CLAUSE_END):
        words = clause.of(text)
        if _YEARLY.search(words):
            period = "year"
        year = _YEAR.search(words)
        if year:
            deadline = iso_value(year)
        inside = _SCOPE.search(words)
        if inside:
            scope = inside["scope"]
        if quantities().excluded.search(words):
            continue
        for target in _in_clause(text, clause, period, deadline, scope, metric if year else None):
            metric = target.metric
            yield target


def _in_clause(
    text: str, clause: Span, period: Period, deadline: str | None, scope: str | None, ladder: str | None
) -> Iterator[TargetFact]:
    """The targets of one clause; `ladder` is the metric of a yearly ladder ('2024年达到300P，2025年达到600P')."""
    rules = quantities()
    done = clause.start
    for found in rules.quantity.finditer(text, clause.start, clause.end):
        if found["unit"] == "年" or (found.start() > 0 and re.match(r"[A-Za-z\d.+“]", text[found.start() - 1])):
            continue
        metric = _metric(text, Span(done, found.start()), Span(found.end(), clause.end), scope) or ladder
        done = found.end()
        if metric is None:
            continue
        minimum, maximum = _bounds(found, rules)
        yield TargetFact(
            metric=metric,
            minimum=minimum,
            maximum=maximum,
            unit_text=found["unit"].replace("％", "%"),
            period=period,
            deadline=deadline,
            scope=scope,
            written=found.group().strip(),
            quantity=trim(text, Span(*found.span())),
            span=trim(text, clause),
        )


def _bounds(found: re.Match[str], rules: Quantities) -> tuple[float | None, float | None]:
    low = float(found["low"])
    if found["high"]:
        return low, float(found["high"])
    if found["before"] in rules.ceiling or found["after"] in rules.ceiling:
        return None, low
    if found["before"] in rules.floor or found["after"] in rules.floor_after:
        return low, None
    return low, low


def _metric(text: str, before: Span, behind: Span, scope: str | None) -> str | None:
    """Name what a number counts: the words behind it ('5个平台'), else those between verb and number ('专利50项')."""
    rules = quantities()
    follows = re.match(r"(?:的)?([\u4e00-\u9fffA-Za-z0-9“”+（）()、]{2,60})", behind.of(text))
    head = before.of(text)
    if scope is not None and scope in head:
        head = head[head.index(scope) + len(scope) :]
    head = _YEAR.sub("", head)
    verbs = [found for found in rules.verbs.finditer(head)]
    leading = _LEADING.sub("", head)
    if verbs and verbs[-1].end() == len(head):
        if follows:
            return follows[1][:_MAX_METRIC]
        leading = head[: verbs[-1].start()]
    elif verbs:
        leading = head[verbs[0].end() :] if len(head) - verbs[0].end() >= 2 else head
    metric = _TRAILING.sub("", _LEADING.sub("", leading)).strip("，,、 的“”")
    metric = "" if rules.verbs.fullmatch(metric) else metric
    if not metric and follows:
        metric = follows[1]
    return metric[-_MAX_METRIC:] if len(metric) >= 2 else None
