"""What reading a plan leans on, and what is collected on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Issue, OwnerList, Span, TargetFact
from ..units import Resolver, UnitRegistry
from .annotations import SectionKey
from .assignments import LeadRule, OrderRule
from .gazetteer import Gazetteer
from .targets import extract_targets


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading a plan leans on: who the units are, which names and topics are known."""

    registry: UnitRegistry
    topics: Gazetteer
    entities: Gazetteer
    order_rule: OrderRule = "auto"


@dataclass(slots=True)
class ReadingState:
    """What is collected on the way through one plan."""

    text: str
    knowledge: Knowledge
    resolver: Resolver
    lead_rule: LeadRule
    entities: Gazetteer
    end_year: int | None
    first_year: int | None
    lists: dict[SectionKey, list[OwnerList]]
    issues: list[Issue] = field(default_factory=list)

    def targets(self, spans: Sequence[Span]) -> list[TargetFact]:
        """The numeric targets of some passages, dated by the plan's years."""
        return extract_targets(self.text, spans, end_year=self.end_year, first_year=self.first_year)
