"""Names completed from their place: 市科技局 in a plan of 玉河市 is its usual body, registered or provisional."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import pyoxigraph as ox

from ..iri import expand, last_segment, mint
from ..model.units import Place, Unit, UnitGroup
from ..text.collation import pinyin_syllables
from ..text.lexicon.bodies import merged_department
from .names import DAMAGE, full_form, level_words, normalize, second_names
from .places import PlaceReading, level_class, read_places, short_name, slug
from .registry import UnitRegistry
from .usual_bodies import LEVEL_CLASSES, UsualBody, usual_bodies

# '各市人民政府', '各地级以上市政府', '各市（州）人民政府': the governments of a province's cities
_CITIES = re.compile("各(?:地级以上|设区的?|省辖)?(?:市|市、州|市州|市\\(州\\))(?:人民)?政府")
# '市生态环境局青原分局', '市规划自然资源委东山分局': a branch, named after the body it is of
_BRANCH = re.compile(rf"(?P<main>[\u4e00-\u9fff]{{3,20}}?{merged_department()})(?P<part>[\u4e00-\u9fff]{{2,8}})分局")
# '青原公安分局', '区公安分局': a branch, named after its place
_BRANCH_OF_FIELD = re.compile(
    r"(?P<part>[\u4e00-\u9fff]{1,8}?)(?P<field>公安|生态环境|自然资源|规划和自然资源|市场监督管理|市场监管|交通)分局"
)
_PROPOSALS = 3
_COMPARED = 12
# '卫建委' for 卫健委: of three characters one may be wrong
_CUTOFF = 0.66


@dataclass(frozen=True, slots=True)
class Completion:
    """Completes names in plans of one place; `year` is that of the plan, None when unknown."""

    registry: UnitRegistry
    here: Place | None
    year: int | None

    def units_named(self, name: str) -> list[Unit]:
        """The usual bodies that a name may mean: those of the place it begins with, else those of the plan's own.

        The first of several plates decides: 市发改委(审改办、大数据局).
        """
        if DAMAGE in name:
            return []
        plates = second_names(name)
        table = usual_bodies()
        for words in (name, plates[0]) if plates else (name,):
            for head in table.heads:
                if not words.startswith(head):
                    continue
                rest = words[len(head) :]
                for same in _by_length(read_places(rest, self.here, self.registry)):
                    found: dict[ox.NamedNode, Unit] = {}
                    for reading in same:
                        cut = head, rest[: reading.length], rest[reading.length :]
                        parent = reading.place.parent
                        around = self.registry.places.get(parent) if parent is not None else None
                        hit = table.find(cut, reading.place, around, reading.by, self.year)
                        if hit is not None:
                            unit = self._unit_of(reading.place, *hit)
                            found[unit.iri] = unit
                    if found:
                        return list(found.values())
        branch = self._branch(name)
        return [branch] if branch is not None else []

    def of_iri(self, iri: ox.NamedNode) -> Unit | None:
        """The provisional unit of an IRI, whose last part is the unit's full name; None when no usual body has that name."""
        return next((unit for unit in self.units_named(last_segment(iri)) if unit.iri == iri), None)

    def city_governments(self, name: str) -> tuple[UnitGroup, tuple[Unit, ...]] | None:
        """The group that '各市人民政府' means in a province's plan, and the governments in it; None for other names."""
        place = self.here
        if place is None or level_class(place) != "province" or not _CITIES.fullmatch(name):
            return None
        iri = mint("unit-group", slug(place), "各市州人民政府" if "州" in name else "各市人民政府")
        inside = sorted(self.registry.places_inside.get(place.iri, ()), key=lambda part: part.iri.value)
        cities = [part for part in inside if part.level == "prefecture" and ("州" in name or part.label.endswith("市"))]
        units = tuple(unit for city in cities for unit in self.units_named(f"{city.label}人民政府"))
        label = f"{place.label}{iri.value.rsplit('/', 1)[-1]}"
        members = tuple(unit.iri for unit in units)
        return (UnitGroup(iri, label, None, (), place.iri, members, relative=False), units) if units else None

    def _branch(self, name: str) -> Unit | None:
        """The branch of a usual body in a part of its place: 市生态环境局青原分局, 青原公安分局; None for other names."""
        found = _BRANCH.fullmatch(name)
        if found is not None:
            mains, part = self.units_named(found["main"]), found["part"]
        elif (found := _BRANCH_OF_FIELD.fullmatch(name)) is not None and self.here is not None:
            around = self.registry.places.get(self.here.parent) if self.here.parent is not None else None
            city = self.here if around is None or level_class(self.here) != "county" else around
            mains, part = self.units_named(f"{city.label}{found['field']}局"), found["part"]
        else:
            return None
        place = self.registry.places.get(mains[0].place) if len(mains) == 1 and mains[0].place is not None else None
        if place is None:
            return None
        inside = self._part_called(part, place)
        if inside is None and found.re is _BRANCH_OF_FIELD:
            return None
        main, where = mains[0], inside or place
        label = f"{main.label}{short_name(inside) if inside is not None else part}分局"
        known = self.registry.by_place_and_name.get((where.iri, full_form(normalize(label))))
        if known is not None:
            return known
        iri = mint("unit", slug(where), label)
        above = None if main.provisional else main.iri
        return replace(
            main, iri=iri, label=label, label_en=None, names=(), place=where.iri, superior=above, provisional=True
        )

    def _part_called(self, words: str, place: Place) -> Place | None:
        """The part of a place that words name, with its level word or without; '区' is the plan's own."""
        if self.here is not None and words in level_words(self.here.label) and self.here.parent == place.iri:
            return self.here
        parts = [
            part
            for part in self.registry.places_inside.get(place.iri, ())
            if words in (part.label, short_name(part), *part.names)
        ]
        return parts[0] if len(parts) == 1 else None

    def _unit_of(self, place: Place, body: UsualBody, label: str) -> Unit:
        """The registered unit of that full name, or a provisional one named after the place and the full name."""
        known = self.registry.by_place_and_name.get((place.iri, full_form(normalize(label))))
        if known is not None:
            return known
        iri = mint("unit", slug(place), label)
        minted = Unit(
            iri=iri,
            label=label,
            label_en=None,
            names=(),
            kind=body.kind,
            place=place.iri,
            superior=None,
            classification=expand(f"azkind:{body.classification}"),
            provisional=True,
        )
        stays = self.registry.replaced.get(iri)
        if stays is None:
            return minted
        return self.registry.units.get(stays) or self.of_iri(stays) or minted

    def nearest(self, name: str) -> list[Unit]:
        """The usual bodies of the plan's place whose names, without the place, are nearest."""
        place = self.here
        if place is None or level_class(place) not in LEVEL_CLASSES:
            return []
        reading = next((found for found in read_places(name, place, self.registry) if found.place == place), None)
        tails = usual_bodies().tails[level_class(place)]
        written = name[reading.length if reading else 0 :]
        close = tails.close_to(written, most=_COMPARED, cutoff=_CUTOFF)
        sound = pinyin_syllables(written)  # what is typed wrong mostly sounds right
        close.sort(key=lambda tail: (pinyin_syllables(tail) != sound, tail[-1:] != written[-1:]))
        units = {unit.iri: unit for tail in close for unit in self.units_named(place.label + tail)}
        return list(units.values())[:_PROPOSALS]


def _by_length(readings: Iterator[PlaceReading]) -> Iterator[list[PlaceReading]]:
    """Readings in runs that take the same words: only those contradict each other."""
    for _key, same in groupby(readings, key=lambda reading: (reading.length, reading.by)):
        yield list(same)
