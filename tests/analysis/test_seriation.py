import numpy as np
import pytest

from aizone.analysis import seriation
from aizone.analysis.seriation import effectiveness, seriate


def blocks(sizes, width):
    """A matrix of filled blocks along the diagonal."""
    parts = np.zeros((sum(sizes), width * len(sizes)))
    row = 0
    for place, size in enumerate(sizes):
        parts[row : row + size, place * width : (place + 1) * width] = 1
        row += size
    return parts


def test_the_measure_is_the_sum_of_touching_cells():
    assert effectiveness(np.array([[1.0, 1.0], [0.0, 1.0]])) == 2.0
    assert effectiveness(np.array([[1.0, 0.0], [0.0, 1.0]])) == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_blocks_come_back_whole(seed):
    whole = blocks((4, 7, 5, 6), 3)
    random = np.random.default_rng(seed)
    shuffled = whole[random.permutation(len(whole))][:, random.permutation(whole.shape[1])]
    found = shuffled[seriate(shuffled)][:, seriate(shuffled.T)]
    assert effectiveness(found) == effectiveness(whole)
    assert effectiveness(shuffled) < effectiveness(whole)


@pytest.mark.parametrize("seed", range(8))
def test_an_order_is_never_worse_and_names_each_line_once(seed):
    random = np.random.default_rng(seed)
    matrix = (random.random((23, 11)) < 0.25).astype(float)
    order = seriate(matrix)
    assert sorted(order) == list(range(23))
    assert effectiveness(matrix[order]) >= effectiveness(matrix)
    assert order == seriate(matrix)


def test_what_is_too_long_or_too_short_stays():
    assert seriate(np.ones((2, 2))) == [0, 1]
    assert seriate(np.ones((0, 3))) == []
    long = np.eye(seriation.MAX_LINES + 1)
    assert seriate(long) == list(range(len(long)))
