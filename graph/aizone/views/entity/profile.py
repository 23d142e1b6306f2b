"""The profile of a unit: its names and place, what it carries by task area and role; and several units side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...i18n import Lang, translator
from ...iri import compact, expand
from ...names import lookup
from ...text.collation import collate, sort_key
from ...vocab import AZ, SKOS
from ...wording import role_label
from ...workspace import Workspace
from ..look.palette import ROLES
from ..plan.overview import Overview, UnitLine
from .card import Card, Duty, build_card


@dataclass(frozen=True, slots=True)
class AreaShare:
    """A task area of a plan and how many measures of it a unit has, by strongest role; `label` is '' for no area."""

    plan: str
    plan_label: str
    area: str
    label: str
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A unit: its card, its other names, the body above it, its shares of task areas, and how many duties are stated."""

    card: Card
    names: tuple[str, ...]
    superior: tuple[str, str] | None
    areas: tuple[AreaShare, ...]
    stated: int

    @property
    def measures(self) -> frozenset[str]:
        """The measures it has any duty in."""
        return frozenset(duty.item for duty in self.card.duties)

    @property
    def next_deadline(self) -> str | None:
        """The earliest deadline among its duties, ISO; None when none has one."""
        return min((duty.deadline for duty in self.card.duties if duty.deadline), default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison: what is compared, and a value a unit, in their order."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units side by side: figures, measures a task area, and the measures all of them have."""

    figures: tuple[Line, ...]
    areas: tuple[Line, ...]
    shared: tuple[tuple[str, str, tuple[str, ...]], ...]


def build_profile(workspace: Workspace, unit: str, lang: Lang) -> Profile | None:
    """The profile of a unit or collective owner; None when the address names neither."""
    card = build_card(workspace, unit, lang, most=None)
    if card is None or not card.is_unit:
        return None
    store, iri = workspace.store, expand(unit)
    names = [
        quad.object.value
        for quad in store.statements(iri, SKOS.altLabel, None, None)
        if isinstance(quad.object, ox.Literal)
    ]
    above = next((quad.object for quad in store.statements(iri, AZ.superior, None, None)), None)
    superior = None
    if isinstance(above, ox.NamedNode):
        superior = (compact(above), lookup.label(workspace.store, above, lang))
    return Profile(
        card=card,
        names=tuple(collate(dict.fromkeys(names), str, "zh")),
        superior=superior,
        areas=_areas(card.duties),
        stated=sum(duty.is_stated for duty in card.duties),
    )


def _areas(duties: Iterable[Duty]) -> tuple[AreaShare, ...]:
    best: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    labels: dict[tuple[str, str], tuple[str, str]] = {}
    strength = list(ROLES)
    for duty in duties:
        key = (duty.plan, duty.area)
        labels[key] = (duty.plan_label, duty.area_label)
        known = best[key].get(duty.item)
        if known is None or strength.index(duty.role) < strength.index(known):
            best[key][duty.item] = duty.role
    shares = []
    for (plan, area), items in best.items():
        counts = Counter(items.values())
        roles = tuple((role, counts[role]) for role in ROLES if counts[role])
        shares.append(AreaShare(plan, labels[plan, area][0], area, labels[plan, area][1], roles))
    return tuple(shares)


def compare(profiles: Sequence[Profile], lang: Lang) -> Comparison:
    """Some units side by side.

    Args:
        profiles: two or more.
        lang: language of the wording.
    """
    _ = translator(lang)

    def duties(profile: Profile, role: str) -> int:
        return sum(count for name, _label, count in profile.card.roles if name == role)

    roles = [role for role in ROLES if any(duties(profile, role) for profile in profiles)]
    figures = [
        Line(_("Measures"), tuple(len(profile.measures) for profile in profiles)),
        *(Line(role_label(role, _), tuple(duties(profile, role) for profile in profiles)) for role in roles),
        Line(_("Tasks"), tuple(len({duty.task for duty in profile.card.duties}) for profile in profiles)),
        Line(_("Goals served"), tuple(len(profile.card.goals) for profile in profiles)),
        Line(_("Partners"), tuple(len(profile.card.partners) for profile in profiles)),
        Line(_("Platforms, parks and projects"), tuple(len(profile.card.things) for profile in profiles)),
        Line(_("Duties that are inferred"), tuple(len(p.card.duties) - p.stated for p in profiles)),
    ]
    names = {
        (share.plan, share.area): share.label or _("Safeguards and other tasks") for p in profiles for share in p.areas
    }
    counts = [
        {(share.plan, share.area): sum(count for _role, count in share.roles) for share in profile.areas}
        for profile in profiles
    ]
    areas = tuple(Line(label, tuple(found.get(key, 0) for found in counts)) for key, label in names.items())
    common = frozenset.intersection(*(profile.measures for profile in profiles)) if profiles else frozenset()
    shared = {
        duty.item: (duty.task, duty.item_label, tuple(_role_in(profile, duty.item) for profile in profiles))
        for duty in (profiles[0].card.duties if profiles else ())
        if duty.item in common
    }
    return Comparison(tuple(figures), areas, tuple(shared.values()))


def _role_in(profile: Profile, item: str) -> str:
    """The strongest role a unit has in a measure."""
    return min((duty.role for duty in profile.card.duties if duty.item == item), key=list(ROLES).index)


def unit_lines(views: Iterable[Overview], lang: Lang) -> tuple[UnitLine, ...]:
    """The units of several plans together, most leads first."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    for view in views:
        for line in view.units:
            labels[line.unit] = line.label
            totals[line.unit].update(
                leads=line.leads, responsible=line.responsible, supports=line.supports, total=line.total
            )
    lines = [
        UnitLine(unit, labels[unit], found["leads"], found["responsible"], found["supports"], found["total"])
        for unit, found in totals.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.leads, -line.total, sort_key(line.label, lang), line.unit)))
