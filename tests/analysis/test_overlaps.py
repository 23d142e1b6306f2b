import pytest

from aizone.analysis.overlaps import PairRoles, expected_shared, find_overlaps, overlap_coefficient
from aizone.analysis.owner_groups import find_groups
from aizone.projections.incidence import project_incidence
from aizone.queries.records import Responsibility


@pytest.fixture
def found(incidence):
    """Six measures: a owns 4, b 4, c 3, d 1."""
    return incidence("a b", "b a", "a b c", "c", "c b", "d a")


def test_most_shared_first_then_the_tighter_bond(found):
    pairs = find_overlaps(found)
    assert [(pair.unit, pair.other, pair.shared) for pair in pairs] == [
        ("a", "b", 3), ("b", "c", 2), ("a", "d", 1), ("a", "c", 1),
    ]  # fmt: skip
    assert pairs[0].items == ("m1", "m2", "m3")


def test_a_pair_by_hand(found):
    pair = find_overlaps(found)[0]
    assert pair.expected == pytest.approx(4 * 4 / 6)
    assert pair.jaccard == pytest.approx(3 / (4 + 4 - 3))
    assert pair.coefficient == pytest.approx(3 / 4)
    assert pair.newman == pytest.approx(1 + 1 + 1 / 2)
    assert pair.roles == PairRoles(both_lead=0, unit_leads=2, other_leads=1, neither_leads=0)
    assert (pair.unit_first, pair.other_first) == (2, 1)
    assert pair.alone == ("m1", "m2")
    assert pair.reversed == (("m1", "m2"),)


def test_measures_apart_are_not_reversed_neighbours(incidence):
    (pair,) = (one for one in find_overlaps(incidence("a b", "c", "b a")) if one.shared > 1)
    assert pair.alone == ("m1", "m3")
    assert pair.reversed == ()


def test_filters(found):
    assert [pair.shared for pair in find_overlaps(found, min_shared=2)] == [3, 2]
    assert [(pair.unit, pair.other) for pair in find_overlaps(found, unit="c")] == [("c", "b"), ("c", "a")]
    with pytest.raises(KeyError):
        find_overlaps(found, unit="nobody")


def test_two_collective_owners_are_not_a_pair(incidence):
    pairs = find_overlaps(incidence("a X Y", "b X Y"))
    assert {(pair.unit, pair.other) for pair in pairs} == {("X", "a"), ("Y", "a"), ("X", "b"), ("Y", "b")}
    assert find_overlaps(incidence("X Y")) == []


def test_no_measure_is_no_pair(incidence):
    assert find_overlaps(incidence()) == []
    assert find_overlaps(incidence("a", "b")) == []


def test_two_plans_are_two_draws():
    rows = [
        Responsibility(f"{plan}{item}", unit, "responsible", "explicit", plan)
        for plan, size in (("p", 2), ("q", 4))
        for item in range(size)
        for unit in ("a", "b")
        if unit == "a" or item == 0
    ]
    (pair,) = find_overlaps(project_incidence(rows))
    assert pair.shared == 2
    assert pair.expected == pytest.approx(2 * 1 / 2 + 4 * 1 / 4)


def test_the_small_measures_by_hand():
    assert expected_shared(2, 3, 6) == 1.0
    assert overlap_coefficient(2, 2, 9) == 1.0


def test_groups_by_hand(incidence):
    found = find_groups(incidence("a b c", "b a c d", "a b c", "a b", "d a b c"))
    assert [(group.units, group.shared, group.alone) for group in found] == [
        (("a", "b", "c"), 4, ("m1", "m3")),
        (("b", "d", "a", "c"), 2, ("m2", "m5")),
    ]
    assert found[0].leads == (2, 1, 0)
    assert found[0].first == (3, 1, 0)  # m5 names d, then a
    expected = 5 * (5 / 5) * (5 / 5) * (4 / 5)
    assert (found[0].expected, found[0].jaccard, found[0].coefficient) == (pytest.approx(expected), 4 / 5, 4 / 4)
    assert found[0].newman == pytest.approx(1 / 2 + 1 / 3 + 1 / 2 + 1 / 3)
    assert found[1].expected == pytest.approx(5 * (5 / 5) * (2 / 5) * (5 / 5) * (4 / 5))


def test_collective_owners_count_as_one_in_a_group(incidence):
    assert find_groups(incidence("a X Y", "a X Y")) == []
    (group,) = find_groups(incidence("a b X Y", "a b X Y"))
    assert set(group.units) == {"a", "b", "X", "Y"}
