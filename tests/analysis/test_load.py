from aizone.analysis.goal_flows import GoalFlow, goal_flows
from aizone.analysis.load import SharedUnit, UnitLoad, loads_over_plans, loads_together, shared_units, unit_loads
from aizone.projections.plan_facts import PlanFacts
from aizone.queries.records import GoalArea, Responsibility, UnitRoles, Work


def has(item, unit, role, task="t1"):
    return Responsibility(item, unit, role, "explicit", "p", task=task, unit_label=unit.upper())


ROWS = (
    has("m1", "a", "lead"),
    has("m1", "b", "support"),
    has("m2", "a", "responsible"),
    has("m2", "a", "support"),  # two roles in one measure: one measure in all
    has("m2", "b", "responsible"),
    has("m3", "c", "lead", task="t2"),
    has("m3", "c", "lead", task="t2"),  # named twice
)


def test_the_load_of_units_by_hand():
    assert unit_loads(ROWS, "en") == (
        UnitLoad("a", "A", leads=1, responsible=1, supports=1, total=2),
        UnitLoad("c", "C", leads=1, responsible=0, supports=0, total=1),
        UnitLoad("b", "B", leads=0, responsible=1, supports=1, total=2),
    )


def test_loads_of_several_plans_add_up():
    one, two = unit_loads(ROWS, "en"), unit_loads(ROWS[5:], "en")
    assert loads_together([one, two], "en")[0] == UnitLoad("c", "C", leads=2, responsible=0, supports=0, total=2)
    assert shared_units([one, two], "en") == (SharedUnit("c", "C", (1, 1)),)
    assert shared_units([one], "en") == ()


def test_a_unit_has_its_load_in_each_plan_and_the_sum():
    def roles(unit, plan, *counts):
        return UnitRoles(unit, "az:GovernmentUnit", plan, *counts, unit_label=unit.upper())

    rows = [roles("a", "q", 1, 0, 2, 0, 3), roles("b", "p", 4, 1, 0, 0, 5), roles("a", "p", 2, 3, 0, 1, 5)]
    first, second = loads_over_plans(rows, "en")
    assert (first.unit, first.label, len(first.plans)) == ("b", "B", 1)
    assert [row.plan for row in second.plans] == ["p", "q"]
    assert (second.leads, second.responsible, second.supports, second.supervises, second.total) == (3, 3, 2, 1, 8)


def test_flows_follow_the_task_areas_that_serve_a_goal():
    work = (Work("p", "a1", "TaskArea", "p", 1), Work("p", "t1", "Task", "a1", 2), Work("p", "t2", "Task", "p", 3))
    served = (GoalArea("p", "g1", "a1", 0.5, "G1", "Area"), GoalArea("p", "g2", "a1", 0.4, "G2", "Area"))
    facts = PlanFacts("p", work, ROWS, (), served, ())
    assert goal_flows(facts) == (
        GoalFlow("g1", "G1", "a1", "Area", "a", "A", 1),
        GoalFlow("g2", "G2", "a1", "Area", "a", "A", 1),
    )  # t2 is outside every task area
