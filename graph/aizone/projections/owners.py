"""Responsibilities read as who owns what: the start of every projection about units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..queries import Groups
from ..queries.records import Responsibility


def ownerships(assignments: Iterable[Responsibility], *, groups: Groups) -> Iterator[Responsibility]:
    """The responsibilities that count, each owner of a measure once per role; of two with one role, that which names the owner itself.

    Args:
        assignments: answers of the question 'assignments'.
        groups: 'one' counts a collective owner as one unit and leaves its members out; 'expand' counts the members and
            leaves the collective out, unless its members are unknown.
    """
    rows = list(assignments)
    expanded = {(row.item, row.group) for row in rows if row.group is not None}
    found: dict[tuple[str, str, str], Responsibility] = {}
    for row in rows:
        is_member = row.group is not None
        is_known_group = (row.item, row.unit) in expanded
        if is_member if groups == "one" else is_known_group:
            continue
        key = (row.item, row.unit, row.role)
        if key not in found or (is_named(row) and not is_named(found[key])):
            found[key] = row
    yield from found.values()


def is_named(row: Responsibility) -> bool:
    """True if an owner is named itself, not through a phrase that means many (各县（市）区政府、各开发区管委会) or a clause for all measures.

    Two owners that a measure has through such phrases and clauses only, as the phrases or as their members, do not share it: each
    does its own part. Pairs, partners, networks and groups count a measure for two units of which it names at least one itself.
    """
    return row.group is None and row.unit_type != "az:UnitGroup" and row.basis != "blanket"
