"""The load of the units of a plan as a page shows it: figures, lines, and the list behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...analysis.concentration import gini, herfindahl, top_share
from ...analysis.load_profiles import LoadProfile

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


def nodes_of(report: LoadReport) -> Iterator[str]:
    """The nodes that the lists of a report name, for their labels."""
    for one in report.units:
        yield from (*one.owned, *one.goals, *one.targets, *(unit for unit, _shared in one.partners))


def listed_items(profile: LoadProfile, show: str) -> tuple[str, ...]:
    """The measures of one of `LISTS`; all of the unit's when there is no such list."""
    found: tuple[str, ...] = getattr(profile, show if show in LISTS else LISTS[0])
    return found
