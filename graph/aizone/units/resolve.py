"""Resolution of written names to bodies, in the context of the plan that writes them.

Tried in this order: the exact name; the name with its abbreviated words in full; the name after its level prefix
(市科技局 in a Hefei plan is Hefei's); the names of a body with several plates; the names that a damaged one may have been.
Each step must find exactly one body: several are reported as ambiguous. An expression for several bodies ('市直有关部门')
that no registry knows is a group without members. A name that is left may be a usual body of a place that the name or the
plan's context gives (省财政厅 in a city's plan is the province's; 市生态环境局青原分局 is a branch of the city's): it is
registered under its full name, or minted and provisional. A place alone (青澜县, 河口镇, 高新区) is its government or its
committee. Any other name is unknown and comes with the nearest names. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pyoxigraph as ox
from msgspec import Struct

from ..model import OwnerKind
from ..model.units import Place, Unit, UnitGroup
from .completion import Completion
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
from .places import short_name
from .registry import NameTable, UnitRegistry

Method = Literal["exact", "form", "prefix", "bracket", "damage", "decision", "collective", "usual", "place"]
"""The step that found what a name means; `extract/rules.toml` has a sentence for each."""

_PROPOSALS = 3
_CUTOFF = 0.6
# '河口镇', '东山街道', '白音苏木', but not '乡镇', '中心镇', '有关街道': a township
_TOWN = re.compile(
    r"(?!(?:乡|城|村|集|建制|特色|小城|重点|中心|沿线|试点|示范|相关|有关|所在|属地|涉及|其他|所有)(?:镇|街道)$)"
    r"(?![各全本][县区市旗镇乡街])[\u4e00-\u9fff]{1,8}(?:镇|乡|苏木|街道)"
)
# '高新区', '玉河经开区', '花桥经济开发区': a zone whose committee is meant
_ZONE = re.compile("(?:高新|经开|经济开发|经济技术开发|高新技术产业开发|综保|综合保税)区$")
_DIVISION = "师市"
# '第八师石河子市': a division of the 兵团 with its city, which its plans call 师市
_DIVISION_CITY = re.compile("师[\u4e00-\u9fff]{2,5}市$")
_PLACE_ENDS = ("县", "区", "市", "旗", "州")
_MOST_COMPARED = 200  # names of one plan; comparing each with all known ones takes milliseconds
_MOST_REMEMBERED = 20_000  # names of all plans of one place; then it starts again
_LONGEST_NAME = 200  # characters; what is longer is a text, and comparing it with every name would take long


class Resolution(Struct, frozen=True, gc=False):
    """The meaning of a written name.

    `unit` is None for a group that no registry knows. `kind` is 'unknown' when no body or more than one fits; `candidates`
    are then the full names of those that fit, and `proposals` the nearest known names when none does. `method` is the step
    that found it.
    """

    written: str
    kind: OwnerKind
    unit: ox.NamedNode | None = None
    label: str | None = None
    label_en: str | None = None
    method: Method | None = None
    candidates: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


class Resolver:
    """Resolves names in the plans of one place; `minted` are the bodies it had to complete, by IRI.

    Names resolved for one plan are remembered for the next: see `for_another_plan`.

    Args:
        registry: the bodies known.
        place: the jurisdiction of the plan's issuer; without one, only full names and names of no place resolve.
        year: the year the plan is of, for names that were in use for a time; None for any.
    """

    def __init__(self, registry: UnitRegistry, place: ox.NamedNode | None, *, year: int | None = None) -> None:
        self.registry = registry
        self.place = place
        self.minted: dict[ox.NamedNode, Unit] = {}
        self.minted_groups: dict[ox.NamedNode, UnitGroup] = {}
        self._compared = 0
        self._here = registry.places.get(place) if place is not None else None
        self._completion = Completion(registry, self._here, year)
        self._known: dict[str, Resolution] = {}
        self._not_compared: dict[str, Resolution] = {}
        self._here_exact, self._here_full = registry.here(place)
        self._any_exact, self._any_full = registry.everywhere

    def _exact(self, name: str) -> list[Unit | UnitGroup]:
        return _both(self._here_exact, self._any_exact, name)

    def _full(self, name: str) -> list[Unit | UnitGroup]:
        return _both(self._here_full, self._any_full, name)

    def _names(self) -> Iterator[tuple[str, list[Unit | UnitGroup]]]:
        yield from self._here_exact.items()
        yield from self._any_exact.items()

    def unit_named(self, written: str) -> Unit | None:
        """The unit that a name means; None when it means none, without looking for proposals."""
        found = self._known.get(written) or self._resolve(written, propose=False)
        if found.unit is None:
            return None
        self._known[written] = found
        return self.unit(found.unit)

    def resolve(self, written: str) -> Resolution:
        """Resolve one written name; the words are kept as they are in `written`."""
        found = self._known.get(written) or self._not_compared.get(written)
        if found is None:
            found = self._resolve(written)
            known = self._known if self._compared <= _MOST_COMPARED else self._not_compared
            known[written] = found
        return found

    def for_another_plan(self) -> Resolver:
        """A resolver for the next plan of the same place and year, which remembers the names resolved so far."""
        if len(self._known) > _MOST_REMEMBERED:
            return Resolver(self.registry, self.place, year=self._completion.year)
        other = Resolver.__new__(Resolver)
        vars(other).update(vars(self))
        other._compared, other._not_compared = 0, {}
        return other

    def unit(self, iri: ox.NamedNode) -> Unit | None:
        """A unit that was resolved: registered or minted."""
        return self.registry.units.get(iri) or self.minted.get(iri)

    def known(self, iri: ox.NamedNode) -> Unit | None:
        """A unit by its IRI: registered, resolved before, or one that a place usually has, which is then described."""
        unit = self.unit(iri) or self._completion.of_iri(iri)
        if unit is not None:
            self._keep(unit)
        return unit

    def group(self, iri: ox.NamedNode) -> UnitGroup | None:
        """A group that was resolved: registered, or the cities of the plan's province."""
        return self.registry.groups.get(iri) or self.minted_groups.get(iri)

    def _resolve(self, written: str, *, propose: bool = True) -> Resolution:
        name = normalize(written)
        if name.startswith(_DIVISION) and self._here is not None and _DIVISION_CITY.search(self._here.label):
            name = name[1:]  # '师市财政局' of 第八师石河子市
        if len(name) > _LONGEST_NAME:
            return Resolution(written, "unknown")
        steps: tuple[tuple[Method, Callable[[str], list[Unit | UnitGroup]]], ...] = (
            ("exact", self._exact),
            ("form", lambda words: self._full(full_form(words))),
            ("prefix", self._by_prefix),
            ("bracket", self._by_second_name),
            ("damage", self._by_damage),
        )
        for method, step in steps:
            owners = [owner for owner in step(name) if not self._is_denied(owner.iri, name)]
            if len(owners) == 1:
                return _resolved(written, owners[0], method)
            if owners:
                return Resolution(written, "unknown", candidates=tuple(sorted(owner.label for owner in owners)))
        decided = self._by_decision(name)
        if decided is not None:
            self._keep(decided)
            return _resolved(written, decided, "decision")
        if is_collective(name):
            cities = self._completion.city_governments(name)
            if cities is not None:
                group, governments = cities
                self.minted_groups[group.iri] = group
                for unit in governments:
                    self._keep(unit)
                return _resolved(written, group, "collective")
            return Resolution(written, "group", method="collective")
        usual = [unit for unit in self._completion.units_named(name) if not self._is_denied(unit.iri, name)]
        if len(usual) == 1:
            self._keep(usual[0])
            return _resolved(written, usual[0], "usual")
        if not usual:
            usual = self._bodies_called_by_place(name)
            if len(usual) == 1:
                self._keep(usual[0])
                return _resolved(written, usual[0], "place")
        candidates = tuple(sorted(unit.label for unit in usual))
        return Resolution(
            written, "unknown", candidates=candidates, proposals=self._nearest(name) if propose and not usual else ()
        )

    def _bodies_called_by_place(self, name: str) -> list[Unit]:
        """The bodies that a list calls by the name of their place alone: the government of 青澜县; several for 鼓楼区.

        A county's plan also calls its townships so (河口镇), and any plan the zones that have a committee (高新区).
        """
        if name.endswith(_PLACE_ENDS) and name in self.registry.place_names:
            whole = f"{name}人民政府"
        elif _TOWN.fullmatch(name) is not None:
            whole = f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
        elif _ZONE.search(name) is not None:
            whole = f"{name}管理委员会"
        else:
            return []
        found = [owner for owner in (*self._full(full_form(whole)), *self._by_prefix(whole)) if isinstance(owner, Unit)]
        found = list(dict.fromkeys(found)) or list(self._completion.units_named(whole))
        return [owner for owner in found if not self._is_denied(owner.iri, name)]

    def _is_denied(self, unit: ox.NamedNode, name: str) -> bool:
        """Tell whether a person said that the name does not mean the unit."""
        return name in self.registry.not_named.get(unit, frozenset())

    def _keep(self, unit: Unit) -> None:
        if unit.provisional:
            self.minted[unit.iri] = unit

    def _by_decision(self, name: str) -> Unit | None:
        """The body of the plan's place that a person said the name means, and that only plans name so far."""
        for iri in self.registry.aliases.get(name, ()):
            unit = self._completion.of_iri(iri)
            if unit is not None and (unit.place == self.place or self.registry.is_central(unit)):
                return unit
        return None

    def _by_prefix(self, name: str) -> list[Unit | UnitGroup]:
        """'市科技局' or bare '科技局' in a plan of 合肥市: the place's name instead of the level, or in front.

        A prefix before a name that needs none is dropped, too: 合肥市长丰县人民政府. (市社科院 is not the country's.)
        """
        place = self._here
        if place is None or name.startswith("各"):
            return []
        without = [name.removeprefix(prefix) for prefix in self._prefixes(place) if name.startswith(prefix)]
        for bare in (*without, name):
            for prefix in (place.label, *level_words(place.label)) if len(bare) > 1 else ():
                if owners := self._full(full_form(prefix + bare)):
                    return owners
        for bare in without:
            owners = self._full(full_form(bare))
            if units := [owner for owner in owners if isinstance(owner, Unit) and not self.registry.is_central(owner)]:
                return list(units)
        return []

    def _prefixes(self, place: Place) -> tuple[str, ...]:
        """The words that may name the plan's place before a name, longest first."""
        own = (place.label, *place.names, short_name(place))
        around = self.registry.places.get(place.parent) if place.parent is not None else None
        outer = [over + name for over in (around.label, *around.names) for name in own] if around is not None else []
        return tuple(sorted({*outer, *own, *level_words(place.label)}, key=lambda prefix: (-len(prefix), prefix)))

    def _by_second_name(self, name: str) -> list[Unit | UnitGroup]:
        """A body with several plates resolves when the plates do not name different bodies.

        Where the bracket holds more than one name, the name before it must be known: otherwise they are examples of it.
        """
        plates = second_names(name) or ()
        found: list[Unit | UnitGroup] = []
        for plate in plates:
            for owner in self._full(full_form(plate)) or self._by_prefix(plate):
                if owner not in found:
                    found.append(owner)
            if not found and len(plates) > 2:
                return []
        return found

    def _by_damage(self, name: str) -> list[Unit | UnitGroup]:
        """The one body that a name with lost characters must mean, or all that it may mean."""
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
        fits = {owner.iri: owner for name, owners in self._names() if pattern.fullmatch(name) for owner in owners}
        return list(fits.values())

    def _nearest(self, name: str) -> tuple[str, ...]:
        """Full names of the nearest bodies: those of the plan's place, and of a place that the name names.

        When the registry has none, those that the plan's place usually has.
        """
        self._compared += 1
        if self._compared > _MOST_COMPARED:
            return ()
        known = name.replace(DAMAGE, "")
        named = self.registry.names_of_places_in(name)
        if self.place is None and not named:  # the body of the same name in another city is not a hint
            return ()
        close = self.registry.near_names(self.place).close_to(known, most=_PROPOSALS * 2, cutoff=_CUTOFF, also=named)
        labels = dict.fromkeys(
            owner.label for near in close for owner in self._exact(near) if not self._is_denied(owner.iri, name)
        )
        if not labels:
            usual = self._completion.nearest(known)
            labels = dict.fromkeys(unit.label for unit in usual if not self._is_denied(unit.iri, name))
        return tuple(labels)[:_PROPOSALS]


def _both(here: NameTable, everywhere: NameTable, name: str) -> list[Unit | UnitGroup]:
    """Owners of a name in two tables, each once."""
    found = list(here.get(name, ()))
    return found + [owner for owner in everywhere.get(name, ()) if owner not in found]


def _resolved(written: str, owner: Unit | UnitGroup, method: Method) -> Resolution:
    kind: OwnerKind = "group" if isinstance(owner, UnitGroup) else "unit"
    return Resolution(written, kind, owner.iri, owner.label, owner.label_en, method)
