import numpy as np
import pytest

from aizone.analysis.chance import (
    benjamini_hochberg,
    degree_sequence_model,
    hypergeometric_tail,
    pair_chances,
    poisson_binomial_tail,
)


def test_the_chance_of_sharing_by_hand():
    """Two of five measures each: 1 way of 10 to have the same two, 6 of 10 to share exactly one."""
    assert hypergeometric_tail(2, 2, 2, 5) == pytest.approx(0.1)
    assert hypergeometric_tail(1, 2, 2, 5) == pytest.approx(0.7)
    assert hypergeometric_tail(0, 2, 2, 5) == 1.0


def test_coins_by_hand():
    assert poisson_binomial_tail(np.array([0.5, 0.5, 0.5]), 2) == pytest.approx(4 / 8)
    assert poisson_binomial_tail(np.array([0.5, 0.1]), 2) == pytest.approx(0.05)
    assert poisson_binomial_tail(np.array([0.5]), 0) == 1.0


def test_the_model_keeps_every_sum():
    model = degree_sequence_model([3, 2, 1], [1, 2, 2, 1])
    assert np.allclose(model.sum(axis=1), [3, 2, 1])
    assert np.allclose(model.sum(axis=0), [1, 2, 2, 1])
    even = degree_sequence_model([2, 2], [1, 1, 1, 1])
    assert np.allclose(even, 0.5)


def test_discoveries_by_hand():
    """Of four tried at 0.05 the limits are 0.0125, 0.025, 0.0375, 0.05."""
    assert benjamini_hochberg([0.03, 0.01, 0.035], 4) == 0.035
    assert benjamini_hochberg([0.03, 0.04], 4) == 0.0
    assert benjamini_hochberg([], 4) == 0.0


def test_a_small_plan_decides_nothing(incidence):
    found = pair_chances(incidence("a b", "b a", "c"))
    assert (found.measures, found.tried, found.sharing, found.decidable) == (3, 3, 1, 0)
    assert not found.can_decide
    assert found.pairs == ()


def test_a_bond_stands_out_where_there_are_enough_measures(incidence):
    """a and b own ten of forty measures each, always together; c and d share what chance gives."""
    found = pair_chances(incidence(*["a b"] * 10, *["c d"] * 3, *["c"] * 13, *["d"] * 14))
    assert found.can_decide
    assert [(pair.unit, pair.other, pair.stands_out) for pair in found.pairs] == [("a", "b", True), ("c", "d", False)]
    assert found.pairs[0].hypergeometric == pytest.approx(1 / 847_660_528)  # 40 over 10
    assert found.standing_out == 1


def test_two_collective_owners_are_not_tried(incidence):
    found = pair_chances(incidence("a X Y", "b X Y", "a"))
    assert found.tried == 4 * 3 // 2 - 1
    assert found.sharing == 4


def test_the_hefei_plan_is_too_small_to_tell(shipped):
    found = pair_chances(shipped.incidence(plan="hefei-2020-2023"))
    assert (found.measures, found.tried) == (57, 592)
    assert not found.can_decide
