"""The whole graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..iri import compact
from ..store import Store

if TYPE_CHECKING:
    import networkx as nx

_NODES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?node ?type ?zh ?en WHERE {
  ?node a ?type .
  FILTER(STRSTARTS(STR(?type), STR(az:)) && ?type NOT IN (az:Assignment, az:Mention, az:Contribution, az:Finding))
  OPTIONAL { ?node skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?node skos:prefLabel ?en FILTER(LANG(?en) = "en") }
} ORDER BY ?node ?type
"""
_EDGES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?from ?term ?to WHERE {
  VALUES ?term {
    az:partOf az:servesGoal az:hasTarget az:delivers az:supports az:reliesOn az:cites az:about az:operator az:superior
    org:hasMember org:subOrganizationOf skos:broader eli:passed_by dcterms:spatial
  }
  ?from ?term ?to .
} ORDER BY ?from ?term ?to
"""
_ASSIGNMENTS = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?item ?unit ?role ?basis ?rank ?assignment WHERE {
  ?assignment az:workItem ?item ; az:unit ?unit ; az:role ?role ; az:basis ?basis ; az:rank ?rank .
} ORDER BY ?assignment
"""


def project_graph(store: Store) -> nx.MultiDiGraph[str]:
    """Project everything a plan speaks of onto one directed multigraph.

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
    for node, kind, chinese, english in store.select(_NODES).values():
        name, kind_name = compact(str(node)), compact(str(kind))
        known = graph.nodes[name]["type"] if name in graph else "az:Clause"
        graph.add_node(
            name, type=kind_name if known == "az:Clause" else known, label_zh=chinese or "", label_en=english or ""
        )
    for start, term, end in store.select(_EDGES).values():
        source, target = compact(str(start)), compact(str(end))
        if source in graph and target in graph:
            graph.add_edge(source, target, key=compact(str(term)))
    for item, unit, role, basis, rank, assignment in store.select(_ASSIGNMENTS).values():
        role_name, basis_name = (str(value).rsplit("/", 1)[-1] for value in (role, basis))
        graph.add_edge(
            compact(str(item)),
            compact(str(unit)),
            key=f"az:assignment {role_name}",
            role=role_name,
            basis=basis_name,
            rank=rank,
            assignment=compact(str(assignment)),
        )
    return graph


def neighbourhood_of_plan(graph: nx.MultiDiGraph[str], slug: str) -> nx.MultiDiGraph[str]:
    """The part of a whole graph that one plan speaks of: its own nodes and whatever they point at."""
    own = [node for node in graph if node == f"id:plan/{slug}" or node.startswith(f"id:plan/{slug}/")]
    return graph.subgraph({*own, *(target for node in own for target in graph.successors(node))}).copy()
