"""rdflib over our data: a `Dataset` on the same engine, or a plain graph of some triples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..vocab import PREFIXES
from .base import Store
from .oxigraph import OxigraphStore

if TYPE_CHECKING:
    import rdflib


def to_rdflib_dataset(store: Store) -> rdflib.Dataset:
    """A read-only rdflib `Dataset` over the same data; nothing is copied, its default graph is the union of all named graphs.

    Raises:
        WorkspaceError: the data are on a server.
    """
    from .rdflib_view import ReadOnlyDataset, ReadOnlyView

    if not isinstance(store, OxigraphStore):
        raise WorkspaceError(
            "workspace.rdflib()",
            N_("shows data that are here, not those of a server."),
            N_("Ask the server with rdflib.plugins.stores.sparqlstore.SPARQLStore."),
        )
    dataset = ReadOnlyDataset(store=ReadOnlyView(store), default_union=False)
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base, override=True, replace=True)
    return dataset


def to_rdflib_graph(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """Copy some triples into an in-memory rdflib graph, as they are written (the graph names of quads are dropped)."""
    import rdflib

    def term(value: object) -> rdflib.term.Node:
        if isinstance(value, ox.NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, ox.BlankNode):
            return rdflib.BNode(value.value)
        assert isinstance(value, ox.Literal)
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        datatype = value.datatype.value
        plain = datatype == "http://www.w3.org/2001/XMLSchema#string"
        return rdflib.Literal(value.value, datatype=None if plain else rdflib.URIRef(datatype), normalize=False)

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph
