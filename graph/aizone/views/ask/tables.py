"""Rows as people read them: names instead of IRIs, no column that says nothing."""

from __future__ import annotations

import pyoxigraph as ox

from ...iri import compact
from ...store import Rows, to_python

Cell = str | int | float | bool | None

_PLAN = "https://w3id.org/aizone/id/plan/"
_INTERNAL = frozenset({"position", "assignment", "finding", "abstract"})


def readable(rows: Rows) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The columns a person reads, and their cells as plain values.

    Left out: an IRI whose label stands beside it, a column without values, one that holds the same IRI in every row, and
    what only programs need (positions, nodes of assignments, summaries). Plans are shown by slug, concepts by local name.
    A table that would lose all its columns keeps them all.
    """
    labelled = {column.removesuffix("_label") for column in rows.columns if column.endswith("_label")}
    keep = [
        place
        for place, column in enumerate(rows.columns)
        if column not in labelled and column not in _INTERNAL and _says_something([row[place] for row in rows.rows])
    ]
    chosen = keep or list(range(len(rows.columns)))
    return (
        tuple(rows.columns[place].removesuffix("_label") for place in chosen),
        [tuple(_cell(row[place]) for place in chosen) for row in rows.rows],
    )


def _says_something(terms: list[object]) -> bool:
    present = {str(term) for term in terms if term is not None}
    if not present:
        return not terms
    is_one_iri = len(present) == 1 and isinstance(terms[0], ox.NamedNode)
    return not (is_one_iri and len(terms) > 1)


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Cell:
    if not isinstance(term, ox.NamedNode):
        return to_python(term)
    if term.value.startswith(_PLAN):
        return term.value.removeprefix(_PLAN)
    prefix, _colon, local = compact(term).partition(":")
    return local if prefix in {"az", "azrole", "azbasis", "azrel", "azperiod", "sh"} else compact(term)
