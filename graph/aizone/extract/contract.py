"""The extraction contract: a `Reading` as the JSON object that `aizone extract --format json` prints.

Offsets are half-open code-point spans of the document's text; `text[start:end] == exact` holds wherever `exact` is given.
"""

from __future__ import annotations

from typing import Any

from ..i18n import Lang
from ..model import (
    AssignmentFact,
    Baseline,
    ContributionFact,
    GoalFact,
    Issue,
    MeasureFact,
    MentionFact,
    Reading,
    Span,
    TargetFact,
    TaskFact,
    TopicFact,
)

Json = dict[str, Any]


def to_contract(reading: Reading, *, lang: Lang = "zh") -> Json:
    """A reading as plain JSON values; `lang` chooses the language of issue messages."""
    text = reading.document.text
    plan = reading.plan
    return {
        "plan": {
            "title": plan.title,
            "number": plan.number,
            "issuer": plan.issuer,
            "issued": plan.issued,
            "start": plan.start,
            "end": plan.end,
            "cited": [{"title": cited.title, "number": cited.number, **_at(cited.span)} for cited in plan.cited],
        },
        "document": {
            "name": reading.document.name,
            "sha256": reading.document.sha256,
            "encoding": reading.document.encoding,
            "length": len(text),
        },
        "goals": [_goal(goal, text) for goal in reading.goals],
        "areas": [
            {
                "path": area.printed_path,
                "heading": reading.words(area.heading),
                "servesGoal": [_contribution(link) for link in reading.contributions if link.area == area.path],
            }
            for area in reading.areas
        ],
        "tasks": [_task(task, text) for task in reading.tasks],
        "issues": [_issue(issue, lang) for issue in reading.issues],
    }


def _at(span: Span | None) -> Json:
    return {"start": None, "end": None} if span is None else {"start": span.start, "end": span.end}


def _quoted(span: Span, text: str) -> Json:
    return {"exact": span.of(text), **_at(span)}


def _goal(goal: GoalFact, text: str) -> Json:
    return {
        "path": "/".join(goal.path),
        "heading": goal.heading,
        "targets": [_target(target, text) for target in goal.targets],
    }


def _contribution(link: ContributionFact) -> Json:
    return {"goal": "/".join(link.goal), "basis": "wording", "score": link.score}


def _target(target: TargetFact, text: str) -> Json:
    return {
        "metric": target.metric,
        "min": _number(target.minimum),
        "max": _number(target.maximum),
        "unit": target.unit_text,
        "period": target.period,
        "deadline": _year_or_date(target.deadline),
        "scope": target.scope,
        "comparator": target.comparator,
        "baseline": _baseline(target.baseline),
        "written": target.written,
        **_quoted(target.span, text),
    }


def _baseline(baseline: Baseline | None) -> Json | None:
    if baseline is None:
        return None
    return {"value": _number(baseline.value), "date": _year_or_date(baseline.when), **_at(baseline.span)}


def _year_or_date(value: str | None) -> str | int | None:
    """A deadline as the contract prints it: a year as a number, anything finer as an ISO string."""
    return int(value) if value is not None and len(value) == 4 else value


def _number(value: float | None) -> int | float | None:
    """A whole number without its '.0'."""
    return int(value) if value is not None and value == int(value) else value


def _task(task: TaskFact, text: str) -> Json:
    return {
        "path": "/".join(task.path),
        "heading": task.heading,
        "area": "/".join(task.area) if task.area else None,
        "measures": [_measure(measure, text) for measure in task.measures],
    }


def _measure(measure: MeasureFact, text: str) -> Json:
    deadline = measure.deadline
    return {
        "clause": measure.clause,
        **_quoted(measure.span, text),
        "owners": _quoted(measure.owner_list, text) if measure.owner_list is not None else None,
        "openTail": measure.open_tail,
        "deadline": _year_or_date(deadline.value) if deadline else None,
        "continuous": bool(deadline and deadline.continuous),
        "targets": [_target(target, text) for target in measure.targets],
        "assignments": [_assignment(fact) for fact in measure.assignments],
        "mentions": [_mention(mention) for mention in measure.mentions],
        "topics": [_topic(topic) for topic in measure.topics],
    }


def _assignment(fact: AssignmentFact) -> Json:
    return {
        "written": fact.written,
        "unit": fact.unit.value if fact.unit else None,
        "label": fact.label,
        "kind": fact.kind,
        "role": fact.role,
        "basis": fact.basis,
        "rank": fact.rank,
        "group": fact.from_group.value if fact.from_group else None,
        **_at(fact.span),
    }


def _mention(mention: MentionFact) -> Json:
    return {
        "type": mention.entity_type,
        "label": mention.label,
        "relation": mention.relation,
        "entity": mention.entity.value if mention.entity else None,
        **_at(mention.span),
    }


def _topic(topic: TopicFact) -> Json:
    return {"concept": topic.concept.value, "label": topic.label, **_at(topic.span)}


def _issue(issue: Issue, lang: Lang) -> Json:
    return {"code": issue.code, "severity": issue.severity, "message": issue.message[lang], **_at(issue.span)}
