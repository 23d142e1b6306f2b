"""Communities, betweenness and last owners on networks small enough to work out by hand."""

import networkx as nx
import pytest

from aizone.analysis.structure.last_owners import last_owners
from aizone.analysis.structure.network import betweenness, communities, network_of
from aizone.analysis.structure.report import plan_structure
from aizone.errors import MissingExtraError, UsageError
from aizone.projections.clauses import read_clauses
from aizone.projections.plan_load import read_plan_load
from aizone.settings import GRAPH_BACKENDS, settings_from

HEFEI = "id:plan/hefei-2020-2023"


def network(*edges):
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges, weight="newman")
    return graph


# two triangles joined by one weak line through c and d
TWO = network(
    ("a", "b", 2), ("b", "c", 2), ("a", "c", 2), ("d", "e", 2), ("e", "f", 2), ("d", "f", 2), ("c", "d", 0.5)
)  # fmt: skip


def test_two_triangles_are_two_communities():
    """Weight 12.5; each triangle has 6 inside and degrees 12.5: Q = 2 (6/12.5 - (12.5/25)^2) = 0.46."""
    found = communities(TWO)
    assert found.groups == (("a", "b", "c"), ("d", "e", "f"))
    assert found.modularity == pytest.approx(0.46)
    assert communities(TWO) == found  # seeded
    assert communities(nx.empty_graph(["a"])).groups == ()


def test_betweenness_by_hand():
    """c lies between a and b on one side and d, e, f on the other: 2 * 3 of the 10 pairs of others."""
    scores = betweenness(TWO)
    assert scores["c"] == scores["d"] == pytest.approx(0.6)
    assert scores["a"] == 0.0


@pytest.mark.parametrize("backend", ["networkx", "rustworkx"])
def test_every_backend_gives_the_same_numbers(shipped, backend):
    if backend == "rustworkx":
        pytest.importorskip("rustworkx")
    incidence = shipped.incidence(plan=HEFEI.replace("id:", "https://w3id.org/aizone/id/"), groups="expand")
    from aizone.analysis.overlaps import find_overlaps

    graph = network_of(incidence.units, find_overlaps(incidence))
    assert betweenness(graph, backend=backend) == pytest.approx(nx.betweenness_centrality(graph))


def test_a_backend_that_does_not_work_says_what_to_do(monkeypatch):
    with pytest.raises(UsageError, match="networkx, rustworkx, parallel"):
        betweenness(TWO, backend="cugraph")
    monkeypatch.setitem(__import__("sys").modules, "rustworkx", None)
    with pytest.raises(MissingExtraError, match="graph"):
        betweenness(TWO, backend="rustworkx")
    with pytest.raises(UsageError, match="nx-parallel"):
        betweenness(TWO, backend="parallel")


def test_the_backend_is_a_setting():
    assert settings_from({}).graph_backend == GRAPH_BACKENDS[0]
    assert settings_from({"AIZONE_BACKEND": "rustworkx"}).graph_backend == "rustworkx"


def test_what_rests_on_one_unit_alone_in_hefei(shipped):
    load, clauses = read_plan_load(shipped.store, HEFEI, "zh"), read_clauses(shipped.store, HEFEI, "zh")
    found = {one.unit: one for one in last_owners(load, clauses)}
    science = found["id:unit/hefei-science-and-technology-bureau"]
    assert science.measures == tuple(f"{HEFEI}/{item}" for item in ("3/5/2/m6", "4/1/m3", "4/3/m1"))
    park = found["id:unit/hefei-binhu-science-city-committee"]
    assert (park.measures, park.goals) == ((f"{HEFEI}/3/3/6/m1",), ())
    by_hand = {
        clause.item: {owner.unit for owner in clause.owners}
        for clause in clauses.clauses
        if any(thing in park.things for thing, _relation in clause.touches)
    }
    assert park.things
    assert set().union(*by_hand.values()) == {park.unit}


def test_the_structure_of_hefei(shipped):
    incidence = shipped.incidence(plan=HEFEI.replace("id:", "https://w3id.org/aizone/id/"))
    load, clauses = read_plan_load(shipped.store, HEFEI, "zh"), read_clauses(shipped.store, HEFEI, "zh")
    found = plan_structure(incidence, load, clauses)
    assert found.units[0].unit == "id:unit/hefei-science-and-technology-bureau"
    groups = [one for one in found.units if one.unit.startswith("id:group") or "governments" in one.unit]
    assert all(one.community is None for one in groups)
    assert sorted(unit for group in found.communities for unit in group) == sorted(
        one.unit for one in found.units if one.community
    )
