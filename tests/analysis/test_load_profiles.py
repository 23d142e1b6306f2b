import pytest

from aizone import queries
from aizone.analysis.concentration import gini, herfindahl, top_share
from aizone.analysis.load_profiles import OUTSIDE, load_profiles
from aizone.projections.plan_load import PlanLoad, read_plan_load
from aizone.queries.records import DatedMeasure, GoalUnit, Responsibility, TargetOwner, UnitRoles, Work


def has(item, unit, role, basis="explicit", kind="az:GovernmentUnit"):
    return Responsibility(item, unit, role, basis, "p", unit_label=unit.upper(), unit_type=kind)


OWNED = (
    has("m1", "a", "lead", "order"),
    has("m1", "b", "responsible"),
    has("m2", "a", "lead", "sole"),
    has("m3", "b", "lead"),
    has("m3", "a", "support"),
    has("m3", "a", "supervise"),
    has("m3", "x", "support", kind="az:UnitGroup"),
    has("m3", "y", "support", kind="az:UnitGroup"),
    has("m4", "c", "lead", "order", kind="az:PartyUnit"),
    has("m4", "b", "support"),
)
WORK = (
    Work("p", "a1", "TaskArea", "p", 1, "Area"),
    Work("p", "t1", "Task", "a1", 2),
    Work("p", "t2", "Task", "p", 3),
    *(Work("p", item, "Measure", task, number) for number, (item, task) in enumerate([("m1", "t1"), ("m2", "t1"), ("m3", "t1"), ("m4", "t2")], 4)),
)  # fmt: skip
LOAD = PlanLoad(
    "p",
    OWNED,
    WORK,
    goals=(GoalUnit("p", "g", "a", 3, 2), GoalUnit("p", "g", "b", 2, 1)),
    targets=(TargetOwner("p", "g", "g/t1", "项", "year", unit="a"),),
    dated=(DatedMeasure("p", "m1", deadline="2023"), DatedMeasure("p", "m3", deadline="2023-05"), DatedMeasure("p", "m2", continuous=True)),
)  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return {profile.unit: profile for profile in load_profiles(LOAD, "en")}


def test_roles_and_measures_by_hand(found):
    a = found["a"]
    assert (a.led, a.inferred, a.sole) == (("m1", "m2"), ("m1",), ("m2",))
    assert (a.responsible, a.supported, a.supervised) == ((), ("m3",), ("m3",))
    assert a.owned == ("m1", "m2", "m3")
    assert list(found) == ["a", "b", "c", "x", "y"]  # most leads, then most measures, then by name


def test_breadth_and_depth_by_hand(found):
    """a shares m1 with b, and m3 with b and both collective owners, which are not partners of each other."""
    assert found["a"].partners == (("b", 2), ("x", 1), ("y", 1))
    assert found["a"].depth == pytest.approx(4 / 3)
    assert found["x"].partners == (("a", 1), ("b", 1))
    assert found["x"].is_collective


def test_areas_and_what_lies_outside_by_hand(found):
    (area, outside) = found["b"].areas
    assert (area.area, area.led, area.owned, area.all_led, area.all_owned) == ("a1", ("m3",), ("m1", "m3"), 3, 3)
    assert (outside.area, outside.led, outside.owned, outside.all_led, outside.all_owned) == (
        OUTSIDE,
        (),
        ("m4",),
        1,
        1,
    )


def test_goals_targets_quarters_and_peers_by_hand(found):
    assert (found["a"].goals, found["a"].targets) == (("g",), ("g/t1",))
    assert found["a"].due == {"2023Q2": ("m3",), "2023Q4": ("m1",)}
    assert found["c"].due == {}
    assert (found["a"].peers, found["a"].usual) == (2, 3)  # a has 3 measures, b has 3
    assert (found["c"].peers, found["c"].usual) == (1, 1)


def test_concentration_by_hand():
    assert top_share([18, 9, 5, 4, 0]) == pytest.approx(32 / 36)
    assert top_share([]) == herfindahl([]) == gini([]) == gini([0, 0]) == 0.0
    assert herfindahl([2, 1, 1]) == pytest.approx(0.25 + 2 / 16)
    differences = [abs(one - two) for one in (0, 1, 3) for two in (0, 1, 3)]
    assert gini([0, 1, 3]) == pytest.approx(sum(differences) / 9 / (2 * 4 / 3))  # the definition, pair by pair


def test_the_science_bureau_of_hefei(shipped):
    """18 of 56 leads, 37 of 57 measures, and none of the 13 leads in 应用示范."""
    profiles = load_profiles(read_plan_load(shipped.store, "id:plan/hefei-2020-2023", "zh"), "zh")
    first = profiles[0]
    assert first.label == "合肥市科学技术局"
    assert (len(first.led), len(first.owned)) == (18, 37)
    assert len({item for profile in profiles for item in profile.led}) == 56
    assert sum(len(profile.inferred) for profile in profiles) == 46
    (shown,) = [area for area in first.areas if area.area.endswith("/3/3")]
    assert (shown.led, shown.all_led) == ((), 13)
    assert len(first.sole) == 3


def test_the_counts_are_those_of_the_question(shipped):
    for plan in shipped.plan_slugs():
        for groups in ("one", "expand"):
            rows = shipped.select("units", plan=plan, groups=groups)
            asked = {row.unit: (row.leads, row.responsible, row.supports, row.supervises, row.total) for row in queries.decode(rows, UnitRoles)}  # fmt: skip
            load = read_plan_load(shipped.store, f"id:plan/{plan}", "zh", groups=groups)
            assert {
                one.unit: tuple(map(len, (one.led, one.responsible, one.supported, one.supervised, one.owned)))
                for one in load_profiles(load, "zh")
            } == asked
