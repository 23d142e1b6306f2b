"""Closed vocabularies of facts: roles, bases, relations, severities, and the classes that graphs and lists show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..vocab import UNIT_CLASSES

Role = Literal["lead", "responsible", "support", "supervise"]
Basis = Literal["explicit", "rule", "order", "sole", "group", "blanket", "decision"]
ContributionBasis = Literal["wording", "decision"]
OwnerKind = Literal["unit", "group", "unknown"]
Period = Literal["year", "total"]
Comparator = Literal["ge", "gt", "le", "lt", "eq", "approx", "range"]
Direction = Literal["up", "down"]
Relation = Literal["delivers", "supports", "reliesOn", "cites"]
Severity = Literal["Info", "Warning", "Violation"]

ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")
"""Roles, strongest first."""
LEAD = ROLES.index("lead")
"""The strength of a lead, as arrays of roles hold it."""

Standing = Literal["stated", "decided", "inferred"]
"""The grounds of a fact: the document states it, a person decided it, or it follows from a rule of ours."""

_STANDING: dict[str, Standing] = {
    "explicit": "stated",
    "rule": "stated",
    "sole": "stated",
    "decision": "decided",
    "order": "inferred",
    "group": "inferred",
    "blanket": "inferred",
    "wording": "inferred",
}


def strength(role: str) -> int:
    """The place of a role among `ROLES`: 0 for the strongest; every other word comes after all of them.

    Examples:
        >>> sorted(["support", "lead", "responsible"], key=strength)
        ['lead', 'responsible', 'support']
    """
    return ROLES.index(role) if role in ROLES else len(ROLES)


def standing(basis: str) -> Standing:
    """Classify a basis as stated, decided or inferred.

    Args:
        basis: a local name of the scheme `az:bases`.

    Raises:
        KeyError: there is no such basis.
    """
    return _STANDING[basis]


_FIRMNESS: tuple[Standing, ...] = ("stated", "decided", "inferred")


def firmer(one: str | None, other: str | None) -> str | None:
    """The basis of a role that several measures give: one that is stated before a decided one before an inferred one.

    Args:
        one: a basis, or None for an edge that is not a responsibility.
        other: another; of equally firm ones the first by name, so that the order of reading does not matter.

    Examples:
        >>> firmer("order", "rule"), firmer("order", "group"), firmer(None, None)
        ('rule', 'group', None)
    """
    known = [basis for basis in (one, other) if basis is not None]
    return min(known, key=lambda basis: (_FIRMNESS.index(_STANDING[basis]), basis), default=None)


def is_inferred(basis: str) -> bool:
    """Tell whether a basis is an inference: neither the document nor a person says so."""
    return _STANDING[basis] == "inferred"


NODE_CLASSES: tuple[str, ...] = (
    "Goal",
    "Target",
    "Plan",
    "TaskArea",
    "Task",
    "Unit",
    "UnitGroup",
    "Platform",
    "Park",
    "Project",
    "Facility",
    "Institution",
    "Enterprise",
    "Event",
    "Fund",
    "PolicyDocument",
    "Topic",
)
"""Classes that graphs and lists show; kinds of unit are one class, technologies and application fields another."""


ABSTRACT_CLASSES = frozenset({"Unit", "WorkItem", "NamedEntity"})
"""Classes that a store adds to the more specific ones, so that a question may start from them."""


def own_classes(kinds: Iterable[str]) -> set[str]:
    """The classes (CURIEs) that a node was given, without the abstract ones added to them.

    Examples:
        >>> sorted(own_classes(["az:Park", "az:NamedEntity"])), own_classes(["az:Unit"])
        (['az:Park'], {'az:Unit'})
    """
    found = set(kinds)
    return {kind for kind in found if kind.removeprefix("az:") not in ABSTRACT_CLASSES} or found


def group_of(kind: str) -> str | None:
    """The class a node is shown as: its kinds of unit are one, technologies and fields are topics; None if not shown."""
    name = kind.removeprefix("az:")
    if name in UNIT_CLASSES:
        return "Unit"
    if name in {"Technology", "ApplicationField"}:
        return "Topic"
    if name == "Aim":
        return "Goal"
    return name if name in NODE_CLASSES else None
