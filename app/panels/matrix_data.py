"""The responsibility matrix as the JSON its component draws: words for screen readers, an address for every cell."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from aizone.app.here import Here
from aizone.i18n import Translate
from aizone.projections.responsibility_matrix import Matrix, MatrixCell, RowHead
from aizone.views.look.palette import GLYPHS, ROLES
from aizone.wording import role_label

_A4_COLUMNS = 45
"""Columns that are still legible across A4."""


def matrix_data(matrix: Matrix, here: Here, *, grouped: bool, several: bool, above: int) -> dict[str, Any]:
    """The data that the component draws.

    Args:
        matrix: filtered and in order.
        here: the selection; a click on a cell selects that responsibility, on a head that unit or item, in the same view.
            In Chinese the heads are written upright, in Latin letters they are turned.
        grouped: whether rows and columns are in groups that get a head.
        several: whether rows of several plans follow one another.
        above: pixels of the window that other things take; what does not fit scrolls under its heads.
    """
    _, now = here.translate, here.address
    units = {column.unit: place for place, column in enumerate(matrix.columns)}
    kinds = [(kind, len(list(heads))) for kind, heads in groupby(column.kind for column in matrix.columns)]
    bands = [place % 2 == 1 for place, (_kind, span) in enumerate(kinds) for _one in range(span)]
    by_row: dict[str, list[tuple[int, str, MatrixCell]]] = {}
    for (item, unit), cell in matrix.cells.items():
        if unit in units:
            by_row.setdefault(item, []).append((units[unit], unit, cell))
    return {
        "label": _("Responsibility matrix: {rows} work items, {columns} units. Arrow keys walk over filled cells, Enter selects.").format(
            rows=len(matrix.rows), columns=len(matrix.columns)
        ),
        "turn": "han" if here.lang == "zh" else "latin",
        "above": above,
        "paper": paper(matrix)[1],
        "words": {"corner": _("Work item"), "total": _("Owners")},
        "legend": _legend(matrix, _),
        "kinds": [{"label": matrix.kind_labels.get(kind, kind), "span": span} for kind, span in kinds]
        if grouped
        else [{"label": _("Units"), "span": len(matrix.columns)}],
        "columns": [
            {
                "label": column.label,
                "short": column.short,
                "href": here.select(column.unit),
                "band": grouped and bands[place],
                "chosen": now.id == column.unit,
            }
            for place, column in enumerate(matrix.columns)
        ],
        "rows": _lines(matrix, here, by_row, grouped=grouped, several=several),
        "sums": [
            _sum(matrix, role_label("lead", _), ("lead",)),
            _sum(matrix, _("All roles"), tuple(ROLES)),
        ],
    }  # fmt: skip


def _legend(matrix: Matrix, _: Translate) -> list[dict[str, str]]:
    """The signs that are drawn and what they mean."""
    drawn = {cell.role for cell in matrix.cells.values()}
    signs = [{"kind": role, "glyph": GLYPHS[role], "label": role_label(role, _)} for role in ROLES if role in drawn]
    if any(not cell.stated for cell in matrix.cells.values()):
        signs.append({"kind": "inferred", "glyph": "", "label": _("Underlined: inferred")})
    return signs


def paper(matrix: Matrix) -> tuple[str, int]:
    """The paper a matrix is printed on, and the pixels of its width between the margins: A3 for what A4 would shrink too much."""
    return ("A3 landscape", 1490) if len(matrix.columns) > _A4_COLUMNS else ("A4 landscape", 1025)


def _lines(
    matrix: Matrix,
    here: Here,
    by_row: dict[str, list[tuple[int, str, MatrixCell]]],
    *,
    grouped: bool,
    several: bool,
) -> list[dict[str, Any]]:
    """The rows, with a line for each plan and task area above theirs when they are in groups."""
    _, now = here.translate, here.address
    labels = {column.unit: column.label for column in matrix.columns}
    plans = {head.plan: head.named for head in here.plans.heads}  # an invented example says so
    lines: list[dict[str, Any]] = []
    plan = area = None
    for row in matrix.rows:
        if grouped and several and row.plan != plan:
            lines.append({"group": plans.get(row.plan, row.plan_label), "level": 0, "href": None})
            plan, area = row.plan, None
        if grouped and row.area != area:
            name = row.area_label or _("Safeguards and other tasks")
            link = here.select(row.area) if row.area else None
            lines.append({"group": name, "level": 1, "href": link})
            area = row.area
        lines.append(
            {
                "path": row.path,
                "label": row.label,
                "href": here.select(row.item),
                "chosen": now.id == row.item and now.edge is None,
                "total": matrix.row_total(row.item),
                "cells": [
                    _cell(row, place, unit, labels[unit], cell, here) for place, unit, cell in by_row.get(row.item, [])
                ],
            }
        )
    return lines


def _cell(row: RowHead, place: int, unit: str, label: str, cell: MatrixCell, here: Here) -> dict[str, Any]:
    _ = here.translate
    roles = [_said(role, count, role in cell.inferred, _) for role, count in cell.roles]
    edge = (row.item, cell.role, unit)
    return {
        "column": place,
        "glyph": GLYPHS[cell.role],
        "role": cell.role,
        "stated": cell.stated,
        "words": f"{label} · {row.path} {row.label} · {', '.join(roles)}",
        "href": here.select_edge(*edge),
        "chosen": here.address.edge == edge,
    }


def _said(role: str, count: int, inferred: bool, _: Translate) -> str:
    """A role with its number of measures and, where it is only inferred, that it is."""
    words = f"{role_label(role, _)} {count}" if count > 1 else role_label(role, _)
    return _("{role} (inferred)").format(role=words) if inferred else words


def _sum(matrix: Matrix, label: str, roles: tuple[str, ...]) -> dict[str, Any]:
    totals = [matrix.column_totals(column.unit) for column in matrix.columns]
    values = [sum(found[role] for role in roles) for found in totals]
    return {"label": label, "values": values, "total": sum(values)}
