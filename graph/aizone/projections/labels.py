"""Names of nodes, each fetched once."""

from __future__ import annotations

from collections.abc import Iterable

from ..i18n import Lang
from ..iri import compact, expand
from ..names import lookup
from ..store import Store, to_python


def read_labels(store: Store, nodes: Iterable[str], lang: Lang) -> dict[str, str]:
    """The names of some nodes (CURIEs), in their order; a node that occurs several times is looked up once.

    Args:
        store: the graph.
        nodes: CURIEs.
        lang: language of the names; Chinese where there is none, the CURIE where a node has no name.
    """
    found = {node: expand(node) for node in dict.fromkeys(nodes)}
    if store.kept is not None:
        from ..queries.kept_labels import labels_of  # not at the top: a small workspace has no columns

        known = labels_of(store, found.values(), lang)
        if known is not None:
            return {node: str(to_python(known[iri])) if iri in known else compact(iri) for node, iri in found.items()}
    store.expect(found.values())
    return {node: lookup.label(store, iri, lang) for node, iri in found.items()}
