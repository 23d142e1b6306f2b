"""Targets in the columns of a task table that are for targets: '目标', '2025年目标'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..model import Issue, TableNote, TargetFact, TextSpan
from ..text.excerpts import shortened
from ..text.lexicon.dates import YEAR
from .plan_context import PlanContext
from .targets import TargetsRead

# '2025年目标': the year in the header of a column
_HEADER_YEAR = re.compile(YEAR)
# '200': a number in a cell of targets
_DIGIT = re.compile(r"\d")


def with_columns(
    stated: TargetsRead, columns: Sequence[TableNote], context: PlanContext, due: str | None, *, subject: str
) -> tuple[TargetsRead, list[Issue]]:
    """The targets of a row's words with those of its columns of targets, and what could not be read there.

    Args:
        stated: read in the words of the row.
        columns: its cells in columns of targets.
        context: the plan.
        due: the row's deadline, for cells whose header says no year.
        subject: the row's task, which is what a bare number counts.
    """
    cells = [context.targets([one.cell], due=_year_of(one, context) or due, subject=subject) for one in columns]
    issues = [
        _value_not_read(context.at(one.cell))
        for one, read in zip(columns, cells, strict=True)
        if not read.targets and not read.left_out and _DIGIT.search(context.text, one.cell.start, one.cell.end)
    ]
    targets = [*stated.targets, *_not_stated(stated.targets, columns, cells, context)]
    return TargetsRead(targets, [why for read in (stated, *cells) for why in read.left_out], stated.unread), issues


def _not_stated(
    stated: Sequence[TargetFact], columns: Sequence[TableNote], cells: Sequence[TargetsRead], context: PlanContext
) -> Iterator[TargetFact]:
    """The targets of columns, without those that only repeat what the words of the row state, as a 责任分解表 of ours does.

    A metric that begins with a verb may be read shorter in a cell: '改造乡村道路 4 公里' repeats 改造乡村道路4公里 as 乡村道路.
    """
    known: dict[tuple[float | None, float | None, str], list[str]] = defaultdict(list)
    for one in stated:
        known[one.minimum, one.maximum, one.unit_text].append(one.metric)
    dated = {(one.metric, one.deadline) for one in stated}
    for column, read in zip(columns, cells, strict=True):
        has_year = _year_of(column, context) is not None
        for one in read.targets:
            said = known.get((one.minimum, one.maximum, one.unit_text), ())
            repeats = any(metric.endswith(one.metric) for metric in said)
            if not repeats or (has_year and (one.metric, one.deadline) not in dated):
                yield one


def _year_of(column: TableNote, context: PlanContext) -> str | None:
    """The year that the header of a column says."""
    found = _HEADER_YEAR.search(column.header.of(context.text))
    return found[0] if found else None


def _value_not_read(words: TextSpan) -> Issue:
    excerpt = shortened(" ".join(words.words.split()))
    message = {
        "zh": f"目标栏中的“{excerpt}”没有读出指标。",
        "en": f"No target was read from '{excerpt}' in a column of targets.",
    }
    return Issue("value-not-read", message, words.span)
