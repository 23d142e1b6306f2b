"""Finding an entity by what somebody types: name, short name, part of a name; the answer says why it fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..i18n import Lang, translator
from ..iri import compact
from ..lookup import fold
from ..workspace import Workspace
from .palette import class_label, group_of

_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?node ?term ?name ?type WHERE {
  VALUES ?term { skos:prefLabel skos:altLabel }
  ?node ?term ?name ; a ?type .
  FILTER(STRSTARTS(STR(?type), STR(az:)))
} ORDER BY ?node ?term ?name
"""
_ORDER = ("Unit", "UnitGroup", "Goal", "TaskArea", "Task", "Park", "Platform", "Project")


@dataclass(frozen=True, slots=True)
class Name:
    """One written name of an entity: folded for comparison, as it is written, and whether it is the official one."""

    node: str
    group: str
    folded: str
    written: str
    lang: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that fits: its name, its class in words, and the other name it was found by ('' when by its own)."""

    node: str
    label: str
    kind: str
    found_by: str


def index_names(workspace: Workspace) -> list[Name]:
    """All names of all entities an explorer shows."""
    import pyoxigraph as ox

    names: dict[tuple[str, str], Name] = {}
    for node, term, name, kind in workspace.store.select(_NAMES).rows:
        if isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal) and isinstance(kind, ox.NamedNode):
            group = group_of(compact(kind))
            if group is not None and group != "Target":
                preferred = isinstance(term, ox.NamedNode) and term.value.endswith("prefLabel")
                key = (node.value, name.value)
                names.setdefault(
                    key, Name(compact(node), group, fold(name.value), name.value, name.language or "", preferred)
                )
    return list(names.values())


def search(names: Iterable[Name], text: str, lang: Lang, *, limit: int = 30) -> list[Hit]:
    """Entities whose name equals, begins with or contains what was typed, in that order.

    Args:
        names: `index_names`.
        text: what was typed; nothing fits an empty text.
        lang: language of labels.
        limit: at most so many.
    """
    wanted = fold(text)
    if not wanted:
        return []
    _ = translator(lang)
    known = list(names)
    labels: dict[str, str] = {}
    for name in sorted(known, key=lambda name: (not name.preferred, name.lang != lang)):
        labels.setdefault(name.node, name.written)
    best: dict[str, tuple[tuple[int, int, int, str], Hit]] = {}
    for name in known:
        place = name.folded.find(wanted)
        if place < 0:
            continue
        quality = 0 if name.folded == wanted else 1 if place == 0 else 2
        rank = _ORDER.index(name.group) if name.group in _ORDER else len(_ORDER)
        key = (quality, rank, len(name.folded), name.node)
        found_by = "" if name.written == labels[name.node] else name.written
        hit = Hit(name.node, labels[name.node], class_label(name.group, _), found_by)
        if name.node not in best or key < best[name.node][0]:
            best[name.node] = (key, hit)
    return [hit for _key, hit in sorted(best.values(), key=lambda entry: entry[0])][:limit]
