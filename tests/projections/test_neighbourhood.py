import pytest

from aizone.projections.folded import fold_measures
from aizone.projections.neighbourhood import neighbourhood
from aizone.views.graph import scene as network

UNIT, TASK = "id:unit/hefei-science-and-technology-bureau", "id:plan/hefei-2020-2023/3/5/2"


@pytest.fixture(scope="module")
def whole(shipped):
    return fold_measures(shipped.graph())


def incident(graph, node):
    edges = [*graph.out_edges(node, keys=True, data=True), *graph.in_edges(node, keys=True, data=True)]
    return sorted((start, end, key, data["count"], data["basis"]) for start, end, key, data in edges)


def test_every_node_has_the_edges_it_has_in_the_whole_graph(shipped, whole):
    for node in whole:
        local = neighbourhood(shipped.store, [node])
        assert local.nodes[node] == whole.nodes[node], node
        assert incident(local, node) == incident(whole, node), node


def test_neighbours_know_how_many_they_hide(shipped, whole):
    local = neighbourhood(shipped.store, [UNIT, TASK])
    for node in {*whole.successors(UNIT), *whole.predecessors(UNIT)}:
        if whole.nodes[node]["group"] not in {"Topic", "Plan"}:
            assert network.degree(local, node) == network.degree(whole, node), node


def test_a_measure_stands_for_its_task_and_what_is_not_there_is_passed_over(shipped):
    assert network.node_at(neighbourhood(shipped.store, [f"{TASK}/m1"]), f"{TASK}/m1") == TASK
    assert len(neighbourhood(shipped.store, ["id:unit/nobody", "no:prefix", "not an iri at all"])) == 0
    assert len(neighbourhood(shipped.store, [])) == 0


def test_a_hub_is_read_up_to_a_limit(shipped, monkeypatch):
    from aizone.projections import neighbourhood as module

    monkeypatch.setattr(module, "MOST", 5)
    assert network.degree(neighbourhood(shipped.store, [UNIT]), UNIT) <= 20
