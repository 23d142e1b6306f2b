"""Two plans side by side: the measures and targets of each, with the names of all that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..i18n import Lang
from ..iri import expand
from ..queries import answers
from ..queries.records import PlannedTarget, PlanSummary, TargetDate
from ..store import Store
from .clauses import PlanClauses, read_clauses

# '某市行动计划（2015—2017年）' and '某市行动计划（2016—2018年）' are of one series
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PlanPair:
    """An earlier and a later plan; their words are Chinese, `labels` has names of units, measures and targets in the reader's language."""

    earlier: PlanClauses
    later: PlanClauses
    earlier_targets: tuple[PlannedTarget, ...]
    later_targets: tuple[PlannedTarget, ...]
    labels: Mapping[str, str]


def successive(plans: Iterable[PlanSummary]) -> tuple[str, str] | None:
    """The two plans to begin a comparison with: the latest two of one series, or else of one issuer, the earlier first (CURIEs).

    Args:
        plans: of a workspace; years are Gregorian. Plans are of a series when their titles without numbers have the same
            characters; where a plan names no issuer, its series says whose it is.

    Returns:
        None when no issuer has two plans; of several, the first in the order given.
    """
    by_series: dict[str, list[PlanSummary]] = {}
    by_issuer: dict[str, list[PlanSummary]] = {}
    for plan in plans:
        series = "".join(sorted(_DIGITS.sub("", plan.plan_label)))  # '2024年某市要点' and '某市2021年要点' are one
        if series:
            by_series.setdefault(f"{plan.issuer_label} {series}", []).append(plan)
        by_issuer.setdefault(plan.issuer_label or series, []).append(plan)
    for found in (*by_series.values(), *by_issuer.values()):
        if len(found) > 1:
            *_, earlier, later = sorted(found, key=lambda plan: (plan.start or 0, plan.issued, plan.plan))
            return earlier.plan, later.plan
    return None


def read_plan_pair(store: Store, earlier: str, later: str, lang: Lang) -> PlanPair:
    """Read two plans for a comparison.

    Args:
        store: the graph.
        earlier: the earlier plan (a CURIE).
        later: the later one.
        lang: language of the names; what is compared is always the Chinese wording.
    """
    plans = [read_clauses(store, plan, "zh") for plan in (earlier, later)]
    shown = plans if lang == "zh" else [read_clauses(store, plan, lang) for plan in (earlier, later)]
    labels = {clause.item: clause.label for plan in shown for clause in plan.clauses}
    labels |= {owner.unit: owner.label for plan in shown for clause in plan.clauses for owner in clause.owners}
    labels |= {thing.node: thing.label for plan in shown for thing in plan.things.values()}
    targets = [tuple(answers(store, "targets_of_plan", PlannedTarget, plan=expand(plan))) for plan in (earlier, later)]
    labels |= {node: words for plan in (earlier, later) for node, words in _counted(store, plan, lang)}
    return PlanPair(plans[0], plans[1], targets[0], targets[1], labels)


def _counted(store: Store, plan: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """The targets of a plan, each with what it counts: in Chinese in the plan's own words."""
    for row in answers(store, "target_dates", TargetDate, lang=lang, plan=expand(plan)):
        scope, metric = row.scope_said or row.scope, row.metric_said or row.metric
        yield row.target, f"{scope}{metric}" if lang == "zh" or not scope else f"{metric} ({scope})"
