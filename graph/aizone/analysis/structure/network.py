"""The network of units that share measures: its communities, and the units that others go through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import N_, MissingExtraError, UsageError
from ...settings import GRAPH_BACKENDS, GraphBackend
from ..measures import DeclaredMeasure, MeasureParameter
from ..overlaps import Overlap

if TYPE_CHECKING:
    import networkx as nx

SEED = 1
"""The seed of Louvain's order of visits: the same network has the same communities every time."""


@dataclass(frozen=True, slots=True)
class Communities:
    """Units in groups, the largest first, units by name of node; `modularity` is that of the division, in [-0.5, 1]."""

    groups: tuple[tuple[str, ...], ...]
    modularity: float


def network_of(units: Iterable[str], pairs: Iterable[Overlap]) -> nx.Graph[str]:
    """The network of some units: an edge joins two that share measures.

    Args:
        units: CURIEs; those that share nothing are isolated.
        pairs: what they share.

    Returns:
        an undirected graph; the edge attribute `newman` sums 1/(k-1) over the shared measures, with k owners each.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(units))
    graph.add_edges_from(
        (pair.unit, pair.other, {"newman": pair.newman})
        for pair in sorted(pairs, key=lambda pair: (pair.unit, pair.other))
    )
    return graph


def communities(graph: nx.Graph[str]) -> Communities:
    """Divide units into groups that share more among themselves than chance would have it (Louvain, seeded).

    Args:
        graph: of `network_of`; n units, m edges weighted by `newman`.

    Returns:
        groups of two and more; a unit that shares nothing is in none.

    References:
        Blondel et al., Journal of Statistical Mechanics (2008), P10008. Time about O(m).

    Examples:
        >>> import networkx as nx
        >>> two = nx.Graph([("a", "b", {"newman": 1}), ("c", "d", {"newman": 1})])
        >>> communities(two)
        Communities(groups=(('a', 'b'), ('c', 'd')), modularity=0.5)
    """
    import networkx as nx

    if not graph.size():
        return Communities((), 0.0)
    found = nx.community.louvain_communities(graph, weight="newman", seed=SEED)
    modularity = float(nx.community.modularity(graph, found, weight="newman"))
    groups = sorted((tuple(sorted(group)) for group in found if len(group) > 1), key=lambda group: (-len(group), group))
    return Communities(tuple(groups), modularity)


def betweenness(graph: nx.Graph[str], *, backend: GraphBackend = "networkx") -> dict[str, float]:
    """Score how often each unit lies on a shortest way between two others, hop by hop.

    Args:
        graph: of `network_of`; n units, m edges, which count as one hop each.
        backend: what computes it; the scores are the same.

    Returns:
        n scores in [0, 1], no unit, in the order of the graph.

    Raises:
        UsageError: there is no such backend, or it does not work with the NetworkX installed.
        MissingExtraError: it is not installed.

    References:
        Freeman, Sociometry 40 (1977), 35-41; computed as Brandes, Journal of Mathematical Sociology 25 (2001), 163-177.
        Time O(n m).

    Examples:
        >>> import networkx as nx
        >>> betweenness(nx.path_graph(["a", "b", "c"]))
        {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    if backend not in _BACKENDS:
        raise UsageError(
            f"AIZONE_BACKEND '{backend}'", N_("is not a graph backend."), N_("Use one of: {names}."), names=", ".join(GRAPH_BACKENDS)
        )  # fmt: skip
    return _BACKENDS[backend](graph)


def _by_networkx(graph: nx.Graph[str]) -> dict[str, float]:
    import networkx as nx

    return dict(nx.betweenness_centrality(graph))


def _by_rustworkx(graph: nx.Graph[str]) -> dict[str, float]:
    try:
        import rustworkx
    except ImportError as error:
        raise MissingExtraError("rustworkx", "graph") from error
    codes = {node: code for code, node in enumerate(graph)}
    copy = rustworkx.PyGraph(multigraph=False)
    copy.add_nodes_from(list(codes))
    copy.add_edges_from([(codes[one], codes[other], None) for one, other in graph.edges])
    scores = rustworkx.graph_betweenness_centrality(copy, normalized=True)
    return {node: float(scores[code]) for node, code in codes.items()}


def _by_nx_parallel(graph: nx.Graph[str]) -> dict[str, float]:
    import networkx as nx

    if "parallel" not in nx.config.backends:
        raise UsageError(
            "AIZONE_BACKEND 'parallel'", N_("needs the package nx-parallel."), N_("Install it: pip install nx-parallel")
        )
    try:
        return {str(node): float(score) for node, score in nx.betweenness_centrality(graph, backend="parallel").items()}
    except (ImportError, TypeError) as error:  # nx-parallel 0.3 calls insides that NetworkX has changed since 3.4
        raise UsageError(
            "AIZONE_BACKEND 'parallel'",
            N_("does not work with NetworkX {version} ({detail})."),
            N_("Use rustworkx, which is faster, or NetworkX 3.4."),
            version=nx.__version__,
            detail=error,
        ) from error


_BACKENDS: Mapping[str, Callable[[nx.Graph[str]], dict[str, float]]] = {
    "networkx": _by_networkx,
    "rustworkx": _by_rustworkx,
    "parallel": _by_nx_parallel,
}

MEASURES = (
    DeclaredMeasure(
        id="communities",
        title={"zh": "单位群", "en": "Communities of units"},
        formula={"zh": "使模块度 Q = Σ（组内权重 / 总权重 −（组内单位权重 / 2 倍总权重）²）最大的划分；k 家共担的措施权重为 1 /（k − 1）；Louvain 算法，随机种子 1", "en": "division that maximises modularity Q = sum over groups of (weight inside / all weight - (weight of its units / twice all weight)^2), weights 1 / (k - 1) per shared measure of k owners; Louvain, seed 1"},
        unit={"zh": "", "en": ""},
        source="V. D. Blondel et al., Journal of Statistical Mechanics (2008), P10008",
        parameters=(),
        cost="O(m) or little more for m pairs",
        function=communities,
    ),
    DeclaredMeasure(
        id="betweenness",
        title={"zh": "中介程度", "en": "Betweenness"},
        formula={"zh": "对其他单位两两求和（经过该单位的最短路径数 / 全部最短路径数），再除以（n − 1）（n − 2）/ 2；有共同措施的两家单位相距一步", "en": "sum over pairs of other units of (shortest ways through the unit / all shortest ways), divided by (n - 1)(n - 2) / 2; each pair that shares measures is one hop"},
        unit={"zh": "", "en": ""},
        source="L. C. Freeman, Sociometry 40 (1977), 35-41; U. Brandes, Journal of Mathematical Sociology 25 (2001), 163-177",
        parameters=(
            MeasureParameter("backend", "networkx|rustworkx|parallel", "networkx", {"zh": "计算所用的库（AIZONE_BACKEND）", "en": "what computes it (AIZONE_BACKEND)"}),
        ),
        cost="O(n m) for n units and m pairs",
        function=betweenness,
    ),
)  # fmt: skip
