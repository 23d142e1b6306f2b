"""Evidence beside an answer: for each column of nodes that have some, the words and their place in the text."""

from __future__ import annotations

import pyoxigraph as ox

from ..iri import expand
from ..store import Store, to_python
from ..vocab import AZ, PREFIXES
from .tables import AnswerTable, NodeValue, TableValue

_MOST_NODES = 20_000
_WITH_PREFIX = ("id", *PREFIXES)


def with_evidence(store: Store, table: AnswerTable) -> AnswerTable:
    """The table with two more columns, '<column> words' and '<column> place', for each column whose nodes have evidence.

    A measure, assignment, target or mention has it: the words are those read, or the owner list; the place is a span of code points
    of the plan's text. Where the workspace does not hold the words, they are missing.

    Args:
        store: where the evidence is.
        table: an answer; of more than 20,000 nodes a column is left as it is.
    """
    added: list[tuple[str, dict[TableValue, tuple[str | None, str]]]] = []
    for place, column in enumerate(table.columns):
        nodes = {row[place] for row in table.rows if isinstance(row[place], NodeValue)}
        if len(nodes) > _MOST_NODES:
            continue
        found = {node: evidence for node in nodes if (evidence := _evidence(store, node)) is not None}  # type: ignore[arg-type]
        if found:
            added.append((column, found))
    if not added:
        return table
    columns = [*table.columns, *(f"{column} {part}" for column, _found in added for part in ("words", "place"))]
    places = [table.columns.index(column) for column, _found in added]
    rows = [
        (*row, *(part for place, (_c, found) in zip(places, added, strict=True) for part in found.get(row[place], (None, None))))
        for row in table.rows
    ]  # fmt: skip
    return AnswerTable(tuple(columns), tuple(rows))


def _evidence(store: Store, node: NodeValue) -> tuple[str | None, str] | None:
    if node.node.partition(":")[0] not in _WITH_PREFIX:
        return None
    subject = expand(node.node)
    passage = next((quad.object for quad in store.statements(subject, AZ.evidence)), None)
    if not isinstance(passage, ox.NamedNode):
        return None
    said = {quad.predicate: to_python(quad.object) for quad in store.statements(passage)}
    words = said.get(AZ.exact) or next((to_python(quad.object) for quad in store.statements(subject, AZ.text)), None)
    return None if words is None else str(words), f"{said.get(AZ.start)}–{said.get(AZ.end)}"
