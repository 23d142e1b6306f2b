import networkx as nx
import pytest

from aizone.analysis.relations import neighbours_by_relation
from aizone.projections.folded import fold_measures
from aizone.views.graph import state as graph_state
from aizone.views.graph.layout import first_layout, place_new
from aizone.views.graph.menu import connections
from aizone.views.graph.replay import follow, named, needed
from aizone.views.graph.spread import HEIGHT_PX, WIDTH_PX, spread_layout
from aizone.views.graph.state import GraphState, begin, expand, hide, keep_only, open_more, redo, toggle_pin, undo

HUB = "unit"


@pytest.fixture
def star():
    """A unit that leads 30 tasks; task 0 has 3 other owners, one of them owns task 1 too, and a park hangs on task 0."""
    graph = nx.MultiDiGraph()
    graph.add_node(HUB, group="Unit", label_zh="局", label_en="Bureau")
    for number in range(30):
        graph.add_node(f"t{number:02}", group="Task", label_zh=f"任务{number}", label_en=f"Task {number}")
        graph.add_edge(f"t{number:02}", HUB, "lead", count=30 - number)
    for number in range(3):
        graph.add_node(f"u{number}", group="Unit", label_zh=f"单位{number}", label_en=f"Unit {number}")
        graph.add_edge("t00", f"u{number}", "responsible", count=1)
    graph.add_edge("t01", "u0", "responsible", count=1)
    graph.add_node("park", group="Park", label_zh="园", label_en="Park")
    graph.add_edge("t00", "park", "az:supports", count=1)
    return graph


@pytest.fixture
def state(star):
    return GraphState(begin(star, HUB))


def overlaps(places, width=WIDTH_PX, height=HEIGHT_PX):
    points = list(places.values())
    return [
        (one, two)
        for index, one in enumerate(points)
        for two in points[index + 1 :]
        if abs(one[0] - two[0]) < width * 0.95 and abs(one[1] - two[1]) < height * 0.95
    ]


def test_a_hub_shows_its_strongest_neighbours_and_the_rest_under_more(star, state):
    assert state.now.shown == (HUB, *(f"t{number:02}" for number in range(graph_state.GROUP_KEEP)))
    (more,) = state.now.more
    assert (more.anchor, more.relation, len(more.members)) == (HUB, ("lead", "in"), 22)
    assert more.id in state.now.places
    assert overlaps(state.now.places, 90, 20) == []


def test_more_opens_on_demand_and_moves_nothing(star, state):
    before = dict(state.now.places)
    (more,) = state.now.more
    opened = open_more(state, star, more.id)
    assert len(opened.now.shown) == 31
    assert opened.now.more == ()
    assert all(opened.now.places[node] == place for node, place in before.items() if node != more.id)
    assert overlaps(opened.now.places, 90, 40) == []
    assert open_more(opened, star, more.id) is opened


def test_expanding_by_relation_shows_that_relation_only(star, state):
    grown = expand(state, star, "t00", ("responsible", "out"))
    assert set(grown.now.shown) - set(state.now.shown) == {"u0", "u1", "u2"}
    assert expand(grown, star, "t00", ("responsible", "out")) is grown
    assert "park" in expand(grown, star, "t00").now.shown
    assert expand(state, star, "nowhere") is state


def test_undo_and_redo_walk_through_the_pictures(star, state):
    one = expand(state, star, "t00")
    two = hide(one, ["t03"])
    assert undo(two).now == one.now
    assert undo(undo(two)).now == state.now
    assert undo(undo(undo(two))).now == state.now
    assert redo(undo(two)).now == two.now
    assert redo(two) is two
    assert hide(undo(two), ["t04"]).future == ()


def test_history_does_not_grow_without_end(star, state):
    for number in range(200):
        state = graph_state.move(state, {HUB: (float(number + 1), 0.0)})
    assert len(state.past) == 60


def test_collapse_takes_only_what_hangs_on_nothing_else(star, state):
    grown = expand(expand(state, star, "t00"), star, "t01")
    smaller = graph_state.collapse(grown, star, "t00")
    assert set(grown.now.shown) - set(smaller.now.shown) == {"u1", "u2", "park"}
    assert "u0" in smaller.now.shown  # t01 holds it
    pinned = graph_state.collapse(toggle_pin(grown, ["u1"]), star, "t00")
    assert "u1" in pinned.now.shown


def test_keeping_some_keeps_the_pinned_too(star, state):
    kept = keep_only(toggle_pin(state, ["t02"]), [HUB])
    assert set(kept.now.shown) == {HUB, "t02"}
    assert toggle_pin(kept, ["t02"]).now.pinned == frozenset()


def test_moving_changes_only_what_was_dragged(star, state):
    moved = graph_state.move(state, {"t00": (999.0, -5.0), "nowhere": (0.0, 0.0)})
    assert moved.now.places["t00"] == (999.0, -5.0)
    assert "nowhere" not in moved.now.places
    assert all(moved.now.places[node] == place for node, place in state.now.places.items() if node != "t00")


def test_the_cap_says_what_it_left_out(monkeypatch, star, state):
    monkeypatch.setattr(graph_state, "MAX_NODES", 20)
    (more,) = state.now.more
    opened = open_more(state, star, more.id)
    assert len(opened.now.shown) == 20
    assert opened.now.left_out == 11
    assert len(opened.now.more[0].members) == 11  # still there to be opened later


def test_an_address_draws_the_same_picture(star, state):
    (more,) = state.now.more
    made = expand(open_more(expand(state, star, "t00", ("responsible", "out")), star, more.id), star, "t01")
    again = follow(None, star, HUB, made.now.opened)
    assert again.now.places == made.now.places
    assert follow(made, star, HUB, made.now.opened) is made


def test_an_address_holds_what_was_hidden_pinned_added_and_collapsed(star, state):
    made = expand(state, star, "t00")
    made = graph_state.collapse(toggle_pin(made, ["u1"]), star, "t00")
    made = expand(hide(hide(made, ["t03"]), ["t04"]), star, "t00")
    made = graph_state.add(made, star, ["t25"])
    assert made.now.steps == ("t00", "pin^u1", "less^t00", "hide^t03^t04", "t00", "add^t25")
    assert named(made.now.opened) == {HUB, "t25"}
    assert needed((*made.now.opened, "t01^responsible^out", f"more^{HUB}^lead^in")) == {HUB, "t00", "t01", "t25"}
    again = follow(None, star, HUB, made.now.opened)
    assert again.now.places == made.now.places
    assert again.now.pinned == {"u1"}
    kept = keep_only(made, [HUB, "t25"])
    assert set(follow(None, star, HUB, kept.now.opened).now.shown) == {HUB, "t25", "u1"}


def test_a_picture_is_made_again_when_classes_come_or_go(star, state):
    without = star.subgraph([node for node in star if not node.startswith("u0")])
    narrowed = follow(state, without, HUB, state.now.opened, frozenset({"Unit"}))
    assert narrowed.now.without == {"Unit"}
    assert graph_state.restart(narrowed, without, "t00").now.without == {"Unit"}
    assert undo(narrowed).now == state.now
    assert follow(narrowed, star, HUB, state.now.opened).now == state.now


def test_steps_that_mean_nothing_change_nothing(star, state):
    for step in (
        "hide^nothing",
        f"hide^{'^'.join(state.now.shown)}",
        "keep^nothing",
        "keep",
        "pin",
        "less",
        "add^x",
        "more^x^y^z",
        "^",
    ):
        assert follow(None, star, HUB, (HUB, step)).now.places == state.now.places, step


def test_going_back_takes_away_what_was_added_and_leaves_the_rest_in_place(star, state):
    dragged = graph_state.move(expand(state, star, "t00"), {"t01": (500.0, 500.0)})
    back = follow(dragged, star, HUB, state.now.opened)
    assert set(back.now.shown) == set(state.now.shown)
    assert back.now.places["t01"] == (500.0, 500.0)


def test_another_selection_is_added_when_it_is_near_and_begins_a_new_picture_when_not(star, state):
    same = state.now.opened
    assert follow(state, star, "t02", same) is state
    near = follow(state, star, "t25", same)
    assert set(near.now.shown) == {*state.now.shown, "t25"}
    star.add_node("far", group="Unit", label_zh="远", label_en="")
    far = follow(state, star, "far", same)
    assert far.now.shown == ("far",)
    alone = follow(state, star, "t02", ())  # a link from another page begins a new picture
    assert alone.now.start == "t02"
    assert undo(alone).now == state.now
    assert undo(far).now == state.now


def test_neighbours_are_counted_before_they_are_shown(star, state):
    (line,) = connections(star, HUB, set(state.now.shown), "en")
    assert (line.label, line.count, line.shown, line.partners) == ("leads", 30, 8, 3)
    assert line.kinds == (("Task", 30),)
    star.add_edge("t00", HUB, "responsible", count=1)
    assert sum(map(len, neighbours_by_relation(star, HUB).values())) == 30  # under the strongest role only


@pytest.mark.parametrize("count", [1, 2, 5, 7, 19, 60, 300])
def test_no_two_nodes_share_a_place(count):
    graph = nx.MultiDiGraph()
    for number in range(count):
        graph.add_node(f"n{number:03}", group="Task")
        if number:
            graph.add_edge("n000", f"n{number:03}", "lead", count=1)
    assert overlaps(spread_layout(graph, list(graph))) == []
    assert overlaps(first_layout(graph, list(graph)), 90, 20) == []


def test_a_thousand_nodes_are_always_placed_alike():
    graph = nx.MultiDiGraph(nx.barabasi_albert_graph(1000, 2, seed=1))
    nx.set_node_attributes(graph, "Task", "group")
    graph = nx.relabel_nodes(graph, str)
    one = spread_layout(graph, list(graph))
    assert one == spread_layout(graph, list(graph))
    assert overlaps(one) == []


def test_new_nodes_come_near_their_anchor_and_touch_nothing():
    placed = {"a": (0.0, 0.0), "b": (400.0, 0.0)}
    found = place_new(placed, ["c", "d", "e"], placed["b"])
    assert all(abs(x - 400) + abs(y) < 500 for x, y in found.values())
    assert overlaps({**placed, **found}, 90, 40) == []


def test_the_real_plan_can_be_walked(shipped):
    folded = fold_measures(shipped.graph())
    unit = "id:unit/hefei-science-and-technology-bureau"
    state = GraphState(begin(folded, unit))
    assert 10 < len(state.now.shown) < 30
    for node in state.now.shown[1:6]:
        before = dict(state.now.places)
        state = expand(state, folded, node)
        assert all(state.now.places[one] == place for one, place in before.items() if one in state.now.places)
    assert overlaps(state.now.places, 90, 20) == []
