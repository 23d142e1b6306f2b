"""The records passed between the stages: document -> outline -> facts.

Every position is a half-open span of `Document.text` in code points, so `document.text[start:end]` is always the words
a record speaks of. Records are frozen: a stage returns new ones and never changes what it was given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from pyoxigraph import NamedNode

from .bodies import Place, Unit, UnitGroup
from .flowed import FlowedText

Role = Literal["lead", "responsible", "support", "supervise"]
Basis = Literal["explicit", "rule", "order", "group", "blanket", "decision"]
OwnerKind = Literal["unit", "group", "unknown"]
Period = Literal["year", "total"]
Comparator = Literal["ge", "gt", "le", "lt", "eq", "approx", "range"]
Relation = Literal["delivers", "supports", "reliesOn", "cites"]
Severity = Literal["Info", "Warning", "Violation"]
Numeral = tuple[str, ...]


class Span(Struct, frozen=True, order=True):
    """A half-open span of a document's text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Anchor(Struct, frozen=True):
    """Where a span of text stands in a document that has more places than positions.

    `page` counts the pages of a PDF from 1, `paragraph` the paragraphs of a Word document from 1 (those in tables
    included), `cell` names a cell of a spreadsheet: 'B3', or '任务表!B3' when the document has named sheets.
    """

    span: Span
    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None


class Table(Struct, frozen=True):
    """A table as r rows of c cells; each cell is where its words stand in `Document.text`.

    A cell that reaches over several rows or columns is the same span in each of them; an empty one is an empty span.
    """

    span: Span
    rows: tuple[tuple[Span, ...], ...]


class Document(Struct, frozen=True):
    """A source document as text.

    `text` has line endings normalised to line feeds and is otherwise what a reader sees; spans count its code points.
    `data` are the bytes as they came, `sha256` their digest, `source` a URL or note saying where they are from, and
    `retrieved` the ISO date they were fetched on; the last two are None when nobody said. `anchors` (in text order) say
    on which page, in which paragraph or cell a span stands; plain text has none. `tables` are the document's tables, in
    text order; their words are part of `text`, a row a line, cells parted by tabs. `hard_breaks` is set when the lines
    of `text` may end inside a sentence because the page was full.
    """

    name: str
    text: str
    data: bytes
    sha256: str
    media_type: str
    encoding: str
    source: str | None = None
    retrieved: str | None = None
    anchors: tuple[Anchor, ...] = ()
    tables: tuple[Table, ...] = ()
    hard_breaks: bool = False

    def anchor_of(self, span: Span) -> Anchor | None:
        """Where the first character of a span stands; None in a document without such places."""
        index = bisect_right(self.anchors, span.start, key=lambda anchor: anchor.span.start) - 1
        if index < 0 or self.anchors[index].span.end < span.start:
            return None
        return self.anchors[index]


class TableOwners(Struct, frozen=True):
    """A cell of owners and the role its column gives them."""

    cell: Span
    role: Role
    from_above: bool = False  # the row's own cell is blank


class TableRow(Struct, frozen=True):
    """A row of a task table: what is to be done, by whom, until when."""

    words: Span
    owners: tuple[TableOwners, ...]
    deadline: Span | None = None


class Section(Struct, frozen=True):
    """A numbered part of a document.

    `path` is the numbering as printed from the top level down ('三', '一', '1'), `style` the numbering style it was
    read by, `heading` the words behind the number, `body` the section's own running text without its children: one
    span a paragraph. A task of a task table is a section with `rows`, one for each of its measures.
    """

    path: Numeral
    style: str
    mark: Span
    heading: Span
    body: tuple[Span, ...]
    children: tuple[Section, ...] = ()
    rows: tuple[TableRow, ...] = ()

    @property
    def printed_path(self) -> str:
        """The path as the contract prints it, brackets in half width: '三/(一)/1'."""
        return "/".join(self.path)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Outline(Struct, frozen=True):
    """A document's structure: the lines before the first number, then the numbered sections."""

    document: Document
    preamble: tuple[Span, ...]
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """All sections in document order."""
        for section in self.sections:
            yield from section.walk()


class Owner(Struct, frozen=True):
    """One name of an owner list as written, before it is known who that is."""

    written: str
    span: Span
    role: Role
    rank: int  # 1-based position in the list as written
    basis: Basis = "explicit"
    block: int = 0  # how many commas that part blocks of names stand before it


class StatedRule(Struct, frozen=True):
    """A rule that one list states for itself and the later ones; `units` are the owners it adds to each."""

    kind: Literal["propagate", "defined", "before_comma", "order", "star", "other"]
    span: Span
    units: tuple[Owner, ...] = ()


class Deadline(Struct, frozen=True):
    """When something is due: an ISO date, 'YYYY-MM' or 'YYYY'; `continuous` when it is to go on (持续推进)."""

    value: str | None
    span: Span | None = None
    continuous: bool = False


class OwnerList(Struct, frozen=True):
    """One annotation of owners: where it stands and what it says."""

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

    `unit` is the unit or group the name stands for, None while nobody knows. `from_group` is set when the assignment
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
    """Where a target starts from, in the target's unit; `when` is a year or None when the text does not say."""

    value: float
    when: str | None
    span: Span


class TargetFact(Struct, frozen=True):
    """A number to reach.

    `minimum` and `maximum` are in `unit_text`, with 万 and 亿 multiplied out; both are equal when the text gives one number
    without a direction ('达到30%', '10个左右'). `comparator` is how the text means it.
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
    """A numbered task with its measures; `area` is the path of its task area, None when it stands directly below."""

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
    """A policy document named between 《》, with its number when it is printed behind it."""

    title: str
    number: str | None
    span: Span
    entity: NamedNode | None = None  # set when a gazetteer knows it


class PlanFact(Struct, frozen=True):
    """What a plan says of itself; years are Gregorian, `issued` an ISO date."""

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


ISSUE_CODES = {
    "unit-unresolved": "A name that no registry knows; it is kept as written. Add the body or an alias to data/units.",
    "unit-ambiguous": "A name that fits several bodies; it is kept as written. Write an alias that only one of them has.",
    "group-members-unknown": "A collective owner whose members nobody registered; it stays one owner.",
    "place-unknown": "Neither issuer nor title says which place the plan is of, so short names cannot be resolved.",
    "clause-without-owner": "Words at the end of a task behind its last owner list; nobody is named for them.",
    "note-not-applied": "A note in an owner list that speaks of other tasks; no owners were added for it.",
    "contact-left-out": "People and telephone numbers in an owner list; they are no owners and are not stored.",
    "owner-not-read": "Words in an owner list that are no name: too long for one, or about something else ('2024年底前完成主体工程').",
    "owners-not-understood": "A bracket that stands and speaks like an owner list and names nobody; add its words to owners/grammar.toml.",
    "owners-from-above": "A row of a task table without owners; it was given those of the row above. Check the table.",
    "deadline-not-read": "A cell in the deadline column that holds no date aizone can read.",
    "table-not-read": "A table with owners under a header, but no known header for tasks. Add it to outline/table_headers.toml.",
    "correction-not-applied": "Corrections whose owner list the plan no longer has; they are kept. `aizone corrections` lists them.",
    "no-tasks": "No task was found in the document.",
    "unreadable": "A file that could not be read; only in `aizone extract --format jsonl`.",
}
"""What may be unclear while reading, and what to do about it."""


class Issue(Struct, frozen=True):
    """Something a reader should look at; `message` is keyed by language."""

    code: str
    severity: Severity
    message: dict[str, str]
    span: Span | None = None

    def __hash__(self) -> int:
        return hash((self.code, self.severity, self.span))


class Reading(Struct, frozen=True):
    """Everything read from one plan."""

    outline: Outline
    plan: PlanFact
    goals: tuple[GoalFact, ...]
    areas: tuple[Section, ...]
    tasks: tuple[TaskFact, ...]
    contributions: tuple[ContributionFact, ...]
    issues: tuple[Issue, ...]
    bodies: tuple[Unit | UnitGroup | Place, ...] = ()  # whom the plan names and no registry of the graph describes
    flowed: FlowedText | None = None  # the text it was read from, when that is not the document's as it stands

    def words(self, span: Span) -> str:
        """The words of a span as a reader reads them: without the line breaks and marks inside it."""
        return self.flowed.words(span.start, span.end) if self.flowed else span.of(self.document.text)

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.outline.document
