from aizone.analysis.goal_flows import GoalFlow
from aizone.views.plan.flows import biggest, sankey
from tests.views.pages import heads_of, overview_of

FLOWS = (
    GoalFlow("g1", "Goal {1}", "a1", "Area", "u1", "One", 3),
    GoalFlow("g2", "Goal 2", "a1", "Area", "u1", "One", 3),
    GoalFlow("g1", "Goal {1}", "a2", "Area", "u2", "Two", 1),
    GoalFlow("g1", "Goal {1}", "a2", "Area", "u3", "Three", 1),
)


def test_what_flows_into_an_area_and_out_of_it():
    option = sankey(FLOWS, colors=("#1", "#2", "#3"), ink="#4")
    series = option["baseOption"]["series"][0]
    links = {(link["source"], link["target"]): link["value"] for link in series["links"]}
    assert links["g1", "a1"] == links["g2", "a1"] == 3
    assert links["a1", "u1"] == 3  # once, though the area serves two goals
    assert [node["depth"] for node in series["data"]] == [0, 0, 1, 1, 2, 2, 2]
    assert series["data"][0]["label"]["formatter"] == "Goal (1)"  # braces would be a template
    (narrow,) = option["media"]
    narrower = narrow["option"]["series"][0]["levels"]
    assert all(level["label"]["width"] < series["label"]["width"] for level in narrower)  # where the columns are near


def test_small_units_are_put_together():
    merged = biggest(FLOWS, 1, "others")
    assert {flow.unit for flow in merged} == {"u1", "others"}
    assert sum(flow.leads for flow in merged) == sum(flow.leads for flow in FLOWS)
    assert biggest(FLOWS, 9, "others") == FLOWS


def test_the_flows_of_a_plan_are_its_leads(shipped):
    view = overview_of(shipped, heads_of(shipped, "zh")[0], "zh")
    assert {flow.unit_label for flow in view.flows if flow.leads == 8} <= {unit.label for unit in view.units}
    for goal in view.goals:
        assert sum(count for _unit, _label, count in goal.leads) == sum(
            f.leads for f in view.flows if f.goal == goal.goal
        )
