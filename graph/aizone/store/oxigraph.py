"""A store on pyoxigraph: in memory, or a folder on disk opened read-only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, QueryError, WorkspaceError
from .base import Bindings, Rows, Term
from .guard import check_query, names_its_graphs, syntax_error

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
}


class OxigraphStore:
    """Implements `base.Store`.

    Args:
        store: the engine; a new one in memory when None.
        revision: what changes with the data.
    """

    def __init__(self, store: ox.Store | None = None, *, revision: str = "") -> None:
        self._engine = store if store is not None else ox.Store()
        self.revision = revision

    @classmethod
    def open_read_only(cls, folder: Path, *, revision: str = "") -> OxigraphStore:
        """Open a store folder that nobody writes to any more.

        Raises:
            WorkspaceError: the folder holds no store.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), revision=revision)
        except OSError as error:
            raise WorkspaceError(
                str(folder), N_("is no store ({detail})."), N_("Run: aizone rebuild"), detail=error
            ) from error

    def __len__(self) -> int:
        return len(self._engine)

    def select(self, query: str, bindings: Bindings | None = None) -> Rows:
        """Answer a SELECT."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("query", N_("is not a SELECT."), "")
        names = [variable.value for variable in found.variables]
        return Rows(tuple(names), [tuple(solution[name] for name in names) for solution in found])

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError("query", N_("is not an ASK."), "")
        return bool(found)

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("query", N_("is neither a CONSTRUCT nor a DESCRIBE."), "")
        return sorted(set(found), key=str)

    def run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query of any kind, as the engine gives it (for serialising in Rust)."""
        return self._query(query, None)

    def statements(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads that match a pattern, in no order; None matches anything."""
        return self._engine.quads_for_pattern(subject, predicate, object, graph_name)

    def describe(self, node: ox.NamedNode) -> list[ox.Triple]:
        """All triples a node is subject of."""
        return sorted({quad.triple for quad in self._engine.quads_for_pattern(node, None, None, None)}, key=str)

    def graph(self, name: ox.NamedNode) -> set[ox.Quad]:
        """The quads of one named graph."""
        return set(self._engine.quads_for_pattern(None, None, None, name))

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, sorted."""
        return sorted((name for name in self._engine.named_graphs() if isinstance(name, ox.NamedNode)), key=str)

    def replace_graph(self, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Put quads in the place of a named graph's; what is new goes in before what is gone goes out."""
        wanted = set(quads)
        if any(quad.graph_name != name for quad in wanted):
            raise WorkspaceError(str(name), N_("was to get quads of another graph."), "")
        present = self.graph(name)
        self._engine.extend(wanted - present)
        for quad in present - wanted:
            self._engine.remove(quad)

    def bulk_load(self, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> None:
        """Load files.

        Raises:
            WorkspaceError: a file is not RDF; says where.
        """
        for path, graph in files:
            suffix = path.suffix
            if suffix not in _FORMATS:
                raise WorkspaceError(str(path), N_("is not RDF by its name."), N_("Use .nq, .ttl, .nt or .trig."))
            try:
                if suffix in {".nq", ".trig"}:
                    self._engine.bulk_load(path=str(path), format=_FORMATS[suffix], lenient=suffix == ".nq")
                else:
                    self._engine.bulk_load(path=str(path), format=_FORMATS[suffix], to_graph=graph)
            except (SyntaxError, ValueError, OSError) as error:
                raise WorkspaceError(
                    str(path), N_("cannot be loaded ({detail})."), N_("Mend or remove it."), detail=error
                ) from error

    def _query(self, query: str, bindings: Bindings | None) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        check_query(query)
        terms = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        try:
            union = not names_its_graphs(query)
            return self._engine.query(query, use_default_graph_as_union=union, substitutions=terms)
        except SyntaxError as error:
            raise syntax_error(error) from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError("query", "{detail}.", "", detail=error) from error
