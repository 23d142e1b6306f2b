"""The whole graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..queries import answers
from ..queries.records import GraphEdge, GraphNode, GraphResponsibility
from ..store import Store
from ..text.characters import without_illegal

if TYPE_CHECKING:
    import networkx as nx


def project_graph(store: Store) -> nx.MultiDiGraph[str]:
    """Project everything plans mention onto one directed multigraph.

    Returns:
        Node: a CURIE with `type` (compact class; the most telling one when a node has several), `label_zh` and
        `label_en` ('' when there is none) and `label`, the first of them that there is, else the end of the CURIE; labels
        hold no character that an XML file must not hold. Edge: one statement from subject to object; its key is the
        compact property ('az:partOf', 'az:delivers' ...), and so is its attribute `relation`; `id` is the same text for the
        same statement in every projection, and no two edges share one. A responsibility is an edge from the measure to its
        unit with the key 'az:assignment <role>', the relation 'az:assignment' and the attributes `role`, `basis`, `rank`
        and `assignment` (the CURIE of its node, also its `id`), so that parallel roles stay apart; Assignment, Mention,
        Contribution and Finding nodes are folded into edges or left out. Edges have no weight.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in answers(store, "graph_nodes", GraphNode):
        known = graph.nodes[row.node]["type"] if row.node in graph else "az:Clause"
        kind = row.type if known == "az:Clause" else known
        graph.add_node(row.node, **node_attributes(row.node, kind, row.zh, row.en))
    for edge in answers(store, "graph_edges", GraphEdge):
        if edge.source in graph and edge.target in graph:
            name = f"{edge.source} {edge.term} {edge.target}"
            graph.add_edge(edge.source, edge.target, key=edge.term, id=name, relation=edge.term)
    for found in answers(store, "graph_responsibilities", GraphResponsibility):
        graph.add_edge(
            found.item,
            found.unit,
            key=f"az:assignment {found.role}",
            id=found.assignment,
            relation="az:assignment",
            role=found.role,
            basis=found.basis,
            rank=found.rank,
            assignment=found.assignment,
        )
    return graph


def node_attributes(node: str, kind: str, zh: str, en: str) -> dict[str, str]:
    """The attributes of a node: its class, `label_zh`, `label_en`, and `label`, the first of them or the end of its CURIE."""
    zh, en = without_illegal(zh), without_illegal(en)
    return {"type": kind, "label": zh or en or node.rpartition("/")[2] or node, "label_zh": zh, "label_en": en}


def neighbourhood_of_plan(graph: nx.MultiDiGraph[str], slug: str) -> nx.MultiDiGraph[str]:
    """The part of a whole graph that one plan mentions: its own nodes and the nodes they point at."""
    own = [node for node in graph if node == f"id:plan/{slug}" or node.startswith(f"id:plan/{slug}/")]
    return graph.subgraph({*own, *(target for node in own for target in graph.successors(node))}).copy()
