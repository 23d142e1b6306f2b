"""Knowledge that reading a plan needs: the units, the names and the topics that are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..model.units import Place
from ..units import Resolver, UnitRegistry
from .mentions.gazetteer import Gazetteer
from .owners.assignments import OrderRule

_MOST_RESOLVERS = 64
"""Places and years whose names are remembered at once; the longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The registries and gazetteers that reading a plan needs, how first-listed units are read, and whether to say why.

    `explain` makes facts name the rules they were read by (`why`), which takes a little longer. `decided` is the state of the
    decisions about names that are part of it: another text when somebody decided something since.
    """

    registry: UnitRegistry
    topics: Gazetteer
    entities: Gazetteer
    order_rule: OrderRule = "auto"
    explain: bool = False
    decided: str = ""
    _resolvers: dict[tuple[Place | None, int | None], Resolver] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def alone(self) -> Knowledge:
        """This knowledge without what was found for earlier plans, to be sent to another process."""
        return replace(self)

    def resolver(self, place: Place | None, year: int | None) -> Resolver:
        """The resolver of names in a plan of a place and year; what was found for one plan serves the next.

        Args:
            place: the plan's place, registered or read from its head; None when unknown.
            year: the year it was issued or begins; None when unknown.
        """
        known = self._resolvers.pop((place, year), None)
        if known is not None:
            resolver = known.for_another_plan()
        else:
            unknown = place is not None and place.iri not in self.registry.places
            registry = self.registry.with_place(place) if place is not None and unknown else self.registry
            resolver = Resolver(registry, place.iri if place else None, year=year)
        self._resolvers[place, year] = resolver  # the last used comes last
        if len(self._resolvers) > _MOST_RESOLVERS:
            del self._resolvers[next(iter(self._resolvers))]
        return resolver
