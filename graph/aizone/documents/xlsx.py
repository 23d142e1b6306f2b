"""Excel workbooks (xlsx): every visible sheet is a table.

openpyxl reads them row by row, without the memory that its full mode needs; merged ranges, which the row mode leaves out,
are taken from the sheet's XML. openpyxl only gets an archive whose parts were checked (`archive.py`).
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError, MissingExtraError
from .archive import Archive, damaged, open_archive
from .content import Content, ContentBuilder, Location, TableCell
from .sheet import MAX_CELLS, MAX_COLUMNS, cell_name, is_named, too_many_cells, write_sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_WORK = 20_000_000
"""Cells looked at, filled or not, in all sheets: bounds the time that a sheet of blanks can take."""
_ROW_WORK = 8
"""An empty row costs as much time as so many empty cells; a sheet of full height still fits."""

# '<mergeCell ref="A1:C3"/>', also with a namespace prefix
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def can_read(data: bytes, name: str) -> bool:
    """True if the bytes are a zip archive with a workbook in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(re.fullmatch(r"/?xl/workbook\d*\.xml", member) for member in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read(data: bytes, name: str) -> Content:
    """Read every visible sheet.

    Raises:
        DocumentError: the file is damaged or hostile, or has far more cells than a plan.
        MissingExtraError: openpyxl or lxml is not installed.
    """
    try:
        import lxml  # noqa: F401
        import openpyxl
    except ImportError as error:
        raise MissingExtraError(name, "formats") from error
    archive = open_archive(data, name)
    checked = archive.repacked()
    try:
        book = openpyxl.load_workbook(io.BytesIO(checked), read_only=True, data_only=True, keep_links=False)
        return _read_book(book, archive, name)
    except DocumentError:
        raise
    except Exception as error:  # openpyxl answers a malformed workbook with whatever its parts raise
        raise damaged(name, f"{type(error).__name__}: {error}") from error


def _read_book(book: Workbook, archive: Archive, name: str) -> Content:
    builder = ContentBuilder()
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    budget = _Budget(name)
    named = len(sheets) > 1 or any(is_named(sheet.title) for sheet in sheets)
    first = True
    for sheet in sheets:
        grid = _grid(sheet, sheet.title if named else None, budget)
        _merge(grid, _merged_ranges(archive, sheet), budget)
        titles = [PurePath(name).stem] if first else []
        write_sheet(builder, grid, titles=titles + ([sheet.title] if is_named(sheet.title) else []))
        first = first and not grid
    return builder.content(MEDIA_TYPE, "utf-8")


class _Budget:
    """Counts the work and the filled cells of all sheets, and refuses too much of either."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.work = 0
        self.filled = 0

    def spend(self, work: int, filled: int = 0) -> None:
        self.work += work
        self.filled += filled
        if self.filled > MAX_CELLS:
            raise too_many_cells(self.name)
        if self.work > MAX_WORK:
            raise DocumentError(
                self.name,
                N_("has far more rows and cells than any plan, most of them empty."),
                N_("Copy the table with the tasks into a new workbook and try again."),
            )


def _grid(sheet: ReadOnlyWorksheet, title: str | None, budget: _Budget) -> dict[int, dict[int, TableCell]]:
    sheet.reset_dimensions()  # the stated size may be a million rows of nothing
    grid: dict[int, dict[int, TableCell]] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        filled: dict[int, TableCell] = {}
        for cell in row:
            words = _shown(cell.value, getattr(cell, "number_format", "General")) if cell.value is not None else ""
            if words.strip():
                place = Location(cell=cell_name(number, cell.column, title))
                filled[cell.column] = TableCell([(words, place)])
        budget.spend(len(row) + _ROW_WORK, len(filled))
        if filled:
            grid[number] = filled
    columns = {column for row in grid.values() for column in row}
    if len(columns) > MAX_COLUMNS:
        raise DocumentError(
            budget.name,
            N_("has more than {most} filled columns; a plan has far fewer."),
            N_("Give only the sheet with the tasks."),
            most=MAX_COLUMNS,
        )
    return grid


def _merged_ranges(archive: Archive, sheet: ReadOnlyWorksheet) -> list[tuple[int, int, int, int]]:
    """The merged ranges of a sheet as (first row, first column, last row, last column)."""
    from openpyxl.utils import column_index_from_string

    ranges = []
    for found in _MERGED.finditer(archive.read(sheet._worksheet_path)):
        left, top, right, bottom = (part.decode() for part in found.groups())
        ranges.append((int(top), column_index_from_string(left), int(bottom), column_index_from_string(right)))
    return ranges


def _merge(grid: dict[int, dict[int, TableCell]], ranges: list[tuple[int, int, int, int]], budget: _Budget) -> None:
    """Put a merged cell at each of its places, as far as the sheet is filled."""
    width = max((column for row in grid.values() for column in row), default=0)
    rows = sorted(grid)
    for top, left, bottom, right in ranges:
        cell = grid.get(top, {}).get(left)
        if cell is None:
            continue
        reached = [row for row in rows if top <= row <= bottom] if bottom > top else [top]
        columns = range(left, min(right, width) + 1)
        budget.spend(len(rows) + len(reached) * len(columns))
        for row in reached:
            for column in columns:
                grid[row][column] = cell


def _shown(value: object, number_format: str) -> str:
    """A value as the sheet shows it, for what occurs in plans: dates, percentages, whole numbers."""
    if isinstance(value, datetime.datetime | datetime.date):
        return _shown_date(value, number_format)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if number_format.rstrip("_ ").endswith("%"):
            return f"{value * 100:.10g}%"
        return f"{value:.15g}"
    return str(value)


def _shown_date(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """A date with its day, or only its month when the sheet shows no day."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.split(";")[0]).lower()
    if "y" not in shown and "m" not in shown:
        return f"{value:%Y-%m-%d}"
    if "d" not in shown and "m" not in shown:
        return f"{value.year}年"
    return f"{value.year}年{value.month}月" + (f"{value.day}日" if "d" in shown else "")
