"""Printing rows: a table for people, JSON, CSV or TSV for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import pyoxigraph as ox

from ..errors import in_one_line
from ..i18n import Translate
from ..iri import compact
from ..store import Rows, Term, to_python
from ..text.characters import escaped
from ..text.csv_cells import guarded
from .tables import Cell, TablePrinter


def severity_words(_: Translate) -> dict[str, str]:
    """The names of the severities, padded to one width."""
    words = {"Violation": _("Violation"), "Warning": _("Warning"), "Info": _("Info")}
    return {severity: f"{word:<9}" for severity, word in words.items()}


def say_if_no_plans(plans: Sequence[object], _: Translate, *, out: TextIO | None = None) -> None:
    """Say that a workspace holds no plan, where what is made of its plans would be empty without a word.

    Args:
        plans: of the workspace.
        _: the translator.
        out: standard output when None; standard error beside a file.
    """
    if not plans:
        print(in_one_line(_("This workspace holds no plan."), _("Read one into it: aizone ingest FILE")), file=out)


def cells_of(rows: Rows) -> list[tuple[Cell, ...]]:
    """The rows of an answer for a program: nodes by CURIE, all else as plain values."""
    known: dict[int, Cell] = {}  # of a term that is the same object in several cells

    def cell(term: Term | None) -> Cell:
        place = id(term)
        if place not in known:
            known[place] = compact(term) if isinstance(term, ox.NamedNode) else to_python(term)
        return known[place]

    return [tuple(map(cell, row)) for row in rows.rows]


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    fmt: str,
    title: str = "",
    empty: str = "",
    out: TextIO | None = None,
) -> None:
    """Print rows.

    Args:
        columns: c column names.
        rows: each of c cells.
        fmt: 'table', 'json' (a list of objects), 'csv' or 'tsv'.
        title: line above a table.
        empty: the line printed when a table has no rows.
        out: standard output when None.
    """
    stream = out or sys.stdout
    if fmt == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows], out=stream)
    elif fmt in {"csv", "tsv"}:
        print_as_they_come(columns, [rows], fmt=fmt, out=stream)
    elif not rows:
        stream.write(f"{title}\n{empty}\n" if title else f"{empty}\n")
    else:
        table = TablePrinter(stream, title)
        table.add(columns, rows)
        table.end()


def print_as_they_come(
    columns: Sequence[str], batches: Iterable[Sequence[Sequence[Cell]]], *, fmt: str, out: TextIO | None = None
) -> None:
    """Print rows that are still being found, each batch at once; together they are what `print_rows` prints.

    Args:
        columns: c column names.
        batches: rows, some at a time, each of c cells.
        fmt: 'json', 'csv' or 'tsv'.
        out: standard output when None.
    """
    stream = out or sys.stdout
    if fmt == "json":
        stream.write("[")
        before = ""
        for batch in batches:
            for row in batch:
                item = _json_of(dict(zip(columns, row, strict=True)), stream).replace("\n", "\n  ")
                stream.write(f"{before}\n  {item}")
                before = ","
            stream.flush()
        stream.write("\n]\n" if before else "]\n")
        return
    held = io.StringIO()  # a batch is written at once: what is written is looked at for what a terminal obeys
    writer = csv.writer(held, delimiter="\t" if fmt == "tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    for batch in batches:
        writer.writerows(["" if cell is None else guarded(cell) for cell in row] for row in batch)
        stream.write(held.getvalue())
        stream.flush()
        held.seek(0)
        held.truncate()
    stream.write(held.getvalue())


def print_json(value: Any, *, out: TextIO | None = None) -> None:  # noqa: ANN401 - any JSON value
    """Print one JSON value, indented, in UTF-8."""
    stream = out or sys.stdout
    stream.write(_json_of(value, stream) + "\n")


def print_json_list(values: Iterable[Any], *, out: TextIO | None = None) -> None:
    """Print what `print_json` prints of a list; each value is made, written and forgotten before the next one."""
    stream = out or sys.stdout
    before = "["
    for value in values:
        item = _json_of_many_parts(value, stream).replace("\n", "\n  ")
        stream.write(f"{before}\n  {item}")
        before = ","
    stream.write("[]\n" if before == "[" else "\n]\n")


def _json_of(value: Any, stream: TextIO) -> str:  # noqa: ANN401 - any JSON value
    return escaped(json.dumps(value, ensure_ascii=not _is_unicode(stream), indent=2))


def _json_of_many_parts(value: Any, stream: TextIO) -> str:  # noqa: ANN401 - any JSON value
    """The text of `_json_of`, in a third of the time: Python's own encoder is slow to indent."""
    from msgspec.json import format as indented  # not at the top: an answer of rows needs no library but the engine

    try:
        return escaped(indented(json.dumps(value, ensure_ascii=not _is_unicode(stream), allow_nan=False), indent=2))
    except (
        ValueError
    ):  # NaN, or the name of a file that is not in the system's encoding: msgspec's JSON has no word for either
        return _json_of(value, stream)


def _is_unicode(stream: TextIO) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")
