"""What a person says a reading got wrong, applied to it again whenever the plan is read: `Reading` -> `Reading`.

A correction is found again by content: the words of the owner list it is about, the words the list speaks for, and the name.
Both may change a little (a comma, one more owner); a list that is no longer like it is not touched, and that is an issue.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from msgspec.structs import replace
from pyoxigraph import NamedNode

from ..extract.head.bodies import described_bodies
from ..extract.owners.memberships import LEAD_UNITS, RESPONSIBLE_UNITS, relative_members
from ..model import AssignmentFact, Issue, MeasureFact, OwnerKind, Reading, Role, Span, TaskFact
from ..model.units import Place, Unit, UnitGroup
from ..units import Resolver, UnitRegistry

CorrectionKind = Literal["role", "not-owner", "owner", "unit"]

_CONTEXT = 40
"""Characters of the words a list speaks for that are kept beside it."""
_ALIKE = 0.5
"""Share of characters, in order, that both the list and its context must keep (Ratcliff and Obershelp's measure)."""
_MARKS = re.compile(r"[\W_]+")
_RESOLVES = frozenset({"unit-unresolved", "unit-ambiguous", "group-members-unknown"})


@dataclass(frozen=True, slots=True)
class OwnerQuote:
    """An owner list by its words: `exact` ('' when a measure has none), and the words it speaks for.

    These are the last ones in front of it (`prefix`), or the first ones behind a list that stands before them (`suffix`).
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one owner of one list; `when` is an ISO date and time.

    'role': the owner has this role. 'not-owner': the name is none. 'owner': the list has one more, `unit` in this role, which
    the plan writes as `written`. 'unit': the name means this unit, in this list only.
    """

    kind: CorrectionKind
    quote: OwnerQuote
    written: str
    by: str
    when: str
    role: Role | None = None
    unit: NamedNode | None = None
    why: str | None = None

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made from all it says but the reason."""
        unit = self.unit.value if self.unit else ""
        quote = (self.quote.exact, self.quote.prefix, self.quote.suffix)
        words = (self.kind, *quote, self.written, self.role or "", unit, self.by, self.when)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with the corrections that were applied to it, and those that were not because their words are gone."""

    reading: Reading
    applied: tuple[Correction, ...] = ()
    not_applied: tuple[Correction, ...] = ()


def quote_of(reading: Reading, measure: MeasureFact) -> OwnerQuote:
    """How the owner list of a measure is found again."""
    words = reading.words(measure.span)
    if measure.owner_list is None:
        return OwnerQuote("", prefix=words[-_CONTEXT:])
    exact = reading.words(measure.owner_list)
    if measure.owner_list.start < measure.span.start:
        return OwnerQuote(exact, suffix=words[:_CONTEXT])
    return OwnerQuote(exact, prefix=words[-_CONTEXT:])


def squeeze(words: str) -> str:
    """Words as they are compared: NFKC, without white space and punctuation.

    Examples:
        >>> squeeze("（市科技局、 市公安局）")
        '市科技局市公安局'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", words))


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections in the order in which they were made, without those that a later one about the same owner replaces.

    Those of one second keep the order they come in.
    """
    last: dict[tuple[object, ...], Correction] = {}
    for correction in sorted(corrections, key=lambda one: one.when):
        owner = (correction.quote, squeeze(correction.written))
        added = correction.kind == "owner"
        if correction.kind == "not-owner":
            last = {key: one for key, one in last.items() if key[:2] != owner}
        elif not added:
            last.pop((*owner, "not-owner"), None)
        last[(*owner, correction.kind)] = correction
    return tuple(last.values())


def apply_corrections(reading: Reading, corrections: Sequence[Correction], registry: UnitRegistry) -> Corrected:
    """Apply what people decided to a reading.

    Args:
        reading: as read; not changed.
        corrections: those of its plan, the earliest first.
        registry: the bodies known, for the units they name.

    Returns:
        the corrected reading. An owner that was changed or added has the basis 'decision'; members of a group follow it.
        What could not be applied is one issue 'correction-not-applied', and nothing else of the reading changes for it.
    """
    if not corrections:
        return Corrected(reading)
    work = _Work(reading, registry)
    applied: list[Correction] = []
    lost: list[Correction] = []
    for correction in in_force(corrections):
        (applied if work.apply(correction) else lost).append(correction)
    return Corrected(work.result(lost), tuple(applied), tuple(lost))


def resolver_for(reading: Reading, registry: UnitRegistry) -> Resolver:
    """A resolver of the names of a plan that was read, which knows the bodies the plan itself describes."""
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
class _Owner:
    """Whom a correction names."""

    unit: NamedNode | None
    label: str | None
    kind: OwnerKind


class _Work:
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
        """Change every measure that a correction is about; whether there was one."""
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

    # --- finding the place

    def _places(self, correction: Correction) -> list[tuple[int, int]]:
        """The measures whose list is most like the quoted one; several only where the same words stand twice."""
        name = squeeze(correction.written)
        best: tuple[float, list[tuple[int, int]]] = (0.0, [])
        for place, quote in self.quotes.items():
            if correction.kind != "owner" and all(squeeze(fact.written) != name for fact in self._facts(place)):
                continue
            score = _likeness(correction.quote, quote)
            if score > best[0]:
                best = (score, [place])
            elif score == best[0] and score:
                best[1].append(place)
        score, places = best
        return places if len({self.quotes[place] for place in places}) == 1 else []

    def _facts(self, place: tuple[int, int]) -> tuple[AssignmentFact, ...]:
        return self.tasks[place[0]][place[1]].assignments

    def _owner(self, correction: Correction) -> _Owner | None:
        """The unit a correction names; None when nobody knows it any more."""
        if correction.unit is None:
            return _Owner(None, None, "unknown")
        unit = self.resolver.known(correction.unit)
        if unit is not None:
            return _Owner(unit.iri, unit.label, "unit")
        group = self.resolver.group(correction.unit)
        return _Owner(group.iri, group.label, "group") if group is not None else None

    # --- changing a measure

    def _edited(
        self, measure: MeasureFact, task: TaskFact, correction: Correction, owner: _Owner | None
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
        self, measure: MeasureFact, task: TaskFact, correction: Correction, owner: _Owner, role: Role
    ) -> MeasureFact:
        """A measure with one more owner; nothing changes when it has that owner in that role."""
        self.settled.add(measure.span)
        if any(fact.unit == owner.unit and fact.role == role for fact in measure.assignments):
            return measure
        self.roles_changed = True
        fact = AssignmentFact(
            written=correction.written,
            span=self._stands(correction.written, measure, task),
            role=role,
            basis="decision",
            rank=max((fact.rank for fact in measure.assignments), default=0) + 1,
            kind=owner.kind,
            unit=owner.unit,
            label=owner.label,
        )
        return replace(measure, assignments=(*measure.assignments, fact, *self._members(fact)))

    def _stands(self, written: str, measure: MeasureFact, task: TaskFact) -> Span:
        """Where an added owner is written: its name in the list or the measure, else the list, else the task's heading."""
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
        """各牵头单位 and 各责任单位 stand for whoever leads and owns now."""
        text = self.reading.document.text

        def members(measure: MeasureFact) -> MeasureFact:
            relative = {LEAD_UNITS, RESPONSIBLE_UNITS}
            facts = [fact for fact in measure.assignments if fact.from_group not in relative]
            named = {fact.unit for fact in facts}
            for fact in tuple(facts):
                if fact.unit not in relative or fact.unit is None:
                    continue
                for unit, label in relative_members(
                    fact.unit, measure.span, text, tasks, self.reading.areas, self.resolver
                ):
                    if unit not in named:
                        named.add(unit)
                        facts.append(
                            replace(fact, basis="group", kind="unit", unit=unit, label=label, from_group=fact.unit)
                        )
            return replace(measure, assignments=tuple(facts))

        return tuple(replace(task, measures=tuple(map(members, task.measures))) for task in tasks)


def _likeness(wanted: OwnerQuote, found: OwnerQuote) -> float:
    """How alike two lists and the words they speak for are, in (0, 1]; 0 when either is not alike enough."""
    scores = []
    for one, other in (
        (wanted.exact, found.exact),
        (wanted.prefix or wanted.suffix, found.prefix or found.suffix),
    ):
        first, second = squeeze(one), squeeze(other)
        score = 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()
        if score < _ALIKE:
            return 0.0
        scores.append(score)
    return sum(scores) / len(scores)


def _not_applied(lost: Sequence[Correction]) -> Issue:
    """All corrections whose words are gone, as one issue of the plan."""
    names = list(dict.fromkeys(correction.written for correction in lost))
    return Issue(
        "correction-not-applied",
        {
            "zh": f"{len(lost)}条更正未能应用，原文中已找不到其所指：“{'”、“'.join(names)}”。更正仍保留。",
            "en": f"{len(lost)} corrections were not applied, for their words are gone: '{'', ''.join(names)}'. They are kept.",
        },
    )
