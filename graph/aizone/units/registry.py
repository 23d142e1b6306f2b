"""The registry of responsible bodies: who exists where, under which names. Read from Turtle (`data/units/*.ttl`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, RegistryError
from ..iri import compact
from ..vocab import AZ, DCTERMS, ORG, RDF, SKOS
from .names import DAMAGE, full_form, normalize, safe_damage_patterns


@dataclass(frozen=True, slots=True)
class Unit:
    """One body. `names` are its written forms besides the official one; `place` is the jurisdiction it acts in."""

    iri: ox.NamedNode
    label: str
    label_en: str | None
    names: tuple[str, ...]
    kind: str  # local name of the az: class
    place: ox.NamedNode | None
    superior: ox.NamedNode | None


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A collective owner; a relative one has no members of its own (各牵头单位)."""

    iri: ox.NamedNode
    label: str
    label_en: str | None
    names: tuple[str, ...]
    place: ox.NamedNode | None
    members: tuple[ox.NamedNode, ...]
    relative: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction; `fictional` ones belong to examples, `parent` is the one around it."""

    iri: ox.NamedNode
    label: str
    names: tuple[str, ...]
    level: str
    fictional: bool
    parent: ox.NamedNode | None = None


class UnitRegistry:
    """Units, groups and places of one or several registry files.

    Args:
        units: by IRI.
        groups: by IRI.
        places: by IRI.

    Raises:
        RegistryError: a group names a member nobody registered, or two units of one place share a name.
    """

    def __init__(
        self,
        units: Mapping[ox.NamedNode, Unit],
        groups: Mapping[ox.NamedNode, UnitGroup],
        places: Mapping[ox.NamedNode, Place],
    ) -> None:
        self.units = dict(units)
        self.groups = dict(groups)
        self.places = dict(places)
        self._check_members()
        self._check_names()

    def owners(self) -> Iterator[Unit | UnitGroup]:
        """All units, then all groups."""
        yield from self.units.values()
        yield from self.groups.values()

    def _check_members(self) -> None:
        for group in self.groups.values():
            for member in group.members:
                if member not in self.units:
                    raise RegistryError(
                        compact(group.iri),
                        N_("has the member {member}, which is not registered."),
                        N_("Add it."),
                        member=compact(member),
                    )

    def _check_names(self) -> None:
        seen: dict[tuple[ox.NamedNode | None, str], Unit | UnitGroup] = {}
        for owner in self.owners():
            for name in {normalize(name) for name in (owner.label, *owner.names)}:
                other = seen.setdefault((owner.place, name), owner)
                if other is not owner:
                    raise RegistryError(
                        compact(owner.iri),
                        N_("shares the name '{name}' with {other}."),
                        N_("Keep it on one."),
                        name=name,
                        other=compact(other.iri),
                    )

    @classmethod
    def load(cls, paths: Iterable[Path]) -> UnitRegistry:
        """Read registry files and merge them.

        Raises:
            RegistryError: a file is not Turtle, or they contradict each other (two kinds or two Chinese names for one IRI,
                one name for two bodies of a place, a member nobody registered).
        """
        store = ox.Store()
        for path in sorted(paths):
            try:
                store.load(path=str(path), format=ox.RdfFormat.TURTLE)
            except (SyntaxError, ValueError, OSError) as error:
                raise RegistryError(
                    str(path), N_("is not Turtle ({detail})."), N_("Mend the line it names."), detail=error
                ) from error
        return _read(store)

    def place_of(self, text: str) -> Place | None:
        """The jurisdiction whose name stands first in a text (an issuer or a title), the longest name if several do.

        A part of it named right behind counts instead: 安徽省合肥市人民政府 is of 合肥市.
        """
        found = [
            (at, -len(name), place.label, place)
            for place in self.places.values()
            for name in (place.label, *place.names)
            if (at := text.find(name)) >= 0
        ]
        if not found:
            return None
        at, minus_length, _label, place = min(found, key=lambda hit: hit[:3])
        return self._part_named_at(text, at - minus_length, place) or place

    def _part_named_at(self, text: str, at: int, place: Place) -> Place | None:
        """The place inside another whose name stands at an offset; the smallest, when they stand in a row."""
        parts = [
            (-len(name), part.label, part)
            for part in self.places.values()
            if part.parent == place.iri
            for name in (part.label, *part.names)
            if text.startswith(name, at)
        ]
        if not parts:
            return None
        minus_length, _label, part = min(parts, key=lambda hit: hit[:2])
        return self._part_named_at(text, at - minus_length, part) or part

    def issuer(self, written: str) -> Unit | None:
        """The unit that issued a plan, from its signature; a damaged name counts when only one unit fits.

        The name may have the places around it in front: 安徽省合肥市人民政府.
        """
        name = normalize(written)
        place = self.place_of(name)
        if place is not None and place.label in name:
            name = name[name.index(place.label) :]
        name = full_form(name)
        fits = [
            unit for unit in self.units.values() if name in {full_form(normalize(n)) for n in (unit.label, *unit.names)}
        ]
        for pattern in safe_damage_patterns(name) if DAMAGE in name and not fits else ():
            fits = [unit for unit in self.units.values() if pattern.fullmatch(full_form(normalize(unit.label)))]
            if fits:
                break
        return fits[0] if len(fits) == 1 else None


def _read(store: ox.Store) -> UnitRegistry:
    reader = _Reader(store)
    units: dict[ox.NamedNode, Unit] = {}
    groups: dict[ox.NamedNode, UnitGroup] = {}
    places: dict[ox.NamedNode, Place] = {}
    kinds: dict[ox.NamedNode, str] = {}
    for quad in sorted(store.quads_for_pattern(None, RDF.type, None, None), key=str):
        node, kind = quad.subject, compact(quad.object) if isinstance(quad.object, ox.NamedNode) else ""
        if not isinstance(node, ox.NamedNode) or not kind.startswith("az:"):
            continue
        labels = reader.texts(node, SKOS.prefLabel)
        if not labels:
            raise RegistryError(compact(node), N_("has no Chinese skos:prefLabel."), N_("Add one."))
        _agree(node, kinds.setdefault(node, kind), kind)
        _agree(node, labels[0], labels[-1])
        label = labels[0]
        names = reader.texts(node, SKOS.altLabel) + reader.texts(node, SKOS.hiddenLabel)
        english = reader.text(node, SKOS.prefLabel, "en")
        place = reader.node(node, DCTERMS.spatial)
        if quad.object == AZ.Place:
            fictional = reader.flag(node, AZ.fictional)
            parent = reader.node(node, AZ.partOf)
            places[node] = Place(node, label, names, reader.text(node, AZ.level, None) or "", fictional, parent)
        elif quad.object == AZ.UnitGroup:
            members = reader.nodes(node, ORG.hasMember)
            groups[node] = UnitGroup(node, label, english, names, place, members, reader.flag(node, AZ.relative))
        else:
            superior = reader.node(node, ORG.subOrganizationOf) or reader.node(node, AZ.superior)
            units[node] = Unit(node, label, english, names, kind.removeprefix("az:"), place, superior)
    return UnitRegistry(units, groups, places)


def _agree(node: ox.NamedNode, one: str, other: str) -> None:
    """Two registry files must not describe one body differently."""
    if one != other:
        raise RegistryError(
            compact(node), N_("is both '{one}' and '{other}'."), N_("Keep it on one."), one=one, other=other
        )


class _Reader:
    """Values of one node, in an order that does not depend on the store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def nodes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        found = (quad.object for quad in self._store.quads_for_pattern(node, predicate, None, None))
        return tuple(sorted((value for value in found if isinstance(value, ox.NamedNode)), key=str))

    def node(self, node: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | None:
        return next(iter(self.nodes(node, predicate)), None)

    def texts(self, node: ox.NamedNode, predicate: ox.NamedNode, language: str | None = "zh") -> tuple[str, ...]:
        found = (quad.object for quad in self._store.quads_for_pattern(node, predicate, None, None))
        return tuple(
            sorted(value.value for value in found if isinstance(value, ox.Literal) and value.language == language)
        )

    def text(self, node: ox.NamedNode, predicate: ox.NamedNode, language: str | None) -> str | None:
        return next(iter(self.texts(node, predicate, language)), None)

    def flag(self, node: ox.NamedNode, predicate: ox.NamedNode) -> bool:
        return self.text(node, predicate, None) == "true"
