"""What plans build, support and rely on: platforms, parks, projects, facilities, institutions, with their tasks and owners."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ..i18n import Lang, translator
from ..iri import compact, expand
from ..model.kinds import group_of, strength
from ..names import lookup
from ..queries import select
from ..store import Store
from ..text.collation import sort_key
from ..vocab import AZ, RDF
from ..wording import class_label

THINGS: tuple[str, ...] = ("Park", "Platform", "Project", "Facility", "Institution", "Enterprise", "Event")
"""The classes listed, in order."""

_MENTIONS = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?plan ?item ?holder ?relation ?entity ?position WHERE {
  VALUES ?relation { az:delivers az:supports az:reliesOn }
  GRAPH ?plan { ?item ?relation ?entity ; az:position ?position ; az:partOf ?holder }
} ORDER BY ?position ?relation ?entity
"""


@dataclass(frozen=True, slots=True)
class ThingTask:
    """A work item (or goal) that names a thing: where it links to, its name, and what it does about the thing."""

    node: str
    label: str
    relation: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing of plans: its class, who operates it, its tasks, and its owners with the strongest role of each."""

    node: str
    label: str
    group: str
    kind: str
    operator: tuple[str, str] | None
    tasks: tuple[ThingTask, ...]
    owners: tuple[tuple[str, str, str], ...]


def build_things(store: Store, plans: Sequence[str], lang: Lang) -> tuple[Thing, ...]:
    """All things some plans name, by class, those with most tasks first.

    Args:
        store: the graph.
        plans: CURIEs of plans.
        lang: language of names.
    """
    _ = translator(lang)
    tasks: dict[str, dict[tuple[str, str], ThingTask]] = defaultdict(dict)
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for plan in plans:
        iri = expand(plan)
        by_item: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in select(store, "assignments", lang=lang, plan=iri).dicts():
            if row["group"] is None:
                labels[compact(str(row["unit"]))] = str(row["unit_label"])
                by_item[str(row["item"])].append((compact(str(row["unit"])), str(row["role"]).rsplit("/", 1)[-1]))
        for row in store.select(_MENTIONS, {"plan": iri}).dicts():
            entity, item = str(row["entity"]), str(row["item"])
            shown = str(row["holder"]) if item in by_item else item
            relation = compact(str(row["relation"]))
            tasks[entity].setdefault(
                (shown, relation), ThingTask(compact(shown), lookup.label(store, ox.NamedNode(shown), lang), relation)
            )
            for unit, role in by_item.get(item, ()):
                known = owners[entity].get(unit)
                if known is None or strength(role) < strength(known):
                    owners[entity][unit] = role
    things = []
    for entity, found in tasks.items():
        group = _group(store, entity)
        if group not in THINGS:
            continue
        own = sorted(owners[entity].items(), key=lambda pair: (strength(pair[1]), sort_key(labels[pair[0]], lang)))
        things.append(
            Thing(
                node=compact(entity),
                label=lookup.label(store, ox.NamedNode(entity), lang),
                group=group,
                kind=class_label(group, _),
                operator=_operator(store, entity, lang),
                tasks=tuple(found.values()),
                owners=tuple((unit, labels[unit], role) for unit, role in own),
            )
        )
    return tuple(
        sorted(things, key=lambda thing: (THINGS.index(thing.group), -len(thing.tasks), sort_key(thing.label, lang)))
    )


def counts(things: Sequence[Thing]) -> Counter[str]:
    """How many things of each class there are."""
    return Counter(thing.group for thing in things)


def _group(store: Store, entity: str) -> str:
    kinds = (quad.object for quad in store.statements(ox.NamedNode(entity), RDF.type, None, None))
    groups = {group_of(compact(kind)) for kind in kinds if isinstance(kind, ox.NamedNode)}
    return next((group for group in THINGS if group in groups), "")


def _operator(store: Store, entity: str, lang: Lang) -> tuple[str, str] | None:
    found = (quad.object for quad in store.statements(ox.NamedNode(entity), AZ.operator, None, None))
    node = next((node for node in found if isinstance(node, ox.NamedNode)), None)
    return None if node is None else (compact(node), lookup.label(store, node, lang))
