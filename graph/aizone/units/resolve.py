"""Who a written name is, in the context of the plan that writes it.

Tried in this order: the exact name; the name with its abbreviated words in full; the name behind its level prefix
(市科技局 in a Hefei plan is Hefei's); the two names of a body with two plates; what a damaged name may have been. Each step
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
from .names import DAMAGE, LEVELS, damage_pattern, full_form, is_collective, normalize, second_names
from .registry import Unit, UnitGroup, UnitRegistry

_PROPOSALS = 3
_CUTOFF = 0.6
_LOST_CHARACTERS = (2, 4)
_LEVEL_OF = {"province": "省", "prefecture": "市州盟", "county": "县市旗", "district": "区"}


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
        """'市科技局' or bare '科技局' in a plan of 合肥市: the place's name instead of the level, or in front."""
        place = self.registry.places.get(self.place) if self.place is not None else None
        if place is None or not name:
            return []
        if name[0] in _LEVEL_OF.get(place.level, "") and len(name) > 2:
            bare = name[1:]
        elif name.startswith(place.label):
            bare = name.removeprefix(place.label)
        elif name[0] in LEVELS or name.startswith("各"):
            return []
        else:
            bare = name
        whole = full_form(place.label + bare)
        return self._full.get(whole, []) or self._full.get(full_form(place.label[-1] + bare), [])

    def _by_second_name(self, name: str) -> list[Unit | UnitGroup]:
        """A body with two plates resolves when the plates do not name two different bodies."""
        plates = second_names(name)
        if plates is None:
            return []
        found: list[Unit | UnitGroup] = []
        for plate in plates:
            for owner in self._full.get(full_form(plate), []) or self._by_prefix(plate):
                if owner not in found:
                    found.append(owner)
        return found

    def _by_damage(self, name: str) -> list[Unit | UnitGroup]:
        """The bodies that a name with lost characters may be.

        A copy loses whole words, mostly of one or two characters, so longer losses count only when no short one fits.
        """
        if DAMAGE not in name or len(name.replace(DAMAGE, "")) < 2:
            return []
        for most in _LOST_CHARACTERS:
            pattern = damage_pattern(name, most)
            fits = {
                owner.iri: owner
                for known, owners in self._exact.items()
                if pattern.fullmatch(known)
                for owner in owners
            }
            if fits:
                return list(fits.values())
        return []

    def _nearest(self, name: str) -> tuple[str, ...]:
        names = sorted(self._exact)
        close = get_close_matches(re.sub(r"\*", "", name), names, n=_PROPOSALS * 2, cutoff=_CUTOFF)
        labels = dict.fromkeys(owner.label for known in close for owner in self._exact[known])
        return tuple(labels)[:_PROPOSALS]


def _add(index: dict[str, list[Unit | UnitGroup]], name: str, owner: Unit | UnitGroup) -> None:
    owners = index.setdefault(name, [])
    if owner not in owners:
        owners.append(owner)


def _resolved(written: str, owner: Unit | UnitGroup, method: str) -> Resolution:
    kind: OwnerKind = "group" if isinstance(owner, UnitGroup) else "unit"
    return Resolution(written, kind, owner.iri, owner.label, owner.label_en, method)
