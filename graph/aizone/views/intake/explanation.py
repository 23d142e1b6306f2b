"""Why something was read so: the rules behind each owner, target, deadline, mention and contribution, with the words they fired on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...extract.rules import rules
from ...i18n import Lang, Translate, translator
from ...model import AssignmentFact, GoalFact, MeasureFact, MentionFact, Reading, Reason, Span, TargetFact, TaskFact
from ...wording import basis_label, class_label, edge_label, role_label

FactKind = Literal["owner", "target", "aim", "deadline", "mention", "contribution"]

_DECIDED = (Reason("decided"),)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A rule that fired: its name, what it says, and the words it fired on (all empty where it needs none)."""

    rule: str
    sentence: str
    exact: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ExplainedFact:
    """A fact in a few words (`title` and what was read of it, `result`), where it is, and its reasons."""

    kind: FactKind
    title: str
    result: str
    start: int
    end: int
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """A measure or a goal with its facts.

    `clause` counts the measures of a task from 1, None for a goal. `owner_list` are the reasons why words were taken for
    its owner list, `left_out` the words that look like owners or targets and are not.
    """

    path: str
    heading: str
    clause: int | None
    exact: str
    start: int
    end: int
    owner_list: tuple[ReasonLine, ...]
    facts: tuple[ExplainedFact, ...]
    left_out: tuple[ReasonLine, ...]


def explain_reading(reading: Reading, lang: Lang) -> tuple[ExplainedPart, ...]:
    """Everything read from a plan and why: its goals with numbers, then its measures, in document order.

    Args:
        reading: read with `Knowledge.explain`; without it the reasons are missing.
        lang: language of the sentences.
    """
    goals = (_goal(reading, goal, lang) for goal in reading.goals if goal.targets or goal.aims)
    measures = (
        explain_measure(reading, task, number, lang)
        for task in range(len(reading.tasks))
        for number in range(len(reading.tasks[task].measures))
    )
    return (*goals, *measures)


def explain_measure(reading: Reading, task: int, number: int, lang: Lang) -> ExplainedPart:
    """One measure and why it was read so.

    Args:
        reading: the plan.
        task: the place of its task among those of the plan.
        number: its place in the task.
        lang: language of the sentences.
    """
    fact = reading.tasks[task]
    measure = fact.measures[number]
    declared = rules()
    left_out = [why for why in measure.why if declared[why.rule].about == "left-out"]
    found = [why for why in measure.why if why not in left_out]
    return ExplainedPart(
        path="/".join(fact.path),
        heading=fact.heading,
        clause=measure.clause,
        exact=reading.words(measure.span),
        start=measure.span.start,
        end=measure.span.end,
        owner_list=tuple(_lines(reading, found, lang)),
        facts=(*_facts(reading, measure, lang), *_contributions(reading, fact, measure, lang)),
        left_out=tuple(_lines(reading, left_out, lang)),
    )


def _goal(reading: Reading, goal: GoalFact, lang: Lang) -> ExplainedPart:
    heading = goal.section.heading
    targets = (_target(reading, target, lang) for target in goal.targets)
    aims = (_fact(reading, "aim", aim.label, aim.metric, aim.span, aim.why, lang) for aim in goal.aims)
    facts = (*targets, *aims)
    words = reading.words(heading)
    return ExplainedPart("/".join(goal.path), goal.heading, None, words, heading.start, heading.end, (), facts, ())


def _facts(reading: Reading, measure: MeasureFact, lang: Lang) -> Iterator[ExplainedFact]:
    _ = translator(lang)
    for owner in measure.assignments:
        yield _owner(reading, owner, lang, _)
    due = measure.deadline
    if due is not None and due.span is not None:
        again = [reading.words(due.schedule.span)] if due.schedule is not None else []
        words = [*due.stages, *([due.value] if due.value else []), *([_("goes on")] if due.continuous else []), *again]
        title = reading.words(due.span)
        yield _fact(reading, "deadline", title, " · ".join(words), due.span, due.why, lang)
    for target in measure.targets:
        yield _target(reading, target, lang)
    for mention in measure.mentions:
        yield _mention(reading, mention, lang, _)


def _contributions(reading: Reading, task: TaskFact, measure: MeasureFact, lang: Lang) -> Iterator[ExplainedFact]:
    """The goals, targets and aims that a measure answers for by its own words."""
    goals = {goal.section.mark.start: goal for goal in reading.goals}
    for link in reading.contributions:
        if link.item.mark.start == task.section.mark.start and link.clause == measure.clause:
            goal, said = goals[link.goal.mark.start], link.spans[0]
            served = goal.heading
            if link.target is not None:
                served = goal.targets[link.target - 1].metric
            elif link.aim is not None:
                served = goal.aims[link.aim - 1].label
            score = "" if link.score is None else f"{link.score:.2f}"
            result = " · ".join(filter(None, (served, score)))
            yield _fact(reading, "contribution", reading.words(said), result, said, link.why or _DECIDED, lang)


def _owner(reading: Reading, owner: AssignmentFact, lang: Lang, _: Translate) -> ExplainedFact:
    known = owner.label if owner.label is not None and owner.label != owner.written else ""
    result = " · ".join(filter(None, (known, role_label(owner.role, _), basis_label(owner.basis, _))))
    why = _DECIDED if owner.basis == "decision" else owner.why
    return _fact(reading, "owner", owner.written, result, owner.span, why, lang)


def _target(reading: Reading, target: TargetFact, lang: Lang) -> ExplainedFact:
    result = " · ".join(filter(None, (target.written, target.deadline)))
    return _fact(reading, "target", target.metric, result, target.quantity, target.why, lang)


def _mention(reading: Reading, mention: MentionFact, lang: Lang, _: Translate) -> ExplainedFact:
    result = f"{class_label(mention.entity_type, _)} · {edge_label(f'az:{mention.relation}', _)}"
    return _fact(reading, "mention", mention.label, result, mention.span, mention.why, lang)


def _fact(
    reading: Reading, kind: FactKind, title: str, result: str, span: Span, why: Iterable[Reason], lang: Lang
) -> ExplainedFact:
    return ExplainedFact(kind, title, result, span.start, span.end, tuple(_lines(reading, why, lang)))


def _lines(reading: Reading, why: Iterable[Reason], lang: Lang) -> Iterator[ReasonLine]:
    for reason in why:
        sentence, span = rules()[reason.rule].sentence[lang], reason.span
        if span is None:
            yield ReasonLine(reason.rule, sentence, "", None, None)
        else:
            yield ReasonLine(reason.rule, sentence, reading.words(span), span.start, span.end)
