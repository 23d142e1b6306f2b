"""A table for people, printed row by row: its columns are as wide as its first rows need, and what is wider goes on below.

Where the columns would have room for a few letters each, every row is printed as a record: a line per column, its name before it.
"""

from __future__ import annotations

import functools
import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TextIO

from ..text.characters import printable
from .terminal import raw

Cell = str | int | float | bool | None

_WIDTH = 120
_BETWEEN = 3
_RULE = "─"
_AFTER = "_-/"
_LEAST = 8
"""Columns of a terminal that a column of a table needs, if its texts are not shorter: four Chinese characters."""


class TablePrinter:
    """Prints a table whose rows may still be being found; each call of `add` prints its rows at once.

    Args:
        stream: standard output, or a file.
        title: a line above it.
    """

    def __init__(self, stream: TextIO, title: str = "") -> None:
        self._stream = stream
        self._title = printable(title)
        self._columns: tuple[str, ...] | None = None
        self._widths: list[int] = []
        self._is_number: list[bool] = []
        self._record_names: list[str] = []
        self.rows = 0

    def add(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Print rows; other columns than before begin with a head of their own.

        Args:
            columns: c column names.
            rows: each of c cells.
        """
        texts = [[_shown(cell) for cell in row] for row in rows]
        lines: list[str] = []
        if tuple(columns) != self._columns:
            lines += self._head([printable(column) for column in columns], rows, texts)
            self._columns = tuple(columns)
        for row in texts:
            lines += self._record(row) if self._record_names else self._lines(row)
        self.rows += len(rows)
        self._write("".join(f"{line}\n" for line in lines))

    def end(self) -> None:
        """Print the empty line that separates it from what follows."""
        self._write("\n")

    def _head(self, names: list[str], rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]) -> Iterator[str]:
        is_terminal = self._stream.isatty()
        self._is_number = [all(isinstance(row[place], (int, float)) for row in rows) for place in range(len(names))]
        wanted = [
            max([_widest(name), *(_widest(row[place]) for row in texts)], default=0) for place, name in enumerate(names)
        ]
        room = shutil.get_terminal_size().columns if is_terminal else int(os.environ.get("COLUMNS", _WIDTH))
        self._widths = _fitting(wanted, room - 2 - _BETWEEN * (len(names) - 1))
        is_narrow = any(width < min(_LEAST, most) for width, most in zip(self._widths, wanted, strict=True))
        self._record_names = names if is_narrow else []
        if self._columns is not None:
            yield ""
        elif self._title:
            yield from (f"\x1b[3m{line}\x1b[0m" if is_terminal else line for line in _folded(self._title, room))
        if is_narrow:
            of_names = max(map(_widest, names))
            self._widths, self._is_number = [of_names, max(room - 2 - _BETWEEN - of_names, 2)], [False, False]
            return
        yield from (f"\x1b[1m{line}\x1b[0m" if is_terminal else line for line in self._lines(names, at_end=True))
        yield " " + self._rule() * (sum(self._widths) + _BETWEEN * (len(names) - 1))

    def _lines(self, texts: Sequence[str], *, at_end: bool = False) -> Iterator[str]:
        """The lines of a row: more than one where a cell is wider than its column; with `at_end`, the last of each stand side by side."""
        cells = [_folded(text, width) for text, width in zip(texts, self._widths, strict=True)]
        height = max(map(len, cells), default=0)
        if at_end:
            cells = [[""] * (height - len(cell)) + cell for cell in cells]
        for line in range(height):
            parts = []
            for cell, width, is_number in zip(cells, self._widths, self._is_number, strict=True):
                text = cell[line] if line < len(cell) else ""
                blank = " " * (width - _width(text))
                parts.append(blank + text if is_number else text + blank)
            yield (" " + (" " * _BETWEEN).join(parts)).rstrip()

    def _record(self, texts: Sequence[str]) -> Iterator[str]:
        """The lines of a row that is printed as a record: below a rule, a line or more for each of its columns."""
        yield " " + self._rule() * (sum(self._widths) + _BETWEEN)
        for name, text in zip(self._record_names, texts, strict=True):
            yield from self._lines((name, text))

    def _rule(self) -> str:
        """The sign that the line below the head is made of: one that the stream can show."""
        try:
            _RULE.encode(self._stream.encoding or "utf-8")
        except UnicodeEncodeError:
            return "-"
        return _RULE

    def _write(self, drawn: str) -> None:
        if self._stream.isatty():  # whose bold head `CleanStream` would take out; the words are clean
            encoding = self._stream.encoding or "utf-8"
            raw(self._stream).write(drawn.encode(encoding, "backslashreplace").decode(encoding))
        else:
            self._stream.write(drawn)
        self._stream.flush()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:g}" if isinstance(cell, float) else printable(str(cell)).expandtabs()


def _width(text: str) -> int:
    """The columns that a text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_width_of, text))


@functools.lru_cache(maxsize=4096)
def _width_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _widest(text: str) -> int:
    return max(map(_width, text.split("\n")))


def _fitting(wanted: list[int], room: int) -> list[int]:
    """Widths of columns that fit together: the widest give way until they do, none to less than two."""
    widths = list(wanted)
    while sum(widths) > room:
        widest = max(widths)
        if widest <= 2:
            break
        places = [place for place, width in enumerate(widths) if width == widest]
        next_widest = max([width for width in widths if width < widest], default=2)
        less = min(widest - max(next_widest, 2), -(-(sum(widths) - room) // len(places)))
        for place in places:
            widths[place] -= max(less, 1)
    return widths


def _folded(text: str, width: int) -> list[str]:
    """A text in lines of a width: broken at blanks; what has none for more than a line, beside Chinese characters, and inside a word at last."""
    lines = []
    for line in text.split("\n"):
        rest = line
        while _width(rest) > width:
            end = _reach(rest, width)
            blank = rest.rfind(" ", 1, end + 1)
            if blank > 0 and _width(rest[blank + 1 :].partition(" ")[0]) <= width:
                end = blank
            else:
                end = _beside_word(rest, end)
            lines.append(rest[:end].rstrip())
            rest = rest[end:].lstrip()
        lines.append(rest)
    return lines


def _beside_word(text: str, end: int) -> int:
    """The last place until an end that is not inside of a word of a script with blanks, or of a part of a name or address; the end where there is none."""
    place = end
    while (
        place
        and text[place - 1] not in _AFTER
        and all(char != " " and _width_of(char) == 1 for char in text[place - 1 : place + 1])
    ):
        place -= 1
    return place or end


def _reach(text: str, width: int) -> int:
    """The characters at the beginning of a text that fit into a width; at least one."""
    taken = 0
    for place, char in enumerate(text):
        taken += _width_of(char)
        if taken > width:
            return max(place, 1)
    return len(text)
