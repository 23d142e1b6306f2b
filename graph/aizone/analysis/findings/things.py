"""Rules about things: the same thing, parts of one thing, and things with like names."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...projections.clauses import NamedThing, PlanClauses
from .boilerplate import object_starts, purpose_of
from .coordination import Owners
from .records import Common

ACTS = frozenset({"delivers", "supports"})
"""Relations in which a measure works on a thing; one that only relies on it uses it."""
_TOUCHED = frozenset(
    {"Platform", "Park", "Project", "Facility", "Institution", "Event", "Fund", "Enterprise", "NamedEntity"}
)
_NARROW = 0.12
_SHORTEST_WHOLE = 6
_MOST_ALIKE = 12
_FEW, _FREQUENT = 3, 0.2


def narrowness(measures: int, size: int) -> float:
    """How much it says that measures share a thing or topic, in [0, 1]: 1 up to `_NARROW` of a plan, 0 from twice that on.

    What many measures share is what the plan itself is about; two measures are never many.

    Args:
        measures: that share it.
        size: all measures of the plan.

    Examples:
        >>> narrowness(6, 57), narrowness(2, 5), narrowness(4, 7)
        (1.0, 1.0, 0.0)
    """
    allowed = max(2.0, _NARROW * size)
    return max(0.0, 1.0 - max(0.0, measures - allowed) / (_NARROW * size))


def same_things(plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    """Measures under different leads that build, support or rely on one thing.

    One that a gazetteer lists, or whose name says what it is for, is surely the same thing; a name such as 公共服务平台 fits
    several. It is a duplication candidate when measures under different leads build or support it.
    """
    for node, relations in sorted(_touched(plan).items()):
        items = owners.in_order(relations)
        if not owners.several_leads(items):
            continue
        acting = owners.in_order(item for item, done in relations.items() if done & ACTS)
        if not acting:
            continue
        thing = plan.things[node]
        is_certain = thing.registered or len(purpose_of(thing.name, plan.place)) >= 2
        yield Common(
            rule="same-thing",
            cause=node,
            items=items,
            strength=((1.0 if thing.registered else 0.9) if is_certain else 0.45)
            * narrowness(len(items), len(plan.clauses)),
            finding_class="duplication-candidate" if owners.several_leads(acting) else "overlap",
            nodes=(node,),
        )


def parts_of_one(plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    """Measures under different leads that touch different parts of one thing: stated, or told by names that begin alike.

    '…国家科学中心人工智能研究院' and '…国家科学中心先进计算…平台' are parts of the '…国家科学中心'.
    """
    parts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    stated = {thing.whole_label: thing.whole for thing in plan.things.values() if thing.whole}
    for node, relations in _touched(plan).items():
        for whole in _wholes(plan.things[node], stated):
            parts[whole][node] |= set(relations)
    for whole, found in sorted(parts.items()):
        items = owners.in_order({item for touching in found.values() for item in touching})
        if len(found) > 1 and owners.several_leads(items):
            yield Common(
                rule="parts-of-one",
                cause=whole,
                items=items,
                strength=0.8,
                finding_class="fragmentation",
                nodes=tuple(sorted(found)),
                words=(next((name for name, node in stated.items() if node == whole), whole),),
            )


def like_names(plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    """Measures under different leads that build or support two things of one class whose names say the same purpose.

    '智能辅助决策平台' and '决策支撑平台' both are for 决策. Names are looked up by the pairs of characters of their purpose.
    """
    touched = _touched(plan)
    purposes = {node: purpose_of(plan.things[node].name, plan.place) for node in touched}
    index: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in sorted(touched):
        for pair in {purposes[node][at : at + 2] for at in range(len(purposes[node]) - 1)}:
            index[plan.things[node].type, pair].append(node)
    pairs = {
        (one, other)
        for found in index.values()
        if len(found) <= _MOST_ALIKE
        for place, one in enumerate(found)
        for other in found[place + 1 :]
    }
    frequent = _frequent(plan, (pair for _type, pair in index))
    for one, other in sorted(pairs):
        words = _common_run(purposes[one], purposes[other])
        likeness = len(words) / min(len(purposes[one]), len(purposes[other]))
        if len(words) < 2 or likeness < 0.5 or all(words[at : at + 2] in frequent for at in range(len(words) - 1)):
            continue
        acting = itertools.product(_acting(touched[one], owners), _acting(touched[other], owners))
        found = {item for pair in acting if owners.under_different_leads(*pair) for item in pair}
        if found:
            yield Common(
                rule="like-names",
                cause=" ".join((one, other)),
                items=owners.in_order(found),
                strength=0.35 + 0.1 * likeness,
                finding_class="overlap",
                nodes=(one, other),
                words=(words,),
            )


def _touched(plan: PlanClauses) -> dict[str, dict[str, set[str]]]:
    """The measures that touch each thing, and what they do about it; what is only a topic by another name is left out."""
    topics = {topic.label for topic in plan.topics.values()}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for clause in plan.clauses:
        for node, relation in clause.touches:
            thing = plan.things[node]
            if thing.type in _TOUCHED and thing.name not in topics and thing.label not in topics:
                found[node][clause.item].add(relation)
    return found


def _frequent(plan: PlanClauses, wanted: Iterable[str]) -> frozenset[str]:
    """The pairs of characters that so many measures say that the plan is about them: 体育 in a plan on sports."""
    looked_for = frozenset(wanted)
    saying: Counter[str] = Counter()
    for clause in plan.clauses:
        words = clause.label + clause.text + clause.summary
        saying.update({words[at : at + 2] for at in range(len(words) - 1)} & looked_for)
    most = max(_FEW, _FREQUENT * len(plan.clauses))
    return frozenset(pair for pair, count in saying.items() if count > most)


def _acting(relations: Mapping[str, set[str]], owners: Owners) -> tuple[str, ...]:
    return owners.in_order(item for item, done in relations.items() if done & ACTS)


def _wholes(thing: NamedThing, stated: Mapping[str, str]) -> tuple[str, ...]:
    """The things that one may be part of: as stated, and every start of its name that could itself be a name.

    Args:
        thing: the part.
        stated: wholes by their names, so that one that is stated and told by a name is one whole.
    """
    starts = (stated.get(start, start) for start in object_starts(thing.name) if len(start) >= _SHORTEST_WHOLE)
    return tuple(dict.fromkeys((*((thing.whole,) if thing.whole else ()), *starts)))


def _common_run(one: str, other: str) -> str:
    """The longest run of characters that two texts share; the first of several."""
    best = ""
    for start in range(len(one)):
        end = start + len(best) + 1
        while end <= len(one) and one[start:end] in other:
            best, end = one[start:end], end + 1
    return best


def builds(clause_touches: Sequence[tuple[str, str]], things: Mapping[str, NamedThing], kind: str) -> tuple[str, ...]:
    """The things of a class that a measure builds."""
    return tuple(node for node, relation in clause_touches if relation == "delivers" and things[node].type == kind)
