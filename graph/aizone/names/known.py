"""All names of a workspace with the things they are names of and the places of these; read once, when first needed."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .. import queries
from ..i18n import Lang
from ..iri import compact, expand
from ..model.kinds import NODE_CLASSES, group_of
from ..store import Store
from ..vocab import AZ, DCTERMS, ELI, SKOS
from .addresses import plans
from .classes import classes_of_node
from .folding import key
from .index import NameIndex
from .lookup import label
from .surroundings import Surroundings

_FIRST = ("Unit", "UnitGroup", "Goal", "TaskArea", "Task", "Park", "Platform", "Project")
SORTS = ("label", "alias", "written", "usual", "bare", "hidden")
"""Sorts of name in the order in which equally good ones are shown: official, other, only written so in a plan, usual for such a
body of any place, without its level word, and known only in context (发改委 for the State Council's)."""
_WEAK = ("usual", "bare", "hidden")
KINDS = tuple(
    f"{group}/{sort}"
    for group in (*_FIRST, *(group for group in NODE_CLASSES if group not in _FIRST))
    for sort in SORTS
)
"""Kinds of name ('Unit/alias') in the order in which equally good ones are shown: units before their work."""
WEAK = tuple(kind for kind in KINDS if kind.endswith(_WEAK))
"""Kinds of name that mean a thing only where no other name is equal."""

_SORTS_OF = {SKOS.prefLabel: "label", SKOS.altLabel: "alias", SKOS.hiddenLabel: "hidden", ELI.id_local: "alias"}
"""The properties that give names, the number of a document among them."""
_SHORTEST_WITH_LEVEL = 4
"""A short name of so many characters is also searched without its level word: 科技 begins 市科技局."""
_DAMAGE = "*"
_MOST_SAID = 50_000
"""Nodes whose classes and names are kept: some ten MB; all are forgotten beyond."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Kinds by (shown thing, name), labels by shown thing and language, and the names (node, name, sort) of everything else."""

    shown: dict[tuple[str, str], str]
    labels: dict[str, dict[str, str]]
    others: list[tuple[str, str, str]]
    levels: dict[tuple[str, str], str]


class KnownNames:
    """The names of a workspace.

    Nodes are CURIEs; `group` is a class as graphs and lists show it (see `model.kinds.group_of`). `surroundings` keeps what
    `context.NameContext.of` has worked out, by plan.

    Args:
        store: the graph at one revision.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._written: dict[str, dict[str, tuple[str, ...]]] = {}
        self._placed: dict[str, str | None] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._said: dict[ox.NamedNode, tuple[tuple[str, ...], str]] = {}
        self.surroundings: dict[str | None, Surroundings] = {}

    # --- what has names

    @functools.cached_property
    def types(self) -> dict[str, str]:
        """The class (local name) of everything that graphs and lists show; only these are searched."""
        found: dict[str, str] = {}
        for node, kind in queries.select(self.store, "shown_things").rows:
            thing, name = curie(node), curie(kind).removeprefix("az:")
            if found.get(thing, "Unit") == "Unit":  # the super-type says less than any other class
                found[thing] = name
        return found

    @functools.cached_property
    def groups(self) -> dict[str, str]:
        """The group of everything that graphs and lists show."""
        return {node: group_of(kind) or "" for node, kind in self.types.items()}

    @functools.cached_property
    def _names(self) -> _Names:
        shown: dict[tuple[str, str], str] = {}
        labels: dict[str, dict[str, str]] = {}
        others: list[tuple[str, str, str]] = []
        groups = self.groups
        from ..units.usual_bodies import usual_short_names  # with the code of registries, as below

        for node, term, name in queries.select(self.store, "names").rows:
            if not isinstance(name, ox.Literal) or not isinstance(term, ox.NamedNode):
                continue
            thing, sort = curie(node), _SORTS_OF[term]
            group = groups.get(thing)
            if group is None:
                others.append((thing, name.value, sort))
                continue
            if sort == "label":
                labels.setdefault(thing, {})[name.language or ""] = name.value
            stays = self._successor(thing)
            note(shown, stays, name.value, f"{groups[stays]}/{sort if stays == thing else 'alias'}")
        for unit, written in self._written_by_plans():
            if unit in groups:
                note(shown, self._successor(unit), written, f"{groups[unit]}/written")
        for thing, known in labels.items():
            if groups[thing] == "Unit" and thing not in self.merged:
                for usual in usual_short_names(known.get("zh", "")):
                    note(shown, thing, usual, "Unit/usual")
        levels = without_level(shown)
        return _Names(shown, labels, others, levels)

    def shown_names(self) -> Iterator[tuple[str, str, str]]:
        """The names of what graphs and lists show, as (CURIE, name, kind), sorted; with those without their level word."""
        return ((node, name, kind) for (node, name), kind in sorted(self._names.shown.items()))

    def _written_by_plans(self) -> Iterable[tuple[str, str]]:
        """The names that plans write for units no registry describes: their only short ones."""
        return (
            (curie(unit), name) for name, units in self.provisional.items() if _DAMAGE not in name for unit in units
        )

    @functools.cached_property
    def provisional(self) -> dict[str, list[ox.NamedNode]]:
        """The units that no registry describes, by each name that a plan writes for them."""
        found: dict[str, list[ox.NamedNode]] = {}
        for _plan, unit, name in queries.select(self.store, "provisional_units_as_written").rows:
            if isinstance(name, ox.Literal) and isinstance(unit, ox.NamedNode):
                units = found.setdefault(name.value, [])
                if unit not in units:
                    units.append(unit)
        return found

    @functools.cached_property
    def merged(self) -> dict[str, str]:
        """Units that were merged into another one, and the one that stayed."""
        into = {
            compact(quad.subject): compact(quad.object)
            for quad in self.store.statements(None, DCTERMS.isReplacedBy, None, None)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
        return {node: _last(node, into) for node in into}

    def _successor(self, node: str) -> str:
        """The shown thing that a name of a node is a name of now."""
        stays = self.merged.get(node, node)
        return stays if stays in self.groups else node

    def label(self, node: str, lang: Lang) -> str:
        """The name of a shown thing in a language; in another one when it has none there."""
        known = self._names.labels.get(node, {})
        return known.get(lang) or known.get("zh") or next(iter(known.values()), node)

    def classes(self, node: ox.NamedNode) -> tuple[str, ...]:
        """The classes of any node as CURIEs, the telling ones first."""
        return self._said_of(node)[0]

    def chinese(self, node: ox.NamedNode) -> str:
        """The Chinese name of any node; another one, or its CURIE, when it has none."""
        return self._said_of(node)[1]

    def _said_of(self, node: ox.NamedNode) -> tuple[tuple[str, ...], str]:
        """Classes and name of a node, kept: every city has its 市科技局, and each look-up of that name meets all of them."""
        said = self._said.get(node)
        if said is None:
            if len(self._said) >= _MOST_SAID:
                self._said.clear()
            said = self._said[node] = tuple(classes_of_node(self.store, node)), label(self.store, node, "zh")
        return said

    # --- the indexes

    @property
    def levels(self) -> dict[tuple[str, str], str]:
        """The level word in front of a name that is also searched without it: 市 for 科技局, by node and bare name."""
        return self._names.levels

    @functools.cached_property
    def index(self) -> NameIndex:
        """The names of what graphs and lists show; ids are CURIEs, kinds those of `KINDS`."""
        return NameIndex(self.shown_names(), kinds=KINDS, weak=WEAK)

    @functools.cached_property
    def others(self) -> NameIndex:
        """The names of everything else: measures, targets, sections, places, roles; kinds are those of `SORTS`."""
        return NameIndex(self._names.others, kinds=SORTS, weak=_WEAK)

    def prepare(self) -> None:
        """Make everything a search needs now, and not while the first visitor waits: the names, and where things are."""
        self.index.prepare()
        _ = self.only_place

    # --- where things belong

    @functools.cached_property
    def places(self) -> dict[str, str]:
        """The place of each thing that says one."""
        return {curie(node): curie(place) for node, place in queries.select(self.store, "places_of_things").rows}

    @functools.cached_property
    def only_place(self) -> str | None:
        """The place of all plans; None when they are of several places, or one of them is of none."""
        found = {self.places.get(compact(plan)) for plan in plans(self.store)}
        return found.pop() if len(found) == 1 else None

    @functools.cached_property
    def used_places(self) -> frozenset[str]:
        """The places that anything says to be of."""
        return frozenset(self.places.values())

    @functools.cached_property
    def _by_segment(self) -> dict[str, str]:
        return {place.rsplit("/", 1)[-1]: place for place in self.used_places}

    @functools.cached_property
    def fictional(self) -> frozenset[str]:
        """The places of invented examples."""
        yes = ox.Literal(True)
        return frozenset(
            compact(quad.subject)
            for quad in self.store.statements(None, AZ.fictional, yes, None)
            if isinstance(quad.subject, ox.NamedNode)
        )

    def is_invented(self, node: str, plans: Collection[str]) -> bool:
        """Tell whether an entity belongs to an invented example: by its plan, or by its place.

        Args:
            node: its CURIE.
            plans: those of the invented examples.
        """
        return "/".join(node.split("/")[:2]) in plans or self.place_of(node) in self.fictional

    def place_of(self, node: str) -> str | None:
        """The place a thing belongs to: the one it says, its plan's, or the one in its address (`rdf.names`)."""
        if node not in self._placed:
            self._placed[node] = self._find_place(node)
        return self._placed[node]

    def _find_place(self, node: str) -> str | None:
        if node in self.places:
            return self.places[node]
        if node.startswith("id:place/"):
            return node
        parts = node.split("/")
        if parts[0] == "id:plan":
            return self.places.get("/".join(parts[:2]))
        return self._by_segment.get(parts[1]) if len(parts) > 2 else None

    def chain(self, place: str) -> tuple[str, ...]:
        """A place and the places around it, from the inside."""
        chain = self._chains.get(place)
        if chain is None:
            found = [place]
            while (around := self._parent(found[-1])) is not None and around not in found:
                found.append(around)
            chain = self._chains[place] = tuple(found)
        return chain

    def _parent(self, place: str) -> str | None:
        found = (quad.object for quad in self.store.statements(expand(place), AZ.partOf, None, None))
        return next((compact(node) for node in found if isinstance(node, ox.NamedNode)), None)

    # --- the words of a plan

    def written_in(self, plan: str) -> dict[str, tuple[str, ...]]:
        """The owners that a plan writes, by the key of the name it writes for them; without members of groups."""
        if plan not in self._written:
            found: dict[str, dict[str, None]] = {}
            for _plan, unit, name in queries.select(self.store, "owners_as_written", plan=expand(plan)).rows:
                if isinstance(name, ox.Literal):
                    node = curie(unit)
                    found.setdefault(key(name.value), {})[self.merged.get(node, node)] = None
            self._written[plan] = {name: tuple(nodes) for name, nodes in found.items()}
        return self._written[plan]


def curie(term: object) -> str:
    """A term of an answer as a CURIE; '' for a literal or nothing."""
    return compact(term) if isinstance(term, ox.NamedNode) else ""


def note(names: dict[tuple[str, str], str], node: str, name: str, kind: str) -> None:
    """Keep a name of a thing with the best of its kinds."""
    known = names.get((node, name))
    if known is None or _place(kind) < _place(known):
        names[node, name] = kind


def without_level(names: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Add the short names of units without their level word.

    Args:
        names: kind by (node, name); gets more entries.

    Returns:
        the level word by (node, bare name).
    """
    from ..units.names import LEVELS  # with the code of registries, which a name written exactly does not need

    levels: dict[tuple[str, str], str] = {}
    for (node, name), kind in list(names.items()):
        group, _, sort = kind.partition("/")
        bare = node, name[1:]
        if group not in {"Unit", "UnitGroup"} or sort in {"bare", "hidden"} or name[:1] not in LEVELS or bare in names:
            continue
        if len(name) >= _SHORTEST_WITH_LEVEL:
            names[bare] = f"{group}/bare"
            levels[bare] = name[0]
    return levels


def _place(kind: str) -> int:
    return SORTS.index(kind.partition("/")[2])


def _last(node: str, into: dict[str, str]) -> str:
    """The last node of a chain of mergers."""
    seen = {node}
    while (after := into.get(node)) is not None and after not in seen:
        seen.add(after)
        node = after
    return node
