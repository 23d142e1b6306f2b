import networkx as nx
import pytest

from aizone.analysis.overlaps import find_overlaps


@pytest.fixture
def graph():
    graph = nx.Graph()
    for node, items in (("a", 4), ("b", 3), ("c", 2), ("d", 1)):
        graph.add_node(node, label=node.upper(), items=items)
    graph.add_edge("a", "b", shared=2, newman=1.5, items=["m1", "m2"])
    graph.add_edge("c", "b", shared=2, newman=2.0, items=["m2", "m3"])
    graph.add_edge("a", "c", shared=1, newman=0.5, items=["m2"])
    return graph


def test_most_shared_first_then_the_tighter_bond(graph):
    pairs = find_overlaps(graph)
    assert [(pair.unit, pair.other, pair.shared) for pair in pairs] == [("b", "c", 2), ("a", "b", 2), ("a", "c", 1)]
    assert pairs[1].jaccard == pytest.approx(2 / (4 + 3 - 2))
    assert pairs[1].items == ("m1", "m2")


def test_filters(graph):
    assert [pair.shared for pair in find_overlaps(graph, min_shared=2)] == [2, 2]
    assert [(pair.unit, pair.other) for pair in find_overlaps(graph, unit="c")] == [("c", "b"), ("c", "a")]
    assert find_overlaps(graph, unit="d") == []
    with pytest.raises(KeyError):
        find_overlaps(graph, unit="nobody")
