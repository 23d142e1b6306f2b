"""The registry of responsible bodies: which ones exist where, under which names. Read from Turtle (`data/units/`).

There are two kinds of file: the registries of a workspace (`units/*.ttl`), which are part of its graph, and the base
registry of China's places and central bodies (`units/china/*.ttl`), from which a plan's graph copies what the plan names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ..model.units import Place, Unit, UnitGroup
from .consistency import check_names, check_references
from .names import DAMAGE, full_form, level_words, normalize, safe_damage_patterns
from .nearest import NearNames
from .turtle import RegistryContent, read_registry

NameTable = dict[str, list[Unit | UnitGroup]]


class UnitRegistry:
    """Units, groups and places of one or several registry files.

    Args:
        units: by IRI.
        groups: by IRI.
        places: by IRI.
        base: IRIs that only the base registry describes.
        different: pairs of units that a person declared to be two.
        not_named: by unit, names that a person said do not mean it, in normal form.
        aliases: by name in normal form, bodies that a person said it means and that only plans name.
        replaced: units that a person merged into another.

    Raises:
        RegistryError: a member, superior or place that is not registered, a body under itself, a place inside itself, or two
            units of one place that share a name.
    """

    def __init__(
        self,
        units: Mapping[ox.NamedNode, Unit],
        groups: Mapping[ox.NamedNode, UnitGroup],
        places: Mapping[ox.NamedNode, Place],
        *,
        base: frozenset[ox.NamedNode] = frozenset(),
        different: frozenset[frozenset[ox.NamedNode]] = frozenset(),
        not_named: Mapping[ox.NamedNode, frozenset[str]] | None = None,
        aliases: Mapping[str, tuple[ox.NamedNode, ...]] | None = None,
        replaced: Mapping[ox.NamedNode, ox.NamedNode] | None = None,
    ) -> None:
        self.units = dict(units)
        self.groups = dict(groups)
        self.places = dict(places)
        self.base = base
        self.different = different
        self.not_named = dict(not_named or {})
        self.aliases = dict(aliases or {})
        self.replaced = dict(replaced or {})
        self._here: dict[ox.NamedNode | None, tuple[NameTable, NameTable]] = {}
        self._near: dict[tuple[ox.NamedNode | None, bool], NearNames] = {}
        check_references(self.units, self.groups, self.places)
        check_names(self.owners())

    @classmethod
    def load(cls, paths: Iterable[Path], base: Iterable[Path] = ()) -> UnitRegistry:
        """Read registry files and merge them.

        Args:
            paths: registries that are part of the workspace's graph.
            base: registries that are not.

        Raises:
            RegistryError: a file is not Turtle, or they contradict each other (two kinds or two Chinese names for one IRI,
                one name for two bodies of a place, a body that is not registered, a loop).
        """
        content: RegistryContent = read_registry(paths, base)
        return cls(
            content.units,
            content.groups,
            content.places,
            base=content.base,
            different=content.different,
            not_named=content.not_named,
            aliases=content.aliases,
            replaced=content.replaced,
        )

    def with_place(self, place: Place) -> UnitRegistry:
        """This registry with a place read off a plan; bodies are shared and not checked again."""
        grown = object.__new__(UnitRegistry)
        grown.__dict__.update(self.__dict__)
        for derived in ("place_names", "place_name_lengths", "places_inside"):
            grown.__dict__.pop(derived, None)
        grown.places = {**self.places, place.iri: place}
        grown.base = self.base | {place.iri}
        return grown

    def owners(self) -> Iterator[Unit | UnitGroup]:
        """All units, then all groups."""
        yield from self.units.values()
        yield from self.groups.values()

    @cached_property
    def _own_units(self) -> list[tuple[Unit, str]]:
        """The units outside of the base registry, each with the full form of its name."""
        return [
            (owner, names[0][1])
            for owner, names in self.named
            if isinstance(owner, Unit) and owner.iri not in self.base
        ]

    @cached_property
    def named(self) -> list[tuple[Unit | UnitGroup, list[tuple[str, str]]]]:
        """Every owner with its names, the official one first, each in normal form and with its words in full."""
        return [(owner, [_forms(name) for name in (owner.label, *owner.names)]) for owner in self.owners()]

    @cached_property
    def by_place_and_name(self) -> dict[tuple[ox.NamedNode | None, str], Unit]:
        """A unit by its place and any of its names, with the words in full."""
        return {
            (owner.place, full): owner
            for owner, names in self.named
            if isinstance(owner, Unit)
            for _normal, full in names
        }

    @cached_property
    def _by_any_name(self) -> dict[str, list[Unit]]:
        index: dict[str, list[Unit]] = {}
        for owner, names in self.named:
            if isinstance(owner, Unit):
                for full in {full for _normal, full in names}:
                    index.setdefault(full, []).append(owner)
        return index

    @cached_property
    def everywhere(self) -> tuple[NameTable, NameTable]:
        """Owners by the names they have in any plan, in normal form and with the words in full.

        That is the official name, and every name of a body of the whole country (国家发改委).
        """
        exact: NameTable = {}
        full: NameTable = {}
        for owner, names in self.named:
            if isinstance(owner, Unit):
                for normal, words in names if self.is_central(owner) else names[:1]:
                    add_name(exact, normal, owner)
                    add_name(full, words, owner)
        return exact, full

    def here(self, place: ox.NamedNode | None) -> tuple[NameTable, NameTable]:
        """Owners by the names they have in plans of one place only, in both forms; those of no place count everywhere.

        A city's plan also writes the short names of its districts' bodies (瑶海区政府), but not those that leave the district
        out (区政府). Plans of one place share the tables; those of a place without bodies of its own share one pair.
        """
        key = self._key(place)
        tables = self._here.get(key)
        if tables is None:
            exact: NameTable = {}
            full: NameTable = {}
            for owner, names in self._named_by_place.get(key, []) + (self._named_by_place.get(None, []) if key else []):
                bare = owner.bare_names if isinstance(owner, Unit) else ()
                for normal, words in (
                    [*names, *map(_forms, bare)] if owner.place in (None, key) else self._with_place(owner, names)
                ):
                    add_name(exact, normal, owner)
                    add_name(full, words, owner)
            tables = self._here[key] = exact, full
        return tables

    def near_names(self, place: ox.NamedNode | None) -> NearNames:
        """The names to propose for an unknown one in plans of a place: the place's own, and those of no place.

        Without a place, all but those of bodies of the whole country.
        """
        key, anywhere = self._key(place), place is None
        near = self._near.get((key, anywhere))
        if near is None:
            also = [
                name
                for name, owners in self.everywhere[0].items()
                if any(owner.place in (None, key) or (anywhere and not self.is_central(owner)) for owner in owners)
            ]
            near = self._near[key, anywhere] = NearNames([*self.here(place)[0], *also])
        return near

    def names_of_places_in(self, name: str) -> set[str]:
        """The names of the bodies of each place in a name: 玉河市… is near those of 玉河市."""
        places = {
            place.iri
            for at, letter in enumerate(name)
            for length in self.place_name_lengths.get(letter, ())
            for place in self.place_names.get(name[at : at + length], ())
        }
        return {near for place in places for near in self._names_by_place.get(place, ())}

    def _key(self, place: ox.NamedNode | None) -> ox.NamedNode | None:
        """The place under which tables for its plans are kept: itself, when it has bodies of its own."""
        return place if place in self._named_by_place else None

    @cached_property
    def _names_by_place(self) -> dict[ox.NamedNode | None, set[str]]:
        index: dict[ox.NamedNode | None, set[str]] = {}
        for name, owners in self.everywhere[0].items():
            for owner in owners:
                index.setdefault(owner.place, set()).add(name)
        return index

    @cached_property
    def _named_by_place(self) -> dict[ox.NamedNode | None, list[tuple[Unit | UnitGroup, list[tuple[str, str]]]]]:
        index: dict[ox.NamedNode | None, list[tuple[Unit | UnitGroup, list[tuple[str, str]]]]] = {}
        for entry in self.named:
            node = entry[0].place
            index.setdefault(node, []).append(entry)
            place = self.places.get(node) if node is not None else None
            around = self.places.get(place.parent) if place is not None and place.parent is not None else None
            if around is not None and around.level != "country":
                index.setdefault(around.iri, []).append(entry)
        return index

    def _with_place(self, owner: Unit | UnitGroup, names: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The names of an owner that do not begin with its place's level word: those a plan of the place around it writes."""
        place = self.places[owner.place] if owner.place is not None else None
        words = level_words(place.label) if place is not None else ()
        return [pair for pair in names if not pair[0].startswith(words)]

    def is_central(self, owner: Unit | UnitGroup) -> bool:
        """Tell whether a body belongs to the whole country."""
        place = self.places.get(owner.place) if owner.place is not None else None
        return place is not None and place.level == "country"

    @cached_property
    def place_names(self) -> dict[str, list[Place]]:
        """Places by each of their names."""
        index: dict[str, list[Place]] = {}
        for place in self.places.values():
            for name in {place.label, *place.names}:
                index.setdefault(name, []).append(place)
        return index

    @cached_property
    def place_name_lengths(self) -> dict[str, tuple[int, ...]]:
        """By first letter, the lengths of the names of places that begin with it, longest first."""
        lengths: dict[str, set[int]] = {}
        for name in self.place_names:
            lengths.setdefault(name[:1], set()).add(len(name))
        return {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}

    @cached_property
    def places_inside(self) -> dict[ox.NamedNode, list[Place]]:
        """Places by the place that they are in."""
        inside: dict[ox.NamedNode, list[Place]] = {}
        for place in self.places.values():
            if place.parent is not None:
                inside.setdefault(place.parent, []).append(place)
        return inside

    def around(self, place: Place) -> list[ox.NamedNode]:
        """A place and the places around it, the innermost first."""
        nodes = [place.iri]
        node = place.parent
        while node is not None and node not in nodes:
            nodes.append(node)
            node = self.places[node].parent if node in self.places else None
        return nodes

    def are_different(self, one: ox.NamedNode, other: ox.NamedNode) -> bool:
        """Tell whether a person declared that two units are not one."""
        return frozenset({one, other}) in self.different

    def unit_named(self, name: str) -> Unit | None:
        """The unit of a full name, in normal form; a damaged name counts when only one unit fits."""
        fits = self._by_any_name.get(name, [])
        for pattern in safe_damage_patterns(name) if DAMAGE in name and not fits else ():
            fits = [unit for unit, full_name in self._own_units if pattern.fullmatch(full_name)]
            if fits:
                break
        return fits[0] if len(fits) == 1 else None


def add_name(index: NameTable, name: str, owner: Unit | UnitGroup) -> None:
    """Put an owner under one more name."""
    owners = index.setdefault(name, [])
    if owner not in owners:
        owners.append(owner)


def _forms(name: str) -> tuple[str, str]:
    normal = normalize(name)
    return normal, full_form(normal)


__all__ = ["Place", "Unit", "UnitGroup", "UnitRegistry"]
