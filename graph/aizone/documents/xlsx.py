"""Excel workbooks (xlsx): every visible sheet is a table, its values as Excel shows them.

openpyxl reads them row by row, without the memory that its full mode needs; merged ranges, which the row mode leaves out,
are taken from the sheet's XML. openpyxl only gets an archive whose parts were checked (`archive.py`).
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError, MissingExtraError
from ..model import Issue
from .archive import Archive, damaged, open_archive
from .content import (
    MAX_CHARACTERS,
    NOTHING,
    Content,
    ContentBuilder,
    Location,
    TableCell,
    comment_remarks,
    left_out,
    too_long,
)
from .sheet import MAX_CELLS, MAX_COLUMNS, cell_name, is_named, too_many_cells, write_sheet
from .xlsx_values import STRUCK, empty_formulas, hidden_columns, hidden_rows, shown_cell, without_value

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


# '<r><rPr><strike/>…</rPr><t>市教育局</t></r>': words of a cell that are struck through, also with a namespace prefix
_STRUCK_RUN = re.compile(
    rb"(<(?:\w{1,20}:)?rPr>(?:(?!</(?:\w{1,20}:)?rPr>).){0,400}?<(?:\w{1,20}:)?strike(?:\s+val=\"(?:1|true)\")?\s*/>"
    rb"(?:(?!</(?:\w{1,20}:)?rPr>).){0,400}?</(?:\w{1,20}:)?rPr><(?:\w{1,20}:)?t(?:\s[^>]{0,40})?>)([^<]*)(<)",
    re.DOTALL,
)
# 'formatCode="[[[[…"': Excel allows 255 characters; openpyxl's pattern for dates takes the square of the length
_LONG_FORMAT = re.compile(rb"""(\bformatCode\s{0,9}=\s{0,9})(?:"[^"]{256,}"|'[^']{256,}')""")
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
"""The names of Strict Open XML, and those that openpyxl knows."""


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
    checked = archive.repacked(_as_read)
    try:
        book = openpyxl.load_workbook(io.BytesIO(checked), read_only=True, data_only=True, keep_links=False)
        return _read_book(book, archive, name)
    except DocumentError:
        raise
    except Exception as error:  # openpyxl answers a malformed workbook with whatever its parts raise
        raise damaged(name, f"{type(error).__name__}: {error}") from error


def _as_read(data: bytes) -> bytes:
    """A part of a workbook as openpyxl reads it: strict names as usual ones, struck words of a cell between marks."""
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    data = _LONG_FORMAT.sub(rb'\1"General"', data)
    return _STRUCK_RUN.sub(rb"\1" + STRUCK[0].encode() + rb"\2" + STRUCK[1].encode() + rb"\3", data)


def _read_book(book: Workbook, archive: Archive, name: str) -> Content:
    builder = ContentBuilder()
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    budget = _Budget(name)
    named = len(sheets) > 1 or any(is_named(sheet.title) for sheet in sheets)
    first = True
    for sheet in sheets:
        source = archive.read(sheet._worksheet_path)
        grid = _grid(sheet, sheet.title if named else None, budget, empty_formulas(source))
        _remark_hidden(grid, hidden_rows(source), hidden_columns(source))
        _merge(grid, _merged_ranges(source), budget)
        titles = [PurePath(name).stem] if first else []
        write_sheet(builder, grid, titles=titles + ([sheet.title] if is_named(sheet.title) else []))
        first = first and not grid
    hidden = [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]
    remarks = [
        left_out(sheet.title, zh="是隐藏的工作表", en="is a hidden sheet")
        for sheet in hidden
        if (sheet.max_row or 0) > 1 and (sheet.max_column or 0) > 2  # lists to choose from have fewer columns
    ]
    builder.paragraph("", remarks=[*remarks, *comment_remarks(archive.comments("xl/"))])
    return builder.content(MEDIA_TYPE, "utf-8")


class _Budget:
    """Counts the work and the filled cells of all sheets, and refuses too much of either."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.work = 0
        self.filled = 0
        self.characters = 0

    def spend(self, work: int, filled: int = 0, characters: int = 0) -> None:
        self.work += work
        self.filled += filled
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            raise too_long(self.characters)
        if self.filled > MAX_CELLS:
            raise too_many_cells(self.name)
        if self.work > MAX_WORK:
            raise DocumentError(
                self.name,
                N_("has far more rows and cells than any plan, most of them empty."),
                N_("Copy the table with the tasks into a new workbook and try again."),
            )


def _grid(
    sheet: ReadOnlyWorksheet, title: str | None, budget: _Budget, uncalculated: frozenset[str]
) -> dict[int, dict[int, TableCell]]:
    sheet.reset_dimensions()  # the stated size may be a million rows of nothing
    grid: dict[int, dict[int, TableCell]] = {}
    waiting = _by_row(uncalculated)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        filled: dict[int, TableCell] = {}
        for cell in row:
            if cell.value is None:
                continue
            place = cell_name(number, cell.column, title)
            read = shown_cell(cell, place)
            if read.words.strip() or read.remarks:
                parts = [(read.words, Location(cell=place))] if read.words.strip() else []
                filled[cell.column] = TableCell(parts, list(read.remarks))
        for column in waiting.get(number, ()):
            remark = without_value(
                cell_name(number, column, title), "的公式没有计算结果", "a formula that was never calculated"
            )
            where = Location(cell=cell_name(number, column, title))
            filled.setdefault(column, TableCell([(NOTHING, where)])).remarks.append(remark)
        characters = sum(len(words) for cell in filled.values() for words, _place in cell.parts)
        budget.spend(len(row) + _ROW_WORK, len(filled), characters)
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


def _by_row(cells: frozenset[str]) -> dict[int, list[int]]:
    """The columns of cells by their row, from their names."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    places = sorted((coordinate_from_string(name) for name in cells), key=lambda place: (place[1], place[0]))
    return {
        row: [column_index_from_string(column) for column, _ in group]
        for row, group in groupby(places, key=lambda place: place[1])
    }


def _remark_hidden(grid: dict[int, dict[int, TableCell]], rows: frozenset[int], columns: frozenset[int]) -> None:
    """Say of hidden rows and columns that they are read although the sheet does not show them."""
    for row in sorted(rows & grid.keys()):
        first = grid[row][min(grid[row])]
        first.remarks.append(
            Issue(
                "row-hidden",
                {
                    "zh": f"第{row}行在表中被隐藏或筛选掉，仍照常读取。",
                    "en": f"Row {row} is hidden or filtered out in the sheet; it was read all the same.",
                },
            )
        )
    for column in sorted(columns):
        top = next((row for row in sorted(grid) if column in grid[row]), None)
        if top is not None:
            letter = cell_name(1, column).rstrip("1")
            grid[top][column].remarks.append(
                Issue(
                    "row-hidden",
                    {
                        "zh": f"{letter}列在表中被隐藏，仍照常读取。",
                        "en": f"Column {letter} is hidden in the sheet; it was read all the same.",
                    },
                )
            )


def _merged_ranges(source: bytes) -> list[tuple[int, int, int, int]]:
    """The merged ranges of a sheet as (first row, first column, last row, last column)."""
    from openpyxl.utils import column_index_from_string

    ranges = []
    for found in _MERGED.finditer(source):
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
