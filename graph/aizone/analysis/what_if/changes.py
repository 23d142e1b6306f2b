"""Supposed changes to the owners of a plan, each applied to a copy of its measures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from ...iri import compact, mint
from ...projections.clauses import ClauseOwner, PlanClauses, WorkClause

_SUPPOSED = "decision"  # the basis of a role that a supposition gives


@dataclass(frozen=True, slots=True)
class NewOwner:
    """A unit as a change names it: CURIE, name, class ('az:GovernmentUnit')."""

    unit: str
    label: str
    type: str = "az:Unit"


def new_owner(label: str) -> NewOwner:
    """A unit that does not exist yet; the same name is the same unit."""
    return NewOwner(compact(mint("unit", "supposed", label.replace("/", "\u2215"))), label)


@dataclass(frozen=True, slots=True)
class MergeUnit:
    """One unit is merged into another, which the plan need not name."""

    unit: str
    into: NewOwner


@dataclass(frozen=True, slots=True)
class SplitUnit:
    """A new unit takes over another's roles in some measures; those of them that the other does not own stay as they are."""

    unit: str
    part: NewOwner
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenameUnit:
    """A unit gets another name and stays what it is."""

    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class DropUnit:
    """A unit is dissolved, and no other takes over its duties."""

    unit: str


@dataclass(frozen=True, slots=True)
class MoveLead:
    """A measure gets another lead; the one it has goes on as a responsible unit."""

    item: str
    to: NewOwner


OwnerChange = Callable[[ClauseOwner], ClauseOwner | None]
Change = MergeUnit | SplitUnit | RenameUnit | DropUnit | MoveLead


def supposed(plan: PlanClauses, changes: Iterable[Change]) -> PlanClauses:
    """The plan as it would be after some changes, made one after the other.

    Args:
        plan: its measures; stays as it is.
        changes: each sees what those before it left.

    Raises:
        KeyError: a change names a unit that owns nothing by then, or a measure that is not in the plan.
    """
    for change in changes:
        plan = replace(plan, clauses=_changed(plan, change))
    return plan


def _changed(plan: PlanClauses, change: Change) -> tuple[WorkClause, ...]:
    match change:
        case MergeUnit(unit, into):
            _check_owns(plan, unit)
            return _each(plan, lambda owner: _as(owner, into) if owner.unit == unit else owner)
        case RenameUnit(unit, label):
            _check_owns(plan, unit)
            return _each(plan, lambda owner: replace(owner, label=label) if owner.unit == unit else owner)
        case DropUnit(unit):
            _check_owns(plan, unit)
            return _each(plan, lambda owner: None if owner.unit == unit else owner)
        case SplitUnit(unit, part, items):
            _check_owns(plan, unit, items)
            return tuple(
                _with_owners(clause, [_as(owner, part) if owner.unit == unit else owner for owner in clause.owners])
                if clause.item in items
                else clause
                for clause in plan.clauses
            )
        case MoveLead(item, to):
            if item not in {clause.item for clause in plan.clauses}:
                raise KeyError(item)
            return tuple(_led_by(clause, to) if clause.item == item else clause for clause in plan.clauses)


def _each(plan: PlanClauses, change: OwnerChange) -> tuple[WorkClause, ...]:
    found = []
    for clause in plan.clauses:
        owners = [change(owner) for owner in clause.owners]
        found.append(_with_owners(clause, [owner for owner in owners if owner is not None]))
    return tuple(found)


def _as(owner: ClauseOwner, unit: NewOwner) -> ClauseOwner:
    return replace(owner, unit=unit.unit, label=unit.label, type=unit.type)


def _led_by(clause: WorkClause, to: NewOwner) -> WorkClause:
    others = [
        replace(owner, role="responsible", basis=_SUPPOSED) if owner.role == "lead" else owner
        for owner in clause.owners
        if owner.unit != to.unit
    ]
    return _with_owners(clause, [ClauseOwner(to.unit, to.label, to.type, "lead", _SUPPOSED), *others])


def _with_owners(clause: WorkClause, owners: Iterable[ClauseOwner]) -> WorkClause:
    once = {(owner.unit, owner.role): owner for owner in reversed(list(owners))}
    return replace(clause, owners=tuple(reversed(once.values())))


def _check_owns(plan: PlanClauses, unit: str, items: Collection[str] | None = None) -> None:
    clauses = [clause for clause in plan.clauses if items is None or clause.item in items]
    if not any(owner.unit == unit for clause in clauses for owner in clause.owners):
        raise KeyError(unit)
