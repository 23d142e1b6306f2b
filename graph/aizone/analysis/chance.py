"""Tests of shared work against chance: two null models, corrected for the number of pairs tried.

A small plan cannot decide this: with 57 measures and 35 units most pairs would not stand out even if they shared all they
have. So the tests say first whether they can decide anything, and are not shown where they cannot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..projections.incidence import Incidence
from .measures import DeclaredMeasure, MeasureParameter
from .pair_counts import pair_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FALSE_DISCOVERIES = 0.05
"""The share of the pairs shown as more than chance that may be wrong."""


@dataclass(frozen=True, slots=True)
class PairChance:
    """A pair (CURIEs) with the chance of sharing at least as much, under both null models, in [0, 1]; `stands_out` under both."""

    unit: str
    other: str
    hypergeometric: float
    degree_sequence: float
    stands_out: bool


@dataclass(frozen=True, slots=True)
class ChanceReport:
    """The tests of one plan: its measures, the pairs tried, those that share anything, and those that could stand out at all.

    `pairs` is empty unless the plan `can_decide`.
    """

    measures: int
    tried: int
    sharing: int
    decidable: int
    pairs: tuple[PairChance, ...] = ()

    @property
    def can_decide(self) -> bool:
        """True if at least half of the pairs that share anything could stand out."""
        return 0 < self.sharing <= 2 * self.decidable

    @property
    def standing_out(self) -> int:
        """The number of pairs that share more than chance explains."""
        return sum(pair.stands_out for pair in self.pairs)


def hypergeometric_tail(shared: int, one: int, two: int, measures: int) -> float:
    """The chance that two units share at least so many measures if each draws its own at random, in [0, 1].

    Args:
        shared: measures both own.
        one: measures the first owns.
        two: measures the second owns.
        measures: measures of the plan.

    References:
        Tumminello et al., PLoS ONE 6 (2011), e17994.

    Examples:
        >>> hypergeometric_tail(2, 2, 2, 4)  # one way of six
        0.16666666666666666
    """
    ways = sum(
        math.comb(one, both) * math.comb(measures - one, two - both) for both in range(shared, min(one, two) + 1)
    )
    return ways / math.comb(measures, two)


def degree_sequence_model(units: Sequence[int], measures: Sequence[int], *, rounds: int = 2_000) -> Floats:
    """The chance that each unit owns each measure, where long owner lists and busy units are kept on average.

    Args:
        units: measures of each of u units.
        measures: owners of each of m measures; the same sum.
        rounds: most rounds of the fixed point iteration.

    Returns:
        u by m chances whose rows and columns add up to the numbers given, to 1e-8 when the iteration converged.

    References:
        Neal, Social Networks 39 (2014), 84-97 (stochastic degree sequence model); Saracco et al., Scientific Reports 5
        (2015), 10595 (the bipartite configuration model that gives the chances); Neal et al., Scientific Reports 11 (2021),
        23929. Nothing is drawn at random, so the same plan always gives the same numbers.
    """
    rows, columns = np.array(units, dtype=float), np.array(measures, dtype=float)
    x, y = rows / math.sqrt(rows.sum()), columns / math.sqrt(columns.sum())
    for _round in range(rounds):
        x = rows / (y / (1 + np.outer(x, y))).sum(axis=1)
        y = columns / (x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        chances = np.outer(x, y) / (1 + np.outer(x, y))
        if np.abs(chances.sum(axis=1) - rows).max() < 1e-8:
            break
    found: Floats = chances
    return found


def poisson_binomial_tail(chances: Floats, at_least: int) -> float:
    """The chance that at least so many of independent events happen, in [0, 1].

    Args:
        chances: of each event.
        at_least: number of events.

    Examples:
        >>> poisson_binomial_tail(np.array([0.5, 0.5]), 1)
        0.75
    """
    below = np.zeros(max(at_least, 1))  # the chance of exactly 0, 1, ... so far
    below[0] = 1.0
    for chance in chances:
        below[1:] = below[1:] * (1 - chance) + below[:-1] * chance
        below[0] *= 1 - chance
    return float(max(0.0, 1.0 - below.sum())) if at_least else 1.0


def benjamini_hochberg(chances: Sequence[float], tried: int, *, level: float = FALSE_DISCOVERIES) -> float:
    """The largest chance that still counts as a discovery; 0 when none does.

    Args:
        chances: of the pairs that share anything; all others have chance 1.
        tried: all pairs.
        level: the share of discoveries that may be false.

    References:
        Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289-300.

    Examples:
        >>> benjamini_hochberg([0.001, 0.02, 0.5], 4)  # 0.02 <= 2/4 of 0.05
        0.02
    """
    passing = [chance for place, chance in enumerate(sorted(chances), 1) if chance <= level * place / tried]
    return max(passing, default=0.0)


def pair_chances(incidence: Incidence) -> ChanceReport:
    """Try every pair of units of one plan against both null models.

    Args:
        incidence: of one plan; of several, chance would also explain that a unit owns nothing in another city's plan.

    Returns:
        pairs by the larger of both chances; two that no measure names itself are not tried.
    """
    measures, count = len(incidence.items), len(incidence.units)
    unnamed = count - len(np.unique(incidence.unit_codes[incidence.is_named]))
    tried = count * (count - 1) // 2 - unnamed * (unnamed - 1) // 2
    found = pair_counts(incidence.unit_codes, incidence.item_codes, count, incidence.is_named)
    pairs = [tuple(map(int, pair)) for pair in zip(found.first, found.second, found.shared, strict=True)]
    owned = incidence.measures_of_unit.tolist()
    decidable = sum(
        hypergeometric_tail(min(owned[one], owned[two]), owned[one], owned[two], measures) <= FALSE_DISCOVERIES / tried
        for one, two, _shared in pairs
    )
    report = ChanceReport(measures, tried, len(pairs), decidable)
    if not report.can_decide:
        return report
    model = degree_sequence_model(owned, incidence.owners_of_measure.tolist())
    plain = [hypergeometric_tail(shared, owned[one], owned[two], measures) for one, two, shared in pairs]
    fitted = [poisson_binomial_tail(model[one] * model[two], shared) for one, two, shared in pairs]
    limits = benjamini_hochberg(plain, tried), benjamini_hochberg(fitted, tried)
    tested = [
        PairChance(
            incidence.units[one], incidence.units[two], first, second, first <= limits[0] and second <= limits[1]
        )
        for (one, two, _shared), first, second in zip(pairs, plain, fitted, strict=True)
    ]
    tested.sort(key=lambda pair: (max(pair.hypergeometric, pair.degree_sequence), pair.unit, pair.other))
    return ChanceReport(measures, tried, len(pairs), decidable, tuple(tested))


MEASURES = (
    DeclaredMeasure(
        id="pair_chances",
        title={"zh": "共同承担是否超出随机", "en": "Whether a pair shares more than chance explains"},
        formula={
            "zh": "P（X ≥ 共同措施数）：其一，X 服从由双方措施数决定的超几何分布；其二，X 为按随机度序列模型取概率的独立事件之和；两者在全部单位对上都通过 0.05 水平的 Benjamini-Hochberg 检验的才算显著；有共同措施的单位对中不足一半可能通过时不显示",
            "en": "P(X >= shared), X hypergeometric with the measures of both units, and X a sum of independent events with the chances of the stochastic degree sequence model; a pair stands out if both pass Benjamini-Hochberg at 0.05 over all pairs; not shown unless half of the sharing pairs could pass",
        },
        unit={"zh": "", "en": ""},
        source="M. Tumminello et al., PLoS ONE 6 (2011), e17994; Z. Neal, Social Networks 39 (2014), 84-97; Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57 (1995), 289-300",
        parameters=(
            MeasureParameter(
                "incidence", "incidence", None, {"zh": "一份方案的单位与措施", "en": "units and measures of one plan"}
            ),
        ),
        cost="O(p m + r u m) for p sharing pairs, m measures, u units, r rounds until the model fits",
        function=pair_chances,
    ),
)
