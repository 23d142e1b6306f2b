"""Finding an entity by what somebody types: full or short name, alias, pinyin, initials, either script, either language.

`name_search` finds names; this adds what they are names of, in which order equally good ones are shown, and why in words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pyoxigraph as ox

from ..i18n import Lang, Translate, translator
from ..iri import compact
from ..model.kinds import NODE_CLASSES, group_of
from ..store import Store
from ..text.simplified import simplified
from ..units.names import LEVELS
from ..vocab import UNIT_CLASSES
from ..wording import class_label
from . import index as name_search
from .index import fold

_ORDER = ("Unit", "UnitGroup", "Goal", "TaskArea", "Task", "Park", "Platform", "Project")
_GROUPS = (*_ORDER, *(group for group in NODE_CLASSES if group not in _ORDER))
_KINDS = tuple(
    f"{place}/{group}/{sort}"
    for place in ("real", "invented")
    for group in _GROUPS
    for sort in ("label", "alias", "bare")
)
"""Kinds of name in the order in which equally good ones are shown: real places before examples, units before their work."""

_SHORTEST_BEHIND_LEVEL = 3
"""A short name with more letters than this is also searched without its level word: 科技 begins 市科技局."""

_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?node ?term ?name ?type WHERE {
  VALUES ?type { @types }
  VALUES ?term { skos:prefLabel skos:altLabel }
  ?node a ?type ; ?term ?name .
}
"""
_INVENTED = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node WHERE { ?place az:fictional true . ?node dcterms:spatial ?place }
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that fits: its name, its class in words, the name it was found by ('' when by its own), and why."""

    node: str
    label: str
    kind: str
    found_by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of a workspace, made ready for searching; labels and classes by node (CURIE).

    `levels` says what stands before a name that is searched without it: 市 for 科技局, by node and bare name.
    """

    names: name_search.NameIndex
    labels: dict[str, dict[str, str]]
    groups: dict[str, str]
    levels: dict[tuple[str, str], str]

    def label(self, node: str, lang: Lang) -> str:
        """A node's name in a language, with the other as fallback."""
        known = self.labels[node]
        return known.get(lang) or known.get("zh") or next(iter(known.values()))


def index_names(store: Store) -> NameIndex:
    """All names of all entities an explorer shows."""
    classes = (*NODE_CLASSES, *UNIT_CLASSES, "Technology", "ApplicationField")
    shown = [f"az:{name}" for name in classes if name not in {"Topic", "Target"}]
    invented = {compact(row[0]) for row in store.select(_INVENTED).rows if isinstance(row[0], ox.NamedNode)}
    labels: dict[str, dict[str, str]] = {}
    groups: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for node, term, name, kind in store.select(_NAMES.replace("@types", " ".join(shown))).rows:
        if not (isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal) and isinstance(kind, ox.NamedNode)):
            continue
        curie, group = compact(node), group_of(compact(kind)) or ""
        is_label = isinstance(term, ox.NamedNode) and term.value.endswith("prefLabel")
        known = labels.setdefault(curie, {})
        if is_label or (name.language or "") not in known:
            known[name.language or ""] = name.value
        if is_label or (curie, name.value) not in names:
            place = "invented" if curie in invented or _plan_of(curie) in invented else "real"
            names[curie, name.value] = f"{place}/{group}/{'label' if is_label else 'alias'}"
        groups[curie] = group
    levels = _without_level(names, groups)
    listed = sorted((node, name, kind) for (node, name), kind in names.items())
    ready = name_search.NameIndex(listed, kinds=_KINDS)
    ready.search("aa")  # the readings are made with the index, not while the first visitor waits for an answer
    return NameIndex(ready, labels, groups, levels)


def _without_level(names: dict[tuple[str, str], str], groups: dict[str, str]) -> dict[tuple[str, str], str]:
    """Add units' short names without their level word; what that was, by node and bare name."""
    levels: dict[tuple[str, str], str] = {}
    for (node, name), kind in list(names.items()):
        bare = node, name[1:]
        is_unit = groups[node] in {"Unit", "UnitGroup"}
        if is_unit and name[0] in LEVELS and len(name) > _SHORTEST_BEHIND_LEVEL and bare not in names:
            names[bare] = f"{kind.rpartition('/')[0]}/bare"
            levels[bare] = name[0]
    return levels


def _plan_of(node: str) -> str:
    """'id:plan/slug' of what stands in a plan; of anything else something that is no plan."""
    return "/".join(node.split("/", 2)[:2])


def search(index: NameIndex, text: str, lang: Lang, *, limit: int = 30, groups: Collection[str] = ()) -> list[Hit]:
    """Entities whose name equals, begins with or contains what was typed, or is read so, best first.

    Args:
        index: `index_names`.
        text: what was typed, Chinese in either script, English, pinyin with or without tones and spaces, or initials;
            nothing fits an empty text.
        lang: language of labels.
        limit: at most so many.
        groups: only these classes (see `model.kinds.NODE_CLASSES`); none for all.
    """
    _ = translator(lang)
    among = (lambda node: index.groups[node] in groups) if groups else None
    found = index.names.search(text, limit=limit, among=among)
    return [_hit(index, match, lang, _) for match in found]


def _hit(index: NameIndex, match: name_search.NameMatch, lang: Lang, _: Translate) -> Hit:
    label = index.label(match.id, lang)
    name = match.name
    if match.kind.endswith("/bare"):
        name = index.levels[match.id, name] + name
    own = name == label or (match.kind.endswith("/bare") and match.name in label)
    if match.why == "pinyin":
        why = _("by pinyin")
    elif match.why == "initials":
        why = _("by pinyin initials")
    elif match.converted:
        why = _("in traditional characters")
    elif own:
        why = ""
    elif match.kind.endswith("/label"):
        why = _("by its name in the other language")
    else:
        why = _("also called so")
    return Hit(match.id, label, class_label(index.groups[match.id], _), "" if own else name, why)


def similar(index: NameIndex, text: str, lang: Lang, *, limit: int = 3) -> list[Hit]:
    """The closest names when nothing fits: those that share most pairs of neighbouring characters with what was typed."""
    wanted = simplified(fold(text))
    pairs = sorted({wanted[place : place + 2] for place in range(len(wanted) - 1)})
    shared: dict[str, int] = {}
    lengths: dict[str, int] = {}
    for pair in pairs:
        for match in index.names.search(pair, limit=200):
            if match.why in {"exact", "prefix", "part"}:
                shared[match.id] = shared.get(match.id, 0) + 1
                lengths[match.id] = min(len(match.name), lengths.get(match.id, len(match.name)))
    best = sorted(
        (node for node, count in shared.items() if 2 * count >= len(pairs)),
        key=lambda node: (-2 * shared[node] / (len(pairs) + lengths[node]), node),
    )
    _ = translator(lang)
    return [Hit(node, index.label(node, lang), class_label(index.groups[node], _), "") for node in best[:limit]]
