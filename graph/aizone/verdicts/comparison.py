"""Two plans compared: what became of the earlier one, with what people decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..analysis.lineage.measures import Lineage, trace_measures
from ..analysis.lineage.targets import TargetLineage, trace_targets
from ..analysis.lineage.things import ThingLineage, trace_things
from ..projections.plan_pair import PlanPair
from .findings import ClauseSeen, seen
from .matches import MatchVerdict, Pair, changed, decided, latest, target_seen


@dataclass(frozen=True, slots=True)
class DecidedMatch:
    """A verdict that holds about a pair; `changed` are the sides (CURIEs) that are not what they were then, or are gone."""

    verdict: MatchVerdict
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedPlans:
    """Measures, targets and things of two plans, traced; `decisions` are those about the two, the earliest first."""

    pair: PlanPair
    measures: tuple[Lineage, ...]
    targets: tuple[TargetLineage, ...]
    things: tuple[ThingLineage, ...]
    decisions: tuple[DecidedMatch, ...] = ()

    @property
    def asked(self) -> tuple[Pair, ...]:
        """The pairs (CURIEs) that a person should decide about: measures first, then targets."""
        measures = ((one.earlier[0].item, one.later[0].item) for one in self.measures if one.fate == "uncertain")
        targets = (
            (one.earlier.target, one.later.target)
            for one in self.targets
            if one.fate == "uncertain" and one.earlier and one.later
        )
        return (*measures, *targets)


def compare_plans(pair: PlanPair, verdicts: Iterable[MatchVerdict] = ()) -> ComparedPlans:
    """Trace one plan into another, as far as people decided by what they decided.

    Args:
        pair: both plans.
        verdicts: about what the later plan carries on, those in force, the earliest first; those about other plans are left out.
    """
    sides, starts = sides_of(pair), (f"{pair.earlier.plan}/", f"{pair.later.plan}/")
    held = {
        one: verdict
        for one, verdict in latest(verdicts).items()
        if one[0].startswith(starts[0]) and one[1].startswith(starts[1])
    }
    given = decided(held)
    return ComparedPlans(
        pair,
        trace_measures(pair.earlier, pair.later, given),
        trace_targets(pair.earlier_targets, pair.later_targets, given),
        trace_things(pair.earlier, pair.later),
        tuple(DecidedMatch(verdict, changed(verdict, sides)) for verdict in held.values()),
    )


def sides_of(pair: PlanPair) -> Mapping[str, ClauseSeen]:
    """All measures and targets of two plans as they are, by CURIE, for verdicts about them."""
    found = {clause.item: seen(clause) for plan in (pair.earlier, pair.later) for clause in plan.clauses}
    targets = (*pair.earlier_targets, *pair.later_targets)
    return found | {target.target: target_seen(target) for target in targets}
