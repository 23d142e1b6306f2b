"""A store for rdflib that shows the data of one of ours and changes nothing."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, NoReturn

import oxrdflib
import pyoxigraph as ox
import rdflib
from oxrdflib import _converter
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from ..errors import N_, QueryError, WorkspaceError
from ..iri import KNOWN_PREFIXES
from .base import Dataset
from .guard import check_query, names_its_graphs
from .oxigraph import OxigraphStore

_WHERE = "workspace.rdflib()"
# typed more loosely than what they give for the terms asked here
from_ox: Any = _converter.from_ox
to_ox: Any = _converter.to_ox


def refuse() -> NoReturn:
    """Refuse to change anything.

    Raises:
        WorkspaceError: always.
    """
    raise WorkspaceError(
        _WHERE,
        N_("is read-only."),
        N_("Change a copy of it, or the workspace with 'aizone ingest' and 'aizone corrections'."),
    )


class ReadOnlyView(oxrdflib.OxigraphStore):
    """Implements rdflib's `Store`: patterns and queries are answered by our engine, everything that writes is refused.

    Queries go the way of ours: FROM names graphs of the workspace, SERVICE and other hosts are refused.

    Args:
        store: the data.
    """

    def __init__(self, store: OxigraphStore) -> None:
        super().__init__(store=store._engine)
        self._ours = store

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Any],
        queryGraph: str,
        **kwargs: object,
    ) -> Result:
        """Answer a query, prepared or as text.

        `initBindings` are given to our engine where the query selects the variables or selects none; otherwise rdflib's own
        engine evaluates it over the same data, which is slower and means the same.

        Raises:
            QueryError: it does not parse, or would write, reach another host, or ask a graph that is not here.
        """
        if isinstance(query, Query):
            query, its_own, base = query._original_args
            initNs = {**initNs, **its_own}
            if base:
                query = f"BASE <{base}>\n{query}"
        if kwargs:
            raise QueryError(_WHERE, N_("takes no {name}."), "", name=", ".join(kwargs))
        prefixes: dict[str, str] = {
            **KNOWN_PREFIXES,
            **self._namespace_for_prefix,
            **{name: str(iri) for name, iri in initNs.items()},
        }
        bindings: dict[str, Any] = {str(name).lstrip("?$"): to_ox(value) for name, value in initBindings.items()}
        if bindings and not self._takes(query, bindings, prefixes):
            check_query(query)
            if names_its_graphs(query):
                raise QueryError(
                    _WHERE,
                    N_("cannot bind variables that a query with FROM does not select."),
                    N_("Select them as well, or write GRAPH instead of FROM."),
                )
            raise NotImplementedError  # rdflib then evaluates the query itself
        dataset = None
        if queryGraph not in ("__UNION__", DATASET_DEFAULT_GRAPH_ID) and not names_its_graphs(query):
            dataset = Dataset((str(queryGraph),), tuple(graph.value for graph in self._ours.graphs()))
        return _result(self._ours.answer(query, bindings, dataset=dataset, prefixes=prefixes))

    def _takes(self, query: str, bindings: Mapping[str, Any], prefixes: dict[str, str]) -> bool:
        """True if the engine can bind these variables in a query; it is asked with an empty store."""
        try:
            substitutions = {ox.Variable(name): term for name, term in bindings.items()}
            ox.Store().query(query, prefixes=prefixes, substitutions=substitutions)
        except RuntimeError:
            return False
        except (SyntaxError, ValueError, OSError):
            return True  # another error, which `answer` puts in words
        return True

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        refuse()

    add = addN = remove = update = remove_graph = open = destroy = _refuse

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Accept a graph that is there already, as `Dataset.graph` names it; refuse a new one."""
        if graph.identifier != DATASET_DEFAULT_GRAPH_ID and not self._inner.contains_named_graph(
            to_ox(graph.identifier)
        ):
            self._refuse()


class _AnsweredHere:
    """A graph or dataset of rdflib that always has the store answer.

    rdflib's own engine, which `use_store_provided=False` asks for, fetches what FROM, SERVICE and LOAD name from wherever that is.
    """

    def query(
        self,
        query_object: str | Query,
        processor: Any = "sparql",  # noqa: ANN401 - as in the base
        result: Any = "sparql",  # noqa: ANN401
        initNs: Mapping[str, Any] | None = None,
        initBindings: Mapping[str, Any] | None = None,
        use_store_provided: bool = True,
        **kwargs: object,
    ) -> Result:
        """Answer a query by way of the store, whatever `use_store_provided` says; see `ReadOnlyView.query`."""
        found: Result = super().query(query_object, processor, result, initNs, initBindings, True, **kwargs)  # type: ignore[misc]
        return found

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refuse to change anything.

        Raises:
            WorkspaceError: always.
        """
        refuse()


class ReadOnlyGraph(_AnsweredHere, rdflib.Graph):
    """One graph of a `ReadOnlyView`."""


class ReadOnlyDataset(_AnsweredHere, rdflib.Dataset):
    """All graphs of a `ReadOnlyView`; those taken from it are read-only as well."""

    def get_context(self, identifier: Any, quoted: bool = False, base: str | None = None) -> rdflib.Graph:  # noqa: ANN401
        """One of its graphs."""
        return ReadOnlyGraph(self.store, identifier, self.namespace_manager, base)

    def graph(self, identifier: Any = None, base: str | None = None) -> rdflib.Graph:  # noqa: ANN401
        """One of its graphs, which must be there."""
        found = super().graph(identifier, base)
        return found if isinstance(found, _AnsweredHere) else self.get_context(found.identifier, base=base)

    def graphs(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:  # noqa: ANN401
        """Its graphs, or those with a triple."""
        return (self.get_context(graph.identifier) for graph in super().graphs(triple))

    def contexts(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:  # noqa: ANN401
        """The name that `graphs` had in earlier versions."""
        return self.graphs(triple)


def _result(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """An answer as rdflib's."""
    if isinstance(found, ox.QueryBoolean):
        truth = Result("ASK")
        truth.askAnswer = bool(found)
        return truth
    if isinstance(found, ox.QuerySolutions):
        rows = Result("SELECT")
        rows.vars = [rdflib.Variable(variable.value) for variable in found.variables]
        rows.bindings = [
            {name: from_ox(term) for name, term in zip(rows.vars, solution, strict=True) if term is not None}
            for solution in found
        ]
        return rows
    triples = Result("CONSTRUCT")
    triples.graph = rdflib.Graph()
    triples.graph += (from_ox(triple) for triple in found)
    return triples
