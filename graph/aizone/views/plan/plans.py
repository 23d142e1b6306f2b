"""Several plans side by side: what each holds and where it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...analysis import load
from ...i18n import Lang
from ...queries.records import SourceDocument
from .overview import Overview, PlanHead


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan, the document it was read from (None when that is not recorded), and how many reading issues it has."""

    head: PlanHead
    source: SourceDocument | None
    issues: int


def build_plan(head: PlanHead, source: SourceDocument | None, issues: int) -> PlanLine:
    """One plan of the list.

    Args:
        head: the plan.
        source: `projections.plans.read_source` of it.
        issues: `projections.plans.count_issues` of it.
    """
    return PlanLine(head, source, issues)


def shared_units(overviews: Iterable[Overview], lang: Lang) -> tuple[load.SharedUnit, ...]:
    """The units that two or more of some plans name, those in most plans first."""
    return load.shared_units([overview.units for overview in overviews], lang)
