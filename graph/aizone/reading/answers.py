"""A decision about who answers for a target, made from the addresses of a measure and a target in a plan that was read."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..errors import N_, UsageError
from ..iri import expand
from ..rdf import PlanNames, plan_names
from ..verdicts.answers import served_words
from ..verdicts.attribution import Attribution
from ..verdicts.readings import Correction, CorrectionKind, quote_of
from .read import ReadPlan


def answer_correction(plan: ReadPlan, kind: CorrectionKind, measure: str, target: str, made: Attribution) -> Correction:
    """The correction that says that a measure answers for a target or aim, or does not.

    Args:
        plan: as it is read now.
        kind: 'answers' or 'not-answers'.
        measure: its address in the plan ('3/3/6/m2'), as a CURIE or as an IRI.
        target: likewise ('2/4/t1'; '2/4/a1' for an aim).
        made: by whom, when and why.

    Raises:
        UsageError: the plan has no such measure or target, or the measure does not answer for it by itself or its task.
    """
    reading, names = plan.reading, plan_names(plan.reading, plan.slug)
    measures = {
        names.work_item(task.section, one.clause): (task, one) for task in reading.tasks for one in task.measures
    }
    served = {
        node: (goal, number if is_target else None, None if is_target else number)
        for goal in reading.goals
        for is_target, facts in ((True, goal.targets), (False, goal.aims))
        for number in range(1, len(facts) + 1)
        for node in [(names.target if is_target else names.aim)(names.section(goal.section), number)]
    }
    item, wanted = _node(measure, names), _node(target, names)
    for node, known, written in ((item, item in measures, measure), (wanted, wanted in served, target)):
        if not known:
            raise UsageError(
                f"aizone corrections --{kind}",
                N_("'{written}' is not a measure, target or aim of this plan ({node})."),
                N_("'aizone query targets_with_units' and 'aizone query work_items' list them."),
                written=written,
                node=node.value,
            )
    task, fact = measures[item]
    goal, number, aim = served[wanted]
    if kind == "not-answers" and not any(
        link.item.mark.start == task.section.mark.start
        and link.clause in (None, fact.clause)
        and link.goal.mark.start == goal.section.mark.start
        and (link.target, link.aim) == (number, aim)
        for link in reading.contributions
    ):
        raise UsageError(
            f"aizone corrections --{kind}",
            N_("the measure does not answer for it, neither by its own words nor by its task's."),
            N_("Nothing was recorded."),
        )
    return Correction(kind, quote_of(reading, fact), served_words(goal, number, aim), made)


def _node(address: str, names: PlanNames) -> NamedNode:
    """The node of an address in a plan, or of a CURIE or IRI."""
    if ":" in address:
        return expand(address)
    return NamedNode(f"{names.plan.value}/{address}")
