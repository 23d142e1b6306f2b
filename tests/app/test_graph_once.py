"""What a click in the graph costs and does: the graph is read once and filtered once per run."""

import pytest

pytest.importorskip("streamlit")

from aizone.app import resources
from aizone.app.address import Address
from aizone.app.panels import graph_source
from aizone.app.panels.graph_source import read_graph
from aizone.app.panels.graph_visit import GraphVisit
from aizone.views.graph import building
from aizone.views.graph.state import GraphState, begin
from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

UNIT, OTHER = "id:unit/hefei-science-and-technology-bureau", "id:unit/hefei-education-bureau"
TASK = "id:plan/hefei-2020-2023/3/5/2"


@pytest.fixture
def calls(monkeypatch):
    """How often the graph was read and filtered since the last look."""
    counts = {"read": 0, "filtered": 0}

    def counted(module, name, key):
        real = getattr(module, name)

        def count(*args, **options):
            counts[key] += 1
            return real(*args, **options)

        monkeypatch.setattr(module, name, count)

    counted(resources, "folded_graph", "read")
    counted(building, "visible", "filtered")

    def since():
        found = dict(counts)
        counts.update(read=0, filtered=0)
        return found

    return since


def do(test, act, **event):
    """An act of the component, as its callback notes it, and the run that follows."""
    test.session_state["az-graph-visit"].waiting.append({"act": act, "at": 1.0, **event})
    return test.run()


def test_a_click_reads_and_filters_the_graph_once(open_page, calls):  # noqa: F811
    test = open_page("explore", id=UNIT)
    assert calls() == {"read": 1, "filtered": 1}
    for act, event in (
        ("pick", {"node": TASK}),
        ("expand", {"node": TASK}),
        ("edge", {"edge": f"{TASK}|lead|{UNIT}"}),
        ("pin", {"nodes": [TASK]}),
        ("collapse", {"nodes": [TASK]}),
        ("undo", {}),
        ("export", {"format": "svg"}),
        ("path", {"nodes": [UNIT, TASK]}),
        ("restart", {"node": TASK}),
    ):
        do(test, act, **event)
        assert not test.exception
        assert calls() == {"read": 1, "filtered": 1}, act
    assert "How the two are connected" not in words(test)
    test.run()
    assert calls() == {"read": 1, "filtered": 1}


def test_a_switched_legend_filters_once_more_for_what_is_only_not_drawn(open_page, calls):  # noqa: F811
    test = open_page("explore", id=UNIT)
    calls()
    do(test, "filter", key="Unit")
    assert "Unit" in str(test.query_params["off"])
    assert calls() == {"read": 1, "filtered": 2}


def test_acts_that_came_together_are_applied_in_one_run(open_page, calls):  # noqa: F811
    test = open_page("explore", id=UNIT)
    calls()
    visit = test.session_state["az-graph-visit"]
    before = len(visit.state.now.shown)
    visit.waiting += [{"act": "pick", "node": TASK}, {"act": "expand", "node": TASK}]
    test.run()
    assert calls() == {"read": 1, "filtered": 1}
    assert len(test.session_state["az-graph-visit"].state.now.shown) > before
    assert test.query_params["id"] in (TASK, [TASK])
    assert visit.waiting == []


def test_the_way_to_an_entity_that_is_not_drawn_is_told_and_drawn(open_page, calls):  # noqa: F811
    test = open_page("explore", id=UNIT)
    test.text_input(key=f"path-other-{UNIT}").set_value("市教育局").run()
    calls()
    next(one for one in test.button if "Education" in one.label).click().run()
    assert calls() == {"read": 1, "filtered": 1}
    assert "How the two are connected" in words(test)
    assert OTHER in test.session_state["az-graph-visit"].state.now.shown


@pytest.mark.parametrize(
    ("event", "around"),
    [
        ({"act": "pick", "node": TASK}, {UNIT, TASK}),
        ({"act": "expand", "node": TASK}, {UNIT, TASK}),
        ({"act": "restart", "node": TASK}, {TASK}),
        ({"act": "undo"}, {OTHER, UNIT}),
        ({"act": "move", "places": {}}, {UNIT}),
        ({"act": "path", "nodes": [TASK, UNIT]}, {UNIT, TASK}),
    ],
)
def test_of_a_large_workspace_what_an_act_leads_to_is_read_with_it(monkeypatch, shipped, event, around):
    """The next run then finds the same graph again, because its address asks for the same entities."""
    full = resources.fold_measures(shipped.graph())
    asked = []
    monkeypatch.setattr(graph_source.resources, "workspace", lambda: shipped)
    monkeypatch.setattr(resources, "folded_graph", lambda _revision, _handle, around: asked.append(around) or full)
    now, past = begin(full, UNIT), begin(full, OTHER)
    read_graph(Address(id=UNIT), GraphVisit(state=GraphState(now, (past,))), [event])
    assert asked == [tuple(sorted(around))]


def test_of_a_large_workspace_each_surroundings_are_read_from_the_store_once(open_page, monkeypatch):  # noqa: F811
    reads = []
    real = resources.neighbourhood.neighbourhood
    monkeypatch.setattr(resources, "_WHOLE_QUADS", 0)
    monkeypatch.setattr(
        resources.neighbourhood, "neighbourhood", lambda store, nodes: reads.append(nodes) or real(store, nodes)
    )
    test = open_page("explore", id=UNIT)
    assert reads == [(UNIT,)]
    for act in ({"act": "pick", "node": TASK}, {"act": "expand", "node": TASK}, {"act": "undo"}):
        do(test, **act)
        assert not test.exception
        before = len(reads)
        test.run()
        assert len(reads) == before, f"the run after {act['act']} finds the graph again"
    assert len(reads) == 2


def test_an_entity_beside_which_nothing_is_drawn_says_what_is_switched_off(open_page):  # noqa: F811
    alone, plan = "id:plan/yunjiang-2027-2029/2/5", "id:plan/yunjiang-2027-2029"
    test = open_page("explore", id=alone, plan=plan)
    assert "switched off at first" in words(test)
    assert "off=none" in words(test)
    assert "switched off at first" not in words(open_page("explore", id=alone, plan=plan, off="none"))
    assert "switched off at first" not in words(open_page("explore", id=TASK))
