"""Answers as people read them: names instead of IRIs, and only columns that say something."""

from __future__ import annotations

from ...projections.tables import AnswerTable, NodeValue, TableValue

Shown = str | int | float | bool | None

_PLAN = "id:plan/"
_VOCABULARIES = frozenset({"az", "azrole", "azbasis", "azrel", "azperiod", "sh"})
_INTERNAL = frozenset({"position", "assignment", "finding", "abstract"})


def readable(table: AnswerTable) -> tuple[tuple[str, ...], list[tuple[Shown, ...]]]:
    """The columns a person reads, and their cells.

    Left out: an IRI whose label is in the table, a column without values, one that holds the same IRI in every row, and
    what only programs need (positions, nodes of assignments, summaries). Plans are shown by slug, concepts by local name.
    A table that would lose all its columns keeps them all.
    """
    labelled = {column.removesuffix("_label") for column in table.columns if column.endswith("_label")}
    keep = [
        place
        for place, column in enumerate(table.columns)
        if column not in labelled and column not in _INTERNAL and _says_something([row[place] for row in table.rows])
    ]
    chosen = keep or list(range(len(table.columns)))
    return (
        tuple(table.columns[place].removesuffix("_label") for place in chosen),
        [tuple(_shown(row[place]) for place in chosen) for row in table.rows],
    )


def _says_something(values: list[TableValue]) -> bool:
    present = {value for value in values if value is not None}
    if not present:
        return not values
    is_one_node = len(present) == 1 and isinstance(values[0], NodeValue)
    return not (is_one_node and len(values) > 1)


def _shown(value: TableValue) -> Shown:
    if not isinstance(value, NodeValue):
        return value
    if value.node.startswith(_PLAN):
        return value.node.removeprefix(_PLAN)
    prefix, _colon, local = value.node.partition(":")
    return local if prefix in _VOCABULARIES else value.node
