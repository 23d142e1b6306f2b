"""The surroundings of a plan: what the distances of things from it are measured by, and those that were measured."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place of a plan, or of all plans; the places around and inside it; and the distances of things, as they are measured."""

    place: str | None = None
    related: frozenset[str] = frozenset()
    distances: dict[str, int] = field(default_factory=dict)
