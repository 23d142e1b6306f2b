"""The dates of a plan: stages, years, standing and quarters, worked out by hand."""

from datetime import date

import pytest

from aizone.analysis.due_dates import due_dates, quarters
from aizone.projections.plan_dates import PlanDates, read_plan_dates
from aizone.queries.records import (
    DatedMeasure,
    GoalArea,
    PlanSummary,
    Responsibility,
    StageDeadline,
    TargetDate,
    TargetOwner,
    Work,
)
from aizone.views.desk.due_dates import DateReport, columns, date_groups, due_rows, line_label, stage_words, unit_dates

PLAN = "id:plan/x"


def target(number, deadline, metric="港口吞吐", period="total", goal=f"{PLAN}/2/1", **values):
    return TargetDate(PLAN, goal, f"{goal}/t{number}", metric, "箱", period, deadline=deadline, target_label=f"{metric} {number}00 箱", **values)  # fmt: skip


@pytest.fixture
def plan():
    """A plan 2024-2026: a number in three stages, one of every year, one without a year; a measure in two stages, one that goes on."""
    return PlanDates(
        plan=PlanSummary(PLAN, 1, 3, True, start=2024, end=2026),
        targets=(
            target(10, "2026"),
            target(1, "2024"),
            target(2, "2025-06"),
            target(3, "2026", metric="航线", period="year"),
            target(4, "", metric="泊位"),
        ),
        dated=(
            DatedMeasure(PLAN, f"{PLAN}/3/1/1/m1", "建码头", deadline="2025-06-30"),
            DatedMeasure(PLAN, f"{PLAN}/3/1/1/m2", "护航道", continuous=True),
        ),
        stages=(StageDeadline(PLAN, f"{PLAN}/3/1/1/m1", "2024"),),
        work=(
            Work(PLAN, f"{PLAN}/3/1", "TaskArea", PLAN, 1),
            Work(PLAN, f"{PLAN}/3/1/1", "Task", f"{PLAN}/3/1", 2),
            *(Work(PLAN, f"{PLAN}/3/1/1/m{number}", "Measure", f"{PLAN}/3/1/1", number) for number in (1, 2, 3)),
        ),
        served=(GoalArea(PLAN, f"{PLAN}/2/1", f"{PLAN}/3/1", 0.5),),
        owned=(
            Responsibility(f"{PLAN}/3/1/1/m1", "id:unit/b", "support", "explicit", PLAN),
            Responsibility(f"{PLAN}/3/1/1/m1", "id:unit/a", "lead", "order", PLAN),
            Responsibility(f"{PLAN}/3/1/1/m1", "id:unit/a", "supervise", "explicit", PLAN),
        ),
        answering=(
            TargetOwner(PLAN, f"{PLAN}/2/1", f"{PLAN}/2/1/t1", "箱", "total", unit="id:unit/a", role="lead", basis="wording"),
        ),
    )  # fmt: skip


def dates_of(line):
    return [stage.deadline for stage in line.stages]


def test_stages_of_one_number_are_one_line_in_order(plan):
    lines = due_dates(plan)
    assert [dates_of(line) for line in lines] == [
        ["2024", "2025-06", "2026"], ["2024", "2025", "2026"], [], ["2024", "2025-06-30"], [],
    ]  # fmt: skip
    stages = lines[0]
    assert line_label(stages, "zh") == "港口吞吐"
    assert [stage_words(stages, one, "zh") for one in stages.stages] == ["100 箱", "200 箱", "1000 箱"]
    assert [stage.last for stage in stages.stages] == [date(2024, 12, 31), date(2025, 6, 30), date(2026, 12, 31)]
    assert lines[3].goals == (f"{PLAN}/2/1",)
    assert [(one.unit, one.role, one.is_inferred) for one in lines[3].owners] == [
        ("id:unit/a", "lead", True), ("id:unit/b", "support", False), ("id:unit/a", "supervise", False),
    ]  # fmt: skip


def test_what_is_overdue_and_soon_depends_on_the_day(plan):
    def seen(on, days=90):
        report = DateReport(due_dates(plan), on, days, 3)
        return [[(row.line.label, row.days) for row in due_rows(report.items(kind), on, "zh")] for kind in ("overdue", "soon")]  # fmt: skip

    overdue, soon = seen(date(2025, 4, 15))
    assert overdue == [("港口吞吐 100 箱", ("2024年",)), ("航线 300 箱", ("2024年",)), ("建码头", ("2024年",))]
    assert soon == [("港口吞吐 100 箱", ("2025年6月",)), ("建码头", ("2025年6月30日",))]
    assert seen(date(2025, 4, 1), 30)[1] == []
    assert seen(date(2023, 1, 1))[0] == []
    assert ("航线 300 箱", ("2024–2026，每年",)) in seen(date(2027, 1, 1))[0]


def test_a_unit_counts_once_per_line_and_quarter(plan):
    found = quarters(due_dates(plan))
    assert [(one.name, len(one.lines), one.units) for one in found[:2]] == [
        ("2024Q4", 3, (("id:unit/a", "id:unit/a", 2), ("id:unit/b", "id:unit/b", 1))),
        ("2025Q2", 2, (("id:unit/a", "id:unit/a", 2), ("id:unit/b", "id:unit/b", 1))),
    ]


def test_the_grid_has_a_mark_for_every_date(plan):
    report = DateReport(due_dates(plan), date(2025, 5, 1), 90, 3)
    found = columns(report.lines, report.on)
    assert (len(found), [(one.year, one.quarter) for one in found if one.is_now]) == (12, [(2025, 2)])
    for rows in ("goal", "area"):
        groups = date_groups(report, rows, found, "zh")
        marks = [mark for group in groups for row in group.rows for cell in row.cells for mark in cell]
        assert len(marks) == sum(len(line.stages) for line in report.lines)
    assert [(one.unit, one.total) for one in unit_dates(report, found)] == [("id:unit/a", 5), ("id:unit/b", 2)]
    assert [one.quarter for one in columns(report.lines, report.on)][:4] == [1, 2, 3, 4]


def test_the_shipped_plans_say_what_they_date(shipped):
    hefei = due_dates(read_plan_dates(shipped.store, "id:plan/hefei-2020-2023", "en"))
    assert {line.kind for line in hefei} == {"target"}
    assert dates_of(hefei[0]) == ["2020", "2021", "2022", "2023"]
    example = due_dates(read_plan_dates(shipped.store, "id:plan/yunjiang-2024-2026", "en"))
    power = next(line for line in example if len(line.targets) == 3)
    assert [stage_words(power, stage, "en") for stage in power.stages] == ["300 P", "600 P", "1,000 P"]
