"""What a store does. Everything above this layer asks for no more than this protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Bindings = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a SELECT: r rows of c terms; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def values(self) -> list[tuple[str | int | float | bool | None, ...]]:
        """The rows as plain Python values: IRIs and texts as strings, numbers as numbers."""
        return [tuple(map(to_python, row)) for row in self.rows]

    def dicts(self) -> list[dict[str, str | int | float | bool | None]]:
        """The rows as one dictionary each, keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]


_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {_XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")}
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}


def to_python(term: Term | None) -> str | int | float | bool | None:
    """One term as a plain value; dates stay ISO strings, IRIs become their text."""
    if term is None:
        return None
    if isinstance(term, ox.Triple):
        return str(term)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in _FLOATS:
            return float(term.value)
        if datatype == _XSD + "boolean":
            return term.value in {"true", "1"}
    return term.value


class Store(Protocol):
    """A SPARQL 1.1 store of named graphs; the default graph of every query is their union.

    `revision` is a text that changes with the data. Queries cannot write and cannot reach the network.
    """

    revision: str

    def __len__(self) -> int:
        """How many quads it holds."""
        ...

    def select(self, query: str, bindings: Bindings | None = None) -> Rows:
        """Answer a SELECT; each bound variable must stand in it."""
        ...

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        ...

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE, triples in a stable order."""
        ...

    def run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query of any kind as a stream that pyoxigraph can serialise."""
        ...

    def statements(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads that match a pattern, in no order; None matches anything."""
        ...

    def describe(self, node: ox.NamedNode) -> list[ox.Triple]:
        """All triples a node is subject of, in a stable order."""
        ...

    def graph(self, name: ox.NamedNode) -> set[ox.Quad]:
        """The quads of one named graph."""
        ...

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, sorted."""
        ...

    def replace_graph(self, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Put quads in the place of a named graph's, all or nothing."""
        ...

    def bulk_load(self, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> None:
        """Load files; triples of a file go to the graph named with it."""
        ...
