"""The profile of a unit (names, place, duties by task area and role), and several units side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...analysis.load import UnitLoad, loads_together
from ...i18n import Lang, translator
from ...model.kinds import ROLES, strength
from ...projections.entity import Entity
from ...projections.responsibilities import Duty
from ...text.collation import collate
from ...wording import role_label
from ..plan.overview import Overview
from .card import Card, build_card


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
    """A unit: its card, its other names, the body above it, its shares of task areas, and how many duties are not inferred."""

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
        """The earliest deadline among its duties, ISO; None if none has one."""
        return min((duty.deadline for duty in self.card.duties if duty.deadline), default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison: its label and one value per unit, in their order."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units side by side: figures, measures per task area, and the measures that all of them have."""

    figures: tuple[Line, ...]
    areas: tuple[Line, ...]
    shared: tuple[tuple[str, str, tuple[str, ...]], ...]


def build_profile(entity: Entity, lang: Lang) -> Profile:
    """The profile of a unit or collective owner.

    Args:
        entity: `projections.entity.read_entity` of all its measures, in the same language.
        lang: language of the wording.
    """
    return Profile(
        card=build_card(entity, lang),
        names=tuple(collate(entity.names, str, "zh")),
        superior=None if entity.superior is None else (entity.superior.node, entity.superior.label),
        areas=_areas(entity.duties),
        stated=sum(duty.standing != "inferred" for duty in entity.duties),
    )


def _areas(duties: Iterable[Duty]) -> tuple[AreaShare, ...]:
    best: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    labels: dict[tuple[str, str], tuple[str, str]] = {}
    for duty in duties:
        key = (duty.plan, duty.area)
        labels[key] = (duty.plan_label, duty.area_label)
        known = best[key].get(duty.item)
        if known is None or strength(duty.role) < strength(known):
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
    return min((duty.role for duty in profile.card.duties if duty.item == item), key=strength)


def unit_lines(views: Iterable[Overview], lang: Lang) -> tuple[UnitLoad, ...]:
    """The units of several plans together, most leads first."""
    return loads_together((view.units for view in views), lang)
