"""A copy of what a server holds, for servers whose answers cannot be trusted.

Virtuoso 7 gives a truth value back as a number, loses rows of nested OPTIONAL, refuses a path whose ends are both open, and
ends at some queries. Reading its graphs whole is all that is asked of such a server; the copy answers.
"""

from __future__ import annotations

import pyoxigraph as ox

from ...errors import N_, RemoteStoreError
from ..base import to_python
from ..oxigraph import OxigraphStore
from .names import text_of
from .store import RemoteStore

_TRUE = ox.Literal(True)
_MOST_QUADS = 3_000_000
"""Quads that are copied: about a gigabyte of memory."""


def answers_rightly(store: RemoteStore) -> bool:
    """True if a server gives back what it was given; it is asked one small query."""
    return store.select(text_of("probe.rq")).rows == [(_TRUE,)]


def copied(store: RemoteStore) -> OxigraphStore:
    """All that a server holds, in a store in memory.

    Raises:
        RemoteStoreError: it holds too much, or gives less than it holds.
    """
    sizes = {row[0]: to_python(row[1]) for row in store.select(text_of("sizes.rq")).rows}
    total = len(store)
    if total > _MOST_QUADS:
        raise RemoteStoreError(
            store.address.query,
            N_("does not answer SPARQL as it should, and its {count} statements are too many to be read whole."),
            N_("Publish to another server."),
            count=f"{total:,}",
        )
    copy = OxigraphStore(revision=store.revision)
    for graph in store.graphs():
        quads = store.graph(graph)
        if len(quads) != sizes.get(graph, 0):
            raise RemoteStoreError(
                store.address.query,
                N_("gives {count} of the {total} statements of a graph."),
                N_("Raise the limit in its configuration: Virtuoso calls it ResultSetMaxRows."),
                count=f"{len(quads):,}",
                total=f"{sizes.get(graph, 0):,}",
            )
        copy.add(quads)
    copy.add_super_types()
    return copy
