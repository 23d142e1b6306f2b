"""Answers that follow from several plans at once, put together from the kept answers of questions that are asked plan by plan.

Each function gives the rows of the question of its name, without labels and in no order; cells are as in `store.cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..store import to_python
from ..store.cells import terms
from ..store.columns import KeptTables

if TYPE_CHECKING:
    import pyarrow as pa


def _known_units(kept: KeptTables) -> pa.Table | None:
    """The units, each with how many plans name it and how often."""
    import pyarrow as pa

    units, counts = kept.table("unit_facts"), kept.table("assignments_of_units")
    if units is None:
        return None
    plans: dict[str, int] = {}
    named: dict[str, int] = {}
    if counts is not None:
        numbers = [to_python(term) for term in terms(counts.column("assignments").to_pylist())]
        for unit, number in zip(counts.column("unit").to_pylist(), numbers, strict=True):
            plans[unit] = plans.get(unit, 0) + 1
            named[unit] = named.get(unit, 0) + (number if isinstance(number, int) else 0)
    nodes = units.column("unit").to_pylist()
    for name, found in (("plans", plans), ("assignments", named)):
        cells = [str(ox.Literal(found.get(node, 0))) for node in nodes]
        units = units.append_column(name, pa.array(cells, pa.string()))
    return units


COMPOSED: Mapping[str, Callable[[KeptTables], pa.Table | None]] = {"known_units": _known_units}
"""How the rows of a question that is kept in this way are put together, by its name."""
