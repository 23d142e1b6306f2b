"""RDF to NetworkX: our projection against rdflib's own converter on the same data; and all pairs that share work."""

from __future__ import annotations

from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

import aizone
from aizone.store.bridge import to_rdflib_graph

from . import pairs
from .timing import medians


def main() -> None:
    """Print seconds and ratio."""
    workspace = aizone.open()
    graph = to_rdflib_graph(workspace.store.statements())
    found = medians(
        3,
        aizone=workspace.graph,
        co_responsibility=workspace.co_responsibility,
        rdflib=lambda: rdflib_to_networkx_multidigraph(graph),
    )
    print("projection of the whole graph to NetworkX (s)")
    print(f"  aizone {found['aizone']:.3f}, rdflib_to_networkx_multidigraph {found['rdflib']:.3f}, "
          f"{found['rdflib'] / found['aizone']:.1f} times")  # fmt: skip
    print(f"  co-responsibility, select included: {found['co_responsibility']:.3f}")
    pairs.main()
