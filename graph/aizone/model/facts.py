"""The facts read from a plan, each with the span of the words that state it.

Every position is a half-open span of `Document.text` in code points, so `document.text[start:end]` are always the words
a record speaks of. Records are frozen: a stage returns new ones and never changes what it was given.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from pyoxigraph import NamedNode

from .document import Document
from .flowed import FlowedText
from .issues import Issue
from .kinds import Basis, Comparator, OwnerKind, Period, Relation, Role
from .outline import Numeral, Outline, Section
from .span import Span
from .units import Place, Unit, UnitGroup


class Owner(Struct, frozen=True):
    """One name of an owner list as written, before it is resolved."""

    written: str
    span: Span
    role: Role
    rank: int  # 1-based position in the list as written
    basis: Basis = "explicit"
    block: int = 0  # number of commas before it that separate blocks of names


class StatedRule(Struct, frozen=True):
    """A rule that one list states for itself and the later ones; `units` are the owners it adds to each."""

    kind: Literal["propagate", "defined", "before_comma", "order", "star", "other"]
    span: Span
    units: tuple[Owner, ...] = ()


class Deadline(Struct, frozen=True):
    """A deadline: an ISO date, 'YYYY-MM' or 'YYYY'; `continuous` when the work has no end date (持续推进)."""

    value: str | None
    span: Span | None = None
    continuous: bool = False


class OwnerList(Struct, frozen=True):
    """One annotation of owners: its position and its content."""

    span: Span  # brackets or label lines included
    inner: Span  # the list without brackets
    owners: tuple[Owner, ...]
    deadline: Deadline | None = None
    open_tail: bool = False  # the list ends in 等: there are owners it does not name
    unread: tuple[Span, ...] = ()  # words too long for a name
    rules: tuple[StatedRule, ...] = ()  # what it says for other lists ('以下均需…落实，不再列出')
    bare: bool = False  # nothing but names: no label and no predicate says what they do
    contacts: tuple[Span, ...] = ()  # people and telephone numbers; never stored


class AssignmentFact(Struct, frozen=True):
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


class Baseline(Struct, frozen=True):
    """The value a target starts from, in the target's unit; `when` is a year or None when the text does not say."""

    value: float
    when: str | None
    span: Span


class TargetFact(Struct, frozen=True):
    """A number to reach.

    `minimum` and `maximum` are in `unit_text`, with 万 and 亿 multiplied out; both are equal when the text gives one number
    without a direction ('达到30%', '10个左右'). `comparator` says how the number is meant.
    """

    metric: str
    minimum: float | None
    maximum: float | None
    unit_text: str
    period: Period
    deadline: str | None
    scope: str | None  # the part of the field it is limited to ('其中智能语音领域…')
    written: str  # the quantity as written
    quantity: Span
    span: Span  # the clause that states it
    comparator: Comparator
    baseline: Baseline | None = None


class MentionFact(Struct, frozen=True):
    """A named thing a measure builds, supports, relies on or cites."""

    entity_type: str  # local name of the az: class
    label: str
    relation: Relation
    span: Span
    entity: NamedNode | None = None  # set when a gazetteer knows it


class TopicFact(Struct, frozen=True):
    """A technology or application field a measure speaks of."""

    concept: NamedNode
    label: str
    span: Span


class MeasureFact(Struct, frozen=True):
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


class TaskFact(Struct, frozen=True):
    """A numbered task with its measures; `area` is the path of its task area, None when it belongs to none."""

    path: Numeral
    heading: str
    section: Section
    area: Numeral | None
    measures: tuple[MeasureFact, ...]


class GoalFact(Struct, frozen=True):
    """An aim of the plan with its numeric targets."""

    path: Numeral
    heading: str
    section: Section
    targets: tuple[TargetFact, ...]


class ContributionFact(Struct, frozen=True):
    """A task area serves a goal, inferred from shared wording; `score` is a cosine in [0, 1]."""

    area: Numeral
    goal: Numeral
    score: float
    spans: tuple[Span, Span]  # headings of area and goal


class CitedDocument(Struct, frozen=True):
    """A policy document named between 《》, with its number when that is printed after it."""

    title: str
    number: str | None
    span: Span
    entity: NamedNode | None = None  # set when a gazetteer knows it


class PlanFact(Struct, frozen=True):
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


class Reading(Struct, frozen=True):
    """Everything read from one plan."""

    outline: Outline
    plan: PlanFact
    goals: tuple[GoalFact, ...]
    areas: tuple[Section, ...]
    tasks: tuple[TaskFact, ...]
    contributions: tuple[ContributionFact, ...]
    issues: tuple[Issue, ...]
    bodies: tuple[Unit | UnitGroup | Place, ...] = ()  # bodies the plan names that no registry of the graph describes
    flowed: FlowedText | None = None  # the text it was read from, when that is not the document's own

    def words(self, span: Span) -> str:
        """The words of a span as a reader reads them: without the line breaks and marks inside it."""
        return self.flowed.words(span.start, span.end) if self.flowed else span.of(self.document.text)

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.outline.document
