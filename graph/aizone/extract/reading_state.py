"""What reading a plan leans on, and what is collected on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Issue, OwnerList, Span, TargetFact
from ..model.units import Place
from ..units import Resolver, UnitRegistry
from .mentions.gazetteer import Gazetteer
from .owners.annotations import SectionKey
from .owners.assignments import LeadRule, OrderRule
from .targets import extract_targets

_MOST_RESOLVERS = 64
"""Places and years whose names are remembered at once; the longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading a plan leans on: who the units are, which names and topics are known."""

    registry: UnitRegistry
    topics: Gazetteer
    entities: Gazetteer
    order_rule: OrderRule = "auto"
    _resolvers: dict[tuple[Place | None, int | None], Resolver] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def resolver(self, place: Place | None, year: int | None) -> Resolver:
        """Who a name is in a plan of a place and year; what was found for one plan serves the next.

        Args:
            place: the plan's place, registered or read off its head; None when unknown.
            year: the year it was issued or begins; None when unknown.
        """
        known = self._resolvers.pop((place, year), None)
        if known is not None:
            resolver = known.for_another_plan()
        else:
            unknown = place is not None and place.iri not in self.registry.places
            registry = self.registry.with_place(place) if place is not None and unknown else self.registry
            resolver = Resolver(registry, place.iri if place else None, year=year)
        self._resolvers[place, year] = resolver  # the last used stands last
        if len(self._resolvers) > _MOST_RESOLVERS:
            del self._resolvers[next(iter(self._resolvers))]
        return resolver


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
