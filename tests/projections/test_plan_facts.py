import pyoxigraph as ox

from aizone.projections.labels import read_labels
from aizone.projections.plan_facts import read_plan_facts
from aizone.store import OxigraphStore
from aizone.vocab import AZ, RDF, SKOS

HEFEI = "id:plan/hefei-2020-2023"
UNIT = "id:unit/hefei-science-and-technology-bureau"


def test_the_facts_of_a_plan(shipped):
    facts = read_plan_facts(shipped.store, HEFEI, "zh")
    assert {row.plan for row in (*facts.work, *facts.responsibilities, *facts.goals, *facts.served)} == {HEFEI}
    assert len(facts.written) == 159
    assert len({row.unit for row in facts.written if row.unit_type != "az:UnitGroup"}) == 32
    assert len(facts.responsibilities) > 159  # with the members of collective owners
    assert len({row.goal for row in facts.goals}) == 5  # the overall aim among them
    assert sum(row.target is not None for row in facts.goals) == 9
    assert all(row.goal_label for row in facts.goals)
    assert all(row.target_label for row in facts.goals if row.target is not None)


def test_a_goal_without_targets_or_english_name_is_one_record():
    plan, goal = ox.NamedNode("https://w3id.org/aizone/id/plan/p"), ox.NamedNode("https://w3id.org/aizone/id/plan/p/1")
    store = OxigraphStore()
    store.replace_graph(
        plan,
        [
            ox.Quad(goal, RDF.type, AZ.Goal, plan),
            ox.Quad(goal, AZ.position, ox.Literal(1), plan),
            ox.Quad(goal, SKOS.prefLabel, ox.Literal("目标", language="zh"), plan),
            ox.Quad(plan, SKOS.prefLabel, ox.Literal("方案", language="zh"), plan),
        ],
    )
    (found,) = read_plan_facts(store, "id:plan/p", "en").goals
    assert (found.goal, found.goal_label, found.target, found.target_label) == ("id:plan/p/1", "目标", None, "")


def test_labels_are_read_once_per_node(shipped):
    found = read_labels(shipped.store, [UNIT, HEFEI, UNIT, "id:unit/nobody"], "zh")
    assert list(found) == [UNIT, HEFEI, "id:unit/nobody"]
    assert (found[UNIT], found["id:unit/nobody"]) == ("合肥市科学技术局", "id:unit/nobody")
