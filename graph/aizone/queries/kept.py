"""Answers questions from columns that are kept beside a store; the rows are those that SPARQL gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..i18n import Lang
from ..store import Bindings, Rows, Store, Term
from ..store.base import FIRST_PART, LATER_PART
from ..store.cells import CodedColumn, coded, coded_cells, codes_of, terms, where
from .composed import COMPOSED
from .kept_labels import label_cells, labels_of
from .kept_tables import table_name
from .library import Groups, Question, load
from .row_order import ranks_of

if TYPE_CHECKING:
    import pyarrow as pa


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
    cells = (columns[name].terms() for name in question.columns)
    return Rows(question.columns, list(zip(*cells, strict=True)), is_cut)


def _columns(store: Store, question: Question, table: pa.Table, lang: Lang) -> dict[str, CodedColumn] | None:
    columns = {name: coded_cells(table.column(name)) for name in table.column_names}
    cells = {cell for name in question.labelled for cell in columns[name].values}
    labels = label_cells(store, (cell for cell in cells if cell is not None and cell.startswith("<")), lang)
    if labels is None:
        return None
    for name in question.labelled:
        named = columns[name]
        words = [None if cell is None else labels.get(cell) for cell in named.values]
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
