"""Small questions about what a server holds: the revision, the published graphs, the size of one."""

from __future__ import annotations

import pyoxigraph as ox

from ...errors import N_, RemoteStoreError
from ..base import Dataset, Term, to_python
from ..dropping import drops_its_answer
from .client import RESULTS, SparqlClient, broken_answer
from .names import PUBLISHED, text_of


def revision_of(client: SparqlClient) -> str:
    """The revision of what was published.

    Raises:
        RemoteStoreError: the server cannot be reached, or holds no published workspace.
    """
    found = asked(client, text_of("revision.rq"))
    if not found:
        raise RemoteStoreError(
            client.address.query,
            N_("holds no published workspace."),
            N_("Send one there: aizone publish --store … --store-update …"),
        )
    return str(to_python(found[0][0]))


def published(client: SparqlClient) -> dict[ox.NamedNode, str]:
    """The graphs that were published, each with its digest; none where nothing was."""
    found = asked(client, text_of("graphs.rq"))
    return {graph: str(to_python(digest)) for graph, digest in found if isinstance(graph, ox.NamedNode)}


def size_of(client: SparqlClient, graph: ox.NamedNode) -> int:
    """The number of triples in a graph, published or not."""
    number = to_python(asked(client, text_of("size.rq"), graph)[0][0])
    assert isinstance(number, int)
    return number


@drops_its_answer
def asked(client: SparqlClient, text: str, graph: ox.NamedNode = PUBLISHED) -> list[tuple[Term | None, ...]]:
    """The rows of a query over one graph of a server; that of what was published unless another is named.

    Raises:
        RemoteStoreError: the server cannot be reached, or does not answer as it should.
    """
    response = client.query(text, only(graph), RESULTS)
    try:
        found = ox.parse_query_results(response.data, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QuerySolutions):
            return [tuple(solution) for solution in found]
    except (SyntaxError, ValueError) as error:
        raise broken_answer(client.address.query, error) from error
    raise broken_answer(client.address.query, ValueError("boolean"))


def only(graph: ox.NamedNode) -> Dataset:
    """A dataset whose default graph is one named graph."""
    return Dataset((graph.value,), ())
