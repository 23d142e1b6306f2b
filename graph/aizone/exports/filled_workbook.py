"""Workbooks of ours that people filled in or edited, read again as rows of cells; also a sheet that was saved as csv."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from ..documents import delimited, plain_text
from ..errors import MissingExtraError

Row = tuple[object, ...]
_TEXTS = (".csv", ".tsv", ".txt")
HEADS_WITHIN = 20
"""The heads of a sheet are among its first so many rows: people put titles above them."""


def filled_sheets(data: bytes, name: str, *, columns: int, most_rows: int) -> Iterator[list[Row]]:
    """The rows of each sheet, in their order; values as stored, formulas as last computed. A csv file is one sheet.

    Args:
        data: the workbook, or the csv file.
        name: of the file, for messages.
        columns: to read; further ones are left out.
        most_rows: to read of a sheet.

    Raises:
        DocumentError: it is damaged, or a csv file in no encoding of Chinese.
        MissingExtraError: openpyxl is not installed.
    """
    if PurePath(name).suffix.lower() in _TEXTS:
        text, _encoding = plain_text.decode(data, name)
        yield [tuple(row[:columns]) for row in islice(delimited.rows_of(text, name), most_rows)]
        return
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtraError(name, "formats") from error
    from ..documents.archive import damaged, open_archive

    checked = open_archive(data, name).repacked()
    try:
        book = openpyxl.load_workbook(io.BytesIO(checked), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found = sheet.iter_rows(max_row=most_rows, max_col=columns, values_only=True)
            yield [tuple(row[:columns]) for row in found]
    except Exception as error:  # openpyxl answers a malformed workbook with whatever its parts raise
        raise damaged(name, f"{type(error).__name__}: {error}") from error
