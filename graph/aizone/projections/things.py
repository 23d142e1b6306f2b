"""The things that plans build, support and rely on: platforms, parks, projects, … with their tasks and owners."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..i18n import Lang
from ..iri import compact, expand
from ..model.kinds import group_of, strength
from ..queries import answers
from ..queries.records import MentionOfThing, Responsibility
from ..store import Store
from ..text.collation import sort_key
from ..vocab import AZ, RDF
from .labels import read_labels
from .responsibilities import objects

THINGS: tuple[str, ...] = ("Park", "Platform", "Project", "Facility", "Institution", "Enterprise", "Event", "Fund")
"""The classes listed, in order."""


@dataclass(frozen=True, slots=True)
class ThingTask:
    """A work item (or goal) that names a thing: the node to link to, its name, and its relation to the thing (CURIE)."""

    node: str
    label: str
    relation: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing of plans: its class, its operator (CURIE, name), its tasks, and its owners with the strongest role of each.

    `is_planned`: work names it, or a goal is to set it up. What only an introduction or a principle speaks of is not planned.
    """

    node: str
    label: str
    group: str
    operator: tuple[str, str] | None
    tasks: tuple[ThingTask, ...]
    owners: tuple[tuple[str, str, str], ...]
    is_planned: bool = True


def read_things(store: Store, plans: Sequence[str], lang: Lang) -> tuple[Thing, ...]:
    """All things that some plans name, by class, those with most tasks first.

    Args:
        store: the graph.
        plans: CURIEs of plans.
        lang: language of names.
    """
    found = (
        replace(
            thing,
            owners=tuple(sorted(thing.owners, key=lambda owner: (strength(owner[2]), sort_key(owner[1], lang)))),
        )
        for thing in things_of_plans(store, plans, lang)
    )
    return tuple(
        sorted(found, key=lambda thing: (THINGS.index(thing.group), -len(thing.tasks), sort_key(thing.label, lang)))
    )


def things_of_plans(store: Store, plans: Sequence[str], lang: Lang) -> tuple[Thing, ...]:
    """The same in the order in which the plans name them, owners in the order of their lists: nothing is collated.

    Args:
        store: the graph.
        plans: CURIEs of plans.
        lang: language of names.
    """
    tasks: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for plan in map(expand, plans):
        owners: dict[str, list[Responsibility]] = defaultdict(list)
        for row in answers(store, "responsibilities_as_written", Responsibility, plan=plan):
            owners[row.item].append(row)
        for mention in answers(store, "mentions_of_things", MentionOfThing, plan=plan):
            shown = mention.holder if mention.item in owners else mention.item
            tasks[mention.entity].setdefault((shown, mention.relation))
            known = roles[mention.entity]
            for row in owners.get(mention.item, ()):
                known[row.unit] = min(row.role, known.get(row.unit, row.role), key=strength)
    store.expect(map(expand, tasks))
    groups = {entity: group for entity in tasks if (group := _group(store, entity))}
    operators = {entity: next(iter(objects(store, expand(entity), AZ.operator)), None) for entity in groups}
    operated = {entity: compact(operator) for entity, operator in operators.items() if operator is not None}
    named = [node for entity in groups for node in (entity, *roles[entity], *(task for task, _told in tasks[entity]))]
    labels = read_labels(store, (*named, *operated.values()), lang)
    return tuple(
        Thing(
            node=entity,
            label=labels[entity],
            group=group,
            operator=(operated[entity], labels[operated[entity]]) if entity in operated else None,
            tasks=tuple(ThingTask(task, labels[task], relation) for task, relation in tasks[entity]),
            owners=tuple((unit, labels[unit], role) for unit, role in roles[entity].items()),
            is_planned=bool(roles[entity]) or any(_plans(store, task, relation) for task, relation in tasks[entity]),
        )
        for entity, group in groups.items()
    )


def counts(things: Sequence[Thing]) -> Counter[str]:
    """The number of things of each class."""
    return Counter(thing.group for thing in things)


def _plans(store: Store, node: str, relation: str) -> bool:
    """True if a node that names a thing is work, or a goal that is to set it up."""
    kinds = objects(store, expand(node), RDF.type)
    return AZ.WorkItem in kinds or (AZ.Goal in kinds and relation == compact(AZ.delivers))


def _group(store: Store, entity: str) -> str:
    """The class a thing is listed under; '' for one that is not listed."""
    groups = {group_of(compact(kind)) for kind in objects(store, expand(entity), RDF.type)}
    return next((group for group in THINGS if group in groups), "")
