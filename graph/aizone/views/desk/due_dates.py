"""The dates of a plan as a page, a list and a calendar show them: words for lines and stages, lists by standing, a grid of quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...analysis.due_dates import DateLine, Stage, Standing, quarters, standing
from ...i18n import Lang, Translate, translator
from ...queries.records import TargetDate
from ..look.formats import day, quantity

STANDINGS: tuple[Standing, ...] = ("overdue", "soon", "later")
_MOST_QUARTER_YEARS = 6
"""A grid over more years has a column for each year, not for each quarter."""
_SIGNS = {"ge": "≥", "gt": "＞", "le": "≤", "lt": "＜", "approx": "≈"}


@dataclass(frozen=True, slots=True)
class DueItem:
    """A line with those of its stages that have one standing, in order."""

    line: DateLine
    stages: tuple[Stage, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class DueRow:
    """An item in words: its name, its dates, how far they are, and what is to be reached at each where a number has stages."""

    line: DateLine
    label: str
    days: tuple[str, ...]
    standing: Standing
    how_far: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A quarter, or a year (`quarter` 0), of the grid; `is_now` for the one that the day is in."""

    year: int
    quarter: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class DateMark:
    """A stage in a cell: its words, the date in words, its standing and its node."""

    words: str
    when: str
    standing: Standing
    node: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """A line of the grid with its name, and the marks in each column."""

    line: DateLine
    label: str
    cells: tuple[tuple[DateMark, ...], ...]


@dataclass(frozen=True, slots=True)
class DateGroup:
    """The lines of one goal or task area ('' for those of none), in the order of the plan."""

    node: str
    rows: tuple[DateRow, ...]


@dataclass(frozen=True, slots=True)
class UnitDates:
    """A unit with how many lines are due in each column, and in all."""

    unit: str
    label: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DateReport:
    """The lines of a plan, or of one unit of it, as seen from a day.

    `measures` is how many measures the plan has in all, those of other units too.
    """

    lines: tuple[DateLine, ...]
    on: date
    days: int
    measures: int

    def items(self, *wanted: Standing) -> list[DueItem]:
        """The lines with dates of some standings: what is overdue first, the latest of it at the top, then what is due next."""
        found = []
        for kind in wanted:
            items = [
                DueItem(line, stages, kind)
                for line in self.lines
                if (stages := tuple(one for one in line.stages if standing(one.last, self.on, self.days) == kind))
            ]
            if kind == "overdue":
                items.sort(key=lambda item: item.stages[-1].last, reverse=True)
            else:
                items.sort(key=lambda item: item.stages[0].last)
            found += items
        return found

    @property
    def dated_measures(self) -> tuple[DateLine, ...]:
        """The measures that have a deadline."""
        return tuple(line for line in self.lines if line.kind == "measure" and line.stages)

    @property
    def going_on(self) -> tuple[DateLine, ...]:
        """The measures that go on, or come again."""
        return tuple(line for line in self.lines if line.is_continuous or line.schedule)

    @property
    def without_year(self) -> tuple[DateLine, ...]:
        """The numbers for which the plan states no year."""
        return tuple(line for line in self.lines if line.kind == "target" and not line.stages)


def line_label(line: DateLine, lang: Lang, *, is_counted: bool = True) -> str:
    """The name of a line: a measure's or target's own, or what is counted where several targets are its stages.

    Args:
        line: the line.
        lang: language of the words.
        is_counted: False leaves out the number where the plan's own words allow it, because its stages say it.
    """
    if not line.targets or (len(line.targets) == 1 and (is_counted or lang != "zh")):
        return line.label
    first, _ = line.targets[0], translator(lang)
    metric = first.metric_said or first.metric
    scope = first.scope_said or first.scope
    words = _("{metric} ({scope})").format(metric=metric, scope=scope) if scope else metric
    return words[:1].upper() + words[1:]


def stage_words(line: DateLine, stage: Stage, lang: Lang) -> str:
    """The number to reach at a stage: '≥ 400 个'; '' for a measure, and where the line's own name says it."""
    target = next((one for one in line.targets if one.target == stage.node), None)
    if target is None or (lang != "zh" and len(line.targets) == 1):
        return ""
    return amount(target, lang)


def amount(target: TargetDate, lang: Lang) -> str:
    """The number of a target with its sign and unit: in Chinese as its label writes it, elsewhere without Chinese counting words.

    Examples:
        >>> row = TargetDate("", "", "", "数据集", "个", "year", comparator="ge", minimum=400.0, target_label="数据集 ≥ 400 个/年")
        >>> amount(row, "zh"), amount(row, "en")
        ('≥ 400 个/年', '≥ 400 a year')
    """
    head, _ = target.metric + (f"（{target.scope}）" if target.scope else ""), translator(lang)
    if lang == "zh" and target.target_label.startswith(head) and target.target_label != head:
        return target.target_label.removeprefix(head).strip()
    values = [value for value in (target.minimum, target.maximum) if value is not None]
    sign = _SIGNS.get(target.comparator, "")
    said = quantity(values, target.unit_text, lang, f"{sign} " if sign else "")
    return _("{amount} a year").format(amount=said) if target.period == "year" else said


def standing_words(item: DueItem, on: date, _: Translate) -> str:
    """How far a date is from the day it is looked at: of what is overdue the latest, else the next."""
    if item.standing == "overdue":
        days = (on - item.stages[-1].last).days
        return _("overdue for 1 day") if days == 1 else _("overdue for {count} days").format(count=f"{days:,}")
    days = (item.stages[0].last - on).days
    if days < 2:
        return _("due today") if days == 0 else _("due tomorrow")
    return _("due in {count} days").format(count=f"{days:,}")


def standing_names(_: Translate) -> dict[str, str]:
    """The standings in a word."""
    return {"overdue": _("Overdue"), "soon": _("Due soon"), "later": _("Later")}


def columns(lines: Iterable[DateLine], on: date) -> tuple[DateColumn, ...]:
    """The quarters from the first year in which something is due to the last; years, where they are many; none without dates."""
    years = [stage.last.year for line in lines for stage in line.stages]
    if not years:
        return ()
    span = range(min(years), max(years) + 1)
    if len(span) > _MOST_QUARTER_YEARS:
        return tuple(DateColumn(year, 0, year == on.year) for year in span)
    now = (on.year, (on.month + 2) // 3)
    return tuple(DateColumn(year, part, (year, part) == now) for year in span for part in range(1, 5))


def date_groups(report: DateReport, rows: str, found: Sequence[DateColumn], lang: Lang) -> list[DateGroup]:
    """The lines that have dates, put together by goal or by task area.

    Args:
        report: the lines.
        rows: 'goal' (a measure is shown under each goal that its task area serves) or 'area'.
        found: the columns.
        lang: language of the words.
    """
    groups: dict[str, list[DateRow]] = defaultdict(list)
    for line in report.lines:
        if not line.stages:
            continue
        row = DateRow(line, line_label(line, lang, is_counted=False), _cells(line, report, found, lang))
        for node in (line.goals or ("",)) if rows == "goal" else (line.area,):
            groups[node].append(row)
    order = sorted(groups, key=lambda node: (not node, list(groups).index(node)))
    return [DateGroup(node, tuple(groups[node])) for node in order]


def unit_dates(report: DateReport, found: Sequence[DateColumn]) -> list[UnitDates]:
    """The units that answer for dated lines, those with most dates first, with the number of lines in each column."""
    at = {(column.year, column.quarter): place for place, column in enumerate(found)}
    labels: dict[str, str] = {}
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(found))
    for line in report.lines:
        places = {at[_place(stage, found)] for stage in line.stages}
        for unit in {one.unit: one.label for one in line.owners}.items():
            labels[unit[0]] = unit[1]
            for place in places:
                counts[unit[0]][place] += 1
    found_units = [UnitDates(unit, labels[unit], tuple(own), sum(own)) for unit, own in counts.items() if sum(own)]
    return sorted(found_units, key=lambda one: (-one.total, one.unit))


def busiest_quarter(lines: Iterable[DateLine]) -> tuple[str, int] | None:
    """The quarter in which most is due, and how many lines; the first of equals, None without dates."""
    found = [(one.name, len(one.lines)) for one in quarters(lines)]
    return max(found, key=lambda one: one[1], default=None)


def due_rows(items: Iterable[DueItem], on: date, lang: Lang) -> list[DueRow]:
    """Items in words, as seen from a day."""
    _ = translator(lang)
    return [
        DueRow(
            line=item.line,
            label=line_label(item.line, lang),
            days=_days(item, lang),
            standing=item.standing,
            how_far=standing_words(item, on, _),
            steps=tuple(stage_words(item.line, one, lang) for one in item.stages) if len(item.line.targets) > 1 else (),
        )
        for item in items
    ]


def _days(item: DueItem, lang: Lang) -> tuple[str, ...]:
    """The dates of an item in words, each once; the years of a number of every year together."""
    found = tuple(dict.fromkeys(day(stage.deadline, lang) for stage in item.stages))
    if len(found) < 3 or not item.line.is_yearly:
        return found
    _ = translator(lang)
    return (_("{first}–{last}, each year").format(first=item.stages[0].last.year, last=item.stages[-1].last.year),)


def nodes_of(report: DateReport) -> Iterable[str]:
    """The goals, areas and tasks that the lines of a report belong to, for their labels."""
    found: Mapping[str, None] = dict.fromkeys(
        node for line in report.lines for node in (*line.goals, line.area, line.task) if node
    )
    return found


def _cells(
    line: DateLine, report: DateReport, found: Sequence[DateColumn], lang: Lang
) -> tuple[tuple[DateMark, ...], ...]:
    marks: dict[tuple[int, int], list[DateMark]] = defaultdict(list)
    for stage in line.stages:
        mark = DateMark(
            stage_words(line, stage, lang),
            day(stage.deadline, lang),
            standing(stage.last, report.on, report.days),
            stage.node,
        )
        marks[_place(stage, found)].append(mark)
    return tuple(tuple(marks.get((column.year, column.quarter), ())) for column in found)


def _place(stage: Stage, found: Sequence[DateColumn]) -> tuple[int, int]:
    """The column that a stage is in."""
    return stage.last.year, 0 if not found[0].quarter else (stage.last.month + 2) // 3
