"""Tables and the network of the page of overlaps."""

import pytest

from aizone.analysis.overlaps import find_overlaps
from aizone.projections.incidence import project_incidence
from aizone.projections.plan_load import read_goal_measures, read_plan_load
from aizone.queries.records import GoalUnit, Responsibility
from aizone.views.desk.grids import goal_grid, unit_grid
from aizone.views.desk.network import HEIGHT, NARROW, WIDTH, network_picture
from aizone.views.graph.crossing import touches
from aizone.views.graph.lettering import width_px, wrapped

HEFEI = "id:plan/hefei-2020-2023"


def pairs_of(*lists):
    rows = [
        Responsibility(f"m{number}", unit, "responsible", "explicit", "p", unit_label=unit)
        for number, owners in enumerate(lists)
        for unit in owners
    ]
    return find_overlaps(project_incidence(rows))


def test_units_against_units_by_hand():
    grid = unit_grid(pairs_of("ab", "ab", "bc", "de"))
    assert grid.units == ("b", "a", "c", "d", "e")
    assert (grid.cells["a", "b"], grid.cells["b", "a"], grid.most) == (2, 2, 2)
    assert (grid.pairs, grid.empty, grid.left_out) == (10, 7, 0)
    assert unit_grid(pairs_of("ab", "ab", "bc"), unit="c").units[0] == "c"
    assert unit_grid([]).units == ()


def test_units_against_goals_by_hand():
    rows = [GoalUnit("p", "g", "a", 3, 1, "G"), GoalUnit("p", "h", "b", 2, 0, "H"), GoalUnit("p", "h", "a", 1, 1, "H")]
    grid = goal_grid(rows)
    assert (grid.units, grid.goals) == (("a", "b"), (("g", "G"), ("h", "H")))
    assert (grid.cells["a", "g"], grid.most, grid.empty) == ((3, 1), 3, 1)
    assert goal_grid(rows, unit="b").units == ("b",)
    assert goal_grid([]).goals == ()


def test_a_cell_of_a_goal_lists_as_many_measures_as_it_says(shipped):
    for groups in ("one", "expand"):
        load = read_plan_load(shipped.store, HEFEI, "zh", groups=groups)
        for row in load.goals[::7]:
            items = read_goal_measures(shipped.store, HEFEI, row.unit, row.goal, "zh", groups=groups)
            assert len(items) == row.measures


def test_the_network_is_drawn_inside_its_frame_and_always_alike(shipped):
    pairs = find_overlaps(shipped.incidence(plan="hefei-2020-2023"))
    names = {pair.unit: pair.unit_label for pair in pairs} | {pair.other: pair.other_label for pair in pairs}
    picture = network_picture(pairs, names, {names_unit: (2, 1) for names_unit in names})
    assert picture == network_picture(pairs, names, {names_unit: (2, 1) for names_unit in names})
    assert {node.unit for node in picture.nodes} == set(names)
    assert len(picture.edges) == len(pairs) == 101
    assert all(0 < node.x < WIDTH and 0 < node.y < picture.height for node in picture.nodes)
    widths = {edge.shared: edge.width for edge in picture.edges}
    assert widths[18] > widths[12] > widths[1]
    assert network_picture([], {}, {}).nodes == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", ["hefei-2020-2023", "yunjiang-2024-2026"])
@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_no_two_names_of_the_network_touch(shipped, plan, lang, width):
    pairs = find_overlaps(shipped.incidence(plan=plan, lang=lang))
    names = {pair.unit: pair.unit_label for pair in pairs} | {pair.other: pair.other_label for pair in pairs}
    picture = network_picture(pairs, names, {unit: (5, 1) for unit in names}, width)
    assert picture.height >= min(width, HEIGHT)
    rooms = []
    for node in picture.nodes:
        lines = wrapped(node.label, 118, 13)
        half = max(node.radius, max(width_px(line) for line in lines) * 13 / 30)
        rooms.append((node.x - half, node.y - node.radius, node.x + half, node.y + node.radius + 16.5 * len(lines)))
    found = touches(rooms, rooms)
    assert found.sum() == len(rooms), "each touches itself alone"
    assert all(left >= 0 and right <= picture.width for left, _top, right, _bottom in rooms)
