"""The extraction contract: a `Reading` as the JSON object that `aizone extract --format json` prints.

Offsets are half-open code-point spans of the document's text; `text[start:end] == exact` holds wherever `exact` is given.
They also say where the words begin, if the document has such places: `page` of a PDF, `paragraph` of a Word
document (both from 1), `cell` of a table file ('B3', or '任务表!B3').
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ..i18n import Lang
from ..model import (
    ISSUE_CODES,
    AssignmentFact,
    Baseline,
    ContributionFact,
    Document,
    GoalFact,
    IssueCause,
    MeasureFact,
    MentionFact,
    NoteFact,
    Reading,
    Schedule,
    Span,
    TargetFact,
    TaskFact,
    TopicFact,
    by_cause,
)
from ..text.damage import mended

Json = dict[str, Any]
Links = defaultdict[tuple[int, int | None], list[ContributionFact]]
"""By work item (position of its section, number of its measure), what it serves."""


def to_contract(reading: Reading, *, lang: Lang = "zh") -> Json:
    """A reading as plain JSON values; `lang` chooses the language of issue messages."""
    document = reading.document
    plan = reading.plan
    links: Links = defaultdict(list)
    for link in reading.contributions:
        links[link.item.mark.start, link.clause].append(link)
    return {
        "plan": {
            "title": plan.title,
            "number": plan.number,
            "issuer": plan.issuer,
            "issued": plan.issued,
            "start": plan.start,
            "end": plan.end,
            "cited": [
                {"title": cited.title, "number": cited.number, **_at(cited.span, document)} for cited in plan.cited
            ],
        },
        "document": {
            "name": reading.document.name,
            "sha256": reading.document.sha256,
            "encoding": reading.document.encoding,
            "length": len(document.text),
        },
        "goals": [_goal(goal, document) for goal in reading.goals],
        "areas": [
            {
                "path": area.printed_path,
                "heading": mended(reading.words(area.heading)),
                "serves_goal": [_contribution(link) for link in links[area.mark.start, None] if _is_broad(link)],
                "serves": [_served(link, document) for link in links[area.mark.start, None] if not _is_broad(link)],
            }
            for area in reading.areas
        ],
        "tasks": [_task(task, links, document) for task in reading.tasks],
        "passages": [
            {
                "path": passage.section.printed_path if passage.section is not None else None,
                "mentions": [_mention(mention, document) for mention in passage.mentions],
            }
            for passage in reading.passages
        ],
        "issues": [_issue(cause, lang, document) for cause in by_cause(reading.issues)],
    }


def _at(span: Span | None, document: Document) -> Json:
    if span is None:
        return {"start": None, "end": None}
    place = document.anchor_of(span)
    known = {"page": place.page, "paragraph": place.paragraph, "cell": place.cell} if place is not None else {}
    return {"start": span.start, "end": span.end, **{key: value for key, value in known.items() if value is not None}}


def _quoted(span: Span, document: Document) -> Json:
    return {"exact": span.of(document.text), **_at(span, document)}


def _goal(goal: GoalFact, document: Document) -> Json:
    return {
        "path": "/".join(goal.path),
        "heading": goal.heading,
        "overall": goal.is_overall,
        "targets": _targets(goal.targets, document),
        "aims": [
            {"label": aim.label, "metric": aim.metric, "period": aim.period, **_quoted(aim.span, document)}
            for aim in goal.aims
        ],
    }


def _is_broad(link: ContributionFact) -> bool:
    """Tell whether a link is to a goal as a whole."""
    return link.target is None and link.aim is None


def _contribution(link: ContributionFact) -> Json:
    return {
        "goal": "/".join(link.goal.path),
        "basis": link.basis,
        "score": link.score,
        "covers_targets": list(link.covered),
    }


def _served(link: ContributionFact, document: Document) -> Json:
    """A link of an area, task or measure to a target or aim, by its number in the goal."""
    return {
        "goal": "/".join(link.goal.path),
        "target": link.target,
        "aim": link.aim,
        "basis": link.basis,
        "score": link.score,
        **_quoted(link.spans[0], document),
    }


def _targets(targets: Sequence[TargetFact], document: Document) -> list[Json]:
    """Targets; `part_of` is the place in this list, from 1, of the target that one is a share of."""
    places = {target.quantity: place for place, target in enumerate(targets, start=1)}
    return [
        {**_target(target, document), "part_of": places.get(target.whole) if target.whole is not None else None}
        for target in targets
    ]


def _target(target: TargetFact, document: Document) -> Json:
    return {
        "metric": target.metric,
        "min": _number(target.minimum),
        "max": _number(target.maximum),
        "unit": target.unit_text,
        "period": target.period,
        "deadline": _year_or_date(target.deadline),
        "scope": target.scope,
        "scope_concepts": [topic.concept.value for topic in target.topics],
        "comparator": target.comparator,
        "baseline": _baseline(target.baseline, document),
        "change": target.is_change,
        "direction": target.direction,
        "written": target.written,
        **_quoted(target.span, document),
    }


def _baseline(baseline: Baseline | None, document: Document) -> Json | None:
    if baseline is None:
        return None
    return {"value": _number(baseline.value), "date": _year_or_date(baseline.when), **_at(baseline.span, document)}


def _year_or_date(value: str | None) -> str | int | None:
    """A deadline as the contract prints it: a year as a number, anything finer as an ISO string."""
    return int(value) if value is not None and len(value) == 4 else value


def _number(value: float | None) -> int | float | None:
    """A whole number without its '.0'."""
    return int(value) if value is not None and value == int(value) else value


def _task(task: TaskFact, links: Links, document: Document) -> Json:
    start = task.section.mark.start
    return {
        "path": "/".join(task.path),
        "heading": task.heading,
        "area": "/".join(task.area) if task.area else None,
        "serves": [_served(link, document) for link in links[start, None] if not _is_broad(link)],
        "measures": [_measure(measure, links[start, measure.clause], document) for measure in task.measures],
    }


def _measure(measure: MeasureFact, links: Sequence[ContributionFact], document: Document) -> Json:
    deadline = measure.deadline
    return {
        "clause": measure.clause,
        **_quoted(measure.span, document),
        "owners": _quoted(measure.owner_list, document) if measure.owner_list is not None else None,
        "open_tail": measure.open_tail,
        "deadline": _year_or_date(deadline.value) if deadline else None,
        "continuous": bool(deadline and deadline.continuous),
        "stages": [_year_or_date(stage) for stage in deadline.stages] if deadline else [],
        "schedule": _schedule(deadline.schedule, document) if deadline else None,
        "targets": _targets(measure.targets, document),
        "serves": [_served(link, document) for link in links],
        "assignments": [_assignment(fact, document) for fact in measure.assignments],
        "people": [_note(note, document) for note in measure.notes if note.is_person],
        "notes": [_note(note, document) for note in measure.notes if not note.is_person],
        "mentions": [_mention(mention, document) for mention in measure.mentions],
        "topics": [_topic(topic, document) for topic in measure.topics],
    }


def _note(note: NoteFact, document: Document) -> Json:
    return {"name": note.name, **_quoted(note.span, document)}


def _schedule(schedule: Schedule | None, document: Document) -> Json | None:
    return {"every": schedule.every, **_quoted(schedule.span, document)} if schedule is not None else None


def _assignment(fact: AssignmentFact, document: Document) -> Json:
    return {
        "written": fact.written,
        "unit": fact.unit.value if fact.unit else None,
        "label": fact.label,
        "kind": fact.kind,
        "role": fact.role,
        "basis": fact.basis,
        "rank": fact.rank,
        "group": fact.from_group.value if fact.from_group else None,
        **_at(fact.span, document),
    }


def _mention(mention: MentionFact, document: Document) -> Json:
    return {
        "type": mention.entity_type,
        "label": mention.label,
        "relation": mention.relation,
        "entity": mention.entity.value if mention.entity else None,
        **_at(mention.span, document),
    }


def _topic(topic: TopicFact, document: Document) -> Json:
    return {"concept": topic.concept.value, "label": topic.label, **_at(topic.span, document)}


def _issue(cause: IssueCause, lang: Lang, document: Document) -> Json:
    issue = cause.issue
    return {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message[lang],
        "cure": ISSUE_CODES[issue.code].cure[lang],
        **_at(issue.span, document),
        "places": [_at(place, document) for place in cause.places],
    }
