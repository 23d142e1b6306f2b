"""Tables of indicators that say who is to reach each of them: '指标 | 单位 | 2026年 | 责任单位'."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Role, Table
from ..text.indicator_headers import INDICATOR_NAME, INDICATOR_UNIT, is_indicator_header
from ..text.table_headers import read_header

_HEADER_ROWS = 15


@dataclass(frozen=True, slots=True)
class OwnedIndicators:
    """The row that is the header of such a table, the column of its indicators, and those of their owners with the roles."""

    header: int
    name: int
    owners: tuple[tuple[int, Role], ...]


def owned_indicators(text: str, table: Table) -> OwnedIndicators | None:
    """The columns of a table of indicators that names owners; None for any other table."""
    for at, row in enumerate(table.rows[:_HEADER_ROWS]):
        words = ["".join(cell.of(text).split()) for cell in row]
        if not is_indicator_header(words):
            continue
        owners = [
            (index, column.role)
            for index, cell in enumerate(words)
            if INDICATOR_UNIT.fullmatch(cell) is None
            and (column := read_header(cell)) is not None
            and column.kind == "owners"
            and column.role is not None
        ]
        name = max(
            index for index, cell in enumerate(words) if INDICATOR_NAME.fullmatch(cell)
        )  # '一级指标', '二级指标'
        return OwnedIndicators(at, name, tuple(owners)) if owners else None
    return None
