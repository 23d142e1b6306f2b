"""The tables of kept questions: their answers, asked of a small store and divided among the parts of a graph."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..i18n import LANGUAGES, Lang
from ..store import OxigraphStore
from ..store.cells import coded, table_of_answer, table_of_rows
from ..vocab import AZ, PREFIXES
from .library import GROUPS, Groups, Question, every, load
from .shared_facts import owner_of

if TYPE_CHECKING:
    import pyarrow as pa

Stated = Callable[[ox.NamedNode], Iterable[ox.Quad]]
"""The statements with a property."""


def kept_questions() -> list[Question]:
    """The questions whose answers are kept."""
    return [question for internal in (False, True) for question in every(internal=internal) if question.kept]


def table_name(question: Question, lang: Lang, groups: Groups) -> str:
    """The name of the table of a question's answers; the same in both languages, or ways to count, where they do not differ."""
    return _table_name(question.name, lang, groups)


@functools.cache
def _table_name(name: str, lang: Lang, groups: Groups) -> str:
    question = load(name)
    words = [name]
    if question.counts:
        words.append(groups)
    if question.sparql(lang="zh", labels=False) != question.sparql(lang="en", labels=False):
        words.append(lang)
    return ".".join(words)


def tables_of_plans(
    store: OxigraphStore, questions: Sequence[Question], graphs: Sequence[str]
) -> dict[str, dict[str, pa.Table]]:
    """The tables of some plans.

    Args:
        store: the plans and what they share; every question is asked of it once.
        questions: those that are kept.
        graphs: the IRIs of the plans.

    Returns:
        of each plan its tables by name.
    """
    found = {graph: tables_of_statements(questions, _stated_in(store, graph)) for graph in graphs}
    for kind in ("plan", "things"):
        for name, table in answers_of_kind(store, questions, kind):
            column = table.column("plan" if kind == "plan" else 0)
            owners = (lambda cell: cell[1:-1]) if kind == "plan" else owner_of
            for graph, rows in _divided(table, column, owners, graphs):
                found[graph][name] = rows
    return found


def tables_of_statements(questions: Iterable[Question], stated: Stated) -> dict[str, pa.Table]:
    """The tables of the questions that are kept as statements."""
    found: dict[str, pa.Table] = {}
    for question in questions:
        if question.kept.startswith("statements"):
            quads = (quad for term in _properties(question) for quad in stated(term))
            all_cells = ((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
            has_property = len(question.columns) == len(("subject", "property", "object"))
            rows = sorted(cells if has_property else (cells[0], cells[2]) for cells in all_cells)
            found[question.name] = table_of_rows(question.columns, rows)
    return found


def answers_of_kind(store: OxigraphStore, questions: Iterable[Question], kind: str) -> Iterator[tuple[str, pa.Table]]:
    """The answers of the questions that are kept in a way, in each language and way of counting that makes a difference."""
    has_groups = any(True for _quad in store.statements(predicate=AZ.fromGroup))
    for question in questions:
        if question.kept != kind:
            continue
        asked: dict[str, pa.Table] = {}
        for lang in LANGUAGES:
            for groups in GROUPS if question.counts else GROUPS[:1]:
                name = table_name(question, lang, groups)
                if name in asked:
                    continue
                same = None if has_groups else asked.get(table_name(question, lang, GROUPS[0]))
                if same is None and not _speaks(store, question, lang):
                    same = asked.get(table_name(question, LANGUAGES[0], groups))
                asked[name] = _answer(store, question, lang, groups) if same is None else same
                yield name, asked[name]


def _speaks(store: OxigraphStore, question: Question, lang: Lang) -> bool:
    """False if a store has nothing in a language of what a question asks in that language, so that it answers as in Chinese."""
    properties, is_all = question.properties_in_language
    return not is_all or any(
        isinstance(quad.object, ox.Literal) and quad.object.language == lang
        for name in properties
        for quad in store.statements(predicate=_property(name))
    )


def _answer(store: OxigraphStore, question: Question, lang: Lang, groups: Groups) -> pa.Table:
    found = store.answer(question.sparql(lang=lang, groups=groups, labels=False))
    assert isinstance(found, ox.QuerySolutions)
    return table_of_answer(found)


def _divided(
    table: pa.Table, column: pa.ChunkedArray, owner: Callable[[str], str | None], graphs: Sequence[str]
) -> Iterator[tuple[str, pa.Table]]:
    """The rows that belong to each of some plans, in their order; those of no such plan are left out.

    Args:
        table: the rows.
        column: the cells that say to which plan a row belongs.
        owner: the plan of such a cell.
        graphs: the plans.
    """
    import numpy as np
    import pyarrow as pa

    cells = coded(column)
    places = {graph: place for place, graph in enumerate(graphs)}
    elsewhere = len(graphs)
    plan_of = np.array(
        [*(places.get(owner(cell) or "", elsewhere) for cell in cells.dictionary.to_pylist()), elsewhere]
    )
    plans = plan_of[cells.indices.fill_null(len(plan_of) - 1).to_numpy(zero_copy_only=False)]
    order = np.argsort(plans, kind="stable")
    ends = np.searchsorted(plans[order], np.arange(elsewhere + 1))
    sorted_rows = table.take(order)
    for graph, (start, end) in zip(graphs, itertools.pairwise(ends), strict=True):
        part = sorted_rows.slice(start, end - start)
        columns = [one.cast(pa.string()).combine_chunks().dictionary_encode() for one in part.columns]
        yield graph, pa.table(columns, names=part.column_names)


def _stated_in(store: OxigraphStore, graph: str) -> Stated:
    name = ox.NamedNode(graph)
    return lambda term: store.statements(predicate=term, graph_name=name)


def _properties(question: Question) -> frozenset[ox.NamedNode]:
    return frozenset(map(_property, question.kept.split()[1:]))


def _property(name: str) -> ox.NamedNode:
    """A property by its name in questions: 'az:metric'."""
    prefix, _colon, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)
