"""The structure of a plan's owners in words: what each number means for somebody who does not know networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...analysis.structure.last_owners import OnlyOwner
from ...analysis.structure.report import PlanStructure, UnitStructure
from ...i18n import Lang, Translate
from ...projections.clauses import PlanClauses
from ..look.formats import number

ALONE_LISTS = ("measures", "things", "goals", "targets")
"""The kinds of what rests on one unit alone; fields of `OnlyOwner`."""


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """A community: its number, its units by measures (CURIE, name, measures), and the measures that its units own alone."""

    number: int
    units: tuple[tuple[str, str, int], ...]
    inside: int


def glosses(_: Translate) -> dict[str, str]:
    """The meaning of each number in plain words."""
    return {
        "communities": _("Units of one group share more work with each other than with the rest. Work that runs across two groups needs somebody who brings them together."),
        "betweenness": _("How often a unit stands between two others that share no measure. Matters between those two tend to go through it: if a unit with a high number is busy or dissolved, others lose their link."),
        "last_owners": _("What would be left without an owner if the unit were dissolved and no other took over."),
    }  # fmt: skip


def alone_words(_: Translate) -> dict[str, str]:
    """The kinds of what rests on one unit alone, by name."""
    return {
        "measures": _("Measures"),
        "things": _("Things"),
        "goals": _("Goals"),
        "targets": _("Targets"),
    }


def community_lines(found: PlanStructure, owned: Mapping[str, Iterable[str]]) -> list[CommunityLine]:
    """The communities with their units, most measures first.

    Args:
        found: the structure.
        owned: the measures (CURIEs) of each unit.
    """
    units = {one.unit: one for one in found.units}
    lines = []
    for place, group in enumerate(found.communities, 1):
        outside = {item for unit, items in owned.items() if unit not in group for item in items}
        mine = {item for unit in group for item in owned.get(unit, ())}
        ordered = sorted((units[unit] for unit in group), key=lambda one: (-one.measures, one.unit))
        lines.append(
            CommunityLine(place, tuple((one.unit, one.label, one.measures) for one in ordered), len(mine - outside))
        )
    return lines


def score_words(one: UnitStructure, lang: Lang) -> str:
    """A betweenness with two digits; '' for none."""
    return number(round(one.between, 2), lang) if one.between else ""


def alone_items(one: OnlyOwner, kind: str) -> tuple[str, ...]:
    """One of `ALONE_LISTS`; the measures when there is no such list."""
    found: tuple[str, ...] = getattr(one, kind if kind in ALONE_LISTS else ALONE_LISTS[0])
    return found


def names_in(clauses: PlanClauses) -> dict[str, str]:
    """The names of the measures and things of a plan."""
    return {clause.item: clause.label for clause in clauses.clauses} | {
        thing.node: thing.label for thing in clauses.things.values()
    }
