"""Answers that are given some rows at a time, so that the first are there soon and all are never held."""

from __future__ import annotations

from collections.abc import Iterator

from ..i18n import Lang
from ..store import Bindings, Rows, Store, Term
from .asking import in_columns, is_sorted_here, without_labels
from .library import Groups, Question, load


def select_parts(
    store: Store,
    name: str,
    *,
    lang: Lang = "zh",
    groups: Groups = "one",
    limit: int | None = None,
    **bindings: Term,
) -> Iterator[Rows]:
    """Answer a question as `select` does, some rows at a time.

    Args:
        store: the graph.
        name: the question's name.
        lang: language of labels.
        groups: how collective owners count, for a question that counts responsibilities.
        limit: the most rows to give; all when None.
        bindings: its parameters as RDF terms.

    Returns:
        one part at least, each with the columns of the question's header; the last is `cut` where the limit left rows out.
    """
    question = load(name)
    at = 0
    for part in _beside_sparql(store, question, lang, groups, limit, bindings):
        if part is None:
            left = None if limit is None else limit - at
            text = question.sparql(lang=lang, groups=groups, limit=left, offset=at, given=bindings)
            yield from _in_sparql(store, question, text, left, bindings)
            return
        yield part
        at += len(part)


def _beside_sparql(
    store: Store, question: Question, lang: Lang, groups: Groups, limit: int | None, bindings: Bindings
) -> Iterator[Rows | None]:
    """Parts from kept columns, or with labels that are read here; None where the rest has to be asked in SPARQL as it is written."""
    if store.kept is None:
        yield None
        return
    from . import kept  # not at the top: a small workspace has no columns

    parts: Iterator[Rows | None] | None = None
    if question.kept:
        parts = kept.kept_parts(store, question, lang=lang, groups=groups, bindings=bindings, limit=limit)
    if parts is not None:
        yield from parts
    elif question.only_shows_labels:
        for part in _without_labels(store, question, lang, groups, limit, bindings):
            labelled = kept.labelled_answer(store, question, part, lang)
            yield labelled
            if labelled is None:
                return
    else:
        yield None


def _without_labels(
    store: Store, question: Question, lang: Lang, groups: Groups, limit: int | None, bindings: Bindings
) -> Iterator[Rows]:
    """The parts of a question without the labels it joins."""
    if not is_sorted_here(question, bindings):
        text = question.sparql(lang=lang, groups=groups, limit=limit, given=bindings, labels=False)
        yield from _in_sparql(store, question, text, limit, bindings)
        return
    from .kept import pieces

    found = without_labels(store, question, lang=lang, groups=groups, limit=limit, offset=0, bindings=bindings)
    for at, size in pieces(len(found)):
        yield Rows(found.columns, found.rows[at : at + size], found.cut and at + size == len(found))


def _in_sparql(store: Store, question: Question, text: str, limit: int | None, bindings: Bindings) -> Iterator[Rows]:
    """The parts of an answer as the store finds them, no more rows than a limit."""
    left = limit
    for found in store.parts(text, bindings):
        rows = in_columns(found, question)
        yield Rows(question.columns, rows[:left], left is not None and len(rows) > left)
        if left is not None:
            left = max(left - len(rows), 0)
