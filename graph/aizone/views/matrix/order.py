"""The part of the responsibility matrix that is shown, and its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

import numpy as np

from ...analysis.seriation import seriate
from ...i18n import Lang
from ...projections.responsibility_matrix import KINDS, Level, Matrix, MatrixCell
from ...text.collation import sort_key

Order = Literal["plan", "name", "load", "blocks"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the matrix; an empty collection filters nothing out."""

    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The view of a matrix: its row level, its orders, whether it is grouped, and its filter."""

    level: Level = "task"
    rows: Order = "plan"
    columns: Order = "load"
    grouped: bool = True
    wanted: Filter = Filter()


_Choice = TypeVar("_Choice", bound=str)
_ANY_OF = ("roles", "areas", "kinds", "units")


def to_params(view: MatrixView) -> list[tuple[str, str]]:
    """The view as parameters of an address; what has its default value is left out."""
    usual = MatrixView()
    params = [
        (name, getattr(view, name))
        for name in ("level", "rows", "columns")
        if getattr(view, name) != getattr(usual, name)
    ]
    if not view.grouped:
        params.append(("grouped", "no"))
    return params + [(f"only-{name}", value) for name in _ANY_OF for value in getattr(view.wanted, name)]


def from_params(params: Mapping[str, Sequence[str]]) -> MatrixView:
    """The view that an address describes; parameters that are not understood are ignored."""

    def one(name: str, known: tuple[_Choice, ...], usual: _Choice) -> _Choice:
        said = next(iter(params.get(name, ())), None)
        return next((choice for choice in known if choice == said), usual)

    usual, orders = MatrixView(), get_args(Order)
    return MatrixView(
        one("level", get_args(Level), usual.level),
        one("rows", orders, usual.rows),
        one("columns", orders, usual.columns),
        one("grouped", ("yes", "no"), "yes") == "yes",
        Filter(**{name: tuple(dict.fromkeys(params.get(f"only-{name}", ()))) for name in _ANY_OF}),
    )


def within(wanted: Filter, matrix: Matrix) -> Filter:
    """The part of a filter that a matrix knows: an address may name units of another plan."""
    known = {
        "roles": {role for cell in matrix.cells.values() for role, _count in cell.roles},
        "areas": {row.area for row in matrix.rows},
        "kinds": {column.kind for column in matrix.columns},
        "units": {column.unit for column in matrix.columns},
    }
    return Filter(**{name: tuple(one for one in getattr(wanted, name) if one in known[name]) for name in _ANY_OF})


def select(matrix: Matrix, wanted: Filter) -> Matrix:
    """The part of a matrix that a filter lets through; units without a cell are dropped, items stay unless filtered by units."""
    rows = [row for row in matrix.rows if not wanted.areas or row.area in wanted.areas]
    items = {row.item for row in rows}
    units = {
        column.unit
        for column in matrix.columns
        if (not wanted.kinds or column.kind in wanted.kinds) and (not wanted.units or column.unit in wanted.units)
    }
    cells = {}
    for (item, unit), cell in matrix.cells.items():
        kept = tuple(pair for pair in cell.roles if not wanted.roles or pair[0] in wanted.roles)
        if kept and item in items and unit in units:
            cells[item, unit] = MatrixCell(kept, cell.inferred)
    filled = {unit for _item, unit in cells}
    owned = {item for item, _unit in cells}
    narrowed = bool(wanted.units or wanted.kinds or wanted.roles)
    return Matrix(
        tuple(row for row in rows if not narrowed or row.item in owned),
        tuple(column for column in matrix.columns if column.unit in filled),
        cells,
        matrix.kind_labels,
    )


def arrange(
    matrix: Matrix, *, rows: Order = "plan", columns: Order = "load", lang: Lang = "zh", grouped: bool = True
) -> Matrix:
    """A matrix with its rows and columns in order.

    Args:
        matrix: any.
        rows: 'plan' (document order), 'name', 'load' (most units first) or 'blocks' (`seriation`).
        columns: 'plan' (order of first mention), 'name', 'load' (most rows first) or 'blocks'.
        lang: whose order of names.
        grouped: keep the rows of a task area, and the columns of a kind of unit, together.
    """
    filled = np.array(
        [[float((row.item, column.unit) in matrix.cells) for column in matrix.columns] for row in matrix.rows]
    ).reshape(len(matrix.rows), len(matrix.columns))
    row_groups = [(row.place[0], row.area) for row in matrix.rows]
    first = {group: min(row.place for row, own in zip(matrix.rows, row_groups, strict=True) if own == group)
             for group in set(row_groups)}  # fmt: skip
    row_keys: dict[str, list[object]] = {
        "plan": [row.place for row in matrix.rows],
        "name": [sort_key(row.label, lang) for row in matrix.rows],
        "load": [(-int(line.sum()), row.place) for line, row in zip(filled, matrix.rows, strict=True)],
        "blocks": _block_keys(filled, row_groups if grouped else None) if rows == "blocks" else [],
    }
    column_groups = [KINDS.index(column.kind) for column in matrix.columns]
    mention = {unit: place for place, (_item, unit) in reversed(list(enumerate(matrix.cells)))}
    names = [sort_key(column.label, lang) for column in matrix.columns]
    column_keys: dict[str, list[object]] = {
        "plan": [mention.get(column.unit, len(mention)) for column in matrix.columns],
        "name": list(names),
        "load": [(-int(line.sum()), name) for line, name in zip(filled.T, names, strict=True)],
        "blocks": _block_keys(filled.T, column_groups if grouped else None) if columns == "blocks" else [],
    }

    def in_order(keys: list[object], groups: Sequence[object]) -> list[int]:
        return sorted(range(len(keys)), key=lambda place: (groups[place] if grouped else 0, keys[place]))

    return Matrix(
        tuple(matrix.rows[place] for place in in_order(row_keys[rows], [first[group] for group in row_groups])),
        tuple(matrix.columns[place] for place in in_order(column_keys[columns], column_groups)),
        matrix.cells,
        matrix.kind_labels,
    )


def _block_keys(filled: object, groups: Sequence[object] | None) -> list[object]:
    """The place of each line in an order that shows blocks, within each group if there are groups."""
    lines = np.asarray(filled)
    if groups is None:
        groups = [0] * len(lines)
    places: list[object] = [0] * len(lines)
    for group in set(groups):
        members = [place for place, own in enumerate(groups) if own == group]
        for position, member in enumerate(seriate(lines[members])):
            places[members[member]] = position
    return places
