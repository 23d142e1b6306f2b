"""Rows of a filled-in work list to verdicts: what is new, what is known, what has to be mended; nothing anybody decided is lost.

A row counts as a person's decision about a finding. It takes the place of an earlier one of the same person only; what others
decided stays beside it. A row that says what is known already changes nothing, so a file can be read again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from ..errors import N_
from .attribution import Attribution
from .findings import ClauseSeen, FindingVerdict, seen
from .kinds import VERDICT_KINDS, VerdictKind
from .worklist import Worklist, WorklistEntry

RowProblemCode = Literal["unknown-finding", "unknown-kind", "no-reason", "bad-date", "twice"]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it was read: its number in the sheet from 1, the id of a finding, and four texts, '' for an empty cell."""

    number: int
    finding: str
    kind: str
    reason: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be recorded, and what is wrong with it: a message with the field `value`."""

    number: int
    code: RowProblemCode
    message: str
    value: str


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The rows of a file sorted by what they say beside what is recorded.

    `new` are verdicts to record, `ended` the ids of earlier ones that they take the place of, with who does so; `known` counts
    the rows that say what is recorded already, `older` those that a later decision of the same person has overtaken, and
    `empty` those without a decision.
    """

    new: tuple[FindingVerdict, ...]
    ended: Mapping[str, Attribution]
    known: int
    older: int
    empty: int
    problems: tuple[RowProblem, ...]


def read_rows(
    work: Worklist, rows: Sequence[FilledRow], taken_back: Iterable[FindingVerdict] = (), *, by: str, now: str
) -> RowsRead:
    """Compare the rows of a file with the work list of a plan.

    Args:
        work: as it is now.
        rows: of the file.
        taken_back: verdicts of the plan that are not in force any more; a row that repeats one does not bring it back.
        by: who decided, where a row does not say.
        now: the moment that a row without a date of its own gets, ISO 8601, UTC.
    """
    entries = {entry.finding.id: entry for entry in work.entries}
    clauses = {clause.item: clause for clause in work.clauses.clauses}
    new: dict[tuple[str, str], FindingVerdict] = {}
    ended: dict[str, Attribution] = {}
    problems: list[RowProblem] = []
    gone = {(one.finding, one.kind, one.made.by, one.made.when) for one in taken_back}
    known = older = empty = 0
    for row in rows:
        if not (row.kind or row.reason):
            empty += 1
            continue
        above = new.get((row.finding, row.by or by))
        if above is not None and (above.kind, above.made.why) == (row.kind, row.reason):
            known += 1  # the same row again, as in a list put together from two
            continue
        problem = _problem(row, entries, new, by)
        if problem is not None:
            problems.append(problem)
            continue
        entry, person = entries[row.finding], row.by or by
        mine = [verdict for verdict in entry.verdicts if verdict.made.by == person]
        if any(verdict.kind == row.kind and (verdict.made.why or "") == row.reason for verdict in mine):
            known += 1
            continue
        is_gone = (row.finding, row.kind, person, _moment(row.date) if row.date else "") in gone
        if is_gone or (mine and _is_before(row.date, mine[0].made.when)):
            older += 1
            continue
        when = _moment(row.date) if row.date and not _repeats(row.date, mine) else now
        made = Attribution(person, when or now, row.reason)
        sides = tuple(seen(clauses[item]) for item in entry.finding.items)
        new[row.finding, person] = _verdict(row, sides, made)
        ended |= {verdict.id: made for verdict in mine}
    return RowsRead(tuple(new.values()), ended, known, older, empty, tuple(problems))


def _verdict(row: FilledRow, sides: tuple[ClauseSeen, ...], made: Attribution) -> FindingVerdict:
    return FindingVerdict(row.finding, cast(VerdictKind, row.kind), sides, made)


def _problem(
    row: FilledRow,
    entries: Mapping[str, WorklistEntry],
    new: Mapping[tuple[str, str], FindingVerdict],
    by: str,
) -> RowProblem | None:
    """The first thing that is wrong with a row."""
    if row.finding not in entries:
        return RowProblem(row.number, "unknown-finding", N_("the plan has no finding '{value}'."), row.finding)
    if row.kind not in VERDICT_KINDS:
        return RowProblem(row.number, "unknown-kind", N_("'{value}' is not a kind of verdict."), row.kind)
    person = row.by or by
    is_known = any(
        one.kind == row.kind and (one.made.why or "") == row.reason and one.made.by == person
        for one in entries[row.finding].verdicts
    )
    if not row.reason and not is_known:
        return RowProblem(row.number, "no-reason", N_("the verdict '{value}' has no reason."), row.kind)
    if row.date and _moment(row.date) is None:
        return RowProblem(row.number, "bad-date", N_("'{value}' is not a date; write YYYY-MM-DD."), row.date)
    if (row.finding, person) in new:
        return RowProblem(row.number, "twice", N_("{value} has decided about this finding in a row above."), person)
    return None


def _moment(text: str) -> str | None:
    """A date, with or without time, as decisions record it; None for other words.

    Examples:
        >>> _moment("2026-03-01"), _moment("2026-03-01 08:30:00"), _moment("soon")
        ('2026-03-01T00:00:00Z', '2026-03-01T08:30:00Z', None)
    """
    try:
        found = datetime.datetime.fromisoformat(text.replace("/", "-").removesuffix("Z"))
    except ValueError:
        return None
    return found.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _repeats(date: str, mine: Sequence[FindingVerdict]) -> bool:
    """True if a row still has the date of the decision that it changes."""
    return any(_moment(date) == verdict.made.when for verdict in mine)


def _is_before(date: str, when: str) -> bool:
    """True if a row's date is before a decision; a date without time is its whole day."""
    moment = _moment(date) if date else None
    if moment is None:
        return False
    return moment[:10] < when[:10] if moment.endswith("T00:00:00Z") else moment < when
