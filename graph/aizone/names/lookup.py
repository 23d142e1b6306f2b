"""The name of one node, and the unit that stays where units were merged."""

from __future__ import annotations

import pyoxigraph as ox

from ..i18n import Lang
from ..iri import compact
from ..store import Store
from ..vocab import DCTERMS, SKOS


def label(store: Store, node: ox.NamedNode, lang: Lang) -> str:
    """The name of a node in a language; in Chinese when it has none there, its CURIE when it has none at all."""
    found = {
        quad.object.language: quad.object.value
        for quad in store.statements(node, SKOS.prefLabel, None, None)
        if isinstance(quad.object, ox.Literal)
    }
    return found.get(lang) or found.get("zh") or compact(node)


def successor(store: Store, unit: ox.NamedNode) -> ox.NamedNode:
    """The unit that stays when this one was merged into it; the unit itself when it was not."""
    seen: set[ox.NamedNode] = set()
    while unit not in seen:
        seen.add(unit)
        found = (quad.object for quad in store.statements(unit, DCTERMS.isReplacedBy, None, None))
        unit = next((node for node in found if isinstance(node, ox.NamedNode)), unit)
    return unit
