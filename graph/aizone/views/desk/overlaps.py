"""The measures that two units share, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...i18n import Lang, Translate, translator
from ...model.kinds import Standing, standing
from ...projections.shared_work import SharedWork
from ...queries.records import Evidence
from ...wording import basis_label


@dataclass(frozen=True, slots=True)
class SharedRole:
    """The role of one of the two units in a measure, how firmly it is known, and how, in words."""

    role: str
    standing: Standing
    basis_label: str


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A measure that two units share: the role of each, where it is written, the owner list as written."""

    item: str
    label: str
    task: str
    summary: str
    unit: SharedRole
    other: SharedRole
    owner_list: str
    evidence: Evidence | None


def nothing_shared(least: int, unit: str, *, has_owners: bool, is_larger: bool, _: Translate) -> str:
    """Why a list of pairs or groups is empty.

    Args:
        least: the fewest shared measures that were asked for.
        unit: the label of the unit that was asked for; '' for any.
        has_owners: whether any measure names an owner.
        is_larger: groups of three and more were asked for.
        _: the translator.
    """
    if not has_owners:
        return _("No measure names an owner here.")
    if unit:
        one, several = (
            (_("{unit} shares no measure with two other units."), _("{unit} does not share {count} measures with two other units."))
            if is_larger
            else (_("{unit} shares no measure with another unit."), _("{unit} does not share {count} measures with another unit."))
        )  # fmt: skip
    else:
        one, several = (
            (_("No three units share a measure."), _("No three units share {count} measures."))
            if is_larger
            else (_("No two units share a measure."), _("No two units share {count} measures."))
        )
    return (one if least <= 1 else several).format(unit=unit, count=least)


def shared_items(found: Iterable[SharedWork], lang: Lang) -> list[SharedItem]:
    """The measures of a pair in words, in the order given.

    Args:
        found: `projections.shared_work.read_shared_work`.
        lang: language of the wording.
    """
    _ = translator(lang)
    return [
        SharedItem(
            item=work.measure.item,
            label=work.measure.item_label,
            task=work.measure.task,
            summary=work.measure.abstract or "",
            unit=_role(work.measure.unit_role, work.measure.unit_basis, _),
            other=_role(work.measure.other_role, work.measure.other_basis, _),
            owner_list=work.measure.owner_list,
            evidence=work.evidence,
        )
        for work in found
    ]


def _role(role: str, basis: str, _: Translate) -> SharedRole:
    return SharedRole(role, standing(basis), basis_label(basis, _))
