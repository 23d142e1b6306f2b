"""The card of an entity: what it is, its duties or owners, its neighbours, and the words behind each statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import AizoneError
from ...i18n import Lang, Translate, translator
from ...iri import compact, expand
from ...model.kinds import group_of
from ...names import lookup
from ...projections.responsibilities import Duty as Duty
from ...projections.responsibilities import Evidence as Evidence
from ...projections.responsibilities import by_address, duties_of, measures_of_unit, objects
from ...store import Store, Term
from ...vocab import AZ, ORG, RDF, SKOS
from ...wording import class_label, edge_label, inverse_label, role_label
from ...workspace import Workspace
from ..look.palette import ROLES


@dataclass(frozen=True, slots=True)
class Link:
    """A related entity with its relation in words."""

    node: str
    label: str
    relation: str
    group: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a page shows of one entity; lists are empty where they do not apply.

    `partners`, `goals` and `behind` are (CURIE, name, number of measures); `behind` are the lead units behind a goal; a work
    item's goals count 0 measures. `things` are the platforms, parks and projects of its measures, with class and number.
    `roles` are a unit's (role, role in words, number of duties), leads first. `duties` are those of the first measures only
    where there are very many; `measure_count` says how many there are in all.
    """

    node: str
    label: str
    other_label: str
    kind: str
    is_unit: bool
    plan_label: str | None
    summaries: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str, int], ...]
    duties: tuple[Duty, ...]
    partners: tuple[tuple[str, str, int], ...]
    goals: tuple[tuple[str, str, int], ...]
    behind: tuple[tuple[str, str, int], ...]
    targets: tuple[str, ...]
    links: tuple[Link, ...]
    things: tuple[tuple[str, str, str, int], ...]
    text_missing: bool
    measure_count: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are more measures than `duties` speak of."""
        return self.measure_count > len({duty.item for duty in self.duties})


_MEASURES = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?node ?measure WHERE {
  { ?measure az:partOf* ?node }
  UNION { ?measure az:delivers|az:supports|az:reliesOn|az:cites|az:about ?node }
  FILTER EXISTS { ?measure a az:Measure }
}
"""
# A bound variable does not reach into a query that groups, so these list and Python counts: what a card costs must depend on
# the entity, not on how many plans the workspace holds.
_GOALS_OF = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?unit ?goal ?item WHERE {
  ?assignment az:unit ?unit ; az:workItem ?item . ?item az:partOf ?task . ?task az:partOf ?area . ?area az:servesGoal ?goal
} ORDER BY ?goal ?item
"""
_BEHIND = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?goal ?unit ?item WHERE {
  ?area az:servesGoal ?goal . ?task az:partOf ?area . ?item az:partOf ?task ; az:leadUnit ?unit
} ORDER BY ?unit ?item
"""
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
"""So many measures a card speaks of at most: each costs about a millisecond, and a common topic has tens of thousands."""


def build_card(workspace: Workspace, node: str, lang: Lang, *, most: int | None = MOST_MEASURES) -> Card | None:
    """The card of an entity; None when the graph does not hold it or the address is none.

    Args:
        workspace: the graph.
        node: a CURIE or IRI.
        lang: language of labels and wording.
        most: the duties of at most so many measures, in the order of their addresses; None for all. Figures count all.
    """
    _ = translator(lang)
    store = workspace.store
    try:
        iri = expand(node)
    except (AizoneError, ValueError):  # no prefix we know; an IRI that is none
        return None
    matches = lookup.find(store, iri.value)
    if not matches:
        return None
    group = next((found for match in matches if (found := group_of(match.kind))), None)
    kind = class_label(group, _) if group else matches[0].kind.removeprefix("az:")
    is_unit = group in {"Unit", "UnitGroup"}
    measures = measures_of_unit(store, iri) if is_unit else _measures(store, iri)
    duties = duties_of(store, iri, is_unit, measures[:most], lang, _)
    other: Lang = "en" if lang == "zh" else "zh"
    label, other_label = lookup.label(store, iri, lang), lookup.label(store, iri, other)
    held = measures if is_unit or group in _WORK else ()
    return Card(
        node=compact(iri),
        label=label,
        other_label=other_label if other_label != label else "",
        kind=kind,
        is_unit=is_unit,
        plan_label=duties[0].plan_label if duties and not is_unit else None,
        summaries=_summaries(duties) if not is_unit else (),
        roles=_roles(store, iri, _) if is_unit else (),
        duties=duties,
        partners=_partners(workspace, iri, lang) if is_unit else (),
        goals=_goals(store, iri, lang) if is_unit else _named(store, _served(store, iri), lang),
        behind=_behind(store, iri, lang) if group == "Goal" else (),
        targets=_targets(store, iri, lang),
        links=_links(store, iri, lang, _),
        things=_things(store, dict.fromkeys(held), lang, _),
        text_missing=any(duty.evidence is not None and duty.evidence.text is None for duty in duties),
        measure_count=len(measures),
    )


def _measures(store: Store, iri: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """The measures of a work item, or those that name a thing or topic."""
    found = store.select(_MEASURES, {"node": iri}).rows
    return by_address({row[1] for row in found if isinstance(row[1], ox.NamedNode)})


def _summaries(duties: tuple[Duty, ...]) -> tuple[tuple[str, str], ...]:
    """Each measure's name and summary, once, in plan order."""
    return tuple({duty.item: (duty.item_label, duty.summary or "") for duty in duties}.values())


def _roles(store: Store, iri: ox.NamedNode, _: Translate) -> tuple[tuple[str, str, int], ...]:
    """How many duties a unit has in each role, leads first."""
    own = {quad.subject for quad in store.statements(None, AZ.unit, iri, None)}
    found = (role for one in own if isinstance(one, ox.NamedNode) for role in objects(store, one, AZ.role))
    counts = Counter(role.value.rsplit("/", 1)[-1] for role in found)
    return tuple((role, role_label(role, _), counts[role]) for role in ROLES if counts[role])


def _partners(workspace: Workspace, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    rows = workspace.select("partners_of_unit", lang=lang, unit=iri).dicts()
    return tuple((compact(str(row["other"])), str(row["other_label"]), int(row["shared"] or 0)) for row in rows)


def _goals(store: Store, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """The goals a unit works for, with how many measures."""
    return _counted(store, {(row[1], row[2]) for row in store.select(_GOALS_OF, {"unit": iri}).rows}, lang)


def _counted(
    store: Store, pairs: Iterable[tuple[Term | None, Term | None]], lang: Lang
) -> tuple[tuple[str, str, int], ...]:
    """(CURIE, name, number of pairs) of each first part, in the order of CURIEs."""
    counts = Counter(first for first, _second in pairs if isinstance(first, ox.NamedNode))
    ordered = sorted(counts.items(), key=lambda entry: entry[0].value)
    return tuple((compact(node), lookup.label(store, node, lang), count) for node, count in ordered)


def _named(store: Store, nodes: Iterable[ox.NamedNode], lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """(CURIE, name, 0) of each node: it stands for no number of measures."""
    return tuple(
        (compact(node), lookup.label(store, node, lang), 0) for node in sorted(nodes, key=lambda one: one.value)
    )


def _served(store: Store, iri: ox.NamedNode) -> set[ox.NamedNode]:
    """The goals that a work item serves, itself or through what it stands in."""
    goals: set[ox.NamedNode] = set()
    seen: set[ox.NamedNode] = set()
    level = [iri]
    while level:
        seen.update(level)
        goals.update(goal for node in level for goal in objects(store, node, AZ.servesGoal))
        level = [above for node in level for above in objects(store, node, AZ.partOf) if above not in seen]
    return goals


def _things(
    store: Store, measures: Iterable[ox.NamedNode], lang: Lang, _: Translate
) -> tuple[tuple[str, str, str, int], ...]:
    """What some measures build, support and rely on, most measures first."""
    pairs = {
        (quad.object, measure)
        for measure in measures
        for term in (AZ.delivers, AZ.supports, AZ.reliesOn)
        for quad in store.statements(measure, term, None, None)
    }
    found = []
    for node, name, count in _counted(store, pairs, lang):
        kinds = (quad.object for quad in store.statements(expand(node), RDF.type, None, None))
        groups = {group_of(compact(kind)) for kind in kinds if isinstance(kind, ox.NamedNode)} - {None}
        group = next(iter(sorted(filter(None, groups))), None)
        if group is not None:
            found.append((node, name, class_label(group, _), count))
    return tuple(sorted(found, key=lambda thing: -thing[3]))


def _targets(store: Store, iri: ox.NamedNode, lang: Lang) -> tuple[str, ...]:
    query = """
    PREFIX az: <https://w3id.org/aizone/ontology#>
    SELECT ?holder ?target WHERE { ?holder az:hasTarget ?target } ORDER BY ?target
    """
    rows = store.select(query, {"holder": iri}).rows
    return tuple(lookup.label(store, row[1], lang) for row in rows if isinstance(row[1], ox.NamedNode))


def _links(store: Store, iri: ox.NamedNode, lang: Lang, _: Translate) -> tuple[Link, ...]:
    """Related entities, each once, with the relation read from this entity's side; owners, targets and measures stand elsewhere."""
    found: set[tuple[str, str, ox.NamedNode, str]] = set()
    for term in _RELATIONS:
        relation = compact(term)
        there = {("out", quad.object) for quad in store.statements(iri, term, None, None)}
        there |= {("in", quad.subject) for quad in store.statements(None, term, iri, None)}
        for direction, other in there:
            kinds = objects(store, other, RDF.type) if isinstance(other, ox.NamedNode) else []
            groups = {group_of(compact(kind)) for kind in kinds} - {None, "Target"}
            found |= {
                (direction, relation, other, group) for group in groups if group and isinstance(other, ox.NamedNode)
            }
    links: dict[ox.NamedNode, Link] = {}
    for direction, relation, other, group in sorted(found, key=lambda one: (*one[:2], one[2].value, one[3])):
        if other not in links:
            words = edge_label(relation, _) if direction == "out" else inverse_label(relation, _)
            links[other] = Link(compact(other), lookup.label(store, other, lang), words, class_label(group, _))
    return tuple(links.values())


def _behind(store: Store, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """The units that lead in the task areas serving a goal, with how many measures, most first."""
    pairs = {(row[1], row[2]) for row in store.select(_BEHIND, {"goal": iri}).rows}
    return tuple(sorted(_counted(store, pairs, lang), key=lambda entry: -entry[2]))
