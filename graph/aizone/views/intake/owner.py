"""One owner of a measure as read, for a person who checks it: its chip, its sentence, and candidates for its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from ...i18n import Lang, translator
from ...model import AssignmentFact, MeasureFact, Reading, Span
from ...model.units import Unit
from ...names.index import NameIndex
from ...names.known import KINDS
from ...names.units import KnownUnits, find_units
from ...units import Resolver
from ...verdicts.quote import Quote, squeeze
from ...verdicts.readings import quote_of
from ...wording import basis_label

ChipState = Literal["read", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class OwnerChip:
    """An owner of a measure: the unit its name means, its role, and what a person changed.

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
class Passage:
    """Words of the document: `exact` with the words before and after it."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class OwnerView:
    """One owner, or one list to which an owner is to be added (`written` is then '').

    `passage` is the measure's sentence with the name in it; `unit` and `label` whom it means now; `basis` how that is known.
    """

    key: str
    measure: str
    heading: str
    quote: Quote
    written: str
    unit: NamedNode | None
    label: str
    role: str
    basis: str
    state: ChipState
    passage: Passage
    proposals: tuple[tuple[NamedNode, str], ...]


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
    chip = next((one for one in chips_of(measure_key, before, after) if one.key == key), None)
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
        passage=in_measure(read, before, fact.span if fact else before.owner_list),
        proposals=proposals_for(fact.written, resolver) if fact and fact.kind == "unknown" else (),
    )


def in_measure(read: Reading, measure: MeasureFact, span: Span | None) -> Passage:
    """A measure and its owner list as running text, with one passage marked."""
    spans = [measure.span] if measure.owner_list is None else sorted([measure.span, measure.owner_list])
    whole = Span(spans[0].start, max(one.end for one in spans))
    if span is None or not whole.contains(span):
        return Passage(read.words(measure.span), "", "")
    return Passage(read.words(Span(whole.start, span.start)), read.words(span), read.words(Span(span.end, whole.end)))


def chips_of(key: str, before: MeasureFact, after: MeasureFact) -> Iterator[OwnerChip]:
    """The owners as read, in their order, with their changes; then those a person added."""
    now = written_in(after)
    for index, (place, fact) in enumerate(written_in(before).items()):
        kept = now.pop(place, None)
        if kept is None:
            yield _chip(f"{key}.{index}", fact, "removed", before)
        else:
            yield _chip(f"{key}.{index}", kept, "changed" if kept.basis == "decision" else "read", after)
    for index, fact in enumerate(now.values()):
        yield _chip(f"{key}.a{index}", fact, "added", after)


def written_in(measure: MeasureFact) -> dict[tuple[str, int, int], AssignmentFact]:
    """The owners that are written, keyed by words and position; members of a group are not among them."""
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


def proposals_for(written: str, resolver: Resolver) -> tuple[tuple[NamedNode, str], ...]:
    """Units that an unresolved name may mean, the nearest first."""
    found = resolver.resolve(written)
    units = [resolver.unit_named(label) for label in found.candidates or found.proposals]
    return tuple((unit.iri, unit.label) for unit in units if unit is not None)


def units_to_choose(
    read: Reading, known: KnownUnits, resolver: Resolver, typed: str, *, limit: int
) -> list[tuple[NamedNode, str, str]]:
    """Units for what somebody typed, best first: (unit, official name, the other name it was found by or '').

    First the one that a plan of this place would mean by it, then the units of this plan, then all other known units.
    """
    found: dict[NamedNode, tuple[str, str]] = {}
    meant = resolver.unit_named(typed)
    if meant is not None:
        found[meant.iri] = (meant.label, "" if typed == meant.label else typed)
    own = [body for body in read.bodies if isinstance(body, Unit)]
    names = [(body.iri.value, name, "Unit/label" if name == body.label else "Unit/alias") for body in own for name in (body.label, *body.names)]  # fmt: skip
    here = KnownUnits({body.iri.value: body.label for body in own}, {}, NameIndex(names, kinds=KINDS))
    for units in (here, known):
        for unit, label, other in find_units(units, typed, limit=limit):
            found.setdefault(unit, (label, other))
    return [(unit, *words) for unit, words in found.items()][:limit]
