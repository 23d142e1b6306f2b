import pytest

from aizone.projections.folded import fold_measures
from aizone.projections.neighbourhood import neighbourhood
from aizone.views.graph import building as network

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


def degree(graph, node):
    """The number of other nodes that a node has an edge with."""
    return len({*graph.successors(node), *graph.predecessors(node)} - {node})


def test_neighbours_know_how_many_they_hide(shipped, whole):
    local = neighbourhood(shipped.store, [UNIT, TASK])
    for node in {*whole.successors(UNIT), *whole.predecessors(UNIT)}:
        if whole.nodes[node]["group"] not in {"Topic", "Plan"}:
            assert degree(local, node) == degree(whole, node), node


def test_a_measure_stands_for_its_task_and_what_is_not_there_is_passed_over(shipped):
    assert network.node_at(neighbourhood(shipped.store, [f"{TASK}/m1"]), f"{TASK}/m1") == TASK
    assert len(neighbourhood(shipped.store, ["id:unit/nobody", "no:prefix", "not an iri at all"])) == 0
    assert len(neighbourhood(shipped.store, [])) == 0


def test_a_hub_is_read_up_to_a_limit(shipped, monkeypatch):
    from aizone.projections import neighbourhood as module

    monkeypatch.setattr(module, "MOST", 5)
    assert degree(neighbourhood(shipped.store, [UNIT]), UNIT) <= 20


def test_only_the_strongest_neighbours_of_each_relation_are_followed(shipped, whole, monkeypatch):
    from aizone.projections import neighbourhood as module

    monkeypatch.setattr(module, "FOLLOWED", 2)
    local = neighbourhood(shipped.store, [UNIT])
    assert incident(local, UNIT) == incident(whole, UNIT)
    led = sorted(
        ((-data["count"], source) for source, _unit, key, data in whole.in_edges(UNIT, keys=True, data=True) if key == "lead"),
    )  # fmt: skip
    for _count, task in led[:2]:
        assert incident(local, task) == incident(whole, task), task
    assert len(local.edges) < len(neighbourhood(shipped.store, [UNIT, *(task for _count, task in led)]).edges)


def test_a_node_that_much_leads_to_is_read_property_by_property_to_the_same_end(shipped, monkeypatch):
    from aizone.projections import neighbourhood as module

    at_once = neighbourhood(shipped.store, [UNIT, TASK])
    monkeypatch.setattr(module, "_FEW", 0)
    one_by_one = neighbourhood(shipped.store, [UNIT, TASK])
    assert dict(one_by_one.nodes(data=True)) == dict(at_once.nodes(data=True))
    assert sorted(one_by_one.edges(keys=True)) == sorted(at_once.edges(keys=True))
