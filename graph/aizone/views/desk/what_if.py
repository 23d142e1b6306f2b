"""Supposed changes in words."""

from __future__ import annotations

from ...analysis.what_if.changes import Change, DropUnit, MergeUnit, MoveLead, RenameUnit, SplitUnit
from ...i18n import Lang, Translate
from ...projections.clauses import PlanClauses
from ...text.collation import sort_key
from ..look.formats import listed


def kind_words(_: Translate) -> dict[str, str]:
    """The kinds of change, by name."""
    return {
        "merge": _("Merge"),
        "split": _("Split off"),
        "drop": _("Dissolve"),
        "rename": _("Rename"),
        "move_lead": _("Move a lead"),
    }


def owner_labels(plan: PlanClauses, lang: Lang) -> dict[str, str]:
    """The units that own measures of a plan, by name."""
    found = {owner.unit: owner.label for clause in plan.clauses for owner in clause.owners}
    return dict(sorted(found.items(), key=lambda one: sort_key(one[1], lang)))


def change_words(change: Change, plan: PlanClauses, _: Translate, lang: Lang) -> str:
    """One change as a sentence.

    Args:
        change: what is supposed.
        plan: as it is, for names.
        _: the translator.
        lang: whose way of listing.
    """
    units = {owner.unit: owner.label for clause in plan.clauses for owner in clause.owners}
    items = {clause.item: f"{clause.path} {clause.label}" for clause in plan.clauses}
    match change:
        case MergeUnit(unit, into):
            return _("{unit} is merged into {into}.").format(unit=units.get(unit, unit), into=into.label)
        case DropUnit(unit):
            return _("{unit} is dissolved.").format(unit=units.get(unit, unit))
        case RenameUnit(unit, label):
            return _("{unit} is called {name}.").format(unit=units.get(unit, unit), name=label)
        case MoveLead(item, to):
            return _("{unit} leads {measure}.").format(unit=to.label, measure=items.get(item, item))
        case SplitUnit(unit, part, measures):
            return _("{part} takes over from {unit}: {measures}.").format(
                part=part.label,
                unit=units.get(unit, unit),
                measures=listed([items.get(item, item) for item in measures], lang),
            )


def counted(_: Translate) -> str:
    """How collective owners are counted where changes are supposed."""
    return _("A collective owner counts as one unit here; a change to one of its members leaves it as it is.")
