"""All pairs of units that share measures: ours against the bare scipy product on the same arrays and NetworkX' projection."""

from __future__ import annotations

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from aizone.analysis.pair_counts import pair_counts

from .timing import medians

_OWNERS = (1, 2, 2, 3, 4)  # as many owners as real plans give a measure
_IN_CITY = 45


def incidence(units: int, measures: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Codes of units and measures: each measure belongs to one city of 45 units and is owned by one to four of them."""
    random = np.random.default_rng(seed)
    sizes = random.choice(_OWNERS, measures)
    cities = random.integers(0, units // _IN_CITY, measures)
    first = random.integers(0, _IN_CITY, measures)
    step = random.integers(1, _IN_CITY // 4, measures)  # owners of a measure differ: 0, 1, 2 or 3 steps on, never round
    items = np.repeat(np.arange(measures), sizes)
    place = np.arange(len(items)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return cities[items] * _IN_CITY + (first[items] + place * step[items]) % _IN_CITY, items


def main() -> None:
    """Print seconds and ratios for a city, a province and the country."""
    print("pairs of units that share measures (s)")
    for units, measures in ((450, 6_000), (4_500, 60_000), (49_500, 1_100_000)):
        codes, items = incidence(units, measures)
        candidates = {"aizone": lambda codes=codes, items=items, units=units: pair_counts(codes, items, units)}
        ones = np.ones(len(codes), np.int64)
        matrix = csr_array((ones, (codes, items)), shape=(units, measures))
        candidates["scipy"] = lambda matrix=matrix: matrix @ matrix.T
        ours, theirs = pair_counts(codes, items, units), triu(matrix @ matrix.T, 1)
        assert (len(ours.shared), int(ours.shared.sum())) == (theirs.nnz, int(theirs.sum()))
        if measures <= 60_000:
            graph = nx.Graph(zip(codes.tolist(), (-1 - items).tolist(), strict=True))
            candidates["networkx"] = lambda graph=graph, codes=codes: nx.bipartite.weighted_projected_graph(
                graph, np.unique(codes).tolist()
            )
        found = medians(3, **candidates)
        ours = found.pop("aizone")
        others = "".join(f"; {name} {seconds:.3f}, {ours / seconds:.2f} of it" for name, seconds in found.items())
        print(f"  {units:,} units, {len(codes):,} incidences: aizone {ours:.3f}{others}")
