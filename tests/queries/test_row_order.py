"""Rows sorted afterwards stand as the engine sorts them."""

import itertools

import pyoxigraph as ox
import pytest

from aizone.queries.row_order import in_order
from aizone.store import Rows

CELLS = [
    None,
    ox.NamedNode("https://example.org/b"),
    ox.NamedNode("https://example.org/B"),
    ox.NamedNode("https://example.org/任务"),
    ox.Literal(10),
    ox.Literal(9),
    ox.Literal("9"),
    ox.Literal("合肥", language="zh"),
    ox.Literal("安徽", language="zh"),
    ox.Literal("Anhui", language="en"),
]


@pytest.mark.parametrize("descends", list(itertools.product([False, True], repeat=2)))
def test_two_columns_are_sorted_as_sparql_does(descends):
    rows = [(one, other) for one in CELLS[:5] for other in CELLS]
    order = list(zip(("a", "b"), descends, strict=True))
    lines = " ".join(f"({one or 'UNDEF'} {other or 'UNDEF'})" for one, other in rows)
    keys = " ".join(f"DESC(?{name})" if down else f"?{name}" for name, down in order)
    asked = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {lines} }} }} ORDER BY {keys}")
    ours = in_order(Rows(("a", "b"), rows, False), order)
    assert [tuple(map(key, row)) for row in ours] == [(key(one["a"]), key(one["b"])) for one in asked]


def key(term):
    """A term as it is sorted: strings by their letters, whatever their language."""
    return term.value if isinstance(term, ox.Literal) else term
