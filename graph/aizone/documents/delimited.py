"""Comma- or tab-separated text, as spreadsheets save it: one table."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from ..text.csv_cells import unguarded
from . import plain_text
from .archive import damaged
from .content import Content, ContentBuilder, Location, TableCell
from .sheet import MAX_CELLS, cell_name, too_many_cells, write_sheet

_SUFFIXES = (".csv", ".tsv")
_SAMPLE = 200
# "'01": a field that a spreadsheet is not to take for a number, by the sign that it hides
_KEPT_DIGITS = re.compile(r"'\d")
# '="01"': the same as a formula
_KEPT_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_MIN_COLUMNS = 3
_MAX_FIELD = 2**20


def can_read(data: bytes, name: str) -> bool:
    """True if the file is text and is named csv or tsv, or has the same number of tabs in nearly every line."""
    if not plain_text.can_read(data, name):
        return False
    return PurePath(name).suffix.lower() in _SUFFIXES or _is_tabbed(data)


def read(data: bytes, name: str) -> Content:
    """Read the table; a title in the lines above its header stays running text.

    Raises:
        DocumentError: it cannot be decoded, its quoting makes no sense, or it has far more cells than a plan.
    """
    text, encoding = plain_text.decode(data, name)
    grid: dict[int, dict[int, TableCell]] = {}
    count = 0
    for row_number, row in enumerate(rows_of(text, name), start=1):
        for column, words in enumerate(row, start=1):
            if words.strip():
                count += 1
                place = Location(cell=cell_name(row_number, column))
                grid.setdefault(row_number, {})[column] = TableCell([(words, place)])
        if count > MAX_CELLS:
            raise too_many_cells(name)
    builder = ContentBuilder()
    write_sheet(builder, grid, titles=[PurePath(name).stem])
    return builder.content("text/csv", encoding)


def rows_of(text: str, name: str) -> Iterator[list[str]]:
    """The rows of a text, separated by whatever sign it uses, without what exporters put around a field to keep it text.

    Args:
        text: of the file.
        name: of the file, for messages.

    Raises:
        DocumentError: its quoting makes no sense.
    """
    csv.field_size_limit(_MAX_FIELD)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)):
            yield [_plain(words) for words in row]
    except csv.Error as error:
        raise damaged(name, str(error)) from error


def _plain(words: str) -> str:
    """A field without the formula that exporters put around words to keep them text: ="01"."""
    kept = _KEPT_TEXT.fullmatch(words.strip())
    if kept is None and _KEPT_DIGITS.match(words):
        return words[1:]
    return kept[1].replace('""', '"') if kept else unguarded(words)


def _delimiter(text: str) -> str:
    """The most frequent separator of the first lines."""
    sample = text[: 64 * 1024].split("\n")[:_SAMPLE]
    counts = Counter({sign: sum(line.count(sign) for line in sample) for sign in ",\t;|"})
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
