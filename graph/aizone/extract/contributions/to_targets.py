"""Links of work to the targets and aims it answers for, by the words that name what they count.

A measure answers for a target when it builds or supports what the target counts ('支持建设…小镇'), not when it relies on it
('依托…平台'); a task or area when its heading says so. Words, thresholds and the score are in `contributions.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from ...model import ContributionFact, GoalFact, Reason, Section, Span, TaskFact, TextSpan
from ..mentions.relations import clause_around, find_relation
from .index import WorkIndex, WorkPassage, index_work
from .terms import Term, terms_of
from .words import contribution_words

MAX_TERMS = 500
"""A document with more terms is a compilation; those stated first are looked for."""
MAX_PLACES = 200
"""So many places of a head are looked at: a word said more often tells nothing."""
_PHRASE = 16
"""A noun phrase is at most so long before its head, in code points."""
# '、开放式创新平台': what a noun phrase cannot go on across
_BREAKS = re.compile(r"[，。；：、（）“”《》(),;:\s]")


class Wanted(Struct, frozen=True, gc=False):
    """A target or aim of a goal, by its number there, with the words it is written in and the terms it counts."""

    goal: GoalFact
    target: int | None
    aim: int | None
    span: Span
    terms: tuple[Term, ...]


class TermSaid(Struct, frozen=True, gc=False):
    """A passage that says a term: the words, the rule that found them, and how surely they mean it."""

    at: int
    span: Span
    rule: str
    score: float


class TargetLink(Struct, frozen=True, gc=False):
    """A link to a target or aim, and which of its terms the work says."""

    fact: ContributionFact
    wanted: Wanted
    terms: frozenset[int]
    in_area: bool


def links_to_targets(
    text: str, goals: Sequence[GoalFact], areas: Sequence[Section], tasks: Sequence[TaskFact], *, explain: bool = False
) -> list[TargetLink]:
    """Link work to targets and aims, in the order of these, then of the text.

    Args:
        text: the plan's.
        goals: with their targets and aims.
        areas: the task areas.
        tasks: with the mentions of their measures.
        explain: whether each link says why.
    """
    work = {section.mark.start for section in (*areas, *(task.section for task in tasks))}
    wanted = [one for goal in goals if goal.section.mark.start not in work for one in _wanted(goal)]
    terms = list(dict.fromkeys(term for one in wanted for term in one.terms))[:MAX_TERMS]
    index = index_work(text, areas, tasks, terms)
    if index is None:
        return []
    said = {term: _without_weak(_said(term, index)) for term in terms}
    found: dict[tuple[int, Span], list[TargetLink]] = {}
    for one in wanted:
        links = _links(one, said, index, explain)
        whole = one.goal.targets[one.target - 1].whole if one.target is not None else None
        if not links and whole is not None:  # who answers for the whole answers for its share
            links = [_shared(link, one, explain) for link in found.get((one.goal.section.mark.start, whole), ())]
        found[one.goal.section.mark.start, one.span] = links
    return [link for links in found.values() for link in links]


def _wanted(goal: GoalFact) -> Iterator[Wanted]:
    for number, target in enumerate(goal.targets, start=1):
        yield Wanted(goal, number, None, target.quantity, terms_of(target.metric))
    for number, aim in enumerate(goal.aims, start=1):
        yield Wanted(goal, None, number, aim.span, terms_of(aim.metric))


def _links(wanted: Wanted, said: dict[Term, list[TermSaid]], index: WorkIndex, explain: bool) -> list[TargetLink]:
    """The links to one target: each area, task and measure once, and no measure below a task that is linked itself."""
    best: dict[tuple[int, int | None], tuple[TermSaid, set[int]]] = {}
    for number, term in enumerate(wanted.terms):
        for one in said.get(term, ()):
            key = _item(index.passages[one.at])
            known = best.get(key)
            numbers = {number} | (known[1] if known else set())
            best[key] = (one if known is None or one.score > known[0].score else known[0], numbers)
    tasks = {start for start, clause in best if clause is None}
    narrow = {index.passages[one.at].area for one, _numbers in best.values() if index.passages[one.at].task is not None}
    links: list[TargetLink] = []
    for (start, clause), (one, numbers) in sorted(best.items(), key=lambda entry: entry[1][0].span):
        passage = index.passages[one.at]
        if clause is not None and start in tasks:
            continue
        if passage.task is None and passage.area in narrow:
            continue
        links.append(
            TargetLink(
                _fact(wanted, one, passage, clause, explain), wanted, frozenset(numbers), passage.area is not None
            )
        )
    return links


def _shared(link: TargetLink, share: Wanted, explain: bool) -> TargetLink:
    """The link to a whole as one to its share, all of which it says if it says all of the whole."""
    said = link.fact.spans[0]
    why = (Reason("serves-target-whole", said),) if explain else ()
    fact = replace(link.fact, target=share.target, spans=(said, share.span), why=why)
    terms = frozenset(range(len(share.terms))) if len(link.terms) == len(link.wanted.terms) else frozenset[int]()
    return TargetLink(fact, share, terms, link.in_area)


def _item(passage: WorkPassage) -> tuple[int, int | None]:
    """The work item of a passage: the position of its section, and the number of its measure."""
    section = passage.task.section if passage.task is not None else passage.area
    assert section is not None
    return section.mark.start, passage.measure.clause if passage.measure is not None else None


def _fact(wanted: Wanted, said: TermSaid, passage: WorkPassage, clause: int | None, explain: bool) -> ContributionFact:
    section = passage.task.section if passage.task is not None else passage.area
    assert section is not None
    return ContributionFact(
        item=section,
        clause=clause,
        goal=wanted.goal.section,
        score=round(min(1.0, said.score), 4),
        spans=(said.span, wanted.span),
        target=wanted.target,
        aim=wanted.aim,
        why=(Reason(said.rule, said.span),) if explain else (),
    )


# --- Where the work says a term


def _said(term: Term, index: WorkIndex) -> list[TermSaid]:
    """The passages that say a term, each once, the surest place counts."""
    best: dict[int, TermSaid] = {}
    for one in (*_by_words(term, index), *_by_class(term, index)):
        if one.at not in best or best[one.at].score < one.score:
            best[one.at] = one
    return list(best.values())


def _without_weak(said: Iterable[TermSaid]) -> list[TermSaid]:
    words, strong = contribution_words(), list(said)
    least = max((one.score for one in strong), default=0.0) * words.share_of_best
    return [one for one in strong if one.score >= max(least, words.least)]


def _by_words(term: Term, index: WorkIndex) -> Iterator[TermSaid]:
    """Passages with a noun phrase that ends in the term's head."""
    words, text = contribution_words(), index.text
    weights = {pair: index.weights[pair] for pair in term.pairs}
    telling = sum([index.weights[pair] for pair in set(term.pairs)])
    places = [(at, place) for at, found in index.places[term.head].items() for place in found]
    if telling < words.telling_in_heading or len(places) > MAX_PLACES:
        return
    for at, place in places:
        passage, end = index.passages[at], place + len(term.head)
        enough = words.telling_in_heading if passage.is_heading else words.telling_in_text
        if telling < enough or not words.after.match(text, end):
            continue
        start = max(passage.span.start, place - _PHRASE)
        for broken in _BREAKS.finditer(text, start, place):
            start = broken.end()
        firsts = {pair: one for pair in term.pairs for one in index.places[pair].get(at, ()) if start <= one <= place}
        if sum([weights[pair] for pair in firsts]) < enough:
            continue
        score = _score(weights, firsts.keys(), at, index)
        if score < words.least:
            continue
        rule = "serves-target-heading" if passage.is_heading else "serves-target-words"
        if passage.is_heading or _is_reached(TextSpan.at(text, passage.span), place, end, term.kind):
            yield TermSaid(at, Span(min(firsts.values()), end), rule, score)


def _by_class(term: Term, index: WorkIndex) -> Iterator[TermSaid]:
    """Measures that build or support a thing of the term's class: it takes the place of the head."""
    kind = term.kind
    if kind is None:
        return
    weight = index.kind_weights.get(kind, 0.0)
    weights = {pair: index.weights[pair] for pair in term.pairs} | {
        term.head: weight
    }  # a thing of the class for the head
    for at in index.kinds.get(kind, ()):
        measure = index.passages[at].measure
        for mention in measure.mentions if measure is not None else ():
            if mention.entity_type == kind and mention.relation in {"delivers", "supports"}:
                inside = range(mention.span.start, mention.span.end - 1)
                said = {
                    pair for pair in term.pairs[:-1] if any(one in inside for one in index.places[pair].get(at, ()))
                }
                if weight + sum(index.weights[pair] for pair in said) >= contribution_words().telling_in_text:
                    score = _score(weights, {*said, term.head}, at, index)
                    yield TermSaid(at, mention.span, "serves-target-class", score)


def _score(weights: Mapping[str, float], said: Set[str], at: int, index: WorkIndex) -> float:
    """The share of a term's words that a passage says, in [0, 1].

    Args:
        weights: how telling each of its words is.
        said: those that the phrase itself says.
        at: number of the passage, for the headings above it.
        index: the work.
    """
    total = sum(weights.values())
    if not total:
        return 0.0
    over: set[str] = set()
    for pair in weights:
        if pair not in said:
            places = index.places[pair]
            for one in index.above.get(at, ()):
                if one in places:
                    over.add(pair)
                    break
    half = contribution_words().heading * sum([weights[pair] for pair in over])
    return (sum([weights[pair] for pair in said]) + half) / total


def _is_reached(passage: TextSpan, start: int, end: int, kind: str | None) -> bool:
    """Tell whether a passage does something to reach the noun `start:end`: builds, supports, wins it, but does not rely on it."""
    clause = clause_around(passage, start, end)
    relation = find_relation(passage, clause, start, end, kind or "")
    if relation.rule == "relation-not-said" or relation.rule == "relation-place":
        return contribution_words().verbs.search(clause.text, max(clause.start, start - 2 * _PHRASE), start) is not None
    return relation.relation in {"delivers", "supports"}
