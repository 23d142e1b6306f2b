"""Responsibilities read as who owns what: the start of every projection about units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..queries import Groups
from ..queries.records import Responsibility


def ownerships(assignments: Iterable[Responsibility], *, groups: Groups) -> Iterator[Responsibility]:
    """The responsibilities that count, each owner of a measure once per role.

    Args:
        assignments: answers of the question 'assignments'.
        groups: 'one' counts a collective owner as one unit and leaves its members out; 'expand' counts the members and
            leaves the collective out, unless its members are unknown.
    """
    rows = list(assignments)
    expanded = {(row.item, row.group) for row in rows if row.group is not None}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        is_member = row.group is not None
        is_known_group = (row.item, row.unit) in expanded
        if is_member if groups == "one" else is_known_group:
            continue
        key = (row.item, row.unit, row.role)
        if key not in seen:
            seen.add(key)
            yield row
