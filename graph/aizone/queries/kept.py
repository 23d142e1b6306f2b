"""Answers questions from columns that are kept beside a store; the rows are those that SPARQL gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..i18n import Lang
from ..store import Bindings, Rows, Store, Term, to_python
from ..store.columns import KeptTables, terms
from ..vocab import SKOS
from .keeping import table_name
from .library import Groups, Question

if TYPE_CHECKING:
    import pyarrow as pa

_FEW_NODES = 2_000
"""Labels of so many nodes are read one by one; of more, all labels are read at once."""


def kept_answer(store: Store, question: Question, *, lang: Lang, groups: Groups, bindings: Bindings) -> Rows | None:
    """Answer a question from kept columns.

    Args:
        store: the graph.
        question: the question.
        lang: language of labels.
        groups: how collective owners count.
        bindings: its parameters.

    Returns:
        its rows in its order; None when they are not kept, and SPARQL has to be asked.
    """
    kept = store.kept
    if kept is None or not question.kept or not set(bindings) <= set(question.columns):
        return None
    if question.kept == "plan":
        return _by_plan(store, kept, question, lang, groups, bindings)
    table = kept.table(question.name)
    if table is None or bindings:
        return None
    columns = [column.to_pylist() for column in table.columns]
    cells = list(dict.fromkeys(zip(*columns, strict=True)))
    found = [list(terms(column)) for column in zip(*cells, strict=True)]
    return Rows(question.columns, list(zip(*found, strict=True)))


def _by_plan(
    store: Store,
    kept: KeptTables,
    question: Question,
    lang: Lang,
    groups: Groups,
    bindings: Bindings,
) -> Rows | None:
    plan = bindings.get("plan")
    order = question.order
    is_in_plan_order = bool(order) and order[0] == ("plan", False)
    graphs = None if plan is None else [plan.value if isinstance(plan, ox.NamedNode) else ""]
    table = kept.table(table_name(question, lang, groups), graphs)
    if table is None:
        return None
    table = _only(table, {name: term for name, term in bindings.items() if name != "plan"})
    if not is_in_plan_order:
        table = _ordered(table, order)
    columns = {name: _terms(table.column(name)) for name in table.column_names}
    nodes = {node for name in question.labelled for node in columns[name] if isinstance(node, ox.NamedNode)}
    labels = _labels(store, nodes, lang)
    if labels is None:
        return None
    for name in question.labelled:
        columns[f"{name}_label"] = [
            labels.get(node) if isinstance(node, ox.NamedNode) else None for node in columns[name]
        ]
    return Rows(question.columns, list(zip(*(columns[name] for name in question.columns), strict=True)))


def _only(table: pa.Table, wanted: Mapping[str, Term]) -> pa.Table:
    """The rows whose columns have some terms."""
    import pyarrow.compute as pc

    for name, term in wanted.items():
        table = table.filter(pc.equal(table.column(name), str(term)))
    return table


def _ordered(table: pa.Table, order: Sequence[tuple[str, bool]]) -> pa.Table:
    """The rows in the order of SPARQL: unbound first, then addresses, then values."""
    import numpy as np

    keys = []
    for name, descends in order:
        encoded = table.column(name).combine_chunks().dictionary_encode()
        values = list(terms(encoded.dictionary.to_pylist()))
        ranks = _ranks(values)
        codes = encoded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
        key = np.array([*ranks, -1])[codes]
        keys.append(-key if descends else key)
    return table.take(np.lexsort(keys[::-1])) if keys else table


def _ranks(values: Sequence[Term | None]) -> list[int]:
    """The rank of each of some distinct terms; equal numbers have one rank."""
    sort_keys = [_sort_key(value) for value in values]
    places = {key: place for place, key in enumerate(sorted(set(sort_keys)))}
    return [places[key] for key in sort_keys]


def _sort_key(term: Term | None) -> tuple[int, float, str]:
    if isinstance(term, ox.NamedNode):
        return (1, 0.0, term.value)
    if isinstance(term, ox.Literal):
        number = to_python(term)
        if isinstance(number, int | float):
            return (2, float(number), "")
        return (3, 0.0, term.value)
    return (0, 0.0, str(term))


def _terms(column: pa.ChunkedArray) -> list[Term | None]:
    """A column's terms; a term that occurs often is made once."""
    encoded = column.combine_chunks().dictionary_encode()
    values: list[Term | None] = [*terms(encoded.dictionary.to_pylist()), None]
    last = len(values) - 1
    return [values[code] for code in encoded.indices.fill_null(last).to_pylist()]


def _labels(store: Store, nodes: Iterable[ox.NamedNode], lang: Lang) -> dict[ox.NamedNode, Term] | None:
    """The labels of some nodes in a language, in Chinese where there is none; None when a node has two in one language."""
    wanted = set(nodes)
    found: dict[tuple[ox.NamedNode, str], ox.Literal] = {}
    for node, label in _few(store, wanted) if len(wanted) <= _FEW_NODES else _all(store, lang):
        if node in wanted and label.language in {lang, "zh"}:
            known = found.setdefault((node, label.language or ""), label)
            if known != label:
                return None
    chosen = {node: found.get((node, lang)) or found.get((node, "zh")) for node in wanted}
    return {node: label for node, label in chosen.items() if label is not None}


def _few(store: Store, nodes: Iterable[ox.NamedNode]) -> Iterable[tuple[ox.NamedNode, ox.Literal]]:
    for node in nodes:
        for quad in store.statements(node, SKOS.prefLabel):
            if isinstance(quad.object, ox.Literal):
                yield node, quad.object


def _all(store: Store, lang: Lang) -> Iterable[tuple[ox.NamedNode, ox.Literal]]:
    """All labels in a language and in Chinese; they are picked out as texts, so that only they become terms."""
    import pyarrow.compute as pc

    table = None if store.kept is None else store.kept.table("names")
    if table is None:
        return
    name = table.column("name")
    is_read = pc.or_(pc.ends_with(name, '"@zh'), pc.ends_with(name, f'"@{lang}'))
    table = table.filter(pc.and_(is_read, pc.equal(table.column("term"), str(SKOS.prefLabel))))
    for node, label in zip(*(terms(table.column(column).to_pylist()) for column in ("node", "name")), strict=True):
        if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal):
            yield node, label
