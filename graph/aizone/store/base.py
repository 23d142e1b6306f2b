"""The `Store` protocol: everything above this room asks for no more than this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from ..errors import WorkspaceError

if TYPE_CHECKING:
    from .columns import KeptTables
    from .progress import Tell

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Bindings = Mapping[str, Term]

FIRST_PART, LATER_PART = 100, 2000
"""Rows that are given together where an answer is wanted as it comes: few at first, so that they come soon."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a SELECT: r rows of c terms; None where a variable is unbound. `cut` when there were more rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        """The first rows as a notebook shows them; pandas writes the table and escapes every cell."""
        import pandas as pd

        shown = pd.DataFrame(self.values(), columns=list(self.columns))
        return str(shown.to_html(index=False, border=0, max_rows=20, na_rep="", notebook=True))

    def values(self) -> list[tuple[str | int | float | bool | None, ...]]:
        """The rows as plain Python values: IRIs and texts as strings, numbers as numbers."""
        return [tuple(map(to_python, row)) for row in self.rows]

    def dicts(self) -> list[dict[str, str | int | float | bool | None]]:
        """The rows as one dictionary each, keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE, each triple once, in a stable order. `cut` when there were more."""

    triples: list[ox.Triple]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.triples)


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


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query asks: those merged into its default graph, and those it may name with GRAPH; their IRIs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store(Protocol):
    """A SPARQL 1.1 store of named graphs; the default graph of every query is their union.

    The union is a set: a triple that several graphs state is found, and counted, once.
    `revision` is a text that changes with the data, `kept` the tables of answers that are kept beside it, if there are any.
    `damaged` are the errors of the files that it was to hold and could not read; it holds the others. Queries cannot write and cannot reach the network. The terms are
    pyoxigraph's, whatever the store: they are plain values that anyone can make. A store that is opened read-only raises
    `WorkspaceError` when it is told to write.
    """

    revision: str
    kept: KeptTables | None
    damaged: Sequence[WorkspaceError]

    def __len__(self) -> int:
        """The number of quads in named graphs."""
        ...

    def select(self, query: str, bindings: Bindings | None = None, *, dataset: Dataset | None = None) -> Rows:
        """Answer a SELECT; each bound variable must occur in it.

        Args:
            query: a SELECT.
            bindings: terms for variables.
            dataset: the graphs to ask; those that the query names, or all together, when None.
        """
        ...

    def parts(self, query: str, bindings: Bindings | None = None) -> Iterator[Rows]:
        """Answer a SELECT some rows at a time, as they are found where the store can do that; one part at least."""
        ...

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        ...

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE, triples in a stable order."""
        ...

    def run(self, query: str, *, max_rows: int | None = None) -> Rows | Triples | bool:
        """Answer a query of any kind.

        Args:
            query: a SELECT, ASK, CONSTRUCT or DESCRIBE.
            max_rows: rows or triples to take; the rest is not fetched, and the answer is marked as cut. All when None.
        """
        ...

    def statements(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads that match a pattern, in no order.

        Args:
            subject: None matches anything, as for the other terms.
            predicate: likewise.
            object: likewise.
            graph_name: of one named graph; None for all of them together, each triple once and without its graph's name.
        """
        ...

    def describe(self, node: ox.NamedNode) -> list[ox.Triple]:
        """All triples whose subject is a node, in a stable order."""
        ...

    def expect(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Be told of nodes whose statements are asked for next, one after the other: a server then gives them at once."""
        ...

    def graph(self, name: ox.NamedNode) -> set[ox.Quad]:
        """The quads of one named graph."""
        ...

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, sorted."""
        ...

    def replace_graph(self, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Replace the quads of a named graph.

        Raises:
            WorkspaceError: a quad belongs to another graph; nothing is changed.
        """
        ...

    def bulk_load(self, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> None:
        """Load files; the triples of a file go to the graph named with it.

        Raises:
            WorkspaceError: a file is not RDF; says where.
        """
        ...


class Source(Protocol):
    """The place that a store is opened from: files, or an address."""

    @property
    def revision(self) -> str:
        """A text that changes with the data."""
        ...

    @property
    def is_large(self) -> bool:
        """True if it is served from a folder that is built first."""
        ...

    @property
    def is_shared(self) -> bool:
        """True if one opened store serves a process and its children."""
        ...

    def prepare(self, tell: Tell = ...) -> None:
        """Make what has to be made before it is opened."""
        ...

    def rebuild(self, tell: Tell = ...) -> None:
        """Make it again, because it is damaged."""
        ...

    def open(self) -> Store:
        """Open the store."""
        ...

    def to_json(self) -> str:
        """The record as one line, for a child process."""
        ...
