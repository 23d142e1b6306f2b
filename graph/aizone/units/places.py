"""Places in text: those of the registry, by their names, and those read off a name that no registry has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..iri import mint
from ..model.units import Place
from ..text.lexicon.dates import YEAR_OF_ISSUE
from .names import level_words
from .registry import UnitRegistry

# '中共玉河市委', '《玉河市…》', '2024年玉河市…': what may precede the place at the head of a text
_ALT_AT_START = re.compile(rf"^(?:中共|《|“|\"|{YEAR_OF_ISSUE}年)*")
# '城区供水', '新城区建设', '和县直部门': names of counties that are common words
_PLAIN_NAME = re.compile("[东西南北新老]?[城郊矿]区|城[东西南北中关]区|[东西南北]区|[新和应代易]县")
# '和县人民政府', '中共和县委员会': what follows a county's name that is a common word
_GOVERNMENT = re.compile("人民政府|政府|委员会|党委|委")
# '应县级部门', '郊区域': what follows there is no county
_NOT_AFTER_COUNTY = frozenset("级域")
_LEVELS = {"省": "province", "州": "prefecture", "盟": "prefecture", "区": "county", "县": "county", "旗": "county"}


def place_named_first(text: str, registry: UnitRegistry) -> Place | None:
    """The place that a text names first; None also when several places have the name (鼓楼区). See `places_named_first`."""
    named = places_named_first(text, registry)
    return named[0] if len(named) == 1 else None


def places_named_first(text: str, registry: UnitRegistry) -> list[Place]:
    """The places that the first name in a text may mean; of several names at one position, those that take the most words.

    A part of a place that is named right after it counts instead: 安徽省合肥市人民政府 is of 合肥市, 青岛市南区 of 市南区. A short
    name of the base registry, or one of its counties, counts only at the head of the text, because a plan may speak of places
    it is not from.

    Args:
        text: an issuer or a title.
        registry: the places known.
    """
    start = _ALT_AT_START.match(text)
    head = start.end() if start else 0
    lengths = registry.place_name_lengths
    for at, letter in enumerate(text):
        if letter not in lengths:
            continue
        readings = [
            reading
            for name, place in _named_at(text, at, registry)
            if place.iri not in registry.base
            or (name == place.label and not _is_county(place))
            or (at == head == text.find(name) and (not is_plain(name) or _GOVERNMENT.match(text, at + len(name))))
            for reading in _with_parts(text, at + len(name), place, registry)
        ]
        if readings:
            longest = max(end for end, _place in readings)
            return [place for end, place in readings if end == longest]
    return []


def _named_at(text: str, at: int, registry: UnitRegistry) -> Iterator[tuple[str, Place]]:
    """The names of places at an offset, longest first; 应县 in 应县级 is not one."""
    for length in registry.place_name_lengths.get(text[at : at + 1], ()):
        name = text[at : at + length]
        for place in registry.place_names.get(name, ()):
            if not (_is_county(place) and text[at + length : at + length + 1] in _NOT_AFTER_COUNTY):
                yield name, place


def _with_parts(text: str, at: int, place: Place, registry: UnitRegistry) -> Iterator[tuple[int, Place]]:
    """A place whose name ends at an offset, and the places in it that are named from there, each with the end of its name."""
    yield at, place
    for name, part in _named_at(text, at, registry):
        if part.iri != place.iri and place.iri in registry.around(part):
            yield from _with_parts(text, at + len(name), part, registry)


def _is_county(place: Place) -> bool:
    return place.level in {"county", "district"}


def is_plain(name: str) -> bool:
    """Tell whether a county's name is also a common word, so that it is one only after or in a plan of what is around it.

    Examples:
        >>> is_plain("城区"), is_plain("肥西县")
        (True, False)
    """
    return _PLAIN_NAME.fullmatch(name) is not None


def read_off(name: str, parent: Place | None, *, towns: bool = False) -> Place:
    """A place that no registry has; its IRI is its name below its parent's slug.

    Args:
        name: its full name.
        parent: the place around it, where known.
        towns: its plan speaks to townships, so a city is one of county level.

    Examples:
        >>> read_off("青原县", None).iri.value
        'https://w3id.org/aizone/id/place/青原县'
    """
    if name.endswith(("自治州", "地区")):
        level = "prefecture"
    elif name.endswith("市"):
        inner = parent is not None and parent.level == "prefecture"
        level = "county" if towns or inner else "prefecture"
    else:
        level = _LEVELS.get(name[-1], "county")
    words = level_words(name)
    short = name.removesuffix(words[0]) if words else name
    names = (short,) if len(short) > 1 else ()
    above = [slug(parent)] if parent is not None else []
    iri = mint("place", *above, name)
    return Place(iri, name, names, level, False, parent.iri if parent else None, provisional=True)


def slug(place: Place) -> str:
    """A place as the IRIs of what belongs to it name it: 'yuhe', or '青原县' for one read off."""
    return place.iri.value.partition("/id/place/")[2]


def level_class(place: Place) -> str:
    """The level that decides the names of a place's bodies, which are not the same in a municipality as in a province.

    Examples:
        >>> level_class(read_off("青原县", None))
        'county'
    """
    if place.level == "province" and place.label.endswith("市"):
        return "municipality"
    if place.level == "corps":  # 兵团财政局, 兵团科技局: 局 as in a city
        return "prefecture"
    return "county" if place.level == "district" else place.level


def short_name(place: Place) -> str:
    """The place without its level word, as companies and branches use it: 玉河, 甘孜."""
    known = [name for name in place.names if len(name) > 1]
    if known:
        return min(known, key=lambda name: (len(name), name))
    words = level_words(place.label)
    short = place.label.removesuffix(words[0]) if words else place.label
    return short if len(short) > 1 else place.label


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A place read at the head of a name; `length` characters name it, by its name, its level word, or nothing."""

    place: Place
    length: int
    by: str  # 'name', 'level' or 'bare'


def read_places(words: str, here: Place | None, registry: UnitRegistry) -> Iterator[PlaceReading]:
    """The places that the head of a name may mean in a plan of `here`, those named by the most characters first.

    玉河市… is the place of that name, 市… the city the plan is of (or lies in), and no word at all the place itself. Of several
    places of one name, those in the plan's place or in one around it are meant. A county's name without its level word (象州) is
    one in its own plans only.
    """
    named = [
        PlaceReading(part, end, "name")
        for name, place in _named_at(words, 0, registry)
        if place.level != "country" and len(name) > 1
        for end, part in _with_parts(words, len(name), place, registry)
        if end > len(name) or not _is_county(place) or _may_be_meant(name, place, here, registry)
    ]
    for _length, same in groupby(
        sorted(named, key=lambda reading: -reading.length), key=lambda reading: reading.length
    ):
        yield from _nearest(list(same), here, registry)
    above, seen = here, set()
    while above is not None and above.iri not in seen:
        seen.add(above.iri)
        short = short_name(above)
        if _is_county(above) and short not in registry.place_names and words.startswith(short):
            yield PlaceReading(above, len(short), "name")
        for word in level_words(above.label):
            if words.startswith(word) and not any(
                word in level_words(registry.places[iri].label) for iri in seen - {above.iri}
            ):
                yield PlaceReading(above, len(word), "level")
        above = registry.places.get(above.parent) if above.parent is not None else None
    if here is not None and here.level != "country":
        yield PlaceReading(here, 0, "bare")


def _may_be_meant(name: str, county: Place, here: Place | None, registry: UnitRegistry) -> bool:
    """Tell whether a plan of `here` may name a county without what is around it.

    It may when the county is in the plan's place or beside it. From elsewhere, a name that is no common word counts, unless the
    counties of the plan's place are not known (相城区 in a plan of an invented city is the city's own).
    """
    outer = registry.around(county)
    chain = [registry.places.get(node) for node in registry.around(here)] if here is not None else []
    known = [place for place in chain if place is not None and place.level != "country"]
    plain = is_plain(name)
    if any(
        place.iri in outer for place in known if not plain or place.level != "province" or place.iri == county.parent
    ):
        return True
    charted = not known or any(
        _is_county(part) for place in known for part in registry.places_inside.get(place.iri, ())
    )
    return charted and not plain and not (here is not None and here.fictional)


def _nearest(readings: list[PlaceReading], here: Place | None, registry: UnitRegistry) -> list[PlaceReading]:
    """The readings whose places are in the innermost place around the plan's that any is in; all when none is in any."""
    for around in registry.around(here) if here is not None and len(readings) > 1 else ():
        near = [reading for reading in readings if around in registry.around(reading.place)]
        if near:
            return near
    return readings
