"""The card of an entity: what it is, its duties or owners, its neighbours, and the words behind each statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from .. import lookup
from ..i18n import Lang, Translate, translator
from ..iri import compact, expand
from ..store import OxigraphStore
from ..workspace import Workspace
from .palette import ROLES, basis_label, class_label, edge_label, group_of, inverse_label, role_label

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement stands: characters start to end of the plan's text; `text` only if the workspace holds it."""

    start: int
    end: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One responsibility: who, in which role, for which measure, how that is known, and where it is written.

    `path` is the place in the document as its headings number it ('三/一/1'), `area` the task area around it ('' for none), and
    `group` the collective owner through which a member has it ('' for none), each with its name.
    """

    plan: str
    plan_label: str
    item: str
    item_label: str
    task: str
    summary: str | None
    unit: str
    unit_label: str
    role: str
    role_label: str
    basis: str
    basis_label: str
    as_written: str
    owner_list: str
    deadline: str | None
    evidence: Evidence | None
    path: str = ""
    area: str = ""
    area_label: str = ""
    group: str = ""
    group_label: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether the document says it in so many words for this unit."""
        return self.basis in {"explicit", "rule"}


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
    `roles` are a unit's (role, role in words, number of duties), leads first.
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


_DUTIES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?unit ?measure ?plan ?task ?role ?basis ?written ?owners ?deadline ?summary ?text ?start ?end ?held ?position ?rank ?lang
  ?path ?area ?group
WHERE {
  ?assignment az:unit ?unit ; az:workItem ?measure ; az:role ?role ; az:basis ?basis ; az:asWritten ?written ; az:rank ?rank .
  GRAPH ?plan { ?measure az:partOf ?task ; az:position ?position ; az:evidence ?annotation }
  ?annotation oa:hasTarget ?target .
  ?target oa:hasSelector ?at ; oa:hasSource ?document .
  ?at oa:start ?start ; oa:end ?end .
  OPTIONAL { ?document az:textHeld ?held }
  OPTIONAL { ?measure az:ownerList ?owners }
  OPTIONAL { ?measure az:deadline ?deadline }
  OPTIONAL { ?measure az:text ?text }
  OPTIONAL { ?measure dcterms:abstract ?summary FILTER(LANG(?summary) = ?lang) }
  OPTIONAL { ?task az:path ?path }
  OPTIONAL { ?task az:partOf ?area . ?area a az:TaskArea }
  OPTIONAL { ?assignment az:fromGroup ?group }
} ORDER BY ?plan ?position ?rank ?assignment
"""
_MEASURES = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?node ?measure WHERE {
  { ?measure az:partOf* ?node }
  UNION { ?measure az:delivers|az:supports|az:reliesOn|az:cites|az:about ?node }
  FILTER EXISTS { ?measure a az:Measure }
}
"""
_THINGS = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?node ?thing ?type (COUNT(DISTINCT ?measure) AS ?n) WHERE {
  { ?assignment az:unit ?node ; az:workItem ?measure } UNION { ?measure az:partOf* ?node }
  ?measure az:delivers|az:supports|az:reliesOn ?thing .
  ?thing a ?type FILTER(STRSTARTS(STR(?type), STR(az:)))
} GROUP BY ?node ?thing ?type ORDER BY DESC(?n) ?thing
"""
_SERVED = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT DISTINCT ?node ?goal WHERE { ?node az:partOf*/az:servesGoal ?goal } ORDER BY ?goal
"""


def build_card(workspace: Workspace, node: str, lang: Lang) -> Card | None:
    """The card of an entity; None when the graph does not hold it.

    Args:
        workspace: the graph.
        node: a CURIE or IRI.
        lang: language of labels and wording.
    """
    _ = translator(lang)
    store, iri = workspace.store, expand(node)
    matches = lookup.find(store, iri.value)
    if not matches:
        return None
    group = next((found for match in matches if (found := group_of(match.kind))), None)
    kind = class_label(group, _) if group else matches[0].kind.removeprefix("az:")
    duties = _duties(store, iri, group, lang, _)
    other: Lang = "en" if lang == "zh" else "zh"
    label, other_label = lookup.label(store, iri, lang), lookup.label(store, iri, other)
    is_unit = group in {"Unit", "UnitGroup"}
    return Card(
        node=compact(iri),
        label=label,
        other_label=other_label if other_label != label else "",
        kind=kind,
        is_unit=is_unit,
        plan_label=duties[0].plan_label if duties and not is_unit else None,
        summaries=_summaries(duties) if not is_unit else (),
        roles=_roles(duties, _) if is_unit else (),
        duties=duties,
        partners=_partners(workspace, iri, lang) if is_unit else (),
        goals=_goals(workspace, iri, lang) if is_unit else _served(store, iri, lang),
        behind=_behind(workspace, iri, lang) if group == "Goal" else (),
        targets=_targets(store, iri, lang),
        links=_links(workspace, iri, lang, _),
        things=_things(store, iri, lang, _),
        text_missing=any(duty.evidence is not None and duty.evidence.text is None for duty in duties),
    )


def _duties(store: OxigraphStore, iri: ox.NamedNode, group: str | None, lang: Lang, _: Translate) -> tuple[Duty, ...]:
    binding: dict[str, ox.NamedNode | ox.Literal] = {"lang": ox.Literal(lang)}
    if group in {"Unit", "UnitGroup"}:
        rows = store.select(_DUTIES, {**binding, "unit": iri}).dicts()
    else:
        found = store.select(_MEASURES, {"node": iri}).rows
        measures = dict.fromkeys(row[1] for row in found if isinstance(row[1], ox.NamedNode))
        rows = [row for measure in measures for row in store.select(_DUTIES, {**binding, "measure": measure}).dicts()]
        rows = [row for row in rows if not str(row["basis"]).endswith("/group")]
        rows.sort(key=lambda row: (str(row["plan"]), int(row["position"] or 0)))
    return tuple(_duty(store, row, lang, _) for row in rows)


def _duty(store: OxigraphStore, row: dict[str, Value], lang: Lang, _: Translate) -> Duty:
    def name(key: str) -> str:
        return lookup.label(store, ox.NamedNode(str(row[key])), lang)

    role, basis = (str(row[key]).rsplit("/", 1)[-1] for key in ("role", "basis"))
    text = None if row["text"] is None else str(row["text"])
    return Duty(
        plan=compact(str(row["plan"])),
        plan_label=name("plan"),
        item=compact(str(row["measure"])),
        item_label=name("measure"),
        task=compact(str(row["task"])),
        summary=None if row["summary"] is None else str(row["summary"]),
        unit=compact(str(row["unit"])),
        unit_label=name("unit"),
        role=role,
        role_label=role_label(role, _),
        basis=basis,
        basis_label=basis_label(basis, _),
        as_written=str(row["written"]),
        owner_list=str(row["owners"] or ""),
        deadline=None if row["deadline"] is None else str(row["deadline"]),
        evidence=Evidence(int(row["start"] or 0), int(row["end"] or 0), text),
        path=str(row["path"] or ""),
        area=compact(str(row["area"])) if row["area"] else "",
        area_label=name("area") if row["area"] else "",
        group=compact(str(row["group"])) if row["group"] else "",
        group_label=name("group") if row["group"] else "",
    )


def _summaries(duties: tuple[Duty, ...]) -> tuple[tuple[str, str], ...]:
    """Each measure's name and summary, once, in plan order."""
    return tuple({duty.item: (duty.item_label, duty.summary or "") for duty in duties}.values())


def _roles(duties: tuple[Duty, ...], _: Translate) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(duty.role for duty in duties)
    return tuple((role, role_label(role, _), counts[role]) for role in ROLES if counts[role])


def _partners(workspace: Workspace, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    rows = workspace.select("partners_of_unit", lang=lang, unit=iri).dicts()
    return tuple((compact(str(row["other"])), str(row["other_label"]), int(row["shared"] or 0)) for row in rows)


def _goals(workspace: Workspace, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    rows = workspace.select("units_per_goal", lang=lang).dicts()
    return tuple(
        (compact(str(row["goal"])), str(row["goal_label"]), int(row["measures"] or 0))
        for row in rows
        if row["unit"] == iri.value
    )


def _served(store: OxigraphStore, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """The goals that a work item serves through the area it stands in."""
    rows = store.select(_SERVED, {"node": iri}).rows
    return tuple(
        (compact(row[1].value), lookup.label(store, row[1], lang), 0)
        for row in rows
        if isinstance(row[1], ox.NamedNode)
    )


def _things(store: OxigraphStore, iri: ox.NamedNode, lang: Lang, _: Translate) -> tuple[tuple[str, str, str, int], ...]:
    found: dict[str, tuple[str, str, str, int]] = {}
    for _node, thing, kind, count in store.select(_THINGS, {"node": iri}).rows:
        group = group_of(compact(kind.value)) if isinstance(kind, ox.NamedNode) else None
        if group is not None and isinstance(thing, ox.NamedNode) and isinstance(count, ox.Literal):
            name = lookup.label(store, thing, lang)
            found.setdefault(thing.value, (compact(thing.value), name, class_label(group, _), int(count.value)))
    return tuple(found.values())


def _targets(store: OxigraphStore, iri: ox.NamedNode, lang: Lang) -> tuple[str, ...]:
    query = """
    PREFIX az: <https://w3id.org/aizone/ontology#>
    SELECT ?holder ?target WHERE { ?holder az:hasTarget ?target } ORDER BY ?target
    """
    rows = store.select(query, {"holder": iri}).rows
    return tuple(lookup.label(store, row[1], lang) for row in rows if isinstance(row[1], ox.NamedNode))


def _links(workspace: Workspace, iri: ox.NamedNode, lang: Lang, _: Translate) -> tuple[Link, ...]:
    """Related entities, each once, with the relation read from this entity's side; owners and targets stand elsewhere."""
    seen: dict[str, Link] = {}
    for row in workspace.select("connected_to", lang=lang, node=iri).dicts():
        group = group_of(compact(str(row["other_type"])))
        relation = compact(str(row["relation"]))
        if group is None or group == "Target" or relation.endswith("Unit"):
            continue
        words = edge_label(relation, _) if row["direction"] == "out" else inverse_label(relation, _)
        node = compact(str(row["other"]))
        seen.setdefault(node, Link(node, str(row["other_label"] or node), words, class_label(group, _)))
    return tuple(seen.values())


def _behind(workspace: Workspace, iri: ox.NamedNode, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """The units that lead in the task areas serving a goal, with how many measures, most first."""
    rows = workspace.select("units_per_goal", lang=lang, goal=iri).dicts()
    return tuple(
        (compact(str(row["unit"])), str(row["unit_label"]), int(row["leads"] or 0)) for row in rows if row["leads"]
    )
