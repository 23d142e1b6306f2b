"""How unevenly leads are spread over the units of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from .measures import DeclaredMeasure, MeasureParameter


def top_share(counts: Sequence[int], *, top: int = 3) -> float:
    """The share of the few units with most, in [0, 1]; 0 when nothing is counted.

    Args:
        counts: leads of each unit.
        top: how many units.

    Examples:
        >>> top_share([6, 2, 1, 1])
        0.9
    """
    total = sum(counts)
    return sum(sorted(counts, reverse=True)[:top]) / total if total else 0.0


def herfindahl(counts: Sequence[int]) -> float:
    """The sum of squared shares: 1/u when u units have the same, 1 when one has all; 0 when nothing is counted.

    Args:
        counts: leads of each unit.

    References:
        Hirschman, American Economic Review 54 (1964), 761-762.

    Examples:
        >>> herfindahl([1, 1]), herfindahl([3, 1])
        (0.5, 0.625)
    """
    total = sum(counts)
    return sum((count / total) ** 2 for count in counts) if total else 0.0


def gini(counts: Sequence[int]) -> float:
    """The mean difference between two units over twice their mean: 0 when all have the same, near 1 when one has all.

    Args:
        counts: leads of each unit; those with none count.

    References:
        Gini, Variabilita e mutabilita (1912); computed from ranks as in Damgaard and Weiner, Ecology 81 (2000), 1139-1142.

    Examples:
        >>> gini([1, 1]), gini([0, 2])
        (0.0, 0.5)
    """
    total, size = sum(counts), len(counts)
    if not total:
        return 0.0
    ranked = sum(rank * count for rank, count in enumerate(sorted(counts), 1))
    return 2 * ranked / (size * total) - (size + 1) / size


_COUNTS = MeasureParameter("counts", "ints", None, {"zh": "每个单位的牵头数", "en": "leads of each unit"})
MEASURES = (
    DeclaredMeasure(
        id="top_share",
        title={"zh": "前几位单位的牵头占比", "en": "Share of leads of the top units"},
        formula={"zh": "前几家单位的牵头数 / 全部牵头数", "en": "leads of the top units / all leads"},
        unit={"zh": "", "en": ""},
        source="concentration ratio",
        parameters=(_COUNTS, MeasureParameter("top", "int", "3", {"zh": "前几位", "en": "how many units"})),
        cost="O(u log u) for u units",
        function=top_share,
    ),
    DeclaredMeasure(
        id="herfindahl",
        title={"zh": "牵头集中度（赫芬达尔指数）", "en": "Concentration of leads (Herfindahl)"},
        formula={
            "zh": "各单位（牵头数 / 全部牵头数）的平方之和",
            "en": "sum over units of (leads / all leads) squared",
        },
        unit={"zh": "", "en": ""},
        source="A. O. Hirschman, American Economic Review 54 (1964), 761-762",
        parameters=(_COUNTS,),
        cost="O(u) for u units",
        function=herfindahl,
    ),
    DeclaredMeasure(
        id="gini",
        title={"zh": "牵头分布的基尼系数", "en": "Unevenness of leads (Gini)"},
        formula={
            "zh": "2 × Σ（名次 × 牵头数）/（单位数 × 全部牵头数）−（单位数 + 1）/ 单位数，名次由牵头最少者排起；不牵头的单位计入，集体责任主体不计入",
            "en": "2 * sum of rank * leads / (units * all leads) - (units + 1) / units, ranks from the fewest leads; units without leads count, collective owners do not",
        },
        unit={"zh": "", "en": ""},
        source="C. Gini (1912); C. Damgaard and J. Weiner, Ecology 81 (2000), 1139-1142",
        parameters=(_COUNTS,),
        cost="O(u log u) for u units",
        function=gini,
    ),
)
