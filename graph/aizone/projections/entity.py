"""Everything the graph says of one entity: its responsibilities, partners, goals, targets, things and direct relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..errors import AizoneError
from ..i18n import Lang
from ..iri import compact, expand
from ..model.kinds import ROLES, group_of
from ..names import lookup
from ..names.classes import classes_of_node
from ..queries import answers
from ..queries.records import AimOwner, GoalMeasure, Partner, TargetOwner, UnitAnswer
from ..store import Store
from ..vocab import AZ, ORG, RDF, SKOS
from .responsibilities import Duty, duties_of, measures_of_node, measures_of_unit, objects, subjects, texts

_RELATIONS = (
    AZ.partOf,
    AZ.servesGoal,
    AZ.delivers,
    AZ.supports,
    AZ.reliesOn,
    AZ.cites,
    AZ.about,
    AZ.operator,
    ORG.hasMember,
    SKOS.broader,
)
_WORK = frozenset({"Plan", "Goal", "TaskArea", "Task"})

MOST_MEASURES = 300
"""At most so many measures' duties are read: each costs about a millisecond, and a common topic has tens of thousands."""


@dataclass(frozen=True, slots=True)
class CountedNode:
    """An entity with its name, and the number of measures that involve it (0 where that does not apply)."""

    node: str
    label: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class RelatedNode:
    """An entity related to another by a property (CURIE); `forward` when the other is the subject."""

    node: str
    label: str
    group: str
    relation: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity with everything the graph says about it; parts that do not apply are empty.

    `group` is the class it is shown as ('' for none), `kind` its own class (local name). `roles` counts a unit's duties by
    role, leads first; `partners` units by shared measures; `goals` the goals it works for or serves; `leads` the units that
    lead in the task areas that serve a goal; `things` (node, class, number of measures) what its measures build, support or rely
    on; `targets` those it states (or that it is), each with the units that answer for it; `answers` the targets and aims a
    unit answers for. `duties` are those of the first measures only where there are very many; `measure_count` counts all of them,
    `left_out` those of plans that were to be left out.
    """

    node: str
    label: str
    other_label: str
    group: str
    kind: str
    duties: tuple[Duty, ...]
    measure_count: int
    roles: tuple[tuple[str, int], ...]
    partners: tuple[CountedNode, ...]
    goals: tuple[CountedNode, ...]
    leads: tuple[CountedNode, ...]
    targets: tuple[TargetOwner | AimOwner, ...]
    answers: tuple[UnitAnswer, ...]
    relations: tuple[RelatedNode, ...]
    things: tuple[tuple[CountedNode, str], ...]
    names: tuple[str, ...]
    superior: CountedNode | None
    left_out: int = 0

    @property
    def is_unit(self) -> bool:
        """True for a unit or collective owner, which can be responsible."""
        return self.group in {"Unit", "UnitGroup"}


def read_entity(
    store: Store, node: str, lang: Lang, *, most: int | None = MOST_MEASURES, without: Collection[str] = ()
) -> Entity | None:
    """Read one entity; None when the graph does not hold it or the address is not valid.

    Args:
        store: the graph.
        node: a CURIE or IRI.
        lang: language of labels.
        most: the duties of at most so many measures, in the order of their addresses; None for all. Figures count all.
        without: plans (CURIEs) whose measures are not counted beside those of others; where there are no others, they are.
    """
    try:
        iri = expand(node)
    except (AizoneError, ValueError):  # an unknown prefix; not an IRI
        return None
    classes = classes_of_node(store, iri)
    if not classes:
        return None
    group = next(filter(None, map(group_of, classes)), None)
    is_unit = group in {"Unit", "UnitGroup"}
    measures = measures_of_unit(store, iri) if is_unit else measures_of_node(store, iri)
    others = [one for one in measures if _plan_of(one) not in without]
    left_out = len(measures) - len(others) if others else 0
    measures = tuple(others) or measures
    left = frozenset(without) if left_out else frozenset()
    other: Lang = "en" if lang == "zh" else "zh"
    above = next(iter(objects(store, iri, AZ.superior)), None)
    return Entity(
        node=compact(iri),
        label=lookup.label(store, iri, lang),
        other_label=lookup.label(store, iri, other),
        group=group or "",
        kind=classes[0].removeprefix("az:"),
        duties=duties_of(store, iri, is_unit, measures[:most], lang),
        measure_count=len(measures),
        left_out=left_out,
        roles=_roles(store, iri, left) if is_unit else (),
        partners=_partners(store, iri, lang, left) if is_unit else (),
        goals=_goals(store, iri, lang, left) if is_unit else _served(store, iri, lang),
        leads=_leads(store, iri, lang) if group == "Goal" else (),
        targets=_targets(store, iri, group, lang),
        answers=_answers(store, iri, lang, left) if is_unit else (),
        relations=_relations(store, iri, lang),
        things=_things(store, measures, lang) if is_unit or group in _WORK else (),
        names=tuple(dict.fromkeys(texts(store, iri, SKOS.altLabel))) if is_unit else (),
        superior=CountedNode(compact(above), lookup.label(store, above, lang)) if is_unit and above else None,
    )


def _plan_of(item: ox.NamedNode) -> str:
    """The plan that a work item belongs to, by its address: 'id:plan/hefei-2020-2023/3/1/1' is of 'id:plan/hefei-2020-2023'."""
    return "/".join(compact(item).split("/")[:2])


def _targets(store: Store, node: ox.NamedNode, group: str | None, lang: Lang) -> tuple[TargetOwner | AimOwner, ...]:
    """The targets and aims that a goal or measure states, or the target itself, with who answers for them."""
    if group == "Target":
        return tuple(answers(store, "targets_with_units", TargetOwner, lang=lang, target=node))
    if not objects(store, node, AZ.hasTarget) and group != "Goal":
        return ()
    stated = answers(store, "targets_with_units", TargetOwner, lang=lang, goal=node)
    return (*stated, *(answers(store, "aims_with_units", AimOwner, lang=lang, goal=node) if group == "Goal" else ()))


def _roles(store: Store, unit: ox.NamedNode, without: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The number of duties a unit has in each role, leads first; without those of some plans."""
    own = [one for one in subjects(store, AZ.unit, unit) if not without or _plan_of(one) not in without]
    store.expect(own)
    found = (role for one in own for role in objects(store, one, AZ.role))
    counts = Counter(role.value.rsplit("/", 1)[-1] for role in found)
    return tuple((role, counts[role]) for role in ROLES if counts[role])


def _partners(store: Store, unit: ox.NamedNode, lang: Lang, without: Collection[str]) -> tuple[CountedNode, ...]:
    shared: Counter[tuple[str, str]] = Counter()
    for row in answers(store, "partners_of_unit", Partner, lang=lang, unit=unit):
        if row.plan not in without:
            shared[row.other, row.other_label] += row.shared
    ordered = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0][0]))
    return tuple(CountedNode(node, label, count) for (node, label), count in ordered)


def _goals(store: Store, unit: ox.NamedNode, lang: Lang, without: Collection[str]) -> tuple[CountedNode, ...]:
    """The goals a unit works for, with how many measures; without those of some plans."""
    rows = answers(store, "goal_measures_of_unit", GoalMeasure, unit=unit)
    return _counted(store, {(row.goal, row.item) for row in rows if _plan_of(expand(row.item)) not in without}, lang)


def _answers(store: Store, unit: ox.NamedNode, lang: Lang, without: Collection[str]) -> tuple[UnitAnswer, ...]:
    """The targets and aims that a unit answers for; without those of some plans."""
    rows = answers(store, "answers_of_unit", UnitAnswer, lang=lang, unit=unit)
    return tuple(row for row in rows if row.plan not in without)


def _leads(store: Store, goal: ox.NamedNode, lang: Lang) -> tuple[CountedNode, ...]:
    """The units that lead in the task areas serving a goal, with how many measures, most first."""
    pairs = {(row.unit, row.item) for row in answers(store, "goal_measures_led", GoalMeasure, goal=goal)}
    return tuple(sorted(_counted(store, pairs, lang), key=lambda found: -found.count))


def _counted(store: Store, pairs: Iterable[tuple[str, str]], lang: Lang) -> tuple[CountedNode, ...]:
    """Each first part with its name and number of pairs, in the order of IRIs."""
    counts = Counter(first for first, _second in pairs)
    nodes = sorted((expand(node) for node in counts), key=lambda node: node.value)
    store.expect(nodes)
    return tuple(CountedNode(compact(node), lookup.label(store, node, lang), counts[compact(node)]) for node in nodes)


def _served(store: Store, item: ox.NamedNode, lang: Lang) -> tuple[CountedNode, ...]:
    """The goals that a work item serves, itself or through what it is part of."""
    goals: set[ox.NamedNode] = set()
    seen: set[ox.NamedNode] = set()
    level = [item]
    while level:
        seen.update(level)
        store.expect(level)
        goals.update(goal for node in level for goal in objects(store, node, AZ.servesGoal))
        level = [above for node in level for above in objects(store, node, AZ.partOf) if above not in seen]
    ordered = sorted(goals, key=lambda goal: goal.value)
    return tuple(CountedNode(compact(goal), lookup.label(store, goal, lang)) for goal in ordered)


def _things(store: Store, measures: Iterable[ox.NamedNode], lang: Lang) -> tuple[tuple[CountedNode, str], ...]:
    """The things that some measures build, support or rely on, each with its class, most measures first."""
    every = dict.fromkeys(measures)
    store.expect(every)
    pairs = {
        (compact(thing), measure.value)
        for measure in every
        for term in (AZ.delivers, AZ.supports, AZ.reliesOn)
        for thing in objects(store, measure, term)
    }
    found = []
    for thing in _counted(store, pairs, lang):
        groups = _groups(store, expand(thing.node))
        if groups:
            found.append((thing, groups[0]))
    return tuple(sorted(found, key=lambda pair: -pair[0].count))


def _relations(store: Store, node: ox.NamedNode, lang: Lang) -> tuple[RelatedNode, ...]:
    """Related entities, each once; owners, targets and measures are told elsewhere."""
    found: set[tuple[str, str, ox.NamedNode, str]] = set()
    for term in _RELATIONS:
        there = {("out", quad.object) for quad in store.statements(node, term)}
        there |= {("in", quad.subject) for quad in store.statements(None, term, node)}
        for direction, other in there:
            if isinstance(other, ox.NamedNode):
                groups = (group for group in _groups(store, other) if group != "Target")
                found |= {(direction, compact(term), other, group) for group in groups}
    related: dict[ox.NamedNode, RelatedNode] = {}
    for direction, relation, other, group in sorted(found, key=lambda one: (*one[:2], one[2].value, one[3])):
        if other not in related:
            label = lookup.label(store, other, lang)
            related[other] = RelatedNode(compact(other), label, group, relation, direction == "out")
    return tuple(related.values())


def _groups(store: Store, node: ox.NamedNode) -> list[str]:
    """The classes a node is shown as, sorted."""
    return sorted({group for kind in objects(store, node, RDF.type) if (group := group_of(compact(kind)))})
