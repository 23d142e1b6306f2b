"""A plan as it was read, for a person who checks it before it is stored: outline, owners, names nobody knows, issues.

Interface: `build_preview(read, corrected, lang)` gives everything a page shows; `owner_view` the one owner it looks at;
`told` a correction in words. Keys name tasks, measures and owners of one reading ('3.0.1') and mean nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from ..bodies import Unit
from ..extract.corrections import Correction, OwnerQuote, quote_of, squeeze
from ..i18n import Lang, Translate, translator
from ..iri import compact
from ..known_units import KnownUnits, find_units
from ..model import AssignmentFact, Issue, MeasureFact, Reading, Span
from ..name_search import NameIndex
from ..units import Resolver
from .palette import basis_label, role_label

ChipState = Literal["read", "changed", "added", "removed"]

_AROUND = 60
"""Characters shown before and behind a passage that stands in no measure."""


@dataclass(frozen=True, slots=True)
class OwnerChip:
    """An owner of a measure: whom the name means, in which role, and what a person changed about it.

    `is_known` is False for a name that no registry knows; `members` counts those of a group.
    """

    key: str
    written: str
    label: str
    role: str
    state: ChipState
    is_known: bool
    members: int = 0


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure: its words, its owner list as written ('' for none), its owners and its deadline.

    `to_check` is set when an issue is about it, or a person changed it.
    """

    key: str
    words: str
    owner_list: str
    owners: tuple[OwnerChip, ...]
    deadline: str
    targets: int
    to_check: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its measures; `area` is the heading of its task area ('' for none)."""

    path: str
    heading: str
    area: str
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the document, `exact` among those before and behind it."""

    before: str
    exact: str
    behind: str


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One thing to check; `key` is the measure or owner it is about ('' for none)."""

    message: str
    passage: Passage | None
    key: str


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """All issues of one code; `title` is what they have in common."""

    code: str
    title: str
    severity: str
    lines: tuple[IssueLine, ...]


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name that means nobody yet: how often it is written, whom it may mean as (unit, name), where it stands first."""

    written: str
    times: int
    proposals: tuple[tuple[NamedNode, str], ...]
    key: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read from one plan. `counts` are (number, what it counts), `facts` the words under the title."""

    title: str
    facts: tuple[str, ...]
    counts: tuple[tuple[int, str], ...]
    tasks: tuple[TaskLine, ...]
    issues: tuple[IssueGroup, ...]
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class OwnerView:
    """One owner, or one list to which an owner is to be added (`written` is then '').

    `passage` is the measure's sentence with the name in it; `unit` and `label` whom it means now; `basis` how that is known.
    """

    key: str
    measure: str
    heading: str
    quote: OwnerQuote
    written: str
    unit: NamedNode | None
    label: str
    role: str
    basis: str
    state: ChipState
    passage: Passage
    proposals: tuple[tuple[NamedNode, str], ...]


def build_preview(read: Reading, corrected: Reading, resolver: Resolver, lang: Lang) -> Preview:
    """What a person sees of a plan that was read.

    Args:
        read: as the document says.
        corrected: the same with corrections applied.
        resolver: of the plan's names, for proposals.
        lang: language of the wording.
    """
    _ = translator(lang)
    plan = corrected.plan
    years = "–".join(str(year) for year in dict.fromkeys((plan.start, plan.end)) if year is not None)
    issues = tuple(_issues(read, corrected.issues, lang, _))
    unclear = {".".join(line.key.split(".")[:2]) for group in issues for line in group.lines}
    tasks = tuple(_tasks(read, corrected, unclear))
    chips = [chip for task in tasks for measure in task.measures for chip in measure.owners if chip.state != "removed"]
    targets = sum(len(goal.targets) for goal in corrected.goals)
    targets += sum(measure.targets for task in tasks for measure in task.measures)
    counts = (
        (len(corrected.goals), _("goals")),
        (targets, _("numeric targets")),
        (len(tasks), _("tasks")),
        (sum(len(task.measures) for task in tasks), _("measures")),
        (len(chips), _("assignments")),
        (len({chip.label for chip in chips}), _("responsible units")),
    )
    return Preview(
        title=plan.title,
        facts=tuple(fact for fact in (plan.issuer or "", plan.number or "", plan.issued or "", years) if fact),
        counts=counts,
        tasks=tasks,
        issues=issues,
        names=tuple(_names(tasks, resolver)),
    )


# --- the outline


def _tasks(read: Reading, corrected: Reading, unclear: Set[str]) -> Iterator[TaskLine]:
    areas = {area.path: read.words(area.heading) for area in read.areas}
    for at, (task, now) in enumerate(zip(read.tasks, corrected.tasks, strict=True)):
        measures = tuple(
            _measure(read, f"{at}.{index}", before, after, unclear)
            for index, (before, after) in enumerate(zip(task.measures, now.measures, strict=True))
        )
        yield TaskLine("/".join(task.path), task.heading, areas.get(task.area, "") if task.area else "", measures)


def _measure(read: Reading, key: str, before: MeasureFact, after: MeasureFact, unclear: Set[str]) -> MeasureLine:
    owners = tuple(_chips(key, before, after))
    due = after.deadline.value if after.deadline is not None else None
    return MeasureLine(
        key=key,
        words=read.words(after.span),
        owner_list=read.words(after.owner_list) if after.owner_list is not None else "",
        owners=owners,
        deadline=due or "",
        targets=len(after.targets),
        to_check=key in unclear or any(chip.state != "read" for chip in owners),
    )


def _chips(key: str, before: MeasureFact, after: MeasureFact) -> Iterator[OwnerChip]:
    """The owners as read, in their order, with what became of them; then those a person added."""
    now = _written(after)
    for index, (place, fact) in enumerate(_written(before).items()):
        kept = now.pop(place, None)
        if kept is None:
            yield _chip(f"{key}.{index}", fact, "removed", before)
        else:
            yield _chip(f"{key}.{index}", kept, "changed" if kept.basis == "decision" else "read", after)
    for index, fact in enumerate(now.values()):
        yield _chip(f"{key}.a{index}", fact, "added", after)


def _written(measure: MeasureFact) -> dict[tuple[str, int, int], AssignmentFact]:
    """The owners that are written, by what is written where; not those a group stands for."""
    return {
        (squeeze(fact.written), fact.span.start, fact.span.end): fact
        for fact in measure.assignments
        if fact.from_group is None
    }


def _chip(key: str, fact: AssignmentFact, state: ChipState, measure: MeasureFact) -> OwnerChip:
    members = [other for other in measure.assignments if other.from_group is not None and other.span == fact.span]
    return OwnerChip(
        key=key,
        written=fact.written,
        label=fact.label or fact.written,
        role=fact.role,
        state=state,
        is_known=fact.kind != "unknown",
        members=len(members),
    )


def _names(tasks: Sequence[TaskLine], resolver: Resolver) -> Iterator[NameLine]:
    """Names that mean nobody, the most frequent first, then in the order of the document."""
    places: dict[str, list[str]] = {}
    for task in tasks:
        for measure in task.measures:
            for chip in measure.owners:
                if not chip.is_known and chip.state != "removed":
                    places.setdefault(chip.written, []).append(chip.key)
    for written, keys in sorted(places.items(), key=lambda entry: -len(entry[1])):
        yield NameLine(written, len(keys), proposals_for(written, resolver), keys[0])


def proposals_for(written: str, resolver: Resolver) -> tuple[tuple[NamedNode, str], ...]:
    """Units that a name nobody knows may mean, the nearest first."""
    found = resolver.resolve(written)
    units = [resolver.unit_named(label) for label in found.candidates or found.proposals]
    return tuple((unit.iri, unit.label) for unit in units if unit is not None)


def units_to_choose(
    read: Reading, known: KnownUnits, resolver: Resolver, typed: str, *, limit: int
) -> list[tuple[NamedNode, str, str]]:
    """Units for what somebody typed, best first: (unit, official name, the other name it was found by or '').

    First the one that a plan of this place would mean by it, then the units of this plan, then all others that are known.
    """
    found: dict[NamedNode, tuple[str, str]] = {}
    meant = resolver.unit_named(typed)
    if meant is not None:
        found[meant.iri] = (meant.label, "" if typed == meant.label else typed)
    own = [body for body in read.bodies if isinstance(body, Unit)]
    names = [(body.iri.value, name, "label" if name == body.label else "alias") for body in own for name in (body.label, *body.names)]  # fmt: skip
    here = KnownUnits({body.iri.value: body.label for body in own}, {}, NameIndex(names))
    for units in (here, known):
        for unit, label, other in find_units(units, typed, limit=limit):
            found.setdefault(unit, (label, other))
    return [(unit, *words) for unit, words in found.items()][:limit]


# --- one owner


def owner_view(read: Reading, corrected: Reading, key: str, resolver: Resolver, lang: Lang) -> OwnerView | None:
    """The owner, or the list, that a key names; None when it names nothing of this reading.

    Args:
        read: as the document says.
        corrected: the same with corrections applied.
        key: of an `OwnerChip` or a `MeasureLine`.
        resolver: of the plan's names, for proposals.
        lang: language of the wording.
    """
    task, _dot, rest = key.partition(".")
    number, _dot, owner = rest.partition(".")
    if not (task.isdecimal() and number.isdecimal() and int(task) < len(read.tasks)):
        return None
    measures = read.tasks[int(task)].measures
    if int(number) >= len(measures):
        return None
    before, after = measures[int(number)], corrected.tasks[int(task)].measures[int(number)]
    measure_key = f"{task}.{number}"
    chip = next((one for one in _chips(measure_key, before, after) if one.key == key), None)
    if owner and chip is None:
        return None
    fact = next(
        (
            one
            for facts in (after.assignments, before.assignments)
            for one in facts
            if chip is not None and one.from_group is None and one.written == chip.written
        ),
        None,
    )
    return OwnerView(
        key=key,
        measure=measure_key,
        heading=read.tasks[int(task)].heading,
        quote=quote_of(read, before),
        written=fact.written if fact else "",
        unit=fact.unit if fact else None,
        label=(fact.label or "") if fact else "",
        role=fact.role if fact else "",
        basis=basis_label(fact.basis, translator(lang)) if fact else "",
        state=chip.state if chip else "read",
        passage=_in_measure(read, before, fact.span if fact else before.owner_list),
        proposals=proposals_for(fact.written, resolver) if fact and fact.kind == "unknown" else (),
    )


def _in_measure(read: Reading, measure: MeasureFact, span: Span | None) -> Passage:
    """A measure and its owner list as running text, with a passage of them set apart."""
    spans = [measure.span] if measure.owner_list is None else sorted([measure.span, measure.owner_list])
    whole = Span(spans[0].start, max(one.end for one in spans))
    if span is None or not whole.contains(span):
        return Passage(read.words(measure.span), "", "")
    return Passage(read.words(Span(whole.start, span.start)), read.words(span), read.words(Span(span.end, whole.end)))


# --- issues


def issue_title(code: str, _: Translate) -> str:
    """What issues of a code have in common, for a reader who knows no codes."""
    return {
        "unit-unresolved": _("Names nobody knows"),
        "unit-ambiguous": _("Names that fit several units"),
        "group-members-unknown": _("Collective owners without known members"),
        "place-unknown": _("The place is not known"),
        "clause-without-owner": _("Measures without an owner"),
        "note-not-applied": _("Notes about other tasks"),
        "contact-left-out": _("People and telephone numbers left out"),
        "owner-not-read": _("Words too long for a unit's name"),
        "owners-from-above": _("Table rows that take the owners from above"),
        "deadline-not-read": _("Deadlines that could not be read"),
        "table-not-read": _("Tables that could not be read"),
        "correction-not-applied": _("Corrections whose words are gone"),
        "no-tasks": _("No tasks"),
        "unreadable": _("Not readable"),
    }[code]


def _issues(read: Reading, found: Sequence[Issue], lang: Lang, _: Translate) -> Iterator[IssueGroup]:
    """Issues by code, warnings before hints, each group in the order of the document."""
    groups: dict[str, list[Issue]] = {}
    for issue in found:
        groups.setdefault(issue.code, []).append(issue)
    order = {"Violation": 0, "Warning": 1, "Info": 2}
    for code, issues in sorted(groups.items(), key=lambda group: (order[group[1][0].severity], -len(group[1]))):
        lines = tuple(_issue(read, issue, lang) for issue in issues)
        yield IssueGroup(code, issue_title(code, _), issues[0].severity, lines)


def _issue(reading: Reading, issue: Issue, lang: Lang) -> IssueLine:
    span = issue.span
    if span is None:
        return IssueLine(issue.message[lang], None, "")
    for at, task in enumerate(reading.tasks):
        for number, measure in enumerate(task.measures):
            if any(part is not None and part.contains(span) for part in (measure.span, measure.owner_list)):
                places = list(_written(measure))
                owner = next((i for i, place in enumerate(places) if place[1:] == (span.start, span.end)), None)
                key = f"{at}.{number}" if owner is None else f"{at}.{number}.{owner}"
                return IssueLine(issue.message[lang], _in_measure(reading, measure, span), key)
    whole = len(reading.document.text)
    passage = Passage(
        reading.words(Span(max(0, span.start - _AROUND), span.start)),
        reading.words(span),
        reading.words(Span(span.end, min(whole, span.end + _AROUND))),
    )
    return IssueLine(issue.message[lang], passage, "")


# --- corrections


def told(correction: Correction, labels: Mapping[str, str], _: Translate) -> str:
    """What a correction says, in words; `labels` are names of units by IRI."""
    unit = labels.get(correction.unit.value, compact(correction.unit)) if correction.unit else ""
    role = role_label(correction.role, _) if correction.role else ""
    words = {
        "role": _("role: {role}"),
        "not-owner": _("not an owner"),
        "owner": _("one more owner: {role}, {unit}"),
        "unit": _("means {unit}"),
    }[correction.kind]
    return words.format(role=role, unit=unit)
