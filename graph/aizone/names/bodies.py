"""The body that a name means in a plan, also one that the plan does not name: registered for its city, or usual there."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import Lang
from ..iri import compact, expand
from ..queries import answers
from ..queries.records import PlanPlace
from ..units import UnitRegistry
from ..units.resolve import Resolver
from .context import ELSEWHERE
from .known import KnownNames
from .resolve import meanings


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A unit: its CURIE, its name, and its class ('az:GovernmentUnit')."""

    unit: str
    label: str
    type: str


def body_named(known: KnownNames, registry: UnitRegistry, name: str, plan: str, lang: Lang) -> NamedBody | None:
    """The one body a name means in a plan: of the plan, its place or the places around it; None when it means none there.

    Args:
        known: the names of the workspace.
        registry: the registries, for bodies that no plan names.
        name: what somebody wrote.
        plan: the plan (a CURIE); '市商务局' is that of its city.
        lang: language of the label.
    """
    iri = expand(plan)
    found = meanings(known, name, "az:Unit", iri)
    nearest = [one for one in found if one.distance == found[0].distance]
    if nearest and nearest[0].distance < ELSEWHERE:
        if len(nearest) > 1:
            return None
        node = compact(nearest[0].iri)
        return NamedBody(node, known.label(node, lang), nearest[0].kind)
    places = answers(known.store, "place_of_plan", PlanPlace, plan=iri)
    unit = Resolver(registry, expand(places[0].place) if places else None).unit_named(name)
    if unit is None:
        return None
    return NamedBody(
        compact(unit.iri), unit.label_en if lang == "en" and unit.label_en else unit.label, f"az:{unit.kind}"
    )
