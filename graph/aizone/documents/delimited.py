"""Comma- or tab-separated text, as spreadsheets save it: one table."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import PurePath

from ..errors import N_, DocumentError
from . import plain_text
from .archive import damaged
from .content import Cell, Content, ContentBuilder, Place
from .sheet import MAX_CELLS, cell_name, write_sheet

_SUFFIXES = (".csv", ".tsv")
_SAMPLE = 200
_MIN_COLUMNS = 3
_MAX_FIELD = 2**20


def can_read(data: bytes, name: str) -> bool:
    """Whether the file is called csv and is text, or is text whose every line has the same number of tabs."""
    if not plain_text.can_read(data, name):
        return False
    return PurePath(name).suffix.lower() in _SUFFIXES or _is_tabbed(data)


def read(data: bytes, name: str) -> Content:
    """Read the table; a title in the lines above its header stays running text.

    Raises:
        DocumentError: it cannot be decoded, or its quoting makes no sense.
    """
    text, encoding = plain_text.decode(data, name)
    grid: dict[int, dict[int, Cell]] = {}
    count = 0
    try:
        csv.field_size_limit(_MAX_FIELD)
        for row_number, row in enumerate(csv.reader(io.StringIO(text), delimiter=_delimiter(text)), start=1):
            for column, words in enumerate(row, start=1):
                if words.strip():
                    count += 1
                    place = Place(cell=cell_name(row_number, column))
                    grid.setdefault(row_number, {})[column] = Cell([(words, place)])
            if count > MAX_CELLS:
                raise DocumentError(
                    name,
                    N_("has more than {most} filled cells; that is no plan."),
                    N_("Give the sheet with the tasks only."),
                    most=MAX_CELLS,
                )
    except csv.Error as error:
        raise damaged(name, str(error)) from error
    builder = ContentBuilder()
    write_sheet(builder, grid, titles=[PurePath(name).stem])
    return builder.content("text/csv", encoding)


def _delimiter(text: str) -> str:
    """The separator that most of the first lines have most of."""
    sample = text[: 64 * 1024].split("\n")[:_SAMPLE]
    counts = Counter({sign: sum(line.count(sign) for line in sample) for sign in ",\t;"})
    return counts.most_common(1)[0][0] if counts else ","


def _is_tabbed(data: bytes) -> bool:
    data = data[: 64 * 1024]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # Excel's 'Unicode text'
        data = data.decode("utf-16", errors="ignore").encode()
    if data.count(b"\t") < 2 * _MIN_COLUMNS:
        return False
    lines = [line for line in data.splitlines()[:_SAMPLE] if line.strip()]
    tabs = Counter(line.count(b"\t") for line in lines)
    most, number = tabs.most_common(1)[0]
    return most >= _MIN_COLUMNS - 1 and number * 10 >= len(lines) * 8 and number > 1
