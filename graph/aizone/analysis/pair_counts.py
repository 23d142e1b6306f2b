"""All pairs of units that share measures, counted from arrays: the product of the unit by measure matrix with itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .measures import DeclaredMeasure, MeasureParameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """p pairs of units: the codes of both (the smaller first), the measures they share, and Newman's weight."""

    first: Codes
    second: Codes
    shared: Codes
    newman: NDArray[np.float64]


def pair_counts(
    unit_codes: Codes, item_codes: Codes, unit_count: int, is_named: NDArray[np.bool_] | None = None
) -> PairCounts:
    """Count the measures that each pair of units shares.

    Measures with the same number of owners are taken together: their owners are the rows of one array, and each pair of its
    columns gives that many pairs at once. A pair and the size of the owner list make one number, so that one sort of them all
    brings equal pairs together and still knows their weights.

    Args:
        unit_codes: n codes in [0, unit_count).
        item_codes: the measure of each, not decreasing.
        unit_count: u units.
        is_named: whether each owner is named itself, not only through a phrase that means many; a measure counts for a pair
            of which it names at least one itself. All are when None.

    Returns:
        pairs that share at least one measure, by their codes; empty when there are none.

    References:
        Newman, Physical Review E 64 (2001), 016132, section II, for the weight: the sum of 1/(k-1) over shared measures.

    Examples:
        >>> found = pair_counts(np.array([0, 1, 1, 0, 2]), np.array([0, 0, 1, 1, 1]), 3)
        >>> found.shared.tolist(), found.newman.tolist()
        ([2, 1, 1], [1.5, 0.5, 0.5])
        >>> pair_counts(np.array([0, 1, 2]), np.array([0, 0, 0]), 3, np.array([True, False, False])).second.tolist()
        [1, 2]
    """
    starts = np.flatnonzero(np.diff(item_codes, prepend=-1)) if len(item_codes) else np.zeros(0, np.int64)
    sizes = np.diff(starts, append=len(item_codes))
    largest = int(sizes.max(initial=1)) + 1
    names_all = is_named is None or bool(is_named.all())
    codes = unit_codes if is_named is None or names_all else unit_codes * 2 + is_named
    keys = []
    for size in np.unique(sizes[sizes > 1]):
        rows = np.sort(codes[starts[sizes == size][:, None] + np.arange(size)], axis=1)
        one, two = np.triu_indices(size, 1)
        if names_all:
            found = rows[:, one] * unit_count + rows[:, two]
        else:
            names, rows = rows & 1, rows >> 1
            found = (rows[:, one] * unit_count + rows[:, two])[(names[:, one] | names[:, two]) == 1]
        keys.append((found * largest + size).ravel())
    if not keys:
        nothing = np.zeros(0, np.int64)
        return PairCounts(nothing, nothing, nothing, np.zeros(0))
    ordered = np.sort(np.concatenate(keys))
    pairs, size = np.divmod(ordered, largest)
    begins = np.flatnonzero(np.diff(pairs, prepend=-1))
    first, second = np.divmod(pairs[begins], unit_count)
    return PairCounts(
        first=first,
        second=second,
        shared=np.diff(begins, append=len(pairs)),
        newman=np.add.reduceat(1.0 / (size - 1), begins),
    )


MEASURES = (
    DeclaredMeasure(
        id="pair_counts",
        title={"zh": "全部单位对共同承担的措施数", "en": "Measures that every pair of units shares"},
        formula={
            "zh": "共同措施 = B 乘以其转置后对角线以上的元素，B 为单位 × 措施的 0/1 矩阵，减去未被点名的责任单位构成的矩阵的相应元素；权重（Newman）= 对共同措施求和 1 /（k − 1），k 为责任单位数",
            "en": "shared = the entries above the diagonal of B times its transpose, B the unit by measure matrix of 0 and 1, less those of the matrix of owners that are not named themselves; newman = sum over shared measures of 1 / (k - 1) with k owners",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="M. E. J. Newman, Physical Review E 64 (2001), 016132, section II",
        parameters=(
            MeasureParameter("unit_codes", "codes", None, {"zh": "单位编码", "en": "codes of units"}),
            MeasureParameter(
                "item_codes", "codes", None, {"zh": "措施编码，递增", "en": "codes of measures, not decreasing"}
            ),
            MeasureParameter("unit_count", "int", None, {"zh": "单位数", "en": "number of units"}),
            MeasureParameter(
                "is_named", "flags", "", {"zh": "该单位是否本身被点名", "en": "whether each owner is named itself"}
            ),
        ),
        cost="O(q log q) for q pairs of owners, each measure counted",
        function=pair_counts,
    ),
)
