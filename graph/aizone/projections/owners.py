"""The assignments table read as who owns what: the start of every projection about units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..iri import compact
from ..store import Rows

Groups = Literal["one", "expand"]


@dataclass(frozen=True, slots=True)
class Ownership:
    """One unit (or group) in one role for one measure; IRIs as CURIEs, role and basis as local names."""

    plan: str
    item: str
    item_label: str
    unit: str
    unit_label: str
    unit_type: str
    role: str
    basis: str


def ownerships(assignments: Rows, *, groups: Groups) -> Iterator[Ownership]:
    """The rows of the question 'assignments', each owner of a measure once a role.

    Args:
        assignments: its answer.
        groups: 'one' counts a collective owner as one unit and leaves its members out; 'expand' counts the members and
            leaves the collective out, unless nobody knows its members.
    """
    rows = assignments.dicts()
    expanded = {(row["item"], row["group"]) for row in rows if row["group"] is not None}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        is_member = row["group"] is not None
        is_known_group = (row["item"], row["unit"]) in expanded
        if is_member if groups == "one" else is_known_group:
            continue
        found = Ownership(
            plan=_short(row["plan"]),
            item=_short(row["item"]),
            item_label=str(row["item_label"] or ""),
            unit=_short(row["unit"]),
            unit_label=str(row["unit_label"] or ""),
            unit_type=_short(row["unit_type"]),
            role=_local(row["role"]),
            basis=_local(row["basis"]),
        )
        key = (found.item, found.unit, found.role)
        if key not in seen:
            seen.add(key)
            yield found


def _short(value: object) -> str:
    return compact(str(value))


def _local(value: object) -> str:
    return str(value).rsplit("/", 1)[-1]
