"""Pairs of units that own measures together: how many, how much more than by chance, in which roles, and who is written first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ..model.kinds import LEAD
from ..projections.incidence import Incidence
from .measures import DeclaredMeasure, MeasureParameter
from .pair_counts import pair_counts


@dataclass(frozen=True, slots=True)
class PairRoles:
    """The measures of a pair by role: led by both, by the first, by the second, by neither of the two."""

    both_lead: int
    unit_leads: int
    other_leads: int
    neither_leads: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two units and what they share.

    `shared` counts measures; `expected` is what two units with as many measures of the same plan would share by chance;
    `jaccard` is shared / (owned by either) and `coefficient` shared / (owned by the one with fewer), both in [0, 1]; `newman`
    is the sum over the shared measures of 1/(owners - 1). `unit_first` and `other_first` count the measures whose owner list
    names that one of the two before the other; `alone` are the measures without a further owner, and `reversed` those of them
    that follow one another with the two names the other way round.
    """

    unit: str
    unit_label: str
    other: str
    other_label: str
    shared: int
    expected: float
    jaccard: float
    coefficient: float
    newman: float
    roles: PairRoles
    unit_first: int
    other_first: int
    alone: tuple[str, ...]
    reversed: tuple[tuple[str, str], ...]
    items: tuple[str, ...]


def jaccard(shared: int, one: int, two: int) -> float:
    """The share of two units' measures that they own together, in [0, 1].

    Args:
        shared: measures both own.
        one: measures the first owns.
        two: measures the second owns.

    References:
        Jaccard, New Phytologist 11 (1912), 37-50.

    Examples:
        >>> jaccard(2, 3, 4)
        0.4
    """
    return shared / (one + two - shared)


def overlap_coefficient(shared: int, one: int, two: int) -> float:
    """The share of the smaller unit's measures that the larger one owns too, in [0, 1].

    Args:
        shared: measures both own.
        one: measures the first owns.
        two: measures the second owns.

    References:
        Szymkiewicz, Prace Polskiego Towarzystwa Przyrodniczego 1 (1934); Simpson, American Journal of Science 241 (1943), 1-31.

    Examples:
        >>> overlap_coefficient(2, 3, 4)
        0.6666666666666666
    """
    return shared / min(one, two)


def expected_shared(one: int, two: int, measures: int) -> float:
    """The measures two units would share if each had drawn its own at random: the mean of the hypergeometric distribution.

    Args:
        one: measures the first owns.
        two: measures the second owns.
        measures: measures with an owner in the plan.

    Examples:
        >>> expected_shared(37, 20, 57)
        12.982456140350877
    """
    return one * two / measures


def find_overlaps(incidence: Incidence, *, min_shared: int = 1, unit: str | None = None) -> list[Overlap]:
    """Rank the pairs of units that share measures, each of which names at least one of the two itself (`projections.owners.is_named`).

    Args:
        incidence: `projections.incidence`; u units. Of several plans, `expected` is the sum over the plans.
        min_shared: pairs that share fewer measures are left out.
        unit: only pairs with this unit.

    Returns:
        pairs by shared measures, then by `newman`, most first; ties by name. Of each pair the one with more measures
        comes first; with `unit`, that one does.

    Raises:
        KeyError: `unit` owns no measure.
    """
    if unit is not None and unit not in incidence.units:
        raise KeyError(unit)
    counts = pair_counts(incidence.unit_codes, incidence.item_codes, len(incidence.units), incidence.is_named)
    wanted = counts.shared >= min_shared
    if unit is not None:
        code = incidence.units.index(unit)
        wanted &= (counts.first == code) | (counts.second == code)
    owned = incidence.measures_of_unit.tolist()
    places = _places(incidence)
    context = _Context(
        incidence, owned, places, _measures_by_plan(incidence, places), Counter(incidence.plans), _alone(incidence)
    )
    newman = {
        (int(one), int(two)): float(weight)
        for one, two, weight in zip(counts.first[wanted], counts.second[wanted], counts.newman[wanted], strict=True)
    }
    pairs = []
    for (one, two), weight in newman.items():
        first, second = sorted(
            (one, two), key=lambda code: (incidence.units[code] != unit, -owned[code], incidence.units[code])
        )
        pairs.append(_overlap(context, first, second, weight))
    return sorted(pairs, key=lambda pair: (-pair.shared, -pair.newman, pair.unit, pair.other))


@dataclass(frozen=True, slots=True)
class _Context:
    """The facts that every pair is computed from.

    `places` has of each unit its measures with its place in the owner list, its role there and whether it is named itself; `by_plan` of each unit its
    number of measures in each plan; `measures` the size of each plan; `alone` the pairs of owners that a measure has no others beside.
    """

    incidence: Incidence
    owned: list[int]
    places: list[dict[int, tuple[int, int, bool]]]
    by_plan: list[dict[str, int]]
    measures: Counter[str]
    alone: dict[tuple[int, int], list[int]]


def _overlap(context: _Context, one: int, two: int, newman: float) -> Overlap:
    incidence, mine, theirs = context.incidence, context.places[one], context.places[two]
    shared = sorted(item for item in mine.keys() & theirs.keys() if mine[item][2] or theirs[item][2])
    leads = [(mine[item][1] == LEAD, theirs[item][1] == LEAD) for item in shared]
    first = sum(mine[item][0] < theirs[item][0] for item in shared)
    alone = context.alone.get((min(one, two), max(one, two)), [])
    name = incidence.items.__getitem__
    return Overlap(
        unit=incidence.units[one],
        unit_label=incidence.labels[one],
        other=incidence.units[two],
        other_label=incidence.labels[two],
        shared=len(shared),
        expected=sum(
            expected_shared(count, context.by_plan[two].get(plan, 0), context.measures[plan])
            for plan, count in context.by_plan[one].items()
        ),
        jaccard=jaccard(len(shared), context.owned[one], context.owned[two]),
        coefficient=overlap_coefficient(len(shared), context.owned[one], context.owned[two]),
        newman=newman,
        roles=PairRoles(
            leads.count((True, True)),
            leads.count((True, False)),
            leads.count((False, True)),
            leads.count((False, False)),
        ),
        unit_first=first,
        other_first=len(shared) - first,
        alone=tuple(map(name, alone)),
        reversed=tuple(
            (name(item), name(later))
            for item, later in pairwise(alone)
            if later == item + 1
            and incidence.plans[item] == incidence.plans[later]
            and (mine[item][0] < theirs[item][0]) != (mine[later][0] < theirs[later][0])
        ),
        items=tuple(map(name, shared)),
    )


def _places(incidence: Incidence) -> list[dict[int, tuple[int, int, bool]]]:
    found: list[dict[int, tuple[int, int, bool]]] = [{} for _unit in incidence.units]
    columns = (incidence.unit_codes, incidence.item_codes, incidence.roles, incidence.is_named)
    for place, (unit, item, role, named) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        found[unit][item] = place, role, named
    return found


def _measures_by_plan(incidence: Incidence, places: list[dict[int, tuple[int, int, bool]]]) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    for items in places:
        counts: dict[str, int] = defaultdict(int)
        for item in items:
            counts[incidence.plans[item]] += 1
        found.append(counts)
    return found


def _alone(incidence: Incidence) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for item, owners in incidence.owner_lists():
        if len(owners) == 2:
            one, two = sorted(owners.tolist())
            found[one, two].append(item)
    return found


_SHARED = MeasureParameter("shared", "int", None, {"zh": "共同承担的措施数", "en": "measures both own"})
_ONE = MeasureParameter("one", "int", None, {"zh": "前一单位的措施数", "en": "measures the first owns"})
_TWO = MeasureParameter("two", "int", None, {"zh": "后一单位的措施数", "en": "measures the second owns"})
MEASURES = (
    DeclaredMeasure(
        id="overlaps",
        title={"zh": "共同承担措施的单位对", "en": "Pairs of units that share measures"},
        formula={
            "zh": "共同措施 = 双方共同承担、且至少点名其中一方的措施数；权重（Newman）= 对这些措施求和 1 /（k − 1），k 为责任单位数",
            "en": "shared = number of measures both own that name at least one of them itself; newman = sum over them of 1 / (k - 1) with k owners",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="M. E. J. Newman, Physical Review E 64 (2001), 016132, section II",
        parameters=(
            MeasureParameter(
                "incidence", "incidence", None, {"zh": "单位与措施", "en": "units and the measures they own"}
            ),
            MeasureParameter("min_shared", "int", "1", {"zh": "至少共同承担几项", "en": "share at least so many"}),
            MeasureParameter("unit", "node", "", {"zh": "只看这个单位", "en": "only pairs with this unit"}),
        ),
        cost="O(q log q) for q pairs of owners, each measure counted, and O(s) for s shared measures of the pairs shown",
        function=find_overlaps,
    ),
    DeclaredMeasure(
        id="expected_shared",
        title={"zh": "随机情况下预计共同承担的措施数", "en": "Shared measures expected by chance"},
        formula={"zh": "前者措施数 × 后者措施数 / 全部措施数", "en": "one * two / measures"},
        unit={"zh": "项措施", "en": "measures"},
        source="mean of the hypergeometric distribution; as a null model of two-mode networks: M. Tumminello et al., PLoS ONE 6 (2011), e17994",
        parameters=(
            _ONE,
            _TWO,
            MeasureParameter(
                "measures", "int", None, {"zh": "方案中有责任单位的措施数", "en": "measures of the plan with an owner"}
            ),
        ),
        cost="O(1)",
        function=expected_shared,
    ),
    DeclaredMeasure(
        id="jaccard",
        title={"zh": "共同措施占比（Jaccard）", "en": "Share of both (Jaccard)"},
        formula={"zh": "共同措施 /（前者措施数 + 后者措施数 − 共同措施）", "en": "shared / (one + two - shared)"},
        unit={"zh": "", "en": ""},
        source="P. Jaccard, New Phytologist 11 (1912), 37-50",
        parameters=(_SHARED, _ONE, _TWO),
        cost="O(1)",
        function=jaccard,
    ),
    DeclaredMeasure(
        id="overlap_coefficient",
        title={"zh": "占较小一方的比例", "en": "Share of the smaller one (overlap coefficient)"},
        formula={"zh": "共同措施 / min（前者措施数，后者措施数）", "en": "shared / min(one, two)"},
        unit={"zh": "", "en": ""},
        source="G. G. Simpson, American Journal of Science 241 (1943), 1-31",
        parameters=(_SHARED, _ONE, _TWO),
        cost="O(1)",
        function=overlap_coefficient,
    ),
)
