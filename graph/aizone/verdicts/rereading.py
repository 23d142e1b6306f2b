"""Corrections applied to a reading again whenever the plan is read: `Reading` -> `Reading`.

A correction goes to the owner list that is most like the one it quotes. A list that is no longer like it is not touched, and
that is an issue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from pyoxigraph import NamedNode

from ..extract.described_bodies import described_bodies
from ..extract.owners.memberships import LEAD_UNITS, RESPONSIBLE_UNITS, relative_members
from ..iri import ID, last_segment
from ..model import AssignmentFact, Issue, MeasureFact, OwnerKind, Reading, Role, Span, TaskFact, TextSpan
from ..model.units import Place, Unit, UnitGroup
from ..units import Resolver, UnitRegistry
from .answers import with_answer
from .heads import head_holds
from .quote import find_again, squeeze
from .readings import OF_HEAD, OF_MEASURES, Correction, in_force, quote_of

_RESOLVES = frozenset({"unit-unresolved", "unit-ambiguous", "group-members-unknown"})


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with the corrections that were applied to it, and those that were not because their words are gone."""

    reading: Reading
    applied: tuple[Correction, ...] = ()
    not_applied: tuple[Correction, ...] = ()


def apply_corrections(reading: Reading, corrections: Sequence[Correction], registry: UnitRegistry) -> Corrected:
    """Apply what people decided to a reading.

    Args:
        reading: as read; not changed.
        corrections: those of its plan, the earliest first.
        registry: the bodies known, for the units they name.

    Returns:
        the corrected reading. An owner that was changed or added has the basis 'decision'; members of a group follow it.
        What could not be applied is reported in one issue 'correction-not-applied' and changes nothing else.
    """
    if not corrections:
        return Corrected(reading)
    work = _CorrectedTasks(reading, registry)
    applied: list[Correction] = []
    lost: list[Correction] = []
    for correction in in_force(corrections):
        (applied if work.apply(correction) else lost).append(correction)
    return Corrected(work.result(lost), tuple(applied), tuple(lost))


def resolver_for(reading: Reading, registry: UnitRegistry) -> Resolver:
    """A resolver of the names of a plan that was read; it knows the bodies that the plan itself describes."""
    plan = reading.plan
    for body in reading.bodies:
        if isinstance(body, Place) and body.iri not in registry.places:
            registry = registry.with_place(body)
    year = int(plan.issued[:4]) if plan.issued else plan.start
    resolver = Resolver(registry, plan.place, year=year)
    for body in reading.bodies:
        if isinstance(body, UnitGroup):
            resolver.minted_groups[body.iri] = body
        elif isinstance(body, Unit) and body.provisional:
            resolver.minted[body.iri] = body
    return resolver


@dataclass(frozen=True, slots=True)
class _CorrectedOwner:
    """The unit or group that a correction names."""

    unit: NamedNode | None
    label: str | None
    kind: OwnerKind


class _CorrectedTasks:
    """A plan's tasks while they are corrected."""

    def __init__(self, reading: Reading, registry: UnitRegistry) -> None:
        self.reading = reading
        self.resolver = resolver_for(reading, registry)
        self.tasks = [list(task.measures) for task in reading.tasks]
        self.quotes = {
            (at, index): quote_of(reading, measure)
            for at, measures in enumerate(self.tasks)
            for index, measure in enumerate(measures)
        }
        self.settled: set[Span] = set()  # spans whose issues a decision settles
        self.roles_changed = False

    def apply(self, correction: Correction) -> bool:
        """Change every measure that a correction is about; returns whether there was one, or for the head whether it holds."""
        if correction.kind in OF_HEAD:
            return head_holds(self.reading.plan, correction)
        if correction.kind in {"answers", "not-answers"}:
            return self._answered(correction)
        owner = self._owner(correction)
        places = self._places(correction) if owner is not None else []
        for at, index in places:
            measure, task = self.tasks[at][index], self.reading.tasks[at]
            self.tasks[at][index] = self._edited(measure, task, correction, owner)
        return bool(places)

    def result(self, lost: Sequence[Correction]) -> Reading:
        reading = self.reading
        tasks = tuple(
            replace(task, measures=tuple(measures)) for task, measures in zip(reading.tasks, self.tasks, strict=True)
        )
        if self.roles_changed:
            tasks = self._with_relative_members(tasks)
        issues = [
            issue
            for issue in reading.issues
            if not (issue.span in self.settled and issue.code in {*_RESOLVES, "clause-without-owner"})
        ]
        return replace(
            reading,
            tasks=tasks,
            issues=(*([_not_applied(lost)] if lost else []), *issues),
            bodies=described_bodies(reading.plan, tasks, self.resolver),
        )

    def _answered(self, correction: Correction) -> bool:
        """Link the measure to a target, or take the link away; returns whether both are still there."""
        places = self._places(correction)
        for at, index in places:
            task = self.reading.tasks[at]
            changed = with_answer(
                self.reading, task, task.measures[index], correction.written, answers=correction.kind == "answers"
            )
            if changed is None:
                return False
            self.reading = changed
        return bool(places)

    # --- finding the list

    def _places(self, correction: Correction) -> list[tuple[int, int]]:
        """The measures whose list is most like the quoted one; several only where the document has the same words twice."""
        candidates = self.quotes
        if correction.kind not in OF_MEASURES:
            name = squeeze(correction.written)
            candidates = {place: quote for place, quote in self.quotes.items() if self._is_named(name, place)}
        return find_again(correction.quote, candidates)

    def _is_named(self, name: str, place: tuple[int, int]) -> bool:
        task, measure = place
        return any(squeeze(fact.written) == name for fact in self.tasks[task][measure].assignments)

    def _owner(self, correction: Correction) -> _CorrectedOwner | None:
        """The unit a correction names; None when it is not known any more."""
        if correction.unit is None:
            return _CorrectedOwner(None, None, "unknown")
        unit = self.resolver.known(correction.unit)
        if unit is not None:
            return _CorrectedOwner(unit.iri, unit.label, "unit")
        group = self.resolver.group(correction.unit) or self._relative_group(correction.unit)
        return _CorrectedOwner(group.iri, group.label, "group") if group is not None else None

    def _relative_group(self, node: NamedNode) -> UnitGroup | None:
        """The registered group of which a node of the plan's own (…/group/各牵头单位) is the one in this plan."""
        label = last_segment(node) if node.value.startswith(f"{ID}plan/") else None
        relative = (group for group in self.resolver.registry.groups.values() if group.relative)
        return next((group for group in relative if group.label == label), None)

    # --- changing a measure

    def _edited(
        self, measure: MeasureFact, task: TaskFact, correction: Correction, owner: _CorrectedOwner | None
    ) -> MeasureFact:
        name = squeeze(correction.written)
        if correction.kind == "owner":
            assert owner is not None
            assert correction.role is not None
            return self._grown(measure, task, correction, owner, correction.role)
        facts: list[AssignmentFact] = []
        for fact in measure.assignments:
            if squeeze(fact.written) != name:
                facts.append(fact)
            elif correction.kind == "role":
                assert correction.role is not None
                self.roles_changed = True
                basis = fact.basis if fact.from_group is not None else "decision"
                facts.append(replace(fact, role=correction.role, basis=basis))
            else:
                self.settled.add(fact.span)
                self.roles_changed = True
                if correction.kind == "unit" and fact.from_group is None and owner is not None:
                    known = replace(fact, unit=owner.unit, label=owner.label, kind=owner.kind, basis="decision")
                    facts += [known, *self._members(known)]
        return replace(measure, assignments=tuple(facts))

    def _grown(
        self, measure: MeasureFact, task: TaskFact, correction: Correction, owner: _CorrectedOwner, role: Role
    ) -> MeasureFact:
        """A measure with one more owner; nothing changes when it already has that owner in that role."""
        self.settled.add(measure.span)
        if any(fact.unit == owner.unit and fact.role == role for fact in measure.assignments):
            return measure
        self.roles_changed = True
        fact = AssignmentFact(
            written=correction.written,
            span=self._span_of(correction.written, measure, task),
            role=role,
            basis="decision",
            rank=max((fact.rank for fact in measure.assignments), default=0) + 1,
            kind=owner.kind,
            unit=owner.unit,
            label=owner.label,
        )
        return replace(measure, assignments=(*measure.assignments, fact, *self._members(fact)))

    def _span_of(self, written: str, measure: MeasureFact, task: TaskFact) -> Span:
        """The span of an added owner: its name in the list or the measure, else the list, else the task's heading."""
        text = self.reading.document.text
        for span in (measure.owner_list, measure.span):
            at = text.find(written, span.start, span.end) if span is not None else -1
            if at >= 0:
                return Span(at, at + len(written))
        return measure.owner_list or task.section.heading

    def _members(self, fact: AssignmentFact) -> Iterator[AssignmentFact]:
        """The members of a group that the registry knows, as owners through it."""
        group = self.resolver.group(fact.unit) if fact.kind == "group" and fact.unit is not None else None
        for member in group.members if group is not None else ():
            unit = self.resolver.known(member)
            if unit is not None:
                yield replace(fact, basis="group", kind="unit", unit=unit.iri, label=unit.label, from_group=fact.unit)

    def _with_relative_members(self, tasks: tuple[TaskFact, ...]) -> tuple[TaskFact, ...]:
        """Tasks in which 各牵头单位 and 各责任单位 mean the units that lead and are responsible now."""
        text = self.reading.document.text

        def members(measure: MeasureFact) -> MeasureFact:
            relative = {LEAD_UNITS, RESPONSIBLE_UNITS}
            facts = [fact for fact in measure.assignments if fact.from_group not in relative]
            named = {fact.unit for fact in facts}
            for fact in tuple(facts):
                if fact.unit not in relative or fact.unit is None:
                    continue
                sentence = TextSpan.at(text, measure.span)
                for unit, label in relative_members(
                    fact.unit, sentence, tasks, self.reading.areas, self.resolver
                ).units:
                    if unit not in named:
                        named.add(unit)
                        facts.append(
                            replace(fact, basis="group", kind="unit", unit=unit, label=label, from_group=fact.unit)
                        )
            return replace(measure, assignments=tuple(facts))

        return tuple(replace(task, measures=tuple(map(members, task.measures))) for task in tasks)


def _not_applied(lost: Sequence[Correction]) -> Issue:
    """All corrections whose words are gone, as one issue of the plan."""
    names = list(dict.fromkeys(correction.written for correction in lost))
    return Issue(
        "correction-not-applied",
        {
            "zh": f"{len(lost)}条更正未能应用，原文中已找不到其所指：“{'”、“'.join(names)}”。更正仍保留。",
            "en": f"{len(lost)} corrections were not applied because their words are gone: '{'', ''.join(names)}'. They are kept.",
        },
    )
