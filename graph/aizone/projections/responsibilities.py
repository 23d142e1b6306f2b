"""Responsibilities one by one: who, in which role, for which measure, how that is known, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..i18n import Lang, Translate
from ..iri import compact
from ..names import lookup
from ..store import Store
from ..vocab import AZ, DCTERMS, RDF
from ..wording import basis_label, role_label

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


# One measure bound, one pattern inside one graph: answered in a millisecond however many plans there are. What may be missing is
# looked up statement by statement, because OPTIONAL parts are joined over the whole workspace.
_DUTIES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?measure ?plan ?task ?unit ?role ?basis ?written ?start ?end ?position ?rank ?assignment WHERE {
  GRAPH ?plan {
    ?assignment az:workItem ?measure ; az:unit ?unit ; az:role ?role ; az:basis ?basis ; az:asWritten ?written ; az:rank ?rank .
    ?measure az:partOf ?task ; az:position ?position ; az:evidence ?annotation .
    ?annotation oa:hasTarget ?target .
    ?target oa:hasSelector ?at .
    ?at oa:start ?start ; oa:end ?end .
  }
} ORDER BY ?rank ?assignment
"""


def duties_of(
    store: Store, iri: ox.NamedNode, is_unit: bool, measures: Iterable[ox.NamedNode], lang: Lang, _: Translate
) -> tuple[Duty, ...]:
    """The responsibilities of a unit, or of some measures, plan by plan in reading order.

    Args:
        store: the graph.
        iri: the entity.
        is_unit: whether it is a unit or collective owner; its own duties are then asked for, also those through a group.
        measures: whose responsibilities.
        lang: language of names.
        _: translator of the wording.
    """
    rows = [row for measure in measures for row in store.select(_DUTIES, {"measure": measure}).dicts()]
    if is_unit:
        rows = [row for row in rows if row["unit"] == iri.value]
    else:
        rows = [row for row in rows if not str(row["basis"]).endswith("/group")]
    rows.sort(key=lambda row: (str(row["plan"]), int(row["position"] or 0), int(row["rank"] or 0) if is_unit else 0))
    return tuple(_duty(store, row, lang, _) for row in rows)


def measures_of_unit(store: Store, iri: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """The measures a unit or collective owner has a role in, by address."""
    own = (quad.subject for quad in store.statements(None, AZ.unit, iri, None))
    found = {item for one in own if isinstance(one, ox.NamedNode) for item in objects(store, one, AZ.workItem)}
    return by_address(found)


def by_address(nodes: Iterable[ox.NamedNode]) -> tuple[ox.NamedNode, ...]:
    """Nodes in the order of their addresses, numbers as numbers: within a plan that is the reading order."""
    return tuple(sorted(nodes, key=lambda node: [part.zfill(6) for part in node.value.split("/")]))


def objects(store: Store, node: ox.NamedNode, term: ox.NamedNode) -> list[ox.NamedNode]:
    """The things a node has of a property, in no order."""
    quads = store.statements(node, term, None, None)
    return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)]


def _text(store: Store, node: ox.NamedNode, term: ox.NamedNode, lang: Lang | None = None) -> str | None:
    """The text a node has of a property, in a language when one is asked for; None when it has none."""
    quads = store.statements(node, term, None, None)
    texts = (quad.object for quad in quads if isinstance(quad.object, ox.Literal))
    return next((text.value for text in texts if lang is None or text.language == lang), None)


def _duty(store: Store, row: dict[str, Value], lang: Lang, _: Translate) -> Duty:
    measure, task, assignment = (ox.NamedNode(str(row[key])) for key in ("measure", "task", "assignment"))
    above = objects(store, task, AZ.partOf)
    area = next((node for node in above if AZ.TaskArea in objects(store, node, RDF.type)), None)
    group = next(iter(objects(store, assignment, AZ.fromGroup)), None)

    def name(node: ox.NamedNode | None) -> str:
        return "" if node is None else lookup.label(store, node, lang)

    role, basis = (str(row[key]).rsplit("/", 1)[-1] for key in ("role", "basis"))
    return Duty(
        plan=compact(str(row["plan"])),
        plan_label=name(ox.NamedNode(str(row["plan"]))),
        item=compact(measure),
        item_label=name(measure),
        task=compact(task),
        summary=_text(store, measure, DCTERMS.abstract, lang),
        unit=compact(str(row["unit"])),
        unit_label=name(ox.NamedNode(str(row["unit"]))),
        role=role,
        role_label=role_label(role, _),
        basis=basis,
        basis_label=basis_label(basis, _),
        as_written=str(row["written"]),
        owner_list=_text(store, measure, AZ.ownerList) or "",
        deadline=_text(store, measure, AZ.deadline),
        evidence=Evidence(int(row["start"] or 0), int(row["end"] or 0), _text(store, measure, AZ.text)),
        path=_text(store, task, AZ.path) or "",
        area="" if area is None else compact(area),
        area_label=name(area),
        group="" if group is None else compact(group),
        group_label=name(group),
    )
