"""Coverage of a responsibility matrix: rows without owner or lead, unknown names, things without an owner, inferred leads."""

from __future__ import annotations

from collections.abc import Iterable

from ..projections.responsibility_matrix import ColumnHead, Matrix, RowHead
from ..projections.things import Thing
from .measures import DeclaredMeasure, MeasureParameter


def items_without_owner(matrix: Matrix) -> tuple[RowHead, ...]:
    """The work items of a matrix that have no owner at all.

    Args:
        matrix: not filtered.
    """
    owned = {item for item, _unit in matrix.cells}
    return tuple(row for row in matrix.rows if row.item not in owned)


def items_without_lead(matrix: Matrix) -> tuple[RowHead, ...]:
    """The work items of a matrix that no owner leads, those without any owner among them.

    Args:
        matrix: not filtered.
    """
    led = {item for (item, _unit), cell in matrix.cells.items() if cell.role == "lead"}
    return tuple(row for row in matrix.rows if row.item not in led)


def unresolved_owners(matrix: Matrix) -> tuple[ColumnHead, ...]:
    """The owners of a matrix that no registry knows.

    Args:
        matrix: not filtered.
    """
    return tuple(head for head in matrix.columns if head.kind == "UnresolvedUnit")


def ownerless_things(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The platforms, parks, projects, … that work or a goal plans and no work item with an owner names."""
    return tuple(thing for thing in things if thing.is_planned and not thing.owners)


def inferred_leads(matrix: Matrix) -> tuple[int, int]:
    """Count the leads of a matrix that are only inferred, and all of them.

    Args:
        matrix: not filtered; a unit that leads several measures of a row counts once.
    """
    leads = [cell for cell in matrix.cells.values() if cell.role == "lead"]
    return sum(not cell.stated for cell in leads), len(leads)


_MATRIX = MeasureParameter("matrix", "matrix", None, {"zh": "责任矩阵", "en": "the responsibility matrix"})
MEASURES = (
    DeclaredMeasure(
        id="items_without_owner",
        title={"zh": "没有责任单位的措施", "en": "Measures without any owner"},
        formula={"zh": "矩阵中没有任何已填单元格的行", "en": "rows of the matrix without a filled cell"},
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(_MATRIX,),
        cost="O(r + n) for r rows and n cells",
        function=items_without_owner,
    ),
    DeclaredMeasure(
        id="items_without_lead",
        title={"zh": "没有牵头单位的措施", "en": "Measures without a lead"},
        formula={
            "zh": "矩阵中没有“牵头”为最强角色的单元格的行",
            "en": "rows of the matrix without a cell whose strongest role is lead",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(_MATRIX,),
        cost="O(r + n) for r rows and n cells",
        function=items_without_lead,
    ),
    DeclaredMeasure(
        id="unresolved_owners",
        title={"zh": "未识别的责任单位", "en": "Owners that no registry knows"},
        formula={
            "zh": "矩阵中只有原文写法、未对应到已知单位的列",
            "en": "columns of the matrix that are a name as written, not a known unit",
        },
        unit={"zh": "个名称", "en": "names"},
        source="",
        parameters=(_MATRIX,),
        cost="O(c) for c columns",
        function=unresolved_owners,
    ),
    DeclaredMeasure(
        id="ownerless_things",
        title={"zh": "没有责任单位的平台、园区、项目", "en": "Platforms and places without an owner"},
        formula={
            "zh": "只在没有责任单位的任务、措施（或目标）中提到的事物",
            "en": "things named only by work items (or goals) without an owner",
        },
        unit={"zh": "个", "en": "things"},
        source="",
        parameters=(
            MeasureParameter("things", "things", None, {"zh": "方案提到的事物", "en": "the things that plans name"}),
        ),
        cost="O(t) for t things",
        function=ownerless_things,
    ),
    DeclaredMeasure(
        id="inferred_leads",
        title={"zh": "推断得出的牵头", "en": "Leads that are inferred"},
        formula={
            "zh": "最强角色为牵头且牵头全为推断的单元格，占最强角色为牵头的全部单元格",
            "en": "cells whose strongest role is lead and whose leads are all inferred, of all cells whose strongest role is lead",
        },
        unit={"zh": "个", "en": "leads"},
        source="",
        parameters=(_MATRIX,),
        cost="O(n) for n cells",
        function=inferred_leads,
    ),
)
