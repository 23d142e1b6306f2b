"""An order of rows and columns in which what belongs together is adjacent.

Criterion: the measure of effectiveness of McCormick, Schweitzer and White, Operations Research 20 (1972), 993-1009: the sum,
over all pairs of neighbouring rows and neighbouring columns, of the products of their cells. It is high when filled cells
touch. It splits into a part for rows and one for columns, each a path through the table of inner products; a path is built
by their bond energy algorithm (best place for one line after another) and then improved by reversing parts of it (2-opt).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .measures import DeclaredMeasure, MeasureParameter

Matrix = NDArray[np.float64]

MAX_LINES = 400
"""Longer sides keep the order they have: time grows with the square of the number of lines, one round a line."""

_ROUNDS = 20


def effectiveness(matrix: Matrix) -> float:
    """The measure of effectiveness of a matrix in its given order: r rows, c columns, no unit, 0 or more."""
    return float((matrix[1:] * matrix[:-1]).sum() + (matrix[:, 1:] * matrix[:, :-1]).sum())


def seriate(matrix: Matrix) -> list[int]:
    """An order of the rows in which neighbours share as many columns as we can make them.

    Args:
        matrix: r rows, c columns, 0 or more; 0 where nothing is.

    Returns:
        the r row numbers, once each; the order given when it has more than `MAX_LINES` rows or cannot be bettered. The same
        matrix always gives the same order.
    """
    count = len(matrix)
    given = list(range(count))
    if count < 3 or count > MAX_LINES:
        return given
    bonds = matrix @ matrix.T
    path = _improved(_inserted(bonds), bonds)
    return path if _energy(path, bonds) > _energy(given, bonds) else given


def _energy(path: Sequence[int], bonds: Matrix) -> float:
    return float(bonds[path[:-1], path[1:]].sum())


def _inserted(bonds: Matrix) -> list[int]:
    """Start from the line with most bonds; put the line that adds most where it adds most, until none is left."""
    inner = bonds - np.diag(np.diag(bonds))
    path = [int(np.argmax(inner.sum(axis=1)))]
    left = [line for line in range(len(bonds)) if line != path[0]]
    while left:
        ends = inner[path[0], left][None, :], inner[path[-1], left][None, :]
        between = inner[np.ix_(path[:-1], left)] + inner[np.ix_(path[1:], left)] - inner[path[:-1], path[1:]][:, None]
        gains = np.concatenate([ends[0], between, ends[1]])
        place, chosen = divmod(int(np.argmax(gains)), len(left))
        path.insert(place, left.pop(chosen))
    return path


def _improved(path: list[int], bonds: Matrix) -> list[int]:
    """Reverse parts of the path while that helps."""
    count = len(path)
    for _round in range(_ROUNDS):
        better = False
        for start in range(count - 1):
            order = np.array(path)
            stops = np.arange(start + 1, count)
            before = np.zeros(len(stops)) if start == 0 else bonds[order[start - 1], order[stops]]
            lost = np.zeros(len(stops)) if start == 0 else np.full(len(stops), bonds[order[start - 1], order[start]])
            after = np.zeros(len(stops))
            inner = stops < count - 1
            after[inner] = (
                bonds[order[start], order[stops[inner] + 1]] - bonds[order[stops[inner]], order[stops[inner] + 1]]
            )
            gains = before - lost + after
            best = int(np.argmax(gains))
            if gains[best] > 1e-9:
                stop = int(stops[best])
                path[start : stop + 1] = path[start : stop + 1][::-1]
                better = True
        if not better:
            break
    return path


_MATRIX = MeasureParameter(
    "matrix", "r x c numbers", None, {"zh": "矩阵，0 表示空格", "en": "the matrix, 0 where empty"}
)
_SOURCE = "W. T. McCormick, P. J. Schweitzer, T. W. White, Operations Research 20 (1972), 993-1009"
MEASURES = (
    DeclaredMeasure(
        id="seriation",
        title={"zh": "行列聚合排序", "en": "Seriation"},
        formula={
            "zh": "使相邻两行内积 Σ 行[i]·行[i + 1] 较大的次序（先 bond energy，再 2-opt）",
            "en": "an order of rows with a high sum of matrix[i] · matrix[i + 1] (bond energy, then 2-opt)",
        },
        unit={"zh": "", "en": ""},
        source=_SOURCE,
        parameters=(_MATRIX,),
        cost=f"O(r² · rounds), at most {MAX_LINES} rows",
        function=seriate,
    ),
    DeclaredMeasure(
        id="effectiveness",
        title={"zh": "聚合度", "en": "Measure of effectiveness"},
        formula={
            "zh": "相邻行、相邻列单元格乘积之和",
            "en": "sum over adjacent rows and adjacent columns of the products of their cells",
        },
        unit={"zh": "", "en": ""},
        source=_SOURCE,
        parameters=(_MATRIX,),
        cost="O(r · c)",
        function=effectiveness,
    ),
)
