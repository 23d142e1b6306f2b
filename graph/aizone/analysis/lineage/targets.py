"""Traces an earlier plan's targets into a later one: raised, lowered, kept, dropped or new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, get_args

from ...queries.records import PlannedTarget
from ..measures import DeclaredMeasure, MeasureParameter

TargetFate = Literal["raised", "lowered", "kept", "uncertain", "dropped", "new"]
TARGET_FATES: tuple[TargetFate, ...] = get_args(TargetFate)
_SURE, _UNSURE = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class TargetLineage:
    """A target of an earlier plan and the one of a later plan for the same metric; `likeness` of the metrics in [0, 1].

    `is_decided` says that a person paired them.
    """

    fate: TargetFate
    earlier: PlannedTarget | None
    later: PlannedTarget | None
    likeness: float = 0.0
    is_decided: bool = False


def trace_targets(
    earlier: Iterable[PlannedTarget],
    later: Iterable[PlannedTarget],
    decided: Mapping[tuple[str, str], bool] | None = None,
) -> tuple[TargetLineage, ...]:
    """Trace targets by metric, unit and period.

    Two targets are compared if they have the same unit and period; each goes with the one whose metric is most alike, from
    0.8 on for certain, from 0.6 on as a question. Of several years of one metric, the last counts.

    Args:
        earlier: m targets of a plan.
        later: n targets of another.
        decided: pairs of targets (CURIEs) of which a person said that they are the same, or that they are not.

    Returns:
        the later plan's targets in the order given, then those that were dropped.
    """
    given = decided or {}
    old, new = _last(earlier), _last(later)
    pairs = sorted(
        (
            (1.0 if given.get((one.target, other.target)) else _alike(one, other), at_old, at_new)
            for at_old, one in enumerate(old)
            for at_new, other in enumerate(new)
            if given.get((one.target, other.target), (one.unit_text, one.period) == (other.unit_text, other.period))
        ),
        key=lambda pair: (not given.get((old[pair[1]].target, new[pair[2]].target)), -pair[0], pair[1], pair[2]),
    )
    mates: dict[int, tuple[int, float]] = {}
    for likeness, at_old, at_new in pairs:
        if likeness >= _UNSURE and at_new not in mates and at_old not in {mate for mate, _likeness in mates.values()}:
            mates[at_new] = at_old, likeness
    found = [
        _paired(old[mates[at][0]], target, mates[at][1], given) if at in mates else TargetLineage("new", None, target)
        for at, target in enumerate(new)
    ]
    kept = {mate for mate, _likeness in mates.values()}
    found += [TargetLineage("dropped", target, None) for at, target in enumerate(old) if at not in kept]
    return tuple(found)


def _last(targets: Iterable[PlannedTarget]) -> Sequence[PlannedTarget]:
    """Each metric once, in the order of first mention, with the value of its last year."""
    found: dict[tuple[str, str, str, str], PlannedTarget] = {}
    for target in targets:
        key = target.metric, target.scope, target.unit_text, target.period
        if key not in found or (target.deadline or "") >= (found[key].deadline or ""):
            found[key] = target
    return list(found.values())


def _alike(one: PlannedTarget, other: PlannedTarget) -> float:
    words = (f"{one.scope}{one.metric}", f"{other.scope}{other.metric}")
    return SequenceMatcher(None, *words, autojunk=False).ratio()


def _paired(
    one: PlannedTarget, other: PlannedTarget, likeness: float, given: Mapping[tuple[str, str], bool]
) -> TargetLineage:
    before, after = _value(one), _value(other)
    is_decided = given.get((one.target, other.target), False)
    is_one_measure = (one.unit_text, one.period) == (other.unit_text, other.period)
    if before is None or after is None or not is_one_measure or likeness < _SURE:
        return TargetLineage("kept" if is_decided else "uncertain", one, other, likeness, is_decided)
    fate: TargetFate = "kept" if before == after else "raised" if after > before else "lowered"
    return TargetLineage(fate, one, other, likeness, is_decided)


def _value(target: PlannedTarget) -> float | None:
    return target.minimum if target.minimum is not None else target.maximum


MEASURES = (
    DeclaredMeasure(
        id="trace_targets",
        title={"zh": "前后两份方案的指标沿革", "en": "What became of an earlier plan's targets"},
        formula={
            "zh": "单位和周期相同；2 M /（两个指标名称的长度之和），M 为相同的字数；0.8 起视为延续，0.6 起待判定",
            "en": "same unit and period; 2 M / (length of both metrics) with M matching characters, from 0.8, asked from 0.6",
        },
        unit={"zh": "项指标", "en": "targets"},
        source="J. W. Ratcliff and D. Metzener, Pattern Matching: the Gestalt Approach, Dr. Dobb's Journal 13 (1988), 46",
        parameters=(
            MeasureParameter(
                "earlier", "targets", None, {"zh": "前一份方案的指标", "en": "targets of the earlier plan"}
            ),
            MeasureParameter("later", "targets", None, {"zh": "后一份方案的指标", "en": "targets of the later plan"}),
            MeasureParameter(
                "decided", "pairs", "", {"zh": "人已判定的对应关系", "en": "pairs that a person decided about"}
            ),
        ),
        cost="O(m n) for m and n targets",
        function=trace_targets,
    ),
)
