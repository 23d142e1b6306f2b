"""Asks a question of a store: as rows of terms, or as the typed records its rows become."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

import pyoxigraph as ox

from ..errors import N_, QueryError
from ..i18n import Lang
from ..iri import compact
from ..store import Bindings, Rows, Store, Term, to_python
from ..store.base import Dataset
from ..store.cells import terms, text_of
from .library import Groups, Question, load
from .remembered import remembered

Curie = Annotated[str, "curie"]
"""A node by its compact IRI: 'id:unit/hefei-science-and-technology-bureau'."""
LocalName = Annotated[str, "local"]
"""A term of a closed vocabulary by its local name: 'lead', 'order', 'GovernmentUnit', 'Warning'."""

R = TypeVar("R")


def select(
    store: Store,
    name: str,
    *,
    lang: Lang = "zh",
    groups: Groups = "one",
    limit: int | None = None,
    offset: int = 0,
    dataset: Dataset | None = None,
    **bindings: Term,
) -> Rows:
    """Answer a question as rows of terms: from kept columns where the store has them, in SPARQL otherwise.

    Args:
        store: the graph.
        name: the question's name.
        lang: language of labels; a missing label falls back to Chinese.
        groups: how collective owners count, for a question that counts responsibilities.
        limit: the most rows to give; all when None.
        offset: rows to leave out at the beginning.
        dataset: the graphs to ask; all together when None.
        bindings: its parameters as RDF terms.

    Returns:
        rows with the columns of the question's header, `cut` where the limit left some out.
    """
    question = load(name)
    if store.kept is not None and dataset is None:
        from . import kept  # not at the top: a small workspace has no columns

        known = None
        if question.kept:
            known = kept.kept_answer(
                store, question, lang=lang, groups=groups, bindings=bindings, limit=limit, offset=offset
            )
        if known is None and question.only_shows_labels:
            found = without_labels(
                store, question, lang=lang, groups=groups, limit=limit, offset=offset, bindings=bindings
            )
            known = kept.labelled_answer(store, question, found, lang)
        if known is not None:
            return known
    text = question.sparql(lang=lang, groups=groups, limit=limit, offset=offset, given=bindings, header=False)
    return _asked(store, question, text, bindings, limit, dataset)


def without_labels(
    store: Store,
    question: Question,
    *,
    lang: Lang,
    groups: Groups,
    limit: int | None,
    offset: int,
    bindings: Bindings,
) -> Rows:
    """The rows of a question without the labels it joins; sorted here where that `is_sorted_here`.

    The engine reads the text of every cell that it sorts by from the disk, again for each row.
    """
    if not is_sorted_here(question, bindings):
        text = question.sparql(
            lang=lang, groups=groups, limit=limit, offset=offset, given=bindings, labels=False, header=False
        )
        return _asked(store, question, text, bindings, limit)
    from .row_order import in_order

    text = question.sparql(lang=lang, groups=groups, given=bindings, labels=False, ordered=False, header=False)
    rows = in_order(_asked(store, question, text, bindings, None), question.order)
    last = len(rows) if limit is None else offset + limit
    return Rows(question.columns, rows[offset:last], last < len(rows))


def is_sorted_here(question: Question, bindings: Bindings) -> bool:
    """True if the rows of a question are about something given and are sorted by columns: they can be sorted without the engine."""
    return bool(bindings) and question.orders_by_columns


def _asked(
    store: Store, question: Question, text: str, bindings: Bindings, limit: int | None, dataset: Dataset | None = None
) -> Rows:
    """The rows of a question in its columns, no more than a limit."""
    rows = in_columns(store.select(text, bindings, dataset=dataset), question)
    return Rows(question.columns, rows[:limit], limit is not None and len(rows) > limit)


def in_columns(found: Rows, question: Question) -> list[tuple[Term | None, ...]]:
    """The cells of rows in the order of a question's columns."""
    places = [found.columns.index(column) for column in question.columns]
    return [tuple(row[place] for place in places) for row in found.rows]


def answers(
    store: Store, name: str, record: type[R], *, lang: Lang = "zh", groups: Groups = "one", **bindings: Term
) -> list[R]:
    """Answer a question as typed records; those about something given are remembered while the store stays as it is.

    Args:
        store: the graph.
        name: the question's name.
        record: the class its header names.
        lang: language of labels; a missing label falls back to Chinese.
        groups: how collective owners count, for a question that counts responsibilities.
        bindings: its parameters as RDF terms.

    Returns:
        one record per row, in the question's order.

    Raises:
        QueryError: the question's rows are other records, or a value that must be there is missing.
    """
    question = load(name)
    if question.record != record.__name__:
        raise QueryError(
            name, N_("has rows that are {record}, not {asked}."), "", record=question.record, asked=record.__name__
        )

    def ask() -> list[R]:
        if store.kept is not None and question.kept:
            from . import kept  # not at the top: a small workspace has no columns

            known = kept.kept_columns(store, question, lang=lang, groups=groups, bindings=bindings)
            if known is not None:
                return _records(
                    {name: (known[name].values, known[name].codes) for name in question.columns}, record, _of_cell
                )
        return decode(
            select(store, name, lang=lang, groups=groups, limit=None, offset=0, dataset=None, **bindings), record
        )

    if not bindings or not store.revision:
        return ask()
    return remembered(store).get((store.revision, name, record, lang, groups, tuple(sorted(bindings.items()))), ask)


def decode(rows: Rows, record: type[R]) -> list[R]:
    """Rows as records of a class: each field takes the column of its name.

    A field `Curie` takes an IRI as its CURIE, `LocalName` its last part, `str`, `int`, `float` and `bool` a plain value;
    where the variable is unbound (or the question has no such column) the field has its default.

    Raises:
        QueryError: a field without a default has no value; says which.
    """
    columns = zip(*rows.rows, strict=True) if rows.rows else itertools.repeat(())
    return _records({name: _coded(cells) for name, cells in zip(rows.columns, columns, strict=False)}, record, _of_term)


_Coded = tuple[Sequence[Term | str | None], Sequence[int]]
"""A column as its distinct terms or cells, and of each row the place of its own."""


def _records(columns: Mapping[str, _Coded], record: type[R], read: Callable[[_Field, Any], Any]) -> list[R]:
    """Columns as records of a class; a term or cell is converted once, however many rows have it."""
    fields = _fields(record)
    missing = [field.name for field in fields if field.is_required and field.name not in columns]
    if missing:
        raise QueryError(record.__name__, N_("has no column for its field '{field}'."), "", field=missing[0])
    if not any(codes for _values, codes in columns.values()):
        return []
    values = (
        _decoded(field, *columns[field.name], record, read)
        if field.name in columns
        else itertools.repeat(field.default)
        for field in fields
    )
    return list(map(record, *values))


def _decoded(
    field: _Field,
    values: Sequence[Term | str | None],
    codes: Sequence[int],
    record: type[Any],
    read: Callable[[_Field, Any], Any],
) -> list[Any]:
    """The values of a field, one per row."""
    if field.is_required and None in values:
        raise QueryError(record.__name__, N_("has no value for its field '{field}'."), "", field=field.name)
    known = [field.default if value is None else read(field, value) for value in values]
    return list(map(known.__getitem__, codes))


def _of_term(field: _Field, term: Term) -> Any:  # noqa: ANN401 - whatever the field holds
    return field.convert(term)


def _of_cell(field: _Field, cell: str) -> Any:  # noqa: ANN401 - whatever the field holds
    return field.read(cell)


def _coded(cells: Sequence[Term | None]) -> _Coded:
    """The cells of a column; a term that is the same object in several rows counts as one."""
    places: dict[int, int] = {}
    codes = [places.setdefault(id(term), len(places)) for term in cells]
    terms = dict(zip(codes, cells, strict=True))
    return list(terms.values()), codes


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    """A field of a record: how a term becomes its value, or a cell of a kept column, and what it is without one."""

    name: str
    convert: Callable[[Term], Any]
    read: Callable[[str], Any]
    is_required: bool
    default: Any


_KNOWN: dict[type[Any], tuple[_Field, ...]] = {}


def _fields(record: type[Any]) -> tuple[_Field, ...]:
    """A record's fields in their order; worked out once per class."""
    if record not in _KNOWN:
        _KNOWN[record] = _read_fields(record)
    return _KNOWN[record]


def _read_fields(record: type[Any]) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(record, include_extras=True)
    return tuple(
        _Field(field.name, *_conversion(hints[field.name]), field.default is dataclasses.MISSING, field.default)
        for field in dataclasses.fields(record)
    )


_Conversion = tuple[Callable[[Term], Any], Callable[[str], Any]]
"""How a term becomes a value, and how a cell does that is written as N-Triples write the term."""


def _conversion(hint: Any) -> _Conversion:  # noqa: ANN401 - a type as typing describes it
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return _conversion(next(part for part in typing.get_args(hint) if part is not type(None)))
    if typing.get_origin(hint) is Annotated:
        is_curie = typing.get_args(hint)[1] == "curie"
        return (_curie, _curie_in) if is_curie else (_local, lambda cell: _last_part(text_of(cell)))
    return _CONVERSIONS[hint]


@functools.lru_cache(maxsize=65_536)
def _short(iri: str) -> str:
    return compact(iri)


def _curie(term: Term) -> str:
    return _short(term.value) if isinstance(term, ox.NamedNode) else _text(term)


def _curie_in(cell: str) -> str:
    return _short(cell[1:-1]) if cell.startswith("<") else text_of(cell)


def _local(term: Term) -> str:
    return _last_part(_text(term))


def _last_part(text: str) -> str:
    return text.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _truth(term: Term | None) -> bool:
    return to_python(term) is True


_CONVERSIONS: dict[Any, _Conversion] = {
    str: (_text, text_of),
    int: (lambda term: int(_text(term)), lambda cell: int(text_of(cell))),
    float: (lambda term: float(_text(term)), lambda cell: float(text_of(cell))),
    bool: (_truth, lambda cell: _truth(next(terms([cell])))),
}
