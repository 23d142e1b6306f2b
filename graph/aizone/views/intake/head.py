"""The head of a plan under review: its parts with what is typed for them, and the places to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from ...i18n import Lang
from ...model import PlanFact
from ...model.units import Place
from ...text.collation import sort_key
from ...units.names import LEVELS, level_words, normalize
from ...units.places import read_off


def place_choices(places: Mapping[NamedNode, Place], lang: Lang) -> dict[str, str]:
    """All places but the country, IRI to name; each with the place around it, so that namesakes differ."""
    known = [place for place in places.values() if place.level != "country"]
    known.sort(key=lambda place: (_RANKS.get(place.level, len(_RANKS)), sort_key(place.label, lang)))
    return {place.iri.value: _with_surroundings(place, places) for place in known}


_RANKS = {"province": 0, "corps": 0, "prefecture": 1, "county": 2, "district": 2}


def _with_surroundings(place: Place, places: Mapping[NamedNode, Place]) -> str:
    """'长丰县 · 合肥市'; a name that stands for itself where nothing but the country is around it."""
    around = places.get(place.parent) if place.parent is not None else None
    return f"{place.label} · {around.label}" if around is not None and around.level != "country" else place.label


def places_meant(typed: str, places: Iterable[Place]) -> list[Place]:
    """The places that somebody may mean by what they typed: those of that name; a full name that no registry has, as it is."""
    name = normalize(typed)
    found = [place for place in places if name in {place.label, *place.names} and place.level != "country"]
    exact = [place for place in found if place.label == name]
    if exact or found:
        return exact or found
    is_full = len(name) > 2 and name[-1] in LEVELS and bool(level_words(name))
    return [read_off(name, None)] if is_full else []


def place_label(plan: PlanFact, places: Mapping[NamedNode, Place]) -> str:
    """The name of a plan's place with the one around it; '' when it is unknown."""
    place = places.get(plan.place) if plan.place is not None else None
    return _with_surroundings(place, places) if place is not None else ""
