"""The measures of a plan as findings compare them: owners, things, topics and words of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ..i18n import Lang
from ..iri import expand
from ..queries import answers
from ..queries.records import MeasureTopic, PlanMeasure, PlanPlace, Responsibility, TouchedThing, Work
from ..store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClauseOwner:
    """An owner of a measure as its list names it; `type` is its class ('az:GovernmentUnit', 'az:UnitGroup')."""

    unit: str
    label: str
    type: str
    role: str
    basis: str


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing that measures touch: its label, its Chinese name, its class ('Platform'), what it is part of ('' for nothing).

    `registered` says that a gazetteer lists it, so that two measures that name it mean the same thing.
    """

    node: str
    label: str
    name: str
    type: str
    registered: bool
    whole: str = ""
    whole_label: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A technology or application field; `type` is its class, `broader` the topics above it."""

    node: str
    label: str
    type: str
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkClause:
    """One measure with all that it can have in common with another.

    `owners` are in the order of the list, without members of collective owners; `touches` are things (CURIEs) with what is
    done about each; `topics` are all that it is about, `own_topics` those that its own words name and not only the heading
    above it; `text` is '' where the workspace does not hold the plan's words; `start` and `end` are their place in
    the document, in code points.
    """

    item: str
    label: str
    task: str
    task_label: str
    area: str
    path: str
    position: int
    owners: tuple[ClauseOwner, ...]
    touches: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    own_topics: tuple[str, ...] = ()
    text: str = ""
    summary: str = ""
    owner_list: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class PlanClauses:
    """The measures of one plan in reading order, with the things and topics they name, by CURIE.

    `place` is the Chinese name of the plan's place ('合肥市'; '' when unknown), with which names of its things begin.
    """

    plan: str
    clauses: tuple[WorkClause, ...]
    things: Mapping[str, NamedThing]
    topics: Mapping[str, Topic]
    place: str = ""

    @property
    def holds_words(self) -> bool:
        """True if the workspace holds the plan's sentences; without them only summaries and names can be compared."""
        return any(clause.text for clause in self.clauses)


def read_clauses(store: Store, plan: str, lang: Lang) -> PlanClauses:
    """Read the measures of one plan by questions bound to it.

    Args:
        store: the graph.
        plan: its CURIE.
        lang: language of labels and summaries; findings are made from the Chinese ones, whatever they are shown in.
    """
    iri = expand(plan)
    work = {row.item: row for row in answers(store, "work_items", Work, lang=lang, plan=iri)}
    owners: dict[str, dict[tuple[str, str], ClauseOwner]] = defaultdict(dict)
    for row in answers(store, "assignments", Responsibility, lang=lang, plan=iri):
        if row.group is None:
            owner = ClauseOwner(row.unit, row.unit_label, row.unit_type, row.role, row.basis)
            owners[row.item].setdefault((row.unit, row.role), owner)
    touched = answers(store, "things_of_measures", TouchedThing, lang=lang, plan=iri)
    about = answers(store, "topics_of_measures", MeasureTopic, lang=lang, plan=iri)
    touches = _by_item((row.item, (row.entity, row.relation)) for row in touched)
    topics = _by_item((row.item, row.concept) for row in about)
    found = answers(store, "measures_of_plan", PlanMeasure, lang=lang, plan=iri)
    own_topics = _by_item(_own_topics(about, found, {row.entity: row.name for row in touched}, touches))
    return PlanClauses(
        plan=plan,
        clauses=tuple(
            _clause(
                row,
                work,
                owners=tuple(owners[row.node].values()),
                touches=touches.get(row.node, ()),
                topics=topics.get(row.node, ()),
                own_topics=own_topics.get(row.node, ()),
            )
            for row in found
        ),
        things=_things(touched),
        topics=_topics(about),
        place=next((row.label for row in answers(store, "place_of_plan", PlanPlace, plan=iri)), ""),
    )


def _clause(
    row: PlanMeasure,
    work: Mapping[str, Work],
    *,
    owners: tuple[ClauseOwner, ...],
    touches: tuple[tuple[str, str], ...],
    topics: tuple[str, ...],
    own_topics: tuple[str, ...],
) -> WorkClause:
    task = work.get(row.parent)
    area = work.get(task.parent) if task is not None else None
    return WorkClause(
        item=row.node,
        label=work[row.node].item_label if row.node in work else row.node,
        task=row.parent,
        task_label=task.item_label if task is not None else "",
        area=area.item if area is not None else "",
        path=task.path if task is not None else "",
        position=row.position,
        owners=owners,
        touches=touches,
        topics=topics,
        own_topics=own_topics,
        text=row.text or "",
        summary=row.abstract,
        owner_list=row.owner_list,
        start=row.start,
        end=row.end,
    )


def _own_topics(
    about: Iterable[MeasureTopic],
    measures: Iterable[PlanMeasure],
    names: Mapping[str, str],
    touches: Mapping[str, tuple[tuple[str, str], ...]],
) -> Iterator[tuple[str, str]]:
    """The measures and topics of which a measure itself speaks.

    It does so in its words, in its summary, in the name of a thing it touches, in a heading that it stands under alone, and
    in one over several measures that names no other topic of the kind: 发展智慧农业和文旅 says what they are about together.
    """
    known = {row.node: row for row in measures}
    under = Counter(row.parent for row in known.values())
    about = list(about)
    headings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in about:
        measure = known.get(row.item)
        if measure is not None and row.start is not None and row.start < measure.start:
            headings[measure.parent, row.type].add(row.concept)
    for row in about:
        measure = known.get(row.item)
        if measure is None:
            continue
        said = (measure.text or "", measure.abstract, *(names[node] for node, _relation in touches.get(row.item, ())))
        is_after_heading = row.start is None or row.start >= measure.start
        is_alone = under[measure.parent] == 1 or len(headings[measure.parent, row.type]) == 1
        if is_after_heading or is_alone or any(row.as_written in words for words in said):
            yield row.item, row.concept


def _by_item(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, dict[T, None]] = defaultdict(dict)
    for item, value in pairs:
        found[item][value] = None
    return {item: tuple(values) for item, values in found.items()}


def _things(rows: Iterable[TouchedThing]) -> dict[str, NamedThing]:
    return {
        row.entity: NamedThing(
            row.entity, row.entity_label, row.name, row.type, row.registered, row.whole or "", row.whole_label
        )
        for row in rows
    }


def _topics(rows: Iterable[MeasureTopic]) -> dict[str, Topic]:
    above: dict[str, dict[str, None]] = defaultdict(dict)
    rows = list(rows)
    for row in rows:
        if row.broader is not None:
            above[row.concept][row.broader] = None
    return {row.concept: Topic(row.concept, row.concept_label, row.type, tuple(above[row.concept])) for row in rows}
