"""Responsibilities one by one: who, in which role, for which measure, how that is known, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..i18n import Lang, translator
from ..iri import compact, expand
from ..model.kinds import Standing, standing
from ..names import lookup
from ..queries import answers
from ..queries.records import Evidence, NodeOf, QuotedResponsibility
from ..store import Store
from ..vocab import AZ, DCTERMS, RDF
from ..wording import basis_label, role_label


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
    def standing(self) -> Standing:
        """Stated by the document, decided by a person, or inferred."""
        return standing(self.basis)


def duties_of(
    store: Store, node: ox.NamedNode, is_unit: bool, measures: Iterable[ox.NamedNode], lang: Lang
) -> tuple[Duty, ...]:
    """The responsibilities of a unit, or of some measures, plan by plan in reading order.

    One question per measure, each bound to it: a millisecond however many plans there are.

    Args:
        store: the graph.
        node: the entity.
        is_unit: whether it is a unit or collective owner; its own duties are then asked for, also those through a group.
        measures: whose responsibilities.
        lang: language of names.
    """
    own = compact(node)
    found = [
        row
        for measure in measures
        for row in answers(store, "responsibilities_of_measure", QuotedResponsibility, measure=measure)
        if (row.unit == own if is_unit else row.basis != "group")
    ]
    found.sort(key=lambda row: (row.plan, row.position, row.rank if is_unit else 0))
    return tuple(_duty(store, row, lang) for row in found)


def measures_of_unit(store: Store, unit: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """The measures a unit or collective owner has a role in, by address."""
    own = subjects(store, AZ.unit, unit)
    store.expect(own)
    return by_address({item for one in own for item in objects(store, one, AZ.workItem)})


def measures_of_node(store: Store, node: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """The measures of a work item, or those that name a thing or topic, by address."""
    return by_address({expand(row.found) for row in answers(store, "measures_of_node", NodeOf, node=node)})


def by_address(nodes: Iterable[ox.NamedNode]) -> tuple[ox.NamedNode, ...]:
    """Nodes in the order of their addresses, numbers as numbers: within a plan that is the reading order."""
    return tuple(sorted(nodes, key=lambda node: [part.zfill(6) for part in node.value.split("/")]))


def subjects(store: Store, term: ox.NamedNode, node: ox.NamedNode) -> list[ox.NamedNode]:
    """The things that have a node as a property, each once, in no order."""
    found = (quad.subject for quad in store.statements(None, term, node))
    return list(dict.fromkeys(one for one in found if isinstance(one, ox.NamedNode)))


def objects(store: Store, node: ox.NamedNode, term: ox.NamedNode) -> list[ox.NamedNode]:
    """The things a node has of a property, each once, in no order."""
    found = (quad.object for quad in store.statements(node, term))
    return list(dict.fromkeys(value for value in found if isinstance(value, ox.NamedNode)))


def texts(store: Store, node: ox.NamedNode, term: ox.NamedNode, lang: Lang | None = None) -> list[str]:
    """The texts a node has of a property, in a language when one is asked for; in no order."""
    found = (quad.object for quad in store.statements(node, term))
    return [
        value.value for value in found if isinstance(value, ox.Literal) and (lang is None or value.language == lang)
    ]


def _duty(store: Store, row: QuotedResponsibility, lang: Lang) -> Duty:
    _ = translator(lang)
    measure, task = expand(row.measure), expand(row.task)
    area = next(
        (node for node in objects(store, task, AZ.partOf) if AZ.TaskArea in objects(store, node, RDF.type)), None
    )
    group = next(iter(objects(store, expand(row.assignment), AZ.fromGroup)), None)

    def name(node: ox.NamedNode | None) -> str:
        return "" if node is None else lookup.label(store, node, lang)

    def text(node: ox.NamedNode, term: ox.NamedNode, language: Lang | None = None) -> str | None:
        return next(iter(texts(store, node, term, language)), None)

    return Duty(
        plan=row.plan,
        plan_label=name(expand(row.plan)),
        item=row.measure,
        item_label=name(measure),
        task=row.task,
        summary=text(measure, DCTERMS.abstract, lang),
        unit=row.unit,
        unit_label=name(expand(row.unit)),
        role=row.role,
        role_label=role_label(row.role, _),
        basis=row.basis,
        basis_label=basis_label(row.basis, _),
        as_written=row.as_written,
        owner_list=text(measure, AZ.ownerList) or "",
        deadline=text(measure, AZ.deadline),
        evidence=Evidence(row.start, row.end, text(measure, AZ.text)),
        path=text(task, AZ.path) or "",
        area="" if area is None else compact(area),
        area_label=name(area),
        group="" if group is None else compact(group),
        group_label=name(group),
    )
