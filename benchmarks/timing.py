"""Medians of repeated runs; the candidates take turns, so that a slower or faster machine affects them all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def medians(runs: int, **candidates: Callable[[], object]) -> dict[str, float]:
    """The median seconds of each candidate over `runs` rounds, after one uncounted round."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for round_number in range(runs + 1):
        for name, call in candidates.items():
            start = time.perf_counter()
            call()
            if round_number:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}
