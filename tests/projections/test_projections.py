"""Projections of a graph small enough to work out by hand.

Measures: m1 owned by a (lead) and b; m2 by a (lead), b and the group g, whose members are c and d; m3 by c alone.
"""

import networkx as nx
import pyoxigraph as ox
import pytest

from aizone.analysis.overlaps import find_overlaps
from aizone.analysis.owner_groups import find_groups
from aizone.projections.bipartite import project_bipartite
from aizone.projections.co_responsibility import project_co_responsibility
from aizone.projections.incidence import project_incidence
from aizone.projections.tables import to_frame
from aizone.queries.records import Responsibility
from aizone.store import Rows
from aizone.vocab import AZROLE

ID = "https://w3id.org/aizone/id/"


def row(item, unit, role, basis="explicit", group=None):
    return Responsibility(
        plan="id:plan/p",
        item=f"id:{item}",
        item_label=item,
        task="id:t",
        unit=f"id:{unit}",
        unit_label=unit.upper(),
        unit_type="az:UnitGroup" if unit in {"g", "h"} else "az:GovernmentUnit",
        role=role,
        basis=basis,
        rank=1,
        group=None if group is None else f"id:{group}",
    )


ASSIGNMENTS = [
    row("m1", "a", "lead"),
    row("m1", "b", "responsible"),
    row("m2", "a", "lead"),
    row("m2", "b", "responsible"),
    row("m2", "g", "responsible"),
    row("m2", "c", "responsible", "group", "g"),
    row("m2", "d", "responsible", "group", "g"),
    row("m3", "c", "lead"),
]


def edges(graph):
    return {tuple(sorted((one[3:], two[3:]))): data for one, two, data in graph.edges(data=True)}


def test_a_group_counts_as_one_owner():
    graph = project_co_responsibility(ASSIGNMENTS)
    shared = {pair: (data["shared"], data["newman"]) for pair, data in edges(graph).items()}
    assert shared == {("a", "b"): (2, 1 + 1 / 2), ("a", "g"): (1, 1 / 2), ("b", "g"): (1, 1 / 2)}
    assert nx.get_node_attributes(graph, "items") == {"id:a": 2, "id:b": 2, "id:g": 1, "id:c": 1}
    assert list(nx.isolates(graph)) == ["id:c"]
    assert edges(graph)[("a", "b")]["items"].split() == ["id:m1", "id:m2"]


def test_a_group_counts_as_its_members():
    graph = project_co_responsibility(ASSIGNMENTS, groups="expand")
    assert "id:g" not in graph
    weights = {pair: data["newman"] for pair, data in edges(graph).items()}
    assert weights[("a", "b")] == pytest.approx(1 + 1 / 3)
    assert weights[("a", "c")] == pytest.approx(1 / 3)
    assert sorted(weights) == [
        ("a", "b"),
        ("a", "c"),
        ("a", "d"),
        ("b", "c"),
        ("b", "d"),
    ]  # m2 names neither c nor d itself


PHRASES = [
    row("m1", "a", "lead"),
    row("m1", "g", "responsible"),
    row("m1", "h", "responsible"),
    row("m1", "c", "responsible", "group", "g"),
    row("m1", "d", "responsible", "group", "g"),
    row("m1", "e", "responsible", "group", "h"),
    row("m1", "e", "responsible"),  # e is named itself as well
]


@pytest.mark.parametrize(
    ("groups", "pairs"),
    [("one", "ae ag ah eg eh"), ("expand", "ac ad ae ce de")],
)
def test_two_owners_that_only_phrases_name_are_no_pair(groups, pairs):
    wanted = [tuple(pair) for pair in pairs.split()]
    assert sorted(edges(project_co_responsibility(PHRASES, groups=groups))) == wanted
    incidence = project_incidence(PHRASES, groups=groups)
    assert sorted(tuple(sorted((one.unit[3:], one.other[3:]))) for one in find_overlaps(incidence)) == wanted
    found = find_groups(incidence, min_shared=1)
    assert [sorted(unit[3:] for unit in group.units) for group in found] == [
        list("aegh" if groups == "one" else "acde")
    ]


def test_a_group_with_unknown_members_stays_one_owner_when_expanding():
    rows = [row("m1", "a", "lead"), row("m1", "g", "responsible")]
    assert "id:g" in project_co_responsibility(rows, groups="expand")


def test_units_and_measures_with_roles():
    graph = project_bipartite(ASSIGNMENTS)
    assert {node for node, data in graph.nodes(data=True) if data["bipartite"] == 0} == {"id:a", "id:b", "id:c", "id:g"}
    assert graph.edges["id:a", "id:m1", "lead"]["basis"] == "explicit"
    assert graph.number_of_edges() == 6


def test_the_whole_graph_keeps_parallel_roles_apart(shipped):
    graph = shipped.graph()
    unit = "id:unit/hefei-science-and-technology-bureau"
    leads = [(s, k) for s, _t, k, d in graph.in_edges(unit, keys=True, data=True) if d.get("role") == "lead"]
    assert len(leads) == 18
    assert {key for _source, key in leads} == {"az:assignment lead"}
    assert graph.nodes[unit]["label_en"] == "Hefei Municipal Bureau of Science and Technology"
    assert graph.nodes["id:plan/hefei-2020-2023/3/1/1"]["type"] == "az:Task"


def test_the_work_breakdown_is_a_tree(shipped):
    tree = shipped.work_breakdown("hefei-2020-2023")
    assert nx.is_arborescence(tree)
    kinds = nx.get_node_attributes(tree, "type")
    assert [list(kinds.values()).count(kind) for kind in ("az:Plan", "az:TaskArea", "az:Task", "az:Measure")] == [
        1,
        5,
        28,
        57,
    ]


def test_frames_have_useful_types():
    rows = Rows(
        ("role", "n", "share", "label", "unit", "flag"),
        [
            (
                AZROLE.lead,
                ox.Literal(3),
                ox.Literal(0.5),
                ox.Literal("x"),
                ox.NamedNode(ID + "unit/a"),
                ox.Literal(True),
            ),
            (None, None, None, None, None, None),
        ],
    )
    frame = to_frame(rows)
    assert [str(dtype) for dtype in frame.dtypes] == ["category", "Int64", "Float64", "string", "string", "boolean"]
    assert frame.loc[0, "unit"] == "id:unit/a"
    assert frame.loc[1].isna().all()
    assert len(to_frame(Rows(("a",), []))) == 0
