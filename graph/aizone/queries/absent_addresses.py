"""Addresses in a query that the workspace does not have, each with the one that is nearest to it: a unit that is misspelt, a graph of a plan that is not here.

Terms of vocabularies are not looked for: `empty_answers` knows them without the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from ..errors import N_
from ..iri import ID, compact, expand
from ..store import Store
from ..store.base import Dataset
from ..units.nearest import NearNames
from ..vocab import PREFIXES
from .asking import answers
from .records import AddressBelow
from .resolved_tokens import QueryToken

_MOST_LOOKED_UP, _MOST_TOLD = 50, 5
_ALIKE = 0.6
"""How much of what follows the common beginning is alike in an address that is proposed."""
_OURS = tuple(base for base in (ID, *PREFIXES.values()) if base.startswith(ID.removesuffix("id/")))
_PLANS = f"{ID}plan/"
_BEFORE_OTHERS = frozenset({"FROM", "NAMED", "SERVICE", "SILENT", "BASE", "^^"})
"""What stands before an address that is no node: a graph that is refused when it is not here, a server, a datatype."""

Absent = tuple[str, dict[str, str]]


def absent_addresses(
    tokens: Sequence[QueryToken], store: Store, dataset: Dataset | None, vocabularies: tuple[str, ...]
) -> Iterator[Absent]:
    """The addresses of a query that nothing has, as a message id and the values in it, in the order of the text.

    Args:
        tokens: of the query, names resolved.
        store: where they are looked up.
        dataset: the graphs that were asked; None for all.
        vocabularies: the beginnings of addresses that are terms.
    """
    found = _absent(tokens, store, dataset, vocabularies)
    yield from islice(found, _MOST_TOLD)
    if more := sum(1 for _one in found):
        yield N_("More addresses of the query that are not here: {count} at least."), {"count": str(more)}


def _absent(
    tokens: Sequence[QueryToken], store: Store, dataset: Dataset | None, vocabularies: tuple[str, ...]
) -> Iterator[Absent]:
    """All of them among the first addresses of a query."""
    told = set[str]()
    for iri, is_graph in islice(_looked_for(tokens, vocabularies), _MOST_LOOKED_UP):
        node = _node(iri)
        if node is None or iri in told:
            continue
        told.add(iri)
        if is_graph:
            if not _has(store, graph_name=node):
                near = _nearest(node, ID, [graph.value for graph in store.graphs()])
                if near is None:
                    words = N_("{address} is not a graph of this workspace; a plan's address is that of its graph.")
                    yield words, _values(node)
                else:
                    words = N_("{address} is not a graph of this workspace: did you mean {near}?")
                    yield words, {**_values(node), "near": compact(near)}
        elif not _is_in(store, node, None):
            near = nearest_address(store, node)
            if near is None:
                yield N_("Nothing here has the address {address}."), _values(node)
            else:
                words = N_("Nothing here has the address {address}: did you mean {near}?")
                yield words, {**_values(node), "near": compact(near)}
        elif dataset is not None and dataset.default and not _is_in_some(store, node, dataset):
            yield N_("{address} is in this workspace, but not in the graphs that were asked."), _values(node)


def _looked_for(tokens: Sequence[QueryToken], vocabularies: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The addresses that stand for nodes or graphs, and whether GRAPH asks for them; no functions, datatypes or graphs of FROM."""
    nothing = QueryToken("", "")
    for before, token, after in zip([nothing, *tokens], tokens, [*tokens[1:], nothing], strict=False):
        is_other = before.text.upper() in _BEFORE_OTHERS or after.text in {"(", "\\"}
        if token.kind in {"iri", "name"} and token.iri and not is_other and not token.iri.startswith(vocabularies):
            yield token.iri, before.text.upper() == "GRAPH"


def _node(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:  # a relative address, which the engine has resolved or refused
        return None


def _is_in_some(store: Store, node: ox.NamedNode, dataset: Dataset) -> bool:
    return any(_is_in(store, node, ox.NamedNode(graph)) for graph in {*dataset.default, *dataset.named})


def _is_in(store: Store, node: ox.NamedNode, graph: ox.NamedNode | None) -> bool:
    """True if a statement of a graph, or of any, has the node in one of its places."""
    return (
        _has(store, subject=node, graph_name=graph)
        or _has(store, object=node, graph_name=graph)
        or _has(store, predicate=node, graph_name=graph)
    )


def _has(store: Store, **pattern: ox.NamedNode | None) -> bool:
    return next(iter(store.statements(**pattern)), None) is not None


def nearest_address(store: Store, node: ox.NamedNode) -> ox.NamedNode | None:
    """The address of a plan, unit, entity or topic that is most like one that nothing has, and begins as it does up to its last slash; None when none is near.

    Args:
        store: where addresses are looked up.
        node: of the address that is not there.
    """
    beginning = node.value[: node.value.rfind("/") + 1]
    is_inside_a_plan = (
        beginning.startswith(_PLANS) and beginning != _PLANS
    )  # among millions of numbered parts one is as near as another
    if is_inside_a_plan or not beginning.startswith(_OURS):
        return None
    found = answers(store, "addresses_below", AddressBelow, beginning=ox.Literal(beginning))
    return _nearest(node, beginning, [expand(one.node).value for one in found])


def _nearest(node: ox.NamedNode, beginning: str, others: list[str]) -> ox.NamedNode | None:
    known = NearNames(other.removeprefix(beginning) for other in others if other.startswith(beginning))
    near = known.close_to(node.value.removeprefix(beginning), most=1, cutoff=_ALIKE)
    return ox.NamedNode(beginning + near[0]) if near else None


def _values(node: ox.NamedNode) -> dict[str, str]:
    short = compact(node)
    return {"address": f"<{short}>" if short == node.value else short}
