from itertools import combinations

import numpy as np
import pytest

from aizone.analysis.pair_counts import pair_counts


def test_three_measures_by_hand():
    """a b; a b c; c: a and b share two, the others one, in a list of three."""
    found = pair_counts(np.array([0, 1, 1, 0, 2, 2]), np.array([0, 0, 1, 1, 1, 2]), 3)
    assert list(zip(found.first.tolist(), found.second.tolist(), found.shared.tolist(), strict=True)) == [
        (0, 1, 2), (0, 2, 1), (1, 2, 1),
    ]  # fmt: skip
    assert found.newman.tolist() == [1.5, 0.5, 0.5]


def test_nothing_shared():
    empty = np.zeros(0, np.int64)
    assert len(pair_counts(empty, empty, 0).shared) == 0
    assert len(pair_counts(np.array([0, 1]), np.array([0, 1]), 2).shared) == 0


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_product_of_the_matrix_with_itself(seed):
    random = np.random.default_rng(seed)
    matrix = random.random((40, 12)) < 0.3
    items, units = np.nonzero(matrix)
    found = pair_counts(units, items, 12)
    product = matrix.T.astype(int) @ matrix.astype(int)
    counted = dict(
        zip(zip(found.first.tolist(), found.second.tolist(), strict=True), found.shared.tolist(), strict=True)
    )
    assert counted == {(a, b): product[a, b] for a, b in combinations(range(12), 2) if product[a, b]}
    weights = np.where(matrix.sum(axis=1) > 1, 1 / np.maximum(matrix.sum(axis=1) - 1, 1), 0)
    newman = matrix.T.astype(float) @ (matrix * weights[:, None])
    assert np.allclose(found.newman, newman[found.first, found.second])
