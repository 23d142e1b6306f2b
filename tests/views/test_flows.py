from itertools import pairwise

import pytest

from aizone.analysis.goal_flows import GoalFlow
from aizone.views.plan.flows import biggest, flow_picture
from tests.views.pages import heads_of, overview_of

FLOWS = (
    GoalFlow("g1", "Goal {1}", "a1", "Area", "u1", "One", 3),
    GoalFlow("g2", "Goal 2", "a1", "Area", "u1", "One", 3),
    GoalFlow("g1", "Goal {1}", "a2", "Area", "u2", "Two", 1),
    GoalFlow("g1", "Goal {1}", "a2", "Area", "u3", "Three", 1),
)


def test_what_flows_into_an_area_and_out_of_it():
    picture = flow_picture(FLOWS)
    assert sorted((node.label, node.column, node.measures) for node in picture.nodes) == [
        ("Area", 1, 2), ("Area", 1, 6), ("Goal 2", 0, 3), ("Goal {1}", 0, 5), ("One", 2, 3), ("Three", 2, 1), ("Two", 2, 1)
    ]  # fmt: skip
    words = [stream.words for stream in picture.streams]
    assert words.count("Area → One: 3") == 1  # once, though the area serves two goals
    assert {"Goal {1} → Area: 3", "Goal 2 → Area: 3", "Area → Two: 1"} <= {*words}


def test_units_of_several_cities_are_named_with_their_city():
    names = ("Hefei Municipal Bureau A", "Hefei Municipal Bureau B", "Hefei Municipal Office")
    own = [GoalFlow("g1", "Goal", "a1", "Area", name, name, 1) for name in names]
    other = GoalFlow("g2", "Other", "a2", "Other", "y", "Yunjiang Municipal Office", 1)

    def units(flows):
        return {node.label for node in flow_picture(flows).nodes if node.column == 2}

    assert units(own) == {"Bureau A", "Bureau B", "Office"}
    assert units([*own, other]) == {*names, "Yunjiang Municipal Office"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_have_room_for_their_lines_and_touch_nothing(shipped, lang):
    flows = biggest(overview_of(shipped, heads_of(shipped, lang)[0], lang).flows, 10, "other units")
    picture = flow_picture(flows)
    for column in range(3):
        own = [node for node in picture.nodes if node.column == column]
        assert all(above.room_top + above.room <= below.room_top for above, below in pairwise(own))
        assert all(
            node.room_top <= node.top and node.top + node.height <= node.room_top + node.room + 0.1 for node in own
        )
        assert own[0].room_top >= 0
        assert own[-1].room_top + own[-1].room <= picture.height
    assert [node.node for node in picture.nodes if node.label == "other units"] == [None]


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
