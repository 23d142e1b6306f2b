"""Evidence of what is told to an assistant: the words, where they are written, and in which graph."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ...i18n import Lang
from ...iri import compact, expand
from ...projections.responsibilities import Duty, duties_of, measures_of_node, measures_of_unit
from ...queries import answers
from ...queries.records import Evidence, NodeOf
from ...store import Store
from ...vocab import AZ, RDF

Told = dict[str, object]
_MOST_MEASURES = 3


def evidence_of(store: Store, node: ox.NamedNode, lang: Lang, *, most: int = _MOST_MEASURES) -> list[Told]:
    """The closest evidence of a node.

    Its own words; else those that name it as owner or thing; else the graph that states it, such as a registry.

    Args:
        store: the graph.
        node: anything.
        lang: language of names.
        most: pieces of evidence to give.
    """
    own = answers(store, "evidence_of", Evidence, fact=node)
    if own:
        return [_place(one) for one in own[:most]]
    kinds = {quad.object for quad in store.statements(node, RDF.type)}
    is_unit = bool(kinds & {AZ.Unit, AZ.UnitGroup})
    measures = measures_of_unit(store, node) if is_unit else measures_of_node(store, node)
    named = [of_duty(duty) for duty in duties_of(store, node, is_unit, measures[:most], lang) if duty.evidence]
    if named:
        return named[:most]
    graphs = sorted({row.found for row in answers(store, "stated_in", NodeOf, node=node)})
    return [{"stated_in": expand(graph).value} for graph in graphs[:most]]


def of_duty(duty: Duty) -> Told:
    """The evidence of a responsibility: its measure's words, and the owner list that names the unit."""
    told: Told = {"fact": duty.item, "plan": duty.plan, "written": duty.as_written, "owner_list": duty.owner_list}
    if duty.evidence is not None:
        told |= _place(duty.evidence)
        told["fact"] = duty.item
    return told


def _place(one: Evidence) -> Told:
    """The place of some words, and the words themselves where the workspace holds them."""
    told: Told = {"plan": one.plan, "fact": one.fact, "start": one.start, "end": one.end}
    if one.exact is not None:
        told["quote"] = one.exact
    return {name: value for name, value in told.items() if value != ""}


class EvidenceBook:
    """Looks up evidence for many rows; a node that several rows name is looked up once.

    Args:
        store: the graph.
        lang: language of names.
    """

    def __init__(self, store: Store, lang: Lang) -> None:
        self._store = store
        self._lang = lang
        self._known: dict[str, list[Told]] = {}

    def of(self, nodes: Iterable[ox.NamedNode], *, most: int = 2) -> list[Told]:
        """The evidence of a row: that of the first of its nodes that has words, else the graphs that state one of them."""
        weaker: list[Told] = []
        for node in nodes:
            if node.value not in self._known:
                self._known[node.value] = evidence_of(self._store, node, self._lang, most=most)
            found = self._known[node.value]
            if found and "stated_in" not in found[0]:
                return found
            weaker = weaker or [{"node": compact(node), **one} for one in found]
        return weaker
