"""Who a written name is, in the context of the plan that writes it.

Tried in this order: the exact name; the name with its abbreviated words in full; the name behind its level prefix
(市科技局 in a Hefei plan is Hefei's); the names of a body with several plates; what a damaged name may have been. Each step
must find exactly one body: several are reported as ambiguous. An expression for several bodies ('市直有关部门') that no
registry knows is a group without members; anything else is unknown and comes with the nearest names. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from ..model import OwnerKind
from .names import (
    DAMAGE,
    damage_pattern,
    full_form,
    is_collective,
    level_words,
    normalize,
    safe_damage_patterns,
    second_names,
)
from .registry import Place, Unit, UnitGroup, UnitRegistry

_PROPOSALS = 3
_CUTOFF = 0.6
_LONGEST_NAME = 200  # characters; what is longer is a text, and comparing it with every name would take long


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written name stands for.

    `unit` is None for a group that no registry knows. `kind` is 'unknown' when nobody or more than one fits; `candidates` are then the full names it may mean (two or
    more) and `proposals` the nearest known names (when none fits). `method` says which step found it.
    """

    written: str
    kind: OwnerKind
    unit: ox.NamedNode | None = None
    label: str | None = None
    label_en: str | None = None
    method: str | None = None
    candidates: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


class Resolver:
    """Resolves names in the plans of one place.

    Args:
        registry: the bodies known.
        place: the jurisdiction of the plan's issuer; without one, only full names and names of no place resolve.
    """

    def __init__(self, registry: UnitRegistry, place: ox.NamedNode | None) -> None:
        self.registry = registry
        self.place = place
        self._exact: dict[str, list[Unit | UnitGroup]] = {}
        self._full: dict[str, list[Unit | UnitGroup]] = {}
        self._known: dict[str, Resolution] = {}
        for owner in registry.owners():
            here = owner.place is None or owner.place == place
            if not here and isinstance(owner, UnitGroup):
                continue  # 'all county governments' are those of the place that says so
            for name in (owner.label, *owner.names) if here else (owner.label,):
                _add(self._exact, normalize(name), owner)
                _add(self._full, full_form(normalize(name)), owner)

    def resolve(self, written: str) -> Resolution:
        """Resolve one written name; the words are kept as they are in `written`."""
        found = self._known.get(written)
        if found is None:
            found = self._known[written] = self._resolve(written)
        return found

    def _resolve(self, written: str) -> Resolution:
        name = normalize(written)
        if len(name) > _LONGEST_NAME:
            return Resolution(written, "unknown")
        steps: tuple[tuple[str, Callable[[str], list[Unit | UnitGroup]]], ...] = (
            ("exact", lambda words: self._exact.get(words, [])),
            ("form", lambda words: self._full.get(full_form(words), [])),
            ("prefix", self._by_prefix),
            ("bracket", self._by_second_name),
            ("damage", self._by_damage),
        )
        for method, step in steps:
            owners = step(name)
            if len(owners) == 1:
                return _resolved(written, owners[0], method)
            if owners:
                return Resolution(written, "unknown", candidates=tuple(sorted(owner.label for owner in owners)))
        if is_collective(name):
            return Resolution(written, "group", method="collective")
        return Resolution(written, "unknown", proposals=self._nearest(name))

    def _by_prefix(self, name: str) -> list[Unit | UnitGroup]:
        """'市科技局' or bare '科技局' in a plan of 合肥市: the place's name instead of the level, or in front.

        A prefix in front of a name that needs none is dropped, too: 合肥市长丰县人民政府.
        """
        place = self.registry.places.get(self.place) if self.place is not None else None
        if place is None or name.startswith("各"):
            return []
        without = [name.removeprefix(prefix) for prefix in self._prefixes(place) if name.startswith(prefix)]
        for bare in (*without, name):
            for prefix in (place.label, *level_words(place.label)) if len(bare) > 1 else ():
                if owners := self._full.get(full_form(prefix + bare), []):
                    return owners
        for bare in without:
            if units := [owner for owner in self._full.get(full_form(bare), []) if isinstance(owner, Unit)]:
                return list(units)
        return []

    def _prefixes(self, place: Place) -> tuple[str, ...]:
        """What may stand for the plan's place before a name, the longest first."""
        own = (place.label, *place.names)
        around = self.registry.places.get(place.parent) if place.parent is not None else None
        outer = [over + name for over in (around.label, *around.names) for name in own] if around is not None else []
        return tuple(sorted({*outer, *own, *level_words(place.label)}, key=lambda prefix: (-len(prefix), prefix)))

    def _by_second_name(self, name: str) -> list[Unit | UnitGroup]:
        """A body with several plates resolves when the plates do not name different bodies.

        Where the bracket holds more than one name, the name before it must be known: else they are its examples.
        """
        plates = second_names(name) or ()
        found: list[Unit | UnitGroup] = []
        for plate in plates:
            for owner in self._full.get(full_form(plate), []) or self._by_prefix(plate):
                if owner not in found:
                    found.append(owner)
            if not found and len(plates) > 2:
                return []
        return found

    def _by_damage(self, name: str) -> list[Unit | UnitGroup]:
        """The one body that a name with lost characters must be, or all it may be when they are several."""
        if DAMAGE not in name:
            return []
        for pattern in safe_damage_patterns(name):
            fits = self._fitting(pattern)
            if len(fits) == 1:
                return fits
            if fits:
                break
        fits = self._fitting(damage_pattern(name)) if len(name.replace(DAMAGE, "")) > 1 else []
        return fits if len(fits) > 1 else []

    def _fitting(self, pattern: re.Pattern[str]) -> list[Unit | UnitGroup]:
        fits = {owner.iri: owner for name, owners in self._exact.items() if pattern.fullmatch(name) for owner in owners}
        return list(fits.values())

    def _nearest(self, name: str) -> tuple[str, ...]:
        """Full names of the nearest bodies: those of the plan's place, and of a place that the name names."""
        names = sorted(known for known, owners in self._exact.items() if any(self._is_near(o, name) for o in owners))
        close = get_close_matches(name.replace(DAMAGE, ""), names, n=_PROPOSALS * 2, cutoff=_CUTOFF)
        labels = dict.fromkeys(owner.label for known in close for owner in self._exact[known])
        return tuple(labels)[:_PROPOSALS]

    def _is_near(self, owner: Unit | UnitGroup, name: str) -> bool:
        if self.place is None or owner.place is None or owner.place == self.place:
            return True
        place = self.registry.places.get(owner.place)
        return place is not None and any(word in name for word in (place.label, *place.names))


def _add(index: dict[str, list[Unit | UnitGroup]], name: str, owner: Unit | UnitGroup) -> None:
    owners = index.setdefault(name, [])
    if owner not in owners:
        owners.append(owner)


def _resolved(written: str, owner: Unit | UnitGroup, method: str) -> Resolution:
    kind: OwnerKind = "group" if isinstance(owner, UnitGroup) else "unit"
    return Resolution(written, kind, owner.iri, owner.label, owner.label_en, method)
