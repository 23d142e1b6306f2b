"""The load of the units of a plan as a page shows it: figures, lines, and the list behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...analysis.concentration import gini, herfindahl, top_share
from ...analysis.load_profiles import LoadProfile

SPREAD = ("leads", "spread")
"""The lists of the whole plan: the measures with a lead, and the units by their share of the leads."""
LISTS = ("owned", "led", "inferred", "responsible", "supported", "supervised", "sole")
"""The lists of a unit's measures, the whole one by default."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The units of one plan, most leads first, and how the leads are spread; counts are of measures."""

    units: tuple[LoadProfile, ...]
    measures: int
    leads: int
    inferred: int
    top3: float
    herfindahl: float
    gini: float

    def unit(self, unit: str) -> LoadProfile | None:
        """One unit; None when the plan does not name it."""
        return next((one for one in self.units if one.unit == unit), None)


def load_report(units: Sequence[LoadProfile]) -> LoadReport:
    """The units of a plan with the spread of its leads; collective owners are left out of the spread.

    Args:
        units: `analysis.load_profiles.load_profiles`.
    """
    spread = [len(one.led) for one in units if not one.is_collective]
    return LoadReport(
        units=tuple(units),
        measures=len({item for one in units for item in one.owned}),
        leads=len({item for one in units for item in one.led}),
        inferred=len({item for one in units for item in one.inferred}),
        top3=top_share(spread),
        herfindahl=herfindahl(spread),
        gini=gini(spread),
    )


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """A unit that leads (CURIE, name, measures it leads), its share of all leads, and that of it and those before it together."""

    unit: str
    label: str
    led: int
    share: float
    together: float


def spread_lines(report: LoadReport) -> list[SpreadLine]:
    """The units that lead anything, most leads first: what the three busiest, Herfindahl and Gini are computed from."""
    found = [one for one in report.units if one.led and not one.is_collective]
    total, lines, sum_ = sum(len(one.led) for one in found), [], 0
    for one in sorted(found, key=lambda one: -len(one.led)):
        sum_ += len(one.led)
        lines.append(SpreadLine(one.unit, one.label, len(one.led), len(one.led) / total, sum_ / total))
    return lines


def led_items(report: LoadReport) -> list[tuple[str, str, str, bool]]:
    """Each measure with a lead, in plan order of the units' lists: CURIE, lead (CURIE, name), whether it is inferred."""
    return [(item, one.unit, one.label, item in one.inferred) for one in report.units for item in one.led]


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """A quarter with the measures due in it, and the units that own them, most first (CURIE, name, measures)."""

    name: str
    items: tuple[str, ...]
    units: tuple[tuple[str, str, int], ...]


def quarter_lines(report: LoadReport) -> list[QuarterLine]:
    """The quarters in which measures of the plan are due; a year alone falls into its fourth."""
    items: dict[str, dict[str, None]] = {}
    units: dict[str, list[tuple[str, str, int]]] = {}
    for one in report.units:
        for name, due in one.due.items():
            items.setdefault(name, {}).update(dict.fromkeys(due))
            units.setdefault(name, []).append((one.unit, one.label, len(due)))
    return [
        QuarterLine(name, tuple(items[name]), tuple(sorted(units[name], key=lambda unit: (-unit[2], unit[0]))))
        for name in sorted(items)
    ]


def nodes_of(report: LoadReport) -> Iterator[str]:
    """The nodes that the lists of a report name, for their labels."""
    for one in report.units:
        yield from (*one.owned, *one.goals, *one.targets, *(unit for unit, _shared in one.partners))


def listed_items(profile: LoadProfile, show: str) -> tuple[str, ...]:
    """The measures of one of `LISTS`; all of the unit's when there is no such list."""
    found: tuple[str, ...] = getattr(profile, show if show in LISTS else LISTS[0])
    return found
