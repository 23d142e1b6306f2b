"""Labels of the nodes of kept columns: cells, as the columns have them, of which no term is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import pyoxigraph as ox

from ..i18n import Lang
from ..store import Store, Term
from ..store.cells import coded, terms, where
from ..vocab import SKOS
from .remembered import remembered
from .shared_facts import owner_of

_FEW_NODES = 10_000
"""Labels of so many nodes that plans share are read one by one; of more, they are looked for among the kept names."""
_FEW_OF_PLAN = 32
"""Labels of so many nodes of one plan are read one by one, unless all of its labels were read; of more, among the kept names of that plan."""
_FEW_PLANS = 4
"""All labels of so many plans are read at once and remembered; of more, those that are wanted."""
_ONE_NODE, _BESIDE, _OF_PLAN = "labels of a node", "nodes named beside their plan", "labels of a plan"


def labels_of(store: Store, nodes: Iterable[ox.NamedNode], lang: Lang) -> dict[ox.NamedNode, Term] | None:
    """The labels of some nodes in a language, in Chinese where there is none; None when a node has two in one language."""
    wanted = {str(node): node for node in nodes}
    found = label_cells(store, wanted, lang)
    if found is None:
        return None
    labels = zip(found, terms(list(found.values())), strict=True)
    return {wanted[cell]: label for cell, label in labels if label is not None}


def label_cells(store: Store, nodes: Iterable[str], lang: Lang) -> dict[str, str] | None:
    """The same as cells.

    Args:
        store: the graph, with kept columns.
        nodes: cells, each an address.
        lang: language of the labels.
    """
    chinese: dict[str, str] = {}
    asked = chinese if lang == "zh" else {}
    wanted, known_by_ending = set(nodes), {f'"@{lang}': asked, '"@zh': chinese}
    for node, label in _stated_labels(store, wanted, lang):
        for ending, known in known_by_ending.items():
            if label.endswith(ending) and known.setdefault(node, label) != label:
                return None
    found = chinese | asked
    return {node: found[node] for node in wanted if node in found}


def _stated_labels(store: Store, nodes: set[str], lang: Lang) -> Iterator[tuple[str, str]]:
    """Labels of some nodes.

    Those of what a plan owns are read from its kept names, unless few are wanted; those of what plans share, and of what others
    say something of as well, one by one and once, unless very many are wanted.
    """
    of_plans: dict[str, set[str]] = defaultdict(set)
    shared = set()
    beside = _named_beside(store)
    for node in nodes:
        owner = owner_of(node)
        if owner is None or owner == node[1:-1] or node in beside:
            shared.add(node)
        else:
            of_plans[owner].add(node)
    if len(shared) > _FEW_NODES:
        yield from _kept_labels(store, nodes, None, lang)
        return
    many = [owner for owner, own in of_plans.items() if len(own) > _FEW_OF_PLAN or _is_remembered(store, owner, lang)]
    yield from _one_by_one(store, shared.union(*(own for owner, own in of_plans.items() if owner not in many)))
    if 0 < len(many) <= _FEW_PLANS:
        for owner in many:
            named = _labels_of_plan(store, owner, lang)
            yield from ((node, label) for node in of_plans[owner] for label in named.get(node, ()))
            if not named:  # its names turned out to be damaged
                yield from _one_by_one(store, of_plans[owner])
    elif many:
        yield from _kept_labels(store, set().union(*(of_plans[owner] for owner in many)), many, lang)


def _labels_of_plan(store: Store, owner: str, lang: Lang) -> Mapping[str, Sequence[str]]:
    """The labels of what a plan owns, in a language and in Chinese: the lists of a desk ask for them again and again."""

    def read() -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node, label in _kept_labels(store, None, [owner], lang):
            found[node].append(label)
        return dict(found)

    return remembered(store).whole((store.revision, _OF_PLAN, owner, lang), read)


def _is_remembered(store: Store, owner: str, lang: Lang) -> bool:
    return remembered(store).holds((store.revision, _OF_PLAN, owner, lang))


def _one_by_one(store: Store, nodes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Labels of nodes, each read from the graph when it is first asked for."""
    known = remembered(store)
    for node in nodes:
        for label in known.whole((store.revision, _ONE_NODE, node), partial(_stated_of, store, node)):
            yield node, label


def _stated_of(store: Store, node: str) -> tuple[str, ...]:
    stated = (quad.object for quad in store.statements(ox.NamedNode(node[1:-1]), SKOS.prefLabel))
    return tuple(str(label) for label in stated if isinstance(label, ox.Literal))


def _named_beside(store: Store) -> frozenset[str]:
    """The nodes that plans own and others name: by the address they would be looked for among the names of their plan."""

    def read() -> frozenset[str]:
        table = None if store.kept is None else store.kept.table("names", [""])
        nodes = [] if table is None else coded(table.column("node")).dictionary.to_pylist()
        return frozenset(node for node in nodes if owner_of(node) is not None)

    return remembered(store).whole((store.revision, _BESIDE), read)


def _kept_labels(
    store: Store, nodes: set[str] | None, graphs: Sequence[str] | None, lang: Lang
) -> Iterator[tuple[str, str]]:
    """Labels in a language and in Chinese of some nodes, or of all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = None if store.kept is None else store.kept.table("names", graphs)
    if table is None:  # they turned out to be damaged
        yield from _one_by_one(store, nodes or ())
        return
    if nodes is not None:
        wanted = pa.array(sorted(nodes), pa.string())
        table = table.filter(where(table.column("node"), lambda cells: pc.is_in(cells, value_set=wanted)))
    table = table.filter(where(table.column("term"), lambda cells: pc.equal(cells, str(SKOS.prefLabel))))
    table = table.filter(
        where(table.column("name"), lambda cells: pc.or_(pc.ends_with(cells, '"@zh'), pc.ends_with(cells, f'"@{lang}')))
    )
    for node, label in zip(*(table.column(column).to_pylist() for column in ("node", "name")), strict=True):
        if node.startswith("<"):
            yield node, label
