"""How numbers on a page are computed, from their declared measures."""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis import registry
from ...i18n import Lang


@dataclass(frozen=True, slots=True)
class Computed:
    """A measure in words: its title, formula, unit ('' for a pure number) and source ('' for plain counting)."""

    id: str
    title: str
    formula: str
    unit: str
    source: str


def computed(*ids: str, lang: Lang) -> list[Computed]:
    """Declared measures in words, in the order asked for.

    Args:
        ids: of `analysis.registry`.
        lang: language of titles, formulas and units.
    """
    declared = {measure.id: measure for measure in registry.every()}
    return [
        Computed(found.id, found.title[lang], found.formula[lang], found.unit[lang], found.source)
        for found in map(declared.__getitem__, ids)
    ]
