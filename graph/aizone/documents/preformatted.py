"""Preformatted text within a page (`<pre>`): drawn tables and rows parted by tabs become tables, everything else lines."""

from __future__ import annotations

from itertools import groupby

from .content import NOWHERE, ContentBuilder, TableCell
from .drawn_tables import has_drawn_tables, write_drawn

_FEWEST_ROWS = 2


def has_tables(text: str) -> bool:
    """A cheap first look."""
    return "\t" in text.strip() or has_drawn_tables(text)


def write_preformatted(text: str, builder: ContentBuilder) -> None:
    """Write lines as they are, and rows of as many cells one after the other as a table."""
    if has_drawn_tables(text) and write_drawn(text, builder):
        return
    for tabs, group in groupby(text.split("\n"), key=lambda line: line.rstrip("\r").count("\t")):
        lines = [line.rstrip("\r") for line in group]
        if tabs and len(lines) >= _FEWEST_ROWS:
            builder.table([[_cell(words) for words in line.split("\t")] for line in lines])
            continue
        for line in lines:
            if line.strip():
                builder.paragraph(line)
            else:
                builder.blank()


def _cell(words: str) -> TableCell | None:
    return TableCell([(words.strip(), NOWHERE)]) if words.strip() else None
