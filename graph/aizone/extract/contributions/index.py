"""A plan's work as passages, with the places where they say the words of terms and how telling each of these is."""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation
from msgspec import Struct

from ...model import MeasureFact, Section, Span, TaskFact
from .terms import Term
from .words import contribution_words


class WorkPassage(Struct, frozen=True, gc=False):
    """A heading, a measure's words or the opening words of an area; `task` and `measure` are set in what is below them."""

    span: Span
    is_heading: bool
    area: Section | None = None
    task: TaskFact | None = None
    measure: MeasureFact | None = None


@dataclass(frozen=True, slots=True)
class WorkIndex:
    """Passages in text order, and what they say.

    `places` are, by pair of characters and number of a passage, the positions of the pair. `weights` say how telling a pair is
    (in nats; `unsaid` for one that no measure says), `kinds` which measures build or support things of a class, `kind_weights` how
    telling that is. `above` are, by number of a passage, those of the headings and openings over it.
    """

    text: str
    passages: tuple[WorkPassage, ...]
    places: dict[str, dict[int, list[int]]]
    weights: dict[str, float]
    kinds: dict[str, list[int]]
    kind_weights: dict[str, float]
    above: dict[int, tuple[int, ...]]


def index_work(
    text: str, areas: Sequence[Section], tasks: Sequence[TaskFact], terms: Iterable[Term]
) -> WorkIndex | None:
    """Index a plan's work for some terms; one pass over the text. None when there is nothing to find or to search."""
    pairs = sorted({pair for term in terms for pair in term.pairs})
    passages = _passages(areas, tasks) if pairs else ()
    count = sum([passage.measure is not None for passage in passages])
    if not count:
        return None
    automaton = AhoCorasick(pairs, implementation=Implementation.ContiguousNFA)
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    starts = [start for _number, start, _end in found]  # all are of one length, so they come by their beginnings, too
    each: list[dict[int, list[int]]] = [defaultdict(list) for _pair in pairs]
    first = bisect.bisect_left(starts, passages[0].span.start)
    for at, passage in enumerate(passages):
        following = passages[at + 1].span.start if at + 1 < len(passages) else len(text)
        last, end = bisect.bisect_left(starts, following, first), passage.span.end
        for number, start, stop in found[first:last]:
            if stop <= end:
                each[number][at].append(start)
        first = last
    places = dict(zip(pairs, each, strict=True))
    unsaid = contribution_words().unsaid
    in_measure = [passage.measure is not None for passage in passages]
    said = {pair: sum([in_measure[at] for at in found]) for pair, found in places.items()}
    kinds = _kinds(passages)
    return WorkIndex(
        text=text,
        passages=passages,
        places=places,
        weights={pair: _telling(count, times) if times else unsaid for pair, times in said.items()},
        kinds=kinds,
        kind_weights={kind: _telling(count, len(found)) for kind, found in kinds.items()},
        above=_above(passages),
    )


def _telling(count: int, times: int) -> float:
    return math.log((1 + count) / times)


def _passages(areas: Sequence[Section], tasks: Sequence[TaskFact]) -> tuple[WorkPassage, ...]:
    found = [
        WorkPassage(span, is_heading, area=area)
        for area in areas
        for span, is_heading in ((area.heading, True), *((span, False) for span in area.body))
    ]
    by_path = {area.path: area for area in areas}
    for task in tasks:
        area = by_path.get(task.area) if task.area is not None else None
        found.append(WorkPassage(task.section.heading, True, area, task))
        found += [WorkPassage(measure.span, False, area, task, measure) for measure in task.measures]
    return tuple(sorted(found, key=lambda passage: (passage.span, not passage.is_heading)))


def _kinds(passages: Sequence[WorkPassage]) -> dict[str, list[int]]:
    """By class, the measures that build or support a thing of it."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for at, passage in enumerate(passages):
        mentions = passage.measure.mentions if passage.measure is not None else ()
        for kind in dict.fromkeys(
            mention.entity_type for mention in mentions if mention.relation in {"delivers", "supports"}
        ):
            kinds[kind].append(at)
    return dict(kinds)


def _above(passages: Sequence[WorkPassage]) -> dict[int, tuple[int, ...]]:
    areas: dict[int, list[int]] = defaultdict(list)
    tasks: dict[int, int] = {}
    for at, passage in enumerate(passages):
        if passage.task is None and passage.area is not None:
            areas[passage.area.mark.start].append(at)
        elif passage.is_heading and passage.task is not None:
            tasks[passage.task.section.mark.start] = at
    found: dict[int, tuple[int, ...]] = {}
    for at, passage in enumerate(passages):
        if passage.task is not None:
            over = areas[passage.area.mark.start] if passage.area is not None else []
            own = [tasks[passage.task.section.mark.start]] if passage.measure is not None else []
            found[at] = (*own, *over)
    return found
