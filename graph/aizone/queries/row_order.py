"""The order in which SPARQL sorts rows: unbound first, then addresses, then values."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ..store import Rows, Term, to_python


def in_order(found: Rows, order: Sequence[tuple[str, bool]]) -> list[tuple[Term | None, ...]]:
    """Rows sorted by some columns.

    Args:
        found: the rows.
        order: the columns, each with whether it descends.
    """
    rows = list(found.rows)
    for name, descends in reversed(order):  # sorting keeps the order of equal rows
        place = found.columns.index(name)
        values = list(dict.fromkeys(row[place] for row in rows))
        ranks = dict(zip(values, ranks_of(values), strict=True))
        rows.sort(key=lambda row, place=place, ranks=ranks: ranks[row[place]], reverse=descends)  # type: ignore[misc]
    return rows


def ranks_of(values: Sequence[Term | None]) -> list[int]:
    """The rank of each of some distinct terms; equal numbers have one rank."""
    sort_keys = [_sort_key(value) for value in values]
    places = {key: place for place, key in enumerate(sorted(set(sort_keys)))}
    return [places[key] for key in sort_keys]


def _sort_key(term: Term | None) -> tuple[int, float, str]:
    if isinstance(term, ox.NamedNode):
        return (1, 0.0, term.value)
    if isinstance(term, ox.Literal):
        number = to_python(term)
        if isinstance(number, int | float):
            return (2, float(number), "")
        return (3, 0.0, term.value)
    return (0, 0.0, str(term))
