"""Answers questions from columns that are kept beside a store; the rows are those that SPARQL gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..i18n import Lang
from ..store import Bindings, Rows, Store, Term
from ..store.base import FIRST_PART, LATER_PART
from ..store.cells import CodedColumn, coded, coded_terms, codes_of, terms, where
from ..vocab import SKOS
from .composed import COMPOSED
from .kept_tables import table_name
from .library import Groups, Question, load
from .remembered import remembered
from .row_order import ranks_of
from .shared_facts import owner_of

if TYPE_CHECKING:
    import pyarrow as pa

_FEW_NODES = 10_000
"""Labels of so many nodes that plans share are read one by one; of more, they are looked for among the kept names."""
_FEW_OF_PLAN = 32
"""Labels of so many nodes of one plan are read one by one; of more, among the kept names of that plan."""
_FEW_PLANS = 4
"""All labels of so many plans are read at once and remembered; of more, those that are wanted."""
_ONE_NODE, _BESIDE, _OF_PLAN = "labels of a node", "nodes named beside their plan", "labels of a plan"


def kept_answer(
    store: Store,
    question: Question,
    *,
    lang: Lang,
    groups: Groups,
    bindings: Bindings,
    limit: int | None = None,
    offset: int = 0,
) -> Rows | None:
    """Answer a question from kept columns.

    Args:
        store: the graph.
        question: the question.
        lang: language of labels.
        groups: how collective owners count.
        bindings: its parameters.
        limit: the most rows to give; all when None.
        offset: rows to leave out at the beginning.

    Returns:
        its rows in its order; None when they are not kept, and SPARQL has to be asked.
    """
    table = kept_table(store, question, lang, groups, bindings, None if limit is None else offset + limit + 1)
    if table is None:
        return None
    part = table.slice(offset, limit)
    return _rows(store, question, part, lang, is_cut=offset + len(part) < len(table))


def kept_columns(
    store: Store, question: Question, *, lang: Lang, groups: Groups, bindings: Bindings
) -> Mapping[str, CodedColumn] | None:
    """All rows of a kept question as columns with the labels of their nodes, in its order; None where `kept_answer` has none."""
    table = kept_table(store, question, lang, groups, bindings, None)
    return None if table is None else _columns(store, question, table, lang)


def kept_parts(
    store: Store,
    question: Question,
    *,
    lang: Lang,
    groups: Groups,
    bindings: Bindings,
    limit: int | None = None,
) -> Iterator[Rows | None] | None:
    """Answer a question from kept columns as `kept_answer` does, some rows at a time.

    Args:
        store: the graph.
        question: the question.
        lang: language of labels.
        groups: how collective owners count.
        bindings: its parameters.
        limit: the most rows to give; all when None.

    Returns:
        its rows in its order, one part at least, and None where a node has two labels in one language, so that the rest has to be
        asked in SPARQL; None for all of it when they are not kept.
    """
    table = kept_table(store, question, lang, groups, bindings, None if limit is None else limit + 1)
    if table is None:
        return None
    wanted = len(table) if limit is None else min(limit, len(table))
    return (
        _rows(store, question, table.slice(at, size), lang, is_cut=at + size == wanted < len(table))
        for at, size in pieces(wanted)
    )


def pieces(count: int) -> Iterator[tuple[int, int]]:
    """So many rows in parts: where each begins, and how many rows it has; one part at least, the first a small one."""
    at, size = 0, min(FIRST_PART, count)
    yield at, size
    while (at := at + size) < count:
        size = min(LATER_PART, count - at)
        yield at, size


def kept_table(
    store: Store, question: Question, lang: Lang, groups: Groups, bindings: Bindings, most: int | None
) -> pa.Table | None:
    """The rows of a question as they are kept, as columns in its order and without labels.

    Args:
        store: the graph.
        question: the question.
        lang: language of what is kept by language.
        groups: how collective owners count.
        bindings: its parameters.
        most: rows that are enough, where they come in the order of the plans; all when None.

    Returns:
        the columns; None when they are not kept.
    """
    kept = store.kept
    if kept is None or not question.kept or not set(bindings) <= set(question.columns):
        return None
    if question.name in COMPOSED:
        table = COMPOSED[question.name](kept)
    elif question.kept == "plan":
        table = _by_plan(store, question, lang, groups, bindings, most)
    elif question.kept == "things":
        table = _once(kept.table(table_name(question, lang, groups)))
    elif bindings:
        return None
    else:
        table = _once(kept.table(question.name))
    if table is None:
        return None
    is_of_plan = question.kept == "plan" and question.name not in COMPOSED  # then only parts of the plan were read
    table = _only(table, {name: term for name, term in bindings.items() if name != "plan" or not is_of_plan})
    if not (question.kept == "plan" and _is_in_plan_order(question)):
        table = _ordered(table, question.order)
    return table


def labelled_answer(store: Store, question: Question, found: Rows, lang: Lang) -> Rows | None:
    """The rows of a question that was asked without its labels, with them; each node's is read once.

    Args:
        store: the graph.
        question: one that `only_shows_labels`.
        found: its rows.
        lang: language of labels.

    Returns:
        the rows; None when a node has two labels in one language, and SPARQL has to be asked for the rows that this makes.
    """
    places = {name: found.columns.index(name) for name in question.labelled}
    nodes = {row[place] for row in found.rows for place in places.values()}
    labels = labels_of(store, (node for node in nodes if isinstance(node, ox.NamedNode)), lang)
    if labels is None:
        return None
    labels_at = {found.columns.index(f"{name}_label"): place for name, place in places.items()}
    columns: list[Sequence[Term | None]] = list(zip(*found.rows, strict=True))
    for at, place in labels_at.items() if found.rows else ():
        columns[at] = [labels.get(node) if isinstance(node, ox.NamedNode) else None for node in columns[place]]
    return Rows(found.columns, list(zip(*columns, strict=True)), found.cut)


def _by_plan(
    store: Store, question: Question, lang: Lang, groups: Groups, bindings: Bindings, most: int | None
) -> pa.Table | None:
    """The rows of all plans, or of those that may have some; no more than needed where they come in the order of the plans."""
    assert store.kept is not None
    is_enough = _is_in_plan_order(question) and set(bindings) <= {"plan"}
    return store.kept.table(
        table_name(question, lang, groups), _plans(store, question, bindings), most=most if is_enough else None
    )


def _plans(store: Store, question: Question, bindings: Bindings) -> Collection[str] | None:
    """The plans in which rows may be: the one that is bound, or those that are listed for what is bound; None for all."""
    plan = bindings.get("plan")
    if plan is not None:
        return [plan.value if isinstance(plan, ox.NamedNode) else ""]
    if not question.among:
        return None
    listing = load(question.among)
    given = {param.name: bindings[param.name] for param in listing.params if param.name in bindings}
    if len(given) < len(listing.params):
        return None
    place = listing.columns.index("plan")
    found = store.select(listing.sparql(given=given, header=False), given)
    nodes = (row[place] for row in found.rows)
    return {node.value for node in nodes if isinstance(node, ox.NamedNode)}


def _is_in_plan_order(question: Question) -> bool:
    return question.order[:1] == (("plan", False),)


def _rows(store: Store, question: Question, table: pa.Table, lang: Lang, *, is_cut: bool) -> Rows | None:
    """Cells as terms, with the labels of their nodes; None when a node has two labels in one language."""
    columns = _columns(store, question, table, lang)
    if columns is None:
        return None
    cells = (columns[name].cells() for name in question.columns)
    return Rows(question.columns, list(zip(*cells, strict=True)), is_cut)


def _columns(store: Store, question: Question, table: pa.Table, lang: Lang) -> dict[str, CodedColumn] | None:
    columns = {name: coded_terms(table.column(name)) for name in table.column_names}
    nodes = {node for name in question.labelled for node in columns[name].values if isinstance(node, ox.NamedNode)}
    labels = labels_of(store, nodes, lang)
    if labels is None:
        return None
    for name in question.labelled:
        named = columns[name]
        words = [labels.get(node) if isinstance(node, ox.NamedNode) else None for node in named.values]
        columns[f"{name}_label"] = CodedColumn(words, named.codes)
    return columns


def _once(table: pa.Table | None) -> pa.Table | None:
    """The rows of a table, each once."""
    if table is None:
        return None
    return table.unify_dictionaries().group_by(table.column_names, use_threads=False).aggregate([])


def _only(table: pa.Table, wanted: Mapping[str, Term]) -> pa.Table:
    """The rows whose columns have some terms."""
    import pyarrow.compute as pc

    for name, term in wanted.items():
        table = table.filter(where(table.column(name), partial(pc.equal, str(term))))
    return table


def _ordered(table: pa.Table, order: Sequence[tuple[str, bool]]) -> pa.Table:
    """The rows in the order of SPARQL: unbound first, then addresses, then values."""
    import numpy as np

    keys = []
    for name, descends in order:
        encoded = coded(table.column(name))
        ranks = _ranks_of_cells(encoded.dictionary.to_pylist())
        codes = codes_of(encoded, len(ranks)).to_numpy(zero_copy_only=False)
        key = np.array([*ranks, -1])[codes]
        keys.append(-key if descends else key)
    return table.take(np.lexsort(keys[::-1])) if keys else table


def _ranks_of_cells(cells: Sequence[str]) -> list[int]:
    """The ranks of distinct cells; addresses are compared as texts, which takes a third of the time of making terms of them."""
    if not all(cell.startswith("<") for cell in cells):
        return ranks_of(list(terms(cells)))
    ranks = [0] * len(cells)
    for rank, place in enumerate(sorted(range(len(cells)), key=[cell[1:-1] for cell in cells].__getitem__)):
        ranks[place] = rank
    return ranks


def labels_of(store: Store, nodes: Iterable[ox.NamedNode], lang: Lang) -> dict[ox.NamedNode, Term] | None:
    """The labels of some nodes in a language, in Chinese where there is none; None when a node has two in one language."""
    wanted = set(nodes)
    found: dict[tuple[ox.NamedNode, str], ox.Literal] = {}
    for node, label in _stated_labels(store, wanted, lang):
        if label.language in {lang, "zh"}:
            known = found.setdefault((node, label.language or ""), label)
            if known != label:
                return None
    chosen = {node: found.get((node, lang)) or found.get((node, "zh")) for node in wanted}
    return {node: label for node, label in chosen.items() if label is not None}


def _stated_labels(store: Store, nodes: set[ox.NamedNode], lang: Lang) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """Labels of some nodes.

    Those of what a plan owns are read from its kept names, unless few are wanted; those of what plans share, and of what others
    say something of as well, one by one and once, unless very many are wanted.
    """
    of_plans: dict[str, set[ox.NamedNode]] = defaultdict(set)
    shared = set()
    beside = _named_beside(store)
    for node in nodes:
        owner = owner_of(str(node))
        if owner is None or owner == node.value or node in beside:
            shared.add(node)
        else:
            of_plans[owner].add(node)
    if len(shared) > _FEW_NODES:
        yield from _kept_labels(store, nodes, None, lang)
        return
    many = [owner for owner, own in of_plans.items() if len(own) > _FEW_OF_PLAN]
    yield from _one_by_one(store, shared.union(*(own for owner, own in of_plans.items() if owner not in many)))
    if 0 < len(many) <= _FEW_PLANS:
        for owner in many:
            named = _labels_of_plan(store, owner, lang)
            yield from ((node, label) for node in of_plans[owner] for label in named.get(node, ()))
            if not named:  # its names turned out to be damaged
                yield from _one_by_one(store, of_plans[owner])
    elif many:
        yield from _kept_labels(store, set().union(*(of_plans[owner] for owner in many)), many, lang)


def _labels_of_plan(store: Store, owner: str, lang: Lang) -> Mapping[ox.NamedNode, Sequence[ox.Literal]]:
    """The labels of what a plan owns, in a language and in Chinese: the lists of a desk ask for them again and again."""

    def read() -> dict[ox.NamedNode, list[ox.Literal]]:
        found: dict[ox.NamedNode, list[ox.Literal]] = defaultdict(list)
        for node, label in _kept_labels(store, None, [owner], lang):
            found[node].append(label)
        return dict(found)

    return remembered(store).whole((store.revision, _OF_PLAN, owner, lang), read)


def _one_by_one(store: Store, nodes: Iterable[ox.NamedNode]) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """Labels of nodes, each read from the graph when it is first asked for."""
    known = remembered(store)
    for node in nodes:
        for label in known.get((store.revision, _ONE_NODE, node), partial(_stated_of, store, node)):
            yield node, label


def _stated_of(store: Store, node: ox.NamedNode) -> list[ox.Literal]:
    stated = (quad.object for quad in store.statements(node, SKOS.prefLabel))
    return [label for label in stated if isinstance(label, ox.Literal)]


def _named_beside(store: Store) -> frozenset[ox.NamedNode]:
    """The nodes that plans own and others name: by the address they would be looked for among the names of their plan."""

    def read() -> frozenset[ox.NamedNode]:
        table = None if store.kept is None else store.kept.table("names", [""])
        nodes = [] if table is None else coded(table.column("node")).dictionary.to_pylist()
        return frozenset(ox.NamedNode(node[1:-1]) for node in nodes if owner_of(node) is not None)

    return remembered(store).whole((store.revision, _BESIDE), read)


def _kept_labels(
    store: Store, nodes: set[ox.NamedNode] | None, graphs: Sequence[str] | None, lang: Lang
) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """Labels in a language and in Chinese of some nodes, or of all; they are picked out as texts, so that only they become terms."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = None if store.kept is None else store.kept.table("names", graphs)
    if table is None:  # they turned out to be damaged
        yield from _one_by_one(store, nodes or ())
        return
    if nodes is not None:
        wanted = pa.array(sorted(map(str, nodes)), pa.string())
        table = table.filter(where(table.column("node"), lambda cells: pc.is_in(cells, value_set=wanted)))
    table = table.filter(where(table.column("term"), lambda cells: pc.equal(cells, str(SKOS.prefLabel))))
    table = table.filter(
        where(table.column("name"), lambda cells: pc.or_(pc.ends_with(cells, '"@zh'), pc.ends_with(cells, f'"@{lang}')))
    )
    for node, label in zip(*(terms(table.column(column).to_pylist()) for column in ("node", "name")), strict=True):
        if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal):
            yield node, label
