"""The dates of a plan: stages of targets and deadlines of measures on one line each, what is overdue or soon due, and quarters."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..model.kinds import ROLES, is_inferred
from ..projections.plan_dates import PlanDates
from ..queries.records import TargetDate, Work
from .load_profiles import quarter
from .measures import DeclaredMeasure, MeasureParameter

Standing = Literal["overdue", "soon", "later"]
LineKind = Literal["target", "measure"]
# '2/10', 't12': the numbers in an address, by which it is ordered as a person orders it
_NUMBER = re.compile(r"\d+")
SOON_DAYS = 90
"""What falls due within so many days is soon due, unless somebody asks for another number."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A date on a line: as precise as the plan says it ('2024', '2024-06', '2024-06-30'), its last day, and what is due then."""

    deadline: str
    last: date
    node: str

    @property
    def quarter(self) -> str:
        """The quarter of the last day ('2024Q2')."""
        return quarter(self.deadline)


@dataclass(frozen=True, slots=True)
class DateOwner:
    """A unit that answers for what is due, in which role; `is_inferred` when neither the plan nor a person says so."""

    unit: str
    label: str
    role: str
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class DateLine:
    """A measure, or a number that a goal or measure is to reach, with all its dates in order.

    `node` is the measure or the first target; `targets` are the targets of a number, the stages of one metric together, and none
    of a measure. `holder` is the goal or measure that states the number, and the measure itself. `task` and `area` say where it is
    in the work ('' for none), `goals` which goals it belongs to: its own, or those that its task area serves. A number that is to
    be reached every year (`is_yearly`) has a stage for each year of the plan up to its deadline. `is_continuous` and `schedule` (as
    written) are of measures that go on or come again.
    """

    kind: LineKind
    node: str
    label: str
    holder: str
    holder_label: str
    task: str
    area: str
    goals: tuple[str, ...]
    stages: tuple[Stage, ...]
    owners: tuple[DateOwner, ...]
    targets: tuple[TargetDate, ...] = ()
    is_yearly: bool = False
    is_continuous: bool = False
    schedule: str = ""

    def is_of(self, unit: str) -> bool:
        """True when a unit (a CURIE) answers for it."""
        return any(one.unit == unit for one in self.owners)


@dataclass(frozen=True, slots=True)
class QuarterDates:
    """A quarter ('2024Q2') with the lines due in it, and the units that answer for them, most first (CURIE, name, lines)."""

    name: str
    lines: tuple[DateLine, ...]
    units: tuple[tuple[str, str, int], ...]


def last_day(deadline: str) -> date | None:
    """The last day of an ISO year, month or day; None for a text that is not one.

    Examples:
        >>> last_day("2024"), last_day("2024-02"), last_day("2024-03-15"), last_day("soon")
        (datetime.date(2024, 12, 31), datetime.date(2024, 2, 29), datetime.date(2024, 3, 15), None)
    """
    try:
        parts = [int(part) for part in deadline.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def standing(last: date, on: date, days: int = SOON_DAYS) -> Standing:
    """How a date looks on a day.

    Args:
        last: the last day on which it is kept.
        on: the day to look from.
        days: how many days after it are soon.

    Examples:
        >>> [standing(date(2026, 12, 31), on) for on in (date(2027, 1, 1), date(2026, 12, 31), date(2026, 10, 2), date(2026, 10, 1))]
        ['overdue', 'soon', 'soon', 'later']
    """
    if last < on:
        return "overdue"
    return "soon" if last <= on + timedelta(days=days) else "later"


def due_dates(dates: PlanDates) -> tuple[DateLine, ...]:
    """Every number and every dated measure of a plan, numbers of goals first, then along the work.

    Args:
        dates: `projections.plan_dates`; t targets, m measures with a date, n responsibilities.

    Returns:
        a line per metric (with its scope, unit and period) of a goal or measure, and one per measure that has a deadline, goes on
        or comes again. Lines whose targets state no year have no stages.
    """
    where = _Places(dates)
    targets: dict[tuple[str, ...], list[TargetDate]] = defaultdict(list)
    for row in sorted(dates.targets, key=lambda row: (_in_order(row.goal), _in_order(row.target))):
        targets[row.goal, row.metric, row.scope, row.unit_text, row.period].append(row)
    numbers: dict[str, list[DateLine]] = defaultdict(list)
    for rows in targets.values():
        numbers[rows[0].goal].append(_number_line(rows, dates, where))
    measures = {row.item: row for row in dates.dated}
    stages: dict[str, list[str]] = defaultdict(list)
    for stage in dates.stages:
        stages[stage.item].append(stage.deadline)
    found = [line for holder, lines in numbers.items() if holder not in where.work for line in lines]
    for item in where.work:
        measure = measures.get(item)
        if measure is not None:
            found.append(
                DateLine(
                    kind="measure", node=item, label=measure.item_label, holder=item, holder_label=measure.item_label,
                    task=where.task(item), area=where.area(item), goals=where.goals(item),
                    stages=tuple(_measure_stages([*stages[item], measure.deadline or ""], item)),
                    owners=where.owners[item], is_continuous=measure.continuous, schedule=measure.schedule or "",
                )
            )  # fmt: skip
        found += numbers.get(item, ())
    return tuple(found)


def quarters(lines: Iterable[DateLine]) -> tuple[QuarterDates, ...]:
    """The quarters in which something is due, in order; a year alone ends in its fourth.

    Args:
        lines: `due_dates`; a line counts once in each quarter that one of its stages ends in.
    """
    found: dict[str, dict[int, DateLine]] = defaultdict(dict)
    for number, line in enumerate(lines):
        for stage in line.stages:
            found[stage.quarter][number] = line
    return tuple(
        QuarterDates(name, tuple(found[name].values()), _busiest(found[name].values())) for name in sorted(found)
    )


def _busiest(lines: Iterable[DateLine]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(owner for line in lines for owner in {(one.unit, one.label) for one in line.owners})
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((unit, label, count) for (unit, label), count in ordered)


def _in_order(address: str) -> tuple[str, tuple[int, ...]]:
    """An address by its words and then its numbers: 't10' after 't9'."""
    return _NUMBER.sub("", address), tuple(map(int, _NUMBER.findall(address)))


def _measure_stages(deadlines: Iterable[str], item: str) -> Iterator[Stage]:
    """The dates of a measure in order, each once."""
    found = {last: deadline for deadline in deadlines if (last := last_day(deadline)) is not None}
    for last in sorted(found):
        yield Stage(found[last], last, item)


def _number_line(rows: Sequence[TargetDate], dates: PlanDates, where: _Places) -> DateLine:
    first = rows[0]
    is_yearly = first.period == "year"
    stages = sorted(
        (stage for row in rows for stage in (_years(row, dates) if is_yearly else _stage(row))),
        key=lambda stage: (stage.last, stage.node),
    )
    item = first.goal if first.goal in where.work else ""
    owners = {one: None for row in rows for one in where.answering[row.target]}
    return DateLine(
        kind="target", node=first.target, label=first.target_label, holder=first.goal, holder_label=first.goal_label,
        task=where.task(item), area=where.area(item), goals=where.goals(item) if item else (first.goal,),
        stages=tuple(stages), owners=tuple(owners), targets=tuple(rows), is_yearly=is_yearly,
    )  # fmt: skip


def _stage(row: TargetDate) -> Iterator[Stage]:
    last = last_day(row.deadline)
    if last is not None:
        yield Stage(row.deadline, last, row.target)


def _years(row: TargetDate, dates: PlanDates) -> Iterator[Stage]:
    """A stage for each year up to the deadline, or to the plan's end where there is none; one alone where the beginning is not known."""
    last = last_day(row.deadline)
    end = last.year if last is not None else dates.plan.end
    if end is None:
        return
    first = dates.plan.start if dates.plan.start is not None and dates.plan.start <= end else end
    for year in range(first, end):
        yield Stage(str(year), date(year, 12, 31), row.target)
    yield Stage(row.deadline or str(end), last or date(end, 12, 31), row.target)


def _leads_first(owners: Iterable[DateOwner]) -> tuple[DateOwner, ...]:
    return tuple(sorted(owners, key=lambda one: ROLES.index(one.role) if one.role in ROLES else len(ROLES)))


class _Places:
    """The places of measures in the work of a plan, the goals they serve, and the units that answer for what is due."""

    def __init__(self, dates: PlanDates) -> None:
        self.work: Mapping[str, Work] = {row.item: row for row in dates.work}
        self._served: dict[str, dict[str, None]] = defaultdict(dict)
        for row in dates.served:
            self._served[row.area][row.goal] = None
        owners: dict[str, dict[DateOwner, None]] = defaultdict(dict)
        for owned in dates.owned:
            one = DateOwner(owned.unit, owned.unit_label or owned.unit, owned.role, is_inferred(owned.basis))
            owners[owned.item][one] = None
        self.owners: Mapping[str, tuple[DateOwner, ...]] = defaultdict(
            tuple, {item: _leads_first(found) for item, found in owners.items()}
        )
        answering: dict[str, dict[str, DateOwner]] = defaultdict(dict)
        for row_ in dates.answering:
            if row_.unit is not None:
                found = DateOwner(row_.unit, row_.unit_label or row_.unit, row_.role, is_inferred(row_.basis))
                answering[row_.target].setdefault(row_.unit, found)
        self.answering: Mapping[str, tuple[DateOwner, ...]] = defaultdict(
            tuple, {target: _leads_first(found.values()) for target, found in answering.items()}
        )

    def task(self, item: str) -> str:
        """The task of a measure; the work item itself where it is no measure."""
        row = self.work.get(item)
        if row is None:
            return ""
        return row.parent if row.type == "Measure" and row.parent in self.work else item

    def area(self, item: str) -> str:
        """The task area that a work item is in."""
        row = self.work.get(item)
        while row is not None and row.type != "TaskArea":
            row = self.work.get(row.parent)
        return row.item if row is not None else ""

    def goals(self, item: str) -> tuple[str, ...]:
        """The goals that the task area of a work item serves."""
        return tuple(self._served.get(self.area(item), ()))


MEASURES = (
    DeclaredMeasure(
        id="due_dates",
        title={"zh": "方案的时间节点", "en": "The dates of a plan"},
        formula={
            "zh": "年份以12月31日为限，月份以当月最后一天为限；已逾期 = 最后一天 < 所选日期；临近到期 = 所选日期起若干天以内；每年的指标在期限之前方案各年的年末到期；同一目标下指标名称、范围、单位、周期相同的指标是它的各个阶段",
            "en": "a year ends on 31 December, a month on its last day; overdue = last day < the day chosen; soon = within so many days of it; a target of every year is due at the end of each year of the plan up to its deadline; targets of one metric, scope, unit and period of one goal are its stages",
        },
        unit={"zh": "个节点", "en": "dates"},
        source="",
        parameters=(
            MeasureParameter(
                "dates",
                "dates",
                None,
                {"zh": "方案的指标、有时限的措施及责任", "en": "a plan's targets, dated measures and owners"},
            ),
        ),
        cost="O(t log t + m + n) for t targets, m dated measures, n responsibilities",
        function=due_dates,
    ),
)
