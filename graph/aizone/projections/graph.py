"""The whole graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..queries import answers
from ..queries.records import GraphEdge, GraphNode, GraphResponsibility
from ..store import Store

if TYPE_CHECKING:
    import networkx as nx


def project_graph(store: Store) -> nx.MultiDiGraph[str]:
    """Project everything plans mention onto one directed multigraph.

    Returns:
        Node: a CURIE with `type` (compact class; the most telling one when a node has several), `label_zh` and
        `label_en` (''when there is none). Edge: one statement from subject to object; its key is the compact property
        ('az:partOf', 'az:delivers' ...). A responsibility is an edge from the measure to its unit with the key
        'az:assignment <role>' and the attributes `role`, `basis`, `rank` and `assignment` (the CURIE of its node), so
        that parallel roles stay apart; Assignment, Mention, Contribution and Finding nodes are folded into edges or left
        out. Edges have no weight.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in answers(store, "graph_nodes", GraphNode):
        known = graph.nodes[row.node]["type"] if row.node in graph else "az:Clause"
        graph.add_node(row.node, type=row.type if known == "az:Clause" else known, label_zh=row.zh, label_en=row.en)
    for edge in answers(store, "graph_edges", GraphEdge):
        if edge.source in graph and edge.target in graph:
            graph.add_edge(edge.source, edge.target, key=edge.term)
    for found in answers(store, "graph_responsibilities", GraphResponsibility):
        graph.add_edge(
            found.item,
            found.unit,
            key=f"az:assignment {found.role}",
            role=found.role,
            basis=found.basis,
            rank=found.rank,
            assignment=found.assignment,
        )
    return graph


def neighbourhood_of_plan(graph: nx.MultiDiGraph[str], slug: str) -> nx.MultiDiGraph[str]:
    """The part of a whole graph that one plan mentions: its own nodes and the nodes they point at."""
    own = [node for node in graph if node == f"id:plan/{slug}" or node.startswith(f"id:plan/{slug}/")]
    return graph.subgraph({*own, *(target for node in own for target in graph.successors(node))}).copy()
