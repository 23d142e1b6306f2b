"""Measures with their assignments and targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ..model import AssignmentFact, Comparator, Direction, GoalFact, MeasureFact, Reading, Span, TargetFact, TaskFact
from ..vocab import AZ, AZBASIS, AZPERIOD, AZROLE, RDF, SCHEMA, SKOS, XSD
from .evidence import EvidenceWriter
from .literals import boolean, decimal, integer, last_day, moment, zh
from .measure_labels import measure_label
from .mentions import mention_quads, topic_quads
from .names import PlanNames

_SHORTCUTS = {
    "lead": AZ.leadUnit,
    "responsible": AZ.responsibleUnit,
    "support": AZ.supportUnit,
    "supervise": AZ.superviseUnit,
}
_PER_YEAR = "/年"
_SCALES = ((100_000_000, "亿"), (10_000, "万"), (1, ""))
_MOST_FIELDS = 2
"""A target's label names so many fields of its scope; the whole scope is `az:scope`."""
_CHANGES: dict[Direction | None, str] = {"up": "提高 ", "down": "降低 ", None: "变化 "}
_SIGNS: dict[Comparator, str] = {"ge": "≥", "gt": "＞", "le": "≤", "lt": "＜"}


def work_quads(reading: Reading, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """All targets of goals, and all measures of tasks with their assignments, targets, mentions and topics."""
    for goal in reading.goals:
        yield from goal_quads(goal, names, evidence)
    position = 0
    for task in reading.tasks:
        for measure in task.measures:
            position += 1
            yield from measure_quads(task, measure, position, names, evidence)


def goal_quads(goal: GoalFact, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """A goal's targets, and its aims without a number."""
    node, graph = names.section(goal.section), names.plan
    yield from target_quads(goal.targets, node, names, evidence)
    for position, aim in enumerate(goal.aims, start=1):
        found = names.aim(node, position)
        yield Quad(found, RDF.type, AZ.Aim, graph)
        yield Quad(found, RDF.type, AZ.Goal, graph)
        yield Quad(found, AZ.partOf, node, graph)
        yield Quad(found, SKOS.prefLabel, zh(aim.label), graph)
        yield Quad(found, AZ.metric, zh(aim.metric), graph)
        yield Quad(found, AZ.period, AZPERIOD[aim.period], graph)
        yield from evidence.cite(found, aim.span, is_name=True)


def measure_quads(
    task: TaskFact, measure: MeasureFact, position: int, names: PlanNames, evidence: EvidenceWriter
) -> Iterator[Quad]:
    """One measure; `position` is its place among all measures of the plan, from 1."""
    graph = names.plan
    parent = names.section(task.section)
    node = names.measure(parent, measure)
    words = evidence.words(measure.span) if evidence.keep_text else None
    yield Quad(node, RDF.type, AZ.Measure, graph)
    yield Quad(node, AZ.partOf, parent, graph)
    yield Quad(node, AZ.clause, integer(measure.clause), graph)
    yield Quad(node, AZ.position, integer(position), graph)
    yield Quad(node, SKOS.prefLabel, zh(measure_label(task, measure, words)), graph)
    yield from evidence.cite(node, measure.span)
    if words is not None:
        yield Quad(node, AZ.text, zh(words), graph)
    if measure.owner_list is not None:
        yield Quad(node, AZ.ownerList, Literal(_owner_list(measure, measure.owner_list, evidence)), graph)
        yield from evidence.cite(node, measure.owner_list, is_name=True, term=AZ.ownerListEvidence)
    if measure.open_tail:
        yield Quad(node, AZ.openOwnerList, boolean(True), graph)
    if measure.deadline is not None:
        if measure.deadline.value is not None:
            yield from deadline_quads(node, measure.deadline.value, graph)
        if measure.deadline.continuous:
            yield Quad(node, AZ.continuous, boolean(True), graph)
        for stage in measure.deadline.stages:
            yield Quad(node, AZ.stageDeadline, moment(stage), graph)
        if measure.deadline.schedule is not None:
            yield Quad(node, AZ.schedule, zh(evidence.words(measure.deadline.schedule.span)), graph)
            if measure.deadline.schedule.every is not None:
                yield Quad(node, AZ.every, Literal(measure.deadline.schedule.every, datatype=XSD.duration), graph)
    for note in measure.notes if evidence.keep_text else ():
        if not note.is_person:  # people stay out of the graph
            yield Quad(node, AZ.remark, zh(f"{note.name}：{evidence.words(note.span)}"), graph)
    seen: set[NamedNode] = set()
    for fact in measure.assignments:
        assignment = names.assignment(node, fact)
        if assignment not in seen:  # a list may name one body twice; the first place counts
            seen.add(assignment)
            yield from assignment_quads(fact, node, names, evidence)
    yield from target_quads(measure.targets, node, names, evidence)
    for mention in measure.mentions:
        yield from mention_quads(mention, node, names, evidence)
    for topic in measure.topics:
        yield from topic_quads(topic, node, names, evidence)


def _owner_list(measure: MeasureFact, span: Span, evidence: EvidenceWriter) -> str:
    """An owner list as written; without the names of people where the plan's text is not kept."""
    words = evidence.words(span)
    for note in measure.notes if not evidence.keep_text else ():
        if note.is_person:
            words = words.replace(evidence.words(note.span), "…")
    return words


def assignment_quads(
    fact: AssignmentFact, measure: NamedNode, names: PlanNames, evidence: EvidenceWriter
) -> Iterator[Quad]:
    """One unit in one role for one measure, and the derived shortcut to the unit."""
    graph = names.plan
    node, owner = names.assignment(measure, fact), names.owner(fact)
    yield Quad(measure, AZ.assignment, node, graph)
    yield Quad(measure, _SHORTCUTS[fact.role], owner, graph)
    yield Quad(node, RDF.type, AZ.Assignment, graph)
    yield Quad(node, AZ.workItem, measure, graph)
    yield Quad(node, AZ.unit, owner, graph)
    yield Quad(node, AZ.role, AZROLE[fact.role], graph)
    yield Quad(node, AZ.rank, integer(fact.rank), graph)
    yield Quad(node, AZ.basis, AZBASIS[fact.basis], graph)
    yield Quad(node, AZ.asWritten, Literal(fact.written), graph)
    yield from evidence.cite(node, fact.span, is_name=True)
    if fact.from_group is not None:
        yield Quad(node, AZ.fromGroup, names.group(fact.from_group), graph)
    if fact.unit is not None and (relative := names.relative.get(fact.unit)) is not None:
        yield Quad(owner, RDF.type, AZ.UnitGroup, graph)
        yield Quad(owner, SKOS.prefLabel, zh(relative.label), graph)
        if relative.label_en:
            yield Quad(owner, SKOS.prefLabel, Literal(relative.label_en, language="en"), graph)
        yield Quad(owner, AZ.relative, boolean(True), graph)
        yield from names.placed(owner)
    if fact.unit is None:
        yield Quad(owner, RDF.type, AZ.UnitGroup if fact.kind == "group" else AZ.UnresolvedUnit, graph)
        yield Quad(owner, SKOS.prefLabel, zh(fact.written), graph)
        yield from names.placed(owner)


def deadline_quads(node: NamedNode, value: str, graph: NamedNode) -> Iterator[Quad]:
    """A deadline as precisely as it is written, and its last day."""
    yield Quad(node, AZ.deadline, moment(value), graph)
    yield Quad(node, AZ.due, last_day(value), graph)


def target_quads(
    targets: Iterable[TargetFact], holder: NamedNode, names: PlanNames, evidence: EvidenceWriter
) -> Iterator[Quad]:
    """The numeric targets of a goal or measure."""
    graph = names.plan
    listed = list(targets)
    at = {target.quantity: names.target(holder, position) for position, target in enumerate(listed, start=1)}
    for position, target in enumerate(listed, start=1):
        node = names.target(holder, position)
        yield Quad(holder, AZ.hasTarget, node, graph)
        yield Quad(node, RDF.type, AZ.Target, graph)
        yield Quad(node, AZ.partOf, holder, graph)
        yield Quad(node, SKOS.prefLabel, zh(target_label(target)), graph)
        yield Quad(node, AZ.metric, zh(target.metric), graph)
        yield Quad(node, AZ.asWritten, Literal(target.written), graph)
        yield Quad(node, AZ.period, AZPERIOD[target.period], graph)
        yield Quad(node, AZ.comparator, Literal(target.comparator), graph)
        yield Quad(node, SCHEMA.unitText, Literal(target.unit_text), graph)
        if target.minimum is not None:
            yield Quad(node, SCHEMA.minValue, decimal(target.minimum), graph)
        if target.maximum is not None:
            yield Quad(node, SCHEMA.maxValue, decimal(target.maximum), graph)
        if target.deadline:
            yield from deadline_quads(node, target.deadline, graph)
        if target.scope:
            yield Quad(node, AZ.scope, zh(target.scope), graph)
        for topic in target.topics:
            yield Quad(node, AZ.scopeConcept, topic.concept, graph)
        if target.whole is not None and target.whole in at:
            yield Quad(node, AZ.subTargetOf, at[target.whole], graph)
        if target.is_change:
            yield Quad(node, AZ.isChange, boolean(True), graph)
        if target.direction is not None:
            yield Quad(node, AZ.direction, Literal(target.direction), graph)
        if target.baseline is not None:
            if target.baseline.value is not None:
                yield Quad(node, AZ.baseline, decimal(target.baseline.value), graph)
            if target.baseline.when is not None:
                yield Quad(node, AZ.baselineDate, moment(target.baseline.when), graph)
        yield from evidence.cite(node, target.quantity, is_name=True)


def target_label(target: TargetFact) -> str:
    """A target in one line: '授权发明专利 ≥ 50 项/年', '开办时间 降低 ≥ 50 %', '企业 30 → 80 家'.

    Large numbers are by 万 and 亿, the range sign is an en dash.
    """
    low, high = (None if value is None else value for value in (target.minimum, target.maximum))
    largest = max(abs(value) for value in (low, high) if value is not None)
    scale, word = next((scale, word) for scale, word in _SCALES if largest >= scale or scale == 1)
    first, last = (None if value is None else f"{value / scale:.10g}" for value in (low, high))
    if first is not None and last is not None:
        amount = f"{first}–{last}" if first != last else first
    else:
        amount = f"{_SIGNS[target.comparator]} {last if first is None else first}"
    baseline = target.baseline.value if target.baseline is not None else None
    if target.is_change:
        amount = f"{_CHANGES[target.direction]}{amount}"
    elif baseline is not None and target.direction is not None:
        amount = f"{baseline / scale:.10g} → {amount}"
    scope = f"（{_short_scope(target.scope)}）" if target.scope else ""
    unit = f"{word}{target.unit_text}{_PER_YEAR if target.period == 'year' else ''}"
    return f"{target.metric}{scope} {amount} {unit}".rstrip()


def _short_scope(scope: str) -> str:
    """A scope of many fields by its first one: '智能制造等6个领域'."""
    fields = scope.removesuffix("领域").removesuffix("等").split("、")
    return scope if len(fields) <= _MOST_FIELDS else f"{fields[0]}等{len(fields)}个领域"
