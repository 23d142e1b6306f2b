"""Distances between things and the plan that a name is asked with.

A name means what its plan's issuer means by it: the plan's own goals, tasks and owners first, then the bodies and things of
its place, of the places above and inside it, those of no place, and those of other places; those of invented examples last. Without a
plan, a workspace whose plans are all of one place is asked as that place; in any other only invented examples are
further away.
"""

from __future__ import annotations

from dataclasses import dataclass

from .folding import key
from .known import KnownNames
from .surroundings import Surroundings

_MOST_KEPT = 20  # surroundings; each knows the distance of everything that was found in it
_CHINA = "id:place/china"  # central bodies are above every place

IN_PLAN, OF_PLACE, AROUND, ANYWHERE, ELSEWHERE, INVENTED = range(6)
"""The distances, nearest first."""


@dataclass(frozen=True, slots=True)
class NameContext:
    """The distances of things from one plan (a CURIE), or from no plan; each is worked out once."""

    known: KnownNames
    plan: str | None
    _around: Surroundings

    @classmethod
    def of(cls, known: KnownNames, plan: str | None) -> NameContext:
        """The context of a plan, or of no plan."""
        found = known.surroundings.get(plan)
        if found is None:
            if len(known.surroundings) >= _MOST_KEPT:
                known.surroundings.clear()
            found = known.surroundings[plan] = _surroundings(known, plan)
        return cls(known, plan, found)

    def distance(self, node: str) -> int:
        """The distance of a thing, one of those above."""
        found = self._around.distances.get(node)
        if found is None:
            found = self._around.distances[node] = self._measure(node)
        return found

    def is_invented(self, node: str) -> bool:
        """Tell whether a thing belongs to an invented example."""
        return self.known.place_of(node) in self.known.fictional

    def written(self, text: str) -> tuple[str, ...]:
        """The owners that the plan itself writes with this name."""
        return self.known.written_in(self.plan).get(key(text), ()) if self.plan is not None else ()

    def _measure(self, node: str) -> int:
        if self.plan is not None and (node == self.plan or node.startswith(f"{self.plan}/")):
            return IN_PLAN
        return self.distance_of_place(self.known.place_of(node))

    def distance_of_place(self, place: str | None) -> int:
        """The distance of what belongs to a place, or to none."""
        if self._around.place is not None and place == self._around.place:
            return OF_PLACE
        if place in self._around.related:
            return AROUND
        if place in self.known.fictional:
            return INVENTED
        is_open = self.plan is None and self._around.place is None
        return ANYWHERE if place is None or is_open else ELSEWHERE


def _surroundings(known: KnownNames, plan: str | None) -> Surroundings:
    place = known.place_of(plan) if plan is not None else known.only_place
    if place is None:
        return Surroundings()
    inside = {other for other in known.used_places if place in known.chain(other)[1:]}
    return Surroundings(place, frozenset({*known.chain(place)[1:], *inside, _CHINA}))
