"""The facts read from a plan, each with the span of the words that state it.

Every position is a half-open span of `Document.text` in code points, so `document.text[start:end]` are always the words
a record speaks of. Records are frozen: a stage returns new ones and never changes what it was given. `why` lists the rules
that made a fact what it is; it is empty unless the reader was asked to explain itself.
"""

from __future__ import annotations

from msgspec import Struct
from pyoxigraph import NamedNode

from .document import Document
from .flowed import FlowedText
from .issues import Issue
from .kinds import Basis, Comparator, ContributionBasis, Direction, OwnerKind, Period, Relation, Role
from .outline import Numeral, Outline, Section
from .span import Span
from .units import Place, Unit, UnitGroup


class Reason(Struct, frozen=True, gc=False):
    """A reading rule that fired, by its name in `extract.rules`, and the words it fired on.

    `span` is None for a rule that no words of the plan made fire (an option, a registry).
    """

    rule: str
    span: Span | None = None


class Schedule(Struct, frozen=True, gc=False):
    """Work that comes again: `every` is the time between, as an ISO 8601 duration ('P3M'), None for 定期; `span` the words.

    Of several ('每月调度，每季度通报') `every` is the shortest, and `span` holds all of them.
    """

    every: str | None
    span: Span


class Deadline(Struct, frozen=True, gc=False):
    """A deadline: an ISO date, 'YYYY-MM' or 'YYYY'; `continuous` when the work has no end date (持续推进).

    `stages` are the dates by which parts of it are due, in order, all before `value` (2025年初步建成，2026年全面建成); `schedule` says
    how often it comes again.
    """

    value: str | None
    span: Span | None = None
    continuous: bool = False
    rule: str = ""  # the reading rule that found it
    stages: tuple[str, ...] = ()
    schedule: Schedule | None = None

    @property
    def is_read(self) -> bool:
        """True unless its words were not understood: there is a date or a schedule, or the work goes on."""
        return self.value is not None or self.continuous or self.schedule is not None

    @property
    def why(self) -> tuple[Reason, ...]:
        """The rule that found it, with its words; nothing for a deadline that was not read."""
        return (Reason(self.rule, self.span),) if self.rule else ()


class AssignmentFact(Struct, frozen=True, gc=False):
    """One owner in one role for one measure.

    `unit` is the unit or group that the name means, None while the name is not resolved. `from_group` is set when the assignment
    is not written but follows from a group that is (basis 'group').
    """

    written: str
    span: Span
    role: Role
    basis: Basis
    rank: int
    kind: OwnerKind
    unit: NamedNode | None
    label: str | None
    from_group: NamedNode | None = None
    why: tuple[Reason, ...] = ()


class Baseline(Struct, frozen=True, gc=False):
    """The value a target starts from, in the target's unit; `when` is a year or None when the text does not say.

    `value` is None where only the year is said ('比2023年提高5个百分点').
    """

    value: float | None
    when: str | None
    span: Span


class TopicFact(Struct, frozen=True, gc=False):
    """A technology or application field a measure speaks of, or a target is limited to."""

    concept: NamedNode
    label: str
    span: Span


class TargetFact(Struct, frozen=True, gc=False):
    """A number to reach.

    `minimum` and `maximum` are in `unit_text`, with 万 and 亿 multiplied out; both are equal when the text gives one number
    without a direction ('达到30%', '10个左右'). `comparator` says how the number is meant, `is_change` that it is the size of a
    change rather than a level (提高5个百分点), `direction` whether it goes up or down, None where the words do not say. `whole` is the quantity of the
    target that this one is a share of (其中 …).
    """

    metric: str
    minimum: float | None
    maximum: float | None
    unit_text: str
    period: Period
    deadline: str | None
    scope: str | None  # the part of the field it is limited to ('其中智能语音领域…', '在人工智能领域…')
    written: str  # the quantity as written
    quantity: Span
    span: Span  # the clause that states it
    comparator: Comparator
    baseline: Baseline | None = None
    is_change: bool = False
    direction: Direction | None = None
    scope_span: Span | None = None
    topics: tuple[TopicFact, ...] = ()  # the concepts that its scope names
    whole: Span | None = None
    why: tuple[Reason, ...] = ()


class MentionFact(Struct, frozen=True, gc=False):
    """A named thing a measure builds, supports, relies on or cites."""

    entity_type: str  # local name of the az: class
    label: str
    relation: Relation
    span: Span
    entity: NamedNode | None = None  # set when a gazetteer knows it
    why: tuple[Reason, ...] = ()
    is_general: bool = False  # a name such as '创新创业平台', which another plan gives to another thing


class NoteFact(Struct, frozen=True, gc=False):
    """Words about a measure that are not an owner, deadline or target: people in charge, money, progress.

    `name` is their label or the header of their column as written ('牵头市领导', '资金来源'). People are kept apart from bodies and
    stay in the record of the reading: they are not written to the graph.
    """

    name: str
    span: Span
    is_person: bool = False


class MeasureFact(Struct, frozen=True, gc=False):
    """A clause-level action that carries its own owner list (or, in a task without owners, the whole task)."""

    clause: int  # from 1 within its task
    span: Span
    owner_list: Span | None
    assignments: tuple[AssignmentFact, ...] = ()
    targets: tuple[TargetFact, ...] = ()
    mentions: tuple[MentionFact, ...] = ()
    topics: tuple[TopicFact, ...] = ()
    deadline: Deadline | None = None
    open_tail: bool = False
    why: tuple[Reason, ...] = ()  # how its owner list was found, and words that were left out
    notes: tuple[NoteFact, ...] = ()


class TaskFact(Struct, frozen=True, gc=False):
    """A numbered task with its measures; `area` is the path of its task area, None when it belongs to none."""

    path: Numeral
    heading: str
    section: Section
    area: Numeral | None
    measures: tuple[MeasureFact, ...]


class AimFact(Struct, frozen=True, gc=False):
    """Something a goal wants reached without giving a number: '每年举办…会议或赛事', '培育一批…企业'.

    `label` are its words from the verb on, `metric` the things it is about.
    """

    label: str
    metric: str
    period: Period
    span: Span
    why: tuple[Reason, ...] = ()


class GoalFact(Struct, frozen=True, gc=False):
    """A result the plan wants, with its numeric targets and its aims that have no number.

    `is_overall` is set for the section that holds the other goals: its own words are the plan's overall aim.
    """

    path: Numeral
    heading: str
    section: Section
    targets: tuple[TargetFact, ...]
    aims: tuple[AimFact, ...] = ()
    is_overall: bool = False


class ContributionFact(Struct, frozen=True, gc=False):
    """A task area, task or measure serves a goal, or one of its targets or aims; `score` in [0, 1] says how sure that is.

    `item` is the section of the area or task, `clause` the number of its measure (None: all of it). `target` and `aim` are
    numbers from 1 among those of the goal; without either the goal as a whole is served, and `covered` are its targets for
    which nothing narrower is known, so that they rest on this link. A decision has no score.
    """

    item: Section
    clause: int | None
    goal: Section
    score: float | None
    spans: tuple[Span, ...]  # the words that say so, in the work and in the goal
    target: int | None = None
    aim: int | None = None
    covered: tuple[int, ...] = ()
    basis: ContributionBasis = "wording"
    why: tuple[Reason, ...] = ()


class CitedDocument(Struct, frozen=True, gc=False):
    """A policy document named between 《》, with its number when that is printed after it."""

    title: str
    number: str | None
    span: Span
    entity: NamedNode | None = None  # set when a gazetteer knows it


class PassageFact(Struct, frozen=True, gc=False):
    """The named things in words that are not a measure's: a goal, the opening of a part, or the head of the plan (no section)."""

    section: Section | None
    mentions: tuple[MentionFact, ...]


class PlanFact(Struct, frozen=True, gc=False):
    """A plan's head: title, number, issuer, dates; years are Gregorian, `issued` an ISO date."""

    title: str
    title_span: Span
    number: str | None
    issuer: str | None  # full name when known, else as written
    issuer_unit: NamedNode | None
    issuer_span: Span | None
    issued: str | None
    start: int | None
    end: int | None
    place: NamedNode | None
    cited: tuple[CitedDocument, ...]


class DecidedHead(Struct, frozen=True, gc=False):
    """The parts of a plan's head that a person decided; None for those that stay as the document says.

    `number`, `issued`, `start` and `end` are '' where the plan states none. `place_name` names a place that no registry has.
    """

    title: str | None = None
    number: str | None = None
    issued: str | None = None
    start: str | None = None
    end: str | None = None
    place: NamedNode | None = None
    place_name: str = ""


class Reading(Struct, frozen=True, gc=False):
    """Everything read from one plan."""

    outline: Outline
    plan: PlanFact
    goals: tuple[GoalFact, ...]
    areas: tuple[Section, ...]
    tasks: tuple[TaskFact, ...]
    contributions: tuple[ContributionFact, ...]
    issues: tuple[Issue, ...]
    passages: tuple[PassageFact, ...] = ()
    bodies: tuple[Unit | UnitGroup | Place, ...] = ()  # bodies the plan names that no registry of the graph describes
    flowed: FlowedText | None = None  # the text it was read from, when that is not the document's own

    def words(self, span: Span) -> str:
        """The words of a span as a reader reads them: without the line breaks and marks inside it."""
        return self.flowed.words(span.start, span.end) if self.flowed else span.of(self.document.text)

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.outline.document
