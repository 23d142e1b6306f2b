"""Units against units, and units against goals, as tables whose cells are counts; an empty cell says something, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...analysis.overlaps import Overlap
from ...queries.records import GoalUnit

MOST_UNITS = 40
"""Units that a table of units against units still shows readably."""


@dataclass(frozen=True, slots=True)
class UnitGrid:
    """Units in the order of their shared measures, and the measures that each two of them share, by (unit, other) either way.

    `empty` counts the pairs that share none, `pairs` all of them; `left_out` the units for which there was no room.
    """

    units: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    most: int
    empty: int
    pairs: int
    left_out: int


@dataclass(frozen=True, slots=True)
class GoalGrid:
    """Units against goals: the measures of a unit for a goal, and those it leads, by (unit, goal)."""

    units: tuple[str, ...]
    goals: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], tuple[int, int]]
    most: int
    empty: int


def unit_grid(pairs: Sequence[Overlap], *, unit: str = "") -> UnitGrid:
    """The units of some pairs against one another.

    Args:
        pairs: the pairs to show.
        unit: a unit that comes first, whatever it shares; '' for none.
    """
    shared: dict[str, int] = {}
    cells: dict[tuple[str, str], int] = {}
    for pair in pairs:
        for one, other in ((pair.unit, pair.other), (pair.other, pair.unit)):
            shared[one] = shared.get(one, 0) + pair.shared
            cells[one, other] = pair.shared
    ordered = sorted(shared, key=lambda one: (one != unit, -shared[one], one))
    shown = tuple(ordered[:MOST_UNITS])
    count = len(shown) * (len(shown) - 1) // 2
    filled = sum(one in shown and other in shown for one, other in cells) // 2
    return UnitGrid(shown, cells, max(cells.values(), default=0), count - filled, count, len(ordered) - len(shown))


def goal_grid(found: Iterable[GoalUnit], *, unit: str = "") -> GoalGrid:
    """The units of a plan against its goals, those with most measures first.

    Args:
        found: answers of the question 'units_per_goal' for one plan.
        unit: only this unit; '' for all.
    """
    rows = [row for row in found if unit in ("", row.unit)]
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.unit] = totals.get(row.unit, 0) + row.measures
    units = tuple(sorted(totals, key=lambda one: (-totals[one], one)))
    goals = tuple(dict.fromkeys((row.goal, row.goal_label) for row in rows))
    cells = {(row.unit, row.goal): (row.measures, row.leads) for row in rows}
    return GoalGrid(
        units,
        goals,
        cells,
        max((measures for measures, _leads in cells.values()), default=0),
        len(units) * len(goals) - len(cells),
    )
